"""Role by kind: what each finds is what each may open, and every hit opens."""

from __future__ import annotations

import pytest
from django.urls import reverse

from core.wanted import wanted_of
from organisations.finding import findables
from organisations.models import Organisation
from plans.models import Plan
from reference.models import LegalText
from search.queries import search_all, suggestions
from tests.search.found_world import WORD, Found, one_of_each
from tests.world import World, access_of, sign_in

# person, organisation of the address → kind → titles found. Kinds that are not named give nothing.
DRAFTS = {"Sếu dự thảo", "Sếu đã trình"}
OWN = {"Sếu ban hành"}
OWN_PAPER = {"Sếu ban hành"}
TASKS, DRAFT_TASKS = {"Việc sếu ban hành"}, {"Việc sếu dự thảo", "Việc sếu đã trình"}
BELOW = {"Sếu ban hành", "Sếu láng giềng", "Sếu của tỉnh"}
TASKS_BELOW = {"Việc sếu ban hành", "Việc sếu láng giềng", "Việc sếu của tỉnh"}
UNIT = {"Tổ sếu"}

WRITER = {
    "ke-hoach": DRAFTS | OWN, "nhiem-vu": TASKS | DRAFT_TASKS, "van-ban": OWN_PAPER, "bo-phan": UNIT,
    "doi-chieu": {"seu.txt"},
}  # fmt: skip
READER = {"ke-hoach": OWN, "nhiem-vu": TASKS, "van-ban": OWN_PAPER, "bo-phan": UNIT}
SUPERIOR = {"ke-hoach": BELOW, "nhiem-vu": TASKS_BELOW, "van-ban": BELOW}

CASES: dict[tuple[str, str], dict[str, set[str]]] = {
    ("lan", "an-binh"): WRITER,
    ("hung", "an-binh"): WRITER,
    ("hanh", "an-binh"): WRITER,
    ("minh", "an-binh"): {kind: titles for kind, titles in WRITER.items() if kind != "doi-chieu"},
    ("nga", "an-binh"): READER,
    ("an", "an-binh"): READER,
    ("thao", "an-binh"): READER,
    ("quang", "an-binh"): READER,
    ("tam", "an-binh"): {"bo-phan": UNIT},
    ("oanh", "binh-minh"): {
        "ke-hoach": {"Sếu láng giềng", "Sếu nháp của láng giềng"},
        "nhiem-vu": {"Việc sếu láng giềng", "Việc sếu nháp của láng giềng"},
        "van-ban": {"Sếu láng giềng"},
    },
    ("thao", "ha-son"): SUPERIOR,
    ("quang", "ha-son"): SUPERIOR,
    ("tam", "ha-son"): {
        "ke-hoach": {"Sếu của tỉnh"},
        "nhiem-vu": {"Việc sếu của tỉnh"},
        "van-ban": {"Sếu của tỉnh"},
    },
    ("oanh", "an-binh"): {},
    ("son", "an-binh"): {},
}


@pytest.fixture
def found(world: World) -> Found:
    return one_of_each(world)


@pytest.mark.parametrize(("who", "org"), CASES)
def test_each_finds_what_each_may_open(world: World, found: Found, who: str, org: str) -> None:
    access = access_of(getattr(world, who), Organisation.objects.get(code=org))
    groups = search_all(access, wanted_of(WORD))
    assert {group.findable.kind: {each.hit.title for each in group.hits} for group in groups} == CASES[who, org]
    client = sign_in(getattr(world, who))
    for group in groups:
        assert group.counted == str(len(group.hits))
        for each in group.hits:
            assert client.get(each.hit.url).status_code == 200, each.hit


PEOPLE = {"an": {"Nguyễn Thị Lan"}, "lan": set(), "minh": set(), "thao": set(), "tam": set(), "phuc": set()}


@pytest.mark.parametrize("who", PEOPLE)
def test_people_are_found_by_who_keeps_the_accounts(world: World, who: str) -> None:
    access = access_of(getattr(world, who), world.an_binh)
    groups = {group.findable.kind: group for group in search_all(access, wanted_of("nguyen lan"))}
    assert {each.hit.title for each in groups["nguoi"].hits} == PEOPLE[who] if PEOPLE[who] else "nguoi" not in groups


OFFICES = {"thao": "/an-binh/ke-hoach/", "quang": "/an-binh/ke-hoach/", "tam": "/ha-son/cap-duoi/an-binh/quan-tri/"}


@pytest.mark.parametrize("who", OFFICES)
def test_offices_below_open_for_superiors(world: World, who: str) -> None:
    groups = {
        group.findable.kind: group
        for group in search_all(access_of(getattr(world, who), world.province), wanted_of("xã an bình"))
    }
    assert [(each.hit.title, each.hit.url) for each in groups["don-vi"].hits] == [("Xã An Bình", OFFICES[who])]
    assert sign_in(getattr(world, who)).get(OFFICES[who]).status_code == 200


@pytest.mark.parametrize("who", ["lan", "an", "thao"])
def test_a_commune_finds_no_offices(world: World, who: str) -> None:
    groups = search_all(access_of(getattr(world, who), world.an_binh), wanted_of("xã bình minh"))
    assert "don-vi" not in {group.findable.kind for group in groups}


def test_legal_texts_are_the_common_ones_and_ones_own(world: World) -> None:
    def text(number: str, office: Organisation | None) -> LegalText:
        return LegalText.objects.create(doc_type="Nghị định", number=number, subject="Về sếu", organisation=office)

    text("30/2020/NĐ-CP", None), text("31/2021/NĐ-CP", world.an_binh), text("32/2022/NĐ-CP", world.binh_minh)
    expected = {"lan": ["30/2020", "31/2021"], "nga": ["30/2020", "31/2021"], "thao": ["30/2020"], "tam": []}
    for who, numbers in expected.items():
        access = access_of(getattr(world, who), world.an_binh)
        groups = {group.findable.kind: group for group in search_all(access, wanted_of("nghị định sếu"))}
        hits = groups["van-ban-can-cu"].hits if "van-ban-can-cu" in groups else []
        assert sorted(each.hit.title.removeprefix("Nghị định số ")[:7] for each in hits) == numbers, who
        assert all(sign_in(getattr(world, who)).get(each.hit.url).status_code == 200 for each in hits)
    for typed in ("30/2020/NĐ-CP", "30 / 2020 / nđ-cp", "NĐ 30", "nghị định 30/2020"):
        groups = {
            group.findable.kind: group for group in search_all(access_of(world.lan, world.an_binh), wanted_of(typed))
        }
        assert "30/2020" in groups["van-ban-can-cu"].hits[0].hit.title, typed


SHOWN_BELOW = {who: ["Sếu của tỉnh"] for who in ("lan", "nga", "oanh", "thao", "quang")} | {"tam": []}


@pytest.mark.parametrize("who", SHOWN_BELOW)
def test_a_superiors_plan_is_found_below_when_it_is_shown(world: World, found: Found, who: str) -> None:
    office = world.binh_minh if who == "oanh" else world.an_binh
    person = getattr(world, who)

    def titles() -> list[str]:
        groups = {group.findable.kind: group for group in search_all(access_of(person, office), wanted_of("sếu tỉnh"))}
        hits = groups["cap-tren"].hits if "cap-tren" in groups else []
        assert all(sign_in(person).get(each.hit.url).status_code == 200 for each in hits)
        return [each.hit.title for each in hits]

    assert titles() == []
    Plan.objects.filter(pk=found.above.pk).update(shown_below=True)
    assert titles() == SHOWN_BELOW[who]


def test_help_is_found_by_everybody(world: World) -> None:
    for who in ("lan", "nga", "tam"):
        groups = {
            group.findable.kind: group
            for group in search_all(access_of(getattr(world, who), world.an_binh), wanted_of("một cửa"))
        }
        assert groups["tro-giup"].hits, who


def test_an_access_without_office_finds_nothing(world: World, found: Found) -> None:
    nobody = access_of(world.son, world.an_binh)
    assert all(each.find(nobody, wanted_of(WORD), 50) == [] for each in findables() if each.kind != "tro-giup")


def test_the_number_of_queries_does_not_grow(world: World, found: Found, django_assert_max_num_queries: object) -> None:
    from tests.search.found_world import plan_with_task

    access = access_of(world.lan, world.an_binh)
    with django_assert_max_num_queries(20) as few:  # type: ignore[operator]
        search_all(access, wanted_of(WORD))
    for number in range(9):
        plan_with_task(world.an_binh, f"thêm {number}")
    with django_assert_max_num_queries(len(few)):  # type: ignore[operator]
        search_all(access, wanted_of(WORD))
    with django_assert_max_num_queries(len(few)):  # type: ignore[operator]
        suggestions(access, wanted_of(WORD))


@pytest.mark.parametrize(
    "kind", ["ke-hoach", "nhiem-vu", "van-ban", "bo-phan", "doi-chieu", "nguoi", "don-vi", "tro-giup"]
)
def test_every_kind_has_its_page(world: World, found: Found, kind: str) -> None:
    page = sign_in(world.lan).get(reverse("search:kind", kwargs={"org": "an-binh", "kind": kind}), {"q": WORD})
    assert page.status_code == 200
    titles = {each.hit.title for each in page.context["page"]}
    assert titles == CASES["lan", "an-binh"].get(kind, set())
