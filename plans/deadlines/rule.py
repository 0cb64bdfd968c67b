"""What a deadline phrase means: the value that is stored, compared and written as JSON.

Nothing here reads text or computes due days; see ``grammar`` and ``schedule``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DeadlineKind(StrEnum):
    """The six kinds of deadline a plan can state."""

    DATE = "date"
    RANGE = "range"
    QUARTER = "quarter"
    RECURRING = "recurring"
    CONTINUOUS = "continuous"
    OPEN = "open"


class TermUnit(StrEnum):
    """What a term is counted in; weeks and years are written as days and months."""

    DAY = "day"
    WORKING_DAY = "working_day"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Term:
    """So many days or months counted from a day or from something that happens; ``count`` below 0 counts back.

    ``start`` is the named day. Without one ``event`` holds the words of what has to happen first, in lower case, and
    ``from_issue`` says that it is the issue of the plan itself.
    """

    count: int
    unit: TermUnit
    start: date | None = None
    event: str = ""
    from_issue: bool = False


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """The meaning of one deadline phrase.

    ``end`` is the day as written: with ``exclusive`` ("trước ngày D") the last day is the one before.
    ``rrule`` uses RFC 5545 terms, several rules joined by " | "; a rule without a day means the end of its period.
    ``question`` is a Vietnamese sentence for the person when the phrase leaves a choice; empty when it does not.
    ``repeats`` is about several named periods ("Quý II, III"): True one result for each, False one result for all,
    None nobody has decided yet (``periods`` then holds them, so that the person can choose).
    ``term`` is set where the words count from somewhere: with a named day beside ``end``, which then is only as good as
    the days off known while reading; with an event the kind is ``open`` until somebody says when it happened.
    """

    kind: DeadlineKind
    start: date | None = None
    end: date | None = None
    rrule: str | None = None
    exclusive: bool = False
    question: str = ""
    repeats: bool | None = None
    periods: tuple[tuple[date, date], ...] = ()
    term: Term | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A deadline phrase inside a longer text; ``text == source[start:end]`` in characters of the source."""

    start: int
    end: int
    text: str
    rule: DeadlineRule


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def to_json(rule: DeadlineRule, *, full: bool = False) -> dict[str, object]:
    """The deadline object of the plan files: kind, start_iso, end_iso, rrule, exclusive.

    ``full`` adds question, repeats, periods and a term, for storing a rule without losing what is still to decide.
    """
    out: dict[str, object] = {
        "kind": rule.kind.value,
        "start_iso": _iso(rule.start),
        "end_iso": _iso(rule.end),
        "rrule": rule.rrule,
        "exclusive": rule.exclusive,
    }
    if full:
        out["question"] = rule.question
        out["repeats"] = rule.repeats
        out["periods"] = [[a.isoformat(), b.isoformat()] for a, b in rule.periods]
        if rule.term:
            out["term"] = _term_to_json(rule.term)
    return out


def _term_to_json(term: Term) -> dict[str, object]:
    return {
        "count": term.count,
        "unit": term.unit.value,
        "start_iso": _iso(term.start),
        "event": term.event,
        "from_issue": term.from_issue,
    }


def _term_from_json(data: object) -> Term | None:
    if data is None:
        return None
    count = data.get("count") if isinstance(data, Mapping) else None
    if not isinstance(data, Mapping) or not isinstance(count, int):
        raise ValueError("term phải có count là số nguyên")
    return Term(
        count=count,
        unit=TermUnit(str(data.get("unit"))),
        start=_day(data.get("start_iso")),
        event=str(data.get("event") or ""),
        from_issue=bool(data.get("from_issue")),
    )


def _day(value: object) -> date | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise ValueError(f"ngày phải là chuỗi YYYY-MM-DD: {value!r}")
    return date.fromisoformat(value)


def from_json(data: Mapping[str, object]) -> DeadlineRule:
    """Rebuild a rule from ``to_json``, short or full. Raises ValueError on an unknown kind or a malformed value."""
    rrule = data.get("rrule")
    repeats = data.get("repeats")
    raw = data.get("periods") or []
    if not (rrule is None or isinstance(rrule, str)) or not (repeats is None or isinstance(repeats, bool)):
        raise ValueError("rrule phải là chuỗi, repeats phải là đúng/sai hoặc null")
    if not isinstance(raw, (list, tuple)):
        raise ValueError("periods phải là danh sách các cặp ngày")
    periods: list[tuple[date, date]] = []
    for pair in raw:
        if not isinstance(pair, (list, tuple)) or len(pair) != 2:
            raise ValueError("periods phải là danh sách các cặp ngày")
        first, last = _day(pair[0]), _day(pair[1])
        if first is None or last is None:
            raise ValueError("periods phải là danh sách các cặp ngày")
        periods.append((first, last))
    return DeadlineRule(
        kind=DeadlineKind(str(data.get("kind"))),
        start=_day(data.get("start_iso")),
        end=_day(data.get("end_iso")),
        rrule=rrule,
        exclusive=bool(data.get("exclusive")),
        question=str(data.get("question") or ""),
        repeats=repeats,
        periods=tuple(periods),
        term=_term_from_json(data.get("term")),
    )
