"""Many lines at once: added, put elsewhere, deleted, split, joined. One renumbering and one entry of the log each."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Q

from audit.record import record, snapshot
from core.exceptions import DomainError
from core.text import one_line
from documents.official import BlockKind
from organisations.access import Access
from plans import rules
from plans.domain.drafting import save_block, start_of
from plans.domain.numbering import citation_paths, keep_numbers, rewrite
from plans.domain.row_writing import TableInHand, write_rows
from plans.domain.saving import require_now
from plans.models import Appendix, Block, Plan, PlanTask
from plans.queries.content import CLAUSES
from plans.reading.draft import Region
from plans.sheet import SheetRow

LONGEST_LINE = 20_000  # letters of one line; longer is a whole document
MOST_LINES = 5_000  # of one plan


@dataclass(frozen=True)
class NewLine:
    """A line to be written. `columns` and `rows` belong to a table."""

    key: uuid.UUID
    kind: str = BlockKind.PARAGRAPH
    level: int = 1
    marker: str = ""
    text: str = ""
    role: str = ""
    columns: tuple[dict[str, str], ...] = ()
    rows: tuple[SheetRow, ...] = ()


@dataclass(frozen=True)
class Spot:
    """A place between lines: behind `after`, or at the beginning of a part."""

    region: str
    appendix: Appendix | None = None
    after: Block | None = None

    @classmethod
    def behind(cls, block: Block) -> Spot:
        return cls(block.region, block.appendix, block)

    def position(self, plan: Plan) -> int:
        return self.after.position + 1 if self.after else start_of(plan, self.region, self.appendix)


@transaction.atomic
def add_lines(plan: Plan, *, by: Access, at: Spot, lines: Sequence[NewLine]) -> list[Block]:
    """Insert lines in their order. Raises DomainError for a key the plan has already, and for too many lines."""
    require_now(rules.can_edit_plan, by, plan)
    if not lines:
        return []
    if Block.objects.filter(plan=plan).count() + len(lines) > MOST_LINES:
        raise DomainError(
            f"Kế hoạch soạn ở đây nhiều nhất {MOST_LINES} dòng. Với văn bản dài hơn, hãy dùng “Nhập từ văn bản”."
        )
    keys = [line.key for line in lines]
    if len(set(keys)) != len(keys) or Block.objects.filter(plan=plan, key__in=keys).exists():
        raise DomainError("Dòng này đã có trong kế hoạch. Hãy tải lại trang rồi xem lại.")
    position = at.position(plan)
    paths = citation_paths(plan)
    Block.objects.filter(plan=plan, position__gte=position).update(position=F("position") + len(lines))
    blocks = Block.objects.bulk_create(
        (
            Block(
                plan=plan, key=line.key, region=at.region, appendix=at.appendix, position=position + index,
                kind=line.kind, level=line.level, marker=one_line(line.marker), text=one_line(line.text),
                role=line.role, columns=list(line.columns),
            )
            for index, line in enumerate(lines)
        ),
        batch_size=200,
    )  # fmt: skip
    for block, line in zip(blocks, lines, strict=True):
        if line.rows:
            write_rows(TableInHand(block, [], {}, {}), line.rows)
    keep_numbers(plan, paths)
    note = str(blocks[0]) if len(blocks) == 1 else f"{len(blocks)} dòng, từ “{str(blocks[0])[:60]}”"
    record("Thêm dòng", plan, by=by, note=note)
    return blocks


@transaction.atomic
def delete_lines(blocks: Sequence[Block], *, by: Access) -> None:
    """Remove lines with the tasks that stand in them; see `drafting.delete_block`. The log keeps their words."""
    from plans.domain.assignments import drop_assignment_line
    from plans.domain.tasks import release_twins

    if not blocks:
        return
    plan = blocks[0].plan
    require_now(rules.can_edit_plan, by, plan)
    ids = [block.pk for block in blocks]
    words = "\n".join(str(block) if len(blocks) > 1 else f"{block.marker} {block.text}".strip() for block in blocks)
    paths = citation_paths(plan)
    release_twins(PlanTask.objects.filter(Q(block__in=ids) | Q(row__block__in=ids)))
    for block in blocks:
        if block.assignment_id:
            block.refresh_from_db(fields=["assignment"])
            if block.assignment_id:
                drop_assignment_line(block)
                Block.objects.filter(pk=block.pk).update(assignment=None)  # it no longer keeps the others company
    Block.objects.filter(plan=plan, pk__in=ids).delete()
    keep_numbers(plan, paths)
    note = str(blocks[0]) if len(blocks) == 1 else f"{len(blocks)} dòng, từ “{str(blocks[0])[:60]}”"
    record("Xóa dòng", plan, by=by, note=note, before={"nội dung": words}, after={"nội dung": ""})


@transaction.atomic
def move_lines(blocks: Sequence[Block], *, by: Access, to: Spot) -> None:
    """Put lines, in the order given, at another place. What goes into an appendix or out of it changes its part."""
    if not blocks:
        return
    plan = blocks[0].plan
    require_now(rules.can_edit_plan, by, plan)
    ids = [block.pk for block in blocks]
    if to.after is not None and to.after.pk in ids:
        raise DomainError("Không chuyển được vào chính phần đang chuyển.")
    if any((block.region == Region.PREAMBLE) != (to.region == Region.PREAMBLE) for block in blocks):
        raise DomainError("Dòng của phần căn cứ và dòng của phần nội dung không chuyển sang nhau được.")
    paths = citation_paths(plan)
    order = list(Block.objects.filter(plan=plan).order_by("position", "pk"))
    known = {block.pk: block for block in order}
    moved = [known[pk] for pk in ids]
    start = to.position(plan)
    going = set(ids)
    before = [block for block in order if block.position < start and block.pk not in going]
    behind = [block for block in order if block.position >= start and block.pk not in going]
    changed = []
    for position, block in enumerate([*before, *moved, *behind]):
        part = (to.region, to.appendix.pk if to.appendix else None) if block.pk in going else None
        if block.position != position or (part and part != (block.region, block.appendix_id)):
            block.position = position
            if part:
                block.region, block.appendix_id = part
                block.version += 1
            changed.append(block)
    rewrite(changed, "position", "region", "appendix", "version")
    keep_numbers(plan, paths)
    note = str(moved[0]) if len(moved) == 1 else f"{len(moved)} dòng, từ “{str(moved[0])[:60]}”"
    record("Chuyển dòng", plan, by=by, note=note)


@transaction.atomic
def split_line(block: Block, *, by: Access, text: str, new: NewLine) -> Block:
    """Cut one line in two. Its duty, its role and its part in an assignment block stay with the words.

    They stay with the first half, unless nothing stands there; a duty that is only a piece of the line
    goes where its piece goes.
    """
    plan = block.plan
    first, second = one_line(text), one_line(new.text)
    if block.kind == BlockKind.TABLE:
        raise DomainError("Bảng không tách thành dòng được.")
    (made,) = add_lines(plan, by=by, at=Spot.behind(block), lines=[new])
    block.refresh_from_db()
    block.plan = plan
    if not first:  # the cut is before the first word: an empty line comes in above
        PlanTask.objects.filter(block=block).update(block=made)
        made.role, block.role = block.role, ""
        made.assignment, made.assignment_field = block.assignment, block.assignment_field
        block.assignment, block.assignment_field = None, ""
        for each in (made, block):
            each.save(update_fields=["role", "assignment", "assignment_field"])
        for clauses in CLAUSES:
            clauses._default_manager.filter(block=block).update(block=made)
    else:
        for task in PlanTask.objects.filter(block=block, excerpt=True):
            if task.text not in first and task.text in second:
                task.block = made
                task.save(update_fields=["block"])
    save_block(block, by=by, seen=block.version, text=first)
    made.refresh_from_db()
    return made


@transaction.atomic
def join_lines(block: Block, *, by: Access, text: str, gone: Block) -> list[int]:
    """Put two lines together into the first. Returns the ids of the duties that were kept from the second.

    Its duties that are a piece of the line are kept, and all of them where the first line was empty; a
    duty of the whole second line is none any more.
    """
    if BlockKind.TABLE in (block.kind, gone.kind):
        raise DomainError("Bảng không nối với dòng chữ được.")
    require_now(rules.can_edit_plan, by, block.plan)
    kept = PlanTask.objects.filter(block=gone)
    if block.text or PlanTask.objects.filter(block=block).exists():
        kept = kept.filter(excerpt=True)
    ids = list(kept.values_list("pk", flat=True))
    PlanTask.objects.filter(pk__in=ids).update(block=block)
    for clauses in CLAUSES:
        clauses._default_manager.filter(block=gone).update(block=block)
    delete_lines([gone], by=by)
    block.refresh_from_db()
    save_block(block, by=by, seen=block.version, text=text)
    return ids


@transaction.atomic
def shape_lines(plan: Plan, *, by: Access, blocks: Sequence[Block], fields: Iterable[str]) -> None:
    """Write level, kind, marker or role of lines that were given their new ones; the numbers follow."""
    require_now(rules.can_edit_plan, by, plan)
    names = sorted({*fields} & {"level", "kind", "marker", "role"})
    if not blocks or not names:
        return
    stored = {each.pk: each for each in Block.objects.filter(plan=plan, pk__in=[block.pk for block in blocks])}
    paths = citation_paths(plan)
    for block in blocks:
        block.version = stored[block.pk].version + 1
    rewrite(blocks, *names, "version")
    keep_numbers(plan, paths)
    first = blocks[0]
    before, after = snapshot(stored[first.pk], *names), snapshot(first, *names)
    note = str(first) if len(blocks) == 1 else f"{first} và {len(blocks) - 1} dòng bên dưới"
    record("Sửa dòng", plan, by=by, before=before, after=after, note=note)
