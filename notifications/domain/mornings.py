"""The one morning e-mail of each person: everything not yet told by e-mail, and what an unsent older one held."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db import transaction
from django.db.models import Count, Exists, Min, OuterRef, Q, Subquery
from django.utils import timezone

from notifications.digest import Told, digest_of
from notifications.domain.letters import new_message_id, write_digest
from notifications.domain.outbox import wake
from notifications.domain.wishes import Wishes, wishes_of
from notifications.enums import Sending
from notifications.kinds import DIGEST, all_kinds, weight_of
from notifications.models import Notification, OutgoingEmail
from notifications.notice import Line
from notifications.queries import still_there

PEOPLE = 100  # a batch: so many letters are written in one transaction
IDS = 2000


def write_digests(*, at: dt.datetime) -> int:
    """Write the e-mails whose hour has come at `at` and that today has not seen; how many.

    A morning missed is made good by the next call of the day or of a later day: what waits goes on waiting.
    """
    written, last = 0, 0
    while waiting := _waiting(at, after=last):
        last = max(waiting)
        written += _write(waiting, at)
    return written


def _waiting(at: dt.datetime, *, after: int) -> dict[int, tuple[dt.datetime, int]]:
    """The next people for whom something waits and who had no e-mail today: since when, how much is of today."""
    of_the_day = [kind.code for kind in all_kinds() if kind.of_the_day]
    had = OutgoingEmail.objects.filter(recipient=OuterRef("recipient"), kind=DIGEST, key=_day(at).isoformat())
    rows = (
        Notification.objects.filter(~Exists(had), for_digest=True, created_at__lte=at, recipient_id__gt=after)
        .order_by("recipient_id")
        .values("recipient_id")
        .annotate(oldest=Min("created_at"), of_today=Count("pk", filter=Q(kind__in=of_the_day)))
    )
    return {row["recipient_id"]: (row["oldest"], row["of_today"]) for row in rows[:PEOPLE]}


def _write(waiting: dict[int, tuple[dt.datetime, int]], at: dt.datetime) -> int:
    from notifications.jobs import sweep

    wishes = wishes_of(waiting)
    unreachable = {person for person in waiting if person not in wishes or not wishes[person].user.email}
    due = [
        person
        for person, (oldest, of_today) in waiting.items()
        if person not in unreachable and at >= (hour := wishes[person].digest_time(at)) and (oldest < hour or of_today)
    ]
    with transaction.atomic():
        if unreachable:  # the bell alone tells them; nothing piles up for an address that may come one day
            Notification.objects.filter(recipient_id__in=unreachable, for_digest=True).update(for_digest=False)
        letters = _claim(due, at)
        told = _collect(letters, at)
        full, empty = [], []
        for person, letter in letters.items():
            digest = digest_of(_told(told[person], wishes[person]))
            if digest.total:
                write_digest(letter, digest, wishes[person], day=_day(at))
                letter.state = Sending.QUEUED
                full.append(letter)
            else:
                empty.append(letter.pk)
        OutgoingEmail.objects.bulk_update(full, ["state", "subject", "body", "html"])
        _mark_told(told, wishes, at)
        OutgoingEmail.objects.filter(pk__in=empty).delete()
        if full:
            wake(sweep)
    return len(full)


def _claim(people: list[int], at: dt.datetime) -> dict[int, OutgoingEmail]:
    """An empty letter for each: the unique row of (person, day). Whoever made it writes it; others get none."""
    rows = [
        OutgoingEmail(
            recipient_id=person, kind=DIGEST, key=_day(at).isoformat(), state=Sending.COMPOSING, created_at=at,
            not_before=at, message_id=new_message_id(),
        )
        for person in people
    ]  # fmt: skip
    if not rows:
        return {}
    OutgoingEmail.objects.bulk_create(rows, ignore_conflicts=True)
    ours = OutgoingEmail.objects.filter(message_id__in=[row.message_id for row in rows])
    return {letter.recipient_id: letter for letter in ours if letter.recipient_id is not None}


def _collect(letters: dict[int, OutgoingEmail], at: dt.datetime) -> dict[int, list[Notification]]:
    """What waits for these people, and what stands in their older e-mails that never left, which end here.

    Nothing of an office that the person has left since: that waits no more.
    """
    if not letters:
        return {}
    unsent = OutgoingEmail.objects.filter(
        recipient_id__in=letters, kind=DIGEST, state__in=(Sending.QUEUED, Sending.FAILED)
    )
    older = list(unsent.select_for_update().values_list("pk", flat=True))
    if older:
        OutgoingEmail.objects.filter(pk__in=older).update(state=Sending.MERGED, body="", html="")
    told: dict[int, list[Notification]] = defaultdict(list)
    notices = Notification.objects.select_related("organisation").annotate(works_there=still_there(_day(at)))
    waiting = notices.filter(recipient_id__in=letters, for_digest=True, created_at__lte=at)
    waiting = waiting.select_for_update(of=("self",), no_key=True)  # a line that comes meanwhile begins a new notice
    again = notices.filter(mailed_in_id__in=older, settled_at__isnull=True) if older else notices.none()
    gone = []
    for notice in sorted([*again, *waiting], key=lambda each: (each.created_at, each.pk)):
        if getattr(notice, "works_there", False):
            told[notice.recipient_id].append(notice)
        else:
            gone.append(notice.pk)
    for some in _parts(gone):
        Notification.objects.filter(pk__in=some).update(for_digest=False, mailed_in=None)
    return told


def _told(notices: list[Notification], wish: Wishes) -> Iterator[Told]:
    wanted = [notice for notice in notices if wish.wants_mail(notice.kind)]
    several = len({notice.organisation_id for notice in wanted}) > 1
    for notice in wanted:
        where = notice.organisation.display_name if several else ""
        lines = [Line(**line) for line in notice.lines] or [
            Line(notice.text, notice.url, weight_of(notice.kind)),
        ]
        yield Told(tuple(_placed(line, where) for line in lines), notice.lines_left)


def _placed(line: Line, where: str) -> Line:
    note = ", ".join(part for part in (line.note, where) if part)
    return Line(line.text, line.url, line.weight, note)


def _mark_told(told: dict[int, list[Notification]], wishes: dict[int, Wishes], at: dt.datetime) -> None:
    """By their ids: a notice written meanwhile by somebody else goes on waiting."""
    letter = OutgoingEmail.objects.filter(
        recipient=OuterRef("recipient"), kind=DIGEST, key=_day(at).isoformat(), state=Sending.QUEUED
    )
    ids = [
        (notice.pk, wishes[person].wants_mail(notice.kind)) for person, notices in told.items() for notice in notices
    ]
    for some in _parts([pk for pk, wanted in ids if wanted]):
        Notification.objects.filter(pk__in=some).update(for_digest=False, mailed_in=Subquery(letter.values("pk")[:1]))
    for some in _parts([pk for pk, wanted in ids if not wanted]):
        Notification.objects.filter(pk__in=some).update(for_digest=False, mailed_in=None)


def _parts(ids: list[int]) -> Iterable[list[int]]:
    return [ids[start : start + IDS] for start in range(0, len(ids), IDS)]


def _day(at: dt.datetime) -> dt.date:
    return timezone.localdate(at)
