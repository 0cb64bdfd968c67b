"""manage.py remind: rehearsing writes nothing; doing says what was done."""

from __future__ import annotations

import datetime as dt
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from tests.work.reminder_world import duty, told
from tests.world import World
from work.models import MilestoneReminder

pytestmark = pytest.mark.django_db
DUE_ON = "chậm nhất ngày 17/6/2026"
MONTH_LATER = dt.date(2026, 7, 17)


def said(*arguments: str) -> str:
    out = StringIO()
    call_command("remind", *arguments, stdout=out)
    return out.getvalue()


def rows() -> dict[str, list[tuple[object, ...]]]:
    models = [model for model in apps.get_models() if model._meta.app_label in ("work", "notifications", "audit")]
    return {model._meta.label: list(model._base_manager.order_by("pk").values_list()) for model in models}


def test_a_rehearsal_shows_who_reads_what_and_writes_nothing(world: World) -> None:
    duty(world, DUE_ON, DUE_ON)
    before = rows()
    out = said("--today", "2026-07-17", "--dry-run")
    assert out.startswith("Thứ Sáu 17/7/2026, tính cả các ngày nghỉ đến 19/7/2026: 4 người, 6 dòng.")
    assert "Lê Quốc Hùng (xã An Bình): Nhắc việc: 2 việc quá hạn" in out
    assert "  - Nhiệm vụ thứ 1 [Quá hạn, hạn 17/6/2026 · " in out
    assert "Ngô Đình Quang (tỉnh Hà Sơn)" in out
    assert rows() == before


def test_doing_it_says_the_same_to_the_same_people(world: World) -> None:
    duty(world, DUE_ON, DUE_ON)
    rehearsed = said("--today", "2026-07-17", "--dry-run")
    assert said("--today", "2026-07-17") == "Đã báo cho 4 người, 8 lượt nhắc mới, 2 đợt ghi.\n"
    for text, note in told(world.hung, MONTH_LATER):
        assert f"  - {text} [{note}]" in rehearsed
    assert "đã xong từ trước" in said("--today", "2026-07-17")
    assert said("--today", "2026-07-17", "--dry-run").count("người, 0 dòng") == 1


def test_a_rehearsal_is_bounded(world: World) -> None:
    duty(world, *[DUE_ON] * 25)
    out = said("--today", "2026-07-17", "--dry-run", "--people", "3")
    assert "… và 5 dòng nữa" in out
    assert "… và 1 người nữa" in out


def test_one_office_only(world: World) -> None:
    duty(world, DUE_ON)
    assert "Đã báo cho 0 người" in said("--today", "2026-07-17", "--organisation", "binh-minh")
    assert not MilestoneReminder.objects.exists()
    assert "Đã báo cho 4 người" in said("--today", "2026-07-17", "--organisation", "an-binh")
    with pytest.raises(CommandError, match="khong-co"):
        said("--organisation", "khong-co")


def test_a_day_off(world: World) -> None:
    duty(world, DUE_ON)
    assert "là ngày nghỉ, không nhắc ai" in said("--today", "2027-02-08")
    assert "là ngày nghỉ, sẽ không nhắc ai" in said("--today", "2027-02-08", "--dry-run")


def test_an_office_without_anybody_is_counted(world: World) -> None:
    from organisations.models import Membership

    duty(world, DUE_ON)
    Membership.objects.filter(organisation=world.an_binh).update(valid_to=dt.date(2026, 7, 1))
    out = said("--today", "2026-07-17")
    assert "1 việc không nhắc được ai" in out
    assert "Đã báo cho 2 người" in out, "the superior hears of it"
