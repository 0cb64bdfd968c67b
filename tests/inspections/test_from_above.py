"""The province inspects a commune: nothing leaks before the conclusion is sent, and little after."""

from __future__ import annotations

import datetime as dt

import pytest

from core.exceptions import NotAllowed
from inspections.domain.giving import give_finding, take_finding
from inspections.domain.reinspecting import reinspect, send_conclusion
from inspections.models import Inspection
from inspections.notices import SENT
from notifications.models import Notification
from plans.models import PlanTask
from tests.inspections.inspections_world import (
    JUNE,
    SUBJECT,
    fresh,
    from_above,
    inspector_above,
    leader_of,
    shortcoming,
)
from tests.work.work_world import NOW, TODAY, issued_with
from tests.world import World, sign_in


def test_the_commune_learns_of_it_when_it_is_sent(world: World) -> None:
    by = inspector_above(world)
    finding = from_above(world, by)
    mine = leader_of(world)
    with pytest.raises(NotAllowed, match="không gửi"):
        take_finding(finding, by=mine, plan=issued_with(world, "Quý II"), today=TODAY, at=NOW, unit=world.office)
    assert not Inspection.objects.sent_to(world.an_binh.pk).exists()
    send_conclusion(finding.inspection, by=by, today=TODAY, at=NOW)
    with pytest.raises(NotAllowed, match="đã gửi"):
        send_conclusion(finding.inspection, by=by, today=TODAY, at=NOW)
    assert set(Notification.objects.filter(kind=SENT).values_list("recipient", flat=True)) == {
        world.minh.pk,
        world.hanh.pk,
    }
    assert not Inspection.objects.sent_to(world.binh_minh.pk).exists()


def test_a_finding_becomes_a_duty_of_the_commune(world: World) -> None:
    by = inspector_above(world)
    plan = issued_with(world, "Quý II")
    finding = from_above(world, by)
    send_conclusion(finding.inspection, by=by, today=TODAY, at=NOW)
    with pytest.raises(NotAllowed, match="đơn vị được kiểm tra"):
        give_finding(fresh(finding), by=by, plan=plan, today=TODAY, at=NOW)
    milestone = take_finding(
        fresh(finding), by=leader_of(world), plan=plan, today=TODAY, at=NOW, unit=world.office, person=world.hung
    )
    assert (milestone.organisation, milestone.due_on, milestone.task.person) == (world.an_binh, JUNE, world.hung)
    assert milestone.task.origin_text == f"Kết luận kiểm tra của tỉnh Hà Sơn ngày 08/5/2026: {SUBJECT}"
    after = fresh(finding)
    assert (after.milestone, after.judged(TODAY).state) == (None, "mending")
    with pytest.raises(NotAllowed, match="đã được giao"):
        take_finding(after, by=leader_of(world), plan=plan, today=TODAY, at=NOW, unit=world.office)
    reinspect(after, by=by, on=TODAY, mended=False, words="Còn", today=TODAY, at=NOW, new_due_on=dt.date(2026, 9, 30))
    assert fresh(finding).due_now == dt.date(2026, 9, 30)
    assert milestone.task.milestones.get().due_on == JUNE  # the commune's own day is the commune's


def test_what_each_side_sees(world: World) -> None:
    by = inspector_above(world)
    finding = from_above(world, by, text="Sổ theo dõi không ghi đủ")
    number = finding.inspection_id
    minh, oanh, quang = sign_in(world.minh), sign_in(world.oanh), sign_in(world.quang)
    received = f"/an-binh/kiem-tra/cap-tren/{number}/"
    assert minh.get(received).status_code == 404
    assert minh.get(f"/an-binh/kiem-tra/{number}/").status_code == 404
    send_conclusion(finding.inspection, by=by, today=TODAY, at=NOW)
    page = minh.get(received)
    assert page.status_code == 200
    assert "Sổ theo dõi không ghi đủ" in page.content.decode()
    assert minh.get(received + "bien-ban/").status_code == 200
    assert minh.get(f"/an-binh/kiem-tra/{number}/").status_code == 404
    assert "Kết luận của cấp trên" in minh.get("/an-binh/kiem-tra/cap-tren/").content.decode()
    assert oanh.get(f"/binh-minh/kiem-tra/cap-tren/{number}/").status_code == 404
    assert oanh.get(received).status_code == 404
    own = shortcoming(world)
    assert quang.get(f"/ha-son/kiem-tra/noi-dung/{own.pk}/").status_code == 404
    assert quang.get(f"/an-binh/kiem-tra/noi-dung/{own.pk}/").status_code == 403
    plan = issued_with(world, "Quý II")
    where = f"/an-binh/kiem-tra/cap-tren/noi-dung/{finding.pk}/giao/"
    assert minh.get(where).status_code == 200
    sent = {"plan": str(plan.pk), "unit": str(world.office.pk), "person": "", "due_on": "05/6/2026"}
    assert minh.post(where, sent | {"unit": ""}).status_code == 422
    assert minh.post(where, sent)["Location"] == received
    task = PlanTask.objects.added().get()
    assert task.plan == plan
    above = quang.get(f"/ha-son/kiem-tra/noi-dung/{finding.pk}/").content.decode()
    assert "đã giao thành việc" in above
    assert f"/viec/{task.milestones.get().pk}/" not in above
