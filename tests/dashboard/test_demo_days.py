"""The demo on the days when calendars are odd: every plan finds its place, none is dated after today."""

import datetime as dt
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction

from dashboard.demo.story import Way, live_plans
from plans.enums import PlanState
from plans.models import Plan


@pytest.fixture(scope="module")
def past(django_db_setup, django_db_blocker):
    """Places, people and the historical plans, once for all days that are tried; gone afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("seed_demo", "--stage=history", "--today=2026-12-31", stdout=StringIO())
        yield
        transaction.set_rollback(True)


@pytest.mark.one_database
@pytest.mark.parametrize("today", ["2026-12-31", "2027-01-01", "2027-01-20", "2028-02-29"])
def test_the_demo_can_begin_on_any_day(past, db, settings, tmp_path, today):
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    call_command("seed_demo", f"--today={today}", stdout=StringIO())
    issued = Plan.objects.filter(state=PlanState.ISSUED)
    assert issued.count() == len(
        [story for story in live_plans(dt.date.fromisoformat(today)) if story.way != Way.DRAFT]
    )
    assert all(plan.issued_on <= dt.date.fromisoformat(today) for plan in issued)
