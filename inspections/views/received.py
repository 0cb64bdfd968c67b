"""Conclusions of offices above, as the office that was inspected sees and answers them."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from core.decision import require
from core.http import render_page
from core.lists import listing
from inspections import rules
from inspections.forms.findings import GiveForm
from inspections.models import Inspection
from inspections.queries.detail import TAKEN, FindingView, looked_again, received_finding, received_inspection
from inspections.queries.lists import received_here, with_around
from inspections.views.answers import answer, sent, url
from inspections.views.findings import around, first_plan
from inspections.views.inspections import minutes_file
from organisations.decorators import staff_view
from organisations.http import StaffRequest
from plans.queries.added import plans_to_give_under


@staff_view(rules.can_view_inspections)
def received_list(request: StaffRequest) -> HttpResponse:
    found = listing(request, received_here(request.access))
    return render_page(request, "inspections/received_list.html", {"listing": found})


@staff_view(rules.can_view_inspections)
def received(request: StaffRequest, inspection_id: int) -> HttpResponse:
    """What was sent: the minutes and what is to be mended; nothing of how the office above works."""
    inspection = received_inspection(request.access, inspection_id)
    today = timezone.localdate()
    files = list(inspection.files.filter(step=None).select_related("attachment"))
    views = [
        FindingView(
            each, each.judged(today), [file for file in files if file.finding_id == each.pk],
            looked_again(each), may={"take": rules.can_take(request.access, each)},
        )
        for each in with_around(inspection.findings.all()).prefetch_related(*TAKEN)
    ]  # fmt: skip
    context = {"inspection": inspection, "views": views, "files": [each for each in files if each.finding_id is None]}
    return render(request, "inspections/received.html", context)


def _home(request: StaffRequest, inspection: Inspection) -> str:
    return url(request, "received", inspection_id=inspection.pk)


@staff_view(rules.can_view_inspections)
def received_minutes(request: StaffRequest, inspection_id: int) -> HttpResponse | FileResponse:
    return minutes_file(request, received_inspection(request.access, inspection_id), _home)


@staff_view(rules.can_write_inspections)
def take(request: StaffRequest, finding_id: int) -> HttpResponse:
    """Make a finding of the office above a duty of one's own."""
    finding: Any = received_finding(request.access, finding_id)
    require(rules.can_take(request.access, finding))
    plans = plans_to_give_under(request.access)
    form = GiveForm(
        *sent(request)[:1], finding=finding, plans=plans, first=first_plan(plans, None), taking=True, **around(request)
    )
    return answer(
        request, form, title="Giao việc theo kết luận của cấp trên", button="Giao việc",
        back=_home(request, finding.inspection), done="Đã giao thành việc của đơn vị.", finding=finding,
        inspection=finding.inspection,
    )  # fmt: skip
