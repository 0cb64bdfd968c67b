"""Entering and ending days on which a person is away and another one stands in."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.record import record, snapshot
from core.days import written
from core.decision import require
from core.exceptions import DomainError
from core.saving import save_checked
from core.text import squeeze
from organisations import rules_absence as rules
from organisations.access import Access
from organisations.models import Absence, Membership
from organisations.queries_absence import members_of_units

LONGEST = 366  # days of one absence: who is away for longer hands over
Handler = Callable[[Absence, Access, dt.datetime, bool], None]
_after_absence: list[Handler] = []


def after_absence(handler: Handler) -> None:
    """Apps above that tell both people: handler(absence, by, at, ended), in the transaction of the change."""
    _after_absence.append(handler)


@transaction.atomic
def enter_absence(
    *,
    user: User,
    substitute: User,
    first_day: dt.date,
    last_day: dt.date,
    reason: str = "",
    by: Access,
    at: dt.datetime,
    key: uuid.UUID | None = None,
) -> Absence:
    """From `first_day` to `last_day` the substitute stands in. Raises DomainError with what is to be mended."""
    assert by.organisation is not None
    # Two who enter the same person at once wait here for each other.
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if key is not None and (made := Absence.objects.filter(key=key, organisation=by.organisation).first()):
        return made
    _require_may(by, user, at)
    today = timezone.localdate(at)
    if last_day < first_day:
        raise DomainError("Ngày cuối phải từ ngày đầu trở đi. Hãy kiểm tra lại hai ngày.")
    if last_day < today:
        raise DomainError("Đợt nghỉ này đã qua nên không cần người làm thay.")
    if (last_day - first_day).days >= LONGEST:
        raise DomainError("Một đợt nghỉ dài nhất một năm. Người nghỉ lâu hơn thì bàn giao công việc.")
    if user.pk == substitute.pk:
        raise DomainError("Người làm thay phải là người khác.")
    begins = max(first_day, today)
    for person in (user, substitute):
        _require_member(by, person, begins)
    own = Absence.objects.filter(organisation=by.organisation, user=user)
    if other := own.lasting(first_day, last_day).first():
        raise DomainError(
            f"{user.full_name} đã có đợt nghỉ từ {written(other.first_day)} đến hết {written(other.until)}. "
            "Hãy chọn ngày khác, hoặc cho đợt ấy kết thúc trước."
        )
    absence = save_checked(
        Absence(
            organisation=by.organisation, user=user, substitute=substitute, first_day=first_day, last_day=last_day,
            reason=squeeze(reason)[:300], by_id=by.user_id, by_name=by.user_name, key=key,
        )
    )  # fmt: skip
    record("Ghi nghỉ, vắng", absence, by=by, after=snapshot(absence, "user", "substitute", "first_day", "last_day"))
    _tell(absence, by, at, ended=False)
    return absence


@transaction.atomic
def end_absence(absence: Absence, *, by: Access, back_on: dt.date, at: dt.datetime) -> Absence:
    """The person works again from `back_on`. A day not after the first one takes the whole absence back."""
    absence = (
        Absence.objects.select_for_update(of=("self",), no_key=True)
        .select_related("user", "substitute")
        .get(pk=absence.pk)
    )
    _require_may(by, absence.user, at)
    today = timezone.localdate(at)
    if absence.until < today:
        raise DomainError("Đợt nghỉ này đã hết.")
    if back_on < today and back_on > absence.first_day:
        raise DomainError(f"Ngày làm việc lại phải từ hôm nay ({written(today)}) trở đi.")
    if back_on > absence.until:
        raise DomainError(f"Đợt nghỉ này đã hết vào {written(absence.until)}. Hãy chọn ngày trước đó.")
    if back_on <= absence.first_day < today:
        raise DomainError("Đợt nghỉ đã bắt đầu nên không bỏ được cả đợt. Hãy chọn ngày làm việc lại từ hôm nay.")
    before = snapshot(absence, "back_on")
    absence.back_on, absence.ended_by_name = back_on, by.user_name
    absence.save(update_fields=["back_on", "ended_by_name", "updated_at"])
    record("Kết thúc nghỉ, vắng", absence, by=by, before=before, after=snapshot(absence, "back_on"))
    _tell(absence, by, at, ended=True)
    return absence


def _require_may(by: Access, user: User, at: dt.datetime) -> None:
    own = members_of_units(by.organisation, by.unit_ids, timezone.localdate(at)) if by.unit_ids else set()
    require(rules.can_enter_absence(by, user.pk, own))


def _require_member(by: Access, user: User, day: dt.date) -> None:
    working = Membership.objects.active_on(day).filter(organisation=by.organisation, user=user)
    if not user.is_active or not working.exists():
        raise DomainError(f"{user.full_name} không làm việc ở đơn vị này vào {written(day)}. Hãy chọn người khác.")


def _tell(absence: Absence, by: Access, at: dt.datetime, *, ended: bool) -> None:
    for handler in _after_absence:
        handler(absence, by, at, ended)
