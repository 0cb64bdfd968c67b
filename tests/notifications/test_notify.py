"""Telling people: one row a person and key, letters by urgency, wishes and quiet hours."""

from __future__ import annotations

import pytest

from notifications.domain.notify import Line, Notice, notify, notify_many
from notifications.models import Notification, OutgoingEmail
from tests.notifications.conftest import LATE, RETURNED, clock
from tests.world import World

pytestmark = pytest.mark.django_db


def say(world: World, *people: str, kind: str = RETURNED.code, key: str = "tra-lai-1", hour: int = 10) -> int:
    return notify(
        kind=kind, to=[getattr(world, name).pk for name in people], organisation=world.an_binh,
        text="Kết quả “Niêm yết thủ tục” bị trả lại", url="/an-binh/viec/1/", key=key, at=clock(hour),
    )  # fmt: skip


def test_the_same_key_tells_a_person_once(world: World) -> None:
    assert say(world, "lan", "hung") == 2
    assert say(world, "lan", "hung", "minh") == 1
    assert Notification.objects.count() == OutgoingEmail.objects.count() == 3


def test_an_urgent_kind_is_mailed_at_once_and_a_digest_kind_waits(world: World) -> None:
    say(world, "lan")
    say(world, "hung", kind=LATE.code)
    letter = OutgoingEmail.objects.get()
    assert (letter.recipient_id, letter.not_before) == (world.lan.pk, clock(10))
    assert Notification.objects.get(for_digest=True).recipient_id == world.hung.pk
