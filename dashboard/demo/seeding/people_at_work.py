"""Days away, a hand-over and an asked extension of the demo commune."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from dashboard.demo.seeding.staff import person_at
from organisations.access import Access
from organisations.domain.absences import enter_absence
from organisations.enums import Role
from organisations.models import Absence, Organisation
from work.domain.extending import ask_extension
from work.domain.handing_over import Wanted, hand_over
from work.handing_over import seen
from work.models import ExtensionRequest, HandOver, Milestone
from work.queries.handing_over import duties_of_person

OFFICE, ECONOMY, CENTRE = "Văn phòng HĐND và UBND", "Phòng Kinh tế", "Trung tâm Phục vụ hành chính công"
LONG = 60  # days; nobody asks two weeks more for what is due every week or month


def seed_people_at_work(code: str, today: dt.date) -> int:
    """What is missing of the three; returns how many were made."""
    commune = Organisation.objects.get(code=code)
    at = timezone.make_aware(dt.datetime.combine(today, dt.time(8, 15)))
    return _absence(commune, today, at) + _hand_over(commune, today, at) + _extension(commune, today, at)


def _absence(commune: Organisation, today: dt.date, at: dt.datetime) -> int:
    """The head of the centre is on leave this week; the officer of the desk stands in."""
    if Absence.objects.filter(organisation=commune).exists():
        return 0
    head = person_at(commune.code, Role.UNIT_HEAD, unit=CENTRE)
    by = Access.of(head, commune, today=today)
    assert by is not None
    enter_absence(
        user=head, substitute=person_at(commune.code, Role.ONE_STOP), first_day=today,
        last_day=today + dt.timedelta(days=4), reason="Nghỉ phép năm", by=by, at=at,
    )  # fmt: skip
    return 1


def _hand_over(commune: Organisation, today: dt.date, at: dt.datetime) -> int:
    """The head of the economy unit goes to a course; the duties go to the head of the office."""
    if HandOver.objects.filter(organisation=commune).exists():
        return 0
    leader = person_at(commune.code, Role.LEADER)
    giver = person_at(commune.code, Role.UNIT_HEAD, unit=ECONOMY)
    receiver = person_at(commune.code, Role.UNIT_HEAD, unit=OFFICE)
    duties = duties_of_person(commune, giver, today)
    by = Access.of(leader, commune, today=today)
    if not duties or by is None:
        return 0
    wanted = Wanted(giver=giver, on=today, reason="Đi học lớp bồi dưỡng ngạch chuyên viên chính", chief=leader)
    hand_over(wanted, {duty.task: receiver.pk for duty in duties}, by=by, looked_at=seen(duties), at=at)
    return 1


def _extension(commune: Organisation, today: dt.date, at: dt.datetime) -> int:
    """The officer for culture asks for two weeks more for the next result."""
    if ExtensionRequest.objects.filter(milestone__organisation=commune).exists():
        return 0
    officer = person_at(commune.code, Role.DRAFTER)
    by = Access.of(officer, commune, today=today)
    rows = Milestone.objects.filter(organisation=commune, task__person=officer).live().open()
    coming = rows.filter(due_on__gte=today).exclude(kind="checkpoint").order_by("due_on", "pk")
    long = (each for each in coming[:200] if each.start is None or (each.due_on - each.start).days >= LONG)
    due = next(long, None)
    if due is None or by is None:
        return 0
    ask_extension(
        due, by=by, at=at, wanted_on=due.due_on + dt.timedelta(days=14),
        reason="Hai thôn chưa gửi số liệu vì trùng đợt rà soát hộ nghèo.",
    )  # fmt: skip
    return 1
