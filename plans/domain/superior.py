"""From a superior's plan to one's own: what is chosen of it becomes duties and lines, with the basis written."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence

from django.db import transaction

from audit.record import record
from core.codec import to_plain
from core.decision import require
from core.exceptions import DomainError
from core.text import fold, squeeze
from documents.official import BlockKind, parse_date_text
from organisations.access import Access
from organisations.models import Organisation
from plans import rules
from plans.bases import Citation, full_citation, is_mentioned
from plans.domain.bases import insert_basis
from plans.domain.drafting import create_plan, save_block
from plans.domain.lines import NewLine, Spot, add_lines
from plans.domain.rereading import reread_clauses
from plans.domain.saving import require_now
from plans.domain.starting import choose, keep_start, known_start, made_once
from plans.domain.tasks import understood
from plans.enums import ImportState, StartKind
from plans.models import Block, Plan, PlanImport, PlanStart, PlanTask
from plans.queries.bases import Citable, preamble_of
from plans.queries.superior import (
    Taken,
    answer_of,
    answers_in,
    paper_in,
    paper_of_plan,
    paper_of_reading,
)
from plans.reading.draft import Region, Role
from plans.rolling.duties import Offer, OfferKind, Paper
from plans.rolling.edits import replaced
from plans.rolling.names import Renaming, book_of, name_edits

_GONE = "Cấp trên không còn cho xem kế hoạch này. Hãy chọn kế hoạch khác."
_READ = (ImportState.READ, ImportState.ACCEPTED)


@transaction.atomic
def prepare_from_superior(
    source: Plan | PlanImport,
    *,
    by: Access,
    year: int,
    today: dt.date,
    target: Plan | None = None,
    submission_key: uuid.UUID | None = None,
) -> PlanStart:
    """Look through a superior's plan, or a received paper of another office, for what it asks of this one.

    Raises DomainError when the plan is not shown to this office (any more), or asks for nothing.
    """
    require(rules.can_write_plans(by))
    office = by.organisation
    assert office is not None
    known = known_start(by, submission_key)
    if known is not None:
        return known
    _require_source(source, by, today)
    paper = paper_of_plan(source, office) if isinstance(source, Plan) else paper_of_reading(source, office)
    if not paper.offers:
        raise DomainError("Không thấy nhiệm vụ nào trong văn bản này để lập kế hoạch.")
    start = PlanStart(
        organisation=office,
        kind=StartKind.SUPERIOR,
        source=source if isinstance(source, Plan) else None,
        imported=source if isinstance(source, PlanImport) else None,
        target=target,
        year=target.year if target else year,
        title=target.title if target else _own_title(paper, source, office),
        found=to_plain(paper),
        created_by_id=by.user_id,
        submission_key=submission_key,
    )
    return keep_start(start, by=by)


def _require_source(source: Plan | PlanImport, by: Access, today: dt.date) -> None:
    if isinstance(source, Plan):
        if not Plan.objects.from_above(by, today).filter(pk=source.pk).exists():
            raise DomainError(_GONE)
    elif not PlanImport.objects.of(by).filter(pk=source.pk, state__in=_READ).exists():
        raise DomainError("Văn bản này chưa đọc xong hoặc đã bỏ. Hãy mở lại từ “Nhập từ văn bản”.")


def _own_title(paper: Paper, source: Plan | PlanImport, office: Organisation) -> str:
    """The superior's title with the own name: "… tỉnh Hà Sơn năm 2026" → "… xã An Bình năm 2026"."""
    name = source.organisation.name if isinstance(source, Plan) else paper.short_issuer.removeprefix("UBND ").strip()
    if not name or not paper.title:
        return paper.title
    book = book_of([Renaming(name, office.name)], year=0)
    return replaced(paper.title, name_edits(paper.title, book))


def choose_offers(
    start: PlanStart, *, by: Access, seen: int, offers: Mapping[str, Taken], title: str | None = None
) -> PlanStart:
    """Keep which proposals are taken, in which words and where they go."""
    kept = {key: to_plain(each) for key, each in offers.items()}
    return choose(start, by=by, seen=seen, others={"offers": kept}, title=title)


@transaction.atomic
def carry_out(start: PlanStart, *, by: Access, today: dt.date) -> Plan:
    """Write what was chosen: a new plan with the usual sections, or lines of the draft that was named.

    Each duty keeps which clause it carries out; who leads it is the office's to decide. The superior's
    plan is written among the bases. Pressed twice it is written once.
    """
    return made_once(start, by, lambda: _carry_out(start, by, today))


def _carry_out(start: PlanStart, by: Access, today: dt.date) -> Plan:
    source = start.source or start.imported
    if source is None:
        raise DomainError(_GONE)
    _require_source(source, by, today)
    paper, answers = paper_in(start), answers_in(start)
    taken = [(offer, answer_of(offer, answers)) for offer in paper.offers]
    taken = [(offer, answer) for offer, answer in taken if answer.taken and squeeze(answer.text)]
    if not taken:
        raise DomainError("Ông/bà chưa chọn nội dung nào của kế hoạch cấp trên. Hãy chọn ít nhất một nội dung.")
    plan = start.target
    fresh = plan is None
    if plan is None:
        plan = create_plan(by=by, year=start.year, title=start.title, submission_key=start.submission_key, today=today)
        Plan.objects.filter(pk=plan.pk).update(started_from=start.source)
    else:
        require_now(rules.can_edit_plan, by, plan)
    for section, some in _by_section(start, plan, taken).items():
        _write_section(plan, by, section, some, paper, titled=fresh)
    _write_basis(plan, by, paper)
    reread_clauses(plan, by=by)
    action = "Lập từ kế hoạch cấp trên" if fresh else "Thêm nhiệm vụ cấp trên giao"
    record(action, plan, by=by, note=f"{paper.short}: {len(taken)} nội dung")
    plan.refresh_from_db()
    return plan


def _by_section(
    start: PlanStart, plan: Plan, taken: Sequence[tuple[Offer, Taken]]
) -> dict[Block, list[tuple[Offer, Taken]]]:
    """The title each chosen proposal goes under; one that is gone meanwhile is met by the section of its role."""
    headings = list(Block.objects.filter(plan=plan, kind=BlockKind.HEADING, region=Region.BODY).order_by("position"))
    if not headings:
        raise DomainError("Dự thảo chưa có đề mục nào. Hãy thêm đề mục rồi làm lại.")
    by_id = {f"dong-{block.pk}": block for block in headings}
    by_role: dict[str, Block] = {}
    for block in headings:
        by_role.setdefault(block.role, block)
    out: dict[Block, list[tuple[Offer, Taken]]] = {}
    for offer, answer in taken:
        wanted = by_id.get(answer.section) or by_role.get(answer.section) or by_role.get(offer.section)
        out.setdefault(wanted or by_role.get(Role.CONTENT) or headings[0], []).append((offer, answer))
    return out


def _write_section(
    plan: Plan, by: Access, section: Block, some: Sequence[tuple[Offer, Taken]], paper: Paper, *, titled: bool
) -> None:
    """The lines of one section; in a new plan under the superior's titles, where it has several."""
    section.refresh_from_db()
    titles = list(dict.fromkeys(squeeze(offer.heading) for offer, _ in some if offer.kind == OfferKind.TASK))
    under_titles = titled and section.role == Role.CONTENT and len([each for each in titles if each]) > 1
    lines: list[NewLine] = []
    owners: list[tuple[Offer, Taken] | None] = []
    ordered = sorted(some, key=lambda each: titles.index(squeeze(each[0].heading))) if under_titles else list(some)
    last = ""
    for offer, answer in ordered:
        heading = squeeze(offer.heading)
        if under_titles and heading and fold(heading) != fold(last):
            marker = f"{len({line.text for line in lines if line.kind == BlockKind.HEADING}) + 1}."
            lines.append(NewLine(uuid.uuid4(), BlockKind.HEADING, section.level + 1, marker, _title(heading)))
            owners.append(None)
            last = heading
        level = section.level + (2 if under_titles and heading else 1)
        lines.append(NewLine(uuid.uuid4(), BlockKind.PARAGRAPH, level, "-", answer.text))
        owners.append((offer, answer))
    blocks = add_lines(plan, by=by, at=Spot.behind(_last_of(plan, section)), lines=lines)
    duties = [
        (block, owner[0])
        for block, owner in zip(blocks, owners, strict=True)
        if owner and owner[0].kind == OfferKind.TASK
    ]
    known = set(
        PlanTask.objects.filter(pk__in=[offer.task_id for _, offer in duties if offer.task_id]).values_list(
            "pk", flat=True
        )
    )
    PlanTask.objects.bulk_create(
        PlanTask(
            plan=plan,
            block=block,
            position=block.position,
            text=block.text,
            tracked=True,
            deadline_text=offer.deadline_text,
            deadline=understood(offer.deadline_text, plan) if offer.deadline_text else None,
            result_text=offer.result_text,
            basis_text=paper.basis_of(offer),
            basis_task_id=offer.task_id if offer.task_id in known else None,
            search=fold(block.text),
        )
        for block, offer in duties
    )


def _title(heading: str) -> str:
    return heading.rstrip(" :.;")


def _last_of(plan: Plan, section: Block) -> Block:
    """The last line that stands under a title; the closing sentence belongs to no section."""
    last = section
    for block in Block.objects.filter(plan=plan, region=section.region, position__gt=section.position).order_by(
        "position"
    ):
        if (block.kind == BlockKind.HEADING and block.level <= section.level) or block.role == Role.CLOSING:
            break
        last = block
    return last


def _write_basis(plan: Plan, by: Access, paper: Paper) -> None:
    """ "Thực hiện Kế hoạch số … ngày … của … về …", in the order and with the endings of the preamble."""
    facts = Citation(paper.doc_type, paper.number, parse_date_text(paper.date_text), paper.issuer, paper.title)
    lines = preamble_of(plan)
    if is_mentioned(facts, [line.text for line in lines if line.is_basis]):
        return
    words = full_citation(facts)
    block = insert_basis(plan, by=by, source=Citable("", facts, words, "", ""))
    if block.text.startswith("Căn cứ "):
        save_block(block, by=by, seen=block.version, text=f"Thực hiện {block.text.removeprefix('Căn cứ ')}")
