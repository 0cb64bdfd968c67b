"""Excel: the lists of work as a file, and the file filled in back again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from core.exceptions import DomainError
from core.forms.acting import succeeds
from core.workbooks import XLSX
from organisations.decorators import staff_view
from organisations.http import StaffRequest
from work import rules
from work.domain.workbook import MOST_CHANGES, Line
from work.forms.filters import MineFilter, OfficeFilter
from work.forms.workbook import ConfirmedForm, WorkbookForm, signed, signed_wrong
from work.queries import lists
from work.queries import mine as my_queries
from work.queries.detail import units_of_office
from work.queries.workbook import sheet_lines
from work.views.answers import url
from work.workbook import MOST_ROWS, write_workbook

_SHOWN = 300
FROM_OFFICE = "don-vi"


@staff_view(rules.can_view_work)
def export_mine(request: StaffRequest) -> HttpResponse:
    """Việc của tôi as it is filtered."""
    access, today = request.access, timezone.localdate()
    form = MineFilter(request.GET, plans=list(my_queries.plans_in_force(access)))
    group = request.GET.get("nhom", "")
    if group == my_queries.WAITING:
        waits = my_queries.waiting(access).order_by("completed_on", "pk")
        ids = list(waits.values_list("pk", flat=True)[: MOST_ROWS + 1])
    else:
        ids = [item.id for item in my_queries.my_work(access, form.asked(), today).in_group(group)]
    return _file(request, "viec-cua-toi", f"Việc của tôi – {request.user.full_name}", ids, today)


@staff_view(rules.can_view_work)
def export_office(request: StaffRequest) -> HttpResponse:
    """Việc của đơn vị as it is filtered, in the order of the list."""
    access, today = request.access, timezone.localdate()
    form = OfficeFilter(request.GET, plans=list(my_queries.plans_in_force(access)), units=units_of_office(access))
    asked = form.asked()
    rows = lists.office_work(access, asked, today)
    order = ("-due_on", "-pk") if asked.farthest_first else ("due_on", "pk")
    if lists.is_done_list(asked.group):
        order = ("-completed_on", "-pk")
    ids = list(rows.order_by(*order).values_list("pk", flat=True)[: MOST_ROWS + 1])
    return _file(request, "viec-cua-don-vi", f"Việc của {request.organisation.display_name}", ids, today)


def _file(request: StaffRequest, name: str, title: str, ids: Sequence[int], today: dt.date) -> HttpResponse:
    head = f"{title}, ngày {today:%d/%m/%Y}. Điền các cột màu vàng rồi gửi lại ở trang Việc; không sửa các cột khác."
    if len(ids) > MOST_ROWS:
        head += f" Tệp chỉ có {MOST_ROWS} việc đầu; hãy lọc hẹp lại để xuất phần còn lại."
    content = write_workbook(head, sheet_lines(ids[:MOST_ROWS], request.access, today))
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}-{today:%Y%m%d}.xlsx"'
    response["Cache-Control"] = "private, no-store"
    return response


@staff_view(rules.can_view_work)
def workbook_import(request: StaffRequest) -> HttpResponse:
    """A filled file → what it would write. Nothing is written or stored: it travels signed in the page."""
    form = WorkbookForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    found: list[Line] = []
    done = form.is_valid() and succeeds(
        form, lambda: found.extend(form.look_through(by=request.access, at=timezone.now()))
    )
    if not done:
        context = {"form": form, "most": MOST_CHANGES}
        return render(request, "work/workbook_import.html", context, status=422 if form.is_bound else 200)
    return _shown(request, found)


def _list_of(request: StaffRequest) -> str:
    """The name of the list the file came from."""
    return "list" if (request.POST.get("tu") or request.GET.get("tu")) == FROM_OFFICE else "mine"


def _shown(request: StaffRequest, found: list[Line], *, written: int | None = None) -> HttpResponse:
    """`written`: how many lines were just written; then `found` are those that were not."""
    right = [line for line in found if not line.problems]
    wrong = [line for line in found if line.problems]
    context = {
        "right": right, "wrong": wrong[:_SHOWN], "wrong_count": len(wrong), "written": written, "shown": _SHOWN,
        "payload": signed(right, by=request.access) if right else "",
        "refused": signed_wrong(wrong[:_SHOWN], by=request.access) if right and wrong else "",
        "back": url(request, _list_of(request)), "office": _list_of(request) == "list",
    }  # fmt: skip
    return render(request, "work/workbook_check.html", context)


@staff_view(rules.can_view_work)
def workbook_apply(request: StaffRequest) -> HttpResponse:
    """Write what was shown; a line that changed meanwhile is left out and said so."""
    start = redirect("work:workbook-import", org=request.organisation.code)
    form = ConfirmedForm(request.POST)
    if request.method != "POST" or not form.is_valid():
        return start
    try:
        written, refused = form.write(by=request.access, at=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
        return start
    refused += form.wrong(by=request.access)
    if refused:
        return _shown(request, sorted(refused, key=lambda line: line.typed.number), written=written)
    messages.success(request, f"Đã ghi {written} việc từ tệp Excel.")
    return redirect(f"work:{_list_of(request)}", org=request.organisation.code)
