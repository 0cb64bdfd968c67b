"""Taking a batch of steps: each once, each by itself, all under the lock of the plan."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from core.exceptions import DomainError
from organisations.access import Access
from plans import rules
from plans.domain.editing import line_steps, row_steps, task_steps, undoing
from plans.domain.editing.desk import Desk, Handler, Restorer, StepConflict, StepGone, key_in
from plans.domain.saving import require_now
from plans.models import Block, EditStep, Plan
from plans.queries.editor import line_states, lines_in_order
from plans.queries.paper import ROWS_SHOWN

logger = logging.getLogger(__name__)

HANDLERS: dict[str, Handler] = {**line_steps.HANDLERS, **task_steps.HANDLERS, **row_steps.HANDLERS}
RESTORERS: dict[str, Restorer] = {**undoing.RESTORERS, **row_steps.RESTORERS}


@dataclass
class Taken:
    """What a batch came to: `lines` are whole lines that look different now, `order` all keys if that changed."""

    revision: int
    behind: bool
    results: list[dict[str, Any]] = field(default_factory=list)
    lines: list[dict[str, Any]] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    order: list[str] | None = None


def known_answers(plan: Plan, steps: Sequence[dict[str, Any]]) -> dict[UUID, dict[str, Any]]:
    """The answers of steps that were taken before."""
    keys = [key_in(step.get("id")) for step in steps]
    return dict(EditStep.objects.filter(plan=plan, key__in=keys).values_list("key", "answer"))


@transaction.atomic
def take_steps(
    plan: Plan,
    *,
    by: Access,
    steps: Sequence[dict[str, Any]],
    seen_revision: int | None,
    at: dt.datetime,
    rows_shown: range = range(ROWS_SHOWN),
) -> Taken:
    """Take the steps in their order. One that is refused writes nothing and does not keep the others from being taken.

    A step that was taken before is answered as then; also when two requests carry it at once, since the
    second waits for the plan's lock. Raises NotAllowed when the plan is no longer a draft of this person's office.
    """
    known = known_answers(plan, steps)
    if all(key_in(step.get("id")) in known for step in steps):
        plan.refresh_from_db(fields=["revision"])
        results = [{"id": str(step["id"]), **known[key_in(step["id"])]} for step in steps]
        return Taken(plan.revision, plan.revision != seen_revision, results)
    require_now(rules.can_edit_plan, by, plan)
    started = plan.revision - 1
    known = known_answers(plan, steps)
    before = _shapes(plan)
    desk = Desk(plan, by)
    results = []
    for step in steps:
        key = key_in(step.get("id"))
        if key not in known:
            known[key] = _take(desk, key, step, at)
        results.append({"id": str(step["id"]), **known[key]})
    taken = Taken(plan.revision, seen_revision != started, results)
    _compare(desk, before, taken, rows_shown)
    return taken


def _take(desk: Desk, key: UUID, step: dict[str, Any], at: dt.datetime) -> dict[str, Any]:
    """One step in a savepoint of its own, with its answer. Only what was done is remembered."""
    kind = str(step.get("do"))
    try:
        with transaction.atomic():
            undo = _handler(kind)(desk, step)
            EditStep.objects.create(
                plan=desk.plan, key=key, kind=kind[:20], at=at, by_id=desk.by.user_id, answer={"ok": True}, undo=undo
            )
        return {"ok": True}
    except StepConflict as conflict:
        return {"ok": False, "why": "conflict", "say": str(conflict), "theirs": conflict.theirs}
    except StepGone as gone:
        return {"ok": False, "why": "gone", "say": str(gone)}
    except DomainError as error:
        return {"ok": False, "why": "refused", "say": str(error)}
    except IntegrityError:  # a key made twice; whatever it was, this step wrote nothing
        logger.exception("step %s of the editor", kind)
        say = "Nội dung này vừa được người khác ghi. Hãy tải lại trang rồi kiểm tra."
        return {"ok": False, "why": "refused", "say": say}


def _handler(kind: str) -> Handler:
    handler = _restore if kind == "restore" else HANDLERS.get(kind)
    if handler is None:
        raise DomainError("Bước soạn thảo không hợp lệ. Hãy tải lại trang.")
    return handler


def _restore(desk: Desk, step: dict[str, Any]) -> dict[str, Any] | None:
    """Undo a step of this plan that was taken: what it deleted comes back as it was."""
    done = EditStep.objects.filter(plan=desk.plan, key=key_in(step.get("step"))).first()
    if done is None:
        raise StepGone("Bước này đã lâu nên không lấy lại được nữa.")
    if not done.undo:  # it changed nothing, or nothing that has to come back
        return None
    RESTORERS[done.undo["kind"]](desk, done.undo)
    return None


Stored = dict[int, tuple[str, int, tuple[Any, ...]]]


def _shapes(plan: Plan) -> Stored:
    """Key, version and place of every line: what tells which lines a batch changed."""
    rows = Block.objects.filter(plan=plan).order_by("position", "pk")
    found = rows.values_list("pk", "key", "version", "region", "appendix")
    return {pk: (str(key), version, (region, appendix)) for pk, key, version, region, appendix in found}


def _compare(desk: Desk, before: Stored, taken: Taken, rows_shown: range) -> None:
    after = _shapes(desk.plan)
    taken.revision = desk.plan.revision
    taken.gone = [key for pk, (key, _, _) in before.items() if pk not in after]
    changed = {pk for pk, state in after.items() if before.get(pk) != state} | (desk.touched & set(after))
    if changed:
        blocks = list(Block.objects.filter(pk__in=changed).order_by("position"))
        taken.lines = line_states(desk.plan, blocks, rows_shown=rows_shown)
    if list(before) != list(after):
        taken.order = [str(block.key) for block in lines_in_order(desk.plan)]
