"""Văn bản căn cứ: the list, one text, adding and correcting, vouching for it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from core.decision import Denied, require
from core.exceptions import DomainError, EditConflict, NotAllowed
from core.forms.acting import succeeds, tell
from core.http import redirect_to, whole_number
from core.lists import listing
from organisations.decorators import staff_view
from organisations.http import StaffRequest
from organisations.rules import can_view_audit
from reference import rules
from reference.domain import texts as domain
from reference.forms.texts import CheckForm, TextFilterForm, TextForm
from reference.models import LegalText
from reference.queries_texts import (
    COLUMNS,
    chain_of,
    shipped_differences,
    text_history,
    text_in,
    text_list,
    text_row,
    texts_of_page,
)


def url_of(request: StaffRequest, name: str, text: LegalText | None = None) -> str:
    kwargs: dict[str, Any] = {"org": request.organisation.code}
    if text is not None:
        kwargs["text_id"] = text.pk
    return reverse(f"reference:{name}", kwargs=kwargs)


@staff_view(rules.can_view_texts)
def text_list_page(request: StaffRequest) -> HttpResponse:
    form = TextFilterForm(request.GET, access=request.access)
    wanted = form.wanted
    day = wanted["ngay"] or timezone.localdate()
    rows = text_list(
        request.access, wanted=wanted["q"], day=day, doc_type=wanted["loai"] or "", force=wanted["hieu_luc"] or "",
        owner=wanted["cua"] or "", standing=wanted["muc"] or "",
    )  # fmt: skip
    found = listing(request, rows, columns=COLUMNS, full=texts_of_page)
    context = {
        "form": form, "listing": found, "rows": [text_row(text, day) for text in found.page.object_list], "day": day,
        "add": rules.can_add_texts(request.access), "add_common": rules.can_keep_common(request.access),
    }  # fmt: skip
    return render(request, "reference/texts.html", context)


@staff_view(rules.can_view_texts)
def text_page(request: StaffRequest, text_id: int) -> HttpResponse:
    text, access = text_in(request.access, text_id), request.access
    change = rules.can_change_text(access, text)
    today = timezone.localdate()
    context = {
        "text": text, "row": text_row(text, today), "today": today, "change": change,
        "chain": [text_row(each, today) for each in chain_of(text, access)],
        "own": rules.can_add_texts(access) if text.organisation_id is None else Denied(""),
        "delete": rules.can_delete_text(access, text) if change else Denied(""),
        "differences": shipped_differences(text),
        "history": text_history(text) if change or can_view_audit(access) else [],
    }  # fmt: skip
    return render(request, "reference/text.html", context)


@staff_view(rules.can_change_texts)
def text_add(request: StaffRequest) -> HttpResponse:
    """?vao=chung: into the common catalogue; ?tu=<id>: an office's own entry beside a common one."""
    common = request.GET.get("vao") == "chung"
    require(rules.can_keep_common(request.access) if common else rules.can_add_texts(request.access))
    source = whole_number(request.GET.get("tu"))
    like = text_in(request.access, source) if source else None
    form = TextForm(_sent(request), access=request.access, like=like, common=common)
    made: list[LegalText] = []
    if form.is_valid() and succeeds(form, lambda: made.append(form.save(by=request.access))):
        messages.success(request, "Đã thêm văn bản vào danh mục.")
        return redirect_to(request, url_of(request, "text", made[0]))
    title = "Thêm văn bản vào danh mục dùng chung" if common else "Thêm văn bản của đơn vị"
    context = {"form": form, "title": title, "back": url_of(request, "texts"), "like": like}
    return render(request, "reference/text_form.html", context, status=422 if form.errors else 200)


@staff_view(rules.can_change_texts)
def text_edit(request: StaffRequest, text_id: int) -> HttpResponse:
    text = text_in(request.access, text_id)
    require(rules.can_change_text(request.access, text))
    form = TextForm(_sent(request), access=request.access, text=text)
    context: dict[str, Any] = {
        "form": form,
        "text": text,
        "title": f"Sửa: {text}",
        "back": url_of(request, "text", text),
    }
    if form.is_valid():
        try:
            form.save(by=request.access)
        except NotAllowed:
            raise
        except EditConflict as conflict:
            stored = LegalText.objects.filter(pk=text_id).select_related("successor").first()
            context |= {"conflict": str(conflict), "seen": stored.version if stored else None}
            context["differing"] = form.differing(stored) if stored else []
            return render(request, "reference/text_form.html", context, status=409)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã lưu.")
            return redirect_to(request, url_of(request, "text", text))
    return render(request, "reference/text_form.html", context, status=422 if form.errors else 200)


@staff_view(rules.can_change_texts)
def text_check(request: StaffRequest, text_id: int) -> HttpResponse:
    """Vouching is a page of its own, so that nobody does it in passing."""
    text, today = text_in(request.access, text_id), timezone.localdate()
    require(rules.can_change_text(request.access, text))
    form = CheckForm(_sent(request), initial={"seen": text.version})
    if form.is_valid():
        seen, compared = form.cleaned_data["seen"] or 0, form.cleaned_data["compared_with"]
        act = lambda: domain.mark_checked(text, by=request.access, seen=seen, compared_with=compared, today=today)  # noqa: E731
        if succeeds(form, act):
            messages.success(request, "Đã ghi là đã đối chiếu.")
            return redirect_to(request, url_of(request, "text", text))
        text = text_in(request.access, text_id)
    context = {"form": form, "text": text, "row": text_row(text, today), "back": url_of(request, "text", text)}
    return render(request, "reference/text_check.html", context, status=422 if form.errors else 200)


@staff_view(rules.can_change_texts)
@require_POST
def text_uncheck(request: StaffRequest, text_id: int) -> HttpResponse:
    text = text_in(request.access, text_id)
    act = lambda: domain.unmark_checked(text, by=request.access, seen=_seen(request))  # noqa: E731
    tell(request, act, "Đã bỏ dấu đã đối chiếu.")
    return redirect_to(request, url_of(request, "text", text))


@staff_view(rules.can_change_texts)
@require_POST
def text_take_shipped(request: StaffRequest, text_id: int) -> HttpResponse:
    text = text_in(request.access, text_id)
    act = lambda: domain.take_shipped(text, by=request.access, seen=_seen(request))  # noqa: E731
    tell(request, act, "Đã lấy theo danh mục kèm theo cổng.")
    return redirect_to(request, url_of(request, "text", text))


@staff_view(rules.can_change_texts)
def text_delete(request: StaffRequest, text_id: int) -> HttpResponse:
    text = text_in(request.access, text_id)
    require(rules.can_delete_text(request.access, text))
    if request.method == "POST":
        act = lambda: domain.delete_text(text, by=request.access, seen=_seen(request))  # noqa: E731
        done = tell(request, act, "Đã xóa văn bản khỏi danh mục.")
        return redirect_to(request, url_of(request, "texts") if done else url_of(request, "text", text))
    return render(request, "reference/text_delete.html", {"text": text, "back": url_of(request, "text", text)})


def _sent(request: StaffRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _seen(request: StaffRequest) -> int:
    return whole_number(request.POST.get("seen"), most=2**31) or 0
