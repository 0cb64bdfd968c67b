"""Rows of the plans: a draft of An Bình with a line, a task, a table, a clause, an appendix and an import.

A draft exists only for those who may read drafts: for others who may read issued plans it is 404,
and for the province's administrator, who reads no plans at all, the refusal comes first.
"""

from __future__ import annotations

from typing import Any

from plans.domain.appendices import add_appendix
from plans.domain.clauses import add_clause
from plans.domain.importing import start_import
from plans.models import AssignmentBlock, PlanTask, TableRow, Target, TaskUnit
from tests.architecture.access_table import DRAFT_READERS, EDITORS, Kwargs, Row, staff
from tests.plans.plans_world import drafted, plan_of, with_line, with_table
from tests.world import World, access_of

TEXT = "ỦY BAN NHÂN DÂN\nXÃ AN BÌNH\nKẾ HOẠCH\nCải cách hành chính năm 2026\nI. MỤC ĐÍCH\n- Rà soát thủ tục. Quý II."
PLAN_READERS = DRAFT_READERS | {"nga", "an", "thao", "quang"}


def _made(world: World) -> dict[str, Any]:
    """The ids of one draft with everything in it, made once for a world."""
    kept = world.__dict__.get("_plan_ids")
    if kept is None:
        kept = world.__dict__["_plan_ids"] = _make(world)
    return dict(kept)


def _make(world: World) -> dict[str, Any]:
    by = access_of(world.lan, world.an_binh)
    plan = drafted(world)
    line = with_line(plan, task=True)
    table = with_table(plan)
    row = TableRow.objects.filter(block=table).order_by("position").first()
    assert row is not None
    party = TaskUnit.objects.filter(task__plan=plan).first()
    assignment = AssignmentBlock.objects.filter(plan=plan).first()
    return {
        "plan_id": plan.pk,
        "block_id": line.pk,
        "table_id": table.pk,
        "row_id": row.pk,
        "task_id": PlanTask.objects.filter(plan=plan, block=line).get().pk,
        "party_id": party.pk if party else 1,
        "assignment_id": assignment.pk if assignment else 1,
        "appendix_id": add_appendix(plan, by=by, label="Phụ lục", title="Danh mục").pk,
        "clause_id": add_clause(plan, Target, by=by, text="100 % hồ sơ đúng hạn").pk,
        "import_id": start_import(by=by, name="ke-hoach.txt", text=TEXT).pk,
    }


def _foreign(world: World) -> int:
    kept = world.__dict__.get("_foreign_plan")
    if kept is None:
        kept = world.__dict__["_foreign_plan"] = plan_of(world.binh_minh).pk
    return int(kept)


def made(*names: str, **more: Any) -> Kwargs:
    return lambda world: {name: _made(world)[name] for name in names} | more


def read(kwargs: Kwargs, *, ok: int = 200) -> Row:
    """A page of the draft for reading."""
    but = dict.fromkeys(("nga", "an", "thao", "quang"), 404)
    return staff(DRAFT_READERS, kwargs, ok=ok, but=but, foreign=_abroad(kwargs))


def write(kwargs: Kwargs | None = None, *, ok: int = 200, but: dict[str, int] | None = None) -> Row:
    """A page for those who write plans here; the refusal comes before the plan is looked for."""
    return staff(EDITORS, kwargs, ok=ok, but=but, foreign=_abroad(kwargs))


def _abroad(kwargs: Kwargs | None) -> Kwargs | None:
    """The same address with the number of a plan of Bình Minh."""
    if kwargs is None:
        return None

    def build(world: World) -> dict[str, Any]:
        here = kwargs(world)
        if "plan_id" in here:
            return {**here, "plan_id": _foreign(world)}
        return {**here, "import_id": 999}

    return build


PLAN = made("plan_id")
LINE = made("plan_id", "block_id")
TASK = made("plan_id", "task_id")
IMPORT = made("import_id")


def _table(world: World) -> dict[str, Any]:
    return {"plan_id": _made(world)["plan_id"], "block_id": _made(world)["table_id"]}


PLANS: dict[str, Row] = {
    "plans:list": staff(PLAN_READERS),
    "plans:task-list": staff(PLAN_READERS),
    "plans:new": write(),
    "plans:detail": read(PLAN),
    "plans:history": read(PLAN),
    "plans:print": read(PLAN),
    "plans:print-pdf": read(PLAN),
    "plans:docx": read(PLAN),
    "plans:scan": read(PLAN, ok=404),  # a draft has no scan
    "plans:clauses": read(PLAN),
    "plans:line": read(LINE, ok=303),  # outside htmx: back to the paper
    "plans:table": read(_table),
    "plans:tasks": read(PLAN),
    "plans:task": read(TASK),
    "plans:issue": write(PLAN, but={"lan": 403, "hung": 403}),  # the clerk alone
    "plans:close": write(PLAN, ok=403),  # a draft cannot be ended
    "plans:replace": write(PLAN, ok=403),
    "plans:header": write(PLAN),
    "plans:signature": write(PLAN),
    "plans:recipients": write(PLAN),
    "plans:signing": write(PLAN),
    "plans:renumber": write(PLAN),
    "plans:discard": write(PLAN),
    "plans:clause-add": write(made("plan_id", kind="chi-tieu")),
    "plans:clause-edit": write(made("plan_id", "clause_id", kind="chi-tieu")),
    "plans:clause-delete": write(made("plan_id", "clause_id", kind="chi-tieu")),
    "plans:clause-reread": write(PLAN, ok=405),
    "plans:line-add": write(PLAN),
    "plans:line-edit": write(LINE),
    "plans:line-delete": write(LINE),
    "plans:line-move": write(made("plan_id", "block_id", way="len"), ok=405),
    "plans:line-mark": write(LINE, ok=405),
    "plans:appendix-add": write(PLAN),
    "plans:appendix-edit": write(made("plan_id", "appendix_id")),
    "plans:appendix-move": write(made("plan_id", "appendix_id", way="len"), ok=405),
    "plans:appendix-delete": write(made("plan_id", "appendix_id")),
    "plans:table-add": write(PLAN),
    "plans:table-columns": write(_table),
    "plans:row-add": write(_table),
    "plans:row-edit": write(made("plan_id", "row_id")),
    "plans:row-move": write(made("plan_id", "row_id", way="len"), ok=405),
    "plans:row-delete": write(made("plan_id", "row_id")),
    "plans:party-link": write(made("plan_id", "party_id"), ok=303),
    "plans:task-follow": write(PLAN, ok=405),
    "plans:task-unmark": write(TASK),
    "plans:task-merge": write(TASK, ok=405),
    "plans:task-people": write(TASK, ok=303),
    "plans:assignment": write(made("plan_id", "assignment_id"), ok=404),  # the draft has no block of assignment
    "plans:deadline-preview": write(PLAN),
    "plans:import-new": write(),
    "plans:import-list": write(),
    "plans:import-detail": write(IMPORT),
    "plans:import-head": write(IMPORT),
    "plans:import-line": write(made("import_id", place="body-0")),
    "plans:import-task": write(made("import_id", index=0), ok=404),  # the text read has no task
    "plans:import-repeats": write(made("import_id", index=0), ok=405),
    "plans:import-follow": write(IMPORT, ok=405),
    "plans:import-restore": write(made("import_id", number=0), ok=405),
    "plans:import-settle": write(IMPORT, ok=405),
    "plans:import-accept": write(IMPORT, ok=302),
    "plans:import-discard": write(IMPORT, ok=405),
    "plans:import-original": write(IMPORT),
}
