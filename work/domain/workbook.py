"""What an Excel file says about pieces of work: first looked through, then written by the same door as on the page."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.db import transaction
from django.utils import timezone

from core.decision import require
from core.exceptions import DomainError, EditConflict
from organisations.access import Access
from work import rules
from work.domain.updating import HandedIn, Said, update_work
from work.models import Milestone
from work.workbook import CellProblem, TypedLine

MOST_CHANGES = 300  # lines written from one file: each is as much as one update on the page
GONE = "Việc này không có trong đơn vị. Hãy xuất lại tệp từ danh sách của đơn vị rồi điền."
CHANGED = "Việc này đã có người cập nhật sau khi xuất tệp. Hãy xuất lại tệp rồi điền dòng này."


@dataclass(frozen=True)
class Line:
    """A line of the file with what it would do in words, or why it cannot. `key` names its sending."""

    typed: TypedLine
    key: uuid.UUID
    title: str = ""
    changes: tuple[str, ...] = ()
    problems: tuple[CellProblem, ...] = field(default=())


class _Undone(Exception):
    """Ends a rehearsal: what was written is taken back."""


def look_through(typed: Sequence[TypedLine], *, by: Access, at: dt.datetime) -> list[Line]:
    """What the file would do. Each line is really done and taken back, so that it is refused by the same sentences.

    Raises DomainError when there is too much for one file.
    """
    require(rules.can_view_work(by))
    if len(typed) > MOST_CHANGES:
        raise DomainError(
            f"Tệp có {len(typed)} dòng được điền; mỗi lần nhận nhiều nhất {MOST_CHANGES} dòng. "
            "Hãy chia thành nhiều tệp."
        )
    times = Counter(line.milestone for line in typed if line.milestone)
    known = _known(typed, by)
    return [_rehearsed(line, known.get(line.milestone), times, by=by, at=at) for line in typed]


def write_lines(lines: Sequence[tuple[TypedLine, uuid.UUID]], *, by: Access, at: dt.datetime) -> tuple[int, list[Line]]:
    """Do it, line by line: (how many were written, those that were not, with the reason).

    A line is one update, whole or not at all. Sent a second time, what was written then is not written again.
    """
    require(rules.can_view_work(by))
    known = _known([line for line, _ in lines], by)
    written, refused = 0, []
    for typed, key in lines:
        milestone = known.get(typed.milestone)
        try:
            if milestone is None:
                raise DomainError(GONE)
            _do(milestone, typed, key=key, by=by, at=at)
            written += 1
        except DomainError as error:
            title = milestone.task.text if milestone else typed.title
            refused.append(Line(typed, key, title, problems=(_problem(typed, error),)))
    return written, refused


def _known(typed: Sequence[TypedLine], by: Access) -> dict[int, Milestone]:
    rows = Milestone.objects.filter(organisation=by.organisation, superseded=False)
    return rows.select_related("task", "plan").in_bulk({line.milestone for line in typed})


def _rehearsed(
    typed: TypedLine, milestone: Milestone | None, times: Counter[int], *, by: Access, at: dt.datetime
) -> Line:
    key = uuid.uuid4()
    if typed.problems:
        return Line(typed, key, milestone.task.text if milestone else typed.title, problems=typed.problems)
    if milestone is None:
        return Line(typed, key, typed.title, problems=(_at(typed, GONE),))
    line = Line(typed, key, milestone.task.text)
    if times[typed.milestone] > 1:
        return replace(line, problems=(_at(typed, "Việc này có hai dòng trong tệp. Hãy giữ lại một dòng."),))
    try:
        with transaction.atomic():
            _do(milestone, typed, key=key, by=by, at=at)
            raise _Undone
    except _Undone:
        return replace(line, changes=tuple(_changes(milestone, typed)))
    except DomainError as error:
        return replace(line, problems=(_problem(typed, error),))


def _do(milestone: Milestone, typed: TypedLine, *, key: uuid.UUID, by: Access, at: dt.datetime) -> None:
    """One update as on the page. A percentage of 100 without a day is a report, as there."""
    done = None if milestone.is_checkpoint else typed.done_on
    said = Said(
        percent=milestone.percent if typed.percent is None else typed.percent, done_on=done, result=typed.result,
        difficulties=typed.difficulties, without_proof=typed.no_proof,
    )  # fmt: skip
    handed_in = HandedIn(done or timezone.localdate(at), url=typed.link) if typed.link else None
    update_work(milestone, by=by, seen=typed.version, at=at, said=said, handed_in=handed_in, key=key)


def _changes(milestone: Milestone, typed: TypedLine) -> list[str]:
    out = []
    if typed.done_on is not None and not milestone.is_checkpoint:
        out.append(f"Báo hoàn thành ngày {typed.done_on:%d/%m/%Y}")
    elif typed.percent is not None and not milestone.is_checkpoint:
        out.append(f"Tiến độ: {milestone.percent}% → {typed.percent}%")
    for label, text in (
        ("Kết quả", typed.result), ("Khó khăn", typed.difficulties), ("Đường dẫn", typed.link),
        ("Không có minh chứng", typed.no_proof),
    ):  # fmt: skip
        if text:
            out.append(f"{label}: {text if len(text) <= 120 else text[:120] + '…'}")
    return out


def _problem(typed: TypedLine, error: DomainError) -> CellProblem:
    return _at(typed, CHANGED if isinstance(error, EditConflict) else str(error))


def _at(typed: TypedLine, text: str) -> CellProblem:
    return CellProblem(f"Dòng {typed.number}", text)
