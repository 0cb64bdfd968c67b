"""Writing a plan: header, lines, recipients, numbering. Every change passes one of these doors."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Max, Q

from audit.record import record, snapshot
from core.decision import require
from core.exceptions import DomainError
from core.text import fold, one_line, squeeze
from documents.official import BlockKind
from organisations.access import Access
from plans import rules
from plans.bases import Citation, citing_day, full_citation
from plans.domain.numbering import citation_paths, keep_numbers
from plans.domain.saving import require_now, save_seen
from plans.models import Appendix, Block, LegalBasis, Plan, PlanTask, Recipient
from plans.outline import stepped
from plans.queries.parts import line_of
from plans.reading.draft import Region, Role
from reference.queries import law_by_name

LOCAL_GOVERNMENT = "Tổ chức chính quyền địa phương"  # the law that gives a committee the power to issue its plans
HEADER_FIELDS = (
    "year", "type_name", "title", "parent_agency_lines", "agency_lines", "number", "symbol", "place", "date_text",
    "addressees", "authority_lines", "signer_position", "signer_name",
)  # fmt: skip


@transaction.atomic
def create_plan(
    *,
    by: Access,
    year: int,
    title: str,
    submission_key: uuid.UUID | None = None,
    skeleton: bool = True,
    today: dt.date | None = None,
) -> Plan:
    """A new draft with the organisation's letterhead and the usual sections (domain: mục đích … báo cáo).

    Its first basis is the law on local government in force `today`, within the plan's year. The same
    `submission_key` sent twice gives the plan made the first time.
    """
    require(rules.can_write_plans(by))
    assert by.organisation is not None
    if submission_key:
        known = Plan.objects.of(by).filter(submission_key=submission_key).first()
        if known:
            return known
    try:
        with transaction.atomic():
            plan = _first_version(by=by, year=year, title=title, submission_key=submission_key)
    except IntegrityError:  # the second press came while the first was being written, or the key is another's
        known = Plan.objects.of(by).filter(submission_key=submission_key).first()
        if known is None:
            raise DomainError("Chưa lập được kế hoạch. Hãy mở lại trang Lập kế hoạch mới rồi thử lại.") from None
        return known
    if skeleton:
        _write_skeleton(plan, citing_day(None, year, today))
    record("Lập kế hoạch", plan, by=by)
    return plan


def _first_version(*, by: Access, year: int, title: str, submission_key: uuid.UUID | None) -> Plan:
    organisation = by.organisation
    assert organisation is not None
    return Plan.objects.create(
        organisation=organisation,
        year=year,
        title=squeeze(title),
        parent_agency_lines=organisation.parent_agency_lines,
        agency_lines=organisation.agency_lines,
        place=organisation.short_name,
        date_text=f"ngày      tháng      năm {year}",
        authority_lines=["TM. ỦY BAN NHÂN DÂN"] if organisation.agency_lines else [],
        signer_position="CHỦ TỊCH" if organisation.agency_lines else "",
        created_by_id=by.user_id,
        submission_key=submission_key,
    )


def _write_skeleton(plan: Plan, day: dt.date) -> None:
    heading, paragraph = BlockKind.HEADING, BlockKind.PARAGRAPH
    law = law_by_name(plan.organisation, LOCAL_GOVERNMENT, day)
    cited = law or Citation("Luật", subject=LOCAL_GOVERNMENT)
    office = f"Ủy ban nhân dân {plan.organisation.name}"
    subject = plan.title[:1].lower() + plan.title[1:]
    lines: list[tuple[str, str, int, str, str, str]] = [
        (Region.PREAMBLE, BlockKind.BASIS, 1, "", f"Căn cứ {full_citation(cited)}.", ""),
        (Region.PREAMBLE, paragraph, 1, "", f"{office} ban hành Kế hoạch như sau:", ""),
        (Region.BODY, heading, 1, "I.", "MỤC ĐÍCH, YÊU CẦU", "objectives"),
        (Region.BODY, heading, 2, "1.", "Mục đích", ""),
        (Region.BODY, heading, 2, "2.", "Yêu cầu", ""),
        (Region.BODY, heading, 1, "II.", "MỤC TIÊU", "targets"),
        (Region.BODY, heading, 1, "III.", "NHIỆM VỤ, GIẢI PHÁP", "content"),
        (Region.BODY, heading, 1, "IV.", "KINH PHÍ THỰC HIỆN", "budget"),
        (Region.BODY, heading, 1, "V.", "TỔ CHỨC THỰC HIỆN", "organisation"),
        (Region.BODY, heading, 1, "VI.", "CHẾ ĐỘ BÁO CÁO", "reporting"),
        (Region.BODY, paragraph, 2, "", f"Trên đây là Kế hoạch {subject} của {office}./.", "closing"),
    ]
    blocks = Block.objects.bulk_create(
        Block(plan=plan, region=region, kind=kind, level=level, marker=marker, text=text, role=role, position=index)
        for index, (region, kind, level, marker, text, role) in enumerate(lines)
    )
    LegalBasis.objects.create(
        plan=plan, block=blocks[0], legal_text=law, doc_type=cited.doc_type, dated=cited.dated, subject=cited.subject
    )
    Recipient.objects.create(plan=plan, position=0, name="Lưu: VT")


@transaction.atomic
def update_header(plan: Plan, *, by: Access, seen: int, **changes: Any) -> Plan:
    """Save letterhead, title and signature. Raises EditConflict when somebody saved them since `seen`."""
    require_now(rules.can_edit_plan, by, plan)
    unknown = set(changes) - set(HEADER_FIELDS)
    if unknown:
        raise TypeError(f"không phải phần đầu văn bản: {unknown}")
    before = snapshot(plan, *changes)
    for name, value in changes.items():
        setattr(plan, name, value)
    plan.search = fold(f"{plan.type_name} {plan.title} {plan.number}/{plan.symbol} {plan.year}")
    save_seen(plan, seen=seen, fields=(*changes, "search"))
    if before.get("year") != snapshot(plan, *changes).get("year"):
        from plans.domain.tasks import reread_deadlines

        reread_deadlines(plan)
    record("Sửa phần đầu kế hoạch", plan, by=by, before=before, after=snapshot(plan, *changes))
    return plan


@transaction.atomic
def add_block(
    plan: Plan,
    *,
    by: Access,
    after: Block | None,
    kind: str = BlockKind.PARAGRAPH,
    level: int = 1,
    marker: str = "",
    text: str = "",
    role: str = "",
    region: str | None = None,
    appendix: Appendix | None = None,
    columns: Sequence[dict[str, str]] = (),
) -> Block:
    """Insert one line behind `after` (None: at the beginning of the region)."""
    require_now(rules.can_edit_plan, by, plan)
    if after is not None:
        region, appendix, position = after.region, after.appendix, after.position + 1
    else:
        region = region or Region.BODY
        position = start_of(plan, region, appendix)
    paths = citation_paths(plan)
    Block.objects.filter(plan=plan, position__gte=position).update(position=F("position") + 1)
    block = Block.objects.create(
        plan=plan, region=region, appendix=appendix, position=position, kind=kind, level=level,
        marker=marker, text=one_line(text), role=role, columns=list(columns),
    )  # fmt: skip
    keep_numbers(plan, paths)
    block.refresh_from_db()
    record("Thêm dòng", plan, by=by, note=str(block))
    return block


def start_of(plan: Plan, region: str, appendix: Appendix | None) -> int:
    """The first position of a part: behind everything that is printed before it, also when it is still empty."""
    before = Q(pk__in=())
    if region != Region.PREAMBLE:
        before |= Q(region=Region.PREAMBLE)
    if region == Region.APPENDIX and appendix is not None:
        before |= Q(region=Region.BODY) | Q(appendix__position__lt=appendix.position)
    last = Block.objects.filter(before, plan=plan).aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


@transaction.atomic
def save_block(block: Block, *, by: Access, seen: int, **changes: Any) -> Block:
    """Change text, marker, level, kind or role of one line; whole-line tasks take the new words."""
    plan = block.plan
    require_now(rules.can_edit_plan, by, plan)
    allowed = {"text", "marker", "level", "kind", "role", "columns"}
    if set(changes) - allowed:
        raise TypeError(f"không phải phần của dòng: {set(changes) - allowed}")
    if "text" in changes:
        changes["text"] = one_line(changes["text"])
    if "kind" in changes and (changes["kind"] == BlockKind.TABLE) != (block.kind == BlockKind.TABLE):
        raise DomainError("Bảng không đổi thành dòng chữ được. Hãy thêm dòng mới rồi xóa bảng.")
    before = snapshot(block, *changes)
    paths = citation_paths(plan) if {"level", "marker", "kind"} & set(changes) else None
    for name, value in changes.items():
        setattr(block, name, value)
    save_seen(block, seen=seen, fields=tuple(changes))
    if "text" in changes:
        for task in PlanTask.objects.filter(block=block, excerpt=False):
            task.text = block.text
            task.save(update_fields=["text", "search"])
        if block.assignment_id:
            from plans.domain.assignments import reread_assignment

            reread_assignment(block)
    if any(before[name] != getattr(block, name) for name in ("level", "marker", "kind") if name in changes):
        keep_numbers(plan, paths)
        block.refresh_from_db()
    after = snapshot(block, *changes)
    record("Sửa dòng", plan, by=by, before=before, after=after, note=str(block), part=f"dòng {block.pk}")
    return block


@transaction.atomic
def move_block(block: Block, *, by: Access, after: Block | None) -> Block:
    """Put one line behind another line of the same region and appendix (None: to its beginning)."""
    plan = block.plan
    require_now(rules.can_edit_plan, by, plan)
    siblings = list(Block.objects.filter(plan=plan, region=block.region, appendix=block.appendix).order_by("position"))
    if after is not None and all(each.pk != after.pk for each in siblings):
        raise DomainError("Chỉ chuyển dòng trong cùng một phần của văn bản.")
    paths = citation_paths(plan)
    places = [each.position for each in siblings]
    rest = [each for each in siblings if each.pk != block.pk]
    index = 0 if after is None else next((i + 1 for i, each in enumerate(rest) if each.pk == after.pk), 0)
    rest.insert(index, next(each for each in siblings if each.pk == block.pk))
    for each, place in zip(rest, places, strict=True):
        each.position = place
    Block.objects.bulk_update(rest, ["position"])
    keep_numbers(plan, paths)
    block.refresh_from_db()
    record("Chuyển dòng", plan, by=by, note=str(block))
    return block


@transaction.atomic
def step_block(block: Block, *, by: Access, up: bool) -> Block:
    """Exchange a line with its neighbour above or below, a heading and its section with the section beside it.

    At the edge of its part it stays where it is.
    """
    plan = block.plan
    require_now(rules.can_edit_plan, by, plan)
    siblings = list(Block.objects.filter(plan=plan, region=block.region, appendix=block.appendix).order_by("position"))
    place = next((index for index, each in enumerate(siblings) if each.pk == block.pk), None)
    if place is None:
        raise DomainError("Dòng này vừa bị người khác xóa.")
    # The closing sentence ("Trên đây là Kế hoạch …/.") ends the text: it is no part of the last section.
    end = len(siblings)
    while end > place + 1 and siblings[end - 1].role == Role.CLOSING:
        end -= 1
    order = stepped([line_of(each) for each in siblings[:end]], place, up=up)
    if order is None:
        return block
    siblings = siblings[:end]
    paths = citation_paths(plan)
    places = [each.position for each in siblings]
    moved = [siblings[index] for index in order]
    for each, position in zip(moved, places, strict=True):
        each.position = position
    Block.objects.bulk_update(moved, ["position"])
    keep_numbers(plan, paths)
    block.refresh_from_db()
    record("Chuyển dòng", plan, by=by, note=str(block))
    return block


@transaction.atomic
def delete_block(block: Block, *, by: Access, seen: int) -> None:
    """Remove one line with the tasks that stand in it. Raises EditConflict when it changed since.

    A printed line of an assignment block takes its words out of the block; a task that was followed
    for another one that says the same is followed itself again.
    """
    from plans.domain.assignments import drop_assignment_line
    from plans.domain.tasks import release_twins

    plan = block.plan
    require_now(rules.can_edit_plan, by, plan)
    save_seen(block, seen=seen, fields=())
    text, paths = str(block), citation_paths(plan)
    release_twins(PlanTask.objects.filter(Q(block=block) | Q(row__block=block)))
    if block.assignment_id:
        drop_assignment_line(block)
    block.delete()
    keep_numbers(plan, paths)
    record("Xóa dòng", plan, by=by, note=text)


@transaction.atomic
def renumber(plan: Plan, *, by: Access) -> int:
    """ "Đánh số lại": automatic numbering from now on; citations of the plan's own sections follow.

    Returns how many lines changed their number.
    """
    require_now(rules.can_edit_plan, by, plan)
    if not plan.auto_numbering:
        plan.auto_numbering = True
        plan.save(update_fields=["auto_numbering"])
    changed = keep_numbers(plan)
    record("Đánh số lại", plan, by=by, note=f"{changed} dòng")
    return changed


@transaction.atomic
def save_recipients(plan: Plan, *, by: Access, seen: int, lines: Sequence[tuple[str, str]]) -> None:
    """Replace Nơi nhận by these (name, purpose) lines; the filing line is kept last."""
    require_now(rules.can_edit_plan, by, plan)
    before = {"nơi nhận": "; ".join(str(each) for each in plan.recipients.all())}
    save_seen(plan, seen=seen, fields=())
    cleaned = [(squeeze(name).rstrip(";."), squeeze(purpose)) for name, purpose in lines if squeeze(name)]
    cleaned.sort(key=lambda line: line[0].casefold().startswith("lưu"))
    kept = {(each.name, each.purpose): each for each in plan.recipients.all()}
    plan.recipients.all().delete()
    Recipient.objects.bulk_create(
        Recipient(
            plan=plan, position=index, name=name, purpose=purpose,
            organisation=kept[name, purpose].organisation if (name, purpose) in kept else None,
            unit=kept[name, purpose].unit if (name, purpose) in kept else None,
            email=kept[name, purpose].email if (name, purpose) in kept else "",
        )
        for index, (name, purpose) in enumerate(cleaned)
    )  # fmt: skip
    record("Sửa nơi nhận", plan, by=by, before=before, after={"nơi nhận": "; ".join(n for n, _ in cleaned)})
