"""Who is told when work comes back, waits, goes on longer or is new."""

from __future__ import annotations

import datetime as dt

import pytest

from accounts.models import User
from notifications.models import Notification
from organisations.domain.absences import enter_absence
from organisations.models import Membership
from plans.domain.added_tasks import add_task_after_issue
from plans.domain.issuing import draft_replacement, issue_plan
from plans.models import Plan, PlanTask
from tests.plans.plans_world import issued
from tests.work.reminder_world import duty
from tests.work.work_world import NOW, draft_with, issued_with
from tests.world import TODAY, World, access_of
from work.domain.days import extend_milestone
from work.domain.doing import accept_work, approve_result, finish, return_result
from work.models import Milestone
from work.notices import ASSIGNED, EXTENDED, RETURNED, WAITING

pytestmark = pytest.mark.django_db
DUE_ON = "chậm nhất ngày 17/6/2026"


def told(kind: str) -> dict[str, str]:
    """First name → what was said."""
    rows = Notification.objects.filter(kind=kind).select_related("recipient").order_by("pk")
    return {each.recipient.full_name.split()[-1]: each.text for each in rows}


def done(world: World, by: User) -> Milestone:
    duty(world, DUE_ON)
    milestone = Milestone.objects.get()
    access = access_of(by, world.an_binh)
    finish(milestone, by=access, seen=1, at=NOW, done_on=TODAY, result="Đã xong", without_proof="Họp miệng")
    milestone.refresh_from_db()
    return milestone


def test_a_result_waits_for_the_leaders(world: World) -> None:
    milestone = done(world, world.lan)
    assert told(WAITING) == {"Minh": "Nguyễn Thị Lan báo hoàn thành, chờ duyệt: Nhiệm vụ thứ 1"}
    assert Notification.objects.get(kind=WAITING).url == milestone.get_absolute_url()


def test_a_result_waits_for_the_one_named_above_it_or_who_stands_in(world: World) -> None:
    duty(world, DUE_ON)
    PlanTask.objects.update(director=world.hanh)
    enter_absence(
        user=world.hanh, substitute=world.hung, first_day=TODAY, last_day=TODAY, by=access_of(world.an, world.an_binh),
        at=NOW,
    )  # fmt: skip
    access = access_of(world.lan, world.an_binh)
    finish(Milestone.objects.get(), by=access, seen=1, at=NOW, done_on=TODAY, result="Xong", without_proof="Không có")
    assert told(WAITING) == {
        "Hùng": "Nguyễn Thị Lan báo hoàn thành, chờ duyệt: Nhiệm vụ thứ 1 (thay ông/bà Phạm Thị Hạnh)"
    }


def test_a_returned_result_goes_to_who_reported_it_and_who_holds_it(world: World) -> None:
    milestone = done(world, world.lan)
    Milestone.objects.update(holder=world.hanh)
    milestone.refresh_from_db()
    minh = access_of(world.minh, world.an_binh)
    return_result(milestone, by=minh, seen=milestone.version, at=NOW, reason="Thiếu danh sách")
    words = "Trần Văn Minh trả lại: Nhiệm vụ thứ 1. Lý do: Thiếu danh sách"
    assert told(RETURNED) == {"Lan": words, "Hạnh": words}


def test_a_long_duty_is_named_in_short_with_its_period_once(world: World) -> None:
    from notifications.models import OutgoingEmail

    milestone = done(world, world.lan)
    long = "Rà soát, đơn giản hóa thủ tục hành chính thuộc thẩm quyền giải quyết của Ủy ban nhân dân xã, báo cáo tỉnh."
    minh = access_of(world.minh, world.an_binh)
    for text, shown in (
        ("Báo cáo kết quả (hoàn thành trong tháng 11/2026).", "Báo cáo kết quả (hoàn thành trong tháng 11/2026)"),
        ("Báo cáo kết quả.", "Báo cáo kết quả (tháng 11/2026)"),
        (long, f"{long.removesuffix(' cáo tỉnh.')}… (tháng 11/2026)"),
    ):
        PlanTask.objects.update(text=text)
        Milestone.objects.update(label="tháng 11/2026", completed_on=TODAY)
        Notification.objects.filter(kind=RETURNED).delete()
        OutgoingEmail.objects.all().delete()
        milestone = Milestone.objects.get()
        return_result(milestone, by=minh, seen=milestone.version, at=NOW, reason="Thiếu danh sách")
        assert told(RETURNED) == {"Lan": f"Trần Văn Minh trả lại: {shown}. Lý do: Thiếu danh sách"}
    subject = OutgoingEmail.objects.get(kind=RETURNED).subject
    assert subject == "Kết quả bị trả lại: Rà soát, đơn giản hóa thủ tục hành chính thuộc thẩm quyền…"


def test_taking_ones_own_result_back_tells_nobody(world: World) -> None:
    milestone = done(world, world.lan)
    lan = access_of(world.lan, world.an_binh)
    return_result(milestone, by=lan, seen=milestone.version, at=NOW, reason="Gửi nhầm")
    assert told(RETURNED) == {}


def test_a_result_of_somebody_who_left_comes_back_to_the_unit(world: World) -> None:
    milestone = done(world, world.lan)
    Membership.objects.filter(user=world.lan).update(valid_to=dt.date(2026, 5, 1))
    minh = access_of(world.minh, world.an_binh)
    return_result(milestone, by=minh, seen=milestone.version, at=NOW, reason="Thiếu")
    assert list(told(RETURNED)) == ["Hùng"]


def test_the_same_sending_twice_tells_once(world: World) -> None:
    import uuid

    milestone, key = done(world, world.lan), uuid.uuid4()
    minh = access_of(world.minh, world.an_binh)
    for _ in range(2):
        return_result(milestone, by=minh, seen=milestone.version, at=NOW, reason="Thiếu", key=key)
    assert Notification.objects.filter(kind=RETURNED).count() == 1


def test_more_time_is_told_to_those_who_do_it(world: World) -> None:
    duty(world, DUE_ON)
    milestone = Milestone.objects.get()
    accept_work(milestone, by=access_of(world.lan, world.an_binh), seen=1, at=NOW)
    extend_milestone(
        milestone, by=access_of(world.minh, world.an_binh), seen=2, due_on=dt.date(2026, 7, 1), reason="Chờ", at=NOW
    )
    assert told(EXTENDED) == {"Lan": "Trần Văn Minh gia hạn đến 01/7/2026: Nhiệm vụ thứ 1"}


def test_accepting_tells_nobody_anew(world: World) -> None:
    milestone = done(world, world.lan)
    before = Notification.objects.count()
    approve_result(milestone, by=access_of(world.minh, world.an_binh), seen=milestone.version, at=NOW)
    assert Notification.objects.count() == before


def test_an_issued_plan_tells_each_person_once_how_many_duties_it_gives(world: World) -> None:
    plan = draft_with(world, DUE_ON, DUE_ON, "Kịp thời", "Thường xuyên")
    tasks = PlanTask.objects.filter(plan=plan, row__isnull=False).order_by("row__position")
    PlanTask.objects.filter(pk=tasks[0].pk).update(person=world.lan)
    PlanTask.objects.filter(pk=tasks[3].pk).update(tracked=False)
    plan = issued(world, plan)
    assert told(ASSIGNED) == {
        "Lan": f"Kế hoạch số {plan.notation} giao ông/bà 1 việc",
        "Hùng": f"Kế hoạch số {plan.notation} giao ông/bà 2 việc",
    }
    assert all(each.url.endswith(f"?ke_hoach={plan.pk}") for each in Notification.objects.filter(kind=ASSIGNED))


def test_duties_of_nobody_are_not_said_to_be_given_to_who_writes_plans(world: World) -> None:
    plan = draft_with(world, DUE_ON, DUE_ON, DUE_ON, lead="Các thôn")
    first = PlanTask.objects.filter(plan=plan, row__isnull=False).order_by("row__position")[0]
    PlanTask.objects.filter(pk=first.pk).update(person=world.lan)
    plan = issued(world, plan)
    assert told(ASSIGNED) == {"Lan": f"Kế hoạch số {plan.notation} giao ông/bà 1 việc, có 2 việc chưa giao cho ai"}
    Notification.objects.all().delete()
    PlanTask.objects.filter(pk=first.pk).update(person=world.hung)
    from organisations.access import Access
    from work.domain.telling import tell_plan_issued

    tell_plan_issued(plan, by=Access.system(world.an_binh), today=TODAY, at=NOW)
    assert told(ASSIGNED)["Hạnh"] == f"Kế hoạch số {plan.notation} có 2 việc chưa giao cho ai"
    to_hanh = Notification.objects.get(kind=ASSIGNED, recipient=world.hanh)
    assert to_hanh.url == f"/an-binh/viec/?bo_phan=chua-co&ke_hoach={plan.pk}"


def test_a_plan_issued_on_another_day_is_told_on_that_day(world: World) -> None:
    from django.utils import timezone

    plan = draft_with(world, DUE_ON)
    issue_plan(
        Plan.objects.get(pk=plan.pk), by=access_of(world.hanh, world.an_binh), number="97", today=dt.date(2026, 5, 2),
        issued_on=dt.date(2026, 5, 2), signer_name="Trần Văn Minh",
    )  # fmt: skip
    assert timezone.localdate(Notification.objects.get(kind=ASSIGNED).created_at) == dt.date(2026, 5, 2)


def test_the_number_of_queries_of_telling_does_not_grow_with_the_plan(world: World) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from organisations.access import Access
    from work.domain.telling import tell_plan_issued

    counts = []
    for number, many in (("97", 1), ("98", 8)):
        plan = issued_with(world, *[DUE_ON] * many, number=number)
        Notification.objects.all().delete()
        with CaptureQueriesContext(connection) as queries:
            tell_plan_issued(plan, by=Access.system(world.an_binh), today=TODAY, at=NOW)
        counts.append(len(queries))
        assert told(ASSIGNED) == {"Hùng": f"Kế hoạch số {plan.notation} giao ông/bà {many} việc"}
    assert counts[0] == counts[1]


def test_a_duty_given_after_the_issue_is_told_to_who_does_it(world: World) -> None:
    plan = issued_with(world, DUE_ON)
    Notification.objects.all().delete()
    task = add_task_after_issue(
        Plan.objects.get(pk=plan.pk), by=access_of(world.minh, world.an_binh), text="Lập sổ theo dõi",
        origin="Kết luận kiểm tra", today=TODAY, lead_units=[world.office], person_id=world.lan.pk,
        due_on=dt.date(2026, 6, 5),
    )  # fmt: skip
    assert told(ASSIGNED) == {"Lan": "Trần Văn Minh giao thêm việc: Lập sổ theo dõi, hạn 05/6/2026"}
    assert Notification.objects.get().url == Milestone.objects.get(task=task).get_absolute_url()


def test_a_corrected_plan_tells_of_what_is_new_only(world: World) -> None:
    plan = issued_with(world, DUE_ON)
    Notification.objects.all().delete()
    corrected = draft_replacement(Plan.objects.get(pk=plan.pk), by=access_of(world.lan, world.an_binh))
    issued(world, corrected, number="112", on=dt.date(2026, 5, 4))
    assert told(ASSIGNED) == {}
