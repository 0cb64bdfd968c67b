"""Saying what a target came to, period by period. Nothing said is changed; a correction names what it replaces."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.record import record
from core.amounts import MOST_DIGITS, written_amount
from core.decision import require
from core.exceptions import DomainError
from core.periods import Period, read_period
from core.text import plain_text, squeeze
from organisations.access import Access
from plans.models import Plan, Target
from reference.models import Measure
from work import rules_figures as rules
from work.domain.proof import web_address
from work.enums import TargetVerdict
from work.models import Evidence, TargetValue
from work.queries.targets import board, lead_units_of, standing_value, tally_of

NO_SOURCE = "Hãy ghi nguồn số liệu: sổ, báo cáo, hệ thống nào cho ra kết quả này."
TAKEN = "Tổng hợp từ số liệu thực hiện"
_FIRST = "Chỉ tiêu này đã có kết quả của {label}. Ghi sai thì bấm Đính chính ở kết quả ấy."


@dataclass(frozen=True)
class Came:
    """What a target came to: a number typed, or the total of `measure`; or a verdict and words."""

    value: Decimal | None = None
    verdict: str = ""
    words: str = ""
    source: str = ""
    url: str = ""
    measure: Measure | None = None
    evidence: Evidence | None = None


@transaction.atomic
def enter_value(
    target: Target, *, by: Access, at: dt.datetime, period: Period, came: Came, key: uuid.UUID | None = None
) -> TargetValue:
    """Say it once for each period. Raises DomainError with what is missing, or with what stands there already."""
    plan = _plan_now(target)
    if before := _said_before(key, by):
        return before
    require(rules.can_enter_values(by, plan, lead_units_of(plan)))
    today = timezone.localdate(at)
    if period.start > today:
        raise DomainError(f"{period.label[:1].upper()}{period.label[1:]} chưa bắt đầu nên chưa có kết quả.")
    row = board(plan, today, with_last_year=False).row_of(target.pk)
    if standing_value(row, period) is not None:
        raise DomainError(_FIRST.format(label=period.label))
    # Taken back before: the new one follows it, so that a period has one line of values.
    past = [each.value for each in row.values if each.value.period == period.code]
    last = next((each for each in past if each.withdrawn and not hasattr(each, "corrected_by")), None)
    fresh = TargetValue(target=target, plan=plan, lineage=plan.lineage, period=period.code, replaces=last)
    fresh.ends_on = period.end
    made = _write(fresh, plan, came, period, by=by, at=at, key=key)
    record("Ghi kết quả chỉ tiêu", plan, by=by, note=f"{str(target)[:120]}: {_words(made)} ({period.label})")
    return made


@transaction.atomic
def correct_value(
    value: TargetValue, *, by: Access, at: dt.datetime, reason: str, came: Came | None, key: uuid.UUID | None = None
) -> TargetValue:
    """Say something else in the place of a value, or with `came` None that there was none. The old one stays."""
    plan = _newest(value.plan)
    if before := _said_before(key, by):
        return before
    require(rules.can_enter_values(by, plan, lead_units_of(plan)))
    reason = squeeze(reason)
    if not reason:
        raise DomainError("Hãy ghi lý do đính chính.")
    if value.withdrawn or TargetValue.objects.filter(replaces=value).exists():
        raise DomainError("Người khác vừa đính chính kết quả này. Hãy xem lại rồi quyết định.")
    period = read_period(value.period)
    assert period is not None  # only enter_value names one
    fresh = TargetValue(
        target=value.target, plan=value.plan, lineage=value.lineage, period=value.period, ends_on=value.ends_on,
        replaces=value, reason=reason[:300], withdrawn=came is None,
    )  # fmt: skip
    made = _write(fresh, plan, came or Came(source=value.source), period, by=by, at=at, key=key)
    record(
        "Đính chính kết quả chỉ tiêu", plan, by=by, before={"Kết quả": _words(value)}, after={"Kết quả": _words(made)},
        note=reason[:300],
    )  # fmt: skip
    return made


def _write(
    fresh: TargetValue, plan: Plan, came: Came, period: Period, *, by: Access, at: dt.datetime, key: uuid.UUID | None
) -> TargetValue:
    fresh.organisation_id, fresh.key = plan.organisation_id, key
    fresh.by_id, fresh.by_name, fresh.at = by.user_id, by.user_name, at
    fresh.source = squeeze(came.source)[:500]
    if not fresh.withdrawn:
        _put_result(fresh, plan, came, period)
    try:
        with transaction.atomic():
            fresh.save()
    except IntegrityError:
        raise DomainError("Người khác vừa ghi kết quả của kỳ này. Hãy xem lại rồi quyết định.") from None
    return fresh


def _put_result(fresh: TargetValue, plan: Plan, came: Came, period: Period) -> None:
    fresh.value, fresh.verdict, fresh.words = came.value, came.verdict, plain_text(came.words).strip()[:2000]
    if came.verdict and came.verdict not in TargetVerdict.values:
        raise DomainError("Hãy chọn đạt hoặc chưa đạt.")
    if came.measure is not None:
        if came.value is not None:
            raise DomainError("Hoặc ghi số, hoặc lấy từ số liệu; không làm cả hai.")
        _take(fresh, plan, came.measure, period)
    if fresh.value is None and not fresh.verdict and not fresh.words:
        raise DomainError("Hãy ghi kết quả của chỉ tiêu trong kỳ này.")
    if fresh.value is not None and (not fresh.value.is_finite() or abs(fresh.value) >= Decimal(10) ** MOST_DIGITS):
        raise DomainError("Số quá lớn. Hãy kiểm tra lại.")
    if not fresh.source:
        raise DomainError(NO_SOURCE)
    fresh.url = web_address(came.url) if came.url.strip() else ""
    if came.evidence is not None:
        if came.evidence.milestone.plan.lineage != plan.lineage or came.evidence.withdrawn_at is not None:
            raise DomainError("Hãy chọn một minh chứng của kế hoạch này, chưa bị rút.")
        fresh.evidence = came.evidence


def _take(fresh: TargetValue, plan: Plan, measure: Measure, period: Period) -> None:
    """The total as it is now; figures that come later do not change what was said, a correction does."""
    if measure.organisation_id not in (None, plan.organisation_id):
        raise DomainError("Loại số liệu này không dùng ở đơn vị.")
    found = tally_of(plan, measure, period)
    if not found.count:
        raise DomainError(f"Chưa ai ghi “{measure.name}” cho kế hoạch này trong {period.label}.")
    fresh.value, fresh.measure, fresh.taken_count = found.shown(measure.kind), measure, found.count
    fresh.source = fresh.source or TAKEN


def _plan_now(target: Target) -> Plan:
    """Held until the transaction ends, so that of two who value one period of a plan one waits for the other."""
    return Plan.objects.select_for_update(of=("self",), no_key=True).get(pk=target.plan_id)


def _newest(plan: Plan) -> Plan:
    """A value said under a replaced version is corrected under the one that took its place."""
    rows = Plan.objects.filter(lineage=plan.lineage).exclude(issued__isnull=True).order_by("-version_no")
    return rows.select_for_update(of=("self",), no_key=True)[0]


def _said_before(key: uuid.UUID | None, by: Access) -> TargetValue | None:
    return TargetValue.objects.filter(key=key, organisation=by.organisation).first() if key else None


def _words(value: TargetValue) -> str:
    if value.withdrawn:
        return "(bỏ)"
    return written_amount(value.value) or value.get_verdict_display() or value.words[:120]
