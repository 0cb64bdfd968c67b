"""What was found: written down, given as a duty, looked at again."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from core.decision import require
from core.forms.acting import tell
from core.http import redirect_to
from inspections import rules
from inspections.domain.recording import remove_finding
from inspections.forms.findings import FindingForm, GiveForm, ReinspectForm
from inspections.models import Finding
from inspections.queries.detail import finding_here, finding_view, inspection_here
from inspections.queries.people import doers_of
from inspections.views.answers import answer, sent, url
from organisations.decorators import staff_view
from organisations.http import StaffRequest
from organisations.queries import people_here, pickable_units
from plans.models import Plan
from plans.queries.added import plans_to_give_under
from work.queries.parties import duties_of
from work.rules import can_approve


def around(request: StaffRequest) -> dict[str, Any]:
    """Units and people that can mend something here today."""
    today = timezone.localdate()
    return {"units": pickable_units(request.organisation, today), "people": people_here(request.organisation, today)}


@staff_view(rules.can_write_inspections)
def new(request: StaffRequest, inspection_id: int) -> HttpResponse:
    inspection = inspection_here(request.access, inspection_id)
    require(rules.can_conclude(request.access, inspection))
    form = FindingForm(*sent(request), inspection=inspection, **around(request))
    home = url(request, "detail", inspection_id=inspection.pk) + "#noi-dung"
    return answer(
        request, form, title="Thêm nội dung", button="Thêm nội dung", back=home, done="Đã thêm nội dung.",
        inspection=inspection,
    )  # fmt: skip


@staff_view(rules.can_write_inspections)
def edit(request: StaffRequest, finding_id: int) -> HttpResponse:
    finding = finding_here(request.access, finding_id)
    require(rules.can_conclude(request.access, finding.inspection))
    form = FindingForm(*sent(request), inspection=finding.inspection, finding=finding, **around(request))
    home = url(request, "detail", inspection_id=finding.inspection_id) + "#noi-dung"
    return answer(
        request, form, title="Sửa nội dung", button="Lưu", back=home, done="Đã lưu nội dung.", finding=finding,
        inspection=finding.inspection,
    )  # fmt: skip


@staff_view(rules.can_write_inspections)
def remove(request: StaffRequest, finding_id: int) -> HttpResponse:
    finding = finding_here(request.access, finding_id)
    require(rules.can_conclude(request.access, finding.inspection))
    home = url(request, "detail", inspection_id=finding.inspection_id) + "#noi-dung"
    if request.method == "POST":
        tell(request, lambda: remove_finding(finding, by=request.access), "Đã xóa nội dung.")
    return redirect_to(request, home)


@staff_view(rules.can_view_inspections)
def detail(request: StaffRequest, finding_id: int) -> HttpResponse:
    """A finding with its history; the forms to give it and to look again."""
    finding = finding_here(request.access, finding_id)
    view = finding_view(finding, request.access, timezone.localdate())
    forms: dict[str, Any] = {}
    if view.may["give"]:
        forms["give"] = _give_form(request, finding)
    if view.may["reinspect"]:
        forms["reinspect"] = ReinspectForm(finding=finding, today=timezone.localdate())
    return _page(request, finding, forms)


def _page(request: StaffRequest, finding: Finding, forms: dict[str, Any], status: int = 200) -> HttpResponse:
    view = finding_view(finding, request.access, timezone.localdate())
    opened = next((name for name, form in forms.items() if form.is_bound), "")
    context = {"view": view, "finding": finding, "inspection": finding.inspection, "forms": forms, "opened": opened}
    context["not_approved"] = _why_not_approved(request, finding)
    return render(request, "inspections/finding.html", context, status=status)


def _why_not_approved(request: StaffRequest, finding: Finding) -> str:
    """Of a closed finding whose result still waits: who has to approve it."""
    milestone = finding.milestone
    if finding.closed_on is None or milestone is None or milestone.completed_on is None or milestone.accepted_on:
        return ""
    may = can_approve(request.access, milestone, duties_of(milestone.task))
    return "Ông/bà duyệt được ở trang của việc." if may else may.reason


def first_plan(plans: list[Plan], looked_at: Plan | None) -> Plan | None:
    """The plan inspected, in the version in force now; else the only one there is."""
    same = next((plan for plan in plans if looked_at is not None and plan.lineage == looked_at.lineage), None)
    return same or (plans[0] if len(plans) == 1 else None)


def _give_form(request: StaffRequest, finding: Finding, *data: Any) -> GiveForm:
    plans = plans_to_give_under(request.access)
    looked_at = Plan.objects.filter(pk=finding.inspection.basis_plan_id or 0).first()
    return GiveForm(*data, finding=finding, plans=plans, first=first_plan(plans, looked_at), **around(request))


def _act(request: StaffRequest, finding: Finding, name: str, form: Any, done: str) -> HttpResponse:
    """Take the form and go back to the finding; a refusal stands where it was typed."""
    home = url(request, "finding", finding_id=finding.pk)
    made = answer(request, form, title="", button="", back=home, done=done)
    if made.status_code == 303:
        return made
    return _page(request, finding_here(request.access, finding.pk), {name: form}, made.status_code)


@staff_view(rules.can_write_inspections)
def give(request: StaffRequest, finding_id: int) -> HttpResponse:
    finding = finding_here(request.access, finding_id)
    require(rules.can_give(request.access, finding))
    if request.method != "POST":
        return redirect_to(request, url(request, "finding", finding_id=finding.pk))
    form = _give_form(request, finding, request.POST)
    return _act(request, finding, "give", form, "Đã giao việc. Người làm được báo ngay.")


@staff_view(rules.can_write_inspections)
def reinspect(request: StaffRequest, finding_id: int) -> HttpResponse:
    """Kiểm tra lại."""
    finding = finding_here(request.access, finding_id)
    require(rules.can_reinspect(request.access, finding, doers_of(finding)))
    if request.method != "POST":
        return redirect_to(request, url(request, "finding", finding_id=finding.pk))
    form = ReinspectForm(request.POST, request.FILES, finding=finding, today=timezone.localdate())
    return _act(request, finding, "reinspect", form, "Đã ghi kết quả kiểm tra lại.")
