"""Signing in, being locked out, keeping what was typed."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from accounts.backends import client_address
from accounts.domain.users import forget_old_sign_ins
from accounts.jobs import forget_sign_ins
from tests.world import PASSWORD, World, sign_in

LOGIN = "/dang-nhap/"


def attempt(client: Client, username: str, password: str = PASSWORD, **more: str) -> object:
    return client.post(LOGIN, {"username": username, "password": password, **more})


@pytest.mark.parametrize("typed", ["lan@cchc.example", "LAN@CCHC.example", " lan@cchc.example ", "AB-001", "ab-001"])
def test_by_mail_or_staff_code_in_any_case(world: World, typed: str) -> None:
    client = Client()
    assert attempt(client, typed).url == "/"
    assert client.get("/", follow=False).url == "/an-binh/"


@pytest.mark.parametrize(
    ("username", "password"),
    [
        ("lan@cchc.example", "sai"),
        ("khong-co@cchc.example", PASSWORD),
        ("", ""),
        ("<script>alert(1)</script>", "x"),
        ("x" * 300, "x"),
        ("lan@cchc.example", PASSWORD + " "),
    ],
)
def test_one_sentence_for_every_failure(world: World, username: str, password: str) -> None:
    answer = attempt(Client(), username, password)
    assert answer.status_code == 422
    assert b"<script>alert" not in answer.content


def test_a_locked_account_stays_out(world: World) -> None:
    world.lan.is_active = False
    world.lan.save()
    assert attempt(Client(), "lan@cchc.example").status_code == 422
    client = sign_in(world.hung)
    world.hung.is_active = False
    world.hung.save()
    assert client.get("/an-binh/don-vi/").status_code == 302


def test_five_failures_lock_and_say_how_long(world: World) -> None:
    client = Client()
    answers = [attempt(client, name, "sai") for name in ["lan@cchc.example"] * 3 + ["LAN@cchc.example"] * 2]
    assert [each.status_code for each in answers] == [422] * 4 + [429]
    page = attempt(client, "lan@cchc.example")
    assert page.status_code == 429
    assert "Hãy thử lại sau 15 phút" in page.content.decode()
    assert 0 < int(page["Retry-After"]) <= 900
    assert attempt(client, "hung@cchc.example").status_code == 302, "another name is not locked"
    elsewhere = client.post(LOGIN, {"username": "lan@cchc.example", "password": PASSWORD}, REMOTE_ADDR="10.9.9.9")
    assert elsewhere.status_code == 302, "another machine is not locked"


def test_email_and_staff_code_are_one_name_for_the_lock(world: World) -> None:
    client = Client()
    for name in ["lan@cchc.example", "AB-001"] * 2 + ["lan@cchc.example"]:
        attempt(client, name, "sai")
    assert attempt(client, "ab-001").status_code == 429


def test_the_lock_opens_by_itself(world: World) -> None:
    client = Client()
    for _ in range(5):
        attempt(client, "lan@cchc.example", "sai")
    AccessAttempt.objects.update(attempt_time=AccessAttempt.objects.first().attempt_time - dt.timedelta(minutes=16))
    assert attempt(client, "lan@cchc.example").status_code == 302


@pytest.mark.parametrize("target", ["https://xau.example/", "//xau.example", "javascript:alert(1)"])
def test_nobody_is_led_away(world: World, target: str) -> None:
    assert attempt(Client(), "lan@cchc.example", next=target).url == "/"


def test_back_to_the_page_asked_for(world: World) -> None:
    client = Client()
    asked = client.get("/an-binh/don-vi/?a=1")
    assert asked.url == "/dang-nhap/?next=/an-binh/don-vi/%3Fa%3D1"
    assert attempt(client, "lan@cchc.example", next="/an-binh/don-vi/?a=1").url == "/an-binh/don-vi/?a=1"


def test_signing_out_takes_a_press(world: World) -> None:
    client = sign_in(world.lan)
    assert client.get("/dang-xuat/").status_code == 405
    assert client.post("/dang-xuat/").url == LOGIN
    assert client.get("/an-binh/don-vi/").status_code == 302


def test_a_form_without_a_session_keeps_everything(world: World) -> None:
    body = {"name": "Văn phòng <b>mới</b>", "many": ["một", "hai"], "password": "bi-mat", "password_again": "bi-mat"}
    answer = Client().post("/an-binh/bo-phan/?x=1", body)
    page = answer.content.decode()
    assert answer.status_code == 401
    assert 'action="/an-binh/bo-phan/?x=1"' in page
    assert 'name="name" value="Văn phòng &lt;b&gt;mới&lt;/b&gt;"' in page
    assert page.count('name="many"') == 2
    assert "bi-mat" not in page


def test_the_kept_form_can_be_sent_again(world: World) -> None:
    client = Client()
    kept = client.post("/an-binh/bo-phan/", {"name": "Bộ phận mới", "kind": "office"}).context["kept"]
    client.force_login(world.an, backend="accounts.backends.EmailOrStaffCodeBackend")
    assert client.post("/an-binh/bo-phan/", dict(kept)).status_code == 302
    assert world.an_binh.units.filter(name="Bộ phận mới").exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_fragment_without_a_session_leaves_the_page_alone(world: World, method: str) -> None:
    answer = getattr(Client(), method)("/an-binh/tai-khoan/", headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert answer.content == b""
    message = json.loads(answer["HX-Trigger"])["messages"][0]
    assert message["url"] == LOGIN
    assert "Nội dung trên trang vẫn còn" in message["text"]


def test_an_old_token_keeps_everything_too(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.an, backend="accounts.backends.EmailOrStaffCodeBackend")
    answer = client.post("/an-binh/bo-phan/", {"name": "Bộ phận mới", "csrfmiddlewaretoken": "cu"})
    assert answer.status_code == 403
    assert "Bộ phận mới" in answer.content.decode()


def test_time_is_vietnams() -> None:
    assert settings.TIME_ZONE == "Asia/Ho_Chi_Minh"
    assert reverse("accounts:login") == LOGIN


def test_the_log_of_sign_ins_is_forgotten(world: World) -> None:
    attempt(Client(), "lan@cchc.example")
    attempt(Client(), "lan@cchc.example", "sai")
    now = timezone.now()
    assert forget_old_sign_ins(now=now) == 0
    assert forget_old_sign_ins(now=now + dt.timedelta(days=settings.SIGN_IN_LOG_DAYS + 1)) == 2
    forget_sign_ins()


def test_a_code_still_to_come_keeps_the_form_too(world: World) -> None:
    client = sign_in(world.an)
    session = client.session
    session["second_factor"] = True
    session.save()
    answer = client.post("/an-binh/bo-phan/", {"name": "Bộ phận mới"})
    assert answer.status_code == 401
    assert "Bộ phận mới" in answer.content.decode()


@pytest.mark.parametrize(
    ("proxies", "told", "address"),
    [
        (0, "6.6.6.6", "127.0.0.1"),
        (1, "9.9.9.9", "9.9.9.9"),
        (1, "6.6.6.6, 9.9.9.9", "9.9.9.9"),
        (2, "6.6.6.6, 9.9.9.9, 10.0.0.1", "9.9.9.9"),
        (2, "9.9.9.9", "127.0.0.1"),
        (1, "khong-phai-dia-chi", "127.0.0.1"),
        (1, "", "127.0.0.1"),
    ],
)
def test_the_address_is_what_our_own_server_saw(settings: object, proxies: int, told: str, address: str) -> None:
    settings.PROXY_COUNT = proxies
    assert client_address(RequestFactory().get("/", HTTP_X_FORWARDED_FOR=told)) == address


def test_behind_a_server_one_stranger_locks_out_nobody_else(world: World, settings: object) -> None:
    settings.PROXY_COUNT = 1
    stranger, lan = Client(HTTP_X_FORWARDED_FOR="6.6.6.6"), Client(HTTP_X_FORWARDED_FOR="9.9.9.9")
    for _ in range(settings.AXES_FAILURE_LIMIT):
        answer = attempt(stranger, "lan@cchc.example", "sai")
    assert answer.status_code == 429
    assert attempt(lan, "lan@cchc.example").status_code == 302


def test_signing_out_changes_the_token_that_kept_pages_compare(world: World) -> None:
    client = Client()
    attempt(client, "lan@cchc.example")
    before = client.cookies["csrftoken"].value
    client.post("/dang-xuat/")
    assert client.cookies["csrftoken"].value not in {"", before}


def test_what_cannot_be_taken_apart_is_said_in_vietnamese(world: World) -> None:
    client = sign_in(world.lan)
    too_long = client.post("/an-binh/ke-hoach/moi/", {"title": "a" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)})
    assert too_long.status_code == 400
    assert "chia thành nhiều phần" in too_long.content.decode()
    odd = client.post("/an-binh/ke-hoach/moi/", b"x", content_type="application/x-www-form-urlencoded; charset=utf-7")
    assert odd.status_code == 400
    assert "không đúng dạng" in odd.content.decode()


def test_the_address_of_a_button_says_so(world: World) -> None:
    answer = sign_in(world.lan).get("/dang-xuat/")
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert "chỉ dùng cho nút bấm" in answer.content.decode()
