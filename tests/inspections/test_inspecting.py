"""From the plan of inspections to the re-inspection that closes a finding."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest

from audit.queries import history_of
from core.exceptions import DomainError, EditConflict, NotAllowed
from inspections.domain.giving import give_finding
from inspections.domain.planning import cancel_inspection, change_inspection
from inspections.domain.recording import (
    add_file,
    add_finding,
    change_finding,
    conclude_inspection,
    record_inspection,
    remove_finding,
)
from inspections.domain.reinspecting import reinspect
from inspections.enums import FindingKind, Inspected
from inspections.models import Finding, FindingStep, Inspection
from inspections.notices import FINDING
from notifications.models import Notification
from organisations.enums import Role
from plans.domain.added_tasks import withdraw_added_task
from plans.domain.issuing import close_plan, draft_replacement
from plans.models import Plan, PlanTask
from tests.inspections.inspections_world import (
    HELD,
    JUNE,
    SUBJECT,
    concluded,
    found,
    fresh,
    held,
    leader_of,
    planned,
    shortcoming,
)
from tests.plans.plans_world import drafted, issued
from tests.work.work_world import NOW, TODAY, issued_with
from tests.world import World, access_of, give_role
from work.domain.doing import approve_result, finish
from work.models import Milestone

SEPTEMBER = dt.date(2026, 9, 30)


def looked_again(finding: Finding, world: World, *, mended: bool, **facts: Any) -> FindingStep:
    asked: dict[str, Any] = {"on": TODAY, "words": "Đã xem", "today": TODAY, "at": NOW}
    return reinspect(fresh(finding), by=leader_of(world), mended=mended, **(asked | facts))


def done_by_hung(world: World, finding: Finding) -> Milestone:
    milestone = fresh(finding).milestone
    assert milestone is not None
    finish(
        milestone, by=access_of(world.hung, world.an_binh), seen=milestone.version, at=NOW, done_on=TODAY,
        result="Đã niêm yết đủ", without_proof="Bảng ở trụ sở",
    )  # fmt: skip
    return Milestone.objects.select_related("plan", "task").get(pk=milestone.pk)


# ------------------------------------------------------------------ the plan of the year


def test_a_line_of_the_plan(world: World) -> None:
    key = uuid.uuid4()
    inspection = planned(world, key=key)
    assert (inspection.whom, inspection.planned_until) == (world.office.name, dt.date(2026, 6, 30))
    assert planned(world, key=key).pk == inspection.pk
    changed = change_inspection(
        inspection, by=leader_of(world), seen=1, when_text="ngày 20/5/2026", inspected=Inspected.VILLAGE,
        place=world.village,
    )  # fmt: skip
    assert (changed.whom, changed.unit, changed.planned_until) == ("Thôn Đông", None, dt.date(2026, 5, 20))
    with pytest.raises(EditConflict):
        change_inspection(inspection, by=leader_of(world), seen=1, subject="Khác")
    assert history_of(inspection)[0].action == "Sửa cuộc kiểm tra"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"subject": " "}, "nội dung"),
        ({"unit": None}, "bộ phận"),
        ({"inspected": "village"}, "thôn"),
        ({"inspected": "subordinate"}, "cấp dưới"),
        ({"year": 1999}, "Năm"),
        ({"subject": "x" * 5001}, "5000"),
    ],
)
def test_what_a_line_needs(world: World, wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(DomainError, match=said):
        planned(world, **wrong)
    assert not Inspection.objects.exists()


def test_only_ones_own_can_be_inspected(world: World) -> None:
    for wrong in (
        {"unit": world.neighbour_office},
        {"inspected": Inspected.VILLAGE, "place": world.binh_minh},
        {"inspected": Inspected.SUBORDINATE, "place": world.binh_minh},
        {"inspected": Inspected.SUBORDINATE, "place": world.province},
        {"basis_plan": drafted(world)},
    ):
        with pytest.raises(DomainError):
            planned(world, **wrong)


def test_who_plans_inspections(world: World) -> None:
    for each in (world.minh, world.lan, world.hanh, world.hung):
        planned(world, access_of(each, world.an_binh))
    for each in (world.nga, world.an, world.thao, world.quang, world.oanh):
        with pytest.raises(NotAllowed):
            planned(world, access_of(each, world.an_binh))


def test_it_is_called_off_with_a_reason_until_it_was_held(world: World) -> None:
    by = leader_of(world)
    inspection = planned(world)
    with pytest.raises(DomainError, match="lý do"):
        cancel_inspection(inspection, by=by, reason="", today=TODAY)
    cancel_inspection(inspection, by=by, reason="Trùng đoàn của tỉnh", today=TODAY)
    with pytest.raises(NotAllowed, match="đã hủy"):
        held(Inspection.objects.get(pk=inspection.pk), by)
    other = held(planned(world), by)
    with pytest.raises(NotAllowed, match="diễn ra"):
        cancel_inspection(other, by=by, reason="Thôi", today=TODAY)


# ------------------------------------------------------------------ the record


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"held_on": None}, "ngày kiểm tra"),
        ({"held_on": TODAY + dt.timedelta(days=1)}, "sau hôm nay"),
        ({"begins_at": dt.time(9), "ends_at": dt.time(8)}, "Giờ kết thúc"),
    ],
)
def test_what_a_record_needs(world: World, wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(DomainError, match=said):
        held(planned(world), leader_of(world), **wrong)


def test_findings_are_written_until_it_is_concluded(world: World) -> None:
    by = leader_of(world)
    inspection = planned(world)
    with pytest.raises(NotAllowed, match="ghi biên bản"):
        found(inspection, by)
    inspection = held(inspection, by)
    inspection = held(inspection, by, begins_at=dt.time(8), ends_at=dt.time(10, 30))
    key = uuid.uuid4()
    finding = found(inspection, by, key=key)
    assert found(inspection, by, key=key).pk == finding.pk
    good = found(inspection, by, "Trụ sở gọn gàng", kind=FindingKind.GOOD, due_on=JUNE, unit=world.office)
    assert (good.due_on, good.unit) == (None, None)
    change_finding(
        finding, by=by, seen=1, kind=FindingKind.SHORTCOMING, text="Thiếu 11", today=TODAY, unit=world.office,
        due_on=JUNE,
    )  # fmt: skip
    with pytest.raises(EditConflict):
        change_finding(finding, by=by, seen=1, kind=FindingKind.GOOD, text="Khác", today=TODAY)
    remove_finding(good, by=by)
    concluded(inspection, by)
    for act in (
        lambda: found(inspection, by), lambda: remove_finding(finding, by=by), lambda: held(inspection, by),
        lambda: concluded(inspection, by),
    ):  # fmt: skip
        with pytest.raises(NotAllowed, match="đã kết luận"):
            act()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"text": " "}, "nội dung"),
        ({"due_on": JUNE}, "bộ phận hoặc người"),
        ({"due_on": HELD - dt.timedelta(days=1)}, "trước ngày kiểm tra"),
    ],
)
def test_what_a_finding_needs(world: World, wrong: dict[str, Any], said: str) -> None:
    by = leader_of(world)
    inspection = held(planned(world), by)
    with pytest.raises(DomainError, match=said):
        add_finding(inspection, by=by, kind=FindingKind.PROPOSAL, today=TODAY, **({"text": "Sửa"} | wrong))
    for mender in ({"unit": world.neighbour_office}, {"person": world.oanh}):
        with pytest.raises(DomainError):
            found(inspection, by, due_on=JUNE, **mender)


def test_an_empty_record_is_not_concluded(world: World) -> None:
    by = leader_of(world)
    inspection = held(planned(world), by)
    with pytest.raises(DomainError, match="ít nhất một nội dung"):
        conclude_inspection(inspection, by=by, seen=inspection.version, conclusion=" ", today=TODAY, at=NOW)
    with pytest.raises(EditConflict):
        conclude_inspection(inspection, by=by, seen=0, conclusion="Tốt", today=TODAY, at=NOW)


def test_a_file_is_there_once(world: World) -> None:
    by = leader_of(world)
    inspection = held(planned(world), by)
    pdf = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF"
    kept = [add_file(inspection, by=by, at=NOW, name="anh.pdf", data=pdf).pk for _ in range(2)]
    assert len(set(kept)) == 1
    with pytest.raises(DomainError):
        add_file(inspection, by=by, at=NOW, name="x.exe", data=b"MZ\x90")


# ------------------------------------------------------------------ findings become duties


def test_what_has_a_day_becomes_a_duty_at_once(world: World) -> None:
    plan = issued_with(world, "Quý II")
    by = leader_of(world)
    inspection = held(planned(world, basis_plan=plan), by)
    dated = found(inspection, by, unit=world.office, person=world.hung, due_on=JUNE)
    found(inspection, by, "Trụ sở gọn gàng", kind=FindingKind.GOOD)
    found(inspection, by, "Đề nghị cấp thêm bảng", kind=FindingKind.PROPOSAL)
    assert concluded(inspection, by, plan) == 1
    finding = fresh(dated)
    milestone = finding.milestone
    assert milestone is not None
    assert (milestone.due_on, milestone.task.person, milestone.task.added_on) == (JUNE, world.hung, HELD)
    assert milestone.task.origin_text == f"Kết luận kiểm tra ngày 08/5/2026: {SUBJECT}"
    assert Milestone.objects.live().filter(pk=milestone.pk).exists()
    assert [(each.kind, each.now_due_on) for each in finding.steps.all()] == [("given", JUNE)]
    told = Notification.objects.get(kind=FINDING)
    assert (told.recipient, told.url) == (world.hung, milestone.get_absolute_url())
    with pytest.raises(NotAllowed, match="đã được giao"):
        give_finding(finding, by=by, plan=plan, today=TODAY, at=NOW)


def test_one_that_cannot_be_given_stops_the_conclusion(world: World) -> None:
    plan = issued_with(world, "Quý II")
    close_plan(plan, by=access_of(world.lan, world.an_binh), on=TODAY, note="Xong")
    by = leader_of(world)
    inspection = held(planned(world), by)
    found(inspection, by, unit=world.office, due_on=JUNE)
    with pytest.raises(NotAllowed):
        concluded(inspection, by, Plan.objects.get(pk=plan.pk))
    assert Inspection.objects.get(pk=inspection.pk).concluded_on is None
    assert not PlanTask.objects.added().exists()


def test_it_can_be_given_later_with_a_day(world: World) -> None:
    plan = issued_with(world, "Quý II")
    finding = shortcoming(world, due_on=None, person=None)
    by = leader_of(world)
    with pytest.raises(DomainError, match="hạn khắc phục"):
        give_finding(finding, by=by, plan=plan, today=TODAY, at=NOW)
    milestone = give_finding(finding, by=by, plan=plan, today=TODAY, at=NOW, due_on=JUNE, person=world.lan)
    assert (milestone.due_on, milestone.task.person) == (JUNE, world.lan)
    assert fresh(finding).judged(TODAY).words == "Đang khắc phục · hạn 05/6/2026"


def test_a_day_already_past_is_late_and_not_lost(world: World) -> None:
    finding = shortcoming(world, issued_with(world, "Quý II"), due_on=dt.date(2026, 5, 10))
    assert finding.judged(TODAY).words == "Quá hạn 1 ngày · hạn 10/5/2026"


def test_a_duty_taken_back_is_to_be_given_again(world: World) -> None:
    plan = issued_with(world, "Quý II")
    finding = shortcoming(world, plan)
    assert finding.milestone is not None
    withdraw_added_task(finding.milestone.task, by=leader_of(world), reason="Nhầm người", today=TODAY, at=NOW)
    finding = fresh(finding)
    assert (finding.milestone, finding.judged(TODAY).state) == (None, "not_given")
    give_finding(finding, by=leader_of(world), plan=plan, today=TODAY, at=NOW, person=world.lan)


def test_a_corrected_plan_takes_the_duty_along(world: World) -> None:
    plan = issued_with(world, "Quý II")
    finding = shortcoming(world, plan)
    draft = draft_replacement(Plan.objects.get(pk=plan.pk), by=access_of(world.lan, world.an_binh))
    new = issued(world, draft, "120", dt.date(2026, 5, 9))
    milestone = fresh(finding).milestone
    assert milestone is not None
    assert (milestone.pk, milestone.plan_id) == (finding.milestone_id, new.pk)
    assert fresh(finding).is_under_way


# ------------------------------------------------------------------ looking again


def test_a_result_that_is_accepted_waits_for_another_look(world: World) -> None:
    finding = shortcoming(world, issued_with(world, "Quý II"))
    milestone = done_by_hung(world, finding)
    approve_result(milestone, by=leader_of(world), seen=milestone.version, at=NOW)
    assert fresh(finding).judged(TODAY).state == "waiting"
    key = uuid.uuid4()
    step = looked_again(finding, world, mended=True, key=key)
    assert looked_again(finding, world, mended=True, key=key).pk == step.pk
    assert (fresh(finding).closed_on, fresh(finding).judged(TODAY).state) == (TODAY, "closed")
    with pytest.raises(NotAllowed, match="khắc phục xong"):
        looked_again(finding, world, mended=False, new_due_on=SEPTEMBER)


def test_what_is_mended_waits_in_no_bell(world: World) -> None:
    finding = shortcoming(world, issued_with(world, "Quý II"))
    looked_again(finding, world, mended=False, new_due_on=SEPTEMBER)
    told = Notification.objects.filter(kind="inspections.finding", recipient=world.hung)
    assert told.filter(read_at=None).count() == 2
    looked_again(fresh(finding), world, mended=True)
    assert set(told.values_list("settled_at", flat=True)) == {NOW}


def test_nobody_closes_what_he_had_to_mend(world: World) -> None:
    finding = shortcoming(world, issued_with(world, "Quý II"))
    asked: dict[str, Any] = {"on": TODAY, "mended": True, "words": "", "today": TODAY, "at": NOW}
    for each in (world.hung, world.lan):  # the person, and another of the unit that has to mend it
        with pytest.raises(NotAllowed, match="không tự kết luận"):
            reinspect(finding, by=access_of(each, world.an_binh), **asked)
    give_role(world.hung, world.an_binh, Role.LEADER)
    with pytest.raises(NotAllowed, match="không tự kết luận"):
        reinspect(finding, by=access_of(world.hung, world.an_binh), **asked)
    for each in (world.nga, world.oanh, world.thao):
        with pytest.raises(NotAllowed):
            reinspect(finding, by=access_of(each, world.an_binh), **asked)
    assert fresh(finding).closed_on is None


def test_not_mended_and_still_open_moves_the_day(world: World) -> None:
    finding = shortcoming(world, issued_with(world, "Quý II"))
    looked_again(finding, world, mended=False, words="Còn thiếu 3", new_due_on=SEPTEMBER)
    after = fresh(finding)
    assert after.milestone is not None
    assert (after.milestone_id, after.milestone.due_on, after.milestone.original_due_on) == (
        finding.milestone_id, SEPTEMBER, JUNE,
    )  # fmt: skip
    step = after.steps.get(kind="not_mended")
    assert (step.was_due_on, step.now_due_on, step.words) == (JUNE, SEPTEMBER, "Còn thiếu 3")
    entry = after.milestone.entries.get()
    assert (entry.kind, entry.by_name) == ("extend", world.minh.full_name)


def test_not_mended_after_it_was_done_owes_a_new_result(world: World) -> None:
    finding = shortcoming(world, issued_with(world, "Quý II"))
    done = done_by_hung(world, finding)
    looked_again(finding, world, mended=False, words="Bảng lại thiếu", new_due_on=JUNE)
    after = fresh(finding)
    assert after.milestone is not None
    assert after.milestone_id != done.pk
    assert (after.milestone.task_id, after.milestone.due_on, after.milestone.label) == (
        done.task_id, JUNE, "khắc phục lại lần 1",
    )  # fmt: skip
    assert Milestone.objects.get(pk=done.pk).completed_on == TODAY
    assert after.judged(TODAY).state == "mending"
    texts = list(
        Notification.objects.filter(recipient=world.hung, kind=FINDING).order_by("pk").values_list("text", flat=True)
    )
    assert texts[-1].startswith("Kiểm tra lại: chưa khắc phục, hạn mới 05/6/2026")


def test_not_mended_when_the_plan_is_over_is_given_under_another(world: World) -> None:
    plan = issued_with(world, "Quý II")
    finding = shortcoming(world, plan)
    close_plan(Plan.objects.get(pk=plan.pk), by=access_of(world.lan, world.an_binh), on=TODAY, note="Xong")
    looked_again(finding, world, mended=False, words="Chưa làm", new_due_on=SEPTEMBER)
    after = fresh(finding)
    assert (after.milestone, after.due_on, after.judged(TODAY).state) == (None, SEPTEMBER, "not_given")
    other = issued_with(world, "Quý III", number="98")
    give_finding(after, by=leader_of(world), plan=other, today=TODAY, at=NOW)
    assert fresh(finding).is_under_way


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"words": ""}, "còn phải làm gì"),
        ({"new_due_on": None}, "hạn mới"),
        ({"on": TODAY + dt.timedelta(days=1)}, "sau hôm nay"),
        ({"on": HELD - dt.timedelta(days=1)}, "trước ngày kiểm tra"),
        ({"new_due_on": dt.date(2026, 5, 20)}, "không thể sớm hơn"),
        ({"new_due_on": dt.date(2026, 5, 1)}, "từ ngày kiểm tra lại"),
    ],
)
def test_what_another_look_needs(world: World, wrong: dict[str, Any], said: str) -> None:
    finding = shortcoming(world, issued_with(world, "Quý II"))
    facts: dict[str, Any] = {"words": "Còn thiếu", "new_due_on": SEPTEMBER}
    with pytest.raises(DomainError, match=said):
        looked_again(finding, world, mended=False, **(facts | wrong))
    assert fresh(finding).steps.filter(kind="not_mended").count() == 0
    assert fresh(finding).due_now == JUNE


def test_record_of_another_office_is_refused(world: World) -> None:
    inspection = planned(world)
    by = access_of(world.oanh, world.binh_minh)
    with pytest.raises(NotAllowed, match="đơn vị khác"):
        record_inspection(inspection, by=by, seen=1, today=TODAY, held_on=HELD)
