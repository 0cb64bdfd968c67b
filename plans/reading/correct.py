"""A person's corrections of a reading: each gives a new reading. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from documents.official import Block, BlockKind, OfficialDocument, Recipient, Signature
from plans.deadlines import DeadlineRule
from plans.reading.draft import PartyReading, Place, PlanReading, Region, TaskReading


def block_at(document: OfficialDocument, place: Place) -> Block:
    """The block a place points to. Raises IndexError when there is none."""
    return _region(document, place)[place.block]


def _region(document: OfficialDocument, place: Place) -> tuple[Block, ...]:
    if place.region == Region.PREAMBLE:
        return document.preamble
    if place.region == Region.BODY:
        return document.body
    return document.appendices[place.appendix].blocks


def _with_region(document: OfficialDocument, place: Place, blocks: Sequence[Block]) -> OfficialDocument:
    if place.region == Region.PREAMBLE:
        return replace(document, preamble=tuple(blocks))
    if place.region == Region.BODY:
        return replace(document, body=tuple(blocks))
    appendices = list(document.appendices)
    appendices[place.appendix] = replace(appendices[place.appendix], blocks=tuple(blocks))
    return replace(document, appendices=tuple(appendices))


def set_head(
    reading: PlanReading,
    *,
    letterhead: dict[str, Any] | None = None,
    title: str | None = None,
    type_name: str | None = None,
    signature: Signature | None = None,
    recipients: Sequence[Recipient] | None = None,
    year: int | None = None,
) -> PlanReading:
    """Letterhead, title, signer, recipients and the plan's year as the person says they are."""
    document = reading.document
    if letterhead:
        document = document.with_letterhead(**letterhead)
    if title is not None:
        document = replace(document, title=title)
    if type_name is not None:
        document = replace(document, type_name=type_name)
    if signature is not None:
        empty = not (signature.authority or signature.position or signature.name)
        document = replace(document, signatures=() if empty else (signature,))
    if recipients is not None:
        document = replace(document, recipients=tuple(recipients))
    return replace(reading, document=document, year=year if year is not None else reading.year)


def set_block(reading: PlanReading, place: Place, **changes: Any) -> PlanReading:
    """Kind, marker, level or text of one line. Whole-line tasks of the line take its new words."""
    blocks = list(_region(reading.document, place))
    old = blocks[place.block]
    blocks[place.block] = replace(old, **changes)
    fresh = replace(reading, document=_with_region(reading.document, place, blocks))
    if "text" in changes and changes["text"] != old.text:
        tasks = tuple(
            replace(task, text=changes["text"]) if task.place == place and not task.excerpt else task
            for task in fresh.tasks
        )
        fresh = replace(fresh, tasks=tasks)
    if blocks[place.block].kind == BlockKind.HEADING:
        for index in reversed([i for i, task in enumerate(fresh.tasks) if task.place == place]):
            fresh = remove_task(fresh, index)
    return fresh


def set_task(
    reading: PlanReading,
    index: int,
    *,
    leads: Sequence[str] | None = None,
    coordinating: Sequence[str] | None = None,
    deadline_text: str | None = None,
    deadline: DeadlineRule | None = None,
    result: str | None = None,
    index_name: str | None = None,
    tracked: bool | None = None,
) -> PlanReading:
    """Who leads, who helps, by when. What is None stays; words given replace what an assignment block lent."""
    task = reading.tasks[index]
    changes: dict[str, Any] = {}
    if leads is not None:
        changes["leads"] = tuple(PartyReading(name) for name in leads)
    if coordinating is not None:
        changes["coordinating"] = tuple(PartyReading(name) for name in coordinating)
    if deadline_text is not None:
        changes |= {"deadline_text": deadline_text, "deadline": deadline}
    if result is not None:
        changes["result"] = result
    if index_name is not None:
        changes["index"] = index_name
    if tracked is not None:
        changes["tracked"] = tracked
    tasks = list(reading.tasks)
    tasks[index] = replace(task, **changes)
    return replace(reading, tasks=tuple(tasks))


def add_task(reading: PlanReading, place: Place, *, section: str = "") -> PlanReading:
    """Read a line as a duty. Kept in reading order; a line that is one already is left alone."""
    if any(task.place == place for task in reading.tasks):
        return reading
    block = block_at(reading.document, place)
    fresh = TaskReading(place=place, text=block.text, section=section, tracked=True)
    order = list(Region)

    def key(task: TaskReading) -> tuple[int, int, int, int]:
        return (order.index(task.place.region), task.place.appendix, task.place.block, task.place.row or 0)

    at = next((i for i, task in enumerate(reading.tasks) if key(task) > key(fresh)), len(reading.tasks))
    shifted = [_point_on(task, lambda i: i + 1 if i >= at else i) for task in reading.tasks]
    return replace(reading, tasks=(*shifted[:at], fresh, *shifted[at:]))


def remove_task(reading: PlanReading, index: int) -> PlanReading:
    """The line is no duty. Tasks that pointed to it as the same stand for themselves again."""

    def move(i: int) -> int | None:
        return None if i == index else i - 1 if i > index else i

    rest = [_point_on(task, move) for i, task in enumerate(reading.tasks) if i != index]
    return replace(reading, tasks=tuple(rest))


def decide_periods(reading: PlanReading, index: int, *, repeats: bool) -> tuple[PlanReading, tuple[int, ...]]:
    """Several named periods ("Quý II, III"): one result for each of them, or one for all.

    Words that an assignment block lends to several duties are decided once for all of them. Gives
    the new reading and the indexes of the duties it speaks for.
    """
    task = reading.tasks[index]
    if task.deadline is None or not task.deadline.periods:
        return reading, ()
    decided = replace(task.deadline, repeats=repeats, question="")
    lent = reading.assignments[task.assignment] if task.assignment is not None else None
    shared = lent is not None and lent.deadline_text == task.deadline_text
    alike = tuple(
        i
        for i, each in enumerate(reading.tasks)
        if i == index or (shared and each.assignment == task.assignment and each.deadline_text == task.deadline_text)
    )
    tasks = list(reading.tasks)
    for i in alike:
        tasks[i] = replace(tasks[i], deadline=decided)
    assignments = list(reading.assignments)
    if shared and lent is not None and task.assignment is not None:
        assignments[task.assignment] = replace(lent, deadline=decided)
    return replace(reading, tasks=tuple(tasks), assignments=tuple(assignments)), alike


def merge_task(reading: PlanReading, index: int) -> PlanReading:
    """A task and the one it says the same as are one duty: the table row is followed, the other only printed."""
    task = reading.tasks[index]
    if task.same_as is None:
        return reading
    tasks = list(reading.tasks)
    row, line = (index, task.same_as) if task.place.row is not None else (task.same_as, index)
    tasks[row] = replace(tasks[row], tracked=True)
    tasks[line] = replace(tasks[line], tracked=False)
    tasks[index] = replace(tasks[index], merged=True)
    return replace(reading, tasks=tuple(tasks))


def _point_on(task: TaskReading, move: Callable[[int], int | None]) -> TaskReading:
    if task.same_as is None:
        return task
    there = move(task.same_as)
    return replace(task, same_as=there, merged=task.merged and there is not None)


def drop_block(reading: PlanReading, place: Place) -> PlanReading:
    """The line belongs to no part of the plan: it goes to the dropped lines with what was read in it."""
    blocks = list(_region(reading.document, place))
    del blocks[place.block]
    gone = reading.lines.get(place, ())
    fresh = replace(reading, document=_with_region(reading.document, place, blocks))

    def move(each: Place) -> Place | None:
        if (each.region, each.appendix) != (place.region, place.appendix) or each.block < place.block:
            return each
        return None if each.block == place.block else replace(each, block=each.block - 1)

    fresh = _moved(fresh, move)
    return replace(fresh, dropped=tuple(sorted({*fresh.dropped, *gone})))


def restore_line(reading: PlanReading, line: int, *, text: str, before: Place) -> PlanReading:
    """A dropped line belongs to the plan after all: it becomes a paragraph in front of `before`."""
    blocks = list(_region(reading.document, before))
    level = blocks[before.block].level if before.block < len(blocks) else 1
    blocks.insert(before.block, Block(BlockKind.PARAGRAPH, text, level=level))
    fresh = replace(reading, document=_with_region(reading.document, before, blocks))

    def move(each: Place) -> Place | None:
        if (each.region, each.appendix) != (before.region, before.appendix) or each.block < before.block:
            return each
        return replace(each, block=each.block + 1)

    fresh = _moved(fresh, move)
    here = replace(before, row=None)
    return replace(
        fresh,
        lines={**fresh.lines, here: (line,)},
        dropped=tuple(number for number in fresh.dropped if number != line),
    )


def _moved(reading: PlanReading, move: Callable[[Place], Place | None]) -> PlanReading:
    """Every finding points to its line again after lines moved; findings of a vanished line go."""

    def kept(findings: Sequence[Any]) -> tuple[Any, ...]:
        out = []
        for finding in findings:
            there = move(finding.place) if finding.place is not None else None
            if finding.place is None or there is not None:
                out.append(replace(finding, place=there))
        return tuple(out)

    for index in reversed([i for i, task in enumerate(reading.tasks) if move(task.place) is None]):
        reading = remove_task(reading, index)
    assignments = tuple(
        replace(
            block,
            lines=tuple(there for each in block.lines if (there := move(each)) is not None),
            covers=tuple(there for each in block.covers if (there := move(each)) is not None),
        )
        for block in reading.assignments
    )
    return replace(
        reading,
        tasks=kept(reading.tasks),
        assignments=assignments,
        bases=kept(reading.bases),
        targets=kept(reading.targets),
        disclosures=kept(reading.disclosures),
        reports=kept(reading.reports),
        doubts=kept(reading.doubts),
        roles={there: role for place, role in reading.roles.items() if (there := move(place)) is not None},
        lines={there: numbers for place, numbers in reading.lines.items() if (there := move(place)) is not None},
    )
