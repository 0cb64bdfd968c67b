"""What is still missing in a plan, with the decisions people took about it."""

from __future__ import annotations

import datetime as dt

from plans.models import Plan, SettledProblem
from plans.queries.readiness_facts import facts_of
from plans.readiness import Problem, Readiness, problems_of, sorted_out


def plan_problems(plan: Plan, *, today: dt.date) -> list[Problem]:
    """Every problem, settled or not, in the order of the checks."""
    return problems_of(facts_of(plan, today=today))


def readiness_of(plan: Plan, *, today: dt.date) -> Readiness:
    """The problems sorted into what stops the plan, what is to be looked at, and what was looked at already."""
    settled = {
        (row.code, row.place): (row.reason, row.by.full_name if row.by else "", row.at)
        for row in SettledProblem.objects.filter(plan=plan).select_related("by")
    }
    return sorted_out(plan_problems(plan, today=today), settled)
