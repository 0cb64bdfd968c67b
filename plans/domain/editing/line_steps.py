"""Steps about lines: typed in, added, split, joined, given another shape, moved, deleted."""

from __future__ import annotations

from typing import Any

from core.text import one_line
from documents.official import BlockKind, marker_style
from plans.domain.drafting import save_block
from plans.domain.editing import undoing
from plans.domain.editing.desk import Desk, Handler, StepGone, key_in
from plans.domain.editing.fields import (
    fitting_kind,
    kind_of,
    level_of,
    line_of,
    marker_of,
    one_of,
    part,
    refuse,
    role_of,
    several,
    words,
)
from plans.domain.lines import (
    MOST_LINES,
    NewLine,
    Spot,
    add_lines,
    delete_lines,
    join_lines,
    move_lines,
    shape_lines,
    split_line,
)
from plans.models import Appendix, Block, PlanTask
from plans.outline import Line
from plans.queries.parts import line_of as outlined
from plans.reading.draft import Region
from plans.shapes import Shape, family, next_line, reshaped

MOST_AT_ONCE = 1_500  # lines in one step

Undo = dict[str, Any]


def type_text(desk: Desk, step: dict[str, Any]) -> Undo | None:
    block, was, text = desk.line(step.get("line")), words(step, "was"), words(step, "text")
    if block.kind == BlockKind.TABLE:
        raise refuse("Bảng không có chữ của dòng. Hãy nhập vào các ô của bảng.")
    now = one_line(block.text)
    if now == text:
        return None
    if now != was:
        raise desk.conflict(block)
    save_block(block, by=desk.by, seen=block.version, text=text)
    desk.touch_assignment(block)
    return None


def add(desk: Desk, step: dict[str, Any]) -> Undo | None:
    at = _spot(desk, step)
    sent = several(step, "lines", most=MOST_AT_ONCE)
    lines = _shaped(desk, at, sent)
    add_lines(desk.plan, by=desk.by, at=at, lines=lines)
    return None


def _spot(desk: Desk, step: dict[str, Any]) -> Spot:
    """Behind `after`, or behind the nearest of several lines that is still there; None: the beginning of a part."""
    after = step.get("after")
    wanted = after if isinstance(after, list) else [after]
    if len(wanted) > 50:
        raise refuse()
    keys = [key_in(each) for each in wanted if each is not None]
    found = {block.key: block for block in Block.objects.filter(plan=desk.plan, key__in=keys)} if keys else {}
    for key in keys:
        if key in found:
            found[key].plan = desk.plan
            return Spot.behind(found[key])
    if keys and None not in wanted:
        raise StepGone("Dòng đứng trước đã bị người khác xóa. Nội dung ông/bà nhập vẫn còn; hãy chọn chỗ khác.")
    region = one_of(step, "region", {"", *(each.value for each in Region)}) or Region.BODY.value
    if region != Region.APPENDIX:
        return Spot(region)
    number = step.get("appendix")
    appendix = Appendix.objects.filter(plan=desk.plan, pk=number).first() if isinstance(number, int) else None
    if appendix is None:
        raise StepGone("Phụ lục này đã bị người khác xóa. Nội dung ông/bà nhập vẫn còn; hãy chọn chỗ khác.")
    return Spot(region, appendix)


def _part_of(desk: Desk, region: str, appendix_id: int | None) -> list[Block]:
    rows = Block.objects.filter(plan=desk.plan, region=region, appendix=appendix_id).order_by("position", "pk")
    return list(rows)


def _shaped(desk: Desk, at: Spot, sent: list[Any]) -> list[NewLine]:
    """The new lines with kind, level and marker; what a line does not say it has from the line before it."""
    if any(not isinstance(each, dict) for each in sent):
        raise refuse()
    known: list[Line] = []
    behind: list[Line] = []
    if any(each.get(name) is None for each in sent for name in ("kind", "level", "marker")):
        around = _part_of(desk, at.region, at.appendix.pk if at.appendix else None)
        cut = 0
        if at.after is not None:
            cut = next((i + 1 for i, block in enumerate(around) if block.pk == at.after.pk), 0)
        known, behind = [outlined(block) for block in around[:cut]], [outlined(block) for block in around[cut:]]
    out = []
    for each in sent:
        shape = _shape_of_new(each, known, behind, at.region)
        line = line_of(each, kind=shape.kind, level=shape.level, marker=shape.marker, region=at.region)
        known.append(Line(0, BlockKind(line.kind), line.level, line.marker, line.text))
        out.append(line)
    return out


def _shape_of_new(sent: dict[str, Any], known: list[Line], behind: list[Line], region: str) -> Shape:
    kind, level, marker = kind_of(sent), level_of(sent), marker_of(sent)
    if kind is not None and level is not None and marker is not None:
        return Shape(BlockKind(kind), level, marker)
    first = Shape(BlockKind.BASIS if region == Region.PREAMBLE else BlockKind.PARAGRAPH, 1, "")
    shape = next_line(known, len(known) - 1) if known else first
    if level is not None and level != shape.level:
        blank = Line(0, shape.kind, shape.level, shape.marker)
        shape = reshaped([*known, blank, *behind], len(known), level)
    if kind is not None and kind != shape.kind:
        plain = BlockKind.BASIS in (kind, shape.kind) or kind == BlockKind.TABLE
        shape = Shape(BlockKind(kind), shape.level, "" if plain else shape.marker)
    return shape if marker is None else Shape(shape.kind, shape.level, marker)


def split(desk: Desk, step: dict[str, Any]) -> Undo | None:
    block, was, text = desk.line(step.get("line")), words(step, "was"), words(step, "text")
    new = part(step, "new")
    if one_line(block.text) != was:
        raise desk.conflict(block)
    (line,) = _shaped(desk, Spot.behind(block), [new])
    if line.kind == BlockKind.TABLE:
        raise refuse()
    made = split_line(block, by=desk.by, text=text, new=line)
    desk.touched.add(made.pk)
    desk.touch_assignment(made)
    return None


def join(desk: Desk, step: dict[str, Any]) -> Undo | None:
    block, was, text = desk.line(step.get("line")), words(step, "was"), words(step, "text")
    gone = desk.line(step.get("gone"))
    for each, seen in ((block, was), (gone, words(step, "gone_was"))):
        if one_line(each.text) != seen:
            raise desk.conflict(each)
    if gone.pk == block.pk:
        raise refuse()
    desk.touch_assignment(gone)
    undo = undoing.dump_lines([gone])
    before = block.text
    kept = join_lines(block, by=desk.by, text=text, gone=gone)
    return {"kind": "join", "line": str(block.key), "before": before, "after": text, "kept": kept, "lines": undo}


def shape(desk: Desk, step: dict[str, Any]) -> Undo | None:
    block, was, wanted = desk.line(step.get("line")), part(step, "was"), part(step, "set")
    names = set(wanted) & {"level", "kind", "marker", "role"}
    if not names or set(wanted) - names:
        raise refuse()
    _nobody_else(desk, block, was, wanted, names)
    around = _part_of(desk, block.region, block.appendix_id)
    lines = [outlined(each) for each in around]
    here = next(index for index, each in enumerate(around) if each.pk == block.pk)
    changed = _reshape(around, lines, here, wanted, names)
    if not changed:
        return None
    given = [(fresh.level, fresh.kind.value) for fresh in changed.values()]
    undo = undoing.dump_shapes([around[index] for index in changed], given)
    for index, fresh in changed.items():
        around[index].kind, around[index].level, around[index].marker = fresh.kind, fresh.level, fresh.marker
        desk.touched.add(around[index].pk)
    if "role" in names:
        around[here].role = role_of(wanted) or ""
    shape_lines(
        desk.plan, by=desk.by, blocks=[around[index] for index in changed], fields=("level", "kind", "marker", "role")
    )
    return undo


def _nobody_else(desk: Desk, block: Block, was: dict[str, Any], wanted: dict[str, Any], names: set[str]) -> None:
    """Somebody gave the line another level, kind or role since. A number that only followed others is no change."""
    for name in names:
        stored = getattr(block, name)
        if name not in was or stored in (was[name], wanted[name]):
            continue
        numbered = name == "marker" and desk.plan.auto_numbering
        if numbered and marker_style(stored) == marker_style(str(was[name] or "")):
            continue
        raise desk.conflict(block)


def _reshape(
    around: list[Block], lines: list[Line], here: int, wanted: dict[str, Any], names: set[str]
) -> dict[int, Shape]:
    """New shapes by index: of the line, and of the lines under it when its level changes."""
    block, line = around[here], lines[here]
    kind, marker = kind_of(wanted), marker_of(wanted)
    if block.kind == BlockKind.TABLE and (kind not in (None, BlockKind.TABLE.value) or marker):
        raise refuse("Bảng không đổi thành dòng chữ được. Hãy thêm dòng mới rồi xóa bảng.")
    if kind == BlockKind.TABLE and block.kind != BlockKind.TABLE:
        raise refuse("Dòng chữ không đổi thành bảng được. Hãy thêm bảng mới.")
    level = (level_of(wanted) or line.level) if block.region != Region.PREAMBLE else line.level
    if marker is None and "marker" in names:
        shape = reshaped(lines, here, level)
    else:
        level = reshaped(lines, here, level).level
        shape = Shape(line.kind, level, line.marker if marker is None else marker)
    if kind is not None:
        fitting = BlockKind(fitting_kind(kind, block.region))
        shape = Shape(fitting, shape.level, "" if fitting == BlockKind.BASIS else shape.marker)
    out = {here: shape}
    moved = shape.level - line.level
    below = family(lines, here) if moved else range(0)
    lines[here] = Line(line.key, shape.kind, shape.level, shape.marker, line.text)
    for index in below:
        each = lines[index]
        fresh = Shape(each.kind, max(1, each.level + moved), each.marker)
        if each.marker and marker_style(each.marker) == marker_style(shape.marker) and each.level == line.level + 1:
            lines[index] = Line(each.key, each.kind, fresh.level + 1, each.marker, each.text)
            fresh = reshaped(lines, index, fresh.level)
        lines[index] = Line(each.key, fresh.kind, fresh.level, fresh.marker, each.text)
        out[index] = fresh
    same = shape == Shape(line.kind, line.level, line.marker) and ("role" not in names or block.role == wanted["role"])
    return {} if same else out


def move(desk: Desk, step: dict[str, Any]) -> Undo | None:
    keys = [key_in(each) for each in several(step, "lines", most=MOST_LINES)]
    found = {block.key: block for block in Block.objects.filter(plan=desk.plan, key__in=keys)}
    blocks = [found[key] for key in dict.fromkeys(keys) if key in found]
    if not blocks:
        raise StepGone("Các dòng này đã bị người khác xóa.")
    for block in blocks:
        block.plan = desk.plan
    if step.get("after") is None and not step.get("region"):
        to = Spot(blocks[0].region, blocks[0].appendix)
    else:
        to = _spot(desk, step)
    move_lines(blocks, by=desk.by, to=to)
    return None


def delete(desk: Desk, step: dict[str, Any]) -> Undo | None:
    sent = several(step, "lines", most=MOST_LINES)
    seen: dict[Any, str] = {}
    for each in sent:
        if not isinstance(each, dict):
            raise refuse()
        seen[key_in(each.get("line"))] = words(each, "was")
    blocks = list(Block.objects.filter(plan=desk.plan, key__in=seen).order_by("position"))
    for block in blocks:
        block.plan = desk.plan
        if one_line(block.text) != seen[block.key]:
            raise desk.conflict(block)
    if not blocks:
        return None
    for block in blocks:
        desk.touch_assignment(block)
    desk.touch_twins(PlanTask.objects.filter(block__in=blocks) | PlanTask.objects.filter(row__block__in=blocks))
    undo = undoing.dump_lines(blocks)
    delete_lines(blocks, by=desk.by)
    return {"kind": "lines", **undo}


HANDLERS: dict[str, Handler] = {
    "text": type_text,
    "add": add,
    "split": split,
    "join": join,
    "shape": shape,
    "move": move,
    "delete": delete,
}
