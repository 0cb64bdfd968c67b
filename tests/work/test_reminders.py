"""Reminders against the database: who is told what on which morning."""

from __future__ import annotations

import datetime as dt

import pytest

from notifications.models import Notification
from organisations.access import Access
from organisations.domain.absences import enter_absence
from organisations.models import Membership
from plans.models import PlanTask
from reference.calendar_vn import DayKind
from reference.domain.calendar import add_special_day
from tests.work.reminder_world import at_six, duty, run, stages, texts, told
from tests.work.work_world import CULTURE, NOW, issued_with, milestones_of, tasks_of
from tests.world import World, access_of
from work.domain.days import extend_milestone
from work.domain.doing import accept_work
from work.domain.milestones import recount_plans
from work.enums import EntryKind
from work.models import Milestone, MilestoneReminder, ReminderRun, WorkEntry
from work.notices import DUE

pytestmark = pytest.mark.django_db
DUE_ON = "chậm nhất ngày 17/6/2026"  # a Wednesday
ONE_STOP = "Bộ phận Tiếp nhận và Trả kết quả"


def day(text: str) -> dt.date:
    return dt.datetime.strptime(text, "%d/%m/%Y").date()


def mornings(first: str, last: str) -> list[dt.date]:
    """Run each of these days; returns them."""
    days = [day(first) + dt.timedelta(days=number) for number in range((day(last) - day(first)).days + 1)]
    for each in days:
        run(each)
    return days


def notes(world_person: object, days: list[dt.date]) -> dict[str, str]:
    """Day → the note of its one line, for the mornings on which there was one."""
    found = {each: told(world_person, each) for each in days}  # type: ignore[arg-type]
    return {f"{each:%d/%m}": lines[0][1].split(" · ")[0] for each, lines in found.items() if lines}


def test_the_head_of_the_leading_unit_is_told_at_each_stage_once(world: World) -> None:
    (task,) = duty(world, DUE_ON)
    days = mornings("05/6/2026", "20/7/2026")
    assert notes(world.hung, days) == {
        "10/06": "Hạn 17/6/2026",
        "12/06": "Hạn 17/6/2026",  # three days before is a Sunday
        "16/06": "Hạn 17/6/2026",
        "17/06": "Hạn 17/6/2026",
        "18/06": "Quá hạn, hạn 17/6/2026",
        "24/06": "Quá hạn, hạn 17/6/2026",
        "17/07": "Quá hạn, hạn 17/6/2026",
    }
    assert told(world.hung, day("18/6/2026")) == [(task.text, f"Quá hạn, hạn 17/6/2026 · {task.plan.notation}")]
    assert stages(world.lan) == [], "the head gives the work to the others"


def test_a_leader_from_the_first_day_late_and_the_superior_after_a_month(world: World) -> None:
    duty(world, DUE_ON)
    days = mornings("10/6/2026", "20/8/2026")
    assert list(notes(world.minh, days)) == ["18/06", "24/06", "17/07", "17/08"]  # 16/8 is a Sunday
    assert list(notes(world.quang, days)) == list(notes(world.thao, days)) == ["17/07", "17/08"]
    assert texts(world.quang, day("17/7/2026")) == ["Xã An Bình: 1 việc quá hạn từ 30 ngày"]
    assert stages(world.oanh) == stages(world.son) == stages(world.an) == []


def test_a_superior_reads_a_number_for_each_commune_and_a_page_that_opens(world: World) -> None:
    duty(world, DUE_ON, DUE_ON, DUE_ON)
    duty(world, "chậm nhất ngày 01/6/2026", number="98")
    neighbour = issued_with(world, DUE_ON, number="99")
    type(neighbour).objects.filter(pk=neighbour.pk).update(organisation=world.binh_minh)
    Milestone.objects.filter(plan=neighbour).update(organisation=world.binh_minh, known_on=None)
    run(day("17/7/2026"))
    assert told(world.quang, day("17/7/2026")) == [
        ("Xã An Bình: 4 việc quá hạn từ 30 ngày", "hạn sớm nhất 01/6/2026"),
        ("Xã Bình Minh: 1 việc quá hạn từ 30 ngày", "hạn sớm nhất 17/6/2026"),
    ]
    notice = Notification.objects.get(recipient=world.quang)
    assert notice.organisation == world.province
    assert notice.text == "Nhắc việc: 2 đơn vị cấp dưới có việc quá hạn từ 30 ngày"
    from tests.world import sign_in

    for line in notice.lines:
        assert "Nhiệm vụ" not in line["text"] + line["note"], "no duty by name"
        assert sign_in(world.quang).get(line["url"]).status_code == 200
    assert texts(world.oanh, day("17/7/2026")) == ["Nhiệm vụ thứ 1"], "each commune its own"
    assert "Xã" not in str(told(world.minh, day("17/7/2026")))


def test_a_missed_morning_is_made_good_by_the_latest_stage(world: World) -> None:
    duty(world, DUE_ON)
    mornings("10/6/2026", "10/6/2026")
    mornings("17/6/2026", "17/6/2026")
    mornings("25/6/2026", "25/6/2026")
    assert stages(world.hung) == [-7, 0, 7]
    assert stages(world.minh) == [7]


def test_the_same_day_again_changes_nothing(world: World) -> None:
    duty(world, DUE_ON)
    assert (run(day("17/6/2026")).notices, run(day("18/6/2026")).notices) == (1, 2)
    kept = list(MilestoneReminder.objects.values_list())
    again = run(day("18/6/2026"))
    assert again.done_before
    assert (again.batches, again.notices) == (0, 0)
    ReminderRun.objects.all().delete()  # as if the run had been killed before it said that it was finished
    again = run(day("18/6/2026"))
    assert (again.claims, again.notices) == (0, 0)
    assert list(MilestoneReminder.objects.values_list()) == kept
    assert Notification.objects.filter(kind=DUE, recipient=world.hung).count() == 2


def test_one_notice_with_the_worst_first(world: World) -> None:
    words = ["16/6/2026", "20/6/2026", "22/6/2026", "15/5/2026", "15/7/2026"]
    duty(world, *[f"chậm nhất ngày {each}" for each in words])
    run(day("17/6/2026"))
    assert texts(world.hung, day("17/6/2026")) == [
        "Nhiệm vụ thứ 4", "Nhiệm vụ thứ 1", "Nhiệm vụ thứ 2", "Nhiệm vụ thứ 3"
    ]  # fmt: skip
    notice = Notification.objects.get(kind=DUE, recipient=world.hung)
    assert notice.text == "Nhắc việc: 2 việc quá hạn, 2 việc sắp đến hạn"


def test_a_letter_that_leaves_three_days_later_says_nothing_untrue(world: World) -> None:
    """Told on the day before, on the day and on the day after: the one letter names the day, and counts none."""
    from notifications.domain.mornings import write_digests
    from notifications.models import OutgoingEmail

    duty(world, DUE_ON)
    mornings("16/6/2026", "18/6/2026")
    letter_at = at_six(day("19/6/2026")) + dt.timedelta(hours=2)
    write_digests(at=letter_at)
    letter = OutgoingEmail.objects.get(recipient=world.hung)
    assert "Nhiệm vụ thứ 1 – Quá hạn, hạn 17/6/2026" in letter.body
    assert letter.body.count("Nhiệm vụ thứ 1") == 1
    for words in ("hôm nay", "Còn 1 ngày", "1 ngày"):
        assert words not in letter.body


def test_what_is_nobodys_is_said_so_and_leads_to_the_list_of_it(world: World) -> None:
    (first,) = duty(world, DUE_ON, lead="Các phòng, đơn vị được giao")
    run(day("16/6/2026"))
    note = told(world.lan, day("16/6/2026"))[0][1]
    assert note == f"Hạn 17/6/2026 · chưa giao cho ai · {first.plan.notation}"
    assert Notification.objects.get(kind=DUE, recipient=world.lan).url == Milestone.objects.get().get_absolute_url()
    duty(world, DUE_ON, lead="Các thôn", number="98")
    run(day("17/6/2026"))
    notice = Notification.objects.get(kind=DUE, recipient=world.lan, key__endswith="2026-06-17")
    assert (len(notice.lines), notice.url) == (2, "/an-binh/viec/?bo_phan=chua-co")
    duty(world, "chậm nhất ngày 18/6/2026", number="99")
    run(day("18/6/2026"))
    leader = Notification.objects.get(kind=DUE, recipient=world.minh, key__endswith="2026-06-18")
    assert [line["note"].split(" · ")[1] for line in leader.lines] == ["chưa giao cho ai"] * 2
    run(day("19/6/2026"))
    assert told(world.hung, day("19/6/2026"))[0][1] == "Quá hạn, hạn 18/6/2026 · 99/KH-UBND"


def test_late_periods_of_one_duty_are_one_line(world: World) -> None:
    duty(world, "hằng tháng")
    run(day("20/10/2026"))
    lines = told(world.hung, day("20/10/2026"))
    assert len(lines) == 1
    assert lines[0][1].startswith("Quá hạn, hạn 30/9/2026 · cùng 5 kỳ trước")
    assert texts(world.quang, day("20/10/2026")) == ["Xã An Bình: 1 việc quá hạn từ 30 ngày"]


def test_continuous_work_is_asked_near_the_end_of_the_quarter_and_once_after_it(world: World) -> None:
    duty(world, "Thường xuyên")
    days = mornings("01/6/2026", "31/7/2026")
    assert notes(world.hung, days) == {"23/06": "Kỳ đến 30/6/2026", "01/07": "Chờ ghi nhận quý II/2026"}
    assert stages(world.minh) == []


def test_a_duty_that_is_nobodys_goes_to_those_who_write_plans(world: World) -> None:
    duty(world, DUE_ON, lead="Công an xã")
    run(day("17/6/2026"))
    told_people = set(MilestoneReminder.objects.values_list("recipient", flat=True))
    assert told_people == {world.lan.pk, world.hanh.pk}


def test_the_holder_before_the_person_in_charge_before_the_unit(world: World) -> None:
    task, second = duty(world, DUE_ON, DUE_ON)
    PlanTask.objects.update(person=world.lan)
    accept_work(milestones_of(second.plan, 2)[0], by=access_of(world.hanh, world.an_binh), seen=1, at=NOW)
    run(day("17/6/2026"))
    assert texts(world.lan, day("17/6/2026")) == [task.text]
    assert texts(world.hanh, day("17/6/2026")) == [second.text]
    assert stages(world.hung) == []


def test_coordinating_people_hear_three_days_before_and_on_the_day_until_they_confirm(world: World) -> None:
    first, second = duty(world, DUE_ON, DUE_ON, coordinating=ONE_STOP)
    milestone = Milestone.objects.get(task=second)
    days = mornings("08/6/2026", "12/6/2026")
    WorkEntry.objects.create(milestone=milestone, kind=EntryKind.CONFIRM, unit=world.one_stop, by_name="Nga", at=NOW)
    days += mornings("15/6/2026", "30/6/2026")
    said = {f"{each:%d/%m}": texts(world.nga, each) for each in days if texts(world.nga, each)}
    assert said == {"12/06": [first.text, second.text], "17/06": [first.text]}
    assert "phần phối hợp chưa xác nhận" in told(world.nga, day("17/6/2026"))[0][1]


def test_the_leader_named_above_the_task_instead_of_all_leaders(world: World) -> None:
    duty(world, DUE_ON)
    PlanTask.objects.update(director=world.hanh)
    run(day("18/6/2026"))
    assert stages(world.minh) == []
    (line,) = told(world.hanh, day("18/6/2026"))
    assert "Văn phòng - Thống kê" in line[1], "says who has it"


# ------------------------------------------------------------------ people come and go


def test_a_substitute_is_told_for_the_person_on_leave(world: World) -> None:
    (task,) = duty(world, DUE_ON)
    PlanTask.objects.update(person=world.lan)
    enter_absence(
        user=world.lan, substitute=world.hanh, first_day=day("15/6/2026"), last_day=day("17/6/2026"),
        by=access_of(world.lan, world.an_binh), at=NOW,
    )  # fmt: skip
    days = mornings("10/6/2026", "18/6/2026")
    assert list(notes(world.lan, days)) == ["10/06", "12/06", "18/06"]
    # On her first day she learns where it stands, too.
    assert list(notes(world.hanh, days)) == ["15/06", "16/06", "17/06"]
    assert "thay ông/bà Nguyễn Thị Lan" in told(world.hanh, day("16/6/2026"))[0][1]
    assert "thay" not in told(world.lan, day("18/6/2026"))[0][1]
    assert texts(world.lan, day("18/6/2026")) == [task.text]


def test_who_has_left_is_told_nothing_and_the_duty_falls_to_others(world: World) -> None:
    duty(world, DUE_ON)
    PlanTask.objects.update(person=world.lan)
    run(day("10/6/2026"))
    Membership.objects.filter(user=world.lan).update(valid_to=day("11/6/2026"))
    run(day("16/6/2026"))
    assert (stages(world.lan), stages(world.hung)) == ([-7], [-1])
    world.hung.is_active = False
    world.hung.save()
    run(day("17/6/2026"))
    assert stages(world.hung) == [-1]
    assert stages(world.hanh) == [0], "the rest of the unit"
    Membership.objects.filter(user=world.hanh).update(valid_to=day("17/6/2026"))
    run(day("18/6/2026"))
    assert stages(world.minh) == [1], "nobody of the unit is left: the leaders"
    assert texts(world.minh, day("18/6/2026")) == ["Nhiệm vụ thứ 1"]


def test_a_claim_of_somebody_who_left_before_the_notice_is_closed_without_one(world: World) -> None:
    duty(world, DUE_ON)
    with pytest.raises(KeyboardInterrupt):
        run_killed_after(day("17/6/2026"), 1)
    assert MilestoneReminder.objects.filter(noticed_on=None).count() == 1
    Membership.objects.filter(user=world.hung).update(valid_to=day("17/6/2026"))
    run(day("18/6/2026"))
    assert told(world.hung, day("18/6/2026")) == []
    assert not MilestoneReminder.objects.filter(noticed_on=None).exists()


def run_killed_after(morning: dt.date, batches: int) -> None:
    from work.domain.reminders import Summary, remind

    def die(done: Summary) -> None:
        if done.batches == batches:
            raise KeyboardInterrupt

    remind(today=morning, at=at_six(morning), after_batch=die)


# ------------------------------------------------------------------ days that move


def test_an_extension_begins_the_stages_again(world: World) -> None:
    (task,) = duty(world, DUE_ON)
    mornings("10/6/2026", "18/6/2026")
    extend_milestone(
        Milestone.objects.get(task=task), by=access_of(world.minh, world.an_binh), seen=1, due_on=day("15/7/2026"),
        reason="Chờ kinh phí", at=at_six(day("18/6/2026")),
    )  # fmt: skip
    days = mornings("19/6/2026", "16/7/2026")
    assert list(notes(world.hung, days)) == ["08/07", "10/07", "14/07", "15/07", "16/07"]
    assert list(notes(world.minh, days)) == ["16/07"]


def test_what_was_finished_or_ended_between_claim_and_notice_is_left_out(world: World) -> None:
    first, second, third = duty(world, DUE_ON, DUE_ON, DUE_ON)
    with pytest.raises(KeyboardInterrupt):
        run_killed_after(day("17/6/2026"), 1)
    Milestone.objects.filter(task=first).update(completed_on=day("17/6/2026"))
    PlanTask.objects.filter(pk=second.pk).update(tracked=False)
    run(day("17/6/2026"))
    assert texts(world.hung, day("17/6/2026")) == [third.text]


def test_a_deadline_before_the_issue_makes_no_reminder(world: World) -> None:
    plan = issued_with(world, "chậm nhất ngày 15/3/2026", "Kịp thời")
    assert Milestone.objects.filter(plan=plan).count() == 0
    assert run(day("11/5/2026")).claims == 0


def test_an_old_plan_entered_today_tells_its_people_and_accuses_nobody(world: World) -> None:
    """Issued on 01/4, entered on 11/5 with a day of 10/4."""
    plan = issued_with(world, "chậm nhất ngày 10/4/2026")
    assert {each.known_on for each in milestones_of(plan)} == {day("11/5/2026")}
    run(day("12/5/2026"))
    assert (stages(world.hung), stages(world.minh), stages(world.quang)) == ([30], [], [])
    run(day("09/6/2026"))
    assert (stages(world.hung), stages(world.minh), stages(world.quang)) == ([30, 60], [60], [60])


def test_new_year_and_tet(world: World) -> None:
    """What falls due on days off is told on the last working day before them, and nothing is sent on them."""
    duty(world, "chậm nhất ngày 02/01/2027", "chậm nhất ngày 07/02/2027", "chậm nhất ngày 11/02/2027")
    days = mornings("28/12/2026", "15/02/2027")
    said = {f"{each:%d/%m}": told(world.hung, each) for each in days if told(world.hung, each)}
    short = {when: [(text[-1], note.split(" · ")[0]) for text, note in lines] for when, lines in said.items()}
    assert short == {
        "28/12": [("1", "Hạn 02/01/2027")],
        "30/12": [("1", "Hạn 02/01/2027")],
        "31/12": [("1", "Hạn 02/01/2027")],
        "04/01": [("1", "Quá hạn, hạn 02/01/2027")],
        "11/01": [("1", "Quá hạn, hạn 02/01/2027")],  # a week late on Saturday, told on Monday
        "29/01": [("2", "Hạn 07/02/2027")],  # seven days before is a Sunday
        "01/02": [("1", "Quá hạn, hạn 02/01/2027")],
        "03/02": [("2", "Hạn 07/02/2027"), ("3", "Hạn 11/02/2027")],  # the last working day before Tết
        "11/02": [("2", "Quá hạn, hạn 07/02/2027"), ("3", "Hạn 11/02/2027")],
        "12/02": [("3", "Quá hạn, hạn 11/02/2027")],
        "15/02": [("2", "Quá hạn, hạn 07/02/2027")],
    }
    assert "hạn vào ngày nghỉ" in told(world.hung, day("31/12/2026"))[0][1]
    off = [each for each in days if ReminderRun.objects.filter(day=each).count() == 0]
    assert {day("01/01/2027"), day("05/02/2027"), day("07/02/2027"), day("10/02/2027")} <= set(off)


def announce(world: World, text: str, kind: DayKind) -> None:
    add_special_day(by=Access.system(world.province), day=day(text), kind=kind, name="Hoán đổi", source="Thông báo 1")


def test_a_swap_day_announced_late_moves_the_day_and_begins_the_stages_again(world: World) -> None:
    """Twenty working days after the issue; on Wednesday Thursday and Friday become off and Saturday is worked."""
    plan = issued_with(world, "20 ngày làm việc kể từ ngày ban hành Kế hoạch", on=day("11/5/2026"))
    (milestone,) = milestones_of(plan)
    assert milestone.due_on == day("08/6/2026")  # a Monday
    mornings("01/6/2026", "02/6/2026")
    assert stages(world.hung) == [-7]
    announce(world, "04/6/2026", DayKind.OFF)
    announce(world, "05/6/2026", DayKind.OFF)
    announce(world, "06/6/2026", DayKind.WORK)
    recount_plans(today=day("03/6/2026"), at=at_six(day("03/6/2026")))
    milestone.refresh_from_db()
    assert milestone.due_on == day("09/6/2026")
    days = mornings("03/6/2026", "10/6/2026")
    # A week before the new day; Thursday and Friday are off, so Wednesday speaks for them; Saturday is worked.
    assert notes(world.hung, days) == {
        "03/06": "Hạn 09/6/2026", "06/06": "Hạn 09/6/2026", "08/06": "Hạn 09/6/2026", "09/06": "Hạn 09/6/2026",
        "10/06": "Quá hạn, hạn 09/6/2026",
    }  # fmt: skip
    keys = MilestoneReminder.objects.filter(recipient=world.hung).values_list("stage", "due_on")
    assert list(keys)[:2] == [(-7, day("08/6/2026")), (-7, day("09/6/2026"))]


def test_closing_a_plan_ends_its_reminders(world: World) -> None:
    (task,) = duty(world, DUE_ON)
    type(task.plan).objects.filter(pk=task.plan_id).update(state="closed")
    assert run(day("18/6/2026")).claims == 0


def test_a_batch_costs_the_same_queries_whatever_it_holds(world: World, django_assert_max_num_queries: object) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    duty(world, DUE_ON, coordinating=ONE_STOP)
    with CaptureQueriesContext(connection) as few:
        run(day("12/6/2026"))
    ReminderRun.objects.all().delete()
    MilestoneReminder.objects.all().delete()
    Notification.objects.all().delete()
    duty(world, *[DUE_ON] * 12, number="98", coordinating=ONE_STOP)
    with CaptureQueriesContext(connection) as many:
        run(day("12/6/2026"))
    assert len(many) == len(few)


def test_another_offices_people_never_appear(world: World) -> None:
    duty(world, DUE_ON, lead=CULTURE)
    run(day("18/6/2026"))
    people = set(MilestoneReminder.objects.values_list("recipient", flat=True))
    assert people <= {world.minh.pk, world.hanh.pk}
    assert Access.of(world.oanh, world.an_binh) is None
    assert tasks_of(Milestone.objects.get().plan)
