"""Documents a plan can cite, those it cites, and what the catalogue knows of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from core.days import written
from core.matching import saying
from core.text import fold
from core.wanted import Wanted
from documents.official import parse_date_text
from organisations.access import Access
from organisations.models import Organisation
from plans.bases import Citation, Cited, citing_day, difference, full_citation, same_document
from plans.bases_lines import PreambleLine, preamble_line
from plans.enums import UNISSUED, PlanState
from plans.models import Block, LegalBasis, Plan
from plans.reading.draft import Region
from reference.models import LegalText
from reference.numbers import number_key
from reference.queries_texts import TextRow, text_list, text_row
from reference.validity import Force

PLANS_FOUND = 10
TEXTS_OFTEN_CITED = 8
_CHAIN = 10  # replacements one after another
_WITH_SUCCESSORS = "successor__successor__successor"  # read with the text: longer chains hardly occur


def plan_day(plan: Plan, today: dt.date) -> dt.date:
    """The day on which the plan's bases have to be in force."""
    printed = plan.issued_on or parse_date_text(plan.date_text)
    return citing_day(printed, plan.year, today)


def preamble_of(plan: Plan) -> list[PreambleLine[Block]]:
    """The lines before the first heading, in their order; each knows whether it is a basis."""
    blocks = Block.objects.filter(plan=plan, region=Region.PREAMBLE).order_by("position", "pk")
    return [preamble_line(block, block.kind, block.text) for block in blocks]


@dataclass(frozen=True)
class Citable:
    """A document that can be cited, with what is known of it on the plan's day.

    `source` names it in forms ("vb-12" an entry of the catalogue, "kh-7" a plan of the portal); `cited`
    says whether the plan names it already; `instead` is what replaced it.
    """

    source: str
    facts: Cited
    full: str
    words: str
    tone: str
    text: LegalText | None = None
    plan: Plan | None = None
    is_recalled: bool = False
    cited: bool = False
    instead: Citable | None = None


def citable_text(text: LegalText, day: dt.date, known: Sequence[Cited] = (), *, replaced: bool = True) -> Citable:
    """`known` are the documents the plan cites already; `replaced`: also look for what replaced the text, when
    it is not in force that day.
    """
    row = text_row(text, day)
    ended = replaced and row.validity.force == Force.EXPIRED and text.successor is not None
    instead = citable_text(_last_in_force(text, day), day, known, replaced=False) if ended else None
    return Citable(
        source=f"vb-{text.pk}",
        facts=text,
        full=full_citation(text),
        words=row.words,
        tone=row.tone,
        text=text,
        is_recalled=row.is_recalled,
        cited=any(same_document(text, each) for each in known),
        instead=instead,
    )


def _last_in_force(text: LegalText, day: dt.date) -> LegalText:
    """Along the successors to the one in force that day; the next one where none is."""
    first = step = text.successor
    for _ in range(_CHAIN):
        if step is None:
            break
        if step.in_force_on(day):
            return step
        step = step.successor
    return first or text


def citable_plan(plan: Plan, known: Sequence[Cited] = ()) -> Citable:
    facts = plan_citation(plan)
    cited = any(same_document(facts, each) for each in known)
    words, tone = "Đang thực hiện", "ok"
    if plan.state == PlanState.REPLACED:
        words, tone = "Đã được thay thế", "late"
    elif plan.state == PlanState.CLOSED:
        words, tone = f"Đã kết thúc ngày {written(plan.closed_on)}" if plan.closed_on else "Đã kết thúc", "idle"
    return Citable(f"kh-{plan.pk}", facts, full_citation(facts), words, tone, plan=plan, cited=cited)


def plan_citation(plan: Plan) -> Citation:
    """An issued plan as a document: "Kế hoạch số 97/KH-UBND ngày … của Ủy ban nhân dân xã An Bình về …"."""
    return Citation(
        doc_type=plan.type_name.capitalize(),
        number=plan.notation if plan.number else "",
        dated=plan.issued_on,
        issuer=issuer_of(plan.agency_lines, plan.organisation),
        subject=plan.title,
    )


def issuer_of(agency_lines: Sequence[str], organisation: Organisation) -> str:
    """ "Ủy ban nhân dân xã An Bình" from the lines of a letterhead, which are in capitals."""
    printed = " ".join(agency_lines).strip()
    if not printed:
        return organisation.display_name
    committee = "Ủy ban nhân dân"
    if fold(printed).startswith(fold(committee)):
        place = printed[len(committee) :].strip() or organisation.name
        if fold(place) == fold(organisation.name):
            return f"{committee} {organisation.name}"
        kind, _, name = place.partition(" ")
        return f"{committee} {kind.lower()} {' '.join(word.capitalize() for word in name.split())}"
    return printed.capitalize() if printed.isupper() else printed


def citable_plans(access: Access, day: dt.date) -> QuerySet[Plan]:
    """Issued plans of the office, and those in force that its superiors, on that day the dated one too, let it read."""
    shown = Plan.objects.from_above(access, day).values("pk")
    rows = Plan.objects.filter(Q(organisation=access.organisation) | Q(pk__in=shown))
    return rows.exclude(state__in=UNISSUED).select_related("organisation", "issued")


def citable_of(access: Access, source: str, day: dt.date) -> Citable | None:
    """The document a form names; None when this person cannot use such a one."""
    kind, _, number = source.partition("-")
    if not number.isdecimal() or len(number) > 18:
        return None
    if kind == "vb":
        text = LegalText.objects.usable_by(access).select_related(_WITH_SUCCESSORS).filter(pk=number).first()
        return citable_text(text, day) if text else None
    if kind == "kh":
        plan = citable_plans(access, day).filter(pk=number).first()
        return citable_plan(plan) if plan else None
    return None


def texts_found(access: Access, wanted: Wanted, day: dt.date) -> QuerySet[LegalText, int]:
    """Keys alone, in order: the texts of one page are then read by `texts_with_keys`."""
    return text_list(access, wanted=wanted, day=day).values_list("pk", flat=True)


def texts_with_keys(access: Access, keys: Sequence[int]) -> list[LegalText]:
    found = LegalText.objects.usable_by(access).select_related(_WITH_SUCCESSORS).in_bulk(keys)
    return [found[key] for key in keys if key in found]


def plans_found(access: Access, wanted: Wanted, besides: Plan, day: dt.date) -> list[Plan]:
    """The newest first."""
    rows = (
        citable_plans(access, day)
        .exclude(pk=besides.pk)
        .filter(saying(wanted, is_document=True, of_year=lambda year: Q(year=year.year)))
    )
    return list(rows.order_by("-issued__issued_on", "-pk")[:PLANS_FOUND])


def often_cited(access: Access) -> list[LegalText]:
    """What the office's plans cite most, for a search in which nothing was typed yet."""
    counted = (
        LegalBasis.objects.filter(plan__organisation=access.organisation, legal_text__isnull=False)
        .values("legal_text")
        .annotate(times=Count("pk"))
        .order_by("-times", "legal_text")[:TEXTS_OFTEN_CITED]
    )
    keys = [row["legal_text"] for row in counted]
    return texts_with_keys(access, keys)


@dataclass(frozen=True)
class BasisFact:
    """A basis of a plan with what the catalogue says of it; `doubt` where the two do not agree.

    `plan` is the plan of the portal it is, where it is one this person may read.
    """

    row: LegalBasis
    text: TextRow | None
    doubt: str
    plan: Plan | None = None


def basis_facts(rows: Iterable[LegalBasis], access: Access, day: dt.date) -> list[BasisFact]:
    """A fixed number of queries. A text that this person cannot use is not shown."""
    rows = list(rows)
    plans = _plans_meant(rows, access, day)
    keys = {row.legal_text_id for row in rows if row.legal_text_id}
    texts = LegalText.objects.usable_by(access).select_related("successor").in_bulk(keys) if keys else {}
    out = []
    for row in rows:
        text = texts.get(row.legal_text_id) if row.legal_text_id else None
        doubt = difference(row, text) if text else ""
        out.append(BasisFact(row, text_row(text, day) if text else None, doubt, plans.get(row.pk)))
    return out


def _plans_meant(rows: Sequence[LegalBasis], access: Access, day: dt.date) -> dict[int, Plan]:
    """Bases that are plans of the portal: same number, and the same day."""
    dated = {row.dated for row in rows if row.dated and "/" in row.number}
    if not dated:
        return {}
    found = {
        (number_key(plan.notation), plan.issued_on): plan
        for plan in citable_plans(access, day).filter(issued__issued_on__in=dated)
    }
    meant = {row.pk: found.get((number_key(row.number), row.dated)) for row in rows}
    return {pk: plan for pk, plan in meant.items() if plan is not None}


def plans_citing(text: LegalText, access: Access) -> QuerySet[Plan]:
    """Plans of this office, as far as this person may read them, that cite a text."""
    citing = LegalBasis.objects.filter(legal_text=text).values("plan")
    rows = Plan.objects.readable_by(access).of(access).filter(pk__in=citing)
    return rows.select_related("organisation", "issued").order_by("-year", "-pk")


def words_above(plan: Plan, block: Block | None) -> list[str]:
    """The texts before a line, in reading order; with no line the bases alone."""
    rows = Block.objects.filter(plan=plan).order_by("position")
    if block is None:
        return [line.text for line in preamble_of(plan) if line.is_basis]
    return list(rows.filter(position__lt=block.position).values_list("text", flat=True))
