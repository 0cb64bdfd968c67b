"""Plans, tasks and waiting readings by words. Reads only, and only what the person may open."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Case, F, Q, QuerySet, When
from django.utils import timezone

from core.matching import saying
from core.ranking import CANDIDATES, Candidate, best
from core.text import fold
from core.wanted import Wanted, Year, says
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
    found = plans.filter(saying(wanted, is_document=True))
    rows = _plan_rows(found, max(CANDIDATES, most))
    if wanted.numbers and len(rows) >= CANDIDATES:  # the one that is meant may be older than all of these
        padded = [each for number in wanted.numbers for each in number.padded]
        rows += _plan_rows(found.filter(number__in=padded), CANDIDATES)
    return best(wanted, rows, most)


def _plan_rows(plans: QuerySet[Plan], most: int) -> list[Candidate]:
    columns = plans.values_list("pk", "title", "number", "symbol")[:most]
    return [Candidate(key, fold(title), number, symbol) for key, title, number, symbol in columns]


def find_superiors_plans(access: Access, wanted: Wanted, most: int) -> list[int]:
    """Plans that organisations above show to those below."""
    shown = Plan.objects.from_above(access, timezone.localdate()).order_by("-year", "-pk")
    return best(wanted, _plan_rows(shown.filter(saying(wanted, is_document=True)), max(CANDIDATES, most)), most)


def shown_plans(keys: Sequence[int]) -> list[Plan]:
    rows = Plan.objects.select_related("organisation", "issued").defer("issued__content")
    found = rows.in_bulk(keys)
    return [found[key] for key in keys if key in found]


def find_tasks(access: Access, wanted: Wanted, most: int) -> list[int]:
    """Tasks that begin with what was typed, then the newest plans' tasks.

    Words that stand everywhere are found in the newest plans alone; only when these do not hold enough are
    all rows gone through, and then what is found is little enough to be put in order.
    """
    plans = plans_to_find(access)
    numbered = _plans_meant(wanted, plans)
    meant = Q(pk__in=numbered) | Q(year__in=[term.year for term in wanted.terms if isinstance(term, Year)])
    newest = plans.order_by(Case(When(meant, then=0), default=1), "-year", "-pk").values_list("pk", flat=True)
    first = list(newest[: NEWEST_PLANS + 1])
    tasks = PlanTask.objects.filter(_task_says(wanted, plans, numbered)).readable_by(access)
    enough = max(CANDIDATES, most)
    rows = _task_rows(tasks.filter(plan_id__in=first[:NEWEST_PLANS]), wanted, enough)
    if len(first) > NEWEST_PLANS and len(rows) < enough:
        rows = _task_rows(tasks.filter(plan__in=plans), wanted, enough)
    return best(wanted, rows, most)


def _plans_meant(wanted: Wanted, plans: QuerySet[Plan]) -> list[int]:
    """Beside a word, a plan's number means the tasks of that plan; alone it means the plan itself."""
    if not wanted.numbers or wanted.is_number_alone:
        return []
    padded = [each for number in wanted.numbers for each in number.padded]
    rows = plans.filter(number__in=padded).values_list("pk", "number", "symbol")[: CANDIDATES * 5]
    return [pk for pk, number, symbol in rows if any(each.is_of(number, symbol) for each in wanted.numbers)]


def _task_says(wanted: Wanted, plans: QuerySet[Plan], numbered: list[int]) -> Q:
    """The words of a task and of its lead, the year of its plan, the number of its plan."""
    return saying(
        wanted,
        of_year=lambda term: Q(plan__in=plans.filter(year=term.year)),
        of_number=lambda term: Q(plan_id__in=numbered),
    )


def _task_rows(tasks: QuerySet[PlanTask], wanted: Wanted, most: int) -> list[Candidate]:
    """Those that begin with what was typed, then the newest plans'. Only columns of the words' index are read.

    The sum keeps PostgreSQL from walking the plans' index until it has met enough: for words that are never
    met together that walk reads every row.
    """
    begins = Case(When(search__startswith=wanted.folded, then=0), default=1)
    found = tasks.order_by(begins, (F("plan_id") + 0).desc(), "pk").values_list("pk", "search")
    return [Candidate(*each) for each in found[:most]]


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
