"""Plans in force that speak to a village: for its head, who has a link and no account."""

from __future__ import annotations

import re
from collections import defaultdict

from django.urls import reverse

from core.text import fold, squeeze
from organisations.models import Organisation
from organisations.village_papers import VillagePaper
from plans.models import Plan, PlanTask, Recipient, TaskUnit

MOST_PLANS, MOST_DUTIES = 30, 40
# "Các thôn", "7 thôn", "các Ban ấp, Tổ dân cư": everybody below the commune is meant. With tone marks:
# "bản" is a village and "ban" an office.
_ALL = re.compile(
    r"\b(?:các|tất cả|\d+)\b[^;]*\b"
    r"(?:thôn|ấp|bản|buôn|bon|phum|sóc|xóm|làng|khóm|khu phố|khối phố|tổ dân phố|tổ dân cư)\b",
    re.IGNORECASE,
)


def speaks_to(printed: str, village: Organisation) -> bool:
    """Does a printed name mean this village: by its own name, or as one of all villages?"""
    return bool(_ALL.search(squeeze(printed))) or fold(village.name) in fold(printed)


def plans_for_village(village: Organisation) -> dict[Plan, list[PlanTask]]:
    """Plans of its commune in force that name it as recipient or party, with the followed duties it has a part in.

    Four queries, bounded. Nothing of drafts, and no other village's name decides anything.
    """
    if village.parent_id is None:
        return {}
    plans = {
        plan.pk: plan
        for plan in Plan.objects.filter(organisation_id=village.parent_id)
        .live()
        .select_related("issued")
        .order_by("-issued__issued_on", "-pk")[:MOST_PLANS]
    }
    named: set[int] = {
        row.plan_id
        for row in Recipient.objects.filter(plan__in=plans)
        if row.organisation_id == village.pk or speaks_to(row.name, village)
    }
    by_task: set[int] = set()
    by_assignment: set[int] = set()
    for party in TaskUnit.objects.filter(plan__in=plans):
        if party.organisation_id == village.pk or speaks_to(party.name, village):
            named.add(party.plan_id)
            if party.task_id:
                by_task.add(party.task_id)
            elif party.assignment_id:
                by_assignment.add(party.assignment_id)
    duties: dict[int, list[PlanTask]] = defaultdict(list)
    tasks = (
        PlanTask.objects.filter(plan__in=named, tracked=True).select_related("assignment").order_by("position", "pk")
    )
    for task in tasks:
        if task.pk in by_task or task.assignment_id in by_assignment:
            duties[task.plan_id].append(task)
    return {plan: duties[pk][:MOST_DUTIES] for pk, plan in plans.items() if pk in named}


def village_papers(village: Organisation, secret: str) -> list[VillagePaper]:
    """The provider registered with organisations.village_papers."""
    out = []
    for plan, tasks in plans_for_village(village).items():
        assert plan.issued is not None
        url = reverse("plans-public:village-paper", kwargs={"secret": secret, "plan_id": plan.pk})
        duties = tuple((task.text, task.effective_deadline_text) for task in tasks)
        out.append(VillagePaper(str(plan), plan.notation, plan.issued.issued_on, url, duties))
    return out
