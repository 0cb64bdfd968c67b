"""Runs that are killed, and two at once: in the end each person has one notice with all its lines."""

from __future__ import annotations

import datetime as dt
import os
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

from accounts.models import User
from notifications.models import Notification
from organisations.enums import Role
from organisations.models import Membership
from plans.models import PlanTask
from tests.work.reminder_world import at_six, duty, run, texts
from tests.world import SINCE, World
from work.domain.reminders import Summary, remind
from work.enums import MilestoneKind
from work.models import Milestone, MilestoneReminder, ReminderRun
from work.notices import DUE

MORNING = dt.date(2026, 6, 18)
BATCH = 3
PEOPLE = 500


def crew(world: World, number: int, deadlines: tuple[dt.date, ...]) -> list[User]:
    """So many people of An Bình, each in charge of one duty for each of the days."""
    (task,) = duty(world, "Kịp thời")
    people = User.objects.bulk_create(
        User(
            full_name=f"Cán bộ {index}", email=f"can-bo-{index}@cchc.example", password="!", activated_at=at_six(SINCE)
        )
        for index in range(number)
    )
    Membership.objects.bulk_create(
        Membership(user=each, organisation=world.an_binh, role=Role.ONE_STOP, valid_from=SINCE) for each in people
    )
    tasks = PlanTask.objects.bulk_create(
        PlanTask(plan=task.plan, text=f"Việc {index} hạn {day:%d/%m}", tracked=True, person=each, added_on=MORNING)
        for index, each in enumerate(people)
        for day in deadlines
    )
    Milestone.objects.bulk_create(
        Milestone(
            organisation=world.an_binh, plan=task.plan, task=each, kind=MilestoneKind.SET,
            due_on=deadlines[index % len(deadlines)], original_due_on=deadlines[index % len(deadlines)],
        )
        for index, each in enumerate(tasks)
    )  # fmt: skip
    return people


class Killed(BaseException):
    pass


def run_to(batches: int | None) -> Summary:
    """Run; die after this many batches."""

    def die(done: Summary) -> None:
        if done.batches == batches:
            raise Killed

    return remind(today=MORNING, at=at_six(MORNING), batch=BATCH, after_batch=die)


DAYS = (dt.date(2026, 6, 17), dt.date(2026, 6, 19))


def assert_told_once(world: World, people: list[User]) -> None:
    for index, each in enumerate(people):
        assert texts(each, MORNING) == [f"Việc {index} hạn 17/06", f"Việc {index} hạn 19/06"]
    late = [f"Việc {index} hạn 17/06" for index in range(len(people))]
    assert texts(world.minh, MORNING) == late
    assert Notification.objects.filter(kind=DUE).count() == len(people) + 1
    assert not MilestoneReminder.objects.filter(noticed_on=None).exists()


@pytest.mark.django_db
def test_killed_after_every_batch_and_begun_again(world: World) -> None:
    """Each run does one batch of new work more than the one before, and dies."""
    people = crew(world, 5, DAYS)
    deaths = 0
    for batches in range(1, 30):
        try:
            run_to(batches)
        except Killed:
            deaths += 1
            continue
        break
    assert deaths >= 6
    assert_told_once(world, people)


@pytest.mark.django_db
@pytest.mark.parametrize("position", range(1, 8))
def test_a_second_run_in_the_middle_of_the_first(world: World, position: int) -> None:
    people = crew(world, 5, DAYS)
    inner: list[Summary] = []

    def another(done: Summary) -> None:
        if done.batches == position and not inner:
            inner.append(remind(today=MORNING, at=at_six(MORNING), batch=BATCH + 1))

    outer = remind(today=MORNING, at=at_six(MORNING), batch=BATCH, after_batch=another)
    assert inner
    assert outer.notices + inner[0].notices == len(people) + 1
    assert_told_once(world, people)
    assert ReminderRun.objects.get().day == MORNING


@pytest.mark.django_db
def test_what_is_claimed_after_ones_notice_waits_for_the_next_morning(world: World) -> None:
    """A second run finds a duty that the first did not see: nobody gets two notices, and no line is lost."""
    (person,) = crew(world, 1, (dt.date(2026, 6, 19),))
    late = Milestone.objects.get()

    def found_later(done: Summary) -> None:
        if done.notices:
            Milestone.objects.create(
                organisation=world.an_binh, plan=late.plan, task=late.task, kind=MilestoneKind.SET, label="bổ sung",
                due_on=dt.date(2026, 6, 18), original_due_on=dt.date(2026, 6, 18),
            )  # fmt: skip
            remind(today=MORNING, at=at_six(MORNING))

    remind(today=MORNING, at=at_six(MORNING), after_batch=found_later)
    assert texts(person, MORNING) == ["Việc 0 hạn 19/06"]
    assert MilestoneReminder.objects.filter(noticed_on=None).count() == 1
    run(MORNING + dt.timedelta(days=1))
    notes = Notification.objects.filter(kind=DUE, recipient=person).latest("pk").lines
    assert [line["note"].split(" · ")[0] for line in notes] == ["Quá hạn, hạn 18/6/2026", "Hạn 19/6/2026"]


# ------------------------------------------------------------------ processes that are really killed


class Portal:
    """A portal of its own processes, on a copy of the test's database, or on that database itself."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "portal.sqlite3"
        self.environment = {**os.environ, "DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings"}
        if connection.vendor == "sqlite":
            copy = sqlite3.connect(self.file)
            connection.connection.backup(copy)
            copy.close()
        else:
            known = connection.settings_dict
            host = quote(str(known["HOST"] or known.get("OPTIONS", {}).get("host", "")), safe="")
            where = f"postgres://{known['USER']}@/{known['NAME']}?host={host}"
            self.environment["DATABASE_URL"] = where

    def remind(self) -> subprocess.Popen[str]:
        command = [
            sys.executable,
            "manage.py",
            "remind",
            "--today",
            MORNING.isoformat(),
            "--batch",
            "100",
            "--progress",
        ]
        return subprocess.Popen(
            command, cwd=settings.BASE_DIR, env=self.environment, text=True, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )  # fmt: skip

    def asked(self, query: str) -> list[tuple[Any, ...]]:
        if connection.vendor == "sqlite":
            with sqlite3.connect(self.file) as opened:
                return opened.execute(query).fetchall()
        with connection.cursor() as cursor:
            cursor.execute(query)
            return list(cursor.fetchall())


def killed_when(process: subprocess.Popen[str], words: str) -> None:
    """SIGKILL as soon as it says this."""
    assert process.stdout is not None
    for line in process.stdout:
        if words in line:
            break
    else:
        raise AssertionError(f"never said {words}: {process.stderr.read() if process.stderr else ''}")
    os.kill(process.pid, signal.SIGKILL)
    assert process.wait(60) == -signal.SIGKILL


@pytest.mark.django_db(transaction=True)
def test_killed_twice_over_five_hundred_people_then_two_at_once(world: World, tmp_path: Path) -> None:
    """Dead among the claims, dead among the notices, then two workers together: one notice for each, complete."""
    people = crew(world, PEOPLE, DAYS)
    portal = Portal(tmp_path)
    open_claims = "SELECT count(*) FROM work_milestonereminder WHERE noticed_on IS NULL"
    told = "SELECT recipient_id, lines FROM notifications_notification WHERE kind = 'work.due'"
    killed_when(portal.remind(), "đợt 3:")
    assert portal.asked(told) == []
    assert 0 < portal.asked(open_claims)[0][0] < 3 * PEOPLE
    killed_when(portal.remind(), "đợt 13:")
    assert 0 < len(portal.asked(told)) < PEOPLE
    assert portal.asked(open_claims)[0][0] > 0
    workers = [portal.remind(), portal.remind()]
    for worker in workers:
        _, errors = worker.communicate(timeout=120)
        assert worker.returncode == 0, errors[-2000:]
    assert portal.asked(open_claims) == [(0,)]
    found = portal.asked(told)
    assert Counter(row[0] for row in found) == Counter([*(each.pk for each in people), world.minh.pk])
    lines = {row[0]: str(row[1]) for row in found}
    for index, each in enumerate(people):
        # Names within the JSON as it is stored, on either database.
        assert lines[each.pk].count("hạn 1") + lines[each.pk].count("h\\u1ea1n 1") >= 2, (index, lines[each.pk])
    assert portal.asked("SELECT count(*) FROM work_reminderrun") == [(1,)]
