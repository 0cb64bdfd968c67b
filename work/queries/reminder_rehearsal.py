"""What a reminder run would say on a day, without writing anything."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from notifications.notice import Notice
from organisations.models import Organisation
from work.models import MilestoneReminder
from work.notices import DUE
from work.queries import reminding
from work.queries.reminder_facts import OpenClaim, Who, notices_for, told_on
from work.reminder_stages import Morning

CLAIMS_AT_ONCE = 2000


@dataclass
class Rehearsal:
    """`morning` None: a day off. `notices` in the order of offices and people."""

    morning: Morning | None
    notices: list[Notice] = field(default_factory=list)
    claims: int = 0
    orphans: int = 0


def rehearsal(today: dt.date, only: Organisation | None = None) -> Rehearsal:
    """The claims that the run would make and those that stand open, and what the people would read."""
    out = Rehearsal(reminding.morning_on(today))
    if out.morning is None:
        return out
    found: dict[Who, list[OpenClaim]] = defaultdict(list)
    for claims, orphans in _new_claims(out.morning, only):
        out.orphans += orphans
        out.claims += len(claims)
        for each in claims:
            found[each.who].append(each)
    for each in _open_claims(only):
        found[each.who].append(each)
    told = told_on(found, today)
    for batch in _batches(claims for who, claims in sorted(found.items()) if who not in told):
        out.notices += notices_for(batch, out.morning, DUE).values()
    return out


def _new_claims(morning: Morning, only: Organisation | None) -> Iterator[tuple[list[OpenClaim], int]]:
    for organisation in [only] if only else reminding.offices_with_reminders(morning):
        scene, after = reminding.Scene(organisation, morning.today), 0
        while batch := reminding.candidates(organisation, morning, after):
            claims, orphans = reminding.claims_for(batch, scene, morning)
            yield [_as_open(each) for each in claims], len(orphans)
            after = batch[-1].id


def _as_open(claim: MilestoneReminder) -> OpenClaim:
    return OpenClaim(
        0, claim.organisation_id, claim.recipient_id, claim.milestone_id, claim.stage, claim.due_on, claim.part,
        claim.stands_for_id,
    )  # fmt: skip


def _open_claims(only: Organisation | None) -> list[OpenClaim]:
    rows = MilestoneReminder.objects.filter(noticed_on__isnull=True)
    if only is not None:
        rows = rows.filter(milestone__organisation=only)
    return [OpenClaim(*row) for row in rows.values_list(*OpenClaim._fields)]


def _batches(people: Iterable[list[OpenClaim]]) -> Iterator[list[OpenClaim]]:
    """All claims of a person in one batch."""
    batch: list[OpenClaim] = []
    for claims in people:
        if batch and len(batch) + len(claims) > CLAIMS_AT_ONCE:
            yield batch
            batch = []
        batch = [*batch, *claims]
    if batch:
        yield batch
