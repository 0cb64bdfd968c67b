"""Totals: whichever way figures are put together, the parts make the same whole; and the pages that show them."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from functools import reduce
from itertools import product
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from core.periods import Period, Span, read_period
from plans.domain.issuing import draft_replacement
from plans.domain.rows import delete_row
from plans.models import Plan
from reference.models import Measure
from tests.plans.plans_world import issued
from tests.work.figures_world import correct, here, measure_of, rate_of, report
from tests.work.test_replacement import corrected
from tests.work.work_world import CULTURE, OFFICE, issued_with, milestones_of, tasks_of
from tests.world import World, sign_in
from work.models import Figure
from work.queries.targets import tally_of
from work.queries.totals import BY_ALL, BY_DUTY, BY_PLAN, BY_UNIT, Asked, Line, Totals, parts_of, totals
from work.tallies import EMPTY, Tally

D = dt.date
YEAR = Period(Span.YEAR, 2026)


def url(name: str, query: str = "", **kwargs: int) -> str:
    return reverse(f"work:{name}", kwargs={"org": "an-binh", **kwargs}) + query


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.fixture
def told(world: World) -> World:
    """Two plans, three duties of two units, sums and a rate over three months; one corrected, one merged."""
    first = issued_with(world, "Quý II", "Quý III", on=D(2026, 1, 5), number="97")
    second = issued_with(world, "Quý IV", on=D(2026, 2, 2), number="98", lead=CULTURE, coordinating=OFFICE)
    articles, rate = measure_of(world), rate_of(world)
    a, b, c = milestones_of(first, 1)[0], milestones_of(first, 2)[0], milestones_of(second, 1)[0]
    report(world, a, (articles, "3"), on=D(2026, 1, 20))
    (wrong,) = report(world, a, (articles, "40"), on=D(2026, 4, 10))
    correct(world, wrong, "4")
    report(world, b, (articles, "5"), (rate, "90"), on=D(2026, 3, 20))
    report(world, b, (rate, "95.5"), on=D(2026, 5, 2))
    report(world, c, (articles, "6"), on=D(2025, 12, 20), who="system")
    return world


def whole(found: Totals) -> dict[str, str]:
    return {line.measure.name: line.total for line in found.whole}


def joined(lines: list[Line]) -> dict[int, Tally]:
    out: dict[int, Tally] = {}
    for line in lines:
        out[line.measure.pk] = out.get(line.measure.pk, EMPTY) + line.whole
    return out


# ------------------------------------------------------------------ the same whole


def test_the_groups_of_every_view_make_the_whole(told: World) -> None:
    for by, code in product([BY_DUTY, BY_UNIT, BY_PLAN], ["", "2026", "2026.bc", "2026-q1", "2026-n1.bc"]):
        found = totals(here(told), Asked(period=read_period(code)), by)
        lines = [line for group in found.groups for line in group.lines]
        assert joined(lines) == joined(found.whole), (by, code)
        assert sum(line.whole.count for line in found.whole) == found.count
        for line in [*lines, *found.whole]:
            if found.parts:
                assert reduce(Tally.__add__, line.parts, EMPTY) == line.whole, (by, code)


def test_what_it_comes_to(told: World) -> None:
    everything = totals(here(told), Asked(), BY_ALL)
    assert whole(everything) == {"Số tin, bài": "18", "Tỷ lệ đúng hạn": "95,5"}
    this_year = totals(here(told), Asked(period=YEAR), BY_UNIT)
    assert [(group.label, [line.total for line in group.lines]) for group in this_year.groups] == [
        (OFFICE, ["12", "95,5"])
    ]
    assert [line.numbers for line in this_year.whole] == [["8", "4", "", ""], ["90", "95,5", "", ""]]


def test_the_two_calendars_cut_differently(told: World) -> None:
    reported = totals(here(told), Asked(period=read_period("2026.bc")), BY_ALL)
    assert [line.numbers for line in reported.whole] == [["9", "9", "", ""], ["", "95,5", "", ""]]
    civil = totals(here(told), Asked(period=read_period("2026-q1")), BY_ALL)
    assert civil.whole[0].numbers == ["3", "", "5"]


def test_months_quarters_and_halves_make_the_year(told: World) -> None:
    for tail in ("", ".bc"):
        year = joined(totals(here(told), Asked(period=read_period(f"2026{tail}")), BY_ALL).whole)
        for codes in ([f"-t{m:02d}" for m in range(1, 13)], ["-q1", "-q2", "-q3", "-q4"], ["-n1", "-n2"]):
            parts = [totals(here(told), Asked(period=read_period(f"2026{code}{tail}")), BY_ALL) for code in codes]
            assert joined([line for part in parts for line in part.whole]) == year


def test_filters_narrow_without_overlap(told: World) -> None:
    by = here(told)
    units = [group.filters["bo_phan"] for group in totals(by, Asked(), BY_UNIT).groups]
    parts = [totals(by, Asked(unit=unit), BY_ALL) for unit in units]
    assert joined([line for part in parts for line in part.whole]) == joined(totals(by, Asked(), BY_ALL).whole)
    duty = tasks_of_first(told)
    assert whole(totals(by, Asked(task=duty), BY_ALL)) == {"Số tin, bài": "7"}
    articles = Measure.objects.get(name="Số tin, bài")
    assert whole(totals(by, Asked(measure=articles.pk), BY_ALL)) == {"Số tin, bài": "18"}


def tasks_of_first(world: World) -> int:
    plan = Figure.objects.order_by("pk")[0].entry.milestone.plan
    return tasks_of(plan)[0].pk


# ------------------------------------------------------------------ once


def test_nothing_counts_twice_when_the_plan_is_corrected_or_duties_are_merged(told: World) -> None:
    plan = Figure.objects.order_by("pk")[0].entry.milestone.plan
    new = corrected(told, plan, {1: "Kịp thời"})
    found = totals(here(told), Asked(), BY_PLAN)
    assert whole(found)["Số tin, bài"] == "18"
    assert {group.filters["ke_hoach"] for group in found.groups} >= {new.pk}
    assert plan.pk not in {group.filters["ke_hoach"] for group in found.groups}
    assert whole(totals(here(told), Asked(plan=plan.pk), BY_ALL)) == whole(
        totals(here(told), Asked(plan=new.pk), BY_ALL)
    )


def test_a_plan_comes_to_the_same_on_every_page_when_a_corrected_version_drops_a_duty(world: World) -> None:
    plan, articles = issued_with(world, "Quý II", "Quý III"), measure_of(world)
    report(world, milestones_of(plan, 1)[0], (articles, "5"))
    report(world, milestones_of(plan, 2)[0], (articles, "7"))
    draft = draft_replacement(Plan.objects.get(pk=plan.pk), by=here(world))
    row = tasks_of(draft)[0].row
    assert row is not None
    delete_row(row, by=here(world), seen=row.version)
    new = issued(world, draft, "120", D(2026, 5, 4))
    assert tally_of(new, articles, YEAR).total == 12
    for each in (plan, new):
        assert whole(totals(here(world), Asked(plan=each.pk), BY_DUTY)) == {"Số tin, bài": "12"}
    (group,) = totals(here(world), Asked(), BY_PLAN).groups
    assert (group.filters, [line.total for line in group.lines]) == ({"ke_hoach": new.pk}, ["12"])


def test_a_duty_led_by_two_units_counts_for_the_first(world: World) -> None:
    plan = issued_with(world, "Quý II", lead=f"{OFFICE}; {CULTURE}")
    report(world, milestones_of(plan)[0], (measure_of(world), "3"))
    found = totals(here(world), Asked(), BY_UNIT)
    assert len(found.groups) == 1
    assert whole(found) == {"Số tin, bài": "3"}


def test_another_office_sees_none_of_it(told: World) -> None:
    from tests.world import access_of

    assert totals(access_of(told.oanh, told.binh_minh), Asked(), BY_ALL).count == 0
    assert parts_of(None) == []
    assert [each.code for each in parts_of(read_period("2026-9t.bc"))] == ["2026-q1.bc", "2026-q2.bc", "2026-q3.bc"]


# ------------------------------------------------------------------ the pages


def test_the_page_shows_totals_and_leads_to_their_rows(told: World) -> None:
    client = sign_in(told.nga)
    page = text_of(client.get(url("figures", "?nam=2026")))
    assert "Nhiệm vụ thứ 1" in page
    assert "95,5" in page
    assert "quý II/2026" in page
    rows = text_of(client.get(url("figure-rows", "?nam=2026&ky=-q2")))
    assert "thay cho <s>40</s>" in rows
    assert "Đếm nhầm" in rows
    assert "2 lần ghi" in rows


def test_nonsense_in_the_address_shows_a_page(told: World) -> None:
    client = sign_in(told.lan)
    asked = (
        "", "?nam=abc", "?nam=tat-ca&ky=-q9", "?ke_hoach=999999", "?so_lieu=x", "?bo_phan=0", "?theo=khong", "?trang=99",
        "?nhiem_vu=99999999999999", "?nam=2026&ky=-t12&lich=bao-cao&theo=bo-phan",
    )  # fmt: skip
    for name in ("figures", "figure-rows", "figures-excel"):
        assert [client.get(url(name, each)).status_code for each in asked] == [200] * len(asked)


@pytest.mark.parametrize("name", ["figures", "figure-rows"])
def test_the_pages_ask_as_much_for_many_as_for_few(told: World, name: str) -> None:
    client = sign_in(told.lan)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url(name, "?nam=tat-ca")).status_code == 200
        return len(captured)

    few = queries()
    plan = issued_with(told, "Quý II", "Quý II", "Quý II", number="99")
    for duty in (1, 2, 3):
        report(told, milestones_of(plan, duty)[0], (measure_of(told, f"Loại {duty}", "cái"), "2"))
    assert queries() == few


def test_the_excel_file_adds_up_and_holds_no_formula(told: World) -> None:
    measure = measure_of(told, "=1+1", "cái")
    plan = issued_with(told, "Quý II", number="99")
    report(told, milestones_of(plan)[0], (measure, "2"))
    answer = sign_in(told.lan).get(url("figures-excel", "?nam=2026&theo=bo-phan"))
    book = load_workbook(io.BytesIO(answer.content))
    summary, each = book.worksheets
    cells = {(row[0].value, row[1].value): row[7].value for row in summary.iter_rows(min_row=4)}
    assert cells["Tổng cộng", "Số tin, bài"] == 12
    assert cells[OFFICE, "=1+1"] == 2
    assert "f" not in {cell.data_type for row in summary.iter_rows() for cell in row}
    values = [row[2].value for row in each.iter_rows(min_row=5) if row[1].value == "Số tin, bài"]
    assert sum(Decimal(str(value)) for value in values) == 12


def test_those_from_above_and_neighbours_see_no_page(told: World) -> None:
    assert sign_in(told.thao).get(url("figures")).status_code == 403
    assert sign_in(told.oanh).get(url("figures")).status_code == 404


# ------------------------------------------------------------------ the quick form


def test_the_quick_form_takes_rows_and_shows_what_was_said(world: World) -> None:
    milestone = milestones_of(issued_with(world, "Quý II"))[0]
    articles, rate = measure_of(world), rate_of(world)
    client, address = sign_in(world.lan), url("update", milestone_id=milestone.pk)
    sent = {
        "seen": "1", "percent": "30", "result": "Đã đăng bài",
        "so_lieu_loai": [str(articles.pk), str(rate.pk), ""], "so_lieu_so": ["1.200", "93,86", ""],
    }  # fmt: skip
    assert client.post(address, sent).status_code == 303
    assert list(Figure.objects.order_by("measure").values_list("value", flat=True)) == [Decimal(1200), Decimal("93.86")]
    page = text_of(client.get(url("milestone", milestone_id=milestone.pk)))
    assert "1.200 tin, bài" in page
    again = text_of(client.get(address))
    assert "Đã ghi ở việc này" in again
    assert f'<option value="{rate.pk}" selected>' in again


@pytest.mark.parametrize(
    ("measure", "typed", "words"),
    [("sum", "1,234", "hai cách"), ("sum", "nhiều", "không phải là một số"), ("", "5", "chọn loại số liệu"),
     ("999999", "5", "chọn loại số liệu"), ("sum", "-2", "không thể âm"), ("x' OR 1", "5", "chọn loại số liệu")],
)  # fmt: skip
def test_a_row_that_cannot_be_is_told_and_nothing_typed_is_lost(
    world: World, measure: str, typed: str, words: str
) -> None:
    milestone = milestones_of(issued_with(world, "Quý II"))[0]
    articles = measure_of(world)
    sent = {
        "seen": "1", "percent": "30", "result": "Đã đăng bài",
        "so_lieu_loai": [str(articles.pk) if measure == "sum" else measure], "so_lieu_so": [typed],
    }  # fmt: skip
    answer = sign_in(world.lan).post(url("update", milestone_id=milestone.pk), sent)
    assert answer.status_code == 422
    page = text_of(answer)
    assert words in page
    assert "Đã đăng bài" in page
    assert f'value="{typed}"' in page
    assert not Figure.objects.exists()


def test_a_number_is_corrected_from_its_page(told: World) -> None:
    figure = Figure.objects.counted().filter(value=3).get()
    address = url("figure-correct", figure_id=figure.pk)
    assert sign_in(told.nga).get(address).status_code == 403
    client = sign_in(told.lan)
    refused = client.post(address, {"value": "1,234", "fact_on": "20/01/2026", "reason": "Nhầm"})
    assert refused.status_code == 422
    assert "hai cách" in text_of(refused)
    both = client.post(address, {"value": "2", "nothing": "on", "fact_on": "20/01/2026", "reason": "Nhầm"})
    assert both.status_code == 422
    assert client.post(address, {"value": "2", "fact_on": "20/01/2026", "reason": "Nhầm"}).status_code == 303
    assert not Figure.objects.counted().filter(value=3).exists()
    assert "Số này đã được đính chính" in text_of(client.get(address))
    assert client.post(address, {"value": "1", "fact_on": "20/01/2026", "reason": "Nữa"}).status_code == 422
