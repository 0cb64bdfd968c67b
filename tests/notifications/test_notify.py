"""Telling people: one row a person and key, letters by urgency, wishes and quiet hours."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from notifications.domain.notify import Line, Notice, notify, notify_many
from notifications.models import Notification, OutgoingEmail, OutgoingText, Preference
from tests.notifications.kinds_of_tests import LATE, RETURNED, clock
from tests.world import World

pytestmark = pytest.mark.django_db
TEXT = "Kết quả “Niêm yết thủ tục” bị trả lại"


def say(world: World, *people: str, kind: str = RETURNED.code, key: str = "tra-lai-1", hour: int = 10) -> int:
    return notify(
        kind=kind, to=[getattr(world, name).pk for name in people], organisation=world.an_binh, text=TEXT,
        url="/an-binh/viec/1/", key=key, at=clock(hour),
    )  # fmt: skip


def test_the_same_key_tells_a_person_once(world: World) -> None:
    assert say(world, "lan", "hung", "lan") == 2
    assert say(world, "lan", "hung", "minh") == 1
    assert Notification.objects.count() == OutgoingEmail.objects.count() == 3
    assert say(world, "lan", key="tra-lai-2") == 1


def test_nothing_is_told_of_what_was_rolled_back(world: World) -> None:
    with transaction.atomic():
        say(world, "lan")
        transaction.set_rollback(True)
    assert not Notification.objects.exists()
    assert not OutgoingEmail.objects.exists()


def test_an_urgent_kind_is_mailed_at_once_and_a_digest_kind_waits(world: World) -> None:
    say(world, "lan")
    say(world, "hung", kind=LATE.code)
    letter = OutgoingEmail.objects.get()
    assert (letter.recipient_id, letter.not_before, letter.subject) == (
        world.lan.pk,
        clock(10),
        f"Kết quả bị trả lại: {TEXT}",
    )
    assert "http://127.0.0.1:8000/an-binh/viec/1/" in letter.body
    assert Notification.objects.get(mailed_in=letter).recipient_id == world.lan.pk
    assert Notification.objects.get(for_digest=True).recipient_id == world.hung.pk


def test_quiet_hours_hold_a_letter_back(world: World) -> None:
    Preference.objects.create(user=world.hung, quiet_from=dt.time(0), quiet_to=dt.time(0))
    say(world, "lan", "hung", hour=22)
    waits = dict(OutgoingEmail.objects.values_list("recipient__full_name", "not_before"))
    assert waits == {world.lan.full_name: clock(6, 30, days=1), world.hung.full_name: clock(22)}


def test_who_wants_no_mail_still_has_the_bell(world: World) -> None:
    Preference.objects.create(user=world.lan, mail_off=[RETURNED.code])
    User.objects.filter(pk=world.hung.pk).update(email="", staff_code="AB-77")
    assert say(world, "lan", "hung") == 2
    assert not OutgoingEmail.objects.exists()


def test_a_locked_account_is_told_nothing(world: World) -> None:
    User.objects.filter(pk=world.lan.pk).update(is_active=False)
    assert say(world, "lan") == 0
    assert not Notification.objects.exists()


def test_a_strange_address_and_an_unknown_kind_are_mistakes(world: World) -> None:
    for changed in ({"url": "https://la.example/"}, {"kind": "khong.co"}):
        facts = {"kind": LATE.code, "url": "/an-binh/", **changed}
        with pytest.raises((ValueError, KeyError)):
            notify(to=[world.lan.pk], organisation=world.an_binh, text="x", key="y", at=clock(9), **facts)
    assert not Notification.objects.exists()


def crowd(world: World, number: int, key: str) -> list[Notice]:
    people = User.objects.bulk_create(
        User(full_name=f"Người {index}", email=f"{key}-{index}@cchc.example", password="!") for index in range(number)
    )
    lines = (Line("Việc", "/an-binh/viec/1/", 3, "Quá hạn 1 ngày"),)
    return [
        Notice(kind, each.pk, world.an_binh.pk, "Việc", "/an-binh/viec/1/", f"{key}-{kind}", lines)
        for each in people
        for kind in (LATE.code, RETURNED.code)
    ]


def test_many_cost_as_many_queries_as_few(world: World) -> None:
    costs = []
    for number, key in ((2, "it"), (20, "nhieu")):
        notices = crowd(world, number, key)
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert notify_many(notices, at=clock(9)) == 2 * number
        costs.append(len(caught))
        assert notify_many(notices, at=clock(9)) == 0
    assert costs[0] == costs[1]


def test_a_text_goes_to_a_phone_only_where_all_agree(world: World, settings: object) -> None:
    """The portal has a gateway, the kind is marked for it, the person wishes it and has a mobile number."""
    people = ("lan", "hung", "minh", "hanh")
    for name, phone in zip(people, ("0912 345 678", "0912345679", "024 3825 1234", "0912345670"), strict=True):
        User.objects.filter(pk=getattr(world, name).pk).update(phone=phone)
    for name in ("lan", "minh", "hanh"):
        Preference.objects.create(user=getattr(world, name), sms_on=True)
    Preference.objects.filter(user=world.hanh).update(sms_off=[RETURNED.code])
    say(world, *people, key="khong-cong")
    assert not OutgoingText.objects.exists(), "no gateway, no text"
    settings.SMS_GATEWAY = "file"
    say(world, *people, kind=LATE.code, key="loai-khac")
    assert not OutgoingText.objects.exists(), "not of this kind"
    say(world, *people, hour=22)
    text = OutgoingText.objects.get()
    assert (text.phone, text.text) == ("0912345678", "Ket qua Niem yet thu tuc bi tra lai")
    assert text.not_before == clock(6, 30, days=1)
