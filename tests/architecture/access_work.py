"""Rows of the work after the issue: an issued plan of An Bình with a result that is due and a proof.

Everybody of the office reads; from above nobody does. Who may act is asked for each piece of work: the pages
of acts lead back to it (303) for those who may, and are refused for the others.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from plans.models import Plan, PlanTask
from tests.architecture.access_table import EDITORS, INSIDE, Kwargs, Row, staff
from tests.work.work_world import NOW, issued_with, milestones_of, tasks_of
from tests.world import World, access_of
from work.domain.proof import add_file, add_link
from work.models import Evidence, Milestone

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF"


def made(world: World) -> dict[str, int]:
    kept = world.__dict__.get("_work_ids")
    if kept is None:
        kept = world.__dict__["_work_ids"] = _make(world)
    return dict(kept)


def _make(world: World) -> dict[str, int]:
    """Due: led by Lan's office. Done: reported and waiting. Undated: its words name no day."""
    plan = issued_with(world, "Quý II", "Quý II", "Kịp thời", number="271")
    due, done = milestones_of(plan, 1)[0], milestones_of(plan, 2)[0]
    by = access_of(world.lan, world.an_binh)
    proof = add_file(due, by=by, at=NOW, name="bien-ban.pdf", data=PDF, fact_on=dt.date(2026, 5, 4))
    Milestone.objects.filter(pk=done.pk).update(completed_on=dt.date(2026, 5, 4), percent=100)
    return {"due": due.pk, "done": done.pk, "task": tasks_of(plan)[2].pk, "proof": proof.pk}


def foreign(world: World) -> dict[str, int]:
    """The same rows, belonging to Bình Minh."""
    kept = world.__dict__.get("_foreign_work_ids")
    if kept is None:
        made = _make_foreign(world)
        kept = world.__dict__["_foreign_work_ids"] = made
    return dict(kept)


def _make_foreign(world: World) -> dict[str, int]:
    plan = issued_with(world, "Quý II", "Kịp thời", number="272")
    milestone = milestones_of(plan, 1)[0]
    by = access_of(world.lan, world.an_binh)
    proof = add_link(milestone, by=by, at=NOW, url="https://x.vn/a", fact_on=dt.date(2026, 5, 4))
    task = tasks_of(plan)[1]
    Plan.objects.filter(pk=plan.pk).update(organisation=world.binh_minh)
    Milestone.objects.filter(pk=milestone.pk).update(organisation=world.binh_minh)
    assert PlanTask.objects.filter(pk=task.pk).exists()
    assert Evidence.objects.filter(pk=proof.pk).exists()
    return {"due": milestone.pk, "task": task.pk, "proof": proof.pk}


def _of(name: str, key: str) -> Kwargs:
    def kwargs(world: World) -> dict[str, Any]:
        return {name: made(world)[key]}

    return kwargs


def _other(name: str, key: str) -> Kwargs:
    def kwargs(world: World) -> dict[str, Any]:
        return {name: foreign(world)[key]}

    return kwargs


_DUE, _DONE = _of("milestone_id", "due"), _of("milestone_id", "done")
_FOREIGN = _other("milestone_id", "due")
DUE, FOREIGN_DUE = _DUE, _FOREIGN  # for the tables of other topics
_TASK, _FOREIGN_TASK = _of("task_id", "task"), _other("task_id", "task")
_PROOF, _FOREIGN_PROOF = _of("evidence_id", "proof"), _other("evidence_id", "proof")
_LEADER, _HEAD = frozenset({"minh"}), frozenset({"hung"})
_SET_DAYS = EDITORS | _LEADER

WORK: dict[str, Row] = {
    "work:mine": staff(INSIDE),
    "work:list": staff(INSIDE),
    "work:holding": staff(INSIDE),
    "work:undated": staff(INSIDE),
    "work:set-day": staff(_SET_DAYS, _TASK, foreign=_FOREIGN_TASK),
    "work:milestone": staff(INSIDE, _DUE, foreign=_FOREIGN),
    "work:row": staff(INSIDE, _DUE, ok=303, foreign=_FOREIGN),
    "work:update": staff(EDITORS, _DUE, foreign=_FOREIGN),
    "work:accept": staff(EDITORS, _DUE, ok=303, foreign=_FOREIGN),
    "work:confirm": staff(frozenset(), _DUE, foreign=_FOREIGN),  # nobody of the cast is of the coordinating unit
    "work:approve": staff(_LEADER, _DONE, ok=303, foreign=_FOREIGN),
    "work:return": staff(_LEADER | EDITORS, _DONE, ok=303, foreign=_FOREIGN),
    "work:extend": staff(_LEADER | _HEAD, _DUE, ok=303, foreign=_FOREIGN),
    "work:prove": staff(EDITORS, _DUE, ok=303, foreign=_FOREIGN),
    "work:proof": staff(INSIDE, _PROOF, foreign=_FOREIGN_PROOF),
    "work:proof-withdraw": staff(_LEADER | {"lan"}, _PROOF, foreign=_FOREIGN_PROOF),
}
