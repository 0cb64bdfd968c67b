"""Codes of the telephone and of the paper."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.domain import second_factor
from organisations.access import Access
from tests.world import PASSWORD, World, sign_in

SETUP, VERIFY, CODES = "/xac-thuc/thiet-lap/", "/xac-thuc/", "/xac-thuc/ma-du-phong/"


def shown_codes(page: bytes) -> list[str]:
    return re.findall(r">([a-z2-9]{4}-[a-z2-9]{4})<", page.decode())


def code_now(user: Any, steps: int = 0) -> str:
    device = TOTPDevice.objects.get(user=user)
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits)
    totp.time = __import__("time").time() + steps * device.step
    return f"{totp.token():06d}"


def turn_on(user: Any) -> list[str]:
    second_factor.start_setup(user=user)
    done = second_factor.confirm_setup(user=user, code=code_now(user), by=Access(user=user))
    assert done is not None
    TOTPDevice.objects.update(last_t=-1)  # the same code would otherwise be "used" within its half minute
    return done[1]


def by_password(world: World, name: str = "minh") -> Client:
    client = Client()
    client.post("/dang-nhap/", {"username": f"{name}@cchc.example", "password": PASSWORD, "next": "/an-binh/don-vi/"})
    return client


def test_setting_up_shows_codes_once(world: World) -> None:
    client = sign_in(world.minh)
    page = client.get(SETUP).content.decode()
    assert "data:image/svg+xml" in page
    assert client.get(SETUP).content.decode().count("data:image/svg+xml") == 1
    assert client.post(SETUP, {"code": "000000"}).status_code == 422
    TOTPDevice.objects.update(throttling_failure_count=0)
    assert client.post(SETUP, {"code": code_now(world.minh)}).url == CODES
    shown = shown_codes(client.get(CODES).content)
    assert len(set(shown)) == 10
    assert shown_codes(client.get(CODES).content) == []
    stored = set(StaticToken.objects.values_list("token", flat=True))
    assert not stored & {code.replace("-", "") for code in shown}


def test_the_password_alone_opens_nothing(world: World) -> None:
    turn_on(world.minh)
    client = by_password(world)
    for path in ("/an-binh/don-vi/", "/ho-so/", "/doi-mat-khau/", "/"):
        assert client.get(path).url.startswith(VERIFY), path
    assert client.get(SETUP).url.startswith(VERIFY), "a thief must not enrol an own telephone"
    assert client.post("/xac-thuc/ma-du-phong/tao-moi/").status_code == 401
    answer = client.post(VERIFY, {"code": code_now(world.minh), "next": "/an-binh/don-vi/"})
    assert answer.url == "/an-binh/don-vi/"
    assert client.get("/an-binh/don-vi/").status_code == 200


def test_a_paper_code_works_once(world: World) -> None:
    codes = turn_on(world.minh)
    assert by_password(world).post(VERIFY, {"code": codes[0].upper()}).status_code == 302
    assert by_password(world).post(VERIFY, {"code": codes[0]}).status_code == 422
    assert second_factor.codes_left(world.minh) == 9


def test_a_code_is_not_taken_twice(world: World) -> None:
    turn_on(world.minh)
    code = code_now(world.minh)
    assert by_password(world).post(VERIFY, {"code": code}).status_code == 302
    assert by_password(world).post(VERIFY, {"code": code}).status_code == 422


def test_wrong_codes_slow_the_next_try(world: World) -> None:
    turn_on(world.minh)
    client = by_password(world)
    for _ in range(3):
        answer = client.post(VERIFY, {"code": "000000"})
    assert answer.status_code == 422
    assert client.post(VERIFY, {"code": code_now(world.minh)}).status_code == 422
    assert second_factor.seconds_to_wait(world.minh) >= 1


def test_new_codes_end_the_old(world: World) -> None:
    old = turn_on(world.minh)
    client = by_password(world)
    client.post(VERIFY, {"code": code_now(world.minh)})
    client.post("/xac-thuc/ma-du-phong/tao-moi/")
    assert len(shown_codes(client.get(CODES).content)) == 10
    assert by_password(world).post(VERIFY, {"code": old[5]}).status_code == 422


@pytest.mark.parametrize(
    ("who", "asked"), [("minh", True), ("hanh", True), ("an", True), ("lan", False), ("nga", False)]
)
def test_where_the_installation_asks_for_it(world: World, settings: Any, who: str, asked: bool) -> None:
    settings.TOTP_REQUIRED = True
    answer = sign_in(getattr(world, who)).get("/an-binh/don-vi/")
    assert (answer.status_code == 302) is asked
    if asked:
        assert sign_in(getattr(world, who)).get(VERIFY).url == SETUP


def test_the_administrator_resets_a_lost_telephone(world: World) -> None:
    turn_on(world.minh)
    path = f"/an-binh/tai-khoan/{world.minh.pk}/dat-lai-xac-thuc/"
    client = sign_in(world.an)
    assert client.post(path, {"reason": ""}).status_code == 422
    assert client.post(path, {"reason": "Mất điện thoại"}).status_code == 302
    assert not second_factor.has_device(world.minh)
    assert sign_in(world.lan).post(path, {"reason": "x"}).status_code == 403


def test_nobody_resets_the_own(world: World) -> None:
    turn_on(world.an)
    client = sign_in(world.an)
    answer = client.post(f"/an-binh/tai-khoan/{world.an.pk}/dat-lai-xac-thuc/", {"reason": "Mất"})
    assert answer.status_code == 422
    assert second_factor.has_device(world.an)
