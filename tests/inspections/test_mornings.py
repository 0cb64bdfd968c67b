"""What the head of an inspection reads in the morning."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from inspections.domain.reinspecting import reinspect
from inspections.models import Finding, Inspection
from inspections.queries.mornings import lines_for_heads
from notifications.models import Notification
from organisations.models import Membership
from tests.inspections.inspections_world import fresh, leader_of, shortcoming
from tests.work.reminder_world import at_six, known_for_long, run, told
from tests.work.work_world import issued_with
from tests.world import World
from work.models import Milestone
from work.morning_lines import Asked

pytestmark = pytest.mark.django_db
DUE_ON = dt.date(2026, 6, 5)  # a Friday
MONDAY, TUESDAY, NEXT_MONDAY = dt.date(2026, 6, 8), dt.date(2026, 6, 9), dt.date(2026, 6, 15)


@pytest.fixture
def finding(world: World) -> Finding:
    """Given to Hùng, due on a Friday; the inspection was led by Hạnh, who has no work of her own."""
    made = shortcoming(world, issued_with(world, "Quý IV"))
    Inspection.objects.update(head=world.hanh)
    known_for_long()
    return fresh(made)


def said(user: User, day: dt.date) -> list[str]:
    rows = Notification.objects.filter(recipient=user, kind="work.due", key__contains=day.isoformat())
    return [line["note"] for each in rows for line in each.lines if "/kiem-tra/" in line["url"]]


def test_the_head_learns_that_it_is_late_the_next_morning_and_each_week(world: World, finding: Finding) -> None:
    for day in (DUE_ON, MONDAY, TUESDAY, NEXT_MONDAY):
        run(day)
    assert said(world.hanh, DUE_ON) == said(world.hanh, TUESDAY) == []
    (note,) = said(world.hanh, MONDAY)
    assert note.startswith("Quá hạn 3 ngày · hạn 05/6/2026 · kiểm tra:")
    assert len(said(world.hanh, NEXT_MONDAY)) == 1
    told_her = Notification.objects.filter(recipient=world.hanh, key__contains=MONDAY.isoformat()).get()
    assert told_her.text == "Nhắc việc: 1 nội dung sau kiểm tra"
    assert told_her.url.endswith(f"/kiem-tra/noi-dung/{finding.pk}/")


def test_what_was_reported_done_waits_for_another_look(world: World, finding: Finding) -> None:
    Milestone.objects.filter(pk=finding.milestone_id).update(completed_on=MONDAY)
    run(TUESDAY)
    run(TUESDAY)
    assert [note.split(" · ")[0] for note in said(world.hanh, TUESDAY)] == ["Báo xong 08/6/2026, chờ kiểm tra lại"]


def test_it_stands_in_the_one_notice_of_the_morning(world: World, finding: Finding) -> None:
    Inspection.objects.update(head=world.hung)
    run(MONDAY)
    assert len(told(world.hung, MONDAY)) == 2  # the duty, and the finding
    notice = Notification.objects.get(recipient=world.hung, kind="work.due", key__contains=MONDAY.isoformat())
    assert notice.text == "Nhắc việc: 1 việc quá hạn; 1 nội dung sau kiểm tra"


def test_a_closed_finding_leaves_the_bell(world: World, finding: Finding) -> None:
    run(MONDAY)
    reinspect(finding, by=leader_of(world), on=MONDAY, mended=True, words="Đã xem", today=MONDAY, at=at_six(TUESDAY))
    told_her = Notification.objects.get(recipient=world.hanh, kind="work.due", key__contains=MONDAY.isoformat())
    assert told_her.settled_at == at_six(TUESDAY)
    run(NEXT_MONDAY)
    assert said(world.hanh, NEXT_MONDAY) == []


def test_who_has_left_is_told_nothing(world: World, finding: Finding) -> None:
    Membership.objects.filter(user=world.hanh).update(valid_to=dt.date(2026, 6, 1))
    run(MONDAY)
    assert said(world.hanh, MONDAY) == []


def test_two_queries_for_many(world: World, finding: Finding) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            lines_for_heads(Asked(MONDAY, DUE_ON, True))
        return len(found)

    few = queries()
    for number in range(3):
        Finding.objects.create(inspection=finding.inspection, text=f"Nội dung {number}", due_on=DUE_ON)
    assert queries() == few == 2
