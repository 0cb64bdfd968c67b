"""Claims of reminders do not stay for ever."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.work.reminder_world import duty, run
from tests.world import World
from work.domain.forgetting import REMINDERS_KEPT, forget_reminders
from work.models import MilestoneReminder

pytestmark = pytest.mark.django_db
DUE = dt.date(2026, 6, 17)


def test_old_claims_go_and_later_ones_stay(world: World) -> None:
    duty(world, "chậm nhất ngày 17/6/2026")
    run(DUE)
    run(dt.date(2026, 7, 17))
    later = MilestoneReminder.objects.filter(claimed_on__gt=DUE).count()
    assert 0 < later < MilestoneReminder.objects.count()
    assert forget_reminders(today=DUE + REMINDERS_KEPT) == 0
    assert forget_reminders(today=DUE + REMINDERS_KEPT + dt.timedelta(days=1)) > 0
    assert MilestoneReminder.objects.count() == later
    assert not MilestoneReminder.objects.filter(claimed_on=DUE).exists()


def test_what_was_forgotten_is_not_said_again(world: World) -> None:
    """Work that is late for longer than claims are kept goes on with its monthly stage alone."""
    duty(world, "chậm nhất ngày 17/6/2026")
    day = dt.date(2027, 9, 7)
    run(DUE)
    run(day)
    before = MilestoneReminder.objects.filter(claimed_on=day).count()
    assert forget_reminders(today=day) > 0
    run(day + dt.timedelta(days=1))
    assert MilestoneReminder.objects.count() == before
