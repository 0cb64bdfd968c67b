"""One address that tries many names with a few passwords each."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.db.models import F
from django.test import Client

from tests.world import PASSWORD, World

LOGIN = "/dang-nhap/"


def attempt(address: str, username: str, password: str = PASSWORD, **headers: str) -> Any:
    return Client().post(LOGIN, {"username": username, "password": password}, REMOTE_ADDR=address, **headers)


@pytest.fixture(autouse=True)
def few(settings: Any) -> None:
    settings.LOGIN_FAILURES_OF_ADDRESS = 6


def try_many(address: str, number: int = 6, **headers: str) -> list[int]:
    return [attempt(address, f"ten-{each}@cchc.example", "sai", **headers).status_code for each in range(number)]


def test_an_address_that_tries_many_names_waits(world: World) -> None:
    assert try_many("203.0.113.7") == [422] * 6
    answer = attempt("203.0.113.7", "lan@cchc.example")
    assert answer.status_code == 429
    page = answer.content.decode()
    assert "từ đường mạng này" in page
    assert "Hãy thử lại sau 15 phút" in page
    assert 0 < int(answer["Retry-After"]) <= 900
    assert attempt("203.0.113.8", "lan@cchc.example").status_code == 302, "another address goes on"


def test_it_opens_when_enough_of_the_failures_are_forgotten(world: World) -> None:
    try_many("203.0.113.7")
    oldest = AccessAttempt.objects.order_by("attempt_time").first()
    assert oldest is not None
    AccessAttempt.objects.filter(pk=oldest.pk).update(attempt_time=F("attempt_time") - dt.timedelta(minutes=10))
    assert "Hãy thử lại sau 5 phút" in attempt("203.0.113.7", "lan@cchc.example").content.decode()
    AccessAttempt.objects.filter(pk=oldest.pk).update(attempt_time=F("attempt_time") - dt.timedelta(minutes=6))
    assert attempt("203.0.113.7", "lan@cchc.example").status_code == 302


def test_waiting_is_not_made_longer_by_trying(world: World) -> None:
    try_many("203.0.113.7")
    before = AccessAttempt.objects.count()
    assert try_many("203.0.113.7", 3) == [429] * 3
    assert AccessAttempt.objects.count() == before


def test_an_office_of_slow_typists_is_let_in(world: World) -> None:
    assert try_many("203.0.113.7", 5) == [422] * 5
    assert attempt("203.0.113.7", "lan@cchc.example").status_code == 302


def test_the_page_itself_opens_and_whoever_is_in_goes_on(world: World) -> None:
    client = Client()
    client.post(LOGIN, {"username": "lan@cchc.example", "password": PASSWORD}, REMOTE_ADDR="203.0.113.7")
    try_many("203.0.113.7")
    assert Client().get(LOGIN, REMOTE_ADDR="203.0.113.7").status_code == 200
    assert client.get("/an-binh/ke-hoach/", REMOTE_ADDR="203.0.113.7").status_code == 200


def test_behind_a_server_the_address_is_that_of_the_person(world: World, settings: Any) -> None:
    settings.PROXY_COUNT = 1
    try_many("10.0.0.1", HTTP_X_FORWARDED_FOR="198.51.100.9, 203.0.113.7")
    told = {"HTTP_X_FORWARDED_FOR": "198.51.100.1, 203.0.113.7"}  # what the client made up does not help
    assert attempt("10.0.0.1", "lan@cchc.example", **told).status_code == 429
    assert attempt("10.0.0.1", "lan@cchc.example", HTTP_X_FORWARDED_FOR="203.0.113.8").status_code == 302


def test_the_own_machine_is_a_server_nobody_spoke_of(world: World) -> None:
    try_many("127.0.0.1", 8)
    assert attempt("127.0.0.1", "lan@cchc.example").status_code == 302


def test_without_a_limit_there_is_none(world: World, settings: Any) -> None:
    settings.LOGIN_FAILURES_OF_ADDRESS = 0
    try_many("203.0.113.7", 8)
    assert attempt("203.0.113.7", "lan@cchc.example").status_code == 302
