"""What every step of the editor works with, and how it is refused.

A step is one thing a person did: typed, added, moved, marked. The browser names it by a key of its own,
sends it again when no answer came, and it is taken once (plans.models.EditStep).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from audit.models import AuditEntry
from core.exceptions import DomainError
from organisations.access import Access
from plans.models import Block, Plan, PlanTask, TableRow
from plans.queries.editor import line_states


class StepConflict(DomainError):
    """The words were changed by somebody else since this person saw them. `theirs` is what stands there now.

    Never overwritten: the person is shown both and chooses; the choice comes as a new step.
    """

    def __init__(self, say: str, *, theirs: dict[str, Any]) -> None:
        super().__init__(say)
        self.theirs = theirs


class StepGone(DomainError):
    """The line or row was deleted by somebody else; what was typed is offered as a new line."""


@dataclass
class Desk:
    """One batch of steps on one plan by one person. `touched` collects lines to be sent back."""

    plan: Plan
    by: Access
    touched: set[int] = field(default_factory=set)  # ids of blocks whose state changed

    def line(self, key: Any) -> Block:
        """The line of this plan with that key. Raises StepGone when it is no longer there."""
        block = Block.objects.filter(plan=self.plan, key=key_in(key)).first()
        if block is None:
            raise StepGone("Dòng này đã bị người khác xóa. Nội dung ông/bà nhập vẫn còn; hãy giữ lại thành dòng mới.")
        block.plan = self.plan
        self.touched.add(block.pk)
        return block

    def conflict(self, block: Block, say: str = "") -> StepConflict:
        """What to raise when the line is not what this person saw: it carries the line as it stands now.

        `by` in it is who changed it last, where the log still says so.
        """
        (theirs,) = line_states(self.plan, [block])
        last = (
            AuditEntry.objects.filter(object_type="plans.plan", object_id=str(self.plan.pk), note=str(block))
            .order_by("-at", "-pk")
            .values_list("user_name", flat=True)
            .first()
        )
        say = say or (
            f"{last or 'Người khác'} vừa sửa dòng này trong lúc ông/bà đang nhập. Hãy xem hai bản và chọn bản giữ lại."
        )
        return StepConflict(say, theirs={**theirs, "by": last or ""})

    def touch_assignment(self, block: Block) -> None:
        """The line is printed for an assignment block: tasks that borrow its words look different now."""
        if block.assignment_id:
            lines = PlanTask.objects.filter(assignment=block.assignment_id).values_list("block", "row__block")
            self.touched.update(pk for pair in lines for pk in pair if pk)

    def touch_twins(self, tasks: QuerySet[PlanTask]) -> None:
        """Tasks that were merged into these are followed by themselves again."""
        lines = PlanTask.objects.filter(same_as__in=tasks.values("pk")).values_list("block", "row__block")
        self.touched.update(pk for pair in lines for pk in pair if pk)

    def row(self, block: Block, key: Any) -> TableRow:
        row = TableRow.objects.filter(block=block, key=key_in(key)).first()
        if row is None:
            raise StepGone("Dòng này của bảng đã bị người khác xóa. Hãy thêm dòng mới rồi nhập lại.")
        row.block = block
        return row


def key_in(value: Any) -> UUID:
    """A key as the browser sends it. Anything else is no step of our editor and raises DomainError."""
    try:
        return UUID(str(value))
    except ValueError:
        raise DomainError("Bước soạn thảo không hợp lệ. Hãy tải lại trang.") from None


# A handler does one kind of step through the doors of plans.domain and gives what undoing it needs, or None.
Handler = Callable[[Desk, dict[str, Any]], dict[str, Any] | None]

# Undoes one step: takes what its handler gave; undo["kind"] chooses the restorer (RESTORERS of undoing and row_steps).
# Restoring twice changes nothing the second time.
Restorer = Callable[[Desk, dict[str, Any]], None]
