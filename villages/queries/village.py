"""What stands behind a village head's link: this village's items and nothing else."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Prefetch, Q
from django.shortcuts import get_object_or_404

from organisations.models import Organisation
from villages import rules
from villages.models import VillageItem, VillagePhoto, VillageQuestion, VillageValue
from villages.queries.asks import facts_of
from villages.standing import ItemState, day_words, state_of

MOST_OPEN, MOST_ANSWERED = 30, 15
_RELATED = ("village", "answer", "ask__organisation", "ask__milestone__plan", "ask__milestone__task")


@dataclass(frozen=True)
class Shown:
    """One question with what was answered, for the page of the village. `words` is blank for photos."""

    question: VillageQuestion
    value: VillageValue | None
    photos: list[VillagePhoto]


@dataclass(frozen=True)
class Leaf:
    """One item as the village sees it. `open`: an answer is awaited; `may_correct`: it is there and may be changed."""

    item: VillageItem
    open: bool
    may_correct: bool
    day: str
    tone: str
    shown: list[Shown]

    @property
    def number(self) -> int:
        """Of the answer that stands, 0 for none: what was typed before belongs to one of them."""
        return self.item.answer.number if self.item.answer else 0


def leaves_of(village: Organisation, today: dt.date) -> list[Leaf]:
    """Open items first, by day, then the last ones answered; a constant number of queries."""
    rows = VillageItem.objects.filter(village=village).live().select_related(*_RELATED)
    rows = rows.defer("ask__milestone__plan__search").prefetch_related(*_answers())
    open_rows = rows.standing().filter(taken_at__isnull=True).exclude(answer__isnull=False, returned_at__isnull=True)
    todo = [leaf_of(each, today) for each in open_rows.order_by("ask__due_on", "pk")[: MOST_OPEN * 2]]
    answered = rows.filter(Q(withdrawn_at__isnull=False) | Q(answer__isnull=False, returned_at__isnull=True))
    done = [leaf_of(each, today) for each in answered.order_by("-ask__due_on", "-pk")[:MOST_ANSWERED]]
    return [each for each in todo if each.open][:MOST_OPEN] + done


def item_of(village: Organisation, item_id: int) -> VillageItem:
    """An item of this village; any other does not exist (404)."""
    rows = VillageItem.objects.filter(village=village).select_related(*_RELATED).prefetch_related(*_answers())
    return get_object_or_404(rows, pk=item_id)


def items_seen(village: Organisation, ids: Collection[int]) -> list[VillageItem]:
    """Those of these that are this village's and still asked of it; ids of anything else are left out."""
    small = [each for each in ids if each < 2**63]  # larger ones no database takes as an id
    return list(VillageItem.objects.filter(village=village, pk__in=small).standing())


def was_taken(item: VillageItem, key: str) -> bool:
    """Whether this sending came in already: the page sends again when it did not hear the answer."""
    try:
        return item.answers.filter(key=uuid.UUID(key)).exists()
    except ValueError:
        return False


def photo_of(village: Organisation, photo_id: int) -> VillagePhoto:
    rows = VillagePhoto.objects.filter(answer__item__village=village).select_related("attachment")
    return get_object_or_404(rows, pk=photo_id)


def leaf_of(item: VillageItem, today: dt.date) -> Leaf:
    facts = facts_of(item)
    state = state_of(facts)
    may = bool(rules.can_answer(item, item.ask.milestone))
    day, tone = day_words(item.ask.due_on, today)
    values = {each.question_id: each for each in item.answer.values.all()} if item.answer else {}
    photos = list(item.answer.photos.all()) if item.answer else []
    shown = [
        Shown(each, values.get(each.pk), [photo for photo in photos if photo.question_id == each.pk])
        for each in item.ask.questions.all()
    ]
    waits = state in (ItemState.WAITING, ItemState.SEEN, ItemState.RETURNED)
    return Leaf(item, waits and may, state is ItemState.ANSWERED and may, day, tone, shown)


def _answers() -> list[Prefetch[str]]:
    return [
        Prefetch("ask__questions", VillageQuestion.objects.select_related("measure")),
        Prefetch("answer__values", VillageValue.objects.all()),
        Prefetch("answer__photos", VillagePhoto.objects.all()),
    ]
