"""From the words of an issued plan to its milestones: at the issue, every night, and when days off change."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Exists, OuterRef

from audit.record import record
from core.workdays import WorkCalendar
from organisations.access import Access
from plans.deadlines import (
    DeadlineKind,
    DeadlineRule,
    Term,
    checkpoint_windows,
    follows_calendar,
    term_day,
    windows,
)
from plans.deadlines.dates import add_months, month_end
from plans.models import Plan, PlanTask
from reference.queries_calendar import LAST_YEAR, work_calendar
from work.carrying import Fate, Kept, Verdict, Wanted, verdicts
from work.enums import DERIVED, EntryKind, MilestoneKind
from work.models import Milestone, WorkEntry
from work.queries.undated import event_rule
from work.queries.worked import has_work

MONTHS_AHEAD = 13
BATCH = 500
LAST_KNOWN = dt.date(LAST_YEAR, 12, 31)  # the lunar calendar of the library ends there
_COUNTED_AGAIN = "Ngày nghỉ, ngày làm bù thay đổi nên hạn tính theo ngày làm việc được tính lại."


def horizon(today: dt.date) -> dt.date:
    """Up to here recurring results have their milestones; the nightly job moves it on."""
    later = add_months(today, MONTHS_AHEAD) or today
    return month_end(later.year, later.month)


@dataclass
class Derived:
    """What a derivation changed."""

    made: int = 0
    moved: list[Milestone] = field(default_factory=list)


class Days:
    """The working days a plan's terms can reach, read once and only when a term asks for them."""

    def __init__(self, first: dt.date, last: dt.date) -> None:
        self._span = (first, last)
        self._calendar: WorkCalendar | None = None

    def __call__(self, *reached: dt.date) -> WorkCalendar:
        """`reached`: days a term starts from or roughly ends on; one beyond the years read so far adds its own."""
        first = min([self._span[0], *reached])
        last = min(max([self._span[1], *(add_months(day, 12) or day for day in reached)]), LAST_KNOWN)
        if self._calendar is None or (first, last) != self._span:
            self._span, self._calendar = (first, last), work_calendar(first, last)
        return self._calendar


def days_for(plan: Plan, today: dt.date) -> Days:
    issued_on = plan.issued_on or today
    return Days(dt.date(issued_on.year - 1, 1, 1), dt.date(horizon(today).year + 1, 12, 31))


def reached_by(term: Term | None, start: dt.date) -> list[dt.date]:
    """The day a term counts from (`start`, unless its words name one) and the day it ends on but for the days off."""
    if term is None:
        return []
    first = term.start or start
    return [first, term_day(term, first) or first]


def wanted_by(
    rule: DeadlineRule | None, plan: Plan, *, today: dt.date, days: Days, added_on: dt.date | None = None
) -> list[Wanted]:
    """The milestones that a deadline asks for in this plan, up to the horizon.

    What was given after the issue counts from the day on which it was given (`added_on`).
    """
    issued_on = added_on or plan.issued_on
    if rule is None or issued_on is None:
        return []
    year = max(plan.year, added_on.year) if added_on else plan.year
    endless = rule.kind in (DeadlineKind.RECURRING, DeadlineKind.CONTINUOUS) or (
        rule.end is None and rule.start is not None
    )
    until = horizon(today) if endless else dt.date.max
    moving = follows_calendar(rule)
    calendar = days(*reached_by(rule.term, issued_on)) if moving else None
    found = windows(rule, plan_year=year, issued_on=issued_on, until=until, calendar=calendar)
    out = [Wanted(MilestoneKind.DUE, each.start, each.due, each.label, moving) for each in found]
    checks = checkpoint_windows(rule, plan_year=year, issued_on=issued_on, until=until)
    return out + [Wanted(MilestoneKind.CHECKPOINT, each.start, each.due, each.label) for each in checks]


@transaction.atomic
def derive(
    plan: Plan, *, today: dt.date, by: Access, at: dt.datetime | None = None, only: PlanTask | None = None
) -> Derived:
    """Give each duty of an issued plan the milestones its words ask for, or one of them. Again, it changes nothing.

    Duties that are only printed get theirs, too: what is followed may change after the issue, and
    `MilestoneQuerySet.live` asks for it. With `at`, the moment to be kept in their history, days that follow working
    days are counted again; those that an extension moved, or that are done, stay.
    """
    derived, days = Derived(), days_for(plan, today)
    words = (
        "plan",
        "text",
        "added_on",
        "deadline",
        "deadline_text",
        "assignment__deadline",
        "assignment__deadline_text",
    )
    rows, made = PlanTask.objects.filter(plan=plan), Milestone.objects.filter(plan=plan)
    if only is not None:
        rows, made = rows.filter(pk=only.pk), made.filter(task=only)
    tasks = list(rows.select_related("assignment").only(*words))
    known: dict[int, list[Milestone]] = defaultdict(list)
    for each in made:
        known[each.task_id].append(each)
    fresh: list[Milestone] = []
    for task in tasks:
        rule = task.rule
        for wanted in wanted_by(rule, plan, today=today, days=days, added_on=task.added_on):
            if _is_known(wanted, known[task.pk]):
                continue
            older = _other_day_of(wanted, known[task.pk]) if wanted.follows_calendar else None
            if older is None:
                fresh.append(_new(plan, task, wanted, today))
            elif at is not None and _may_move(older):
                _move(older, wanted.due, derived)
        if at is not None:
            _recount_events(task, plan, known[task.pk], days, derived)
    Milestone.objects.bulk_create(fresh, batch_size=BATCH, ignore_conflicts=True)
    derived.made = len(fresh)
    if at is not None:
        write_moved(plan, derived.moved, by=by, at=at)
    return derived


def _new(plan: Plan, task: PlanTask, wanted: Wanted, today: dt.date) -> Milestone:
    return Milestone(
        organisation_id=plan.organisation_id, plan=plan, task=task, kind=wanted.kind, label=wanted.label[:160],
        start=wanted.start, due_on=wanted.due, original_due_on=wanted.due, known_on=today,
        follows_calendar=wanted.follows_calendar,
    )  # fmt: skip


def _is_known(wanted: Wanted, known: Iterable[Milestone]) -> bool:
    key = (wanted.kind, wanted.due, wanted.label[:160])
    return any((each.kind, each.original_due_on, each.label) == key for each in known)


def _other_day_of(wanted: Wanted, known: Iterable[Milestone]) -> Milestone | None:
    """The same result as it was counted before the days off changed."""
    key = (wanted.kind, wanted.label[:160])
    return next((each for each in known if each.follows_calendar and (each.kind, each.label) == key), None)


def _may_move(milestone: Milestone) -> bool:
    return milestone.completed_on is None and not milestone.is_extended and not milestone.superseded


def _recount_events(task: PlanTask, plan: Plan, known: Iterable[Milestone], days: Days, derived: Derived) -> None:
    task.plan = plan
    for each in known:
        if each.kind == MilestoneKind.EVENT and each.follows_calendar and _may_move(each) and each.start:
            rule = event_rule(task)
            term = rule.term if rule else None
            due = term_day(term, each.start, days(*reached_by(term, each.start))) if term else None
            if due is not None and due != each.due_on:
                _move(each, due, derived)


def _move(milestone: Milestone, due: dt.date, derived: Derived) -> None:
    milestone.due_on = due
    derived.moved.append(milestone)


def write_moved(plan: Plan, moved: Sequence[Milestone], *, by: Access, at: dt.datetime) -> None:
    """Move both days of each, if nobody changed it meanwhile, and keep in its history why."""
    count = sum(_write_batch(moved[first : first + BATCH], by=by, at=at) for first in range(0, len(moved), BATCH))
    if count:
        record(
            "Tính lại hạn theo ngày làm việc", plan, by=by, note=f"{count} mốc", organisation_id=plan.organisation_id
        )


def _write_batch(moved: Sequence[Milestone], *, by: Access, at: dt.datetime) -> int:
    rows = Milestone.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=[each.pk for each in moved])
    stored = {each.pk: each.version for each in rows.only("version")}
    unchanged = [each for each in moved if stored.get(each.pk) == each.version]
    entries = []
    for each in unchanged:
        entries.append(
            WorkEntry(
                milestone=each, kind=EntryKind.CALENDAR, was_due_on=each.original_due_on, now_due_on=each.due_on,
                note=_COUNTED_AGAIN, by_id=by.user_id, by_name=by.user_name, at=at,
            )
        )  # fmt: skip
        each.original_due_on, each.start = each.due_on, min(each.start or each.due_on, each.due_on)
        each.version += 1
    Milestone.objects.bulk_update(unchanged, ["due_on", "original_due_on", "start", "version"])
    WorkEntry.objects.bulk_create(entries)
    return len(unchanged)


# ------------------------------------------------------------------ a corrected version


@dataclass(frozen=True)
class Carried:
    moved: int = 0
    superseded: int = 0


@transaction.atomic
def carry_over(previous: Plan, plan: Plan, *, today: dt.date) -> Carried:
    """Milestones of the replaced version go on with the new one (work.carrying says how); none is deleted."""
    days = days_for(plan, today)
    heirs: dict[object, PlanTask] = {}
    for task in PlanTask.objects.filter(plan=plan).select_related("assignment").order_by("-position", "-pk"):
        heirs[task.lineage] = task
    asked = {
        task.pk: wanted_by(task.rule, plan, today=today, days=days, added_on=task.added_on) for task in heirs.values()
    }
    rows = Milestone.objects.filter(plan=previous, superseded=False)
    worked = set(has_work(rows).order_by().values_list("pk", flat=True))
    by_lineage: dict[object, list[Milestone]] = defaultdict(list)
    for each in rows.select_related("task"):
        by_lineage[each.task.lineage].append(each)
    changed: list[Milestone] = []
    issued_on = plan.issued_on or today
    for lineage, milestones in by_lineage.items():
        heir = heirs.get(lineage)
        found = verdicts(
            [_kept(each, worked) for each in milestones], asked[heir.pk] if heir else [], issued_on=issued_on
        )
        for each in milestones:
            if _carry(each, found[each.pk], plan, heir):
                changed.append(each)
    fields = [
        "plan",
        "task",
        "start",
        "due_on",
        "original_due_on",
        "label",
        "follows_calendar",
        "superseded",
        "version",
    ]
    Milestone.objects.bulk_update(changed, fields, batch_size=BATCH)
    superseded = sum(each.superseded for each in changed)
    return Carried(len(changed) - superseded, superseded)


def _kept(milestone: Milestone, worked: Collection[int]) -> Kept:
    touched = (
        milestone.pk in worked
        or milestone.completed_on
        or milestone.percent
        or milestone.taken_on
        or milestone.is_extended
    )
    return Kept(
        milestone.pk, milestone.kind, milestone.original_due_on, milestone.label, bool(touched),
        by_person=milestone.kind not in DERIVED, continuous=milestone.is_checkpoint,
    )  # fmt: skip


def _carry(milestone: Milestone, verdict: Verdict, plan: Plan, heir: PlanTask | None) -> bool:
    """Change the row in hand as its verdict says; False when it stays as it is."""
    if verdict.fate is Fate.STAY:
        return False
    milestone.version += 1
    if heir is None:  # the duty is gone: its progress stays to be read in the replaced plan
        milestone.superseded = True
        return True
    milestone.plan, milestone.task = plan, heir
    milestone.superseded = verdict.fate is Fate.SUPERSEDE
    onto = verdict.onto
    if onto is not None:
        if onto.due != milestone.original_due_on:
            milestone.due_on = milestone.original_due_on = onto.due
        milestone.start, milestone.label = min(onto.start, milestone.due_on), onto.label[:160]
        milestone.follows_calendar = onto.follows_calendar
    return True


def plans_in_force() -> list[int]:
    return list(Plan.objects.live().order_by("pk").values_list("pk", flat=True))


def plans_that_follow_the_calendar() -> list[int]:
    """Plans in force with an open milestone whose day depends on days off."""
    following = Milestone.objects.filter(plan=OuterRef("pk"), follows_calendar=True, completed_on__isnull=True)
    return list(Plan.objects.live().filter(Exists(following)).order_by("pk").values_list("pk", flat=True))
