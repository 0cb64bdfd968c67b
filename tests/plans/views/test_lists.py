"""The list of plans and the list of all tasks: filters, order and page stand in the address."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from organisations.access import Access
from plans.domain.importing import start_import
from plans.domain.tasks import save_task
from plans.enums import PlanState
from plans.models import AssignmentBlock, Plan, PlanTask
from plans.queries import deadline_state, task_view
from plans.queries.lists import task_list
from tests.plans.plans_world import drafted, issued, plan_of, with_line
from tests.world import World, access_of, sign_in

TASKS, PLANS = "/an-binh/nhiem-vu/", "/an-binh/ke-hoach/"


@pytest.fixture
def lan(world: World) -> Client:
    return sign_in(world.lan)


def rows(client: Client, address: str) -> list[str]:
    """What the first column of a list names, in order."""
    answer = client.get(address)
    assert answer.status_code == 200
    return [str(getattr(row, "task", row)) for row in answer.context["listing"].page]


def task(plan: Plan, text: str, **facts: Any) -> PlanTask:
    block = with_line(plan, text, task=True)
    found = PlanTask.objects.get(block=block)
    if facts:
        save_task(found, by=Access.system(plan.organisation), seen=found.version, **facts)
    return PlanTask.objects.get(pk=found.pk)


@pytest.fixture
def tasks(world: World) -> dict[str, PlanTask]:
    """Tasks of a draft of 2026, of a plan in force, and of the neighbour."""
    draft, force = drafted(world), drafted(world, "Kế hoạch đang chạy")
    facts = {
        "draft, led": (draft, {"lead_text": "Văn phòng - Thống kê", "deadline_text": "Quý II năm 2026"}),
        "draft, bare": (draft, {}),
        "force, led": (force, {"lead_text": "Tư pháp - Hộ tịch", "deadline_text": "trước ngày 15/3/2026"}),
        "force, unclear": (force, {"deadline_text": "khi cấp trên yêu cầu sớm nhất"}),
    }
    made = {name: task(plan, f"Việc {name}", **given) for name, (plan, given) in facts.items()}
    issued(world, force)
    other = plan_of(world.binh_minh)
    made["neighbour"] = task(other, "Việc neighbour")
    return made


def names(found: list[str]) -> set[str]:
    return {name.removeprefix("Việc ") for name in found}


EVERY = {"draft, led", "draft, bare", "force, led", "force, unclear"}
FILTERS: list[tuple[str, set[str]]] = [
    ("", EVERY),
    ("?q=bare", {"draft, bare"}),
    ("?q=V%C4%82N+PH%C3%92NG", {"draft, led"}),
    ("?q=97/kh-ubnd+vi%E1%BB%87c", {"force, led", "force, unclear"}),
    ("?nam=2026", EVERY),
    ("?nam=1999", EVERY),  # no such year among the choices: it filters nothing
    ("?thuoc=hieu-luc", {"force, led", "force, unclear"}),
    ("?thuoc=du-thao", {"draft, led", "draft, bare"}),
    ("?thuoc=da-xong", set()),
    ("?chu_tri=chua", {"draft, bare", "force, unclear"}),
    ("?han=none", {"draft, bare"}),
    ("?han=question", {"force, unclear"}),
    ("?han=understood", {"draft, led", "force, led"}),
    ("?theo_doi=theo-doi&han=understood", {"draft, led", "force, led"}),
    ("?theo_doi=chi-in", set()),
    ("?ke_hoach=x&chu_tri=-1&han=z&theo_doi=1&thuoc=y&q=%00&sap=zz&trang=zz", EVERY),
]


@pytest.mark.parametrize(("query", "expected"), FILTERS)
def test_tasks_by_filter(world: World, lan: Client, tasks: dict[str, PlanTask], query: str, expected: set[str]) -> None:
    PlanTask.objects.update(tracked=True)
    assert names(rows(lan, TASKS + query)) == expected


def test_tasks_of_one_plan_and_one_unit(world: World, lan: Client, tasks: dict[str, PlanTask]) -> None:
    assert names(rows(lan, f"{TASKS}?ke_hoach={tasks['draft, led'].plan_id}")) == {"draft, led", "draft, bare"}
    assert names(rows(lan, f"{TASKS}?chu_tri={world.office.pk}")) == {"draft, led"}
    assert names(rows(lan, f"{TASKS}?chu_tri={world.culture.pk}")) == set()
    assert names(rows(lan, f"{TASKS}?ke_hoach={tasks['neighbour'].plan_id}")) == EVERY, "no choice of this office"


def test_the_lead_of_a_group_counts_where_a_task_has_none(
    world: World, lan: Client, tasks: dict[str, PlanTask]
) -> None:
    bare, led = tasks["draft, bare"], tasks["draft, led"]
    group = AssignmentBlock.objects.create(plan=bare.plan, lead_text="Văn hóa - Xã hội", deadline_text="Quý III")
    group.parties.create(plan=bare.plan, role="lead", name="Văn hóa - Xã hội", unit=world.culture, kind="unit")
    PlanTask.objects.filter(pk__in=[bare.pk, led.pk]).update(assignment=group)
    assert names(rows(lan, f"{TASKS}?chu_tri={world.culture.pk}")) == {"draft, bare"}
    assert names(rows(lan, f"{TASKS}?chu_tri=chua")) == {"force, unclear"}


READERS = {
    "lan": EVERY,
    "minh": EVERY,
    "nga": {"force, led", "force, unclear"},
    "an": {"force, led", "force, unclear"},
    "thao": {"force, led", "force, unclear"},
}


@pytest.mark.parametrize("who", READERS)
def test_drafts_are_for_those_who_read_drafts(world: World, tasks: dict[str, PlanTask], who: str) -> None:
    client = sign_in(getattr(world, who))
    assert names(rows(client, TASKS)) == READERS[who]
    text = client.get(TASKS).content.decode()
    assert ("Dự thảo" in text) is ("draft, led" in READERS[who])


DEADLINES = [
    "",
    "Quý II năm 2026",
    "trước ngày 15/3/2026",
    "Quý II, III",
    "hằng tháng",
    "khi có yêu cầu",
    "thường xuyên",
    "sớm",
]


def test_rows_and_page_call_a_deadline_the_same(world: World) -> None:
    plan = drafted(world)
    made = [task(plan, f"Việc {index}", deadline_text=words) for index, words in enumerate(DEADLINES)]
    group = AssignmentBlock.objects.create(plan=plan, deadline_text="Quý III", deadline=None)
    PlanTask.objects.filter(pk=made[0].pk).update(assignment=group)
    access = access_of(world.lan, world.an_binh)
    states = {view.deadline for view in map(task_view, PlanTask.objects.select_related("assignment"))}
    assert len(states) >= 2, "the words are of several kinds"
    for state in ("none", "question", "understood"):
        found = set(task_list(access, deadline=state).values_list("pk", flat=True))
        same = PlanTask.objects.select_related("assignment")
        assert found == {each.pk for each in same if task_view(each).deadline == state}, state
    assert deadline_state("", None) == "none"


def test_tasks_in_the_order_of_their_end(world: World, lan: Client, tasks: dict[str, PlanTask]) -> None:
    rising, falling = rows(lan, f"{TASKS}?sap=han"), rows(lan, f"{TASKS}?sap=-han")
    assert rising[:2] == ["Việc force, led", "Việc draft, led"]
    assert falling[:2] == ["Việc draft, led", "Việc force, led"]
    assert set(rising[2:]) == set(falling[2:]), "without an end last, either way"


def head(client: Client, address: str, label: str) -> tuple[str, str]:
    text = client.get(address).content.decode()
    found = re.search(rf'aria-sort="(\w+)"><a class="app-sort" href="([^"]+)">{label}', text)
    assert found, label
    return found[1], unescape(found[2])


def numbered(world: World, number: str, on: dt.date, year: int = 2026) -> Plan:
    plan = drafted(world, f"Số {number} năm {year}")
    Plan.objects.filter(pk=plan.pk).update(year=year)
    return issued(world, plan, number, on)


def test_plans_by_number_day_and_year(world: World, lan: Client) -> None:
    for number, on, year in (
        ("9", dt.date(2026, 3, 2), 2026),
        ("12", dt.date(2025, 2, 3), 2025),
        ("101", dt.date(2024, 4, 4), 2024),
    ):
        numbered(world, number, on, year)
    drafted(world, "Chưa số")
    by_number = ["Số 9 năm 2026", "Số 12 năm 2025", "Số 101 năm 2024", "Chưa số"]
    assert rows(lan, f"{PLANS}?sap=so") == by_number, "as numbers, not as words; without number last"
    assert rows(lan, f"{PLANS}?sap=-so") == [*reversed(by_number[:3]), "Chưa số"]
    assert rows(lan, f"{PLANS}?sap=-ngay")[:3] == by_number[:3]
    assert rows(lan, f"{PLANS}?sap=ngay")[:3] == [*reversed(by_number[:3])]
    assert rows(lan, f"{PLANS}?sap=nam")[:2] == [by_number[2], by_number[1]]
    assert rows(lan, f"{PLANS}?sap=khong-co") == rows(lan, PLANS)


def test_the_heading_says_its_order_and_offers_the_next(world: World, lan: Client) -> None:
    drafted(world)
    assert head(lan, f"{PLANS}?q=c%E1%BA%A3i&nam=2026&trang=3", "Năm") == ("none", "?q=c%E1%BA%A3i&nam=2026&sap=-nam")
    assert head(lan, f"{PLANS}?sap=-nam", "Năm") == ("descending", "?sap=nam")
    assert head(lan, f"{PLANS}?sap=nam", "Năm") == ("ascending", "?sap=-nam")
    assert 'name="sap" value="nam"' in lan.get(f"{PLANS}?sap=nam").content.decode(), "filtering keeps the order"


def test_filter_and_order_survive_paging(world: World, lan: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(65):
        drafted(world, f"Cải cách lần {number:02}")
    drafted(world, "Việc khác")
    seen: list[str] = []
    address: str | None = f"{PLANS}?q=c%E1%BA%A3i&chu_tri=&sap=nam"
    pages = 0
    while address:
        text = lan.get(address).content.decode()
        assert "65 kế hoạch" in text
        seen += re.findall(r"Cải cách lần (\d\d)", text)
        following = re.search(r'rel="next" href="([^"]+)"', text)
        assert following is None or "chu_tri" not in following[1], "what filters nothing does not stand in the address"
        address = PLANS + unescape(following[1]) if following else None
        pages += 1
    assert pages == 3
    assert sorted(seen) == [f"{number:02}" for number in range(65)]


def test_an_empty_list_offers_to_filter_nothing(world: World, lan: Client) -> None:
    assert "Bỏ lọc" not in lan.get(TASKS).content.decode()
    text = lan.get(f"{TASKS}?q=kh%C3%B4ng").content.decode()
    assert f'<a class="btn btn-primary" href="{TASKS}">Bỏ lọc</a>' in text
    assert "0 nhiệm vụ" in text


def test_lists_ask_as_much_for_many_as_for_one(world: World, lan: Client) -> None:
    plan = drafted(world)
    task(plan, "Việc")
    counts = []
    for _ in range(2):
        for address in (TASKS, PLANS):
            with CaptureQueriesContext(connection) as asked:
                lan.get(address)
            counts.append(len(asked))
        for number in range(4):
            task(drafted(world, f"Thêm {number}"), f"Việc {number}", lead_text="Công an xã", deadline_text="Quý II")
    assert counts[:2] == counts[2:]
    assert max(counts) <= 15


def test_a_replaced_plan_has_its_tasks_among_the_finished(
    world: World, lan: Client, tasks: dict[str, PlanTask]
) -> None:
    Plan.objects.filter(pk=tasks["force, led"].plan_id).update(state=PlanState.CLOSED)
    assert names(rows(lan, TASKS)) == {"draft, led", "draft, bare"}
    assert names(rows(lan, f"{TASKS}?thuoc=da-xong")) == {"force, led", "force, unclear"}


def test_the_tasks_of_one_plan(world: World, lan: Client, tasks: dict[str, PlanTask]) -> None:
    address = f"{PLANS}{tasks['draft, led'].plan_id}/nhiem-vu/"
    late = task(tasks["draft, led"].plan, "Việc draft, later", deadline_text="trước ngày 30/11/2026")
    assert late.deadline

    def shown(query: str) -> list[str]:
        return [view.task.text.removeprefix("Việc draft, ") for view in lan.get(address + query).context["views"]]

    assert set(shown("")) == {"led", "bare", "later"}
    assert shown("?sap=han") == ["led", "later", "bare"]
    assert shown("?sap=-han") == ["later", "led", "bare"]
    assert shown("?q=thống+kê+văn") == ["led"]
    PlanTask.objects.update(tracked=True)
    assert shown("?loc=chua-han") == ["bare"]
    assert set(shown("?loc=khong-co&sap=x&trang=x&q=%00")) == {"led", "bare", "later"}
    text = lan.get(f"{address}?q=h%C6%B0%C6%A1u").content.decode()
    assert f'href="{address}">Bỏ lọc</a>' in text
    ticking = lan.get(f"{address}?sap=han&loc=chua-han&trang=1").content.decode()
    assert 'name="query" value="sap=han&amp;loc=chua-han"' in ticking, "acts come back to the same list"


def test_texts_being_compared(world: World, lan: Client) -> None:
    by = access_of(world.lan, world.an_binh)
    for name in ("kế hoạch cải cách.txt", "phụ lục.txt"):
        start_import(by=by, name=name, text=f"KẾ HOẠCH\n{name}\nI. VIỆC\n- Rà soát.")
    start_import(by=access_of(world.oanh, world.binh_minh), name="của láng giềng.txt", text="KẾ HOẠCH\nI. VIỆC\n- Một.")
    address = "/an-binh/ke-hoach/nhap/dang-doc/"
    assert rows(lan, address) == ["phụ lục.txt", "kế hoạch cải cách.txt"]
    assert rows(lan, f"{address}?sap=luc") == ["kế hoạch cải cách.txt", "phụ lục.txt"]
    assert rows(lan, f"{address}?q=cach+CAI") == ["kế hoạch cải cách.txt"]
    assert rows(lan, f"{address}?q=lang+gieng") == []


def test_the_history_of_a_plan_by_words(world: World, lan: Client, tasks: dict[str, PlanTask]) -> None:
    plan = tasks["force, led"].plan
    address = f"{PLANS}{plan.pk}/lich-su/"
    every = lan.get(address).context["rows"]
    issuing = lan.get(f"{address}?q=ban+h%C3%A0nh").context["rows"]
    assert 0 < len(issuing) < len(every)
    assert all("ban hành" in f"{row.entry.action} {row.entry.note}".lower() for row in issuing)
