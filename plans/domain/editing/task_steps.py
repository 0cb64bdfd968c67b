"""Steps about duties: marked, given words, followed or printed only, a name linked to a unit."""

from __future__ import annotations

from typing import Any

from core.text import one_line
from organisations.models import Unit
from plans.deadlines import parse
from plans.domain import tasks
from plans.domain.editing import undoing
from plans.domain.editing.desk import Desk, Handler, StepGone
from plans.domain.editing.fields import one_of, part, refuse, whole, words
from plans.models import Block, PlanTask, TaskUnit

LONGEST = {
    "lead_text": 1000,
    "coordinating_text": 2000,
    "deadline_text": 1000,
    "result_text": 2000,
    "budget_text": 500,
    "index_name": 20,
}  # letters, as in the form of a task


def _task_of(desk: Desk, step: dict[str, Any]) -> tuple[Block, PlanTask]:
    block = desk.line(step.get("line"))
    rows = PlanTask.objects.select_related("assignment", "row__block")
    if step.get("row"):
        rows = rows.filter(row=desk.row(block, step["row"]))
    else:
        rows = rows.filter(block=block)
    number = whole(step, "task")
    if number is not None:
        rows = rows.filter(pk=number)
    found = list(rows[:2])
    if not found:
        raise StepGone("Dòng này không còn là nhiệm vụ. Nội dung ông/bà nhập vẫn còn; hãy đánh dấu lại rồi lưu.")
    if len(found) > 1:
        raise refuse("Dòng này có nhiều nhiệm vụ. Hãy chọn nhiệm vụ cần sửa.")
    task: PlanTask = found[0]
    task.plan = desk.plan
    return block, task


def mark(desk: Desk, step: dict[str, Any]) -> dict[str, Any] | None:
    tasks.mark_task(desk.line(step.get("line")), by=desk.by)
    return None


def unmark(desk: Desk, step: dict[str, Any]) -> dict[str, Any] | None:
    block, number = desk.line(step.get("line")), whole(step, "task")
    task = PlanTask.objects.filter(block=block, **({"pk": number} if number is not None else {})).first()
    if task is None:
        return None
    task.plan = desk.plan
    desk.touch_twins(PlanTask.objects.filter(pk=task.pk))
    undo = undoing.dump_tasks([task])
    tasks.unmark_task(task, by=desk.by, seen=task.version)
    return {"kind": "task", "line": str(block.key), **undo}


def write(desk: Desk, step: dict[str, Any]) -> dict[str, Any] | None:
    """Words of a duty. Each is compared by itself: two people may fill in two fields of one duty."""
    block, task = _task_of(desk, step)
    wanted, was = part(step, "set") if step.get("set") is not None else {}, step.get("was") or {}
    if set(wanted) - set(LONGEST) or not isinstance(was, dict):
        raise refuse()
    changes: dict[str, Any] = {}
    for name in wanted:
        fresh, now = words(wanted, name, most=LONGEST[name]), one_line(getattr(task, name))
        if fresh == now:
            continue
        if words(was, name) != now:
            raise desk.conflict(block)
        changes[name] = fresh
    meaning = one_of(step, "meaning", {"", "one", "each"})
    deadline = None
    if meaning is not None:
        spoken = changes.get("deadline_text", task.deadline_text) or task.effective_deadline_text
        rule = parse(spoken, plan_year=desk.plan.year, plan_date=desk.plan.issued_on)
        deadline = tasks.meant(rule, each_period=meaning == "each") if meaning else rule
    if changes or deadline is not None:
        tasks.save_task(task, by=desk.by, seen=task.version, deadline=deadline, **changes)
    return None


def follow(desk: Desk, step: dict[str, Any]) -> dict[str, Any] | None:
    _, task = _task_of(desk, step)
    tracked = step.get("tracked")
    if not isinstance(tracked, bool):
        raise refuse()
    if tracked and task.same_as_id:
        raise refuse("Nhiệm vụ này đã gộp với một nhiệm vụ khác và được theo dõi ở đó.")
    tasks.set_tracked([task], by=desk.by, tracked=tracked)
    return None


def link(desk: Desk, step: dict[str, Any]) -> dict[str, Any] | None:
    party = TaskUnit.objects.filter(plan=desk.plan, pk=whole(step, "party") or 0).first()
    if party is None:
        raise StepGone("Tên cơ quan này vừa được sửa. Hãy chọn lại bộ phận.")
    party.plan = desk.plan
    unit = Unit.objects.filter(organisation=desk.plan.organisation_id, pk=whole(step, "unit") or 0).first()
    if unit is None:
        raise refuse("Bộ phận này không còn trong danh sách của đơn vị. Hãy chọn bộ phận khác.")
    tasks.link_party(party, by=desk.by, unit=unit)
    named = TaskUnit.objects.filter(plan=desk.plan, name=party.name)
    lines = PlanTask.objects.filter(parties__in=named) | PlanTask.objects.filter(assignment__parties__in=named)
    desk.touched.update(pk for pair in lines.values_list("block", "row__block") for pk in pair if pk)
    return None


HANDLERS: dict[str, Handler] = {"mark": mark, "unmark": unmark, "task": write, "follow": follow, "link": link}
