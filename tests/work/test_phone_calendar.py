"""Lịch trên điện thoại: the link is one's own, shown once, revocable, and dies when the person leaves."""

from __future__ import annotations

import datetime as dt
import logging
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import AuditEntry
from core.log_secrets import WithoutSecrets
from organisations.models import AccessToken, Membership
from tests.work.work_world import CULTURE, NOW, issued_with, milestones_of
from tests.world import World, access_of, sign_in
from work.domain.doing import finish, report_progress

pytestmark = pytest.mark.django_db
PAGE = "/an-binh/viec/lich-dien-thoai/"


def made(world: World, who: str = "lan") -> str:
    """The address of a new link."""
    text = sign_in(getattr(world, who)).post(PAGE).content.decode()
    found = re.search(r'value="https?://[^/]+(/lich/[\w-]+\.ics)"', text)
    assert found, "đường dẫn phải hiện một lần"
    return found[1]


def feed(address: str, **headers: str) -> str:
    answer = Client().get(address, headers=headers)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return answer.content.replace(b"\r\n ", b"").decode()


def test_ones_own_open_work_stands_in_the_phone(world: World) -> None:
    plan = issued_with(world, "Quý II", "Quý III")
    issued_with(world, "Quý II", number="98", lead=CULTURE, coordinating="Tư pháp - Hộ tịch")
    text = feed(made(world))
    assert text.count("BEGIN:VEVENT") == 2
    assert "DTSTART;VALUE=DATE:20260630" in text
    assert "SUMMARY:Hạn: Nhiệm vụ thứ 1" in text
    assert f"UID:viec-{milestones_of(plan, 1)[0].pk}@" in text
    for nobody in (world.hung.full_name, world.lan.full_name, world.minh.full_name):
        assert nobody not in text


def test_what_changed_counts_up_and_what_is_done_is_gone(world: World) -> None:
    plan = issued_with(world, "Quý II", "Quý III")
    address, by = made(world), access_of(world.lan, world.an_binh)
    assert feed(address).count("SEQUENCE:0") == 2
    milestone = report_progress(milestones_of(plan, 1)[0], by=by, seen=1, at=NOW, percent=40, result="x").milestone
    assert "SEQUENCE:1" in feed(address)
    finish(milestone, by=by, seen=2, at=NOW, done_on=dt.date(2026, 5, 8), result="Xong", without_proof="họp")
    assert feed(address).count("BEGIN:VEVENT") == 1


def test_an_answer_that_did_not_change_costs_nothing_to_send(world: World) -> None:
    issued_with(world, "Quý II")
    address = made(world)
    answer = Client().get(address)
    again = Client().get(address, headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "private" in answer["Cache-Control"]
    assert Client().get(address, headers={"If-None-Match": '"other"'}).status_code == 200


def test_the_secret_is_kept_by_nobody(world: World, caplog: pytest.LogCaptureFixture) -> None:
    address = made(world)
    secret = address.removeprefix("/lich/").removesuffix(".ics")
    token = AccessToken.objects.get(scope="calendar")
    assert token.hash == AccessToken.hash_of(secret) != secret
    assert secret not in sign_in(world.lan).get(PAGE).content.decode()
    assert not [entry for entry in AuditEntry.objects.all() if secret in str(entry.__dict__)]
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, "%s: %s", ("Gone", address), None)
    WithoutSecrets().filter(record)
    assert secret not in record.getMessage()
    assert "/lich/" in record.getMessage()


def test_a_new_link_ends_the_old_one_and_revoking_ends_it_all(world: World) -> None:
    old = made(world)
    new = made(world)
    assert Client().get(old).status_code == 410
    assert Client().get(new).status_code == 200
    hung = made(world, "hung")
    sign_in(world.lan).post(f"{PAGE}thu-hoi/")
    assert Client().get(new).status_code == 410
    assert Client().get(hung).status_code == 200  # another person's stays
    assert "từ trước" in sign_in(world.lan).post(f"{PAGE}thu-hoi/", follow=True).content.decode()


def test_the_link_ends_with_the_year(world: World) -> None:
    address = made(world)
    AccessToken.objects.filter(scope="calendar").update(expires_at=NOW - dt.timedelta(minutes=1))
    assert Client().get(address).status_code == 410


@pytest.mark.parametrize("how", ["role", "account"])
def test_whoever_leaves_reads_nothing_any_more(world: World, how: str) -> None:
    issued_with(world, "Quý II")
    address = made(world)
    if how == "role":
        Membership.objects.filter(user=world.lan).update(valid_to=dt.date(2026, 5, 1))
    else:
        world.lan.is_active = False
        world.lan.save()
    answer = Client().get(address)
    assert answer.status_code == 410
    assert "Nhiệm vụ" not in answer.content.decode()


def test_the_link_of_a_village_is_no_calendar(world: World) -> None:
    secret = AccessToken.new_secret()
    AccessToken.objects.create(
        scope="village", hash=AccessToken.hash_of(secret), organisation=world.an_binh, user=world.lan,
        expires_at=NOW + dt.timedelta(days=3),
    )  # fmt: skip
    assert Client().get(reverse("work-public:feed", kwargs={"secret": secret})).status_code == 410
    assert Client().post(made(world)).status_code == 405


def test_more_work_costs_no_more_queries(world: World) -> None:
    issued_with(world, "Quý II")
    address, found = made(world), []
    for number in ("98", "99"):
        Client().get(address)
        with CaptureQueriesContext(connection) as queries:
            Client().get(address)
        found.append(len(queries))
        issued_with(world, *["Quý II"] * 5, number=number)
    assert found[0] == found[1] <= 8
