"""Asks as the office reads them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, F, Q, QuerySet
from django.shortcuts import get_object_or_404

from organisations.access import Access
from organisations.enums import Level
from organisations.models import AccessToken, Organisation
from reference.enums import MeasureKind
from villages.models import (
    VillageAnswer,
    VillageAsk,
    VillageGathering,
    VillageItem,
    VillagePhoto,
    VillageQuestion,
    VillageValue,
)
from villages.standing import ItemFacts, ItemStanding, item_standing
from villages.totals import Asked, Given, Total, totals
from work.models import Milestone

_PLAN = ("plan__organisation", "plan__issued", "task__assignment", "task__person")


def villages_here(organisation: Organisation, today: dt.date) -> QuerySet[Organisation]:
    """The villages that exist today, in the order of the list."""
    return Organisation.objects.filter(parent=organisation, level=Level.VILLAGE).existing_on(today).order_by("path")


def asks_of_office(access: Access, *, unanswered_only: bool = False) -> QuerySet[VillageAsk]:
    """The newest first, each with how many villages were asked (`asked`) and how many replied (`replied`)."""
    standing = Q(items__withdrawn_at__isnull=True)
    replied = standing & Q(items__answer__isnull=False, items__returned_at__isnull=True)
    rows = VillageAsk.objects.of(access).annotate(
        asked=Count("items", filter=standing), replied=Count("items", filter=replied)
    )
    if unanswered_only:
        rows = rows.filter(asked__gt=0).exclude(replied=F("asked"))
    rows = rows.select_related("milestone__plan", "milestone__task").defer("milestone__plan__search")
    return rows.order_by("-asked_at", "-pk")


def asks_of_milestone(access: Access, milestone: Milestone) -> QuerySet[VillageAsk]:
    return asks_of_office(access).filter(milestone=milestone)


def ask_here(access: Access, ask_id: int) -> VillageAsk:
    """An ask of the organisation in the URL; anything else does not exist (404)."""
    related = ["organisation", *(f"milestone__{name}" for name in _PLAN)]
    rows = VillageAsk.objects.of(access).select_related(*related)
    return get_object_or_404(rows.defer("milestone__plan__issued__content"), pk=ask_id)


def item_here(access: Access, item_id: int) -> VillageItem:
    related = ["village", "answer", "ask__organisation", *(f"ask__milestone__{name}" for name in _PLAN)]
    rows = VillageItem.objects.of(access).select_related(*related)
    return get_object_or_404(rows.defer("ask__milestone__plan__issued__content"), pk=item_id)


def photo_here(access: Access, photo_id: int) -> VillagePhoto:
    return get_object_or_404(VillagePhoto.objects.of(access).select_related("attachment"), pk=photo_id)


def facts_of(item: VillageItem) -> ItemFacts:
    return ItemFacts(
        seen=item.seen_at is not None,
        answered=item.answer_id is not None,
        taken=item.taken_at is not None,
        returned=item.returned_at is not None,
        withdrawn=item.withdrawn_at is not None,
    )


def asked_of(question: VillageQuestion) -> Asked:
    rate = question.measure is not None and question.measure.kind == MeasureKind.RATE
    return Asked(question.pk, question.kind, question.label, question.unit, rate, question.optional)


def given_of(answer_ids: Iterable[int]) -> dict[int, dict[int, Given]]:
    """Answer → question → what was given; two queries."""
    ids = list(answer_ids)
    photos: dict[tuple[int, int], int] = {
        (answer, question): number
        for answer, question, number in VillagePhoto.objects.filter(answer__in=ids)
        .order_by()
        .values_list("answer", "question")
        .annotate(Count("pk"))
    }
    out: dict[int, dict[int, Given]] = {}
    for value in VillageValue.objects.filter(answer__in=ids):
        out.setdefault(value.answer_id, {})[value.question_id] = Given(value.number, value.words, value.done)
    for (answer, question), number in photos.items():
        out.setdefault(answer, {})[question] = Given(photos=number)
    return out


@dataclass(frozen=True)
class AskRow:
    """One village in the table. `cells` follow the questions; None where nothing was given."""

    item: VillageItem
    standing: ItemStanding
    head: str
    link: AccessToken | None
    cells: list[Given | None]
    note: str = ""


@dataclass(frozen=True)
class AskTable:
    """Everything an ask came to. `rows` are all villages, `counted` those not withdrawn.

    `ungathered`: how many stand in no report as they are now: new answers, and answers in a report of villages that
    were withdrawn since.
    """

    questions: list[VillageQuestion]
    rows: list[AskRow]
    sums: list[Total]
    counted: int = 0
    replied: int = 0
    owing: list[str] = field(default_factory=list)
    ungathered: int = 0
    gatherings: list[VillageGathering] = field(default_factory=list)


def ask_table(ask: VillageAsk, today: dt.date, now: dt.datetime) -> AskTable:
    """Seven queries, however many villages there are."""
    questions = list(ask.questions.select_related("measure"))
    items = list(ask.items.select_related("village", "answer").order_by("village__path"))
    given = given_of(item.answer_id for item in items if item.answer_id)
    heads = heads_of([item.village_id for item in items], now)
    rows = [_row(item, ask, questions, given, heads, today) for item in items]
    counted = [row for row in rows if row.item.withdrawn_at is None]
    answers = {row.item.village_id: given.get(row.item.answer_id or 0, {}) for row in counted if row.item.answer_id}
    replied = [row for row in counted if row.standing.has_replied]
    return AskTable(
        questions=questions,
        rows=rows,
        sums=totals([asked_of(each) for each in questions], answers, len(counted)),
        counted=len(counted),
        replied=len(replied),
        owing=[row.item.village.name for row in counted if row.standing.owes],
        ungathered=sum(row.item.answer_id != row.item.gathered_id for row in replied)
        + sum(row.item.withdrawn_at is not None and row.item.gathered_id is not None for row in rows),
        gatherings=list(ask.gatherings.select_related("entry")),
    )


def _row(
    item: VillageItem,
    ask: VillageAsk,
    questions: Sequence[VillageQuestion],
    given: dict[int, dict[int, Given]],
    heads: dict[int, tuple[str, AccessToken | None]],
    today: dt.date,
) -> AskRow:
    values = given.get(item.answer_id or 0, {})
    head, link = heads.get(item.village_id, ("", None))
    return AskRow(
        item=item,
        standing=item_standing(facts_of(item), ask.due_on, today),
        head=head,
        link=link,
        cells=[values.get(question.pk) for question in questions],
        note=item.answer.note if item.answer else "",
    )


def heads_of(village_ids: Sequence[int], now: dt.datetime) -> dict[int, tuple[str, AccessToken | None]]:
    """Village → (name of its head, a link that works now or None); one query.

    The name is that of the newest link in use, else of the newest link there ever was.
    """
    rows = AccessToken.objects.filter(scope=AccessToken.Scope.VILLAGE, organisation__in=village_ids)
    out: dict[int, tuple[str, AccessToken | None]] = {}
    for token in rows.order_by("created_at", "pk"):
        usable = token.revoked_at is None and token.expires_at > now
        known = out.get(token.organisation_id)
        if usable or known is None or known[1] is None:
            out[token.organisation_id] = (token.holder_name, token if usable else None)
    return out


@dataclass(frozen=True)
class SaidOnce:
    """One answer with everything in it, for the page of an item."""

    answer: VillageAnswer
    values: list[VillageValue]
    photos: list[VillagePhoto]


def answers_of(item: VillageItem) -> list[SaidOnce]:
    """Newest first; three queries, and at most as many answers as a village may send."""
    answers = list(item.answers.order_by("-number"))
    values = list(VillageValue.objects.filter(answer__in=answers).select_related("question"))
    photos = list(VillagePhoto.objects.filter(answer__in=answers).select_related("attachment", "question"))
    return [
        SaidOnce(
            answer,
            [each for each in values if each.answer_id == answer.pk],
            [each for each in photos if each.answer_id == answer.pk],
        )
        for answer in answers
    ]
