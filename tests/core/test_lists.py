"""Filters, order and page in the address, tried on people: every app's lists stand on the same pieces."""

from __future__ import annotations

from urllib.parse import parse_qs

import pytest
from django.test import Client, RequestFactory

from accounts.models import User
from core.forms.filters import WordsFilterForm
from core.lists import Column, Head, Listing, listing, ordered
from organisations.domain.units import close_unit
from organisations.enums import Level
from tests.world import TODAY, World, access_of, make_organisation, sign_in

COLUMNS = (
    Column("Tên", "ten", ("sort_name",), then=("pk",)),
    Column("Lúc kích hoạt", "luc", ("activated_at",), falls=True),
    Column("Việc", hidden=True),
)


def listed(query: str, *, size: int = 30) -> Listing:
    return listing(RequestFactory().get(f"/?{query}"), User.objects.order_by("pk"), columns=COLUMNS, size=size)


def names(found: Listing) -> list[str]:
    return [user.full_name for user in found.page]


def test_the_order_of_the_address(world: World) -> None:
    rising, falling = names(listed("sap=ten")), names(listed("sap=-ten"))
    assert rising == sorted(rising, key=lambda name: User.objects.get(full_name=name).sort_name)
    assert falling == rising[::-1]
    assert names(listed("sap=khac")) == names(listed("")) == names(listed("sap=")) == names(listed("sap=--ten"))


def test_rows_without_a_value_stand_last_either_way(world: World) -> None:
    User.objects.filter(pk=world.lan.pk).update(activated_at=None)
    assert names(listed("sap=luc"))[-1] == names(listed("sap=-luc"))[-1] == "Nguyễn Thị Lan"


def test_pages_part_the_rows_whatever_the_order(world: World) -> None:
    User.objects.update(activated_at="2026-01-01T00:00:00Z")  # all equal: only the tie decides
    for order in ("sap=luc", "sap=-luc", ""):
        pages = [names(listed(f"{order}&trang={number}", size=5)) for number in (1, 2, 3)]
        assert len({name for page in pages for name in page}) == User.objects.count(), order


HEADS = [
    ("", [("ten", "none"), ("-luc", "none")]),
    ("sap=ten", [("-ten", "ascending"), ("-luc", "none")]),
    ("sap=-ten", [("ten", "descending"), ("-luc", "none")]),
    ("sap=-luc", [("ten", "none"), ("luc", "descending")]),
]


@pytest.mark.parametrize(("query", "expected"), HEADS)
def test_headings(world: World, query: str, expected: list[tuple[str, str]]) -> None:
    heads = listed(f"{query}&q=a+b&trang=2").heads
    assert [(parse_qs(head.address[1:])["sap"][0], head.order) for head in heads[:2]] == expected
    for head in heads[:2]:
        assert parse_qs(head.address[1:])["q"] == ["a b"]
        assert "trang" not in head.address
    assert heads[2] == Head("Việc", hidden=True)


def test_what_filters_nothing_is_not_linked_on(world: World) -> None:
    assert parse_qs(listed("q=&nam=2026&trang=4&sap=-ten").query) == {"nam": ["2026"], "sap": ["-ten"]}


def test_rows_in_memory(world: World) -> None:
    request = RequestFactory().get("/?sap=-n")
    rows = [("a", 1), ("b", None), ("c", 3)]
    assert [name for name, _ in ordered(rows, request, {"n": lambda row: row[1]})] == ["c", "a", "b"]
    assert [name for name, _ in ordered(rows, RequestFactory().get("/?sap=x"), {"n": lambda row: row[1]})] == [
        "a",
        "b",
        "c",
    ]


@pytest.mark.parametrize("typed", ["", " ", "\x00", "x" * 9999, "97/KH-UBND", "%"])
def test_words_of_a_filter_are_never_refused(typed: str) -> None:
    form = WordsFilterForm({"q": typed})
    assert form.is_valid()
    assert form.is_active is bool(form.wanted["q"])


@pytest.fixture
def an(world: World) -> Client:
    return sign_in(world.an)


def shown(client: Client, address: str) -> list[str]:
    answer = client.get(address)
    assert answer.status_code == 200
    return [str(row) for row in answer.context["listing"].page]


def test_people(world: World, an: Client) -> None:
    people = "/an-binh/tai-khoan/"
    assert shown(an, f"{people}?q=LAN+nguy%E1%BB%85n") == ["Nguyễn Thị Lan"]
    assert shown(an, f"{people}?q=ab-003") == ["Lê Quốc Hùng"]
    assert set(shown(an, f"{people}?bo_phan={world.office.pk}")) == {"Nguyễn Thị Lan", "Lê Quốc Hùng", "Phạm Thị Hạnh"}
    assert shown(an, f"{people}?trang_thai=moi") == []
    assert "Bỏ lọc" in an.get(f"{people}?trang_thai=moi").content.decode()
    assert shown(an, f"{people}?sap=-ten") == shown(an, f"{people}?sap=ten")[::-1]


def test_units(world: World, an: Client) -> None:
    units = "/an-binh/bo-phan/"
    close_unit(unit=world.justice, last_day=TODAY, today=TODAY, by=access_of(world.an, world.an_binh))
    assert shown(an, f"{units}?q=tk+vp") == ["Văn phòng - Thống kê"]
    world.culture.spellings.create(text="Ban Văn xã")
    assert shown(an, f"{units}?q=van+xa") == ["Văn hóa - Xã hội"]
    assert shown(an, f"{units}?sap=-nguoi")[0] == "Văn phòng - Thống kê"
    assert shown(an, units)[-1] == "Tư pháp - Hộ tịch", "closed ones last"
    assert "không" not in shown(an, f"{units}?trang_thai=xyz")


def test_villages_and_offices_below(world: World, an: Client) -> None:
    make_organisation("an-binh-thon-tay", "thôn Tây", Level.VILLAGE, world.an_binh)
    assert shown(an, "/an-binh/thon/?q=t%C3%A2y") == ["thôn Tây"]
    tam = sign_in(world.tam)
    assert shown(tam, "/ha-son/cap-duoi/?q=b%C3%ACnh") == ["xã An Bình", "xã Bình Minh"]
    make_organisation("chua-ai", "xã Chưa Ai", Level.COMMUNE, world.province)
    assert shown(tam, "/ha-son/cap-duoi/?quan_tri=chua") == ["xã Chưa Ai"]
    thao = sign_in(world.thao)
    assert shown(thao, "/ha-son/don-vi-truc-thuoc/?q=minh") == ["xã Bình Minh"]
    assert set(shown(thao, "/ha-son/don-vi-truc-thuoc/?sap=-ke-hoach")) >= {"xã An Bình", "xã Bình Minh"}


def test_the_log(world: World, an: Client) -> None:
    log = "/an-binh/nhat-ky/"
    newest, oldest = (list(an.get(log + query).context["listing"].page) for query in ("", "?sap=luc"))
    assert newest[0].at >= newest[-1].at
    assert oldest[0].at <= oldest[-1].at
    answer = an.get(f"{log}?tu=32/13/2026&q=a")
    assert "Ngày không đúng" in answer.content.decode()
    assert "Bỏ lọc" in an.get(f"{log}?q=h%C6%B0%C6%A1u").content.decode()
