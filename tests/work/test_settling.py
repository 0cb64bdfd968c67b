"""Notices end with what they told: judged, done, answered; and a day's results are one line of the bell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from notifications.domain.mornings import write_digests
from notifications.models import Notification, OutgoingEmail
from tests.work.reminder_world import duty, run
from tests.work.work_world import NOW
from tests.world import TODAY, World, access_of
from work.domain.doing import approve_result, finish, note_period, return_result
from work.domain.extending import ask_extension, grant_extension, refuse_extension
from work.domain.nudging import nudge
from work.models import ExtensionRequest, Milestone
from work.notices import DUE, NUDGED, RETURNED, WAITING

pytestmark = pytest.mark.django_db
DUE_ON = "chậm nhất ngày 17/6/2026"
LATER = dt.date(2026, 7, 1)
ONE_LATER = NOW + dt.timedelta(hours=1)
NEXT_MORNING = NOW + dt.timedelta(hours=23)  # 8 o'clock


def report(world: World, milestone: Milestone, at: dt.datetime = NOW, by: User | None = None) -> Milestone:
    milestone = Milestone.objects.get(pk=milestone.pk)
    finish(
        milestone, by=access_of(by or world.lan, world.an_binh), seen=milestone.version, at=at,
        done_on=milestone.plan.issued_on or TODAY, result="Đã xong", without_proof="Họp miệng",
    )  # fmt: skip
    return Milestone.objects.get(pk=milestone.pk)


def three_reported(world: World) -> list[Milestone]:
    duty(world, DUE_ON, DUE_ON, DUE_ON)
    rows = Milestone.objects.order_by("pk")
    return [report(world, each, NOW + dt.timedelta(minutes=number)) for number, each in enumerate(rows)]


def approve(world: World, milestone: Milestone) -> None:
    approve_result(milestone, by=access_of(world.minh, world.an_binh), seen=milestone.version, at=ONE_LATER)


def waiting() -> Notification:
    return Notification.objects.get(kind=WAITING)


def test_several_results_of_a_day_are_one_line_with_a_line_each(world: World) -> None:
    milestones = three_reported(world)
    told = waiting()
    assert (told.recipient, told.text) == (world.minh, "3 kết quả chờ ông/bà duyệt")
    assert told.url == "/an-binh/viec-cua-toi/?nhom=cho-duyet"
    assert [line["url"] for line in told.lines] == [each.get_absolute_url() for each in milestones]
    assert told.lines[2]["text"] == "Nguyễn Thị Lan báo hoàn thành, chờ duyệt: Nhiệm vụ thứ 3"


@pytest.mark.parametrize("ended", [{"read_at": NOW}, {"for_digest": False}])
def test_what_was_read_or_mailed_grows_no_more(world: World, ended: dict[str, object]) -> None:
    duty(world, DUE_ON, DUE_ON)
    first, second = Milestone.objects.order_by("pk")
    report(world, first)
    Notification.objects.update(**ended)
    report(world, second)
    assert Notification.objects.filter(kind=WAITING).count() == 2


def test_the_next_day_has_a_line_of_its_own(world: World) -> None:
    duty(world, DUE_ON, DUE_ON)
    first, second = Milestone.objects.order_by("pk")
    report(world, first)
    report(world, second, NEXT_MORNING)
    assert [len(each.lines) for each in Notification.objects.filter(kind=WAITING)] == [1, 1]


def test_a_judged_result_leaves_the_line_and_the_last_one_ends_it(world: World) -> None:
    one, two, three = three_reported(world)
    approve(world, one)
    assert (waiting().text, len(waiting().lines), waiting().read_at) == ("2 kết quả chờ ông/bà duyệt", 2, None)
    return_result(two, by=access_of(world.minh, world.an_binh), seen=two.version, at=ONE_LATER, reason="Thiếu")
    assert waiting().text == "Nguyễn Thị Lan báo hoàn thành, chờ duyệt: Nhiệm vụ thứ 3"
    assert waiting().url == three.get_absolute_url()
    approve(world, three)
    told = waiting()
    assert (told.read_at, told.settled_at, told.for_digest) == (ONE_LATER, ONE_LATER, False)


def test_whoever_else_was_told_is_settled_too_and_the_first_reading_stays(world: World) -> None:
    from organisations.enums import Role
    from tests.world import give_role

    give_role(world.nga, world.an_binh, Role.LEADER)
    (task,) = duty(world, DUE_ON)
    milestone = report(world, Milestone.objects.get(task=task))
    Notification.objects.filter(recipient=world.nga).update(read_at=NOW)
    approve(world, milestone)
    read = dict(Notification.objects.filter(kind=WAITING).values_list("recipient__full_name", "read_at"))
    assert read == {world.minh.full_name: ONE_LATER, world.nga.full_name: NOW}


def test_what_was_judged_stands_in_no_morning_letter(world: World) -> None:
    one, two, _ = three_reported(world)
    approve(world, one)
    approve(world, two)
    write_digests(at=NEXT_MORNING)
    body = OutgoingEmail.objects.get(recipient=world.minh).body
    assert "Nhiệm vụ thứ 3" in body
    assert "Nhiệm vụ thứ 1" not in body
    assert "Nhiệm vụ thứ 2" not in body


def test_a_letter_that_did_not_leave_is_told_again_without_what_was_settled(world: World) -> None:
    duty(world, DUE_ON, DUE_ON)
    first, second = Milestone.objects.order_by("pk")
    first = report(world, first)
    write_digests(at=NEXT_MORNING)  # written, never sent
    assert "Nhiệm vụ thứ 1" in OutgoingEmail.objects.get(recipient=world.minh).body
    approve(world, first)
    report(world, second, NEXT_MORNING)
    write_digests(at=NEXT_MORNING + dt.timedelta(days=1))
    body = OutgoingEmail.objects.get(recipient=world.minh, state="queued").body
    assert "Nhiệm vụ thứ 2" in body
    assert "Nhiệm vụ thứ 1" not in body


def test_another_office_keeps_its_notices(world: World) -> None:
    (task,) = duty(world, DUE_ON)
    milestone = report(world, Milestone.objects.get(task=task))
    Notification.objects.filter(kind=WAITING).update(organisation=world.binh_minh)
    approve(world, milestone)
    assert waiting().settled_at is None


# ------------------------------------------------------------------ done, answered, moved


def test_a_finished_duty_goes_out_of_its_reminders(world: World) -> None:
    duty(world, DUE_ON, DUE_ON)
    first, second = Milestone.objects.order_by("pk")
    run(dt.date(2026, 6, 10))
    run(dt.date(2026, 6, 18))
    reminders = Notification.objects.filter(kind=DUE, recipient=world.hung)
    assert [len(each.lines) for each in reminders] == [2, 2]
    at = NOW + dt.timedelta(days=40)
    report(world, first, at, world.hung)
    told = reminders.latest("pk")
    assert told.text == "Nhắc việc, còn lại: 1 việc quá hạn"
    assert [line["url"] for line in told.lines] == [second.get_absolute_url()]
    report(world, second, at, world.hung)
    assert set(Notification.objects.filter(kind=DUE).values_list("read_at", flat=True)) == {at}


def _returned(world: World, milestone: Milestone) -> None:
    milestone = report(world, milestone)
    return_result(
        milestone, by=access_of(world.minh, world.an_binh), seen=milestone.version, at=NOW, reason="Thiếu danh sách"
    )


def _nudged(world: World, milestone: Milestone) -> None:
    nudge(milestone, by=access_of(world.minh, world.an_binh), at=NOW + dt.timedelta(days=40))


def _asked(world: World, milestone: Milestone) -> None:
    ask_extension(
        milestone, by=access_of(world.lan, world.an_binh), wanted_on=LATER, reason="Chờ văn bản của tỉnh", at=NOW
    )


@pytest.mark.parametrize(
    ("before", "kind"), [(_returned, RETURNED), (_nudged, NUDGED), (_asked, "work.extension-asked")]
)
def test_finishing_ends_what_pressed_for_it(
    world: World, before: Callable[[World, Milestone], None], kind: str
) -> None:
    (task,) = duty(world, DUE_ON)
    milestone = Milestone.objects.get(task=task)
    before(world, milestone)
    assert Notification.objects.filter(kind=kind, read_at=None).exists()
    report(world, milestone, NOW + dt.timedelta(days=41))
    assert not Notification.objects.filter(kind=kind, read_at=None).exists()


@pytest.mark.parametrize("granted", [True, False])
def test_an_answered_request_waits_for_nobody(world: World, granted: bool) -> None:
    (task,) = duty(world, DUE_ON)
    milestone = Milestone.objects.get(task=task)
    run(dt.date(2026, 6, 10))
    _asked(world, milestone)
    request, by = ExtensionRequest.objects.get(), access_of(world.minh, world.an_binh)
    if granted:
        grant_extension(request, by=by, seen=1, granted_on=LATER, at=NOW)
    else:
        refuse_extension(request, by=by, reason="Không lùi được", at=NOW)
    rows = Notification.objects.filter(kind="work.extension-asked")
    assert rows.exists()
    assert not rows.filter(settled_at=None).exists()
    assert Notification.objects.get(kind=DUE, recipient=world.hung).settled_at == (NOW if granted else None)


def test_a_noted_period_is_reminded_of_no_more(world: World) -> None:
    duty(world, "Thường xuyên")
    day = dt.date(2026, 6, 25)
    for number in range(14):
        run(day + dt.timedelta(days=number))
    told = Notification.objects.filter(kind=DUE, recipient=world.hung)
    assert told.exists()
    at = NOW + dt.timedelta(days=60)
    for each in Milestone.objects.filter(start__lte=day):
        note_period(each, by=access_of(world.hung, world.an_binh), seen=each.version, at=at, result="Đã làm")
    assert not told.filter(read_at=None).exists()


def test_the_number_of_queries_of_settling_does_not_grow_with_what_was_told(world: World) -> None:
    counts = []
    for number, many in (("97", 1), ("98", 6)):
        duty(world, *[DUE_ON] * many, number=number)
        rows = list(Milestone.objects.filter(plan__number=number).order_by("pk"))
        done = [report(world, each) for each in rows]
        with CaptureQueriesContext(connection) as queries:
            approve(world, done[0])
        counts.append(len(queries))
    assert counts[1] <= counts[0] + 1  # a line taken out is written, where the last one ends the notice
