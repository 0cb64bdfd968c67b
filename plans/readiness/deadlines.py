"""Checks of the deadlines of followed duties. One assignment block with one time is asked about once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from plans.deadlines import DeadlineKind, DeadlineRule, last_day
from plans.readiness.facts import PlanFacts, Task
from plans.readiness.problem import Finding, Level, Place, Spot, check
from plans.readiness.wording import day_words, short


def _timed(plan: PlanFacts) -> Iterator[tuple[Task, Place]]:
    """Followed duties with a time, and where the time is printed."""
    seen: set[int] = set()
    for task in plan.followed:
        if not task.deadline_text.strip():
            continue
        if not task.shared_time:
            yield task, task.place
        elif task.shared_time not in seen:
            seen.add(task.shared_time)
            yield task, Place(Spot.ASSIGNMENT, task.shared_time, task.line, task.key)


def _whose(task: Task) -> str:
    return "khối phân công có" if task.shared_time else "nhiệm vụ"


def _is_open(rule: DeadlineRule | None) -> bool:
    """Without a day, and not counted from the plan's own issue either."""
    if rule is None:
        return True
    return rule.kind is DeadlineKind.OPEN and (rule.term is None or bool(rule.question))


@check(
    "deadline-not-understood", "Thời hạn chưa hiểu được", Level.ADVISORY,
    source="Không có ngày thì không nhắc được; xem Trợ giúp về thời hạn",
)  # fmt: skip
def not_understood(plan: PlanFacts) -> Iterator[Finding]:
    for task, place in _timed(plan):
        if _is_open(task.rule):
            words = short(task.deadline_text, 50)
            yield Finding(
                place,
                f"Thời hạn “{words}” của {_whose(task)} “{short(task.text, 60)}” không nêu ngày nào. "
                "Hãy ghi ngày, tháng hoặc quý.",
                task.deadline_text,
            )


@check(
    "deadline-ambiguous", "Thời hạn có hai cách hiểu", Level.ADVISORY,
    source="Chỉ người soạn biết cách hiểu đúng",
)  # fmt: skip
def ambiguous(plan: PlanFacts) -> Iterator[Finding]:
    for task, place in _timed(plan):
        if task.rule is not None and task.rule.question and not _is_open(task.rule):
            yield Finding(
                place,
                f"Thời hạn “{short(task.deadline_text, 50)}” của {_whose(task)} “{short(task.text, 60)}” chưa rõ: "
                f"{task.rule.question} Hãy mở ra và chọn.",
                task.deadline_text,
            )


@check(
    "deadline-before-plan", "Thời hạn trước ngày của kế hoạch", Level.ADVISORY,
    source="Vừa ban hành đã quá hạn",
)  # fmt: skip
def before_plan(plan: PlanFacts) -> Iterator[Finding]:
    for task, place in _timed(plan):
        end = last_day(task.rule) if task.rule is not None else None
        if end is not None and dt.date(plan.years[0], 1, 1) <= end < plan.day:
            yield Finding(
                place,
                f"Thời hạn “{short(task.deadline_text, 50)}” của {_whose(task)} “{short(task.text, 60)}” "
                f"hết ngày {day_words(end)}, trước {plan.day_name}. "
                "Hãy sửa thời hạn, hoặc để vậy nếu việc đã làm xong.",
                task.deadline_text,
            )


@check(
    "deadline-outside-year", "Thời hạn ngoài năm kế hoạch", Level.ADVISORY,
    source="Thường là quên đổi năm khi chép từ kế hoạch cũ",
)  # fmt: skip
def outside_year(plan: PlanFacts) -> Iterator[Finding]:
    first, last = plan.years
    for task, place in _timed(plan):
        rule = task.rule
        if rule is None or rule.kind is DeadlineKind.OPEN:
            continue
        # What closes a year (the annual report, the scoring) is due in the first month of the next one.
        end, until = last_day(rule), dt.date(last + 1, 1, 31) if last else dt.date.max
        early = end is not None and end < dt.date(first, 1, 1)
        late = (end or rule.start or dt.date.min) > until
        if early or late:
            day = end or rule.start
            assert day is not None
            yield Finding(
                place,
                f"Thời hạn “{short(task.deadline_text, 50)}” của {_whose(task)} “{short(task.text, 60)}” là "
                f"{day_words(day)}, ngoài năm kế hoạch {plan.year}. Hãy kiểm tra lại năm.",
                task.deadline_text,
            )
