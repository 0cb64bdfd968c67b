"""A pasted appendix: paste or upload it, look at its tables and columns, add it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode

from core.exceptions import EditConflict
from core.http import redirect_to, whole_number
from documents.official import RowKind
from organisations.decorators import staff_view
from organisations.http import StaffRequest
from plans import rules
from plans.domain import pasted
from plans.enums import ColumnRole
from plans.forms.pasted import ROW_KINDS, PastedForm, PasteForm
from plans.models import Plan, PlanStart
from plans.queries import pasted as queries
from plans.queries.listing import page_of
from plans.views.answers import Page, answer_form, fetch_draft, url
from plans.views.start_answers import keep_typed, make, start_url


@staff_view(rules.can_write_plans)
def appendix_new(request: StaffRequest) -> HttpResponse:
    """An appendix as the beginning of a new plan."""
    return _paste(request, None, back=url(request, "new"))


@staff_view(rules.can_write_plans)
def appendix_paste(request: StaffRequest, plan_id: int) -> HttpResponse:
    """One more appendix of a draft."""
    plan = fetch_draft(request, plan_id)
    return _paste(request, plan, back=url(request, "detail", plan))


def _paste(request: StaffRequest, target: Plan | None, *, back: str) -> HttpResponse:
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = PasteForm(*posted, target=target, year=timezone.localdate().year)

    def opened() -> HttpResponse:
        return redirect_to(request, url(request, "start", start_id=form.saved.pk))

    title = "Dán phụ lục" if target else "Lập kế hoạch từ một phụ lục"
    return answer_form(request, form, Page(title, back=back, button="Đọc bảng"), plan=target, done=opened)


@dataclass(frozen=True)
class ColumnView:
    index: int
    title: str
    role: str


@dataclass(frozen=True)
class PastedRow:
    index: int
    cells: tuple[str | None, ...]
    kind: str


def sheet_page(request: StaffRequest, start: PlanStart) -> HttpResponse:
    """One table at a time with a page of its rows. Any button keeps what the page says."""
    received = queries.received_in(start)
    heads, blocks = queries.heads_of(start, received), queries.pasted_blocks(start, received)
    tables = [each for each in blocks if each.table is not None]
    asked = request.POST if request.method == "POST" else request.GET
    wanted = asked.get("bang", "")
    shown = next((each for each in tables if each.name == wanted), tables[0] if tables else None)
    rows = shown.block.table.rows if shown and shown.block.table else ()
    page = page_of(range(len(rows)), asked.get("trang"), queries.ROWS_A_PAGE)
    bound = request.POST if request.method == "POST" else None
    form = PastedForm(bound, start=start, heads=heads, blocks=blocks, shown=shown, rows=page.object_list)
    status = 200
    if request.method == "POST":
        try:
            if form.try_save(by=request.access):
                return _go_on(request, start, shown)
            status = 422
            heads, blocks = list(form.cleaned_data["heads"].values()), _as_typed(form)
            shown = next((each for each in blocks if shown and each.name == shown.name), shown)
        except EditConflict:
            status = keep_typed(request, form, start)
    choice = shown.table if shown else None
    context = {
        "start": start,
        "received": received,
        "form": form,
        "heads": list(enumerate(heads)),
        "tables": [each for each in blocks if each.table is not None],
        "lines": [each for each in blocks if each.table is None],
        "shown": shown,
        "columns": [ColumnView(i, title, choice.roles[i]) for i, title in enumerate(choice.titles)] if choice else [],
        "rows": [
            PastedRow(i, rows[i].cells, queries.row_kind(choice, i, RowKind(rows[i].kind))) for i in page.object_list
        ]
        if choice
        else [],
        "page": page,
        "roles": [(ColumnRole.OTHER.value, ColumnRole.OTHER.label), *_roles()],
        "kinds": ROW_KINDS,
    }
    return render(request, "plans/start_sheet.html", context, status=status)


def _as_typed(form: PastedForm) -> list[queries.Pasted]:
    """Tables and lines as the page that could not be kept said them."""
    got = form.cleaned_data
    return [
        queries.Pasted(
            each.name, each.appendix, each.block, got["tables"].get(each.name), got["lines"].get(each.name, True)
        )
        for each in form.blocks
    ]


def _roles() -> list[tuple[str, str]]:
    return [(role.value, str(role.label)) for role in ColumnRole if role != ColumnRole.OTHER]


def _go_on(request: StaffRequest, start: PlanStart, shown: queries.Pasted | None) -> HttpResponse:
    if "lap" in request.POST:
        said = "Đã thêm phụ lục vào dự thảo." if start.target else f"Đã lập dự thảo năm {start.year} với phụ lục này."
        return make(
            request, start, partial(pasted.add_pasted, start, by=request.access, today=timezone.localdate()), said
        )
    messages.success(request, "Đã lưu.")
    to_table = request.POST.get("den-bang") or (shown.name if shown else "")
    to_page = (
        1
        if request.POST.get("den-bang")
        else whole_number(request.POST.get("den")) or whole_number(request.POST.get("trang"))
    )
    there = urlencode({"bang": to_table, "trang": str(to_page or 1)})
    return redirect_to(request, f"{start_url(request, start)}?{there}#bang")
