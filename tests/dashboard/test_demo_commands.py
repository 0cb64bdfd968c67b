"""The demo commands on an empty portal."""

import datetime as dt
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from dashboard.demo.story import Way, live_plans
from organisations.models import Organisation
from plans.enums import PlanState
from plans.models import Plan


def test_no_accounts_without_a_demo(db):
    with pytest.raises(CommandError):
        call_command("demo_accounts", stdout=StringIO())


def test_a_stage_can_be_built_alone(db):
    call_command("seed_demo", "--stage=places", "--today=2026-11-21", stdout=StringIO())
    assert Organisation.objects.filter(code="an-binh").exists()
    assert not User.objects.exists()


@pytest.mark.parametrize("today", ["2026-12-31", "2027-01-01", "2027-01-20", "2028-02-29"])
def test_the_demo_can_begin_on_any_day(db, settings, tmp_path, today):
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    call_command("seed_demo", f"--today={today}", stdout=StringIO())
    issued = Plan.objects.filter(state=PlanState.ISSUED)
    assert issued.count() == len(
        [story for story in live_plans(dt.date.fromisoformat(today)) if story.way != Way.DRAFT]
    )
    assert all(plan.issued_on <= dt.date.fromisoformat(today) for plan in issued)
