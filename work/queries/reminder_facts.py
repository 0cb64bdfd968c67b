"""What the lines of a person's reminder say, read for a batch of open claims: a constant number of queries."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from django.urls import reverse

from accounts.models import User
from documents.official import n30_number
from notifications.notice import Line, Notice
from organisations.models import Membership, Organisation
from plans.enums import PlanState
from work.enums import MilestoneKind
from work.models import Milestone, MilestoneReminder, standing_is
from work.queries.unassigned import UNASSIGNED, led_here
from work.reminder_lines import Letter, Spoken, letter_of
from work.reminder_stages import Audience, Morning
from work.timing import Facts, Standing

Who = tuple[int, int]  # organisation in which it is read, person


class OpenClaim(NamedTuple):
    """A claim that is no line yet; the names are the columns."""

    pk: int
    organisation_id: int
    recipient_id: int
    milestone_id: int
    stage: int
    due_on: dt.date
    part: str
    stands_for_id: int | None

    @property
    def who(self) -> Who:
        return self.organisation_id, self.recipient_id


def told_on(people: Collection[Who], day: dt.date) -> set[Who]:
    """Those who have had their reminder of the day."""
    rows = MilestoneReminder.objects.filter(recipient__in={each[1] for each in people}, noticed_on=day).order_by()
    return set(rows.values_list("organisation", "recipient").distinct())


def notices_for(claims: Sequence[OpenClaim], morning: Morning, kind: str) -> dict[Who, Notice]:
    """What each person is told of these claims now, one notice for a person, an office and a day, whoever makes it.

    Left out: what was finished, moved or ended since it was claimed, and people who have left. At most eight queries.
    """
    facts = _facts({each.milestone_id for each in claims})
    late = _late_days(facts.values(), morning.today)
    offices = {each.organisation_id for each in claims}
    here = _people_here(offices, morning.today)
    codes = dict(Organisation.objects.filter(pk__in=offices).values_list("pk", "code"))
    names = _names({each.stands_for_id for each in claims if each.stands_for_id is not None})
    nobodys = _nobodys(facts.values())
    spoken: dict[Who, list[Spoken]] = defaultdict(list)
    for claim in claims:
        known = facts.get(claim.milestone_id)
        if known is not None and known.due_on == claim.due_on and claim.who in here:
            earlier = sum(day < known.due_on for day in late.get(known.task, ()))
            spoken[claim.who].append(_spoken(claim, known, names.get(claim.stands_for_id or 0, ""), earlier, nobodys))
    letters = {who: letter_of(found, morning) for who, found in spoken.items()}
    return {
        who: _notice(who, letter, kind, codes[who[0]], morning.today)
        for who, letter in letters.items()
        if letter is not None
    }


def _notice(who: Who, letter: Letter, kind: str, code: str, day: dt.date) -> Notice:
    lines = [Line(each.text, each.url, each.weight, each.note) for each in letter.lines]
    own = letter.has_own
    url = reverse("work:mine", kwargs={"org": code}) if own else letter.lines[0].url
    if letter.nobodys:  # they do not stand under Việc của tôi
        alone = len(letter.lines) == 1
        url = letter.lines[0].url if alone else f"{reverse('work:list', kwargs={'org': code})}?bo_phan={UNASSIGNED}"
    return Notice(kind, who[1], who[0], letter.text, url, f"{kind}:{who[0]}:{day.isoformat()}", lines)


class _Fact(NamedTuple):
    pk: int
    task: int
    kind: str
    start: dt.date | None
    due_on: dt.date
    label: str
    title: str
    plan: int
    number: str
    symbol: str
    organisation: int
    code: str
    office: str
    holder: str | None
    person: str | None
    lead_text: str
    shared_lead: str | None


_COLUMNS = (
    "pk", "task", "kind", "start", "due_on", "label", "task__text", "plan", "plan__number", "plan__symbol",
    "organisation", "organisation__code", "organisation__name", "holder__full_name", "task__person__full_name",
    "task__lead_text", "task__assignment__lead_text",
)  # fmt: skip


def _facts(milestones: Iterable[int]) -> dict[int, _Fact]:
    """Of those that are live and open. Whether they are is looked at here: asked for it, SQLite would begin with every
    duty that is merged with none, which is nearly all of the portal."""
    rows = Milestone.objects.filter(pk__in=set(milestones), superseded=False).open().order_by()
    found = rows.values_list(*_COLUMNS, "plan__state", "task__tracked", "task__same_as")
    return {
        row[0]: _Fact(*row)
        for *row, state, tracked, same_as in found
        if state == PlanState.ISSUED and tracked and same_as is None
    }


def _late_days(facts: Iterable[_Fact], today: dt.date) -> dict[int, list[dt.date]]:
    """Of each late duty the days of all its late periods, those of which nothing is said today, too."""
    found: dict[int, list[dt.date]] = defaultdict(list)
    tasks = {each.task for each in facts if each.due_on < today}
    late = Milestone.objects.filter(standing_is(Standing.LATE, today), task__in=tasks, superseded=False).order_by()
    for task, due_on in late.values_list("task", "due_on"):
        found[task].append(due_on)
    return found


@lru_cache(maxsize=4096)
def _address(name: str, code: str, number: str = "") -> str:
    """An address of an office; `number` names what is put in by `_numbered`: to ask for each costs more than all
    the rest of its line."""
    return reverse(name, kwargs={"org": code, **({number: 0} if number else {})})


def _numbered(address: str, number: int) -> str:
    before, after = address.rsplit("/0/", 1)
    return f"{before}/{number}/{after}"


def _people_here(organisations: Collection[int], day: dt.date) -> set[Who]:
    rows = Membership.objects.active_on(day).filter(organisation__in=organisations, user__is_active=True)
    return set(rows.order_by().values_list("organisation", "user"))


def _names(people: Collection[int]) -> dict[int, str]:
    return dict(User.objects.filter(pk__in=people).values_list("pk", "full_name"))


def _nobodys(facts: Iterable[_Fact]) -> set[int]:
    """The duties among them that nobody of the office has."""
    tasks = {each.task for each in facts if each.holder is None and each.person is None}
    return tasks - led_here(tasks) if tasks else set()


def _spoken(claim: OpenClaim, known: _Fact, instead_of: str, earlier: int, nobodys: Collection[int]) -> Spoken:
    code, audience = known.code, Audience(claim.part)
    above = audience is Audience.SUPERIOR
    return Spoken(
        milestone_id=known.pk, task_id=known.task, audience=audience, stage=claim.stage,
        facts=Facts(known.due_on, known.start, None, known.kind == MilestoneKind.CHECKPOINT, known.label),
        title="" if above else known.title, plan=f"{n30_number(known.number) or '…'}/{known.symbol}",
        url="" if above else _numbered(_address("work:milestone", code, "milestone_id"), known.pk),
        who=known.holder or known.person or known.lead_text or known.shared_lead or "",
        instead_of=instead_of, earlier=earlier, office=known.office,
        office_url=_address("plans:list", code) if above else "",
        plan_url=_numbered(_address("plans:detail", code, "plan_id"), known.plan) if above else "",
        nobodys=not above and known.holder is None and known.task in nobodys,
    )  # fmt: skip
