"""Giving work to villages, and taking back, sending back or accepting what one of them has."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from audit.record import record
from core.decision import require
from core.exceptions import DomainError
from core.text import one_line, plain_text, squeeze
from organisations.access import Access
from organisations.models import Organisation
from reference.models import Measure
from villages import rules
from villages.enums import QuestionKind
from villages.models import VillageAsk, VillageItem, VillageQuestion
from villages.queries.asks import villages_here
from work.domain.days import milestone_now
from work.models import Milestone
from work.queries.parties import duties_of

LONGEST = 1000  # characters of what is asked: plain words for a phone
MOST_QUESTIONS = 6


@dataclass(frozen=True)
class Wanted:
    """One question as typed. `measure` gives the unit; without it `unit` is the word after the number."""

    kind: str
    label: str
    unit: str = ""
    measure: Measure | None = None
    optional: bool = False


@transaction.atomic
def ask_villages(
    milestone: Milestone,
    *,
    by: Access,
    at: dt.datetime,
    text: str,
    due_on: dt.date,
    questions: Sequence[Wanted],
    village_ids: Sequence[int],
    key: uuid.UUID | None = None,
) -> VillageAsk:
    """ "Giao cho các thôn": one ask, its questions, and an item for each village. Nothing is sent by itself."""
    milestone = milestone_now(milestone)  # held: of two equal sendings the second waits, then finds the first
    if before := _asked_before(key, by):
        return before
    require(rules.can_ask(by, milestone, duties_of(milestone.task)))
    today = timezone.localdate(at)
    text = plain_text(text).strip()
    if not text:
        raise DomainError("Hãy ghi việc nhờ các thôn bằng lời dễ hiểu.")
    if len(text) > LONGEST:
        raise DomainError(
            f"Nội dung dài {len(text)} ký tự; để đọc trên điện thoại, chỉ nên có {LONGEST} ký tự trở lại."
        )
    if due_on < today:
        raise DomainError("Hạn trả lời không thể trước hôm nay.")
    ask = VillageAsk.objects.create(
        organisation_id=milestone.organisation_id, milestone=milestone, text=text, due_on=due_on,
        asked_by_id=by.user_id, asked_by_name=by.user_name, asked_at=at, key=key,
    )  # fmt: skip
    _add_questions(ask, questions, today)
    added = _add_items(ask, village_ids, at=at, today=today)
    if not added:
        raise DomainError("Hãy chọn ít nhất một thôn.")
    record("Giao việc cho các thôn", milestone, by=by, note=f"{len(added)} thôn: {ask}")
    return ask


@transaction.atomic
def add_villages(ask: VillageAsk, *, by: Access, at: dt.datetime, village_ids: Sequence[int]) -> int:
    """Villages that were left out, or taken out and are wanted again. Returns how many."""
    milestone = milestone_now(ask.milestone)
    require(rules.can_ask(by, milestone, duties_of(milestone.task)))
    added = _add_items(ask, village_ids, at=at, today=timezone.localdate(at))
    back = VillageItem.objects.filter(ask=ask, village__in=village_ids, withdrawn_at__isnull=False)
    names = [*added, *back.values_list("village__name", flat=True)]
    if not names:
        raise DomainError("Hãy chọn ít nhất một thôn chưa được giao.")
    back.update(withdrawn_at=None, withdrawn_by_name="", withdrawn_reason="")
    record("Giao thêm thôn", milestone, by=by, note=", ".join(names)[:300])
    return len(names)


@transaction.atomic
def withdraw_item(item: VillageItem, *, by: Access, at: dt.datetime, reason: str) -> None:
    """The village need not do it; what it answered stays to be read and counts no more."""
    item = item_now(item)
    require(rules.can_manage_item(by, item, duties_of(item.ask.milestone.task)))
    item.withdrawn_reason = _required(reason, "Hãy ghi lý do rút, trưởng thôn sẽ đọc được.")
    item.withdrawn_at, item.withdrawn_by_name = at, by.user_name
    item.save(update_fields=["withdrawn_at", "withdrawn_by_name", "withdrawn_reason"])
    record("Rút phần việc của thôn", item.ask.milestone, by=by, note=f"{item.village.name}: {item.withdrawn_reason}")


@transaction.atomic
def take_answer(item: VillageItem, *, by: Access, at: dt.datetime, seen: int) -> None:
    """The office takes the reply: it stands from now on. `seen` is the number of the answer that was read."""
    item = item_now(item)
    require(rules.can_manage_item(by, item, duties_of(item.ask.milestone.task)))
    _require_seen(item, seen)
    if item.taken_at is not None:
        raise DomainError("Câu trả lời này đã được nhận.")
    mark_taken(item, by=by, at=at)
    record("Nhận câu trả lời của thôn", item.ask.milestone, by=by, note=item.village.name)


@transaction.atomic
def return_answer(item: VillageItem, *, by: Access, at: dt.datetime, seen: int, reason: str) -> None:
    """Ask the village to correct its reply, also one that was taken. The reason stands on its page."""
    item = item_now(item)
    require(rules.can_manage_item(by, item, duties_of(item.ask.milestone.task)))
    _require_seen(item, seen)
    item.returned_reason = _required(reason, "Hãy ghi cần sửa gì, trưởng thôn sẽ đọc được.")
    item.returned_at, item.taken_at, item.taken_by_name = at, None, ""
    item.save(update_fields=["returned_at", "returned_reason", "taken_at", "taken_by_name"])
    record("Đề nghị thôn sửa lại", item.ask.milestone, by=by, note=f"{item.village.name}: {item.returned_reason}")


def mark_taken(item: VillageItem, *, by: Access, at: dt.datetime) -> None:
    """The caller has asked the rule."""
    item.taken_at, item.taken_by_name, item.returned_at, item.returned_reason = at, by.user_name, None, ""
    item.save(update_fields=["taken_at", "taken_by_name", "returned_at", "returned_reason"])


def item_now(item: VillageItem) -> VillageItem:
    """The row as it is now, with what the rules look at, held until the transaction ends."""
    rows = VillageItem.objects.select_for_update(of=("self",), no_key=True)
    related = ("village", "answer", "ask__organisation", "ask__milestone__plan", "ask__milestone__task__assignment")
    return rows.select_related(*related).get(pk=item.pk)


def _asked_before(key: uuid.UUID | None, by: Access) -> VillageAsk | None:
    return VillageAsk.objects.filter(key=key, organisation=by.organisation).first() if key else None


def _add_questions(ask: VillageAsk, questions: Sequence[Wanted], today: dt.date) -> None:
    if not questions:
        raise DomainError("Hãy hỏi các thôn ít nhất một điều: ảnh, con số, câu trả lời ngắn, hoặc đã làm hay chưa.")
    if len(questions) > MOST_QUESTIONS:
        raise DomainError(f"Mỗi lần hỏi nhiều nhất {MOST_QUESTIONS} điều, để trưởng thôn trả lời được trong một phút.")
    measures = [each.measure.pk for each in questions if each.measure and each.kind == QuestionKind.NUMBER]
    if len(set(measures)) < len(measures):
        raise DomainError("Mỗi loại số liệu chỉ hỏi một lần.")
    rows = []
    for position, each in enumerate(questions, 1):
        measure = each.measure if each.kind == QuestionKind.NUMBER else None
        if measure is not None and not (
            measure.organisation_id in (None, ask.organisation_id) and measure.is_offered_on(today)
        ):
            raise DomainError("Loại số liệu đã chọn không còn dùng. Hãy chọn loại khác.")
        label = one_line(each.label)[:200] or (measure.name if measure else "")
        if not label:
            raise DomainError("Mỗi câu hỏi cần nói rõ hỏi gì.")
        unit = measure.unit if measure else one_line(each.unit) if each.kind == QuestionKind.NUMBER else ""
        rows.append(
            VillageQuestion(
                ask=ask, position=position, kind=each.kind, label=label, unit=unit[:40], measure=measure,
                optional=each.optional,
            )
        )  # fmt: skip
    VillageQuestion.objects.bulk_create(rows)


def _add_items(ask: VillageAsk, village_ids: Sequence[int], *, at: dt.datetime, today: dt.date) -> list[str]:
    """Names of the villages that had no item yet; ids of anything else than villages of the office are ignored."""
    known = set(ask.items.values_list("village", flat=True))
    office = Organisation.objects.get(pk=ask.organisation_id)
    villages = [each for each in villages_here(office, today).filter(pk__in=village_ids) if each.pk not in known]
    VillageItem.objects.bulk_create(VillageItem(ask=ask, village=each, sent_at=at) for each in villages)
    return [each.name for each in villages]


def _require_seen(item: VillageItem, seen: int) -> None:
    if item.answer is None:
        raise DomainError("Thôn chưa trả lời.")
    if item.answer.number != seen:
        raise DomainError("Thôn vừa gửi câu trả lời mới. Hãy xem lại rồi bấm lần nữa.")


def _required(reason: str, sentence: str) -> str:
    reason = squeeze(plain_text(reason))
    if not reason:
        raise DomainError(sentence)
    return reason[:300]
