"""Forgotten and changed passwords."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.test import Client

from audit.models import AuditEntry
from tests.mailbox import delivered
from tests.world import PASSWORD, World, make_person, sign_in

NEW = "Mat-khau-moi-2027"


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()


def letter_link() -> str:
    found = re.search(r"http://127\.0\.0\.1:8000(/\S+)", delivered()[-1].body)
    assert found
    return found[1]


def ask(name: str) -> int:
    return Client().post("/quen-mat-khau/", {"username": name}).status_code


@pytest.mark.parametrize("name", ["lan@cchc.example", "LAN@cchc.example", "ab-001"])
def test_the_letter_opens_once(world: World, name: str) -> None:
    assert ask(name) == 302
    letter = delivered()[0]
    assert letter.to == ["lan@cchc.example"]
    assert letter.subject == "Đặt lại mật khẩu Cổng kế hoạch cải cách hành chính"
    link, client = letter_link(), Client()
    assert "Nguyễn Thị Lan" in client.get(link).content.decode()
    assert client.post(link, {"password": NEW, "password_again": NEW}).url == "/dang-nhap/"
    world.lan.refresh_from_db()
    assert world.lan.check_password(NEW)
    assert client.get(link).status_code == 410
    assert AuditEntry.objects.filter(action="Đặt lại mật khẩu", user=world.lan).exists()


def test_no_name_is_told_from_another(world: World) -> None:
    assert {ask("khong-co@cchc.example"), ask("ZZ-999"), ask("lan@cchc.example")} == {302}
    assert len(delivered()) == 1


def test_pressing_again_sends_one_letter(world: World) -> None:
    for _ in range(4):
        ask("lan@cchc.example")
    assert len(delivered()) == 1


def test_no_letter_without_address_or_to_a_locked_account(world: World) -> None:
    make_person("Không Thư", staff_code="KT-1")
    world.lan.is_active = False
    world.lan.save()
    ask("KT-1")
    ask("lan@cchc.example")
    assert delivered() == []


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (NEW, "khac-hoan-toan-1", "không giống nhau"),
        ("ngan", "ngan", "quá ngắn"),
        ("1234567890123", "1234567890123", "chỉ"),
        ("password123", "password123", ""),
        ("", "", ""),
    ],
)
def test_weak_or_differing_passwords_are_told(world: World, first: str, second: str, said: str) -> None:
    ask("lan@cchc.example")
    answer = Client().post(letter_link(), {"password": first, "password_again": second})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert first == "" or first not in answer.content.decode().replace("autocomplete", "")


@pytest.mark.parametrize(
    "path", ["/quen-mat-khau/MQ/sai-ma/", "/quen-mat-khau/-/x/", "/quen-mat-khau/OTk5OTk5OTk5OTk5OTk5OTk5OTk5/x/"]
)
def test_a_made_up_link_is_dead(world: World, path: str) -> None:
    assert Client().get(path).status_code == 410


def test_changing_ends_the_other_sessions(world: World) -> None:
    here, elsewhere = sign_in(world.lan), sign_in(world.lan)
    wrong = here.post("/doi-mat-khau/", {"password_current": "sai", "password": NEW, "password_again": NEW})
    assert wrong.status_code == 422
    here.post("/doi-mat-khau/", {"password_current": PASSWORD, "password": NEW, "password_again": NEW})
    assert here.get("/ho-so/").status_code == 200
    assert elsewhere.get("/ho-so/").status_code == 302
