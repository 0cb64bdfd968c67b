"""The demo texts: official form, true dates on any day of the year, no person or address of the real world."""

import datetime as dt
import re

import pytest

from dashboard.demo import data
from dashboard.demo.story import Way, historical_plans, live_plans
from dashboard.demo.wording import Wording, short_date, working_day
from documents.official import MOTTO, NATIONAL_TITLE

DAYS = [
    dt.date(2026, 11, 21),
    dt.date(2026, 12, 31),
    dt.date(2027, 1, 1),
    dt.date(2027, 1, 20),
    dt.date(2027, 2, 28),
    dt.date(2027, 6, 15),
    dt.date(2028, 2, 29),
]


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_every_text_is_filled_and_in_official_form(today):
    for story in historical_plans() + live_plans(today):
        assert "{" not in story.text, story.key
        lines = [line for line in story.text.splitlines() if line]
        assert NATIONAL_TITLE in lines, story.key
        assert MOTTO in lines, story.key
        assert "KẾ HOẠCH" in lines, story.key
        assert story.text.count("./.") == 1, story.key
        assert "Nơi nhận:" in lines, story.key
        assert any(line.startswith("- Lưu: VT") and line.endswith(".") for line in lines), story.key
        assert "TM. ỦY BAN NHÂN DÂN" in lines, story.key


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_no_plan_is_dated_after_today_or_names_a_deadline_before_its_issue(today):
    for story in live_plans(today):
        assert story.issued <= today, story.key
        if story.way is Way.DRAFT:
            continue
        for day, month, year in re.findall(r"rước ngày (\d\d)/(\d{1,2})/(\d{4})", story.text):
            assert dt.date(int(year), int(month), int(day)) >= story.issued, (story.key, day, month)


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_a_table_has_as_many_cells_in_every_row(today):
    for story in historical_plans() + live_plans(today):
        widths = {line.count("\t") for line in story.text.splitlines() if "\t" in line}
        assert len(widths) <= 1, story.key


def test_main_communes_have_deadlines_behind_now_and_ahead():
    today = dt.date(2026, 11, 21)
    for key in ("an-binh-cchc", "binh-minh-cchc"):
        text = next(story.text for story in live_plans(today) if story.key == key)
        days = [dt.date(int(y), int(m), int(d)) for d, m, y in re.findall(r"trước ngày (\d\d)/(\d{1,2})/(\d{4})", text)]
        assert min(days) < today - dt.timedelta(days=30)
        assert any(today < day <= today + dt.timedelta(days=10) for day in days)
        assert any(today + dt.timedelta(days=10) < day for day in days)
        assert "trong tháng 11/2026" in text
        assert "hằng quý" in text


def test_dates_inside_a_text_are_padded_as_on_paper():
    assert short_date(dt.date(2026, 3, 5)) == "05/3/2026"
    assert short_date(dt.date(2026, 2, 5)) == "05/02/2026"
    assert working_day(dt.date(2026, 11, 22)) == dt.date(2026, 11, 20)


def test_relative_dates_stay_inside_the_plan():
    words = Wording(today=dt.date(2026, 12, 20), issued=dt.date(2026, 12, 1), year=2026, until=dt.date(2026, 12, 31))
    assert words.fill("{d+60} {m+3} {q+1} {year-1}") == "31/12/2026 12/2026 IV/2026 2025"
    assert words.fill("{d-60}") == "04/12/2026"
    with pytest.raises(KeyError):
        words.fill("{unknown}")


def test_people_have_reserved_addresses_and_existing_places():
    codes = {place.code for place in data.organisations()}
    emails = [person.email for person in data.people()]
    staff = [person.staff_code for person in data.people()]
    assert len(set(emails)) == len(emails)
    assert len(set(staff)) == len(staff)
    for person in data.people():
        assert person.email.endswith("@hason.example")
        for work in person.works:
            assert work.at in codes
            units = {unit.name for unit in data.organisation(work.at).units}
            assert not work.unit or work.unit in units, (person.name, work.unit)
    for head in data.village_heads():
        assert head.at in data.organisation(head.of).villages


def test_signers_of_live_plans_work_where_they_sign():
    for story in live_plans(dt.date(2026, 11, 21)):
        signer = story.text.split("\nNơi nhận:")[1].split("Phụ lục\n")[0].strip().splitlines()[-1]
        leaders = {
            person.name
            for person in data.people()
            for work in person.works
            if work.at == story.organisation and work.role == "leader"
        }
        assert signer in leaders, (story.key, signer)


def test_places_are_complete_and_their_codes_unique():
    codes = [place.code for place in data.organisations()]
    codes += [place.village_code(name) for place in data.organisations() for name in place.villages]
    assert len(set(codes)) == len(codes)
    for place in data.organisations():
        assert place.units, place.code
        assert not place.parent or place.parent in codes
        if place.ended and place.ended.successor:
            assert place.ended.successor in codes
