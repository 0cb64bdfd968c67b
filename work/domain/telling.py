"""Telling people, in the transaction of the act, that their work came back, waits, goes on longer or is new.

Nobody is told of an act of one's own. Who is away is told through the one who stands in; who has left not at all.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from core.days import written
from notifications.domain.gathering import gather
from notifications.domain.notify import notify_many
from notifications.kinds import kind_of
from notifications.notice import Line, Notice, shortened
from organisations.access import Access
from plans.models import Plan, PlanTask
from work.enums import EntryKind
from work.models import Milestone, WorkEntry
from work.notices import ASSIGNED, EXTENDED, NUDGED, RETURNED, WAITING
from work.queries.mine import WAITING as GROUP_WAITING
from work.queries.parties import duties_of, parties_of
from work.queries.reminding import Scene
from work.queries.unassigned import UNASSIGNED
from work.reminder_people import Told
from work.reminder_stages import Audience
from work.timing import lasting_words

TITLE, REASON = 100, 200  # letters of a duty and of a reason in one notice


def tell_returned(milestone: Milestone, entry: WorkEntry, *, by: Access, earlier: int | None = None) -> None:
    """Whoever reported it as done and whoever holds it; were they to have left, those whose work it is now.

    `earlier` held it until it came back and handed it over before: told, too, beside those whose work it is now.
    """
    scene = _scene(milestone, entry.at)
    reported = milestone.entries.filter(kind=EntryKind.FINISH).order_by("-pk").values_list("by", flat=True)[:1]
    wanted = {person for person in (*reported, milestone.holder_id, earlier) if person in scene.office.people}
    told = scene.office.present(wanted)
    if not wanted or earlier is not None:
        told |= _doers(scene, milestone)
    reason = shortened(entry.note, REASON)
    _tell(RETURNED, told, milestone, entry, by, f"{by.user_name} trả lại: {_title(milestone)}. Lý do: {reason}")


def tell_waiting(milestone: Milestone, entry: WorkEntry, *, by: Access) -> None:
    """The leader named above it, else the leaders of the office: a result waits to be accepted."""
    scene = _scene(milestone, entry.at)
    duties = duties_of(milestone.task)
    told = scene.office.present(scene.office.leaders(duties))
    if all(each.user_id == by.user_id for each in told):  # nobody judges his own: the other leaders do
        told = scene.office.present(scene.office.leaders(replace(duties, director_id=None)))
    text = f"{by.user_name} báo hoàn thành, chờ duyệt: {_title(milestone)}"
    waiting = f"{reverse('work:mine', kwargs={'org': milestone.organisation.code})}?nhom={GROUP_WAITING}"
    alone = _notices(WAITING, told, milestone, entry, by, text)
    gather(
        [replace(each, url=waiting, lines=[Line(each.text, each.url, kind_of(WAITING).weight)]) for each in alone],
        at=entry.at,
    )


def tell_extended(milestone: Milestone, entry: WorkEntry, *, by: Access, but: int | None = None) -> None:
    """Those who do it; `but` is answered otherwise."""
    told = {each for each in _doers(_scene(milestone, entry.at), milestone) if each.user_id != but}
    until = written(milestone.due_on)
    _tell(EXTENDED, told, milestone, entry, by, f"{by.user_name} gia hạn đến {until}: {_title(milestone)}")


def tell_nudged(milestone: Milestone, entry: WorkEntry, *, by: Access) -> int:
    """Those who do it, at once. Returns how many."""
    told = _doers(_scene(milestone, entry.at), milestone)
    stands = lasting_words(milestone.facts, timezone.localdate(entry.at))
    text = f"{by.user_name} đôn đốc: {_title(milestone)} ({stands[:1].lower()}{stands[1:]})"
    if entry.note:
        text += f". {shortened(entry.note, REASON)}"
    return _tell(NUDGED, told, milestone, entry, by, text)


def tell_plan_issued(plan: Plan, *, by: Access, today: dt.date, at: dt.datetime) -> int:
    """Everybody who has duties under it is told how many; under a corrected plan how many are new.

    The same people who would be reminded of them. A constant number of queries.
    """
    tasks = PlanTask.objects.filter(plan=plan, tracked=True, same_as__isnull=True).select_related("assignment")
    if plan.replaces_id is not None:
        tasks = tasks.exclude(
            lineage__in=PlanTask.objects.filter(plan=plan.replaces_id, tracked=True).values("lineage")
        )
    found = list(tasks)
    scene, parties = Scene(plan.organisation, today), parties_of(found)
    given: Counter[Told] = Counter()
    nobodys: Counter[Told] = Counter()
    for task in found:
        duties = parties[task.pk].duties(task)
        (nobodys if duties.is_nobodys else given).update(scene.office.present(scene.office.doers(duties, None)))
    told = (given + nobodys).keys() - {Told(by.user_id or 0)}
    names, org = _names(told), {"org": plan.organisation.code}
    mine = f"{reverse('work:mine', kwargs=org)}?ke_hoach={plan.pk}"
    loose = f"{reverse('work:list', kwargs=org)}?bo_phan={UNASSIGNED}&ke_hoach={plan.pk}"
    notices = [
        Notice(
            ASSIGNED, who.user_id, plan.organisation_id, key=f"{ASSIGNED}:{plan.pk}:{who.for_id or ''}",
            url=mine if given[who] else loose,
            text=f"Kế hoạch số {plan.notation} {_given(given[who], nobodys[who])}{_instead(who, names)}",
        )
        for who in sorted(told, key=lambda each: (each.user_id, each.for_id or 0))
    ]  # fmt: skip
    return notify_many(notices, at=at)


def _given(number: int, nobodys: int) -> str:
    """ "giao ông/bà 12 việc, có 2 việc chưa giao cho ai": whoever writes plans has to see to the latter."""
    parts = [f"giao ông/bà {number} việc"] if number else []
    return ", ".join([*parts, f"có {nobodys} việc chưa giao cho ai"] if nobodys else parts)


def tell_added(task: PlanTask, *, by: Access, today: dt.date) -> int:
    """Those who do a duty given after the issue, as soon as it has a day."""
    rows = (
        Milestone.objects.filter(task=task).select_related("task__assignment", "organisation").order_by("due_on", "pk")
    )
    first = rows.first()
    if first is None:
        return 0
    told = [each for each in _doers(Scene(first.organisation, today), first) if each.user_id != by.user_id]
    names = _names(told)
    text = f"{by.user_name} giao thêm việc: {_title(first)}, hạn {written(first.due_on)}"
    url, key = first.get_absolute_url(), f"{ASSIGNED}:task:{task.pk}"
    notices = [
        Notice(ASSIGNED, who.user_id, first.organisation_id, text + _instead(who, names), url, key) for who in told
    ]
    return notify_many(notices, at=first.created_at)


def _scene(milestone: Milestone, at: dt.datetime) -> Scene:
    return Scene(milestone.organisation, timezone.localdate(at))


def _doers(scene: Scene, milestone: Milestone) -> set[Told]:
    found = scene.office.told(duties_of(milestone.task), milestone.holder_id, [Audience.DOER])
    return set(found)


def _tell(kind: str, told: Iterable[Told], milestone: Milestone, entry: WorkEntry, by: Access, text: str) -> int:
    return notify_many(_notices(kind, told, milestone, entry, by, text), at=entry.at)


def _notices(
    kind: str, told: Iterable[Told], milestone: Milestone, entry: WorkEntry, by: Access, text: str
) -> list[Notice]:
    found = [each for each in told if each.user_id != by.user_id]
    names = _names(found)
    url, key = milestone.get_absolute_url(), f"{kind}:{entry.pk}"
    return [
        Notice(
            kind, who.user_id, milestone.organisation_id, text + _instead(who, names), url, key,
            about=milestone.task.text,
        )
        for who in found
    ]  # fmt: skip


def _title(milestone: Milestone) -> str:
    """The duty in one line without a full stop, and its period where the duty does not say it itself."""
    text = shortened(milestone.task.text.rstrip(" .;,:"), TITLE)
    if text.endswith("…") and text.count("(") > text.count(")"):
        text = text[: text.rindex("(")].rstrip(" ,;.") + "…"
    said = not milestone.label or milestone.label.casefold() in text.casefold()
    return text if said else f"{text} ({milestone.label})"


def _names(told: Iterable[Told]) -> dict[int, str]:
    away = {each.for_id for each in told if each.for_id is not None}
    return dict(User.objects.filter(pk__in=away).values_list("pk", "full_name")) if away else {}


def _instead(who: Told, names: dict[int, str]) -> str:
    return f" (thay ông/bà {names.get(who.for_id, '')})" if who.for_id is not None else ""
