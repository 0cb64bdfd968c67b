"""Bàn giao: all duties of a person go to others in one transaction; nothing that was done is rewritten."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from audit.record import record
from core.days import written
from core.decision import require
from core.exceptions import DomainError, EditConflict
from core.text import squeeze
from notifications.domain.notify import Notice, notify_many
from organisations.access import Access
from organisations.domain.memberships import end_membership
from organisations.models import Organisation
from organisations.queries import people_here
from organisations.queries_absence import members_of_units
from plans.models import PlanTask
from work import rules_handing_over as rules
from work.domain.assigning import BATCH, lock_work
from work.enums import EntryKind
from work.handing_over import MOST, TITLES, Duty, allowed, narrowed, seen
from work.kinds_people import HANDED_OVER
from work.models import HandOver, HandOverLine, Milestone, WorkEntry
from work.queries.handing_over import chiefs, duties_of_person, post_of, role_words, roles_to_end
from work.queries.in_force import now_in_force

DAYS_AROUND = 62  # a hand-over is entered within two months of its day


@dataclass(frozen=True)
class Wanted:
    """What the minutes say besides the duties. `ends`: ids of the giver's roles that end with the day.

    `titles`: "Ông" or "Bà" of "giver", "chief" and of receivers by their ids.
    """

    giver: User
    on: dt.date
    reason: str
    chief: User | None = None
    ends: tuple[int, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def hand_over(
    wanted: Wanted,
    to: Mapping[int, int],
    *,
    by: Access,
    looked_at: str,
    at: dt.datetime,
    key: uuid.UUID | None = None,
) -> HandOver:
    """Every open duty of the giver goes to the person named for it (duty → person); its direction to leaders only.

    Raises EditConflict when the duties are no longer those that were looked at, DomainError with the reason.
    """
    organisation = _organisation(by)
    _hold_person(wanted.giver)
    if key is not None and (made := HandOver.objects.filter(key=key).of(by).first()):
        return made
    today = timezone.localdate(at)
    own = members_of_units(organisation, by.unit_ids, today) if by.unit_ids else set()
    require(rules.can_hand_over_of(by, wanted.giver.pk, own))
    duties = _held_still(organisation, wanted.giver, today)
    if seen(duties) != looked_at:
        raise EditConflict("Trong lúc ông/bà xem, việc của người bàn giao vừa thay đổi. Hãy xem lại rồi bàn giao.")
    return _move(wanted, duties, to, organisation=organisation, by=by, at=at, key=key)


@transaction.atomic
def hand_back(
    before: HandOver, receiver: User, *, by: Access, reason: str, at: dt.datetime, key: uuid.UUID | None = None
) -> HandOver:
    """What this person received there and still has goes back to whom it came from, with minutes of its own.

    A duty whose plan was corrected since is the one in force.
    """
    organisation = _organisation(by)
    _hold_person(receiver)
    if key is not None and (made := HandOver.objects.filter(key=key).of(by).first()):
        return made
    today = timezone.localdate(at)
    own = members_of_units(organisation, by.unit_ids, today) if by.unit_ids else set()
    require(rules.can_hand_over_of(by, receiver.pk, own))
    held = _held_still(organisation, receiver, today)
    got = [line for line in before.lines.filter(receiver=receiver) if line.task_id is not None]
    now = now_in_force([line.task_id for line in got if line.task_id is not None])
    lines = {
        now[line.task_id]: (line.in_charge, line.directed, frozenset(line.milestones))
        for line in got
        if line.task_id in now
    }
    duties = narrowed(held, lines)
    if not duties:
        raise DomainError(f"{receiver.full_name} không còn giữ việc nào đã nhận ở lần bàn giao này.")
    known = {"giver": before.titles.get(str(receiver.pk), ""), str(before.giver_id): before.titles.get("giver", "")}
    chief_again = next((each for each in chiefs(by, today)[:1] if each.full_name == before.chief_name), None)
    titles = known | ({"chief": before.titles.get("chief", "")} if chief_again else {})
    wanted = Wanted(giver=receiver, on=today, reason=reason, chief=next(iter(chiefs(by, today)), None), titles=titles)
    to = {duty.task: before.giver_id for duty in duties}
    return _move(wanted, duties, to, organisation=organisation, by=by, at=at, key=key, back_of=before)


def _hold_person(giver: User) -> None:
    """Two who hand over the same person's work at once wait here, also where only roles end."""
    User.objects.select_for_update(no_key=True).get(pk=giver.pk)


def _held_still(organisation: Organisation, giver: User, today: dt.date) -> list[Duty]:
    """The duties with their rows held until the transaction ends."""
    duties = duties_of_person(organisation, giver, today)
    lock_work({each.task for each in duties}, {pk for each in duties for pk in each.held})
    return duties_of_person(organisation, giver, today)


def _move(
    wanted: Wanted, duties: Sequence[Duty], to: Mapping[int, int], *, organisation: Organisation, by: Access,
    at: dt.datetime, key: uuid.UUID | None, back_of: HandOver | None = None,
) -> HandOver:  # fmt: skip
    today = timezone.localdate(at)
    reason = squeeze(wanted.reason)[:500]
    _require(wanted, duties, to, reason, by, today)
    duties = allowed(duties, to, {user.pk for user in chiefs(by, today)})
    if not duties and not wanted.ends:
        raise DomainError("Phần chỉ đạo chỉ bàn giao cho lãnh đạo của đơn vị. Hãy chọn người nhận là lãnh đạo.")
    to = {duty.task: to[duty.task] for duty in duties}
    people = {user.pk: user for user in people_here(by.organisation, today).filter(pk__in=set(to.values()))}
    giver = wanted.giver
    made = HandOver.objects.create(
        organisation=organisation, giver=giver, giver_name=giver.full_name,
        giver_post=post_of(giver, organisation, wanted.on),
        chief_name=wanted.chief.full_name if wanted.chief else "",
        chief_post=post_of(wanted.chief, organisation, wanted.on) if wanted.chief else "",
        letterhead={
            "parent_agency": organisation.parent_agency_lines, "agency": organisation.agency_lines,
            "place": organisation.short_name, "name": organisation.name,
        },
        titles={who: title for who, title in wanted.titles.items() if title in TITLES},
        on=wanted.on, reason=reason, back_of=back_of, by_id=by.user_id, by_name=by.user_name, at=at, key=key,
    )  # fmt: skip
    posts = {pk: post_of(user, organisation, today) for pk, user in people.items()}
    _write_lines(made, duties, to, people, posts)
    _write_duties(duties, to, today)
    _write_history(made, duties, to, people, by=by, at=at)
    if wanted.ends:
        made.ended = _end_roles(wanted, organisation, today, by)
        made.save(update_fields=["ended"])
    names = ", ".join(sorted(user.full_name for user in people.values()))
    record("Bàn giao công việc", made, by=by, note=f"{len(duties)} nhiệm vụ cho {names}. {reason}"[:500])
    _tell(made, to, by=by, at=at)
    return made


def _require(
    wanted: Wanted, duties: Sequence[Duty], to: Mapping[int, int], reason: str, by: Access, today: dt.date
) -> None:
    """Raises DomainError with what is to be mended."""
    if not reason:
        raise DomainError("Hãy ghi lý do bàn giao, để in vào biên bản.")
    if abs((wanted.on - today).days) > DAYS_AROUND:
        raise DomainError(f"Ngày bàn giao phải trong khoảng hai tháng quanh hôm nay ({written(today)}).")
    if not duties and not wanted.ends:
        raise DomainError(f"{wanted.giver.full_name} không có việc nào đang làm để bàn giao.")
    if len(duties) > MOST:
        raise DomainError(f"Một lần bàn giao nhiều nhất {MOST} nhiệm vụ.")
    chosen = {to.get(each.task) for each in duties}
    if wanted.giver.pk in chosen:
        raise DomainError("Người nhận phải là người khác.")
    ids = {each for each in chosen if each is not None}
    if None in chosen or people_here(by.organisation, today).filter(pk__in=ids).count() != len(ids):
        raise DomainError("Người nhận không còn làm việc ở đơn vị, hoặc chưa chọn. Hãy chọn người nhận khác.")


def _write_lines(
    made: HandOver, duties: Sequence[Duty], to: Mapping[int, int], people: Mapping[int, User], posts: Mapping[int, str]
) -> None:
    HandOverLine.objects.bulk_create(
        (
            HandOverLine(
                hand_over=made, position=number, task_id=duty.task, in_charge=duty.in_charge, directed=duty.directed,
                milestones=list(duty.held), receiver_id=to[duty.task], receiver_name=people[to[duty.task]].full_name,
                receiver_post=posts[to[duty.task]], plan_words=duty.plan_words, text=duty.text,
                due_words=duty.due_words, percent=duty.percent, proofs=duty.proofs,
            )
            for number, duty in enumerate(duties, 1)
        ),
        batch_size=BATCH,
    )  # fmt: skip


def _write_duties(duties: Sequence[Duty], to: Mapping[int, int], today: dt.date) -> None:
    """One statement for each receiver and part."""
    charged: dict[int, list[int]] = defaultdict(list)
    directed: dict[int, list[int]] = defaultdict(list)
    held: dict[int, list[int]] = defaultdict(list)
    for duty in duties:
        receiver = to[duty.task]
        if duty.in_charge:
            charged[receiver].append(duty.task)
        if duty.directed:
            directed[receiver].append(duty.task)
        held[receiver] += duty.held
    for receiver, keys in charged.items():
        PlanTask.objects.filter(pk__in=keys).update(person=receiver, version=F("version") + 1)
    for receiver, keys in directed.items():
        PlanTask.objects.filter(pk__in=keys).update(director=receiver, version=F("version") + 1)
    for receiver, keys in held.items():
        Milestone.objects.filter(pk__in=keys).update(
            holder=receiver, taken_on=today, version=F("version") + 1, updated_at=Now()
        )


def _write_history(
    made: HandOver, duties: Sequence[Duty], to: Mapping[int, int], people: Mapping[int, User], *, by: Access,
    at: dt.datetime,
) -> None:  # fmt: skip
    entries = []
    for duty in duties:
        note = f"{made.giver_name} bàn giao cho {people[to[duty.task]].full_name} ({duty.parts}). {made.reason}"
        entries += [
            WorkEntry(
                milestone_id=pk, kind=EntryKind.HANDOVER, fact_on=made.on, note=note, by_id=by.user_id,
                by_name=by.user_name, at=at,
            )
            for pk in duty.told
        ]  # fmt: skip
    WorkEntry.objects.bulk_create(entries, batch_size=BATCH)


def _end_roles(wanted: Wanted, organisation: Organisation, today: dt.date, by: Access) -> list[str]:
    """End the ticked roles with the day of the hand-over; the rule of ending a role is asked for each."""
    rows = {each.pk: each for each in roles_to_end(organisation, wanted.giver, today)}
    ended = []
    for pk in wanted.ends:
        if pk not in rows:
            raise DomainError("Vai trò được chọn đã kết thúc. Hãy xem lại.")
        role = rows[pk]
        end_membership(membership=role, last_day=wanted.on, reason="Bàn giao công việc", today=today, by=by)
        ended.append(role_words(role))
    return ended


def _tell(made: HandOver, to: Mapping[int, int], *, by: Access, at: dt.datetime) -> None:
    counts: dict[int, int] = defaultdict(int)
    for receiver in to.values():
        counts[receiver] += 1
    url = reverse("work:hand-over", kwargs={"org": made.organisation.code, "hand_over_id": made.pk})
    texts = {who: f"{made.giver_name} bàn giao cho ông/bà {number} nhiệm vụ." for who, number in counts.items()}
    texts[made.giver_id] = f"Việc của ông/bà đã được bàn giao: {sum(counts.values())} nhiệm vụ."
    notices = [
        Notice(HANDED_OVER, who, made.organisation_id, text, url, f"hand-over-{made.pk}")
        for who, text in texts.items()
        if who != by.user_id
    ]
    notify_many(notices, at=at)


def _organisation(by: Access) -> Organisation:
    if by.organisation is None:
        raise DomainError("Bàn giao cần một đơn vị.")
    return by.organisation
