"""Figures beside a report: how many articles, broadcasts, people. Said once; corrected by a later one that names it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.record import record
from core.amounts import MOST_DIGITS, written_amount
from core.days import written
from core.decision import require
from core.exceptions import DomainError
from core.text import squeeze
from organisations.access import Access
from reference.enums import MeasureKind
from reference.models import Measure
from work import rules_figures as rules
from work.domain.days import milestone_now
from work.domain.entries import said_before, say
from work.enums import EntryKind
from work.models import Figure, Milestone, WorkEntry
from work.queries.parties import duties_of

MOST = 20  # figures of one report
Given = tuple[int, Decimal]  # id of the Measure, value


def add_figures(
    entry: WorkEntry,
    figures: Sequence[Given],
    *,
    by: Access,
    today: dt.date,
    fact_on: dt.date | None = None,
    offered_on: dt.date | None = None,
) -> list[Figure]:
    """Put figures beside an entry that this person just made, in its transaction: the caller has asked the rule.

    `fact_on` is the day they count on; blank, it is the day the work was done, or the last day of a noted period
    that is over, or today. `offered_on`: the day on which the kinds were chosen, where others were asked for them
    earlier; blank, the day they count on. Raises DomainError with the reason.
    """
    if not figures:
        return []
    milestone = entry.milestone
    day = fact_on or _usual_day(entry, today)
    _require_day(milestone, day, today=today)
    if len(figures) > MOST:
        raise DomainError(f"Một lần báo ghi nhiều nhất {MOST} số liệu.")
    measures = _measures(milestone, [each for each, _ in figures])
    rows = []
    for measure_id, value in figures:
        measure = measures.get(measure_id)
        if measure is None or not measure.is_offered_on(offered_on or day):
            raise DomainError("Loại số liệu này không còn dùng. Hãy chọn loại khác trong danh sách.")
        _require_value(measure, value)
        rows.append(
            Figure(
                organisation_id=milestone.organisation_id, entry=entry, measure=measure, value=value, fact_on=day
            )
        )  # fmt: skip
    if len(measures) < len(figures):
        raise DomainError("Mỗi loại số liệu ghi một dòng. Hãy cộng các số cùng loại lại.")
    Figure.objects.bulk_create(rows)
    said = "; ".join(f"{row.measure.name}: {written_amount(row.value)}" for row in rows)
    record("Ghi số liệu", milestone, by=by, note=said[:300])
    return rows


@transaction.atomic
def add_figures_later(
    milestone: Milestone,
    *,
    by: Access,
    at: dt.datetime,
    figures: Sequence[Given],
    note: str = "",
    fact_on: dt.date | None = None,
    key: uuid.UUID | None = None,
) -> WorkEntry:
    """Bổ sung số liệu: figures of what is done already, whose result said none of this kind. `fact_on` blank: the day
    it was done. What has a figure is corrected, not added to. Raises DomainError.
    """
    milestone = milestone_now(milestone)
    if before := said_before(key, by=by):
        return before
    require(rules.can_add_figures_later(by, milestone, duties_of(milestone.task)))
    if not figures:
        raise DomainError("Hãy ghi ít nhất một số liệu.")
    counted = Figure.objects.counted().filter(entry__milestone=milestone, measure__in=[each for each, _ in figures])
    if known := counted.select_related("measure").first():
        raise DomainError(f"Việc này đã có số “{known.measure.name}”. Nếu số ấy sai, hãy đính chính ở Diễn biến.")
    day = fact_on or milestone.completed_on
    entry = say(milestone, EntryKind.FIGURES, by=by, at=at, key=key, note=note, fact_on=day)
    add_figures(entry, figures, by=by, today=timezone.localdate(at), fact_on=day)
    return entry


@transaction.atomic
def correct_figure(
    figure: Figure,
    *,
    by: Access,
    at: dt.datetime,
    value: Decimal | None,
    reason: str,
    fact_on: dt.date | None = None,
    key: uuid.UUID | None = None,
) -> WorkEntry:
    """Say another number in the place of one, or with `value` None that there was none. The old one stays, struck out.

    Of two that correct the same number at once one is told that the other was first. Raises DomainError.
    """
    milestone = milestone_now(figure.entry.milestone)
    if before := said_before(key, by=by):
        return before
    require(rules.can_correct_figure(by, figure, milestone, duties_of(milestone.task)))
    reason = squeeze(reason)
    if not reason:
        raise DomainError("Hãy ghi lý do đính chính.")
    if Figure.objects.filter(replaces=figure).exists():
        raise DomainError("Người khác vừa đính chính số này. Hãy xem lại số đang có rồi quyết định.")
    day = fact_on or figure.fact_on
    if value is not None:
        _require_day(milestone, day, today=timezone.localdate(at))
        _require_value(figure.measure, value)
        if (value, day) == (figure.value, figure.fact_on):
            raise DomainError("Số và ngày không khác số đang có, nên không có gì để đính chính.")
    entry = say(milestone, EntryKind.CORRECT, by=by, at=at, key=key, note=reason)
    try:
        with transaction.atomic():
            Figure.objects.create(
                organisation_id=figure.organisation_id, entry=entry, measure=figure.measure, value=value, fact_on=day,
                replaces=figure,
            )  # fmt: skip
    except IntegrityError:
        raise DomainError("Người khác vừa đính chính số này. Hãy xem lại số đang có rồi quyết định.") from None
    name = figure.measure.name
    was, now = written_amount(figure.value), written_amount(value) if value is not None else "(bỏ)"
    record("Đính chính số liệu", milestone, by=by, before={name: was}, after={name: now}, note=reason[:300])
    return entry


def _measures(milestone: Milestone, ids: Sequence[int]) -> dict[int, Measure]:
    return Measure.objects.usable_in(milestone.organisation).in_bulk(list(set(ids)))


def _usual_day(entry: WorkEntry, today: dt.date) -> dt.date:
    if entry.fact_on is not None:
        return entry.fact_on
    return min(today, entry.milestone.due_on) if entry.milestone.is_checkpoint else today


def _require_day(milestone: Milestone, day: dt.date, *, today: dt.date) -> None:
    if day > today:
        raise DomainError("Ngày của số liệu không thể sau hôm nay.")
    issued_on = milestone.plan.issued_on
    first = dt.date(milestone.plan.year - 1, 12, 15)  # the reporting year begins before the plan is issued
    earliest = min(issued_on, first) if issued_on is not None else first
    if day < earliest:
        raise DomainError(f"Ngày của số liệu không thể trước {written(earliest)}. Hãy kiểm tra lại ngày.")


def _require_value(measure: Measure, value: Decimal) -> None:
    if not value.is_finite() or abs(value) >= Decimal(10) ** MOST_DIGITS:
        raise DomainError("Số quá lớn. Hãy kiểm tra lại.")
    if value < 0 and measure.kind != MeasureKind.RATE:
        raise DomainError(f"{measure.name}: số không thể âm. Ghi sai thì đính chính số đã ghi.")
    exponent = value.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > measure.decimals:
        digits = f"nhiều nhất {measure.decimals} chữ số sau dấu phẩy" if measure.decimals else "là số nguyên"
        raise DomainError(f"{measure.name}: {digits}.")
