"""Tasks in few words: counts, filters, deadlines as they were understood."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from core.text import fold
from core.wanted import Wanted, says
from plans.deadlines import (
    DeadlineKind,
    checkpoints,
    due_dates,
    follows_calendar,
    from_json,
    label,
    last_day,
    parse,
    settled,
    to_json,
)
from plans.deadlines.dates import written
from plans.models import Plan, PlanTask
from reference.queries_calendar import work_calendar

TASKS_A_PAGE = 50
DAYS_SHOWN = 12


class DeadlineState(StrEnum):
    NONE = "none"
    UNDERSTOOD = "understood"
    QUESTION = "question"  # ambiguous, or not understood at all


def deadline_state(words: str, stored: dict[str, Any] | None) -> DeadlineState:
    """What became of a deadline's words; `stored` is plans.deadlines.to_json."""
    if not words.strip():
        return DeadlineState.NONE
    if not stored or stored.get("question") or (stored.get("kind") == "open" and not stored.get("term")):
        return DeadlineState.QUESTION
    return DeadlineState.UNDERSTOOD


@dataclass(frozen=True)
class TaskFact:
    """What counting needs of one task. `line` is the block it stands in, alone or as a table row."""

    id: int
    line: int
    tracked: bool
    has_lead: bool
    deadline: DeadlineState
    same_as: int | None
    until: str | None  # last day of its deadline, as ISO date
    order: tuple[int, int, int]
    text: str
    folded: str


def task_facts(plan: Plan) -> list[TaskFact]:
    """Every printed task of the plan in the order of the paper, with the words of its assignment block counted in."""
    out = []
    for row in PlanTask.objects.filter(plan=plan).printed().values(
        "id", "block_id", "row__block_id", "tracked", "lead_text", "deadline_text", "deadline", "same_as_id", "text",
        "search", "assignment__lead_text", "assignment__deadline_text", "assignment__deadline", "block__position",
        "row__block__position", "row__position",
    ):  # fmt: skip
        words, stored = row["deadline_text"], row["deadline"]
        if not words:
            words, stored = row["assignment__deadline_text"] or "", row["assignment__deadline"]
        in_row = row["row__block_id"] is not None
        place = row["row__block__position"] if in_row else row["block__position"]
        out.append(
            TaskFact(
                id=row["id"],
                line=row["row__block_id"] or row["block_id"],
                tracked=row["tracked"],
                has_lead=bool(row["lead_text"] or row["assignment__lead_text"]),
                deadline=deadline_state(words, stored),
                same_as=row["same_as_id"],
                until=(stored or {}).get("end_iso"),
                order=(place, row["row__position"] if in_row else -1, row["id"]),
                text=row["text"],
                folded=row["search"],
            )
        )
    return sorted(out, key=lambda fact: fact.order)


@dataclass(frozen=True)
class Summary:
    """The figures beside the paper; those after `tracked` are of followed tasks."""

    total: int
    tracked: int
    without_lead: int
    deadline_question: int
    without_deadline: int


def summary_of(facts: Sequence[TaskFact]) -> Summary:
    followed = [fact for fact in facts if fact.tracked]
    return Summary(
        total=len(facts),
        tracked=len(followed),
        without_lead=sum(not fact.has_lead for fact in followed),
        deadline_question=sum(fact.deadline == DeadlineState.QUESTION for fact in followed),
        without_deadline=sum(fact.deadline == DeadlineState.NONE for fact in followed),
    )


@dataclass(frozen=True)
class TaskView:
    """A task with its deadline in words, for chips and tables."""

    task: PlanTask
    deadline: DeadlineState
    understood: str
    question: str

    @property
    def deadline_text(self) -> str:
        return self.task.effective_deadline_text


def task_view(task: PlanTask) -> TaskView:
    stored = task.deadline
    if not task.deadline_text and task.assignment:
        stored = task.assignment.deadline
    state = deadline_state(task.effective_deadline_text, stored)
    rule = from_json(stored) if stored else None
    return TaskView(
        task=task,
        deadline=state,
        understood=label(rule) if rule and state == DeadlineState.UNDERSTOOD else "",
        question=(rule.question if rule else "") or ("Chưa hiểu thời hạn này." if state == "question" else ""),
    )


FILTERS: dict[str, Callable[[TaskFact], bool]] = {
    "": lambda fact: True,
    "theo-doi": lambda fact: fact.tracked,
    "chi-in": lambda fact: not fact.tracked,
    "chua-chu-tri": lambda fact: fact.tracked and not fact.has_lead,
    "han-chua-ro": lambda fact: fact.tracked and fact.deadline == DeadlineState.QUESTION,
    "chua-han": lambda fact: fact.tracked and fact.deadline == DeadlineState.NONE,
}


def filtered_facts(facts: Iterable[TaskFact], *, show: str, wanted: Wanted) -> list[TaskFact]:
    """The tasks a filter of the page "Nhiệm vụ" leaves; the words and leads of tasks are looked through."""
    left = FILTERS[show]
    return [fact for fact in facts if left(fact) and says(wanted, fact.folded)]


def tasks_in_order(ids: Sequence[int]) -> list[TaskView]:
    known = PlanTask.objects.select_related("assignment", "person", "block", "row__block", "same_as").in_bulk(ids)
    return [task_view(known[each]) for each in ids if each in known]


def twins(facts: Sequence[TaskFact]) -> list[tuple[TaskFact, TaskFact]]:
    """Tasks that say the same words twice in one plan: (the one to give up, the one to keep), not yet merged."""
    first: dict[str, TaskFact] = {}
    out = []
    for fact in facts:
        key = fold(fact.text).strip(" .;:,")
        if len(key) < 12 or fact.same_as is not None:
            continue
        if key in first:
            kept, other = first[key], fact
            if not kept.has_lead and other.has_lead:
                kept, other = other, kept
            out.append((other, kept))
        else:
            first[key] = fact
    return out


def meaning_of(stored: dict[str, Any] | None) -> str:
    """What a person chose before for ambiguous words: "one" result, "each" period one, "" not yet."""
    if not stored or len(stored.get("periods") or []) < 2 or stored.get("repeats") is None:
        return ""
    return "each" if stored["repeats"] else "one"


@dataclass(frozen=True)
class Preview:
    """What is understood of deadline words while they are typed. `choices` where a person must decide."""

    state: DeadlineState
    label: str = ""
    question: str = ""
    days: tuple[str, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    chosen: str = ""


def deadline_preview(words: str, plan: Plan, meaning: str = "", *, given_on: dt.date | None = None) -> Preview:
    """`given_on`: the day of a duty given after the issue; its time counts from there."""
    year, since = (max(plan.year, given_on.year), given_on) if given_on else (plan.year, plan.issued_on)
    rule = parse(words, plan_year=year, plan_date=since)
    if rule is None:
        return Preview(DeadlineState.NONE)
    asked = rule.repeats is None and len(rule.periods) > 1
    if deadline_state(words, to_json(rule, full=True)) is DeadlineState.QUESTION and not asked:
        known = label(rule) if rule.kind is not DeadlineKind.OPEN or rule.term else ""
        return Preview(DeadlineState.QUESTION, label=known, question=rule.question or "Chưa hiểu thời hạn này.")
    until, calendar = max(dt.date(year, 12, 31), rule.end or dt.date.min), None
    if follows_calendar(rule):
        calendar = work_calendar(dt.date(year - 1, 1, 1), dt.date(until.year + 2, 12, 31))
        rule = settled(rule, calendar)
        until = max(until, rule.end or dt.date.min)
    days = due_dates(rule, plan_year=year, issued_on=since, until=until, calendar=calendar)
    days = days or checkpoints(rule, plan_year=year, issued_on=since, until=until)
    shown = tuple(written(day) for day in days[:DAYS_SHOWN])
    if not asked:
        return Preview(DeadlineState.UNDERSTOOD, label=label(rule), days=shown)
    final = last_day(rule)
    one = f"Một kết quả, hạn {written(final)}" if final else "Một kết quả"
    each = "Mỗi kỳ một kết quả: " + ", ".join(written(end) for _, end in rule.periods)
    return Preview(
        DeadlineState.UNDERSTOOD if meaning in ("one", "each") else DeadlineState.QUESTION,
        label=label(rule), question=rule.question, days=shown, choices=(("one", one), ("each", each)), chosen=meaning,
    )  # fmt: skip
