"""People from Excel: the empty sheet, the rehearsal, the writing."""

from __future__ import annotations

from dataclasses import asdict

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from core.exceptions import DomainError
from core.forms.acting import succeeds, tell
from core.workbooks import XLSX
from organisations import rules
from organisations.decorators import staff_view
from organisations.domain.importing import check_rows, import_people
from organisations.enums import Level
from organisations.forms.people import SheetForm
from organisations.http import StaffRequest
from organisations.people_sheet import SheetRow, empty_sheet, read_sheet
from organisations.queries import pickable_units
from organisations.roles import ROLES_AT

_HOUR = 3600
_SHOWN = 300  # rows of the rehearsal on one page; the counts speak of all


@staff_view(rules.can_manage_people)
def people_import(request: StaffRequest) -> HttpResponse:
    """Upload → what each row would do. Nothing is written or stored: the rows travel signed in the page."""
    form = SheetForm(request.POST or None, request.FILES or None)
    rows: list[SheetRow] = []
    if form.is_valid():
        file = form.cleaned_data["file"]
        succeeds(form, lambda: rows.extend(read_sheet(file.name, file.read())))
    if not rows:
        return render(request, "organisations/import.html", {"form": form}, status=422 if form.errors else 200)
    today = timezone.localdate()
    checked = check_rows(rows, organisation=request.organisation, today=today, by=request.access)
    counts = {name: sum(row.outcome == name for row in checked) for name in ("new", "attach", "same", "wrong")}
    wrong = [row for row in checked if row.outcome == "wrong"]
    right = [row for row in checked if row.outcome != "wrong"]
    context = {"counts": counts, "wrong": wrong[:_SHOWN], "right": right[:_SHOWN], "shown": _SHOWN, "total": len(rows)}
    context["payload"] = signing.dumps([asdict(row) for row in rows], salt=_salt(request), compress=True)
    return render(request, "organisations/import_check.html", context)


@staff_view(rules.can_manage_people)
@require_POST
def people_import_apply(request: StaffRequest) -> HttpResponse:
    """Write the valid rows of the sheet just shown. Checked again: an hour may have passed."""
    done: list[tuple[int, int]] = []

    def act() -> None:
        rows = _rows_of(request)
        today = timezone.localdate()
        done.append(import_people(rows, organisation=request.organisation, today=today, by=request.access))

    if not tell(request, act, "Đã nhập danh sách."):
        return redirect("organisations:people-import", org=request.organisation.code)
    new, roles = done[0]
    messages.info(
        request, f"{new} tài khoản mới, {roles} vai trò được giao. In phiếu mã cho người mới ở danh sách này."
    )
    return redirect("organisations:people", org=request.organisation.code)


@staff_view(rules.can_manage_people)
def people_template(request: StaffRequest) -> HttpResponse:
    roles = [role.label for role in ROLES_AT[Level(request.organisation.level)]]
    units = [unit.name for unit in pickable_units(request.organisation, timezone.localdate())]
    response = HttpResponse(empty_sheet(roles, units), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="danh-sach-can-bo.xlsx"'
    return response


def _rows_of(request: StaffRequest) -> list[SheetRow]:
    try:
        rows = signing.loads(request.POST.get("rows", ""), salt=_salt(request), max_age=_HOUR)
    except signing.BadSignature:
        raise DomainError("Danh sách đã để quá một giờ hoặc không nguyên vẹn. Hãy chọn lại tệp.") from None
    return [SheetRow(**{**row, "broken": [tuple(pair) for pair in row["broken"]]}) for row in rows]


def _salt(request: StaffRequest) -> str:
    """The rows shown to one person for one organisation are accepted from nobody else."""
    return f"people-import:{request.organisation.pk}:{request.user.pk}"
