"""Plans, tasks and waiting readings by words. Reads only, and only what the person may open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet

from core.matching import saying
from core.ranking import CANDIDATES, Candidate, best
from core.text import fold
from core.wanted import Number, Wanted, says
from organisations.access import Access
from organisations.enums import Capability
from plans import rules
from plans.models import Plan, PlanImport, PlanTask

NEWEST_PLANS = 100  # where words that stand in every plan are found at once


def plans_to_find(access: Access) -> QuerySet[Plan]:
    """Plans this person can open from here: of the office, and for superiors what was issued below it."""
    rows = Plan.objects.readable_by(access)
    return rows if access.can(Capability.VIEW_BELOW) else rows.of(access)


def find_plans(access: Access, wanted: Wanted, most: int) -> list[int]:
    """Those whose number was typed, then the newest."""
    plans = plans_to_find(access).order_by("-year", "-pk")
    found = plans.filter(saying(wanted, year="year", is_document=True))
    rows = _plan_rows(found, max(CANDIDATES, most))
    if wanted.numbers and len(rows) >= CANDIDATES:  # the one that is meant may be older than all of these
        padded = [each for number in wanted.numbers for each in number.padded]
        rows += _plan_rows(found.filter(number__in=padded), CANDIDATES)
    return best(wanted, rows, most)


def _plan_rows(plans: QuerySet[Plan], most: int) -> list[Candidate]:
    columns = plans.values_list("pk", "title", "number", "symbol")[:most]
    return [Candidate(key, fold(title), number, symbol) for key, title, number, symbol in columns]


def shown_plans(keys: Sequence[int]) -> list[Plan]:
    rows = Plan.objects.select_related("organisation", "issued").defer("issued__content")
    found = rows.in_bulk(keys)
    return [found[key] for key in keys if key in found]


def find_tasks(access: Access, wanted: Wanted, most: int) -> list[int]:
    """The newest plans' tasks, those that begin with what was typed first.

    Words that stand everywhere are found in the newest plans alone; only when these do not hold enough are
    all rows gone through, and then whatever is found is little enough to be put in order.
    """
    plans = plans_to_find(access)
    newest = list(plans.order_by("-year", "-pk").values_list("pk", flat=True)[: NEWEST_PLANS + 1])
    tasks = PlanTask.objects.filter(_task_says(wanted, plans)).order_by("-plan__year", "-plan_id", "position")
    enough = max(CANDIDATES, most)
    rows = list(_task_rows(tasks.filter(plan_id__in=newest[:NEWEST_PLANS]), enough))
    if len(newest) > NEWEST_PLANS:
        everywhere = tasks.filter(plan__in=plans)
        if len(rows) < enough:
            rows = list(_task_rows(everywhere, enough))
        if len(rows) == enough and sum(row.title.startswith(wanted.folded) for row in rows) < most:
            rows += _task_rows(everywhere.filter(search__startswith=wanted.folded), most)
    return best(wanted, rows, most)


def _task_rows(tasks: QuerySet[PlanTask], most: int) -> Iterable[Candidate]:
    return (Candidate(*each) for each in tasks.values_list("pk", "search")[:most])


def _task_says(wanted: Wanted, plans: QuerySet[Plan]) -> Q:
    """The words of a task and of its lead; beside a word, a plan's number means the tasks of that plan."""
    if not wanted.numbers or wanted.is_number_alone:
        return saying(wanted, year="plan__year")
    padded = [each for number in wanted.numbers for each in number.padded]
    numbered = list(plans.filter(number__in=padded).values_list("pk", "number", "symbol")[: CANDIDATES * 5])

    def of_number(term: Number) -> Q:
        return Q(plan_id__in=[key for key, number, symbol in numbered if term.is_of(number, symbol)])

    return saying(wanted, year="plan__year", of_number=of_number)


def shown_tasks(keys: Sequence[int]) -> list[PlanTask]:
    rows = PlanTask.objects.select_related("plan__organisation", "assignment")
    found = rows.in_bulk(keys)
    return [found[key] for key in keys if key in found]


def find_readings(access: Access, wanted: Wanted, most: int) -> list[int]:
    """Texts being compared, of the own office; few, so their names are compared here."""
    if not rules.can_write_plans(access):
        return []
    rows = PlanImport.objects.of(access).waiting().order_by("-created_at").values_list("pk", "name")
    named = (Candidate(key, fold(name)) for key, name in rows[:CANDIDATES])
    return best(wanted, (row for row in named if says(wanted, row.title)), most)


def shown_readings(keys: Sequence[int]) -> list[PlanImport]:
    rows = PlanImport.objects.select_related("created_by").defer("source", "draft")
    found = rows.in_bulk(keys)
    return [found[key] for key in keys if key in found]
