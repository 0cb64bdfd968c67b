"""Who has the duties of a corrected plan, and which of them are followed.

A correction may be a draft for weeks, and meanwhile work is handed over and assigned under the plan in force. What a
duty has in the draft is therefore no wish of anybody as long as it is what the copy got: at the issue it gives way to
what is in force on that day. Only a part that somebody set otherwise in the draft holds. The log is not asked which
of both is newer: it tells words for people, and the newer one would often be a hand-over nobody wanted undone.
"""

from __future__ import annotations

import uuid
from typing import Any

from audit.record import record
from organisations.access import Access
from plans.models import Plan, PlanTask

_BATCH = 500
_FIELDS = ("person", "director", "tracked", "same_as", "version")


def remember_charges(draft: Plan) -> None:
    """Keep in each copied duty what it got, to be compared at the issue."""
    tasks = list(PlanTask.objects.filter(plan=draft).only("lineage", "person", "director", "tracked", "same_as"))
    lineages = {task.pk: task.lineage for task in tasks}
    for task in tasks:
        task.copied_charge = _charge(task, lineages)
    PlanTask.objects.bulk_update(tasks, ["copied_charge"], batch_size=_BATCH)


def take_over_charges(previous: Plan, plan: Plan, *, by: Access) -> int:
    """Give the printed duties of the new version what those of the version in force have now. Returns how many changed.

    The duties of `previous` are held until the transaction ends: whoever hands over or assigns in the same moment
    waits, and then finds that they have moved. Part by part, what was set in the draft stays; whether a duty is
    followed and with which it is the same are one part. A draft older than `copied_charge` takes over everything.
    """
    held = PlanTask.objects.filter(plan=previous).order_by("pk").select_for_update(of=("self",), no_key=True)
    earlier = list(held.only("lineage", "person", "director", "tracked", "same_as", "withdrawn_on"))
    before = {task.pk: task.lineage for task in earlier}
    in_force = {task.lineage: _charge(task, before) for task in earlier if task.withdrawn_on is None}
    drafted = list(PlanTask.objects.filter(plan=plan).printed().order_by("pk"))
    lineages = {task.pk: task.lineage for task in drafted}
    by_lineage = {task.lineage: task for task in reversed(drafted)}
    changed: dict[int, PlanTask] = {}
    # What is followed by itself first: a duty can only be the same as one that is.
    for task in sorted(drafted, key=lambda each: bool(in_force.get(each.lineage, {}).get("same_as"))):
        now = in_force.get(task.lineage)
        if now is not None and _take_over(task, now, _charge(task, lineages), by_lineage):
            task.version += 1
            changed[task.pk] = task
    PlanTask.objects.bulk_update(changed.values(), _FIELDS, batch_size=_BATCH)
    if changed:
        record("Giữ phân công đang có hiệu lực", plan, by=by, note=f"{len(changed)} nhiệm vụ")
    return len(changed)


def _charge(task: PlanTask, lineages: dict[int, uuid.UUID]) -> dict[str, Any]:
    """As it is stored: ids of people, and the duty it is the same as by its lineage, which all versions share."""
    same = lineages.get(task.same_as_id or 0)
    return {
        "person": task.person_id, "director": task.director_id, "tracked": task.tracked,
        "same_as": str(same) if same else None,
    }  # fmt: skip


def _take_over(
    task: PlanTask, now: dict[str, Any], drafted: dict[str, Any], by_lineage: dict[uuid.UUID, PlanTask]
) -> bool:
    """Change the duty in hand; False where everything stays."""
    copied = task.copied_charge or drafted
    changed = False
    for part in ("person", "director"):
        if drafted[part] == copied[part] != now[part]:
            setattr(task, f"{part}_id", now[part])
            changed = True
    follow = ("tracked", "same_as")
    if all(drafted[part] == copied[part] for part in follow) and any(copied[part] != now[part] for part in follow):
        same = by_lineage.get(uuid.UUID(now["same_as"])) if now["same_as"] else None
        if now["same_as"] is None or (same is not None and same.same_as_id is None):
            task.tracked, task.same_as = now["tracked"], same
            changed = True
    return changed
