"""Where a duty is now that a corrected version of its plan was issued."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from plans.models import PlanTask


def now_in_force(tasks: Collection[int]) -> dict[int, int]:
    """Duty → the same duty in the version in force, which is itself where no correction was issued. Two queries.

    One that the correction dropped, that was withdrawn, or whose plan is closed is not in it. A duty keeps its lineage
    in the plan of another year, too; that is other work.
    """
    asked = {pk: (plan, lineage) for pk, plan, lineage in _places(pk__in=tasks)}
    lineages = {lineage for _, lineage in asked.values()}
    live = PlanTask.objects.live().filter(lineage__in=lineages, plan__lineage__in={plan for plan, _ in asked.values()})
    found = {(plan, lineage): pk for pk, plan, lineage in _places(pk__in=live.values("pk"))}
    return {pk: found[place] for pk, place in asked.items() if place in found}


def _places(**where: object) -> list[tuple[int, uuid.UUID, uuid.UUID]]:
    rows = PlanTask.objects.filter(**where).order_by("-position", "-pk")
    return list(rows.values_list("pk", "plan__lineage", "lineage"))
