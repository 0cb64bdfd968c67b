"""Correcting the calendar of days off. It holds for every office from the moment it is saved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.db import transaction

from audit.record import record, snapshot
from core.days import written
from core.decision import require
from core.exceptions import DomainError, EditConflict
from core.saving import save_checked, save_seen
from core.text import squeeze
from organisations.access import Access
from reference import rules_calendar as rules
from reference.calendar_vn import DayKind, calendar_of, known_days
from reference.models import SpecialDay
from reference.queries_calendar import FIRST_YEAR, LAST_YEAR

FIELDS = ("day", "kind", "name", "source")
_after_change: list[Callable[[], None]] = []


def after_change(handler: Callable[[], None]) -> None:
    """Apps above whose days follow the calendar: called in the transaction of every correction."""
    _after_change.append(handler)


@transaction.atomic
def add_special_day(
    *, by: Access, day: dt.date, kind: DayKind, name: str, source: str, made_up_on: dt.date | None = None
) -> SpecialDay:
    """Enter a day by announcement. `made_up_on`: the weekend day worked for a day off, entered with it.

    Raises DomainError when the day is there already or is what it would be made.
    """
    require(rules.can_edit_calendar(by))
    _require_sense(day, kind)
    if made_up_on is not None and kind != DayKind.OFF:
        raise DomainError("Chỉ ngày nghỉ mới có ngày làm bù. Hãy để trống ô ngày làm bù.")
    entered = _enter(day, kind, name, source, by)
    if made_up_on is not None:
        _require_sense(made_up_on, DayKind.WORK)
        _enter(made_up_on, DayKind.WORK, f"Làm bù cho ngày nghỉ {written(day)}", source, by)
    _tell()
    return entered


@transaction.atomic
def change_special_day(
    special: SpecialDay, *, by: Access, seen: int, day: dt.date, kind: DayKind, name: str, source: str
) -> SpecialDay:
    """Correct an entry. Raises EditConflict when somebody else saved it since it was opened."""
    require(rules.can_edit_calendar(by))
    _require_sense(day, kind)
    if SpecialDay.objects.filter(day=day).exclude(pk=special.pk).exists():
        raise DomainError("Ngày này đã có trong danh sách. Hãy sửa dòng của ngày ấy.")
    before = snapshot(special, *FIELDS)
    special.day, special.kind = day, kind
    special.name, special.source, special.by_name = *_words(name, source), by.user_name
    save_seen(special, seen=seen, fields=(*FIELDS, "by_name"))
    record("Sửa ngày nghỉ, làm bù", special, by=by, before=before, after=snapshot(special, *FIELDS))
    _tell()
    return special


@transaction.atomic
def remove_special_day(special: SpecialDay, *, by: Access, seen: int) -> None:
    """Take an entry away: the day is again what the library says. Raises EditConflict."""
    require(rules.can_edit_calendar(by))
    before = snapshot(special, *FIELDS)
    if not SpecialDay.objects.filter(pk=special.pk, version=seen).exists():
        raise EditConflict("Người khác vừa sửa hoặc xóa ngày này. Hãy xem lại danh sách rồi quyết định.")
    record("Xóa ngày nghỉ, làm bù", special, by=by, before=before)
    special.delete()
    _tell()


def _enter(day: dt.date, kind: DayKind, name: str, source: str, by: Access) -> SpecialDay:
    name, source = _words(name, source)
    special = save_checked(SpecialDay(day=day, kind=kind, name=name, source=source, by_name=by.user_name))
    record("Thêm ngày nghỉ, làm bù", special, by=by, after=snapshot(special, *FIELDS))
    return special


def _words(name: str, source: str) -> tuple[str, str]:
    name, source = squeeze(name), squeeze(source)
    if not name or not source:
        raise DomainError("Hãy ghi tên gọi của ngày và văn bản thông báo.")
    return name[:120], source[:300]


def _require_sense(day: dt.date, kind: DayKind) -> None:
    """A day that is already so is most likely a slip of the pen."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise DomainError(f"Năm {day.year} nằm ngoài lịch. Hãy kiểm tra lại ngày.")
    plain = calendar_of([day.year])
    if kind == DayKind.OFF and not plain.is_working(day):
        raise DomainError(f"Ngày {written(day)} vốn đã là ngày nghỉ. Hãy kiểm tra lại ngày.")
    if kind == DayKind.WORK and plain.is_working(day):
        raise DomainError(f"Ngày {written(day)} vốn đã là ngày làm việc. Hãy kiểm tra lại ngày.")
    if kind == DayKind.ORDINARY and day not in {each.day for each in known_days(day.year)}:
        raise DomainError(f"Lịch chung không ghi gì cho ngày {written(day)}, nên không có gì để bỏ.")


def _tell() -> None:
    for handler in _after_change:
        handler()
