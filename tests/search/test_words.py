"""Words, numbers and years against rows: the same rows on every database, and the same as the pure rule says."""

from __future__ import annotations

import datetime as dt
import unicodedata

import pytest

from core.matching import saying
from core.text import fold
from core.wanted import says, wanted_of
from organisations.access import Access
from organisations.models import Unit
from plans.models import Plan, PlanTask
from plans.queries import finding
from tests.plans.plans_world import with_line
from tests.search.found_world import issue, plan_with_task
from tests.world import World, access_of

TEXTS = [
    "Rà soát thủ tục hành chính",
    "Soát xét, rà lại quy trình nội bộ",
    "Đào tạo công chức Tư pháp - Hộ tịch",
    "Thực hiện Kế hoạch số 97/KH-UBND năm 2025",
    "Thực hiện Kế hoạch số 05/KH-UBND",
    "Tỷ lệ 100% hồ sơ, giảm 5 ngày",
    "Bước 1_a của dự án \\ thử",
    "Xã An Bình (xã cũ An Lạc)",
    "Toàn dân thi đua",
    "Văn phòng - Thống kê VP-TK",
]
TYPED = [
    "ra soat", "soát rà", "RÀ SOÁT", '"rà soát"', "thu tuc ra", "dao", "đào tạo tư pháp", "ho tich", "hộ tịch tư pháp",
    "97/KH-UBND", "97 / kh - ubnd", "KH 97", "97", "5/kh-ubnd", "05/KH-UBND", "KH số 5", "5", "năm 2025", "2025",
    "100%", "%", "_", "\\", "1_a", '"100%"', '"1_a"', '"% hồ"', "an", "an xã", "an bình", "xã cũ", "toan", "oa", "vp-tk", "tk vp", "p-", "khong co gi",
]  # fmt: skip


@pytest.fixture
def rows(world: World) -> None:
    Unit.objects.bulk_create(Unit(organisation=world.an_binh, name=text, search=fold(text)) for text in TEXTS)


@pytest.mark.parametrize("typed", [*TYPED, *(unicodedata.normalize("NFD", each) for each in TYPED[:6])])
def test_rows_and_pure_rule_agree(rows: None, typed: str) -> None:
    wanted = wanted_of(typed)
    found = set(Unit.objects.filter(saying(wanted), name__in=TEXTS).values_list("name", flat=True))
    assert found == {text for text in TEXTS if says(wanted, fold(text))}


EXPECTED = [
    ("rà soát", {0, 1}),
    ('"rà soát"', {0}),
    ("VP-TK", {9}),
    ("tk", {9}),
    ("an", {6, 7}),  # two letters begin a word: not "Toàn dân"
    ("97 kh ubnd", {3}),
    ("05/KH-UBND", {4}),
    ("100%", {5}),
    ('"% hồ"', {5}),
    ('"1_a"', {6}),
    ('"\\ thử"', {6}),
    ('"0_ hồ"', set()),
]


@pytest.mark.parametrize(("typed", "which"), EXPECTED)
def test_expected_rows(rows: None, typed: str, which: set[int]) -> None:
    found = set(Unit.objects.filter(saying(wanted_of(typed)), name__in=TEXTS).values_list("name", flat=True))
    assert found == {TEXTS[index] for index in which}


@pytest.fixture
def numbered(world: World) -> dict[str, Plan]:
    """Plans of An Bình with the numbers 5, 97, 97 of the year before, and 197."""
    by_name = {"năm": ("5", 2026), "chín bảy": ("97", 2026), "chín bảy cũ": ("97", 2025), "một chín bảy": ("197", 2026)}
    return {
        name: issue(plan_with_task(world.an_binh, name, year), number, dt.date(year, 4, 1))
        for name, (number, year) in by_name.items()
    }


def plans_found(world: World, typed: str) -> list[str]:
    access = access_of(world.lan, world.an_binh)
    keys = finding.find_plans(access, wanted_of(typed), 20)
    return [plan.title.removeprefix("Sếu ") for plan in finding.shown_plans(keys)]


NUMBERS = [
    ("97 / KH - UBND", ["chín bảy", "chín bảy cũ"]),
    ("97/kh-ubnd", ["chín bảy", "chín bảy cũ"]),
    ("97 kh ubnd", ["chín bảy", "chín bảy cũ"]),
    ("KH 97", ["chín bảy", "chín bảy cũ"]),
    ("số 97", ["chín bảy", "chín bảy cũ"]),
    ("97", ["chín bảy", "chín bảy cũ"]),
    ("97/KH-UBND 2025", ["chín bảy cũ"]),
    ("97/QĐ-UBND", []),
    ("5", ["năm"]),
    ("05/KH-UBND", ["năm"]),
    ("5/KH-UBND", ["năm"]),
    ("2025", ["chín bảy cũ"]),
    ("sếu 2025", ["chín bảy cũ"]),
    ("kế hoạch năm 2026 sếu", ["một chín bảy", "chín bảy", "năm"]),
]


@pytest.mark.parametrize(("typed", "titles"), NUMBERS)
def test_a_plan_by_its_number(world: World, numbered: dict[str, Plan], typed: str, titles: list[str]) -> None:
    assert plans_found(world, typed) == titles


def tasks_found(world: World, typed: str, access: Access | None = None) -> list[str]:
    keys = finding.find_tasks(access or access_of(world.lan, world.an_binh), wanted_of(typed), 20)
    return [task.text for task in finding.shown_tasks(keys)]


def test_a_number_beside_a_word_means_the_tasks_of_that_plan(world: World, numbered: dict[str, Plan]) -> None:
    assert set(tasks_found(world, "KH 97 sếu")) == {"Việc sếu chín bảy cũ", "Việc sếu chín bảy"}
    assert tasks_found(world, "97/KH-UBND") == []


def test_the_year_of_a_plan_narrows_its_tasks(world: World, numbered: dict[str, Plan]) -> None:
    assert tasks_found(world, "việc 2025") == ["Việc sếu chín bảy cũ"]
    assert tasks_found(world, "2025") == ["Việc sếu chín bảy cũ"]


def test_a_task_is_found_by_who_leads_it(world: World, numbered: dict[str, Plan]) -> None:
    task = PlanTask.objects.get(text="Việc sếu năm")
    task.lead_text = "Đoàn Thanh niên"
    task.save()
    assert tasks_found(world, "thanh nien doan") == ["Việc sếu năm"]


def test_what_begins_with_the_words_comes_first(world: World) -> None:
    plan = plan_with_task(world.an_binh, "đầu")
    for text in ("Báo cáo việc niêm yết", "Niêm yết thủ tục", "Tái niêmyết"):
        with_line(plan, text, task=True)
    assert tasks_found(world, "niêm yết")[0] == "Niêm yết thủ tục"
    assert tasks_found(world, "niem yet") == ["Niêm yết thủ tục", "Báo cáo việc niêm yết", "Tái niêmyết"]


@pytest.fixture
def many(world: World, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Seven plans, searched as if the newest two and four candidates were many."""
    monkeypatch.setattr(finding, "NEWEST_PLANS", 2)
    monkeypatch.setattr(finding, "CANDIDATES", 4)
    texts = []
    for number in range(7):
        plan = plan_with_task(world.an_binh, f"số thứ {number}", 2018 + number)
        with_line(plan, "Trồng cây" if number == 0 else f"Chăm cây {number}", task=True)
        with_line(plan, f"Đếm cây, trồng thêm {number}", task=True)
        texts.append(plan.title)
    return texts


def test_rare_words_are_found_in_old_plans_too(world: World, many: list[str]) -> None:
    assert tasks_found(world, "sếu số thứ 0") == ["Việc sếu số thứ 0"]
    assert tasks_found(world, "trồng cây")[0] == "Trồng cây"
    assert set(tasks_found(world, "cham cay")) == {f"Chăm cây {number}" for number in range(1, 7)}


def test_common_words_are_cut_at_the_newest(world: World, many: list[str]) -> None:
    access = access_of(world.lan, world.an_binh)
    keys = finding.find_tasks(access, wanted_of("dem"), 3)
    assert [task.text for task in finding.shown_tasks(keys)] == [
        f"Đếm cây, trồng thêm {number}" for number in (6, 5, 4)
    ]


def test_words_of_others_do_not_hide_ones_own(world: World, many: list[str]) -> None:
    for number in range(5):
        plan_with_task(world.binh_minh, f"chung {number}")
    plan_with_task(world.an_binh, "chung của mình", 2017)
    assert tasks_found(world, "chung") == ["Việc sếu chung của mình"]
