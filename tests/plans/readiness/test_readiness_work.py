"""Checks of duties, deadlines and reports: when they speak, and when they must not."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from plans.deadlines import parse
from plans.readiness import PlanFacts, Spot, deadlines, reporting, tasks
from plans.readiness.facts import Party
from plans.readiness.problem import Check
from plans.readiness.reporting import closing_of
from tests.plans.readiness_plans import found_by, plan, report, said, task

UBND = Party("UBND xã", collective=True)
OFFICE = Party("Văn phòng", unit=1)


def with_task(**more: Any) -> PlanFacts:
    return plan(tasks=(task(**more),))


@pytest.mark.parametrize(
    ("check", "facts", "words"),
    [
        (tasks.without_lead, with_task(lead_text="", leads=()), "chưa có cơ quan chủ trì"),
        (tasks.without_lead, with_task(lead_text="  ", leads=()), "chỉ in"),
        (tasks.collective_lead, with_task(lead_text="UBND xã", leads=(UBND,)), "“UBND xã” là tên chung"),
        (tasks.collective_lead, with_task(leads=(UBND, Party("Các ban, ngành", True))), "UBND xã và Các ban, ngành"),
        (tasks.lead_coordinates, with_task(coordinating=(Party("Văn phòng - Thống kê", unit=1),)), "vừa chủ trì"),
        (tasks.lead_coordinates, with_task(leads=(Party("Công an xã"),), coordinating=(Party("CÔNG AN XÃ"),)), "CÔNG AN".title()[:4]),
        (tasks.none_followed, with_task(tracked=False), "được theo dõi"),
        (tasks.none_followed, plan(tasks=()), "được theo dõi"),
        (deadlines.not_understood, with_task(time="khi cấp trên chỉ đạo"), "không nêu ngày nào"),
        (deadlines.not_understood, with_task(time="???", rule=None), "“???”"),
        (deadlines.ambiguous, with_task(time="Quý II, III"), "chưa rõ: Một kết quả"),
        (deadlines.before_plan, with_task(time="trước ngày 15/4/2026"), "hết ngày 14/4/2026, trước ngày của kế hoạch"),
        (deadlines.before_plan, plan(date_text="", tasks=(task(time="Quý I/2026"),)), "trước hôm nay (11/5/2026)"),
        (deadlines.outside_year, with_task(time="trước ngày 30/6/2025"), "ngoài năm kế hoạch 2026"),
        (deadlines.outside_year, with_task(time="Quý II/2027"), "30/6/2027"),
        (deadlines.outside_year, with_task(time="từ năm 2028 trở đi"), "01/01/2028"),
    ],
)  # fmt: skip
def test_it_speaks(check: Check, facts: PlanFacts, words: str) -> None:
    assert len(found_by(check, facts)) == 1
    assert words in said(check, facts)


@pytest.mark.parametrize(
    ("check", "facts"),
    [
        (tasks.without_lead, with_task()),
        (tasks.without_lead, with_task(tracked=False, lead_text="", leads=())),  # printed only
        (tasks.collective_lead, with_task(leads=(UBND,), person=True)),
        (tasks.collective_lead, with_task(leads=(UBND, OFFICE))),  # somebody can be asked
        (tasks.collective_lead, with_task(leads=(), lead_text="Lãnh đạo")),
        (tasks.lead_coordinates, with_task(coordinating=(Party("Tư pháp", unit=2),))),
        (tasks.lead_coordinates, with_task(leads=(Party("A"),), coordinating=(Party("B"),))),  # both unknown
        (tasks.none_followed, with_task()),
        (tasks.none_followed, plan(lines=(), tasks=())),  # an empty plan is said to be empty, no more
        (deadlines.not_understood, with_task(time="")),
        (deadlines.not_understood, with_task(time="10 ngày kể từ ngày ban hành kế hoạch này")),
        (deadlines.not_understood, with_task(time="khi có yêu cầu", tracked=False)),
        (deadlines.ambiguous, with_task(time="Quý II/2026")),
        (deadlines.before_plan, with_task(time="trước ngày 12/5/2026")),  # due on the plan's own day
        (deadlines.before_plan, with_task(time="Thường xuyên")),
        (deadlines.before_plan, with_task(time="9 tháng cuối năm và những năm tiếp theo")),
        (deadlines.before_plan, with_task(time="trước ngày 30/6/2025")),  # said once, as outside the year
        (deadlines.outside_year, with_task(time="trước ngày 15/01/2027")),  # what closes the year
        (deadlines.outside_year, plan(title="Chương trình giai đoạn 2026 - 2030", tasks=(task(time="năm 2029"),))),
        (deadlines.outside_year, plan(title="Nâng cao chỉ số năm 2026 và những năm tiếp theo", tasks=(task(time="năm 2029"),))),
        (deadlines.outside_year, with_task(time="Quý IV/2026")),
    ],
)  # fmt: skip
def test_it_is_silent(check: Check, facts: PlanFacts) -> None:
    assert said(check, facts) == ""


def test_a_plan_of_a_past_year_without_a_day_is_judged_by_its_own_time() -> None:
    old = plan(date_text="ngày tháng 02 năm 2022", year=2022, title="Kế hoạch năm 2022")
    assert old.day == dt.date(2022, 2, 1)
    assert plan(date_text="", year=2022).day == dt.date(2022, 1, 1)
    assert plan(date_text="ngày tháng 99 năm 2022", year=2022).day == dt.date(2022, 1, 1)
    assert plan(date_text="", year=2027).day == dt.date(2026, 5, 11)  # next year's plan, drafted today


def test_one_time_of_many_duties_is_asked_about_once() -> None:
    words = "Quý II, III"
    shared = tuple(task(id, time=words, shared_time=7) for id in range(3))
    (problem,) = found_by(deadlines.ambiguous, plan(tasks=shared))
    assert (problem.place.spot, problem.place.id) == (Spot.ASSIGNMENT, 7)
    assert len(found_by(deadlines.ambiguous, plan(tasks=tuple(task(id, time=words) for id in range(3))))) == 3


QUARTERLY = report(
    "Định kỳ hằng quý", "quarterly", "trước ngày 10 tháng cuối quý", words="hằng quý trước ngày 10 tháng cuối quý"
)
YEARLY = report("Báo cáo năm", "annual", "trước ngày 10/12", words="trước ngày 10/12/2026")


@pytest.mark.parametrize(
    ("period", "day", "closes"),
    [
        ("quarterly", "2026-03-09", "2026-03-14"),
        ("quarterly", "2026-06-14", "2026-06-14"),  # a working day must lie between (Điều 8)
        ("quarterly", "2026-06-15", ""),
        ("quarterly", "2026-04-05", ""),  # the quarter is over
        ("semiannual", "2026-06-10", "2026-06-14"),
        ("semiannual", "2026-03-10", ""),
        ("nine-monthly", "2026-09-01", "2026-09-14"),
        ("annual", "2026-12-05", "2026-12-14"),
        ("annual", "2026-11-15", "2026-12-14"),
        ("annual", "2026-12-20", ""),
        ("annual", "2027-01-05", ""),
        ("monthly", "2026-05-12", "2026-05-14"),
        ("monthly", "2026-05-05", ""),  # of the month before
        ("monthly", "2026-05-25", ""),
        ("weekly", "2026-05-12", ""),
        ("periodic", "2026-03-10", ""),
    ],
)  # fmt: skip
def test_a_report_and_its_closing_day(period: str, day: str, closes: str) -> None:
    found = closing_of(period, dt.date.fromisoformat(day))
    assert (found.isoformat() if found else "") == closes


def test_a_report_before_its_figures_close_is_told_with_both_days() -> None:
    later = plan(reports=(QUARTERLY,))  # dated 11/5: the report of the first quarter is none of this plan
    assert "chậm nhất 09/6/2026, trong khi số liệu đến 14/6/2026 mới chốt" in said(reporting.before_cutoff, later)
    assert "09/3/2026" in said(reporting.before_cutoff, plan(reports=(QUARTERLY,), date_text=""))
    estimated = report("Báo cáo quý, số liệu ước thực hiện", "quarterly", "trước ngày 10 tháng cuối quý")
    assert said(reporting.before_cutoff, plan(reports=(estimated,))) == ""
    after = report(
        "Báo cáo quý", "quarterly", "trước ngày 20 tháng cuối quý", words="hằng quý trước ngày 20 tháng cuối quý"
    )
    assert said(reporting.before_cutoff, plan(reports=(after,))) == ""
    assert said(reporting.before_cutoff, plan(reports=(report("Báo cáo quý", "quarterly", ""),))) == ""


def test_two_reports_on_one_day_are_told() -> None:
    assert "cùng hạn 09/12/2026" in said(reporting.same_day, plan(reports=(QUARTERLY, YEARLY)))
    apart = report("Báo cáo năm", "annual", "trước ngày 15/12", words="trước ngày 15/12/2026")
    assert said(reporting.same_day, plan(reports=(QUARTERLY, apart))) == ""
    assert said(reporting.same_day, plan(reports=(QUARTERLY,))) == ""


def test_a_rule_without_words_is_no_day() -> None:
    twice = (report("A", "quarterly", "", words="hằng quý"), report("B", "quarterly", "", words="hằng quý"))
    assert parse("hằng quý", plan_year=2026) is not None
    assert said(reporting.same_day, plan(reports=twice)) == ""
