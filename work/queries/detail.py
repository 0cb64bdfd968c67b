"""One piece of work with everything around it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q
from django.shortcuts import get_object_or_404

from core.decision import Decision
from organisations.access import Access
from organisations.models import Unit
from plans.models import PlanTask, TaskUnit
from work import rules
from work.enums import EntryKind
from work.models import Evidence, Milestone, WorkEntry
from work.queries.figures import Sum, put_figures, sums_of_work
from work.queries.parties import parties_of
from work.rules_figures import can_add_figures_later
from work.rules_nudging import can_nudge
from work.timing import Timeliness

KEPT_FILES = 30  # files of the same plan that are offered to prove another duty


@dataclass(frozen=True)
class Helper:
    """A coordinating party, and when its part was confirmed."""

    name: str
    confirmed: WorkEntry | None
    of_office: bool = True  # others have nobody here who could


@dataclass(frozen=True)
class WorkDetail:
    """`others` are the other milestones of the same duty, with how they stand."""

    milestone: Milestone
    timeliness: Timeliness
    leads: list[TaskUnit]
    helpers: list[Helper]
    entries: list[WorkEntry]
    proofs: list[Evidence]
    others: list[tuple[Milestone, Timeliness]]
    may: dict[str, Decision]
    sums: list[Sum]
    reader_id: int | None = None

    @property
    def finished(self) -> WorkEntry | None:
        """What was said when it was reported as done, while that waits for a decision."""
        if self.milestone.completed_on is None or self.milestone.accepted_on is not None:
            return None
        return next((each for each in reversed(self.entries) if each.kind == EntryKind.FINISH), None)

    @property
    def takes_back(self) -> bool:
        """Those who do the work take their report back; whoever judges sends it back."""
        return bool(self.may["return"]) and self.milestone.accepted_on is None and not self.may["approve"]

    @property
    def unconfirmed(self) -> list[str]:
        """Coordinating units of the office that have not said that their part is done."""
        return [each.name for each in self.helpers if each.of_office and each.confirmed is None]

    @property
    def may_take(self) -> bool:
        """Whether "Nhận việc" changes anything for the reader: not for who holds it or is in charge of it already."""
        milestone = self.milestone
        held = milestone.holder_id or milestone.task.person_id
        return bool(self.may["do"]) and (held is None or held != self.reader_id)


def milestone_here(access: Access, milestone_id: int) -> Milestone:
    """A milestone of the organisation in the URL; anything else does not exist (404)."""
    rows = Milestone.objects.of(access).select_related(
        "plan__organisation", "plan__issued", "task__assignment", "task__person", "task__director", "holder"
    )
    return get_object_or_404(rows.defer("plan__issued__content"), pk=milestone_id)


def task_here(access: Access, task_id: int) -> PlanTask:
    """A followed duty of a plan in force of the organisation in the URL; anything else does not exist (404)."""
    rows = PlanTask.objects.live().of(access).select_related("plan__organisation", "plan__issued", "assignment")
    return get_object_or_404(rows.defer("plan__issued__content"), pk=task_id)


def evidence_here(access: Access, evidence_id: int) -> Evidence:
    rows = Evidence.objects.of(access).select_related("attachment", "milestone__plan", "milestone__task")
    return get_object_or_404(rows, pk=evidence_id)


def work_detail(milestone: Milestone, access: Access, today: dt.date) -> WorkDetail:
    """Eight queries, whatever the length of the history; each entry has its `shown_figures`."""
    task = milestone.task
    parties = parties_of([task])[task.pk]
    duties = parties.duties(task)
    entries = list(milestone.entries.select_related("unit"))
    put_figures(entries, milestone, access, duties)
    confirmed = {entry.unit_id: entry for entry in entries if entry.kind == EntryKind.CONFIRM and entry.unit_id}
    helpers = [
        Helper(each.unit.name if each.unit else each.name, confirmed.get(each.unit_id or 0), each.unit_id is not None)
        for each in parties.coordinating
    ]
    others = Milestone.objects.filter(task=task).exclude(pk=milestone.pk).order_by("due_on", "pk")
    return WorkDetail(
        milestone=milestone,
        timeliness=milestone.timeliness(today),
        leads=parties.leads,
        helpers=helpers,
        entries=entries,
        proofs=list(milestone.evidence.select_related("attachment")),
        others=[(each, each.timeliness(today)) for each in others[:60]],
        may={
            "do": rules.can_do(access, milestone, duties),
            "note": rules.can_note(access, milestone, duties),
            "confirm": rules.can_confirm(access, milestone, duties),
            "approve": rules.can_approve(access, milestone, duties),
            "return": rules.can_return(access, milestone, duties),
            "extend": rules.can_extend(access, milestone, duties),
            "prove": rules.can_add_proof(access, milestone, duties),
            "figures": can_add_figures_later(access, milestone, duties),
            "nudge": can_nudge(access, milestone, duties, today),
        },
        sums=sums_of_work(milestone),
        reader_id=access.user_id,
    )


def unconfirmed(milestone: Milestone) -> list[str]:
    """Coordinating units of the office that have not confirmed their part yet; two queries."""
    said = set(milestone.entries.filter(kind=EntryKind.CONFIRM).values_list("unit", flat=True))
    units = [each.unit for each in parties_of([milestone.task])[milestone.task_id].coordinating if each.unit]
    return [unit.name for unit in units if unit.pk not in said]


def kept_files(milestone: Milestone) -> list[Evidence]:
    """Files that already prove other work of the same plan, the newest first, each once."""
    rows = (
        Evidence.objects.standing()
        .filter(milestone__plan=milestone.plan_id, attachment__isnull=False)
        .exclude(Q(milestone=milestone))
        .order_by("-pk")
        .select_related("attachment")
    )
    own = set(milestone.evidence.standing().values_list("attachment", flat=True))
    found: dict[int, Evidence] = {}
    for each in rows[: KEPT_FILES * 4]:
        if each.attachment_id not in own:
            found.setdefault(each.attachment_id or 0, each)
    return list(found.values())[:KEPT_FILES]


def units_of_office(access: Access) -> list[Unit]:
    rows = Unit.objects.filter(organisation=access.organisation).order_by("position", "name")
    return list(rows.only("pk", "name"))
