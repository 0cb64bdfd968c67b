"""Plans begun from others: the province shows its plan below as a model; An Bình begins the next year from this one."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction

from dashboard.demo.seeding.places import SEEDER
from dashboard.demo.seeding.plans import submission_key
from dashboard.demo.seeding.staff import person_at
from organisations.access import Access
from organisations.enums import Role
from plans.domain.starting import begin_plan, choose, offer_model, prepare_plan, show_below
from plans.enums import PlanState, StartKind
from plans.models import Plan, PlanImport, PlanStart
from plans.queries.starting import duties_of

PROVINCES, COMMUNES = "tinh-ha-son-cchc", "an-binh-cchc"
NEXT_YEAR = "an-binh-cchc-nam-sau"
_EVERY_FOURTH = 4  # of the duties of this year are done and do not go on


def seed_starts(today: dt.date) -> int:
    """What was never done before; returns how many things."""
    return _show_provinces_plan() + _begin_next_year(today)


def _plan(key: str) -> Plan | None:
    """The plan that was read from this text; None where somebody deleted it."""
    imported = (
        PlanImport.objects.filter(submission_key=submission_key(key)).select_related("plan__organisation").first()
    )
    return imported.plan if imported else None


def _show_provinces_plan() -> int:
    plan = _plan(PROVINCES)
    if plan is None or plan.state != PlanState.ISSUED or plan.starts.exists() or plan.is_model:
        return 0
    by = Access.system(plan.organisation, name=SEEDER)
    show_below(plan, by=by, shown=True)
    offer_model(plan, by=by, offered=True)
    return 1


def _begin_next_year(today: dt.date) -> int:
    source, key = _plan(COMMUNES), uuid.UUID(str(submission_key(NEXT_YEAR)))
    if source is None or PlanStart.objects.filter(submission_key=key).exists():
        return 0
    by = Access.of(person_at(source.organisation.code, Role.DRAFTER), source.organisation, today=today)
    assert by is not None
    with transaction.atomic():
        start = prepare_plan(
            source, kind=StartKind.LAST_YEAR, by=by, year=source.year + 1, today=today, submission_key=key
        )
        done = [duty.task.pk for duty in duties_of(start)][::_EVERY_FOURTH]
        choose(start, by=by, seen=start.version, fates=dict.fromkeys(done, False))
        begin_plan(start, by=by, today=today)
    return 1
