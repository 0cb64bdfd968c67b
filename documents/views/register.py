"""Sổ văn bản đi: the list, a line, a new line, how the office numbers, print and Excel."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from core.exceptions import DomainError, EditConflict, NotAllowed
from core.forms.acting import succeeds, tell
from core.http import redirect_to
from core.lists import listing
from core.workbooks import XLSX
from documents import queries_register as queries
from documents import rules
from documents.domain import books
from documents.domain.registering import free_number, use_number
from documents.enums import EntryState, WorkState
from documents.forms.register import BookFilter, ColumnsForm, EntryForm, FreeForm, NumberingForm, OpeningForm
from documents.models import WorkItem
from documents.numbering import TYPES
from documents.register_book import write_book
from organisations.decorators import staff_view
from organisations.http import StaffRequest


def _url(request: StaffRequest, name: str, **kwargs: Any) -> str:
    return reverse(f"documents:{name}", kwargs={"org": request.organisation.code, **kwargs})


@staff_view(rules.can_view_register)
def register(request: StaffRequest) -> HttpResponse:
    """The book of a year, the newest line first."""
    today = timezone.localdate()
    years = queries.years_of(request.organisation, today)
    wanted = request.GET.get("nam", "")
    year = int(wanted) if wanted in {str(each) for each in years} else years[0]
    shown = queries.books_of(request.organisation, year)
    form = BookFilter(request.GET, years=years, books=shown)
    filters = form.asked()
    found = listing(request, queries.entries(request.access, filters), full=queries.lines_of)
    context = {
        "form": form, "listing": found, "filters": filters, "may": rules.can_number(request.access),
        "held": queries.held_before(request.access, today),
        "books_shown": [
            (each.series or queries.COMMON, queries.series_label(each.series), each.last_number) for each in shown
        ],
    }  # fmt: skip
    return render(request, "documents/register.html", context)


@staff_view(rules.can_number)
def entry_add(request: StaffRequest) -> HttpResponse:
    form = EntryForm(request.POST or None, organisation=request.organisation, today=timezone.localdate())
    made: list[Any] = []
    if form.is_valid() and succeeds(form, lambda: made.append(form.create(by=request.access))):
        entry = made[0]
        held = entry.state == EntryState.HELD
        messages.success(request, f"Đã giữ số {entry.notation}." if held else f"Đã ghi số {entry.notation} vào sổ.")
        return redirect_to(request, _url(request, "register-entry", entry_id=entry.pk))
    context = {"form": form, "symbols": queries.symbols_used(request.organisation), "back": _url(request, "register")}
    return render(request, "documents/entry_form.html", context, status=422 if form.errors else 200)


@staff_view(rules.can_view_register)
def entry(request: StaffRequest, entry_id: int) -> HttpResponse:
    """A line with its ten columns; văn thư fills the later ones here."""
    shown = queries.entry_here(request.access, entry_id)
    may = rules.can_number(request.access)
    form = ColumnsForm(request.POST or None, entry=shown) if may else None
    if form is not None and form.is_valid():
        try:
            form.change(by=request.access)
        except NotAllowed:
            raise
        except EditConflict as conflict:
            form = ColumnsForm({**request.POST.dict(), "seen": queries.version_now(shown)}, entry=shown)
            form.add_error(None, str(conflict))
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã ghi vào sổ.")
            return redirect_to(request, _url(request, "register-entry", entry_id=shown.pk))
    status = 422 if form is not None and form.errors else 200
    context = {
        "line": queries.lines_of([shown.pk])[0], "entry": shown, "form": form, "may": may, "free": FreeForm(),
        "back": f"{_url(request, 'register')}?nam={shown.register.year}&so={shown.register.series or queries.COMMON}",
    }  # fmt: skip
    return render(request, "documents/entry.html", context, status=status)


@staff_view(rules.can_number)
@require_POST
def entry_free(request: StaffRequest, entry_id: int) -> HttpResponse:
    """A held number is given back, or cancelled."""
    shown = queries.entry_here(request.access, entry_id)
    form = FreeForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    tell(
        request, lambda: free_number(shown, by=request.access, reason=reason),
        f"Đã bỏ số {shown.notation}.",
    )  # fmt: skip
    return redirect_to(request, f"{_url(request, 'register')}?nam={shown.register.year}")


@staff_view(rules.can_number)
@require_POST
def entry_use(request: StaffRequest, entry_id: int) -> HttpResponse:
    """The paper of a held number was signed."""
    shown = queries.entry_here(request.access, entry_id)
    tell(request, lambda: use_number(shown, by=request.access), f"Đã ghi số {shown.notation} là văn bản đã ban hành.")
    return redirect_to(request, _url(request, "register-entry", entry_id=shown.pk))


@staff_view(rules.can_number)
def numbering(request: StaffRequest) -> HttpResponse:
    """How the office numbers, and where the paper book had come; `viec` says which form was sent."""
    year = timezone.localdate().year
    scheme, own = queries.numbering_of(request.organisation, year)
    act = request.POST.get("viec", "")
    way = NumberingForm(
        request.POST if act == "cach" else None,
        initial={
            "from_year": year + queries.year_has_begun(request.organisation, year),
            "scheme": scheme,
            "own_types": own,
        },
    )
    opening = OpeningForm(request.POST if act == "so-giay" else None)
    forms: dict[str, NumberingForm | OpeningForm] = {"cach": way, "so-giay": opening}
    sent = forms.get(act)
    if sent is not None and sent.is_valid() and succeeds(sent, lambda: sent.change(by=request.access, year=year)):
        messages.success(request, "Đã lưu.")
        return redirect_to(request, _url(request, "numbering"))
    context = {
        "way": way, "opening": opening, "year": year, "scheme": scheme.label,
        "own": [f"{TYPES.get(code, code)} ({code})" for code in own], "back": _url(request, "register"),
        "books": [(queries.series_label(each.series), each) for each in queries.books_of(request.organisation, year)],
    }  # fmt: skip
    refused = sent is not None and bool(sent.errors)
    return render(request, "documents/numbering.html", context, status=422 if refused else 200)


@staff_view(rules.can_view_register)
def book_print(request: StaffRequest, year: int, series: str) -> Any:
    """The PDF of one book; while a long one is made, its progress."""
    _require_book(request, year, series)
    try:
        made = books.print_book(request.organisation, year, series, by=request.access)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("documents:register", org=request.organisation.code)
    if isinstance(made, WorkItem):
        if made.state == WorkState.DONE and made.result is not None:
            return _file(FileResponse(made.result.file.open("rb"), content_type="application/pdf"), year, series, "pdf")
        context = {
            "work": made,
            "year": year,
            "label": queries.series_label("" if series == queries.COMMON else series),
        }
        return render(request, "documents/book_waiting.html", context)
    return _file(HttpResponse(made, content_type="application/pdf"), year, series, "pdf")


@staff_view(rules.can_view_register)
def book_excel(request: StaffRequest, year: int, series: str) -> Any:
    _require_book(request, year, series)
    lines = queries.book_lines(request.organisation, year, series)
    label = queries.series_label("" if series == queries.COMMON else series)
    title = f"Sổ đăng ký văn bản đi năm {year} – {label} – {request.organisation.display_name}"
    return _file(HttpResponse(write_book(title, lines), content_type=XLSX), year, series, "xlsx", keep=True)


def _require_book(request: StaffRequest, year: int, series: str) -> None:
    names = {each.series or queries.COMMON for each in queries.books_of(request.organisation, year)}
    if series not in names:
        raise Http404


def _file(response: Any, year: int, series: str, ending: str, *, keep: bool = False) -> Any:
    name = f"so-van-ban-di-{year}-{series}.{ending}"
    response["Content-Disposition"] = content_disposition_header(keep, name) or "inline"
    response["Cache-Control"] = "private, no-cache"
    return response
