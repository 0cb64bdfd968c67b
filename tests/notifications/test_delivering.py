"""Letters on their way: one connection a batch, refusals, a server that is away, leases, secrets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from accounts.emails import send_account_changed, send_password_reset
from accounts.models import User
from notifications.domain.delivering import send_waiting
from notifications.domain.leases import BATCH, LEASE, claim
from notifications.domain.notify import notify
from notifications.enums import Sending
from notifications.models import OutgoingEmail, Preference
from tests.notifications.kinds_of_tests import RETURNED, clock
from tests.smtp_sink import Sink, closed_port, smtp_sink
from tests.world import World

pytestmark = pytest.mark.django_db
PEOPLE = ("lan", "hung", "minh", "hanh")


@pytest.fixture
def sink(settings: Any) -> Iterator[Sink]:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_USE_TLS = False
    with smtp_sink() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        yield server


def letters_to(world: World, *names: str, key: str = "k", at: dt.datetime | None = None) -> None:
    notify(
        kind=RETURNED.code, to=[getattr(world, name).pk for name in names], organisation=world.an_binh,
        text="Kết quả bị trả lại", url="/an-binh/viec/1/", key=key, at=at or clock(9),
    )  # fmt: skip


def letter_of(user: User) -> OutgoingEmail:
    return OutgoingEmail.objects.get(recipient=user)


def test_a_batch_goes_through_one_connection_and_leaves_no_words_behind(world: World, sink: Sink) -> None:
    letters_to(world, *PEOPLE)
    assert send_waiting(at=clock(9)) == 4
    assert sink.connections == 1
    assert set(sink.mailbox) == set(OutgoingEmail.objects.values_list("message_id", flat=True))
    assert sink.letters[0]["Auto-Submitted"] == "auto-generated"
    assert set(OutgoingEmail.objects.values_list("state", "body", "html")) == {(Sending.SENT, "", "")}
    assert send_waiting(at=clock(10)) == 0


def test_who_is_refused_stops_nobody_else(world: World, sink: Sink) -> None:
    letters_to(world, *PEOPLE)
    sink.refused = {world.lan.email: "550 5.1.1 no such user", world.hung.email: "451 4.7.1 greylisted"}
    assert send_waiting(at=clock(9)) == 2
    assert sink.connections == 1
    refused, later = letter_of(world.lan), letter_of(world.hung)
    assert refused.state == Sending.FAILED
    assert "550 5.1.1 no such user" in refused.error
    assert (later.state, later.tries) == (Sending.QUEUED, 1)
    assert clock(9, 5) <= later.not_before < clock(9, 6)
    sink.refused = {}
    assert send_waiting(at=clock(9, 4)) == 0
    assert send_waiting(at=clock(9, 6)) == 1


def test_a_letter_put_off_for_days_is_given_up_with_a_sentence(world: World, sink: Sink) -> None:
    letters_to(world, "lan")
    sink.refused = {world.lan.email: "452 4.2.2 mailbox full"}
    moments = [clock(9) + dt.timedelta(hours=hour) for hour in range(24 * 7)]
    for at in moments:
        send_waiting(at=at)
    letter = letter_of(world.lan)
    assert (letter.state, letter.body != "") == (Sending.FAILED, True)
    assert "mailbox full" in letter.error
    assert 10 < letter.tries < 40


def test_a_server_that_is_away_is_knocked_at_once_and_burns_nothing(world: World, sink: Sink, settings: Any) -> None:
    people = User.objects.bulk_create(
        User(full_name=f"Người {index}", email=f"n{index}@cchc.example", password="!") for index in range(BATCH * 2)
    )
    notify(
        kind=RETURNED.code, to=[each.pk for each in people], organisation=world.an_binh, text="x", url="/an-binh/",
        key="k", at=clock(9),
    )  # fmt: skip
    settings.EMAIL_PORT = closed_port()
    assert send_waiting(at=clock(9)) == 0
    assert sorted(OutgoingEmail.objects.values_list("tries", flat=True)) == [*[0] * (2 * BATCH - 1), 1]
    assert set(OutgoingEmail.objects.values_list("state", flat=True)) == {Sending.QUEUED}
    assert not OutgoingEmail.objects.filter(not_before__lte=clock(9)).exists(), "all of them wait"
    settings.EMAIL_PORT = sink.port
    assert send_waiting(at=clock(9, 2)) == 2 * BATCH
    assert sink.connections == 2


@pytest.mark.parametrize("greeting", ["421 too busy", "554 not today"])
def test_a_server_that_says_no_at_the_door_is_away(world: World, sink: Sink, greeting: str) -> None:
    letters_to(world, *PEOPLE)
    sink.greeting = greeting
    assert send_waiting(at=clock(9)) == 0
    assert set(OutgoingEmail.objects.values_list("state", flat=True)) == {Sending.QUEUED}


def test_the_letter_over_which_the_connection_breaks_holds_nobody_back(world: World, sink: Sink) -> None:
    letters_to(world, *PEOPLE)
    first = OutgoingEmail.objects.order_by("pk").first()

    def hang_up(number: int) -> None:
        if str(sink.letters[-1]["Message-ID"]) == first.message_id:
            raise ConnectionError

    sink.before_yes = hang_up
    for minute in range(3):
        send_waiting(at=clock(9, minute))
    assert list(OutgoingEmail.objects.exclude(state=Sending.SENT)) == [first]


def test_two_never_hold_the_same_letter(world: World) -> None:
    letters_to(world, *PEOPLE)
    mine, others = claim(OutgoingEmail, at=clock(9)), claim(OutgoingEmail, at=clock(9))
    assert (len(mine), others) == (4, [])
    assert claim(OutgoingEmail, at=clock(9) + LEASE) == []
    again = claim(OutgoingEmail, at=clock(9) + LEASE + dt.timedelta(seconds=1))
    assert {letter.pk for letter in again} == {letter.pk for letter in mine}


def test_what_was_lost_with_its_worker_comes_again_as_the_same_letter(world: World, sink: Sink) -> None:
    letters_to(world, "lan")
    (held,) = claim(OutgoingEmail, at=clock(9))
    assert send_waiting(at=clock(9, 1)) == 0
    assert send_waiting(at=clock(9, 10)) == 1
    assert str(sink.letters[0]["Message-ID"]) == held.message_id


def test_an_account_letter_waits_for_no_hour_and_its_link_is_erased(world: World, sink: Sink) -> None:
    Preference.objects.create(user=world.lan, quiet_from=dt.time(0), quiet_to=dt.time(23, 59))
    assert send_password_reset(world.lan)
    letter = letter_of(world.lan)
    assert letter.secret
    assert "/quen-mat-khau/" in letter.body
    assert send_waiting(at=letter.created_at) == 1
    assert "/quen-mat-khau/" in sink.letters[0].get_content()
    letter.refresh_from_db()
    assert (letter.body, letter.html) == ("", "")


def test_a_refused_secret_is_erased_and_a_dead_link_is_not_sent(world: World, sink: Sink) -> None:
    sink.refused = {world.lan.email: "550 no"}
    send_password_reset(world.lan)
    send_waiting(at=letter_of(world.lan).created_at)
    assert (letter_of(world.lan).state, letter_of(world.lan).body) == (Sending.FAILED, "")
    send_password_reset(world.hung)
    assert send_waiting(at=letter_of(world.hung).created_at + dt.timedelta(days=2)) == 0
    assert (letter_of(world.hung).state, letter_of(world.hung).body) == (Sending.FAILED, "")
    assert sink.letters == []


def test_the_former_address_is_told_of_the_change(world: World, sink: Sink) -> None:
    send_account_changed(world.lan, "Thư điện tử vừa được thay.", to="cu@cchc.example")
    send_waiting(at=letter_of(world.lan).created_at)
    assert sink.receivers == ["cu@cchc.example"]
