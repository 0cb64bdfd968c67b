"""What tests of reminders have in common: a run of a day, and what people were told."""

from __future__ import annotations

import datetime as dt

from accounts.models import User
from notifications.models import Notification
from plans.models import PlanTask
from tests.work.work_world import OFFICE, issued_with, tasks_of
from tests.world import World
from work.domain.reminders import Summary, remind
from work.models import Milestone, MilestoneReminder
from work.notices import DUE


def at_six(day: dt.date) -> dt.datetime:
    """Six o'clock in Vietnam."""
    return dt.datetime.combine(day, dt.time(23), tzinfo=dt.UTC) - dt.timedelta(days=1)


def run(day: dt.date) -> Summary:
    return remind(today=day, at=at_six(day))


def told(user: User, day: dt.date) -> list[tuple[str, str]]:
    """The lines of this person's notice of a day, text and note; none when there is no notice."""
    found = Notification.objects.filter(recipient=user, kind=DUE, key__endswith=day.isoformat())
    assert found.count() <= 1, "one notice a day"
    return [(line["text"], line["note"]) for each in found for line in each.lines]


def texts(user: User, day: dt.date) -> list[str]:
    return [text for text, _ in told(user, day)]


def known_for_long() -> None:
    """As if the plans had been in the portal since their issue."""
    Milestone.objects.update(known_on=None)


def duty(
    world: World, *deadlines: str, number: str = "97", lead: str = OFFICE, coordinating: str = ""
) -> list[PlanTask]:
    """The duties of a plan of An Bình that is in the portal for long, led by Hùng's office."""
    plan = issued_with(world, *deadlines, number=number, lead=lead, coordinating=coordinating)
    known_for_long()
    return tasks_of(plan)


def stages(user: User | None = None) -> list[int]:
    rows = MilestoneReminder.objects.order_by("pk")
    return list((rows.filter(recipient=user) if user else rows).values_list("stage", flat=True))
