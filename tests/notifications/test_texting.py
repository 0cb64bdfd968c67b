"""Texts through a folder and through a provider's address."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.core.checks import run_checks

from accounts.models import User
from notifications.domain.forgetting import forget_old
from notifications.domain.notify import notify
from notifications.domain.texting import send_waiting_texts
from notifications.enums import Sending
from notifications.models import OutgoingText, Preference
from tests.notifications.kinds_of_tests import RETURNED, clock
from tests.smtp_sink import closed_port
from tests.world import World

pytestmark = pytest.mark.django_db
WORDS = 'Kết quả "Niêm yết & thông báo" bị trả lại'


@dataclass
class Provider:
    url: str = ""
    status: int = 200
    answer: str = '{"status": "ok"}'
    asked: list[tuple[dict[str, str], str]] = field(default_factory=list)


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    here = Provider()

    class Desk(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            here.asked.append((dict(self.headers.items()), body))
            self.send_response(here.status)
            if here.status == 302:
                self.send_header("Location", here.url + "elsewhere")
            self.end_headers()
            self.wfile.write(here.answer.encode())

        def log_message(self, *_: Any) -> None:
            """The test run stays quiet."""

    with HTTPServer(("127.0.0.1", 0), Desk) as server:
        here.url = f"http://127.0.0.1:{server.server_port}/"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        settings.SMS_GATEWAY, settings.SMS_URL = "http", here.url
        settings.SMS_HEADER = "Authorization: Bearer bi-mat"
        yield here
        server.shutdown()
        thread.join()


def text_to(world: World, *names: str, key: str = "k") -> None:
    for name in names:
        person = getattr(world, name)
        User.objects.filter(pk=person.pk).update(phone=f"09123456{person.pk:02d}"[:10])
        Preference.objects.get_or_create(user=person, defaults={"sms_on": True})
    notify(
        kind=RETURNED.code, to=[getattr(world, name).pk for name in names], organisation=world.an_binh, text=WORDS,
        url="/an-binh/viec/1/", key=key, at=clock(9),
    )  # fmt: skip


def test_a_folder_takes_each_text_once(world: World, settings: Any, tmp_path: Path) -> None:
    settings.SMS_GATEWAY, settings.SMS_FOLDER, settings.SMS_WITHOUT_MARKS = "file", tmp_path / "sms", False
    text_to(world, "lan", "hung")
    assert send_waiting_texts(at=clock(9)) == 2
    assert send_waiting_texts(at=clock(9)) == 0
    found = [json.loads(path.read_text(encoding="utf-8")) for path in (tmp_path / "sms").iterdir()]
    assert {each["text"] for each in found} == {WORDS}
    assert set(OutgoingText.objects.values_list("state", "text")) == {(Sending.SENT, "")}


def test_a_provider_is_asked_with_the_secret_and_escaped_words(world: World, provider: Provider, settings: Any) -> None:
    settings.SMS_WITHOUT_MARKS = False
    text_to(world, "lan")
    assert send_waiting_texts(at=clock(9)) == 1
    headers, body = provider.asked[0]
    assert headers["Authorization"] == "Bearer bi-mat"
    assert json.loads(body)["text"] == WORDS
    settings.SMS_CONTENT_TYPE = "application/x-www-form-urlencoded"
    settings.SMS_BODY = "to={phone}&content={text}&id={reference}"
    text_to(world, "lan", key="k2")
    assert send_waiting_texts(at=clock(9)) == 1
    assert parse_qs(provider.asked[1][1])["content"] == [WORDS]


def test_words_with_braces_fill_no_other_place(world: World, provider: Provider, settings: Any) -> None:
    User.objects.filter(pk=world.lan.pk).update(phone="0912345678")
    Preference.objects.create(user=world.lan, sms_on=True)
    notify(
        kind=RETURNED.code, to=[world.lan.pk], organisation=world.an_binh, text="{phone} {text}", url="/an-binh/",
        key="k", at=clock(9),
    )  # fmt: skip
    send_waiting_texts(at=clock(9))
    assert json.loads(provider.asked[0][1]) == {"phone": "0912345678", "text": "{phone} {text}"}


@pytest.mark.parametrize(
    ("status", "answer", "asked"),
    [
        (400, "", 2),  # about this text: the next one is tried
        (500, "", 1),  # about the provider: all wait
        (401, "", 1),
        (302, "", 1),  # the secret is not carried elsewhere
        (200, '{"status": "no money"}', 2),
    ],
)
def test_a_refusal_waits_and_is_told(
    world: World, provider: Provider, settings: Any, status: int, answer: str, asked: int
) -> None:
    settings.SMS_SUCCESS_PATTERN = '"ok"'
    provider.status, provider.answer = status, answer
    text_to(world, "lan", "hung")
    assert send_waiting_texts(at=clock(9)) == 0
    assert len(provider.asked) == asked
    assert set(OutgoingText.objects.values_list("state", flat=True)) == {Sending.QUEUED}
    assert OutgoingText.objects.filter(error__startswith="Cổng tin nhắn").count() == asked
    provider.status, provider.answer = 200, '{"status": "ok"}'
    assert send_waiting_texts(at=clock(10)) == 2


def test_nobody_answers_and_a_text_of_yesterday_is_given_up(world: World, settings: Any) -> None:
    settings.SMS_GATEWAY, settings.SMS_URL = "http", f"http://127.0.0.1:{closed_port()}/"
    text_to(world, "lan")
    assert send_waiting_texts(at=clock(9)) == 0
    assert OutgoingText.objects.get().state == Sending.QUEUED
    send_waiting_texts(at=clock(10, days=1))
    assert OutgoingText.objects.get().state == Sending.FAILED
    assert forget_old(at=clock(10, days=99)) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"SMS_GATEWAY": "bồ câu"},
        {"SMS_URL": "ftp://a.example/"},
        {"SMS_BODY": "{phone}"},
        {"SMS_HEADER": "không có dấu hai chấm".replace(":", "")},
        {"SMS_SUCCESS_PATTERN": "("},
        {"SMS_METHOD": "GET"},
    ],
)
def test_a_wrong_setting_is_found_at_start(settings: Any, wrong: dict[str, str]) -> None:
    settings.SMS_GATEWAY, settings.SMS_URL = "http", "https://sms.example/"
    assert [each for each in run_checks() if each.id == "notifications.E001"] == []
    for name, value in wrong.items():
        setattr(settings, name, value)
    assert [each.id for each in run_checks() if each.id == "notifications.E001"] == ["notifications.E001"]
