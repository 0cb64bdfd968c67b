"""A table as a sheet: its rows for the page, its Excel file out and in, a new table from a file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET

from core.exceptions import EditConflict
from core.http import redirect_to, render_page, whole_number
from core.workbooks import XLSX
from documents.official import BlockKind
from organisations.decorators import staff_view
from organisations.http import StaffRequest
from plans import rules
from plans.domain.editing.seats import take_seat
from plans.domain.lines import Spot
from plans.forms.sheets import MINE, NewTableChoices, NewTableFileForm, SheetChoices, SheetFileForm, name_of
from plans.models import Block, Plan
from plans.queries import editor as states
from plans.queries.sheets import workbook_of
from plans.sheet_compare import CellChange, Comparison
from plans.views.answers import fetch_draft, fetch_line, fetch_plan, url
from plans.views.lines import place_in_address

SHOWN = 300  # changes of one rehearsal on the page; the counts speak of all


def fetch_table(plan: Plan, block_id: int) -> Block:
    block = fetch_line(plan, block_id)
    if block.kind != BlockKind.TABLE:
        raise Http404
    return block


@staff_view(rules.can_write_plans)
def sheet_of(request: StaffRequest, plan_id: int, key: UUID) -> HttpResponse:
    """The page of the table whose line has this key: the editor knows lines by their keys."""
    plan = fetch_plan(request, plan_id)
    block = get_object_or_404(Block, plan=plan, key=key, kind=BlockKind.TABLE)
    return redirect_to(request, url(request, "table", plan, block_id=block.pk))


@staff_view(rules.can_write_plans)
@require_GET
def sheet_rows(request: StaffRequest, plan_id: int, block_id: int) -> HttpResponse:
    """What is new: the rows asked for, when the plan is no longer the one of `revision`; and who else is there."""
    plan = fetch_draft(request, plan_id)
    block = fetch_table(plan, block_id)
    now = timezone.now()
    tab = _tab(request.GET.get("tab"))
    if tab is not None:
        take_seat(plan, by=request.access, tab=tab, line=block.key, at=now)
    answer = {"revision": plan.revision, "people": states.people_at(plan, by=request.access, tab=tab, at=now)}
    if whole_number(request.GET.get("revision")) != plan.revision:
        shown = states.rows_asked(_json(request.GET.get("rows")))
        answer["line"] = states.line_states(plan, [block], rows_shown=shown)[0]
    return JsonResponse(answer)


def _tab(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None


def _json(text: str | None) -> object:
    try:
        return json.loads(text or "")
    except (ValueError, RecursionError):
        return None


@staff_view(rules.can_view_plans)
def sheet_export(request: StaffRequest, plan_id: int, block_id: int) -> HttpResponse:
    plan = fetch_plan(request, plan_id)
    block = fetch_table(plan, block_id)
    today = timezone.localdate()
    response = HttpResponse(workbook_of(plan, block, today=today), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="bang-{plan.pk}-{block.pk}-{today:%Y%m%d}.xlsx"'
    return response


def _sent(request: StaffRequest) -> tuple[Any, ...]:
    return (request.POST, request.FILES) if request.method == "POST" else ()


@dataclass(frozen=True)
class ShownChange:
    """A changed cell on the page of the rehearsal: where it stands in words, and the field of its conflict."""

    cell: CellChange
    place: str
    name: str
    mine: bool


@staff_view(rules.can_write_plans)
def sheet_import(request: StaffRequest, plan_id: int, block_id: int) -> HttpResponse:
    """A file → what it would change. Nothing is written or stored: the rehearsal travels signed in the page."""
    plan = fetch_draft(request, plan_id)
    block = fetch_table(plan, block_id)
    form = SheetFileForm(*_sent(request), block=block)
    if request.method == "POST" and form.try_save(by=request.access):
        choices = SheetChoices(block=block, by=request.access, found=form.saved)
        return _show_rehearsal(request, plan, block, choices)
    context = {"plan": plan, "table": block, "form": form, "back": url(request, "table", plan, block_id=block.pk)}
    return render_page(request, "plans/sheet_import.html", context, status=422 if form.is_bound else 200)


@staff_view(rules.can_write_plans)
def sheet_import_apply(request: StaffRequest, plan_id: int, block_id: int) -> HttpResponse:
    """Write what was chosen of the rehearsal just shown; a cell that changed meanwhile is asked about again."""
    plan = fetch_draft(request, plan_id)
    block = fetch_table(plan, block_id)
    start = redirect_to(request, url(request, "sheet-import", plan, block_id=block.pk))
    if request.method != "POST":
        return start
    form = SheetChoices(request.POST, block=block, by=request.access)
    try:
        if form.try_save(by=request.access):
            messages.success(request, f"Đã nhập từ Excel: {form.saved}.")
            return redirect_to(request, url(request, "table", plan, block_id=block.pk))
    except EditConflict as conflict:
        return _show_rehearsal(request, plan, block, form.again(conflict), reason=str(conflict), status=409)
    if form.errors.get("seen"):
        messages.error(request, " ".join(map(str, form.errors["seen"])))
        return start
    again = SheetChoices(block=block, by=request.access, found=form.found)
    again.data = form.data
    return _show_rehearsal(request, plan, block, again, reason=" ".join(map(str, form.non_field_errors())), status=422)


def _show_rehearsal(
    request: StaffRequest, plan: Plan, block: Block, form: SheetChoices, *, reason: str = "", status: int = 200
) -> HttpResponse:
    found: Comparison = form.found
    rows = block.rows.order_by("position", "pk").values_list("key", flat=True)
    numbers = {str(key): index for index, key in enumerate(rows, start=1)}
    going, again = form.ticked("xoa"), form.ticked("lai")

    def shown(cells: list[CellChange]) -> list[ShownChange]:
        out = []
        for cell in cells[:SHOWN]:
            title = block.columns[cell.column].get("title", "") if cell.column < len(block.columns) else ""
            place = f"Dòng {numbers.get(cell.row, '?')}, {title} ({cell.place})"
            out.append(ShownChange(cell, place, name_of(cell), form.answer(cell) == MINE))
        return out

    conflicts = [cell for cell in found.cells if cell.conflict]
    plain = [cell for cell in found.cells if not cell.conflict]
    added = [row for row in found.added if not row.deleted]
    context = {
        "plan": plan, "table": block, "form": form, "found": found, "reason": reason, "shown": SHOWN,
        "conflicts": shown(conflicts), "changes": shown(plain), "conflict_count": len(conflicts),
        "change_count": len(plain), "added": added[:SHOWN], "added_count": len(added),
        "revived": [(row, row.key in again) for row in found.added if row.deleted][:SHOWN],
        "missing": [(row, row.row in going) for row in found.missing][:SHOWN], "missing_count": len(found.missing),
        "ordered": bool(form.data.get("thu-tu")), "mine": MINE,
        "back": url(request, "table", plan, block_id=block.pk),
    }  # fmt: skip
    return render_page(request, "plans/sheet_check.html", context, status=status)


@staff_view(rules.can_write_plans)
def sheet_new(request: StaffRequest, plan_id: int) -> HttpResponse:
    """A new table from a file, behind the line ?sau= or at the beginning of a part: the file, a look, the table."""
    plan = fetch_draft(request, plan_id)
    after, region, appendix = place_in_address(request, plan)
    at = Spot.behind(after) if after is not None else Spot("appendix" if appendix else region, appendix)
    context = {"plan": plan, "back": url(request, "detail", plan), "action": request.get_full_path()}
    if "seen" in request.POST:
        choices = NewTableChoices(request.POST, plan=plan, by=request.access, at=at)
        if choices.try_save(by=request.access):
            messages.success(request, "Đã thêm bảng từ Excel.")
            return redirect_to(request, url(request, "table", plan, block_id=choices.saved.pk))
        problems = [*choices.non_field_errors(), *choices.errors.get("seen", [])]
        messages.error(request, " ".join(map(str, problems)))
        return redirect_to(request, request.get_full_path())
    form = NewTableFileForm(*_sent(request))
    if request.method == "POST" and form.try_save(by=request.access):
        choices = NewTableChoices(plan=plan, by=request.access, at=at, table=form.saved)
        rows = form.saved.rows
        shown = {"form": choices, "table": form.saved, "rows": rows[:20], "hidden": max(len(rows) - 20, 0)}
        return render_page(request, "plans/sheet_new_check.html", {**context, **shown})
    return render_page(request, "plans/sheet_new.html", {**context, "form": form}, status=422 if form.is_bound else 200)
