"""Nhắc việc: every morning each person one notice with what is late and what nears its day.

Two passes, both in batches of one transaction each. First the claims: a row for each person, milestone, stage and day,
which is there once whoever runs. Then the notices of the persons whose claims stand open, and the claims are closed
with them. A run that is killed leaves whole batches; the next run finds its claims made or open, and goes on. Two runs
at once do the same work twice and change nothing twice: the rows are unique, and open claims are held while a
notice is made of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.db.models import Count

from notifications.domain.notify import notify_many
from notifications.notice import Notice
from organisations.models import Organisation
from work.models import MilestoneReminder, ReminderRun
from work.morning_lines import Share, shares_of
from work.notices import DUE, morning_key
from work.queries import reminding
from work.queries.reminder_facts import OpenClaim, Who, notices_for, told_on
from work.reminder_stages import Morning


@dataclass
class Summary:
    """What a run did. `orphans`: milestones of offices in which nobody works."""

    day_off: bool = False
    done_before: bool = False
    batches: int = 0
    claims: int = 0
    notices: int = 0
    orphans: int = 0


def remind(
    *,
    today: dt.date,
    at: dt.datetime,
    organisation: Organisation | None = None,
    batch: int = reminding.BATCH,
    after_batch: Callable[[Summary], None] | None = None,
) -> Summary:
    """Make the reminders of a day, or what is missing of them; all offices, or one.

    Nothing on a day off, and nothing once the day was finished. `batch`: milestones of one transaction, and half the
    claims of one. `after_batch` is called after each transaction.
    """
    done = Summary()
    morning = reminding.morning_on(today)
    if morning is None:
        done.day_off = True
        return done
    if organisation is None and ReminderRun.objects.filter(day=today).exists():
        done.done_before = True
        return done

    def step() -> None:
        done.batches += 1
        if after_batch is not None:
            after_batch(done)

    for claims, orphans in _claims(morning, organisation, batch):
        done.claims += claims
        done.orphans += orphans
        step()
    shares = shares_of(reminding.asked_on(today, organisation))
    for notices in _notices(morning, organisation, at, 2 * batch, shares):
        done.notices += notices
        step()
    if shares:
        done.notices += _shares_alone(shares, today, at)
        step()
    if organisation is None:
        ReminderRun.objects.bulk_create(
            [ReminderRun(day=today, finished_at=at, claims=done.claims, notices=done.notices)], ignore_conflicts=True
        )
    return done


def _claims(morning: Morning, only: Organisation | None, size: int) -> Iterator[tuple[int, int]]:
    """Claim office by office; yields the number of new claims and of orphans of each batch."""
    for organisation in [only] if only else reminding.offices_with_reminders(morning):
        scene, after = reminding.Scene(organisation, morning.today), 0
        while True:
            with transaction.atomic():
                batch = reminding.candidates(organisation, morning, after, size)
                if not batch:
                    break
                claims, orphans = reminding.claims_for(batch, scene, morning)
                MilestoneReminder.objects.bulk_create(claims, ignore_conflicts=True)
            yield len(claims), len(orphans)
            after = batch[-1].id
            if len(batch) < size:
                break


def _notices(
    morning: Morning, only: Organisation | None, at: dt.datetime, most: int, shares: dict[Who, list[Share]]
) -> Iterator[int]:
    """Tell the people whose claims are open, with what other apps say to them; yields the number of each batch.

    Who had the notice of the day keeps claims that came after it for the next one.
    """
    for people in _people_with_open_claims(only, most):
        with transaction.atomic():
            claims = _held(people)
            told = told_on(people, morning.today)
            claims = [each for each in claims if each.who not in told]
            notices = notices_for(claims, morning, DUE)
            notify_many([_with(notice, shares.get(who, ())) for who, notice in notices.items()], at=at)
            MilestoneReminder.objects.filter(pk__in=[each.pk for each in claims]).update(noticed_on=morning.today)
        yield len(notices)


def _with(notice: Notice, shares: Sequence[Share]) -> Notice:
    text = "; ".join([notice.text, *(each.heading for each in shares)])
    return replace(notice, text=text, lines=[*notice.lines, *(line for each in shares for line in each.lines)])


def _shares_alone(shares: dict[Who, list[Share]], today: dt.date, at: dt.datetime) -> int:
    """Those to whom other apps speak and who have no reminder of their own work today. A key of their own: work that
    is found later on this day still has its notice."""
    told = told_on(list(shares), today)
    notices = []
    for (organisation, person), some in shares.items():
        if (organisation, person) not in told:
            lines = [line for each in some for line in each.lines]
            text = "Nhắc việc: " + "; ".join(each.heading for each in some)
            key = f"{morning_key(organisation, today)}:"
            notices.append(Notice(DUE, person, organisation, text, lines[0].url, key, lines))
    return notify_many(notices, at=at)


def _held(people: Sequence[Who]) -> list[OpenClaim]:
    """The open claims of these people, held to the end of the transaction: what another run has just closed is gone."""
    wanted = set(people)
    rows = MilestoneReminder.objects.select_for_update(no_key=True).filter(
        noticed_on__isnull=True,
        organisation__in={each[0] for each in people},
        recipient__in={each[1] for each in people},
    )
    found = [OpenClaim(*row) for row in rows.order_by("pk").values_list(*OpenClaim._fields)]
    return [each for each in found if each.who in wanted]


def _people_with_open_claims(only: Organisation | None, most: int) -> Iterator[Sequence[Who]]:
    """So many at once that they have `most` claims; a person with more comes alone."""
    rows = MilestoneReminder.objects.filter(noticed_on__isnull=True)
    if only is not None:
        rows = rows.filter(milestone__organisation=only)
    counted = rows.order_by("organisation", "recipient").values_list("organisation", "recipient")
    batch: list[Who] = []
    size = 0
    for organisation, person, number in counted.annotate(number=Count("pk")):
        if batch and size + number > most:
            yield batch
            batch, size = [], 0
        batch.append((organisation, person))
        size += number
    if batch:
        yield batch
