"""The superior's plan as a commune reads it, and what it asks for. Nothing of the inside of the other office."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from core.codec import from_plain
from core.text import squeeze
from documents.official import BlockKind, n30_date
from organisations.models import Organisation
from organisations.queries import is_named_in
from plans.models import Block, Plan, PlanImport, PlanStart, PlanTask, TableRow
from plans.official import official_document
from plans.queries.content import CLAUSES
from plans.reading.draft import Place, PlanReading, Region
from plans.rolling.citing import committee_words
from plans.rolling.duties import (
    Offer,
    OfferKind,
    Paper,
    addressed_to,
    line_words,
    offers_of,
    standings,
)

OFFERS_A_PAGE = 40
KINDS = {
    OfferKind.TASK: "Nhiệm vụ",
    OfferKind.TARGET: "Mục tiêu, chỉ tiêu",
    OfferKind.DISCLOSURE: "Nội dung công khai",
    OfferKind.REPORT: "Chế độ báo cáo",
}


def names_of(organisation: Organisation) -> list[str]:
    """What papers call this office: its name and those it took over."""
    earlier = organisation.predecessions.values_list("predecessor__name", flat=True)
    return [organisation.name, *earlier]


def paper_of_plan(plan: Plan, organisation: Organisation) -> Paper:
    """A plan of the portal: its own tasks, and the clauses kept with it."""
    names = names_of(organisation)
    document = official_document(plan)
    where = standings(document)
    blocks, rows = _places(plan)
    roles, of_row = _roles(plan), dict(TableRow.objects.filter(block__plan=plan).values_list("pk", "block_id"))
    offers: list[Offer] = []
    tasks = PlanTask.objects.filter(plan=plan, same_as__isnull=True).printed().select_related("assignment")
    for task in tasks:
        place = rows.get(task.row_id or 0) or blocks.get(task.block_id or 0)
        stands = where.get(place) if place else None
        heading = stands.heading if stands else ""
        told = addressed_to(
            task.text, lead=task.effective_lead, coordinating=task.effective_coordinating, heading=heading, names=names
        )
        role = roles.get(task.block_id or of_row.get(task.row_id or 0, 0), "")
        offers.append(
            Offer(
                f"n{task.pk}", OfferKind.TASK, task.text, stands.clause if stands else "", heading,
                task.effective_deadline_text, task.result_text, task.effective_lead, *told, task.pk, role,
            )
        )  # fmt: skip
    order = {f"n{task.pk}": _order(rows.get(task.row_id or 0) or blocks.get(task.block_id or 0)) for task in tasks}
    offers.sort(key=lambda each: order[each.key])
    offers += _clauses(plan, where, blocks, rows, names)
    full, short = issuer_words(plan.organisation)
    issued = plan.issued_on
    return Paper(
        doc_type=squeeze(plan.type_name).capitalize() or "Kế hoạch",
        number=plan.notation if plan.number else "",
        date_text=n30_date(issued) if issued else "",
        issuer=full,
        short_issuer=short,
        title=plan.title,
        year=plan.year,
        offers=tuple(offers),
    )


def issuer_words(organisation: Organisation) -> tuple[str, str]:
    """The office as a sentence names it; the place in its own spelling ("tỉnh Hà Sơn")."""
    full, short = committee_words(organisation.agency_lines)
    if full.startswith("Ủy ban nhân dân"):
        return f"Ủy ban nhân dân {organisation.name}", f"UBND {organisation.name}"
    return full or organisation.display_name, short or organisation.display_name


_REGIONS = {Region.PREAMBLE.value: 0, Region.BODY.value: 1, Region.APPENDIX.value: 2}


def _order(place: Place | None) -> tuple[int, int, int, int]:
    if place is None:
        return 3, 0, 0, 0
    return _REGIONS[place.region.value], place.appendix, place.block, -1 if place.row is None else place.row


def _places(plan: Plan) -> tuple[dict[int, Place], dict[int, Place]]:
    """Line id → place, row id → place, counted as the printed document counts them."""
    appendices = {pk: index for index, pk in enumerate(plan.appendices.values_list("pk", flat=True))}
    counts: dict[tuple[str, int], int] = {}
    blocks: dict[int, Place] = {}
    for pk, region, appendix in (
        Block.objects.filter(plan=plan).order_by("position").values_list("pk", "region", "appendix_id")
    ):
        number = appendices.get(appendix or 0, 0)
        index = counts.get((region, number), 0)
        counts[region, number] = index + 1
        blocks[pk] = Place(Region(region), index, appendix=number)
    rows: dict[int, Place] = {}
    inside: dict[int, int] = {}
    found = TableRow.objects.filter(block__plan=plan).order_by("block_id", "position").values_list("pk", "block_id")
    for pk, block in found:
        rows[pk] = replace(blocks[block], row=inside.get(block, 0))
        inside[block] = inside.get(block, 0) + 1
    return blocks, rows


def _roles(plan: Plan) -> dict[int, str]:
    """Line id → what its part is for: its own role, else that of the title above."""
    out: dict[int, str] = {}
    here = ""
    for pk, kind, role in Block.objects.filter(plan=plan).order_by("position").values_list("pk", "kind", "role"):
        here = role if kind == BlockKind.HEADING and role else here
        out[pk] = role or here
    return out


_OF_CLAUSE: dict[str, tuple[OfferKind, str, str]] = {
    "target": (OfferKind.TARGET, "text", ""),
    "disclosureclause": (OfferKind.DISCLOSURE, "item", "timing_text"),
    "reportingclause": (OfferKind.REPORT, "text", "due_text"),
}


def _clauses(
    plan: Plan, where: dict[Place, Any], blocks: dict[int, Place], rows: dict[int, Place], names: list[str]
) -> list[Offer]:
    out = []
    duties = set(PlanTask.objects.filter(plan=plan).values_list("block_id", "row_id"))
    duties |= {(of, row) for row, of in TableRow.objects.filter(task__plan=plan).values_list("pk", "block_id")}
    for model in CLAUSES:
        known = _OF_CLAUSE.get(model._meta.model_name or "")
        if known is None:
            continue
        kind, words, time = known
        for clause in model._default_manager.filter(plan=plan):
            if (clause.block_id, clause.row_id) in duties:
                continue  # the line is offered as the duty it is
            place = rows.get(clause.row_id or 0) or blocks.get(clause.block_id or 0)
            stands = where.get(place) if place else None
            text, heading = getattr(clause, words), stands.heading if stands else ""
            out.append(
                Offer(
                    f"{kind.value}{clause.pk}", kind, text, stands.clause if stands else "", heading,
                    getattr(clause, time) if time else "", "", "", *addressed_to(text, heading=heading, names=names),
                )
            )  # fmt: skip
    return out


def paper_of_reading(imported: PlanImport, organisation: Organisation) -> Paper:
    """A received paper that is not a plan of the portal, from its reading as it was corrected."""
    reading = from_plain(PlanReading, imported.draft)
    document = reading.document
    full, short = committee_words(document.letterhead.agency)
    dated = document.letterhead.date
    head = document.letterhead
    return Paper(
        doc_type=squeeze(document.type_name).capitalize() or "Kế hoạch",
        number=f"{head.number}/{head.symbol}" if head.number and head.symbol else "",
        date_text=n30_date(dated) if dated else "",
        issuer=full,
        short_issuer=short,
        title=document.title,
        year=reading.year,
        offers=offers_of(reading, names=names_of(organisation)),
    )


def is_anothers(imported: PlanImport) -> bool:
    """Whether the letterhead that was read names an office, and another one than this."""
    agency = " ".join(imported.draft.get("document", {}).get("letterhead", {}).get("agency", []))
    parents = " ".join(imported.draft.get("document", {}).get("letterhead", {}).get("parent_agency", []))
    return bool(agency) and not is_named_in(imported.organisation, f"{parents} {agency}")


def paper_in(start: PlanStart) -> Paper:
    return from_plain(Paper, start.found)


@dataclass(frozen=True)
class Taken:
    """A person's answer to one proposal: whether it is taken, in which words, and into which section.

    `section` is a role ("content") or a line of the draft ("dong-12").
    """

    taken: bool
    text: str = ""
    section: str = ""


def answers_in(start: PlanStart) -> dict[str, Taken]:
    return {key: from_plain(Taken, value) for key, value in start.chosen.get("offers", {}).items()}


def answer_of(offer: Offer, answers: dict[str, Taken]) -> Taken:
    """What was chosen, or what is proposed: those that speak to communes are ticked."""
    known = answers.get(offer.key)
    if known is not None:
        return known
    return Taken(offer.is_given, line_words(offer.text, offer.deadline_text), offer.section)


@dataclass(frozen=True)
class Section:
    """A place the proposals can go to. `value` as in `Taken.section`."""

    value: str
    name: str


SKELETON = (
    Section("content", "III. Nhiệm vụ, giải pháp"),
    Section("targets", "II. Mục tiêu"),
    Section("organisation", "V. Tổ chức thực hiện"),
    Section("reporting", "VI. Chế độ báo cáo"),
    Section("objectives", "I. Mục đích, yêu cầu"),
)
MOST_SECTIONS = 60


def sections_for(start: PlanStart) -> list[Section]:
    """Those of the usual sections for a new plan, the titles of the draft for an existing one."""
    if start.target is None:
        return list(SKELETON)
    titles = Block.objects.filter(plan=start.target, kind=BlockKind.HEADING, region=Region.BODY).order_by("position")
    return [
        Section(f"dong-{block.pk}", f"{' ' * 3 * (block.level - 1)}{block.marker} {block.text}"[:90])
        for block in titles[:MOST_SECTIONS]
    ]


def default_section(offer: Offer, start: PlanStart, sections: list[Section], roles: dict[str, str]) -> str:
    """The section of the proposal's role; in a draft without such a title the first one."""
    role = offer.section
    if start.target is None:
        return role
    return roles.get(role) or roles.get("content") or (sections[0].value if sections else "")


def roles_in(target: Plan | None) -> dict[str, str]:
    """Role → the title of the draft that has it."""
    if target is None:
        return {}
    rows = Block.objects.filter(plan=target, kind=BlockKind.HEADING, region=Region.BODY).exclude(role="")
    out: dict[str, str] = {}
    for pk, role in rows.order_by("position").values_list("pk", "role"):
        out.setdefault(role, f"dong-{pk}")
    return out
