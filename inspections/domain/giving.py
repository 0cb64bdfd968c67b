"""A finding becomes a duty: under a plan in force, with its day, told to those who have to mend it."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from accounts.models import User
from audit.record import record
from core.days import written
from core.decision import require
from core.exceptions import DomainError
from inspections import rules
from inspections.enums import StepKind
from inspections.models import Finding, FindingStep, Inspection, Uptake
from inspections.notices import tell_given
from organisations.access import Access
from organisations.models import Unit
from plans.domain.added_tasks import add_task_after_issue
from plans.models import Plan, PlanTask
from work.models import Milestone


@transaction.atomic
def give_finding(
    finding: Finding,
    *,
    by: Access,
    plan: Plan,
    today: dt.date,
    at: dt.datetime,
    unit: Unit | None = None,
    person: User | None = None,
    due_on: dt.date | None = None,
) -> Milestone:
    """Give what was found as a duty under this plan. What is not said is as the finding says.

    Raises DomainError with the reason.
    """
    finding = finding_now(finding)
    require(rules.can_give(by, finding))
    was = finding.due_on
    finding.unit, finding.person = unit or finding.unit, person or finding.person
    finding.due_on = due_on or finding.due_on
    if finding.due_on is None:
        raise DomainError("Hãy ghi hạn khắc phục.")
    milestone = _duty(finding, by=by, plan=plan, today=today, person=finding.person, unit=finding.unit)
    finding.milestone = milestone
    finding.version += 1
    finding.save()
    FindingStep.objects.create(
        finding=finding, kind=StepKind.GIVEN, on=today, words=f"theo {plan.notation}: {plan}"[:1000],
        was_due_on=was if was != finding.due_on else None, now_due_on=finding.due_on, milestone=milestone,
        by_id=by.user_id, by_name=by.user_name, at=at,
    )  # fmt: skip
    record("Giao khắc phục", finding.inspection, by=by, note=f"{finding}, hạn {written(finding.due_on)}")
    tell_given(finding, milestone, by=by, at=at, today=today)
    return milestone


@transaction.atomic
def take_finding(
    finding: Finding,
    *,
    by: Access,
    plan: Plan,
    today: dt.date,
    at: dt.datetime,
    unit: Unit | None = None,
    person: User | None = None,
    due_on: dt.date | None = None,
) -> Milestone:
    """The office that was inspected makes a finding of the conclusion sent to it a duty of its own.

    The office above learns that it was given, and nothing of its progress.
    """
    finding = finding_now(finding)
    require(rules.can_take(by, finding))
    assert by.organisation is not None
    day = due_on or finding.due_on
    if day is None:
        raise DomainError("Hãy ghi hạn khắc phục.")
    milestone = _duty(finding, by=by, plan=plan, today=today, person=person, unit=unit, due_on=day)
    Uptake.objects.create(
        organisation=by.organisation, finding=finding, milestone=milestone, taken_on=today, taken_by_name=by.user_name
    )
    record("Nhận kết luận thành việc", plan, by=by, note=f"{finding}, hạn {written(day)}")
    tell_given(finding, milestone, by=by, at=at, today=today)
    return milestone


def let_go(task: PlanTask, *, by: Access, today: dt.date, at: dt.datetime) -> None:
    """The handler of plans.added: a duty was taken back, so what it was to mend is to be given again."""
    for finding in Finding.objects.filter(milestone__task=task).select_related("inspection", "milestone"):
        FindingStep.objects.create(
            finding=finding, kind=StepKind.WITHDRAWN, on=today, words=task.withdrawn_reason,
            milestone=finding.milestone, by_id=by.user_id, by_name=by.user_name, at=at,
        )  # fmt: skip
        finding.milestone = None
        finding.version += 1
        finding.save(update_fields=["milestone", "version", "updated_at"])
        record("Rút lại việc khắc phục", finding.inspection, by=by, note=str(finding))
    for uptake in Uptake.objects.filter(milestone__task=task).select_related("finding"):
        record("Rút lại việc theo kết luận", task.plan, by=by, note=f"{uptake}, {uptake.taken_by_name} đã giao")
        uptake.delete()


def finding_now(finding: Finding) -> Finding:
    """The row as it is now, held until the transaction ends."""
    rows = Finding.objects.select_for_update(of=("self",), no_key=True).select_related(
        "inspection__organisation", "inspection__unit", "inspection__place", "unit", "person", "milestone__plan",
        "milestone__task",
    ).prefetch_related("steps", "uptakes__milestone__plan", "uptakes__milestone__task")  # fmt: skip
    try:
        return rows.get(pk=finding.pk)
    except Finding.DoesNotExist:
        raise DomainError("Nội dung này không còn trong biên bản.") from None


def origin_of(inspection: Inspection) -> str:
    assert inspection.held_on is not None  # only concluded inspections get here
    by_whom = f" của {inspection.organisation.name}" if inspection.is_from_above else ""
    return f"Kết luận kiểm tra{by_whom} ngày {written(inspection.held_on)}: {inspection.subject}"[:500]


def _duty(
    finding: Finding,
    *,
    by: Access,
    plan: Plan,
    today: dt.date,
    unit: Unit | None,
    person: User | None,
    due_on: dt.date | None = None,
) -> Milestone:
    inspection, due = finding.inspection, due_on or finding.due_on
    assert due is not None
    # The day of the inspection where the plan was in force then, so that a day already past is shown as late.
    held = inspection.held_on
    given_on = held if held and plan.issued_on and held >= plan.issued_on else today
    origin = origin_of(inspection)
    if finding.mender_text:
        origin = f"{origin}. Nơi khắc phục: {finding.mender_text}"[:500]
    task: PlanTask = add_task_after_issue(
        plan, by=by, text=finding.text, origin=origin, today=today, given_on=given_on, due_on=due,
        lead_units=[unit] if unit else [], person_id=person.pk if person else None,
    )  # fmt: skip
    milestone = Milestone.objects.select_related("plan", "task").filter(task=task).order_by("due_on").first()
    if milestone is None:
        raise DomainError("Hạn này không cho ra mốc nào để theo dõi. Hãy xem lại ngày.")
    return milestone
