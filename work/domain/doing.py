"""Doing the work: taken over, reported, finished, confirmed by those who help, accepted or sent back.

Each function adds one WorkEntry and changes the facts of the milestone, both or neither. `key` is made by the form:
the same sending taken twice is done once. `seen` is the version the person had before the eyes.
"""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction
from django.utils import timezone

from audit.record import record
from core.days import written
from core.decision import require
from core.exceptions import DomainError
from core.saving import save_seen
from core.text import squeeze
from organisations.access import Access
from organisations.models import Unit
from work import rules
from work.domain.days import milestone_now
from work.domain.entries import said_before, say
from work.domain.returning import follow_the_charge, say_who_follows
from work.domain.settling import settle_done, settle_judged
from work.domain.telling import tell_returned, tell_waiting
from work.enums import EntryKind
from work.models import Milestone, WorkEntry
from work.queries.parties import duties_of


@transaction.atomic
def accept_work(
    milestone: Milestone, *, by: Access, seen: int, at: dt.datetime, note: str = "", key: uuid.UUID | None = None
) -> WorkEntry:
    """ "Nhận việc": this person holds the work from now on; also taken over from a colleague."""
    milestone = milestone_now(milestone)
    if before := said_before(key, by=by):
        return before
    require(rules.can_do(by, milestone, duties_of(milestone.task)))
    if milestone.holder_id is not None and milestone.holder_id == by.user_id:
        raise DomainError("Ông/bà đang giữ việc này.")
    milestone.holder_id, milestone.taken_on = by.user_id, milestone.taken_on or timezone.localdate(at)
    save_seen(milestone, seen=seen, fields=("holder", "taken_on"))
    entry = say(milestone, EntryKind.ACCEPT, by=by, at=at, key=key, note=note)
    record("Nhận việc", milestone, by=by)
    return entry


@transaction.atomic
def report_progress(
    milestone: Milestone,
    *,
    by: Access,
    seen: int,
    at: dt.datetime,
    percent: int,
    result: str = "",
    difficulties: str = "",
    proposals: str = "",
    key: uuid.UUID | None = None,
) -> WorkEntry:
    """Say how far it is, as declared. The last percentage stands; every report stays."""
    milestone = milestone_now(milestone)
    if before := said_before(key, by=by):
        return before
    require(rules.can_do(by, milestone, duties_of(milestone.task)))
    if not 0 <= percent <= 100:
        raise DomainError("Tiến độ là một số từ 0 đến 100.")
    was = milestone.percent
    milestone.percent = percent
    save_seen(milestone, seen=seen, fields=("percent",))
    entry = say(
        milestone, EntryKind.REPORT, by=by, at=at, key=key, percent=percent, result=result,
        difficulties=difficulties, proposals=proposals,
    )  # fmt: skip
    record(
        "Báo cáo tiến độ", milestone, by=by, before={"Tiến độ": was}, after={"Tiến độ": percent}
    )  # fmt: skip
    return entry


@transaction.atomic
def finish(
    milestone: Milestone,
    *,
    by: Access,
    seen: int,
    at: dt.datetime,
    done_on: dt.date,
    result: str,
    difficulties: str = "",
    proposals: str = "",
    without_proof: str = "",
    key: uuid.UUID | None = None,
) -> WorkEntry:
    """Say that it is done, on which day, with proof, or with the reason why there is none.

    Raises DomainError with what is missing.
    """
    milestone = milestone_now(milestone)
    if before := said_before(key, by=by):
        return before
    require(rules.can_do(by, milestone, duties_of(milestone.task)))
    if milestone.is_checkpoint:
        raise DomainError("Việc thường xuyên chỉ ghi nhận theo kỳ.")
    _require_done_day(milestone, done_on, today=timezone.localdate(at))
    if not squeeze(result):
        raise DomainError("Hãy ghi kết quả thực hiện.")
    without_proof = squeeze(without_proof)
    if not without_proof and not milestone.evidence.standing().exists():
        raise DomainError(
            "Hãy thêm ít nhất một minh chứng (tệp, ảnh hoặc đường dẫn) trước khi báo hoàn thành, "
            "hoặc ghi rõ vì sao không có."
        )
    milestone.completed_on, milestone.returned_on, milestone.percent = done_on, None, 100
    if milestone.holder_id is None:
        milestone.holder_id, milestone.taken_on = by.user_id, timezone.localdate(at)
    save_seen(milestone, seen=seen, fields=("completed_on", "returned_on", "percent", "holder", "taken_on"))
    entry = say(
        milestone, EntryKind.FINISH, by=by, at=at, key=key, percent=100, fact_on=done_on, result=result,
        difficulties=difficulties, proposals=proposals,
        note=f"Không có minh chứng: {without_proof}" if without_proof else "",
    )  # fmt: skip
    record("Báo hoàn thành", milestone, by=by, note=written(done_on))
    settle_done(milestone, at=at)
    tell_waiting(milestone, entry, by=by)
    return entry


@transaction.atomic
def note_period(
    milestone: Milestone,
    *,
    by: Access,
    seen: int,
    at: dt.datetime,
    result: str,
    difficulties: str = "",
    proposals: str = "",
    key: uuid.UUID | None = None,
) -> WorkEntry:
    """Note what was done of continuous work in a period; the first note answers it, later ones add to it."""
    milestone = milestone_now(milestone)
    if before := said_before(key, by=by):
        return before
    require(rules.can_note(by, milestone, duties_of(milestone.task)))
    if not squeeze(result):
        raise DomainError("Hãy ghi những việc đã làm trong kỳ.")
    today = timezone.localdate(at)
    if milestone.start is not None and milestone.start > today:
        raise DomainError(f"Kỳ này bắt đầu từ {written(milestone.start)}.")
    if milestone.completed_on is None:
        milestone.completed_on = today
        save_seen(milestone, seen=seen, fields=("completed_on",))
    entry = say(
        milestone, EntryKind.NOTE, by=by, at=at, key=key, result=result, difficulties=difficulties,
        proposals=proposals,
    )  # fmt: skip
    record("Ghi nhận việc thường xuyên", milestone, by=by)
    settle_done(milestone, at=at)
    return entry


@transaction.atomic
def confirm_part(
    milestone: Milestone, *, by: Access, at: dt.datetime, note: str = "", key: uuid.UUID | None = None
) -> WorkEntry:
    """A coordinating unit confirms its part; with several, the one this person is of, in the order of the paper."""
    milestone = milestone_now(milestone)
    if before := said_before(key, by=by):
        return before
    duties = duties_of(milestone.task)
    require(rules.can_confirm(by, milestone, duties))
    own = Unit.objects.filter(pk__in=duties.coordinating_units & by.unit_ids).order_by("position", "pk").first()
    if own is not None and milestone.entries.filter(kind=EntryKind.CONFIRM, unit=own).exists():
        raise DomainError(f"{own} đã xác nhận phần phối hợp của việc này.")
    entry = say(milestone, EntryKind.CONFIRM, by=by, at=at, key=key, note=note, unit=own)
    record("Xác nhận phần phối hợp", milestone, by=by, note=str(own or by.user_name))
    return entry


@transaction.atomic
def approve_result(
    milestone: Milestone, *, by: Access, seen: int, at: dt.datetime, note: str = "", key: uuid.UUID | None = None
) -> WorkEntry:
    """A leader accepts what was reported as done. Raises EditConflict when it was changed since it was opened."""
    milestone = milestone_now(milestone)
    if before := said_before(key, by=by):
        return before
    require(rules.can_approve(by, milestone, duties_of(milestone.task)))
    milestone.accepted_on = timezone.localdate(at)
    save_seen(milestone, seen=seen, fields=("accepted_on",))
    entry = say(milestone, EntryKind.APPROVE, by=by, at=at, key=key, note=note)
    record("Duyệt kết quả", milestone, by=by)
    settle_judged(milestone, at=at)
    return entry


@transaction.atomic
def return_result(
    milestone: Milestone, *, by: Access, seen: int, at: dt.datetime, reason: str, key: uuid.UUID | None = None
) -> WorkEntry:
    """Send it back: it is open again, and late if its day has passed. What was declared stays in the history.

    The 100 % of the finish was not accepted, so what was reported before it counts again, and the entry says it.
    """
    milestone = milestone_now(milestone)
    if before := said_before(key, by=by):
        return before
    require(rules.can_return(by, milestone, duties_of(milestone.task)))
    if not squeeze(reason):
        raise DomainError("Hãy ghi lý do trả lại, để người làm biết phải sửa gì.")
    milestone.completed_on, milestone.accepted_on = None, None
    milestone.returned_on, milestone.percent = timezone.localdate(at), _reported_percent(milestone)
    earlier = follow_the_charge(milestone, at=at)
    fields = ("completed_on", "accepted_on", "returned_on", "percent", "holder", "taken_on")
    save_seen(milestone, seen=seen, fields=fields)
    entry = say(milestone, EntryKind.RETURN, by=by, at=at, key=key, percent=milestone.percent, note=reason)
    record("Trả lại kết quả", milestone, by=by, note=squeeze(reason)[:300])
    settle_judged(milestone, at=at)
    if earlier is not None:
        say_who_follows(milestone, earlier, by=by, at=at)
    tell_returned(milestone, entry, by=by, earlier=earlier)
    return entry


def _reported_percent(milestone: Milestone) -> int:
    """As last reported while it was open; 0 where nobody reported before saying that it is done."""
    reports = milestone.entries.filter(kind=EntryKind.REPORT).order_by("-at", "-pk")
    return reports.values_list("percent", flat=True).first() or 0


def _require_done_day(milestone: Milestone, done_on: dt.date, *, today: dt.date) -> None:
    if done_on > today:
        raise DomainError("Ngày hoàn thành không thể sau hôm nay.")
    issued_on = milestone.plan.issued_on
    if issued_on is not None and done_on < issued_on:
        raise DomainError(f"Ngày hoàn thành không thể trước ngày ban hành kế hoạch ({written(issued_on)}).")
