"""Rows of duties given after the issue, under an issued plan of An Bình."""

from __future__ import annotations

from typing import Any

from plans.domain.added_tasks import add_task_after_issue
from plans.models import Plan
from tests.architecture.access_table import DRAFT_READERS, Kwargs, Row, staff
from tests.plans.plans_world import plan_of
from tests.work.work_world import TODAY, issued_with
from tests.world import World, access_of


def _made(world: World) -> dict[str, int]:
    kept = world.__dict__.get("_added_ids")
    if kept is None:
        plan = issued_with(world, "Quý II", number="281")
        task = add_task_after_issue(
            plan, by=access_of(world.minh, world.an_binh), text="Lập sổ theo dõi", origin="Kết luận ngày 08/5/2026",
            lead_units=[world.office], today=TODAY,
        )  # fmt: skip
        kept = world.__dict__["_added_ids"] = {"plan_id": plan.pk, "task_id": task.pk}
    return dict(kept)


def _of(*names: str) -> Kwargs:
    def kwargs(world: World) -> dict[str, Any]:
        return {name: _made(world)[name] for name in names}

    return kwargs


def _foreign(*names: str) -> Kwargs:
    def kwargs(world: World) -> dict[str, Any]:
        kept = world.__dict__.get("_foreign_added")
        if kept is None:
            kept = world.__dict__["_foreign_added"] = plan_of(world.binh_minh).pk
            assert Plan.objects.filter(pk=kept).exists()
        return {name: {"plan_id": kept}.get(name, _made(world)["task_id"]) for name in names}

    return kwargs


_PLAN, _TASK = ("plan_id",), ("plan_id", "task_id")

ADDED: dict[str, Row] = {
    "plans:added-new": staff(DRAFT_READERS, _of(*_PLAN), foreign=_foreign(*_PLAN)),
    "plans:added-preview": staff(DRAFT_READERS, _of(*_PLAN), foreign=_foreign(*_PLAN)),
    "plans:added-withdraw": staff(DRAFT_READERS, _of(*_TASK), foreign=_foreign(*_TASK)),
}
