"""Checks of the reports a plan asks for, against the closing days of Nghị định 09/2019/NĐ-CP, Điều 12.

Figures of a month, a quarter, six months and a year close on the 14th of its last month.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import combinations

from plans.deadlines import due_dates
from plans.readiness.facts import PlanFacts, Report
from plans.readiness.problem import Finding, Level, check
from plans.readiness.wording import day_words, listed, short

CLOSES_ON = 14
_LAST_MONTHS = {"quarterly": (3, 6, 9, 12), "semiannual": (6, 12), "nine-monthly": (9,), "annual": (12,)}
_NAMES = {
    "monthly": "tháng", "quarterly": "quý", "semiannual": "6 tháng", "nine-monthly": "9 tháng", "annual": "năm",
}  # fmt: skip


def _due(plan: PlanFacts, report: Report) -> list[dt.date]:
    """The days on which it is sent in the plan's year, none before the plan. Without words of a day there are none."""
    if report.rule is None or not report.due_text.strip():
        return []
    return due_dates(report.rule, plan_year=plan.year, issued_on=plan.dated, until=dt.date(plan.year, 12, 31))


def closing_of(period: str, due: dt.date) -> dt.date | None:
    """The closing day this sending day comes before; None where the figures are closed by then.

    A monthly report sent in the first days of a month is of the month before.
    """
    closes = dt.date(due.year, due.month, CLOSES_ON)
    if period == "monthly":
        return closes if 11 <= due.day <= CLOSES_ON else None
    if period == "annual" and due.month in (10, 11):
        return dt.date(due.year, 12, CLOSES_ON)
    if due.month in _LAST_MONTHS.get(period, ()) and due.day <= CLOSES_ON:
        return closes
    return None


@check(
    "report-before-cutoff",
    "Báo cáo gửi trước ngày chốt số liệu",
    Level.ADVISORY,
    source="NĐ 09/2019/NĐ-CP, Điều 8 và Điều 12",
)
def before_cutoff(plan: PlanFacts) -> Iterator[Finding]:
    for report in plan.reports:
        if "ước" in report.text.lower().split():
            continue
        for period in report.period.split("+"):
            early = [(day, closes) for day in _due(plan, report) if (closes := closing_of(period, day))]
            if early:
                day, closes = early[0]
                yield Finding(
                    report.place,
                    f"Báo cáo {_NAMES[period]} phải gửi chậm nhất {day_words(day)}, trong khi số liệu đến "
                    f"{day_words(closes)} mới chốt: “{short(report.due_text, 50)}”. "
                    f"Hãy lùi hạn gửi sau ngày {CLOSES_ON}, hoặc ghi rõ là số liệu ước thực hiện.",
                    report.due_text,
                )
                break


@check("reports-same-day", "Hai báo cáo cùng hạn gửi", Level.ADVISORY, source="Nên gộp thành một báo cáo")
def same_day(plan: PlanFacts) -> Iterator[Finding]:
    dated = [(report, set(_due(plan, report))) for report in plan.reports]
    for (one, days), (other, others) in combinations(dated, 2):
        shared = sorted(days & others)
        if shared and one.text != other.text:
            yield Finding(
                other.place,
                f"“{short(one.text, 45)}” và “{short(other.text, 45)}” cùng hạn "
                f"{listed([day_words(day) for day in shared[:4]])}. Hãy gộp làm một, hoặc đổi một hạn.",
                f"{one.text} | {other.text}",
            )
