"""Rules, due days, labels and JSON of deadlines."""

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.deadlines import (
    DeadlineKind,
    DeadlineRule,
    checkpoints,
    due_dates,
    find,
    from_json,
    label,
    parse,
    to_json,
)

YEAR_END = date(2024, 12, 31)
ISSUED = date(2024, 4, 1)


def rule(phrase: str, year: int | None = 2024, **more: object) -> DeadlineRule:
    found = parse(phrase, plan_year=year, **more)  # type: ignore[arg-type]
    assert found is not None
    return found


def due(phrase: str, *, issued: date | None = ISSUED, until: date = YEAR_END, year: int = 2024) -> list[str]:
    days = due_dates(rule(phrase, year), plan_year=year, issued_on=issued, until=until)
    return [f"{d.day:02d}/{d.month:02d}" if d.year == 2024 else d.isoformat() for d in days]


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("Quý II", ["30/06"]),
        ("Quý II, III năm 2024", ["30/09"]),
        ("9 tháng cuối năm", ["31/12"]),
        ("Hoàn thành trong tháng 9", ["30/09"]),
        ("trước ngày 15/6", ["14/06"]),
        ("chậm nhất ngày 15/6", ["15/06"]),
        ("Định kỳ hằng quý (trước ngày 05 tháng cuối quý)", ["04/06", "04/09", "04/12"]),
        ("hằng quý", ["30/06", "30/09", "31/12"]),
        ("định kỳ 6 tháng và năm", ["30/06", "31/12"]),
        ("hằng năm", ["31/12"]),
        ("Quý, 6 tháng, năm", ["30/06", "30/09", "31/12"]),
        ("trước ngày 01 hằng tháng", ["30/04", "31/05", "30/06", "31/07", "31/08", "30/09", "31/10", "30/11", "31/12"]),
        ("Thường xuyên", []),
        ("ngay sau khi ban hành", []),
        ("đến năm 2030", []),
        ("tháng 3", []),
    ],
)
def test_due_days(phrase: str, expected: list[str]) -> None:
    assert due(phrase) == expected


def test_due_days_of_an_open_range_return_each_year() -> None:
    until = date(2026, 12, 31)
    assert due("9 tháng cuối năm và những năm tiếp theo", until=until) == ["31/12", "2025-12-31", "2026-12-31"]


def test_several_quarters_are_one_result_until_a_person_decides() -> None:
    one = rule("Quý II, III")
    assert one.repeats is None
    assert "hay mỗi kỳ một kết quả" in one.question
    each = replace(one, repeats=True)
    assert due_dates(each, plan_year=2024, until=YEAR_END) == [date(2024, 6, 30), date(2024, 9, 30)]
    assert due_dates(replace(one, repeats=False), plan_year=2024, until=YEAR_END) == [date(2024, 9, 30)]


def test_quarters_apart_can_only_be_two_results() -> None:
    assert due("Quý II, IV") == ["30/06", "31/12"]


def test_a_day_that_a_short_month_lacks_is_its_last_day() -> None:
    assert due("ngày 31 hằng tháng", issued=date(2024, 2, 1), until=date(2024, 4, 30)) == ["29/02", "31/03", "30/04"]


def test_week_days() -> None:
    assert due("thứ Sáu hằng tuần", issued=date(2024, 4, 1), until=date(2024, 4, 20)) == ["05/04", "12/04", "19/04"]
    assert due("trước thứ Sáu hằng tuần", until=date(2024, 4, 12)) == ["04/04", "11/04"]
    assert due("thứ Hai đầu tháng", until=date(2024, 6, 30)) == ["01/04", "06/05", "03/06"]
    assert due("ngày làm việc cuối cùng của tháng", until=date(2024, 6, 30)) == ["30/04", "31/05", "28/06"]


def test_recurrence_keeps_its_own_bounds() -> None:
    assert due("Hằng tháng, từ tháng 10/2024", until=date(2025, 1, 31)) == ["31/10", "30/11", "31/12", "2025-01-31"]


def test_a_recurrence_without_any_beginning_has_no_days() -> None:
    assert due_dates(rule("hằng quý", None), plan_year=None, until=YEAR_END) == []


def test_checkpoints_of_continuous_work_are_the_quarter_ends() -> None:
    quarters = [date(2024, 6, 30), date(2024, 9, 30), date(2024, 12, 31)]
    assert checkpoints(rule("Thường xuyên"), plan_year=2024, issued_on=ISSUED, until=YEAR_END) == quarters
    assert checkpoints(rule("hằng ngày"), plan_year=2024, issued_on=ISSUED, until=YEAR_END) == quarters
    assert checkpoints(rule("Quý II"), plan_year=2024, until=YEAR_END) == []
    ends = checkpoints(rule("Thường xuyên đến hết ngày 15/8/2024"), plan_year=2024, issued_on=ISSUED, until=YEAR_END)
    assert ends == [date(2024, 6, 30), date(2024, 8, 15)]


def test_daily_work_has_no_due_days() -> None:
    assert due("hằng ngày") == []


def test_public_holidays_are_the_callers() -> None:
    phrase = "02 ngày làm việc kể từ ngày 29/4/2024"
    assert rule(phrase).end == date(2024, 5, 1)
    assert rule(phrase, holidays={date(2024, 4, 30), date(2024, 5, 1)}).end == date(2024, 5, 3)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("Quý II, III/2024", "01/4/2024 – 30/9/2024"),
        ("trước ngày 15/6/2024", "trước ngày 15/6/2024 (chậm nhất 14/6/2024)"),
        ("chậm nhất ngày 05/02/2024", "chậm nhất ngày 05/02/2024"),
        ("Hằng quý (trước ngày 05 tháng cuối quý)", "mỗi quý, chậm nhất ngày 04 các tháng 3, 6, 9, 12"),
        ("hằng năm (trước 15/12)", "mỗi năm, chậm nhất ngày 14 tháng 12"),
        ("hằng năm, chậm nhất 15/02", "mỗi năm, chậm nhất ngày 15/02"),
        ("hằng quý", "mỗi quý, hạn cuối kỳ"),
        ("định kỳ 6 tháng và năm", "mỗi năm, hạn cuối các tháng 6, 12"),
        ("thứ Hai đầu tháng", "mỗi tháng, thứ Hai đầu tiên"),
        ("hằng tuần (thứ Sáu)", "mỗi tuần, thứ Sáu"),
        ("Thường xuyên trong năm 2022", "thường xuyên trong năm 2022"),
        ("Thường xuyên", "thường xuyên"),
        ("từ năm 2024 trở đi", "từ 01/01/2024 trở đi, kiểm điểm vào 31/12 hằng năm"),
        ("đến năm 2030", "đến hết ngày 31/12/2030"),
        ("kịp thời", "chưa có ngày cụ thể"),
    ],
)
def test_label(phrase: str, expected: str) -> None:
    assert label(rule(phrase)) == expected


def test_label_of_repeated_periods() -> None:
    assert label(replace(rule("Quý II, III"), repeats=True)) == "mỗi kỳ một kết quả: 30/6/2024, 30/9/2024"


def test_json_has_exactly_the_fixed_keys() -> None:
    assert to_json(rule("trước ngày 15/6/2024")) == {
        "kind": "date",
        "start_iso": None,
        "end_iso": "2024-06-15",
        "rrule": None,
        "exclusive": True,
    }


@pytest.mark.parametrize("phrase", ["Quý II, III", "trước 15/6", "hằng quý", "thường xuyên", "30/02", "Quý II trở đi"])
def test_full_json_loses_nothing(phrase: str) -> None:
    assert from_json(to_json(rule(phrase), full=True)) == rule(phrase)


@pytest.mark.parametrize(
    "bad",
    [
        {"kind": "x"},
        {},
        {"kind": "date", "end_iso": "31/12"},
        {"kind": "range", "periods": [1]},
        {"kind": "date", "rrule": 3},
    ],
)
def test_malformed_json_is_refused(bad: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        from_json(bad)


# ------------------------------------------------------------------ properties

WORDS = (
    "quý tháng năm ngày tuần hằng hàng định kỳ trước đến từ chậm nhất trong khi theo và - , / ( ) . ; i ii iv 6 15 31 "
    "2024 2025 cuối đầu thường xuyên lần một hai kể thứ sáu tiếp những các hoặc của báo cáo 15/6 30/6/2024 9/2024 sau"
)
TIME_WORDS = st.sampled_from(WORDS.split())
PHRASE = st.one_of(
    st.text(max_size=60), st.lists(TIME_WORDS, max_size=9).map(" ".join), st.lists(TIME_WORDS, max_size=6).map("".join)
)
DAYS = st.dates(date(2020, 1, 1), date(2039, 12, 31))


@given(PHRASE, st.one_of(st.none(), st.integers(2020, 2030)))
def test_any_text_is_read_without_error(text: str, year: int | None) -> None:
    for found in find(text, plan_year=year):
        assert text[found.start : found.end] == found.text
    read = parse(text, plan_year=year)
    if read is None:
        return
    assert label(read)
    assert from_json(to_json(read, full=True)) == read
    if read.start and read.end:
        assert read.start <= read.end
    if read.kind is DeadlineKind.OPEN:
        assert read.question
        assert (read.start, read.end, read.rrule) == (None, None, None)
    assert (read.rrule is not None) == (read.kind is DeadlineKind.RECURRING)
    until, issued = date(2031, 12, 31), date(2024, 2, 1)
    for days in (
        due_dates(read, plan_year=year, issued_on=issued, until=until),
        checkpoints(read, plan_year=year, issued_on=issued, until=until),
    ):
        assert days == sorted(set(days))
        assert all(issued <= d <= until for d in days)


@given(DAYS, st.sampled_from(["/", ".", "-"]))
def test_a_written_day_is_that_day(day: date, mark: str) -> None:
    text = mark.join((f"{day.day:02d}", str(day.month), str(day.year)))
    assert rule(f"chậm nhất ngày {text}").end == day
    before = rule(f"trước ngày {text}")
    assert (before.end, before.exclusive) == (day, True)
    assert due_dates(before, plan_year=None, until=day) == [day - timedelta(days=1)]
    assert rule(label(before).split(" (")[0]) == before


@given(DAYS, DAYS)
def test_a_labelled_span_reads_back(one: date, other: date) -> None:
    first, last = sorted((one, other))
    if first == last:
        return
    span = DeadlineRule(DeadlineKind.RANGE, start=first, end=last, repeats=False)
    assert rule(label(span), last.year).start == first
    assert rule(label(span), last.year).end == last


@given(st.lists(st.integers(1, 4), min_size=1, max_size=4, unique=True), st.integers(2020, 2035), st.booleans())
def test_quarters_in_any_numerals(quarters: list[int], year: int, roman: bool) -> None:
    quarters.sort()
    names = [("I", "II", "III", "IV")[q - 1] if roman else str(q) for q in quarters]
    read = rule(f"Quý {', '.join(names)}/{year}", 2024 if year >= 2024 else year)
    assert read.kind is DeadlineKind.QUARTER
    assert (read.start, read.end and read.end.month) == (date(year, quarters[0] * 3 - 2, 1), quarters[-1] * 3)


@given(st.integers(1, 12), st.integers(1, 12), st.integers(2024, 2035))
def test_spans_of_months(one: int, other: int, year: int) -> None:
    first, last = sorted((one, other))
    if first == last:
        return
    for text in (f"từ tháng {first} đến tháng {last} năm {year}", f"Tháng {first} - {last}/{year}"):
        read = rule(text)
        assert read.start == date(year, first, 1)
        assert read.end is not None
        assert (read.end + timedelta(days=1)).day == 1
        assert read.end.month == last


# ------------------------------------------------------------------ spellings

SPELLINGS = [
    "Quý II, III/2024",
    "trước ngày 15/6/2024",
    "9 tháng cuối năm và những năm tiếp theo",
    "Định kỳ hằng quý (trước ngày 05 tháng cuối quý)",
    "Thường xuyên trong năm 2024",
    "05 ngày làm việc kể từ ngày 10/5/2024",
    "từ tháng 4 đến tháng 9 năm 2024",
    "ngay sau khi ban hành",
    "Thứ Hai hằng tuần",
]


@pytest.mark.parametrize("phrase", SPELLINGS)
@pytest.mark.parametrize(
    "variant",
    [
        lambda p: unicodedata.normalize("NFD", p),
        lambda p: p.replace(" ", "\u00a0"),
        lambda p: p.replace(" ", "  "),
        str.upper,
        str.lower,
        lambda p: p.replace("hằng", "hàng"),
        lambda p: f"**{p}**",
        lambda p: f"(*{p}*).",
        lambda p: f"- {p};",
        lambda p: p.replace("Quý", "Quí").replace("quý", "qúy"),
        lambda p: f"\ufeff{p}\n",
    ],
)
def test_spelling_does_not_change_the_meaning(phrase: str, variant: Callable[[str], str]) -> None:
    assert replace(rule(variant(phrase)), question="") == replace(rule(phrase), question="")


@pytest.mark.parametrize("dash", ["-", "–", "—", "‑", "−"])
def test_every_dash_is_a_dash(dash: str) -> None:
    assert rule(f"Quý I {dash} Quý III/2024") == rule("Quý I - Quý III/2024")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("truoc ngay 15/6/2024", "trước ngày 15/6/2024"),
        ("quy II, III nam 2024", "quý II, III năm 2024"),
        ("thuong xuyen trong nam 2024", "thường xuyên trong năm 2024"),
        ("dinh ky hang quy", "định kỳ hằng quý"),
        ("9 thang cuoi nam va nhung nam tiep theo", "9 tháng cuối năm và những năm tiếp theo"),
        ("ngay sau khi ban hanh", "ngay sau khi ban hành"),
        ("theo quy dinh", "theo quy định"),
    ],
)
def test_text_typed_without_accents(typed: str, meant: str) -> None:
    assert replace(rule(typed), question="") == replace(rule(meant), question="")


@pytest.mark.parametrize(
    "unit", ["a", "1", "1,", "1-", "tháng 1, ", "quý i, ", "1 đến ", "thời hạn: ", "khi (", "\n- ", "theo "]
)
def test_long_input_returns(unit: str) -> None:
    """Work that grows with the square of the length would not come back from here (benchmarks/reading.py has times)."""
    text = (unit * 50_000)[:50_000]
    find(text, plan_year=2024)
    parse(text, plan_year=2024)
    parse(text[:600], plan_year=2024)
