"""Correcting the calendar: who, what is refused, and that it holds at once."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.queries import history_of
from core.exceptions import DomainError, EditConflict, NotAllowed
from reference.calendar_vn import DayKind
from reference.domain import calendar as domain
from reference.models import SpecialDay
from reference.queries_calendar import work_calendar, year_of_days
from tests.world import World, access_of

MONDAY, SATURDAY = dt.date(2026, 6, 15), dt.date(2026, 6, 20)
SOURCE = "Thông báo số 12/TB-BNV"


def entered(world: World, day: dt.date = MONDAY, kind: DayKind = DayKind.OFF) -> SpecialDay:
    by = access_of(world.tam, world.province)
    return domain.add_special_day(by=by, day=day, kind=kind, name="Nghỉ hoán đổi", source=SOURCE)


def test_a_swap_announced_late_changes_the_calendar_at_once(world: World) -> None:
    friday = dt.date(2026, 6, 12)
    assert work_calendar(friday, friday).after(friday, 5) == dt.date(2026, 6, 19)
    by = access_of(world.tam, world.province)
    domain.add_special_day(
        by=by, day=MONDAY, kind=DayKind.OFF, name="Nghỉ hoán đổi", source=SOURCE, made_up_on=SATURDAY
    )
    calendar = work_calendar(friday, friday)
    assert not calendar.is_working(MONDAY)
    assert calendar.after(friday, 5) == SATURDAY
    assert SpecialDay.objects.get(day=SATURDAY).name == "Làm bù cho ngày nghỉ 15/6/2026"


def test_one_query_however_many_days(world: World) -> None:
    entered(world)
    entered(world, SATURDAY, DayKind.WORK)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        work_calendar(dt.date(2026, 1, 1), dt.date(2027, 12, 31))
    assert len(queries) == 1


@pytest.mark.parametrize(
    ("who", "where"), [("an", "an_binh"), ("minh", "an_binh"), ("tam", "an_binh"), ("thao", "province")]
)
def test_only_the_topmost_administrator_corrects(world: World, who: str, where: str) -> None:
    by = access_of(getattr(world, who), getattr(world, where))
    with pytest.raises(NotAllowed):
        domain.add_special_day(by=by, day=MONDAY, kind=DayKind.OFF, name="Nghỉ", source=SOURCE)
    special = entered(world)
    with pytest.raises(NotAllowed):
        domain.change_special_day(special, by=by, seen=1, day=MONDAY, kind=DayKind.OFF, name="Khác", source=SOURCE)
    with pytest.raises(NotAllowed):
        domain.remove_special_day(special, by=by, seen=1)


@pytest.mark.parametrize(
    ("day", "kind", "words"),
    [
        (dt.date(2026, 6, 20), DayKind.OFF, "vốn đã là ngày nghỉ"),
        (dt.date(2026, 9, 2), DayKind.OFF, "vốn đã là ngày nghỉ"),
        (dt.date(2026, 6, 15), DayKind.WORK, "vốn đã là ngày làm việc"),
        (dt.date(2026, 8, 22), DayKind.WORK, "vốn đã là ngày làm việc"),
        (dt.date(2026, 6, 15), DayKind.ORDINARY, "không ghi gì"),
        (dt.date(1999, 6, 15), DayKind.OFF, "nằm ngoài lịch"),
    ],
)
def test_a_day_that_is_already_so_is_a_slip(world: World, day: dt.date, kind: DayKind, words: str) -> None:
    with pytest.raises(DomainError, match=words):
        entered(world, day, kind)
    assert not SpecialDay.objects.exists()


def test_a_swap_is_entered_whole_or_not_at_all(world: World) -> None:
    by = access_of(world.tam, world.province)
    with pytest.raises(DomainError, match="vốn đã là ngày làm việc"):
        domain.add_special_day(
            by=by, day=MONDAY, kind=DayKind.OFF, name="Nghỉ", source=SOURCE, made_up_on=dt.date(2026, 6, 16)
        )
    assert not SpecialDay.objects.exists()
    with pytest.raises(DomainError, match="Chỉ ngày nghỉ"):
        domain.add_special_day(
            by=by, day=SATURDAY, kind=DayKind.WORK, name="Làm", source=SOURCE, made_up_on=dt.date(2026, 6, 27)
        )


def test_a_day_stands_once(world: World) -> None:
    entered(world)
    with pytest.raises(DomainError, match="đã có trong danh sách"):
        entered(world)
    other = entered(world, dt.date(2026, 6, 16))
    by = access_of(world.tam, world.province)
    with pytest.raises(DomainError, match="đã có trong danh sách"):
        domain.change_special_day(other, by=by, seen=1, day=MONDAY, kind=DayKind.OFF, name="Nghỉ", source=SOURCE)


@pytest.mark.parametrize(("name", "source"), [("  ", SOURCE), ("Nghỉ", "")])
def test_name_and_announcement_are_needed(world: World, name: str, source: str) -> None:
    by = access_of(world.tam, world.province)
    with pytest.raises(DomainError, match="Hãy ghi tên gọi"):
        domain.add_special_day(by=by, day=MONDAY, kind=DayKind.OFF, name=name, source=source)


def test_of_two_editors_the_later_is_told(world: World) -> None:
    special = entered(world)
    by = access_of(world.tam, world.province)
    facts = {"day": MONDAY, "kind": DayKind.OFF, "source": SOURCE}
    domain.change_special_day(special, by=by, seen=1, name="Bản của người thứ nhất", **facts)
    stale = SpecialDay.objects.get(pk=special.pk)
    with pytest.raises(EditConflict):
        domain.change_special_day(stale, by=by, seen=1, name="Bản của người thứ hai", **facts)
    with pytest.raises(EditConflict):
        domain.remove_special_day(stale, by=by, seen=1)
    assert SpecialDay.objects.get().name == "Bản của người thứ nhất"


def test_every_correction_is_in_the_log(world: World) -> None:
    special = entered(world)
    by = access_of(world.tam, world.province)
    domain.change_special_day(special, by=by, seen=1, day=MONDAY, kind=DayKind.OFF, name="Tên khác", source=SOURCE)
    entries = list(history_of(special))
    domain.remove_special_day(special, by=by, seen=2)
    assert [each.action for each in entries] == ["Sửa ngày nghỉ, làm bù", "Thêm ngày nghỉ, làm bù"]
    assert entries[0].changes["name"] == ["Nghỉ hoán đổi", "Tên khác"]
    assert not SpecialDay.objects.exists()


def test_apps_above_are_told_of_every_correction(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[int] = []
    monkeypatch.setattr(domain, "_after_change", [lambda: told.append(SpecialDay.objects.count())])
    special = entered(world)
    domain.remove_special_day(special, by=access_of(world.tam, world.province), seen=1)
    assert told == [1, 0]


def test_the_year_shows_what_holds_and_what_it_replaces(world: World) -> None:
    before = year_of_days(2026)
    entered(world)
    entered(world, dt.date(2026, 9, 1), DayKind.WORK)
    entered(world, dt.date(2026, 11, 24), DayKind.ORDINARY)
    after = year_of_days(2026)
    shown = {each.day: each for each in after.days}
    assert shown[MONDAY].special is not None
    assert (shown[dt.date(2026, 9, 1)].label, shown[dt.date(2026, 9, 1)].instead_of) == ("Ngày làm việc", "Quốc khánh")
    assert shown[dt.date(2026, 11, 24)].label == "Ngày thường"
    assert shown[dt.date(2026, 9, 2)].special is None
    assert after.working_days == before.working_days - 1 + 2
