"""Legal texts from Excel: the empty sheet, the rehearsal, the writing."""

from __future__ import annotations

from dataclasses import asdict

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from core.decision import require
from core.exceptions import DomainError
from core.forms.acting import succeeds, tell
from core.workbooks import XLSX
from organisations.decorators import staff_view
from organisations.http import StaffRequest
from reference import rules
from reference.domain.importing import check_rows, import_texts
from reference.forms.texts import SheetForm
from reference.texts_sheet import SheetRow, empty_sheet, read_sheet

_HOUR = 3600
_SHOWN = 300  # rows of the rehearsal on one page; the counts speak of all


def _into_common(request: StaffRequest) -> bool:
    """?vao=chung: the common catalogue, by who keeps it; else the office's own."""
    common = request.GET.get("vao") == "chung"
    require(rules.can_keep_common(request.access) if common else rules.can_add_texts(request.access))
    return common


def _address(request: StaffRequest, name: str, *, common: bool) -> str:
    return reverse(f"reference:{name}", kwargs={"org": request.organisation.code}) + ("?vao=chung" if common else "")


@staff_view(rules.can_change_texts)
def text_import(request: StaffRequest) -> HttpResponse:
    """Upload → what each row would do. Nothing is written or stored: the rows travel signed in the page."""
    common = _into_common(request)
    form = SheetForm(request.POST or None, request.FILES or None)
    rows: list[SheetRow] = []
    if form.is_valid():
        file = form.cleaned_data["file"]
        succeeds(form, lambda: rows.extend(read_sheet(file.name, file.read())))
    context = {"form": form, "common": common, "back": _address(request, "texts", common=False)}
    if not rows:
        return render(request, "reference/text_import.html", context, status=422 if form.errors else 200)
    checked = check_rows(rows, by=request.access, common=common)
    counts = {name: sum(row.outcome == name for row in checked) for name in ("new", "change", "same", "wrong")}
    context |= {
        "counts": counts, "total": len(rows), "shown": _SHOWN,
        "wrong": [row for row in checked if row.outcome == "wrong"][:_SHOWN],
        "right": [row for row in checked if row.outcome != "wrong"][:_SHOWN],
        "apply": _address(request, "text-import-apply", common=common),
        "again": _address(request, "text-import", common=common),
        "payload": signing.dumps([asdict(row) for row in rows], salt=_salt(request, common=common), compress=True),
    }  # fmt: skip
    return render(request, "reference/text_import_check.html", context)


@staff_view(rules.can_change_texts)
@require_POST
def text_import_apply(request: StaffRequest) -> HttpResponse:
    """Write the valid rows of the sheet just shown. Checked again: an hour may have passed."""
    common = _into_common(request)
    done: list[tuple[int, int]] = []

    def act() -> None:
        done.append(import_texts(_rows_of(request, common=common), by=request.access, common=common))

    if not tell(request, act, "Đã nhập danh mục."):
        return redirect(_address(request, "text-import", common=common))
    messages.info(request, f"{done[0][0]} văn bản mới, {done[0][1]} văn bản được sửa.")
    return redirect(_address(request, "texts", common=False))


@staff_view(rules.can_change_texts)
def text_template(request: StaffRequest) -> HttpResponse:
    response = HttpResponse(empty_sheet(), content_type=XLSX)
    name = f"van-ban-can-cu-{timezone.localdate():%Y}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _rows_of(request: StaffRequest, *, common: bool) -> list[SheetRow]:
    try:
        rows = signing.loads(request.POST.get("rows", ""), salt=_salt(request, common=common), max_age=_HOUR)
    except signing.BadSignature:
        raise DomainError("Danh sách đã để quá một giờ hoặc không nguyên vẹn. Hãy chọn lại tệp.") from None
    return [SheetRow(**{**row, "broken": [tuple(pair) for pair in row["broken"]]}) for row in rows]


def _salt(request: StaffRequest, *, common: bool) -> str:
    """The rows shown to one person for one catalogue are accepted from nobody else."""
    return f"text-import:{request.organisation.pk}:{request.user.pk}:{common}"
