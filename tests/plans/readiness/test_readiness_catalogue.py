"""The checks together: a good plan has none, each is described, the page stays short."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path

import pytest

from plans.readiness import CHECKS, Level, Place, Problem, Spot, check_named, problems_of, sorted_out
from plans.readiness.summary import SHOWN
from tests.plans.readiness_plans import READY, TODAY, line, plan, task, written

DOC = Path(__file__).resolve().parents[3] / "docs" / "readiness.md"
NOW = dt.datetime(2026, 5, 11, 8, tzinfo=dt.UTC)


def test_a_good_plan_has_no_problem() -> None:
    assert [each.sentence for each in problems_of(READY)] == []


def test_an_empty_plan_is_only_said_to_be_empty() -> None:
    assert [each.code for each in problems_of(plan(lines=(), tasks=(), title=""))] == ["plan-empty"]


def test_every_check_has_its_own_code_and_stands_in_the_document() -> None:
    codes = [each.code for each in CHECKS]
    assert len(set(codes)) == len(codes)
    described = dict(re.findall(r"^\| `([a-z-]+)` \|[^|]*\| (chặn|nhắc|báo)\b", DOC.read_text(encoding="utf-8"), re.M))
    levels = {"chặn": Level.BLOCKING, "nhắc": Level.ADVISORY, "báo": Level.INFORMATION}
    assert {code: levels[word] for code, word in described.items()} == {each.code: each.level for each in CHECKS}
    assert check_named("khong-co") is None


def test_a_mark_holds_for_the_same_words_at_the_same_place() -> None:
    one = Problem("lead-is-collective", Level.ADVISORY, "…", Place(Spot.TASK, 7, 4), "UBND xã")
    assert one.mark == replace(one, sentence="viết khác").mark
    assert one.mark != replace(one, found="Các thôn").mark
    assert one.mark != replace(one, place=Place(Spot.TASK, 8, 4)).mark
    assert len(one.mark) <= 200


def collective(count: int) -> list[Problem]:
    return [Problem("lead-is-collective", Level.ADVISORY, "…", Place(Spot.TASK, id), "UBND xã") for id in range(count)]


def test_what_was_settled_stands_apart() -> None:
    problems = collective(3)
    one = problems[1]
    ready = sorted_out(problems, {(one.code, one.mark): ("Cả xã cùng làm", "Lan", NOW)})
    assert (ready.advisory_count, ready.is_ready) == (2, True)
    assert [(each.problem.place.id, each.reason, each.by) for each in ready.settled] == [(1, "Cả xã cùng làm", "Lan")]


@pytest.mark.parametrize("level", [Level.BLOCKING, Level.INFORMATION])
def test_only_warnings_can_be_settled(level: Level) -> None:
    problem = Problem("title-missing", level, "…", Place(Spot.HEADER))
    ready = sorted_out([problem], {(problem.code, problem.mark): ("bỏ qua", "Lan", NOW)})
    assert (ready.count(level), len(ready.settled)) == (1, 0)
    assert ready.is_ready is (level is not Level.BLOCKING)


def test_a_page_shows_a_share_of_each_check_and_counts_all() -> None:
    many = [*collective(5000), Problem("no-basis", Level.ADVISORY, "…", Place(Spot.PLAN))]
    ready = sorted_out(many, {})
    assert [(each.check.code, each.count, each.hidden) for each in ready.advisory] == [
        ("lead-is-collective", 5000, 5000 - SHOWN + 1),
        ("no-basis", 1, 0),
    ]
    assert ready.advisory_count == 5001


def test_what_stops_the_plan_comes_first() -> None:
    facts = plan(title="", tasks=tuple(task(id, lead_text="", leads=()) for id in range(3)), place_name="An Bính")
    ready = sorted_out(problems_of(facts), {})
    assert [(each.check.code, each.count) for each in ready.asking] == [
        ("title-missing", 1),
        ("task-without-lead", 3),
        ("name-two-ways", 1),
    ]


@pytest.mark.parametrize(
    "text",
    ["", "\u200b", "a" * 100_000, "(" * 5000, "…" * 5000, "ngày " * 2000, "0" * 5000, "số " * 3000, "Phụ lục " * 2000,
     "danh sách " * 2000, "xã " * 3000, "sinh năm " * 1000, "1/2/3/4-" * 2000, "./." * 2000, "[" * 3000, "😀" * 1000],
)  # fmt: skip
def test_no_text_is_too_odd(text: str) -> None:
    """Whatever a line holds, the checks end soon and say sentences of bounded length."""
    facts = replace(
        written(text, f"CCCD {text}"), title=text[:500], place_name=text[:100], date_text=text[:60], today=TODAY
    )
    facts = replace(facts, lines=(*facts.lines, line(70, text, text[:30])))
    assert all(len(each.sentence) < 700 and len(each.mark) < 60 for each in problems_of(facts))
