"""The app that follows duties registers what it does with one given after the issue, and what it knows of any.

Without anybody who follows, such a duty is only listed, and can always be taken back.
"""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from organisations.access import Access
from plans.models import PlanTask


class Follower(Protocol):
    def begin(self, task: PlanTask, *, by: Access, today: dt.date) -> None:
        """The duty was given: called once, in the transaction of the door."""

    def has_begun(self, task: PlanTask) -> bool:
        """Whether somebody took it over or did something about it."""


class Withdrawn(Protocol):
    def __call__(self, task: PlanTask, *, by: Access, today: dt.date, at: dt.datetime) -> None:
        """The duty was taken back: called once, in the transaction of the door."""


_followers: list[Follower] = []
_withdrawn: list[Withdrawn] = []


def register(follower: Follower) -> None:
    """Called in `apps.ready()`."""
    if follower not in _followers:
        _followers.append(follower)


def after_withdrawal(handler: Withdrawn) -> None:
    """Called in `apps.ready()`: what else lets go of a duty that was taken back."""
    if handler not in _withdrawn:
        _withdrawn.append(handler)


def begin(task: PlanTask, *, by: Access, today: dt.date) -> None:
    for follower in _followers:
        follower.begin(task, by=by, today=today)


def has_begun(task: PlanTask) -> bool:
    return any(follower.has_begun(task) for follower in _followers)


def withdrawn(task: PlanTask, *, by: Access, today: dt.date, at: dt.datetime) -> None:
    for handler in _withdrawn:
        handler(task, by=by, today=today, at=at)
