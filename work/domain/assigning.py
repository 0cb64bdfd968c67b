"""Giao việc: many pieces of work to somebody in one transaction, and Hoàn tác for what nobody has touched since."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone

from audit.record import record
from core.decision import require
from core.exceptions import DomainError, EditConflict
from core.text import squeeze
from notifications.domain.notify import Notice, notify_many
from organisations.access import Access
from organisations.queries import people_here
from organisations.queries_absence import members_of_units
from plans.models import PlanTask
from work import rules_assigning as rules
from work.assigning import MOST, Change, Line, Proposal, Wishes, propose
from work.enums import ChargePart, EntryKind
from work.models import AssignmentBatch, AssignmentRow, Milestone, WorkEntry
from work.notices import ASSIGNED
from work.queries.assigning import Chosen, leaders, lines_of, names_of
from work.queries.in_force import now_in_force
from work.queries.worked import has_work

BATCH = 500
NOBODY = "chưa có ai"


@transaction.atomic
def assign_many(
    chosen: Chosen,
    wishes: Wishes,
    *,
    by: Access,
    seen: str,
    at: dt.datetime,
    note: str = "",
    key: uuid.UUID | None = None,
) -> AssignmentBatch:
    """Give what was chosen as it was previewed. Raises EditConflict when it stands otherwise by now.

    A constant number of statements for each 500 lines, whatever their number.
    """
    assert by.organisation is not None
    require(rules.can_assign_work(by))
    today = timezone.localdate(at)
    _require_people(wishes, by, today)
    if not wishes:
        raise DomainError("Hãy chọn ít nhất một phần để giao: người phụ trách, lãnh đạo chỉ đạo hoặc người giữ việc.")
    if len(chosen) > MOST:
        raise DomainError(f"Một lần giao nhiều nhất {MOST} việc. Hãy lọc bớt rồi giao nhiều lần.")
    _hold(lines_of(by, chosen, today))
    if key is not None and (made := AssignmentBatch.objects.filter(key=key).of(by).first()):
        return made
    proposal = propose(lines_of(by, chosen, today), wishes)
    if not proposal.changes:
        raise DomainError("Không có việc nào thay đổi: các việc đã chọn đã giao như vậy hoặc không giao được nữa.")
    if proposal.seen != seen:
        raise EditConflict("Trong lúc ông/bà xem, có người vừa giao hoặc cập nhật các việc này. Hãy xem lại rồi giao.")
    changes = proposal.changes
    batch = AssignmentBatch.objects.create(
        organisation=by.organisation, by_id=by.user_id, by_name=by.user_name, at=at, note=squeeze(note)[:300], key=key
    )
    AssignmentRow.objects.bulk_create(
        (
            AssignmentRow(
                batch=batch, part=each.part, task_id=each.task, milestone_id=each.milestone, before_id=each.before,
                after_id=each.after,
            )
            for each in changes
        ),
        batch_size=BATCH,
    )  # fmt: skip
    _write(changes, today)
    names = names_of([*(each.before for each in changes), *(each.after for each in changes)])
    _say(proposal, names, by=by, at=at, note=batch.note)
    record("Giao việc", batch, by=by, note=f"{len(proposal.taken)} việc: {_wished(wishes, names)}")
    _tell(batch, changes, by=by, at=at)
    return batch


@transaction.atomic
def undo_batch(batch: AssignmentBatch, *, by: Access, at: dt.datetime) -> tuple[int, int]:
    """Restore who it was before, of the rows that nobody has touched since. How many were restored, how many stay.

    A row stays, with the reason kept in it, when somebody worked on it, it was given on, or who had it has left. A duty
    whose plan was corrected since is the one in force.
    """
    batch = AssignmentBatch.objects.select_for_update(of=("self",), no_key=True).get(pk=batch.pk)
    require(rules.can_undo_batch(by, batch))
    rows = list(batch.rows.all())
    now = _hold_rows(rows)
    reasons = _why_left(batch, rows, now, by, timezone.localdate(at))
    back = [row for row in rows if row.pk not in reasons]
    if not back:
        why = "; ".join(dict.fromkeys(reasons.values()))
        raise DomainError(f"Không còn việc nào hoàn tác được: {why}.")
    changes = [
        Change(ChargePart(row.part), now[row.task_id], row.milestone_id, row.after_id, row.before_id) for row in back
    ]
    _write(changes, timezone.localdate(at))
    for row in rows:
        row.left = reasons.get(row.pk, "")
    AssignmentRow.objects.bulk_update([row for row in rows if row.left], ["left"], batch_size=BATCH)
    batch.undone_at, batch.undone_by_name = at, by.user_name
    batch.save(update_fields=["undone_at", "undone_by_name"])
    names = names_of([*(each.before for each in changes), *(each.after for each in changes)])
    entries = _entries_by_milestone(changes)
    _write_entries({pk: "Hoàn tác. " + _words(each, names) for pk, each in entries.items()}, by=by, at=at)
    record("Hoàn tác giao việc", batch, by=by, note=f"{len(back)} thay đổi; {len(reasons)} giữ nguyên")
    return len(back), len(reasons)


def _require_people(wishes: Wishes, by: Access, today: dt.date) -> None:
    wanted = {each for each in wishes.values() if each is not None}
    here = set(people_here(by.organisation, today).filter(pk__in=wanted).values_list("pk", flat=True))
    if wanted - here:
        raise DomainError("Người được chọn không còn làm việc ở đơn vị. Hãy chọn người khác.")
    units = rules.only_for_units(by)
    if units is not None and wanted - members_of_units(by.organisation, units, today):
        raise DomainError("Trưởng bộ phận giao việc cho người của bộ phận mình. Hãy chọn người khác.")
    director = wishes.get(ChargePart.DIRECTOR)
    if director is not None and not leaders(by, today).filter(pk=director).exists():
        raise DomainError("Chỉ giao phần chỉ đạo cho lãnh đạo của đơn vị. Hãy chọn một lãnh đạo.")


def _hold(lines: Sequence[Line]) -> None:
    lock_work({line.task for line in lines}, {line.milestone for line in lines if line.milestone is not None})


def lock_work(tasks: set[int], milestones: set[int]) -> None:
    """Always duties before results and by id, so that two who give at once wait and do not stop each other."""
    list(PlanTask.objects.filter(pk__in=tasks).order_by("pk").select_for_update(no_key=True).values_list("pk"))
    list(Milestone.objects.filter(pk__in=milestones).order_by("pk").select_for_update(no_key=True).values_list("pk"))


def _write(changes: Sequence[Change], today: dt.date) -> None:
    """One statement for each part and person."""
    groups: dict[tuple[ChargePart, int | None, bool], list[int]] = defaultdict(list)
    for each in changes:
        key = each.milestone if each.part is ChargePart.HOLDER else each.task
        groups[each.part, each.after, each.before is None].append(key or 0)
    for (part, after, fresh), keys in groups.items():
        if part is ChargePart.HOLDER:
            taken: dict[str, object] = {"taken_on": today} if fresh else {"taken_on": None} if after is None else {}
            Milestone.objects.filter(pk__in=keys).update(
                holder=after, version=F("version") + 1, updated_at=Now(), **taken
            )
        else:
            PlanTask.objects.filter(pk__in=keys).update(**{f"{part.value}_id": after}, version=F("version") + 1)


def _say(proposal: Proposal, names: dict[int, str], *, by: Access, at: dt.datetime, note: str) -> None:
    """One entry for each result that was chosen, or that goes with it."""
    notes = {
        outcome.line.milestone: _words(outcome.changes, names) + (f". {note}" if note else "")
        for outcome in proposal.outcomes
        if outcome.changes and outcome.line.milestone is not None
    }
    _write_entries(notes, by=by, at=at)


def _entries_by_milestone(changes: Sequence[Change]) -> dict[int, list[Change]]:
    """For what is taken back: the result of the change, or the next open one of the duty."""
    tasks = {each.task for each in changes if each.milestone is None}
    opened = Milestone.objects.open().filter(task__in=tasks, superseded=False).order_by("-due_on", "-pk")
    following = dict(opened.values_list("task", "pk"))
    out: dict[int, list[Change]] = defaultdict(list)
    for each in changes:
        if (place := each.milestone or following.get(each.task)) is not None:
            out[place].append(each)
    return out


def _write_entries(notes: dict[int, str], *, by: Access, at: dt.datetime) -> None:
    WorkEntry.objects.bulk_create(
        (
            WorkEntry(milestone_id=pk, kind=EntryKind.ASSIGN, note=text, by_id=by.user_id, by_name=by.user_name, at=at)
            for pk, text in notes.items()
        ),
        batch_size=BATCH,
    )


def _words(changes: Iterable[Change], names: dict[int, str]) -> str:
    def name(user: int | None) -> str:
        return names.get(user, NOBODY) if user is not None else NOBODY

    return "; ".join(f"{each.part.label}: {name(each.before)} → {name(each.after)}" for each in changes)


def _wished(wishes: Wishes, names: dict[int, str]) -> str:
    said = (f"{part.label}: {names.get(who, NOBODY) if who else NOBODY}" for part, who in wishes.items())
    return "; ".join(said)


def _hold_rows(rows: Sequence[AssignmentRow]) -> dict[int, int]:
    """Duty of a row → the one in force now, held until the transaction ends."""
    asked, results = {row.task_id for row in rows}, {row.milestone_id for row in rows if row.milestone_id is not None}
    # A correction issued in this moment holds the earlier duties; only after it is it known which ones follow them.
    lock_work(asked | set(now_in_force(asked).values()), results)
    now = now_in_force(asked)
    lock_work(set(now.values()), set())
    return now


def _why_left(
    batch: AssignmentBatch, rows: Sequence[AssignmentRow], now: dict[int, int], by: Access, today: dt.date
) -> dict[int, str]:
    """Row → why it cannot be taken back; a constant number of queries."""
    tasks = PlanTask.objects.only("person", "director").in_bulk(now.values())
    given = {row.milestone_id for row in rows if row.milestone_id}
    held = dict(Milestone.objects.filter(pk__in=given).values_list("pk", "holder"))
    here = Milestone.objects.filter(task__in=tasks, superseded=False)
    worked = list(has_work(here, batch.at).order_by().values_list("pk", "task"))
    over = WorkEntry.objects.filter(milestone__task__in=tasks, kind=EntryKind.HANDOVER, at__gte=batch.at).order_by()
    handed = list(over.values_list("milestone", "milestone__task"))
    touched = {
        "đã có người làm sau khi giao": ({pk for pk, _ in worked}, {task for _, task in worked}),
        "đã bàn giao sau khi giao": ({pk for pk, _ in handed}, {task for _, task in handed}),
    }
    before = {row.before_id for row in rows if row.before_id is not None}
    present = set(people_here(by.organisation, today).filter(pk__in=before).values_list("pk", flat=True))
    judges = set(leaders(by, today).filter(pk__in=before).values_list("pk", flat=True))
    out = {}
    for row in rows:
        task = tasks.get(now.get(row.task_id, 0))
        if task is None:
            out[row.pk] = "nhiệm vụ không còn theo dõi ở kế hoạch đang có hiệu lực"
            continue
        has = {ChargePart.PERSON: task.person_id, ChargePart.DIRECTOR: task.director_id}.get(ChargePart(row.part))
        if row.part == ChargePart.HOLDER:
            has = held.get(row.milestone_id or 0)
        busy = [
            why
            for why, (results, duties) in touched.items()
            if (row.milestone_id in results if row.milestone_id else task.pk in duties)
        ]
        if busy:
            out[row.pk] = busy[0]
        elif has != row.after_id:
            out[row.pk] = "đã giao tiếp cho người khác"
        elif row.before_id is not None and row.before_id not in present:
            out[row.pk] = "người giữ trước đó không còn làm việc ở đơn vị"
        elif row.before_id is not None and row.part == ChargePart.DIRECTOR and row.before_id not in judges:
            out[row.pk] = "người chỉ đạo trước đó không còn là lãnh đạo"
    return out


def _tell(batch: AssignmentBatch, changes: Sequence[Change], *, by: Access, at: dt.datetime) -> None:
    """One notice to everybody who was given something, however much it is."""
    given: dict[int, set[int]] = defaultdict(set)
    for each in changes:
        if each.after is not None and each.after != by.user_id:
            given[each.after].add(each.task)
    url = reverse("work:mine", kwargs={"org": batch.organisation.code})
    notices = [
        Notice(
            kind=ASSIGNED, recipient_id=user, organisation_id=batch.organisation_id, url=url,
            key=f"assigned-{batch.pk}",
            text=f"{batch.by_name} giao ông/bà {len(tasks)} nhiệm vụ" + (f": {batch.note}" if batch.note else "."),
        )
        for user, tasks in given.items()
    ]  # fmt: skip
    notify_many(notices, at=at)
