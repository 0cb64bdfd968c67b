"""Đôn đốc: who may press, for what, how often, and who hears of it."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.urls import reverse

from core.exceptions import DomainError, NotAllowed
from notifications.models import Notification
from plans.models import PlanTask
from tests.work.reminder_world import duty
from tests.world import World, access_of, sign_in
from work.domain.doing import accept_work
from work.domain.nudging import nudge
from work.enums import EntryKind
from work.models import Milestone
from work.notices import NUDGED

pytestmark = pytest.mark.django_db
LATE = dt.datetime(2026, 6, 22, 2, tzinfo=dt.UTC)  # nine o'clock, five days late
DUE_ON = "chậm nhất ngày 17/6/2026"


def late(world: World, words: str = DUE_ON) -> Milestone:
    duty(world, words)
    return Milestone.objects.get()


def test_who_does_it_is_told_at_once_and_it_stays_in_the_history(world: World) -> None:
    milestone = late(world)
    accept_work(milestone, by=access_of(world.lan, world.an_binh), seen=1, at=LATE)
    entry = nudge(milestone, by=access_of(world.minh, world.an_binh), at=LATE, note="Tỉnh hỏi hằng ngày")
    assert (entry.kind, entry.by_name, entry.note) == (EntryKind.NUDGE, "Trần Văn Minh", "Tỉnh hỏi hằng ngày")
    notice = Notification.objects.get(kind=NUDGED)
    assert notice.recipient == world.lan
    assert notice.text == ("Trần Văn Minh đôn đốc: Nhiệm vụ thứ 1 (quá hạn, hạn 17/6/2026). Tỉnh hỏi hằng ngày")
    assert notice.mailed_in_id is not None, "a letter of its own"


def test_once_a_day_whoever_presses(world: World) -> None:
    milestone = late(world)
    minh, hung = access_of(world.minh, world.an_binh), access_of(world.hung, world.an_binh)
    PlanTask.objects.update(person=world.lan)
    key = uuid.uuid4()
    first = nudge(milestone, by=minh, at=LATE, key=key)
    assert nudge(milestone, by=minh, at=LATE, key=key) == first, "the same sending"
    with pytest.raises(DomainError, match="Trần Văn Minh đã đôn đốc việc này hôm nay"):
        nudge(milestone, by=hung, at=LATE + dt.timedelta(hours=8))
    nudge(milestone, by=hung, at=LATE + dt.timedelta(hours=15, minutes=1))
    assert Notification.objects.filter(kind=NUDGED, recipient=world.lan).count() == 2


@pytest.mark.parametrize(
    ("who", "reason"),
    [
        ("lan", "Chỉ lãnh đạo, hoặc trưởng bộ phận chủ trì"),
        ("nga", "Chỉ lãnh đạo, hoặc trưởng bộ phận chủ trì"),
        ("quang", "Tiến độ từng việc là việc nội bộ"),
    ],
)
def test_others_may_not(world: World, who: str, reason: str) -> None:
    milestone = late(world)
    with pytest.raises(NotAllowed, match=reason):
        nudge(milestone, by=access_of(getattr(world, who), world.an_binh), at=LATE)
    assert not Notification.objects.filter(kind=NUDGED).exists()


def test_only_what_is_late(world: World) -> None:
    milestone = late(world, "chậm nhất ngày 22/6/2026")
    with pytest.raises(NotAllowed, match="quá hạn"):
        nudge(milestone, by=access_of(world.minh, world.an_binh), at=LATE)


def test_nobody_presses_oneself(world: World) -> None:
    milestone = late(world)
    with pytest.raises(DomainError, match="không có ai khác"):
        nudge(milestone, by=access_of(world.hung, world.an_binh), at=LATE)
    assert not milestone.entries.filter(kind=EntryKind.NUDGE).exists()


def test_from_the_page(world: World) -> None:
    milestone = late(world)
    Milestone.objects.update(start=None, due_on=dt.date(2020, 1, 6), original_due_on=dt.date(2020, 1, 6))
    kwargs = {"org": world.an_binh.code, "milestone_id": milestone.pk}
    page = reverse("work:milestone", kwargs=kwargs)
    minh = sign_in(world.minh)
    assert "Đôn đốc" in minh.get(page).content.decode()
    assert "Đôn đốc" not in sign_in(world.lan).get(page).content.decode()
    sent = {"note": "Báo cáo trước 17 giờ", "key": str(uuid.uuid4())}
    assert minh.post(reverse("work:nudge", kwargs=kwargs), sent).status_code == 303
    after = minh.get(page).content.decode()
    assert "Đã báo cho người giữ việc." in after
    assert "Báo cáo trước 17 giờ" in after
    again = minh.post(reverse("work:nudge", kwargs=kwargs), {"note": "Nhắc lại", "key": str(uuid.uuid4())})
    assert again.status_code == 422
    assert "nhiều nhất một lần một ngày" in again.content.decode()
    assert "Nhắc lại" in again.content.decode(), "nothing typed is lost"
