"""Terms counted from a day or an event: what is understood, when they end, and what days off do to them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.workdays import WorkCalendar
from plans.deadlines import (
    DeadlineKind,
    DeadlineRule,
    Term,
    TermUnit,
    due_dates,
    follows_calendar,
    from_json,
    label,
    parse,
    settled,
    term_day,
    to_json,
)

pytestmark = pytest.mark.one_database
# 2026: 27/4 off for Giỗ Tổ, 30/4 and 01/5; 22/8 worked for 31/8, then 01 and 02/9.
DAYS = WorkCalendar(
    off=frozenset({date(2026, 4, 27), date(2026, 4, 30), date(2026, 5, 1), date(2026, 8, 31), date(2026, 9, 1),
                   date(2026, 9, 2)}),
    on=frozenset({date(2026, 8, 22)}),
)  # fmt: skip
END = date(2026, 12, 31)


def rule(phrase: str) -> DeadlineRule:
    found = parse(phrase, plan_year=2026)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("phrase", "count", "unit", "event"),
    [
        ("trong vòng 05 ngày làm việc kể từ khi nhận được văn bản", 5, "working_day", "khi nhận được văn bản"),
        ("10 ngày kể từ ngày ký", 10, "day", "ngày ký"),
        ("Chậm nhất 02 tuần sau khi có kết quả khảo sát", 14, "day", "khi có kết quả khảo sát"),
        ("02 tuần làm việc kể từ khi nhận được văn bản", 10, "working_day", "khi nhận được văn bản"),
        ("trong 01 tháng kể từ khi kết thúc đợt kiểm tra", 1, "month", "khi kết thúc đợt kiểm tra"),
        ("05 ngày trước kỳ họp", -5, "day", "kỳ họp"),
        ("03 ngày làm việc sau khi có kết quả, báo cáo UBND xã", 3, "working_day", "khi có kết quả"),
        ("05 ngày làm việc kể từ ngày ban hành", 5, "working_day", "ngày ban hành"),  # of which paper?
    ],
)
def test_an_event_without_a_day_stays_open_and_keeps_its_term(phrase: str, count: int, unit: str, event: str) -> None:
    found = rule(phrase)
    assert found.kind is DeadlineKind.OPEN
    assert found.question
    assert found.term == Term(count, TermUnit(unit), event=event)
    assert due_dates(found, plan_year=2026, issued_on=date(2026, 4, 1), until=END, calendar=DAYS) == []


@pytest.mark.parametrize(
    "phrase",
    [
        "05 ngày làm việc kể từ ngày ban hành Kế hoạch",
        "Trong vòng 05 ngày làm việc kể từ ngày ban hành kế hoạch này",
        "05 ngày làm việc kể từ ngày ký ban hành Kế hoạch",
        "05 ngày làm việc kể từ khi Kế hoạch được ban hành",
        "chậm nhất 05 ngày làm việc kể từ ngày Kế hoạch này có hiệu lực",
    ],
)
def test_the_issue_of_the_plan_itself_needs_no_question(phrase: str) -> None:
    found = rule(phrase)
    assert (found.kind, found.question) == (DeadlineKind.OPEN, "")
    assert label(found) == "05 ngày làm việc kể từ ngày ban hành kế hoạch"
    assert due_dates(found, plan_year=2026, until=END) == []  # a draft has no day of issue
    thursday = date(2026, 4, 23)
    assert due_dates(found, plan_year=2026, issued_on=thursday, until=END) == [date(2026, 4, 30)]
    assert due_dates(found, plan_year=2026, issued_on=thursday, until=END, calendar=DAYS) == [date(2026, 5, 5)]


@pytest.mark.parametrize(
    ("phrase", "plain", "counted"),
    [
        ("02 ngày làm việc kể từ ngày 24/4/2026", date(2026, 4, 28), date(2026, 4, 29)),
        ("01 ngày làm việc kể từ ngày 21/8/2026", date(2026, 8, 24), date(2026, 8, 22)),  # a Saturday is worked
        ("05 ngày kể từ ngày 25/4/2026", date(2026, 4, 30), date(2026, 5, 4)),  # ends on a day off
        ("01 tháng kể từ ngày 02/8/2026", date(2026, 9, 2), date(2026, 9, 3)),
        ("05 ngày làm việc trước ngày 04/5/2026", date(2026, 4, 27), date(2026, 4, 22)),
        ("05 ngày trước ngày 06/5/2026", date(2026, 5, 1), date(2026, 5, 1)),  # counting back is not moved
    ],
)
def test_days_off_move_the_end_of_a_term(phrase: str, plain: date, counted: date) -> None:
    found = rule(phrase)
    assert found.end == plain
    assert due_dates(found, plan_year=2026, until=END) == [plain]
    assert due_dates(found, plan_year=2026, until=END, calendar=DAYS) == [counted]
    assert settled(found, DAYS).end == counted


@pytest.mark.parametrize("phrase", ["trước ngày 02/9/2026", "chậm nhất 30/4/2026", "Quý II", "ngày 31 hằng tháng"])
def test_a_named_day_stays_where_it_is_written(phrase: str) -> None:
    found = rule(phrase)
    assert not follows_calendar(found)
    assert settled(found, DAYS) == found
    assert due_dates(found, plan_year=2026, until=END, calendar=DAYS) == due_dates(found, plan_year=2026, until=END)


def test_the_last_working_day_of_a_month() -> None:
    found = rule("ngày làm việc cuối cùng của tháng")
    assert follows_calendar(found)
    april = {"plan_year": 2026, "issued_on": date(2026, 4, 1), "until": date(2026, 4, 30)}
    assert due_dates(found, **april) == [date(2026, 4, 30)]  # type: ignore[arg-type]
    assert due_dates(found, **april, calendar=DAYS) == [date(2026, 4, 29)]  # type: ignore[arg-type]


def test_a_term_that_ended_before_the_issue_is_none() -> None:
    found = rule("05 ngày làm việc kể từ ngày 02/3/2026")
    assert due_dates(found, plan_year=2026, issued_on=date(2026, 4, 1), until=END, calendar=DAYS) == []


def test_beyond_the_calendar_there_is_no_day() -> None:
    assert term_day(Term(5000, TermUnit.WORKING_DAY), date(9999, 1, 1), DAYS) is None
    assert term_day(Term(-3, TermUnit.WORKING_DAY), date.min, DAYS) is None


@pytest.mark.parametrize("phrase", ["48 giờ kể từ khi nhận được văn bản", "9999 ngày kể từ ngày ban hành Kế hoạch"])
def test_what_cannot_be_counted_is_asked(phrase: str) -> None:
    found = rule(phrase)
    assert (found.kind, found.term) == (DeadlineKind.OPEN, None)
    assert found.question


terms = st.builds(
    Term,
    count=st.integers(-400, 400),
    unit=st.sampled_from(TermUnit),
    start=st.none() | st.dates(),
    event=st.text(max_size=20),
    from_issue=st.booleans(),
)


@given(terms)
def test_a_stored_term_comes_back(term: Term) -> None:
    stored = DeadlineRule(DeadlineKind.OPEN, term=term)
    assert from_json(to_json(stored, full=True)) == stored


@given(terms, st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_a_term_forward_never_ends_on_a_day_off_nor_before_it_starts(term: Term, start: date) -> None:
    end = term_day(term, start, DAYS)
    assert end is not None
    if term.count >= 0:
        assert DAYS.is_working(end)
        assert end >= start


@pytest.mark.parametrize("broken", [{"count": "5", "unit": "day"}, {"unit": "day"}, {"count": 5, "unit": "giờ"}, 7])
def test_a_broken_stored_term_is_refused(broken: object) -> None:
    with pytest.raises(ValueError):
        from_json({"kind": "open", "term": broken})
