"""What people are told about inspections, and the kinds of these notices."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from core.days import written
from inspections.models import Finding, Inspection
from inspections.queries.people import leaders_and_clerks, menders_of
from notifications.domain.notify import notify
from notifications.domain.settle import settle
from notifications.kinds import Kind, Urgency, register
from organisations.access import Access
from organisations.models import Organisation
from plans.enums import PartyRole
from work.models import Milestone
from work.notices import morning_keys

TOLD_LATELY = 15  # mornings whose reminders are still looked at; each week says anew what lasts
GROUP = "Kiểm tra, giám sát"
FINDING, SENT = "inspections.finding", "inspections.sent"
KINDS = (
    Kind(FINDING, "Nội dung phải khắc phục sau kiểm tra", Urgency.AT_ONCE, group=GROUP, weight=85),
    Kind(SENT, "Kết luận kiểm tra của cấp trên", Urgency.AT_ONCE, group=GROUP, weight=85),
)


def register_kinds() -> None:
    for kind in KINDS:
        register(kind)


def tell_given(finding: Finding, milestone: Milestone, *, by: Access, at: dt.datetime, today: dt.date) -> None:
    """Those who have to mend it learn at once what and by when."""
    _tell_menders(
        finding, milestone, f"Phải khắc phục chậm nhất ngày {written(milestone.due_on)}: {finding}",
        f"finding:{finding.pk}:given:{milestone.pk}", by, at, today,
    )  # fmt: skip


def tell_not_mended(finding: Finding, *, by: Access, at: dt.datetime, today: dt.date) -> None:
    """Those who have to mend it; where it is nobody's duty yet, or any more, those who give it anew."""
    milestone, due = finding.milestone, finding.due_now
    text = f"Kiểm tra lại: chưa khắc phục, hạn mới {written(due)}: {finding}" if due else f"Chưa khắc phục: {finding}"
    key = f"finding:{finding.pk}:again:{finding.version}"
    if milestone is not None:
        _tell_menders(finding, milestone, text, key, by, at, today)
        return
    office, url = _office_to_give(finding)
    if office is not None:
        people = leaders_and_clerks(office, today) - {by.user_id}
        notify(kind=FINDING, to=sorted(people), organisation=office, text=text, url=url, key=key, at=at)


def settle_closed(finding: Finding, *, at: dt.datetime) -> None:
    """It is mended: the duties it became, here or in the office that took it over, need no telling any more."""
    milestones = Milestone.objects.filter(
        Q(pk=finding.milestone_id) | Q(pk__in=finding.steps.values("milestone")) | Q(uptakes__finding=finding)
    )
    pages: dict[Organisation, set[str]] = defaultdict(set)
    for each in milestones.select_related("organisation").order_by().distinct():
        pages[each.organisation].add(each.get_absolute_url())
    for office, some in pages.items():
        settle(organisation=office, pages=some, kinds=[FINDING], at=at)
    giver, page = _office_to_give(finding)
    if giver is not None:
        settle(organisation=giver, pages=[page], kinds=[FINDING], at=at)
    office = finding.inspection.organisation
    page = reverse("inspections:finding", kwargs={"org": office.code, "finding_id": finding.pk})
    days = [timezone.localdate(at) - dt.timedelta(days=number) for number in range(TOLD_LATELY)]
    settle(organisation=office, pages=[page], keys=morning_keys(office.pk, days), at=at)


def tell_sent(inspection: Inspection, *, at: dt.datetime, today: dt.date) -> None:
    """The office that was inspected learns that a conclusion has come."""
    place = inspection.place
    if place is None:
        return
    url = reverse("inspections:received", kwargs={"org": place.code, "inspection_id": inspection.pk})
    notify(
        kind=SENT, to=leaders_and_clerks(place, today), organisation=place, url=url, at=at,
        text=f"{inspection.organisation.display_name} gửi kết luận kiểm tra: {inspection}",
        key=f"inspection:{inspection.pk}:sent",
    )  # fmt: skip


def _office_to_give(finding: Finding) -> tuple[Organisation | None, str]:
    """Whose duty this is to become, and where it is read there; no office before a conclusion from above was sent."""
    inspection = finding.inspection
    if not inspection.is_from_above:
        office = inspection.organisation
        return office, reverse("inspections:finding", kwargs={"org": office.code, "finding_id": finding.pk})
    if inspection.place is None or inspection.sent_on is None:
        return None, ""
    page = reverse("inspections:received", kwargs={"org": inspection.place.code, "inspection_id": inspection.pk})
    return inspection.place, f"{page}#noi-dung-{finding.pk}"


def _tell_menders(
    finding: Finding, milestone: Milestone, text: str, key: str, by: Access, at: dt.datetime, today: dt.date
) -> None:
    task, organisation = milestone.task, milestone.organisation
    units = {each.unit_id for each in task.parties.filter(role=PartyRole.LEAD) if each.unit_id}
    people = menders_of(units, task.person_id, today) - {by.user_id}
    notify(
        kind=FINDING, to=sorted(each for each in people if each is not None), organisation=organisation, text=text,
        url=milestone.get_absolute_url(), key=key, at=at,
    )  # fmt: skip
