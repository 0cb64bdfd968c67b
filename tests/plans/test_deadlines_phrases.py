"""Phrases as communes, provinces and ministries write them, with the answer a careful officer gives."""

from datetime import date
from pathlib import Path

import pytest

from plans.deadlines import DeadlineRule, parse

LINES = Path(__file__).with_name("deadline_phrases.txt").read_text(encoding="utf-8").splitlines()
PHRASES = [tuple(line.rsplit(" => ", 1)) for line in LINES if " => " in line and not line.startswith("#")]


def shown(rule: DeadlineRule | None) -> str:
    """A rule in the notation of the table: "kind start..end rrule !"."""
    if rule is None:
        return "none"
    span = f"{rule.start or ''}..{rule.end or ''}"
    words = [rule.kind.value, "" if span == ".." else span, rule.rrule or "", "!" if rule.exclusive else ""]
    return " ".join(word for word in words if word)


@pytest.mark.parametrize(("phrase", "expected"), PHRASES)
def test_phrase(phrase: str, expected: str) -> None:
    assert shown(parse(phrase, plan_year=2024, plan_date=date(2024, 1, 10))) == expected


def test_every_open_phrase_asks_something() -> None:
    silent = [p for p, answer in PHRASES if answer == "open" and not parse(p, plan_year=2024).question]  # type: ignore[union-attr]
    assert silent == []


@pytest.mark.parametrize("nothing", ["", "   ", "-", "...", "\u00a0", "**", "/", "…"])
def test_no_phrase_is_none(nothing: str) -> None:
    assert parse(nothing, plan_year=2024) is None


@pytest.mark.parametrize(
    "phrase", ["Quý II", "tháng 6", "15/6", "trong năm", "6 tháng đầu năm", "đến hết năm", "quý I năm sau"]
)
def test_without_any_year_nothing_is_guessed(phrase: str) -> None:
    rule = parse(phrase, plan_year=None, plan_date=date(2024, 1, 10))
    assert rule is not None
    assert shown(rule) == "open"
    assert "năm" in rule.question


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("Quý II/2024", "quarter 2024-04-01..2024-06-30"),
        ("hằng quý", "recurring FREQ=MONTHLY;INTERVAL=3"),
        ("hằng quý trong năm", "recurring FREQ=MONTHLY;INTERVAL=3"),
        ("thường xuyên trong năm", "continuous"),
        ("trước ngày 15/12 hằng năm", "recurring FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15 !"),
    ],
)
def test_phrases_that_need_no_plan_year(phrase: str, expected: str) -> None:
    assert shown(parse(phrase, plan_year=None)) == expected


def test_a_paragraph_is_not_a_phrase() -> None:
    rule = parse("Quý II/2024 " * 100, plan_year=2024)
    assert rule is not None
    assert shown(rule) == "open"
