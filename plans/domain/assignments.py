"""Assignment blocks: lead, coordinating and time printed once for a group of lines."""

from __future__ import annotations

from django.db import transaction

from audit.record import record, snapshot
from core.text import squeeze
from organisations.access import Access
from plans import rules
from plans.deadlines import DeadlineRule
from plans.domain.parties import PartyBook, names_in, write_parties
from plans.domain.saving import require_now, save_seen
from plans.domain.tasks import stored, understood
from plans.enums import AssignmentField
from plans.models import AssignmentBlock, Block


def reread_assignment(line: Block) -> None:
    """A printed line of an assignment block changed: cut the words that count out of it again."""
    block = line.assignment
    assert block is not None
    _, _, words = line.text.partition(":")
    words = squeeze(words).rstrip(".; ")
    if line.assignment_field == AssignmentField.DEADLINE:
        block.deadline_text, block.deadline = words, understood(words, line.plan)
    elif line.assignment_field == AssignmentField.LEAD:
        block.lead_text = words
    else:
        block.coordinating_text = words
    block.version += 1
    block.save()
    write_parties(
        block, leads=names_in(block.lead_text), coordinating=names_in(block.coordinating_text),
        book=PartyBook(line.plan.organisation),
    )  # fmt: skip


def drop_assignment_line(line: Block) -> None:
    """A printed line of an assignment block goes: its words count no more, and the block goes with the last line."""
    block = line.assignment
    assert block is not None
    if not block.lines.exclude(pk=line.pk).exists():
        block.delete()
        return
    if block.lines.filter(assignment_field=line.assignment_field).exclude(pk=line.pk).exists():
        return
    if line.assignment_field == AssignmentField.DEADLINE:
        block.deadline_text, block.deadline = "", None
    elif line.assignment_field == AssignmentField.LEAD:
        block.lead_text = ""
    elif line.assignment_field == AssignmentField.COORDINATE:
        block.coordinating_text = ""
    block.version += 1
    block.save()
    write_parties(
        block, leads=names_in(block.lead_text), coordinating=names_in(block.coordinating_text),
        book=PartyBook(line.plan.organisation),
    )  # fmt: skip


@transaction.atomic
def save_assignment(
    block: AssignmentBlock, *, by: Access, seen: int, deadline: DeadlineRule | None = None, **changes: str
) -> AssignmentBlock:
    """Change lead, coordinating or time of a group of lines; the printed lines take the new words.

    `deadline` given is a person's choice among the meanings of ambiguous words.
    """
    plan = block.plan
    require_now(rules.can_edit_plan, by, plan)
    fields = {
        "lead_text": AssignmentField.LEAD,
        "coordinating_text": AssignmentField.COORDINATE,
        "deadline_text": AssignmentField.DEADLINE,
    }
    before = snapshot(block, *changes)
    for name, typed in changes.items():
        value = squeeze(typed)
        old = getattr(block, name)
        if value == old:
            continue
        setattr(block, name, value)
        for line in block.lines.filter(assignment_field=fields[name]):
            label, colon, rest = line.text.partition(":")
            fresh = rest.replace(old, value, 1) if old and old in rest else f" {value}."
            line.text = f"{label}{colon}{fresh}" if colon else value
            line.version += 1
            line.save(update_fields=["text", "version"])
    if deadline is not None:
        block.deadline = stored(deadline)
    elif before.get("deadline_text") != block.deadline_text:
        block.deadline = understood(block.deadline_text, plan)
    save_seen(block, seen=seen, fields=(*changes, "deadline"))
    write_parties(
        block, leads=names_in(block.lead_text), coordinating=names_in(block.coordinating_text),
        book=PartyBook(plan.organisation),
    )  # fmt: skip
    record("Sửa khối phân công", plan, by=by, before=before, after=snapshot(block, *changes))
    return block
