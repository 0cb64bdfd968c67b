"""Lịch công tác: what stands on which day, for whom, on the page and on paper; the timeline of a plan."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.models import Plan
from reference.models import SpecialDay
from tests.work.work_world import CULTURE, issued_with, milestones_of
from tests.world import World, access_of, sign_in
from work.calendar_grid import Period, Zoom
from work.models import Milestone
from work.queries.calendar import Whose, due_days, ids_of_day

pytestmark = pytest.mark.django_db
TODAY, MAY = dt.date(2026, 5, 11), Period(Zoom.MONTH, dt.date(2026, 5, 11))


def url(name: str = "calendar", query: str = "", **kwargs: int) -> str:
    return reverse(f"work:{name}", kwargs={"org": "an-binh", **kwargs}) + query


def page(world: World, who: str, query: str = "", name: str = "calendar", **kwargs: int) -> str:
    answer = sign_in(getattr(world, who)).get(url(name, query, **kwargs))
    assert answer.status_code == 200
    return str(answer.content.decode())


def on(day: int, month: int = 5) -> str:
    return f"chậm nhất ngày {day:02d}/{month:02d}/2026"


def test_each_piece_of_work_stands_on_its_day(world: World) -> None:
    issued_with(world, on(20), on(20), on(4), on(3, 6))
    days = due_days(access_of(world.minh, world.an_binh), Whose(mine=False), MAY, TODAY, most=3)
    assert {day.day: count.count for day, count in days.items() if count.count} == {20: 2, 4: 1}
    assert len(days) == 31


def test_a_day_shows_some_and_counts_the_rest(world: World) -> None:
    plan = issued_with(world, *[on(20)] * 5)
    Milestone.objects.filter(pk=milestones_of(plan, 1)[0].pk).update(completed_on=TODAY)
    for whose in (Whose(mine=False), Whose(mine=True)):
        day = due_days(access_of(world.lan, world.an_binh), whose, MAY, TODAY, most=3)[dt.date(2026, 5, 20)]
        assert (day.count, len(day.ids), day.more) == (5, 3, 2)
        assert milestones_of(plan, 1)[0].pk not in day.ids  # what is done comes last
    text = page(world, "lan", "?xem=thang&ngay=2026-05-11")
    assert "và 2 việc khác" in text
    assert text.count("Nhiệm vụ thứ") == 3
    assert "Nhiệm vụ thứ 5" in page(world, "lan", "?xem=ngay&ngay=2026-05-20")


def test_ones_own_a_units_and_the_whole_office(world: World) -> None:
    issued_with(world, on(20))
    other = issued_with(world, on(21), number="98", lead=CULTURE, coordinating="Tư pháp - Hộ tịch")
    lan = access_of(world.lan, world.an_binh)
    mine, office = Whose(mine=True), Whose(mine=False)
    unit = Whose(mine=False, unit=world.culture.pk)
    assert len(ids_of_day(lan, mine, MAY, TODAY)) == 1
    assert len(ids_of_day(lan, office, MAY, TODAY)) == 2
    assert list(ids_of_day(lan, unit, MAY, TODAY)) == [milestones_of(other)[0].pk]
    assert len(ids_of_day(lan, Whose(mine=False, plan=other.pk), MAY, TODAY)) == 1


def test_words_say_how_it_stands(world: World) -> None:
    plan = issued_with(world, on(4), on(12), on(30))
    Milestone.objects.filter(pk=milestones_of(plan, 3)[0].pk).update(completed_on=dt.date(2026, 5, 8))
    text = page(world, "lan", "?xem=thang&ngay=2026-05-11")
    for word in ("<strong>Quá hạn</strong>", "<strong>Sắp đến hạn</strong>", "<strong>Xong</strong>"):
        assert word in text


def test_days_off_and_swap_days_are_named(world: World) -> None:
    SpecialDay.objects.create(day=dt.date(2026, 5, 16), kind="work", name="Làm bù cho ngày 15/5", source="TB 1")
    SpecialDay.objects.create(day=dt.date(2026, 5, 15), kind="off", name="Nghỉ hoán đổi", source="TB 1")
    text = page(world, "lan", "?xem=thang&ngay=2026-05-11&cua=don-vi")
    assert "Ngày làm việc: Làm bù cho ngày 15/5" in text
    assert "Nghỉ: Nghỉ hoán đổi" in text
    assert "Nghỉ: " in page(world, "lan", "?xem=tuan&ngay=2026-05-01&cua=don-vi")  # 1 May


def test_the_neighbours_work_is_never_shown(world: World) -> None:
    plan = issued_with(world, on(20))
    Plan.objects.filter(pk=plan.pk).update(organisation=world.binh_minh)
    Milestone.objects.filter(plan=plan).update(organisation=world.binh_minh)
    assert "Nhiệm vụ thứ" not in page(world, "minh", "?cua=don-vi&ngay=2026-05-11")
    assert "Nhiệm vụ thứ" not in page(world, "minh", "?cua=don-vi&ngay=2026-05-20&xem=ngay")
    assert sign_in(world.oanh).get(url()).status_code == 404
    assert sign_in(world.minh).get(url("timeline", plan_id=plan.pk)).status_code == 404


@pytest.mark.parametrize(
    "query", ["?ngay=0000-00-00&xem=x", "?cua=999999", "?cua=abc&ke_hoach=x", "?xem=ngay&trang=999"]
)
def test_nonsense_in_the_address_opens_a_calendar(world: World, query: str) -> None:
    assert "Lịch công tác" in page(world, "lan", query)


@pytest.mark.parametrize("query", ["?xem=thang", "?xem=tuan", "?xem=ngay&ngay=2026-05-20"])
@pytest.mark.parametrize("whose", ["", "&cua=don-vi"])
def test_more_work_costs_no_more_queries(world: World, query: str, whose: str) -> None:
    issued_with(world, on(20), on(12))
    client = sign_in(world.lan)

    def queries() -> int:
        client.get(url(query=query + whose))
        with CaptureQueriesContext(connection) as found:
            client.get(url(query=query + whose))
        return len(found)

    few = queries()
    issued_with(world, *[on(20)] * 4, *[on(12)] * 5, number="98")
    assert queries() == few


def pages_of(answer: Any) -> list[str]:
    import io

    from pypdf import PdfReader

    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    return [" ".join(each.extract_text().split()) for each in PdfReader(io.BytesIO(answer.content)).pages]


def test_the_week_on_paper(world: World) -> None:
    issued_with(world, on(12), on(14))
    paper = pages_of(sign_in(world.lan).get(url("calendar-print", "?xem=tuan&ngay=2026-05-11&cua=don-vi")))
    assert len(paper) == 1
    for words in ("LỊCH CÔNG TÁC TUẦN", "11/5/2026", "17/5/2026", "Nhiệm vụ thứ 1", "Nhiệm vụ thứ 2", "Ngày nghỉ."):
        assert words in paper[0]


def test_a_full_day_runs_over_pages_and_loses_nothing(world: World) -> None:
    issued_with(world, *[on(20)] * 40)
    paper = pages_of(sign_in(world.lan).get(url("calendar-print", "?xem=thang&ngay=2026-05-11&cua=don-vi")))
    assert len(paper) > 1
    text = " ".join(paper)
    assert [number for number in range(1, 41) if f"Nhiệm vụ thứ {number} " not in text] == []


def test_the_timeline_says_in_words_what_the_picture_shows(world: World) -> None:
    plan = issued_with(world, "Quý II", "hằng quý", "Kịp thời")
    text = page(world, "lan", name="timeline", plan_id=plan.pk)
    assert "<svg" in text
    assert "đang làm" in text
    assert "Chưa có hạn" in text
    assert "quý IV/2026: 31/12/2026" in text
    assert "DÒNG THỜI GIAN" in pages_of(sign_in(world.lan).get(url("timeline", "?in=1", plan_id=plan.pk)))[0]


def test_the_timeline_of_each_plan_in_force_is_offered(world: World) -> None:
    plan, other = issued_with(world, "Quý II"), issued_with(world, "Quý II", number="98")
    text = page(world, "lan", name="timelines")
    assert all(url("timeline", plan_id=each.pk) in text for each in (plan, other))


def test_more_duties_cost_no_more_queries_on_the_timeline(world: World) -> None:
    client, found = sign_in(world.lan), []
    for number, duties in (("97", 1), ("98", 6)):
        plan = issued_with(world, *["hằng quý"] * duties, number=number)
        client.get(url("timeline", plan_id=plan.pk))
        with CaptureQueriesContext(connection) as queries:
            client.get(url("timeline", plan_id=plan.pk))
        found.append(len(queries))
    assert found[0] == found[1]
