"""Tables of a plan: the whole table page by page, its columns, its rows."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from core.http import redirect_to, render_page
from documents.official import BlockKind
from organisations.decorators import staff_view
from organisations.http import StaffRequest
from plans import queries, rules
from plans.domain import rows
from plans.forms.tables import ColumnsForm, NewRowForm, NewTableForm, RowForm
from plans.models import Block, Plan, TableRow
from plans.queries.sheets import sheet_state
from plans.views.answers import Page, answer_form, confirm, fetch_draft, fetch_line, fetch_plan, post_only, seen_in, url
from plans.views.lines import place_in_address


def _table(plan: Plan, block_id: int) -> Block:
    block = fetch_line(plan, block_id)
    return get_object_or_404(Block, pk=0) if block.kind != BlockKind.TABLE else block


def _row(plan: Plan, row_id: int) -> TableRow:
    row: TableRow = get_object_or_404(TableRow.objects.select_related("block"), pk=row_id, block__plan=plan)
    row.block.plan = plan
    return row


def _row_url(request: StaffRequest, plan: Plan, row: TableRow, moved: str = "") -> str:
    """The table at this row; after a move at the button that was pressed (a browser focuses nothing beside a #)."""
    page = row.position // queries.ROWS_SHOWN + 1
    there = f"&{'len' if moved == 'len' else 'xuong'}={row.pk}" if moved else f"#hang-{row.pk}"
    return f"{url(request, 'table', plan, block_id=row.block_id)}?trang={page}{there}"


@staff_view(rules.can_view_plans)
def table(request: StaffRequest, plan_id: int, block_id: int) -> HttpResponse:
    plan = fetch_plan(request, plan_id)
    block = _table(plan, block_id)
    page = queries.table_rows(block, request.GET.get("trang"))
    may_edit = bool(rules.can_edit_plan(request.access, plan))
    context = {
        "plan": plan,
        "table": block,
        "page": page,
        "state": _sheet(request, plan, block, page.number) if may_edit else None,
        "may_edit": may_edit,
        "may_assign": bool(rules.can_assign_people(request.access, plan)),
        "moved_up": request.GET.get("len", ""),
        "moved_down": request.GET.get("xuong", ""),
    }
    return render_page(request, "plans/table.html", context)


def _sheet(request: StaffRequest, plan: Plan, block: Block, page: int) -> dict[str, Any]:
    urls = {
        "steps": url(request, "editor-steps", plan),
        "deadline": url(request, "editor-deadline", plan),
        "rows": url(request, "sheet-rows", plan, block_id=block.pk),
    }
    return {**sheet_state(plan, block, page=page, today=timezone.localdate()), "urls": urls}


@staff_view(rules.can_write_plans)
def table_add(request: StaffRequest, plan_id: int) -> HttpResponse:
    plan = fetch_draft(request, plan_id)
    after, region, appendix = place_in_address(request, plan)
    sent = (request.POST,) if request.method == "POST" else ()
    form = NewTableForm(*sent, plan=plan, after=after, region=region, appendix=appendix)
    back = url(request, "detail", plan)
    page = Page("Thêm bảng", back=back, template="plans/table_new.html", button="Thêm bảng")

    def opened() -> HttpResponse:
        return redirect_to(request, url(request, "table", plan, block_id=form.saved.pk))

    return answer_form(request, form, page, plan=plan, done=opened)


@staff_view(rules.can_write_plans)
def table_columns(request: StaffRequest, plan_id: int, block_id: int) -> HttpResponse:
    plan = fetch_draft(request, plan_id)
    block = _table(plan, block_id)
    form = ColumnsForm(*((request.POST,) if request.method == "POST" else ()), block=block)
    page = Page(
        "Sửa cột của bảng", back=url(request, "table", plan, block_id=block_id), template="plans/columns_form.html"
    )
    return answer_form(request, form, page, plan=plan, fresh=lambda: ColumnsForm(block=_table(plan, block_id)))


@staff_view(rules.can_write_plans)
def row_add(request: StaffRequest, plan_id: int, block_id: int) -> HttpResponse:
    """Behind the row ?sau=, else at the end of the table."""
    plan = fetch_draft(request, plan_id)
    block = _table(plan, block_id)
    wanted = request.GET.get("sau", "")
    found = block.rows.filter(pk=int(wanted)) if wanted.isdecimal() and len(wanted) < 18 else block.rows.all()
    after = found.order_by("-position").first()
    form = NewRowForm(*((request.POST,) if request.method == "POST" else ()), block=block, after=after)
    page = Page("Thêm dòng bảng", back=url(request, "table", plan, block_id=block_id), button="Thêm dòng")
    return answer_form(
        request, form, page, plan=plan, done=lambda: redirect_to(request, _row_url(request, plan, form.saved))
    )


@staff_view(rules.can_write_plans)
def row_edit(request: StaffRequest, plan_id: int, row_id: int) -> HttpResponse:
    plan = fetch_draft(request, plan_id)
    row = _row(plan, row_id)
    form = RowForm(*((request.POST,) if request.method == "POST" else ()), row=row)
    page = Page(
        "Sửa dòng bảng", back=_row_url(request, plan, row), template="plans/row_form.html", done="Đã lưu dòng bảng."
    )
    return answer_form(request, form, page, plan=plan, row=row, fresh=lambda: RowForm(row=_row(plan, row_id)))


@staff_view(rules.can_write_plans)
def row_move(request: StaffRequest, plan_id: int, row_id: int, way: str) -> HttpResponse:
    """One place up ("len") or down; back to the row, with the same button ready to be pressed again."""
    plan = fetch_draft(request, plan_id)
    row = _row(plan, row_id)
    if request.method != "POST":
        return post_only()
    rows.step_row(row, by=request.access, up=way == "len")
    return redirect_to(request, _row_url(request, plan, row, moved=way))


@staff_view(rules.can_write_plans)
def row_delete(request: StaffRequest, plan_id: int, row_id: int) -> HttpResponse:
    plan = fetch_draft(request, plan_id)
    row = _row(plan, row_id)
    page = Page(
        "Xóa dòng bảng", back=url(request, "table", plan, block_id=row.block_id), button="Xóa dòng", done="Đã xóa dòng."
    )
    return confirm(
        request, page, lambda: rows.delete_row(row, by=request.access, seen=seen_in(request)),
        plan=plan, text=" | ".join(cell or "" for cell in row.cells), seen=row.version, grave=True,
    )  # fmt: skip
