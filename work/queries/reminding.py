"""What a reminder run reads: who works where, what nears or passed its day, and what was claimed already.

It is read for one office and one batch at a time, so that the number of queries of a batch does not grow with it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from functools import cached_property
from typing import NamedTuple

from organisations.models import Membership, Organisation
from organisations.queries import superior_of
from organisations.queries_absence import substitutes_on
from organisations.roles import LOOKS_BELOW
from plans.enums import PartyRole
from plans.models import TaskUnit
from reference.queries_calendar import work_calendar
from work.duties import Duties
from work.enums import EntryKind, MilestoneKind, ReminderPart
from work.models import Milestone, MilestoneReminder, WorkEntry
from work.models.milestone import CHECKPOINT, MilestoneQuerySet
from work.morning_lines import Asked
from work.reminder_people import Job, Office, Told
from work.reminder_stages import Audience, Morning, morning_of, stages_of
from work.timing import NOTE_DAYS, Facts

BATCH = 1000  # milestones of one transaction
DAYS_OFF_AHEAD = dt.timedelta(days=60)  # no row of days off is longer
PARTS = {audience: ReminderPart(audience.value) for audience in Audience}


def morning_on(day: dt.date) -> Morning | None:
    """None on a day off. One query."""
    return morning_of(day, work_calendar(day, day + DAYS_OFF_AHEAD))


def asked_on(day: dt.date, only: Organisation | None) -> Asked:
    """What other apps are asked for on this morning. One query."""
    calendar, one = work_calendar(day - DAYS_OFF_AHEAD, day), dt.timedelta(days=1)
    since = day - one
    while not calendar.is_working(since) and since > day - DAYS_OFF_AHEAD:
        since -= one
    return Asked(day, since, since < day - day.weekday() * one, only.pk if only else None)


def spoken_of(morning: Morning) -> MilestoneQuerySet:
    """Open milestones that near or passed their day; a period of continuous work while it can be noted."""
    noted = morning.today - dt.timedelta(days=NOTE_DAYS)
    rows = Milestone.objects.filter(due_on__lte=morning.horizon).live().open()
    return rows.exclude(CHECKPOINT, due_on__lt=noted)


def offices_with_reminders(morning: Morning) -> list[Organisation]:
    offices = spoken_of(morning).order_by().values("organisation").distinct()
    return list(Organisation.objects.filter(pk__in=offices).order_by("pk"))


class Scene:
    """Who works in an office on a day, read once a run: two queries, three more when something goes to the superior."""

    def __init__(self, organisation: Organisation, day: dt.date) -> None:
        self.organisation, self._day = organisation, day
        self.office = Office(_jobs(organisation.pk, day), substitutes_on(organisation.pk, day))

    @cached_property
    def superior(self) -> Organisation | None:
        """The one above on that day, if its people can open this office's pages."""
        found = superior_of(self.organisation, self._day)
        return found if found is not None and self.organisation.path.startswith(found.path) else None

    @cached_property
    def superiors(self) -> tuple[Told, ...]:
        """Those who look below from there, or who stands in for them and looks below, too."""
        if self.superior is None:
            return ()
        roles = {role.value for role in LOOKS_BELOW}
        jobs = [job for job in _jobs(self.superior.pk, self._day) if job.role in roles]
        above = Office(jobs, substitutes_on(self.superior.pk, self._day))
        return tuple(sorted(above.present(above.people), key=lambda each: (each.for_id or 0, each.user_id)))


def _jobs(organisation_id: int, day: dt.date) -> list[Job]:
    rows = Membership.objects.active_on(day).filter(organisation=organisation_id, user__is_active=True)
    return [Job(*row) for row in rows.order_by("pk").values_list("user", "role", "unit")]


class Candidate(NamedTuple):
    """A milestone as far as its reminder needs it."""

    id: int
    task: int
    kind: str
    start: dt.date | None
    due_on: dt.date
    known_on: dt.date | None
    holder: int | None
    person: int | None
    director: int | None
    assignment: int | None
    lead_text: str
    coordinating_text: str

    @property
    def facts(self) -> Facts:
        return Facts(self.due_on, self.start, continuous=self.kind == MilestoneKind.CHECKPOINT)


_COLUMNS = (
    "pk", "task", "kind", "start", "due_on", "known_on", "holder", "task__person", "task__director",
    "task__assignment", "task__lead_text", "task__coordinating_text",
)  # fmt: skip


def candidates(organisation: Organisation, morning: Morning, after: int, size: int = BATCH) -> list[Candidate]:
    """The next ones of this office by id. One query."""
    rows = spoken_of(morning).filter(organisation=organisation, pk__gt=after).order_by("pk")
    return [Candidate(*row) for row in rows.values_list(*_COLUMNS)[:size]]


def claims_for(
    batch: Sequence[Candidate], scene: Scene, morning: Morning
) -> tuple[list[MilestoneReminder], list[Candidate]]:
    """The claims that these milestones ask for on this morning and that nobody has made, unsaved, in order of the key;
    and those for which nobody is there. At most four queries."""
    due = [(each, stages_of(each.facts, morning, known_on=each.known_on)) for each in batch]
    due = [(each, stages) for each, stages in due if stages]
    parties = _parties([each for each, _ in due])
    confirmed = _confirmed([each.id for each, stages in due if Audience.HELPER in stages])
    wanted: dict[Key, tuple[Told, Audience]] = {}
    orphans = []
    for each, stages in due:
        superiors = scene.superiors if Audience.SUPERIOR in stages else ()
        told = scene.office.told(
            _duties(each, parties), each.holder, stages, confirmed_units=confirmed.get(each.id, frozenset()),
            superiors=superiors,
        )  # fmt: skip
        if Audience.DOER not in told.values():
            orphans.append(each)
        for who, audience in told.items():
            wanted[each.id, who.user_id, stages[audience], each.due_on] = who, audience
    for key in _claimed(wanted):
        wanted.pop(key, None)
    return [_claim(key, *wanted[key], scene, morning) for key in sorted(wanted)], orphans


Key = tuple[int, int, int, dt.date]  # milestone, person, stage, day


def _claim(key: Key, who: Told, audience: Audience, scene: Scene, morning: Morning) -> MilestoneReminder:
    milestone, person, stage, due_on = key
    home = scene.superior if audience is Audience.SUPERIOR and scene.superior else scene.organisation
    return MilestoneReminder(
        organisation_id=home.pk, milestone_id=milestone, recipient_id=person, stage=stage, due_on=due_on,
        part=PARTS[audience], stands_for_id=who.for_id, claimed_on=morning.today,
    )  # fmt: skip


def _claimed(wanted: Collection[Key]) -> list[Key]:
    milestones, stages = {key[0] for key in wanted}, {key[2] for key in wanted}
    rows = MilestoneReminder.objects.filter(milestone__in=milestones, stage__in=stages).order_by()
    return list(rows.values_list("milestone", "recipient", "stage", "due_on"))


Parties = dict[tuple[str, int, str], set[int]]  # ("task" or "assignment", its id, role) → units


def _parties(batch: Sequence[Candidate]) -> Parties:
    found: Parties = defaultdict(set)
    assignments = {each.assignment for each in batch if each.assignment is not None}
    rows = TaskUnit.objects.filter(unit__isnull=False).order_by()
    for task, role, unit in rows.filter(task__in={each.task for each in batch}).values_list("task", "role", "unit"):
        found["task", task, role].add(unit)
    shared = rows.filter(assignment__in=assignments).values_list("assignment", "role", "unit") if assignments else ()
    for assignment, role, unit in shared:
        found["assignment", assignment, role].add(unit)
    return found


def _duties(each: Candidate, parties: Parties) -> Duties:
    """As work.queries.parties: a task without words of its own has those of its assignment block."""

    def units(role: PartyRole, own: str) -> frozenset[int]:
        place = ("task", each.task, role.value) if own else ("assignment", each.assignment or 0, role.value)
        return frozenset(parties.get(place, ()))

    return Duties(
        lead_units=units(PartyRole.LEAD, each.lead_text),
        coordinating_units=units(PartyRole.COORDINATE, each.coordinating_text),
        person_id=each.person,
        director_id=each.director,
    )


def _confirmed(milestones: Sequence[int]) -> dict[int, frozenset[int]]:
    """Milestone → the coordinating units that have confirmed their part."""
    found: dict[int, frozenset[int]] = {}
    rows = WorkEntry.objects.filter(milestone__in=milestones, kind=EntryKind.CONFIRM, unit__isnull=False).order_by()
    for milestone, unit in rows.values_list("milestone", "unit") if milestones else ():
        found[milestone] = found.get(milestone, frozenset()) | {unit}
    return found
