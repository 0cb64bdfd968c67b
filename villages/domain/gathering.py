""" "Đưa tổng hợp vào báo cáo": what the villages answered becomes one entry of the work, their photos its proof."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from audit.record import record
from core.amounts import written_amount
from core.decision import require
from core.exceptions import DomainError
from organisations.access import Access
from reference.enums import MeasureKind
from reference.models import Measure
from villages import rules
from villages.domain.answering import MOST_NUMBER
from villages.domain.asking import mark_taken
from villages.models import VillageAsk, VillageGathering, VillageItem, VillagePhoto
from villages.queries.asks import AskTable, ask_table
from villages.standing import REPLIED
from work.domain import doing, proof
from work.domain.days import milestone_now
from work.domain.figures import add_figures, correct_figure
from work.models import Evidence, Figure, Milestone, WorkEntry
from work.queries.parties import duties_of


@transaction.atomic
def gather(
    ask: VillageAsk,
    *,
    by: Access,
    at: dt.datetime,
    seen: int,
    percent: int,
    result: str,
    key: uuid.UUID | None = None,
) -> VillageGathering:
    """Report the sums with figures and photos, and take the replies they were made of.

    `seen` is the version of the milestone. A second gathering adds to the figures only what came since the first.
    Rows: a WorkEntry, Evidence for each new photo, a VillageGathering; the items are taken.
    """
    milestone = milestone_now(ask.milestone)  # held: of two equal sendings the second waits, then finds the first
    if key and (before := VillageGathering.objects.filter(entry__key=key, ask=ask).first()):
        return before
    require(rules.can_ask(by, milestone, duties_of(milestone.task)))
    items = _items_now(ask)
    table = ask_table(ask, timezone.localdate(at), at)
    replied = [row.item.pk for row in table.rows if row.standing.state in REPLIED]
    if not replied and not table.ungathered:
        raise DomainError("Chưa có thôn nào trả lời nên chưa có gì để tổng hợp.")
    if not table.ungathered:
        raise DomainError("Các câu trả lời này đã được đưa vào báo cáo. Chờ thôn khác trả lời rồi tổng hợp tiếp.")
    _require_sane(table)
    added = _prove(milestone, ask, replied, by=by, at=at)
    entry = _report(milestone, by=by, at=at, seen=seen, percent=percent, result=result, key=key)
    _say_figures(entry, ask, table, by=by, at=at)
    for item in items:
        if item.pk in replied:
            item.gathered_id = item.answer_id
            item.save(update_fields=["gathered"])
            if item.taken_at is None:
                mark_taken(item, by=by, at=at)
        elif item.withdrawn_at is not None and item.gathered_id is not None:
            item.gathered = None
            item.save(update_fields=["gathered"])
    gathering = VillageGathering.objects.create(
        ask=ask, entry=entry, answered=table.replied, asked=table.counted, photos=added
    )
    record(
        "Đưa tổng hợp của các thôn vào báo cáo", milestone, by=by,
        note=f"{table.replied}/{table.counted} thôn, {added} ảnh: {ask}",
    )  # fmt: skip
    return gathering


def _require_sane(table: AskTable) -> None:
    """One number that cannot be is named with its village: the sum alone would not say whose it is."""
    for row in table.rows:
        for question, cell in zip(table.questions, row.cells, strict=True):
            number = cell.number if cell else None
            if row.item.withdrawn_at is None and number is not None and number > MOST_NUMBER:
                raise DomainError(
                    f"{row.item.village.display_name} trả lời “{question.label}”: {written_amount(number)}, quá lớn để "
                    "cộng. Hãy đề nghị thôn sửa lại, hoặc rút phần việc của thôn, rồi tổng hợp."
                )


def _items_now(ask: VillageAsk) -> list[VillageItem]:
    rows = VillageItem.objects.select_for_update(of=("self",), no_key=True)
    return list(rows.filter(ask=ask).select_related("village", "answer").order_by("pk"))


def _report(
    milestone: Milestone, *, by: Access, at: dt.datetime, seen: int, percent: int, result: str, key: uuid.UUID | None
) -> WorkEntry:
    if milestone.is_checkpoint:
        return doing.note_period(milestone, by=by, at=at, seen=seen, result=result, key=key)
    return doing.report_progress(milestone, by=by, at=at, seen=seen, percent=percent, result=result, key=key)


def _prove(milestone: Milestone, ask: VillageAsk, item_ids: Sequence[int], *, by: Access, at: dt.datetime) -> int:
    """The photos of the replies that are no proof of the work yet, as far as one milestone takes them."""
    rows = VillagePhoto.objects.filter(answer__item__in=item_ids, answer=F("answer__item__answer"))
    photos = list(rows.select_related("attachment", "answer__item__village", "question"))
    known = set(Evidence.objects.standing().filter(milestone=milestone).values_list("attachment", flat=True))
    room = proof.MOST - Evidence.objects.standing().filter(milestone=milestone).count()
    added = 0
    for photo in sorted(photos, key=lambda each: (each.position, each.answer.item.village.path)):
        if photo.attachment_id in known or added >= room:
            continue
        known.add(photo.attachment_id)
        village = photo.answer.item.village
        proof.add_attachment(
            milestone, by=by, at=at, attachment=photo.attachment, fact_on=timezone.localdate(photo.answer.at),
            title=f"{village.display_name}: {photo.question.label}",
            note=f"{photo.answer.holder_name} gửi qua đường dẫn của thôn",
        )  # fmt: skip
        added += 1
    return added


def _say_figures(entry: WorkEntry, ask: VillageAsk, table: AskTable, *, by: Access, at: dt.datetime) -> None:
    """Numbers whose question names a kind of figure. Of what is summed only what came since the last gathering.

    Where villages corrected their numbers downwards, the earlier figures are made smaller by their own door.
    """
    today = timezone.localdate(at)
    given: list[tuple[int, Decimal]] = []
    for question, total in zip(table.questions, table.sums, strict=True):
        measure = question.measure
        if measure is None:
            continue
        if measure.kind != MeasureKind.SUM:
            if total.number is None:
                continue
            given.append((measure.pk, round(total.number, measure.decimals)))
            continue
        standing = _figures_before(ask, measure)
        if total.number is None and not standing:
            continue
        more = (total.number or Decimal(0)) - sum((each.value or Decimal(0) for each in standing), Decimal(0))
        if more > 0 or not standing:
            given.append((measure.pk, more))
        elif more < 0:
            _take_back(standing, -more, by=by, at=at)
    add_figures(entry, given, by=by, today=today, fact_on=today, offered_on=timezone.localdate(ask.asked_at))


def _figures_before(ask: VillageAsk, measure: Measure) -> list[Figure]:
    """What earlier gatherings of this ask said, as corrected since, the newest first."""
    said = Figure.objects.filter(entry__village_gathering__ask=ask, measure=measure)
    found = fresh = set(said.values_list("pk", flat=True))
    while fresh:
        fresh = set(Figure.objects.filter(replaces__in=fresh).values_list("pk", flat=True)) - found
        found = found | fresh
    standing = Figure.objects.counted().filter(pk__in=found)
    return list(standing.select_related("measure", "entry__milestone").order_by("-pk"))


def _take_back(standing: Sequence[Figure], less: Decimal, *, by: Access, at: dt.datetime) -> None:
    for figure in standing:
        value = figure.value or Decimal(0)
        cut = min(value, less)
        if cut > 0:
            correct_figure(
                figure, by=by, at=at, value=value - cut or None, reason="Các thôn sửa lại câu trả lời đã tổng hợp."
            )
            less -= cut
