"""The one e-mail of the morning: once a day, complete, made good when missed, merged when it could not leave."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from notifications.domain.delivering import send_waiting
from notifications.domain.mornings import write_digests
from notifications.domain.notify import Line, notify
from notifications.enums import Sending
from notifications.models import Notification, OutgoingEmail, Preference
from organisations.domain.memberships import end_membership
from organisations.models import Membership
from tests.mailbox import delivered
from tests.notifications.kinds_of_tests import LATE, NEWS, clock
from tests.smtp_sink import closed_port, smtp_sink
from tests.world import World, access_of

pytestmark = pytest.mark.django_db


def say(world: World, *people: str, text: str, at: dt.datetime, kind: str = NEWS.code, lines: Any = ()) -> None:
    notify(
        kind=kind, to=[getattr(world, name).pk for name in people], organisation=world.an_binh, text=text,
        url="/an-binh/viec/1/", key=f"{text} {at}", at=at, lines=lines,
    )  # fmt: skip


def test_one_letter_a_morning_with_everything_worst_first(world: World) -> None:
    say(world, "lan", text="Kế hoạch 97 đã ban hành", at=clock(15, days=-1))
    lines = [
        Line("Niêm yết", "/an-binh/viec/2/", 1, "Còn 1 ngày"),
        Line("Báo cáo quý", "/an-binh/viec/3/", 9, "Quá hạn 4 ngày"),
    ]
    say(world, "lan", "hung", text="2 việc cần làm", at=clock(6), kind=LATE.code, lines=lines)
    assert write_digests(at=clock(6, 59)) == 0
    assert write_digests(at=clock(7)) == 2
    assert write_digests(at=clock(7, 5)) == 0
    letters = {letter.to[0]: letter for letter in delivered(clock(7, 5))}
    assert set(letters) == {world.lan.email, world.hung.email}
    letter = letters[world.lan.email]
    assert letter.subject == "3 việc cần biết sáng 11/05/2026"
    order = ["Báo cáo quý – Quá hạn 4 ngày", "Niêm yết – Còn 1 ngày", "Kế hoạch 97 đã ban hành"]
    places = [letter.body.index(words) for words in order]
    assert places == sorted(places)
    assert "http://127.0.0.1:8000/an-binh/viec/3/" in letter.body
    assert "Báo cáo quý" in letter.alternatives[0].content
    assert not Notification.objects.filter(for_digest=True).exists()


def test_what_comes_after_ones_hour_waits_for_the_next_morning(world: World) -> None:
    say(world, "lan", text="Việc lúc mười giờ", at=clock(10))
    assert write_digests(at=clock(10, 5)) == 0
    assert write_digests(at=clock(7, days=1)) == 1


def test_the_finding_of_a_late_nightly_run_still_goes_today(world: World) -> None:
    say(world, "lan", text="Quá hạn", at=clock(9), kind=LATE.code)
    assert write_digests(at=clock(9, 5)) == 1


@pytest.mark.parametrize("at", [clock(9, 40), clock(23, 50), clock(7, days=1), clock(12, days=3)])
def test_a_missed_morning_is_made_good(world: World, at: dt.datetime) -> None:
    say(world, "lan", text="Việc của hôm qua", at=clock(16, days=-1))
    assert write_digests(at=at) == 1
    assert write_digests(at=at) == 0


def test_who_left_the_office_reads_no_more_of_it_also_not_from_an_unsent_letter(world: World) -> None:
    say(world, "lan", "hung", text="Việc nội bộ hôm qua", at=clock(15, days=-1))
    assert write_digests(at=clock(7)) == 2  # no server: the letters wait
    say(world, "lan", "hung", text="Việc nội bộ hôm nay", at=clock(15))
    for role in Membership.objects.filter(user=world.lan):
        end_membership(
            membership=role, last_day=clock(15).date(), reason="Chuyển công tác", today=clock(15).date(),
            by=access_of(world.an, world.an_binh),
        )  # fmt: skip
    assert write_digests(at=clock(7, days=1)) == 1
    assert not OutgoingEmail.objects.filter(recipient=world.lan, body__contains="nội bộ").exists()
    assert OutgoingEmail.objects.filter(recipient=world.hung, body__contains="hôm qua").exists()
    assert not Notification.objects.filter(for_digest=True).exists()


def test_ones_own_hour(world: World) -> None:
    Preference.objects.create(user=world.lan, digest_hour=9)
    say(world, "lan", "hung", text="Việc", at=clock(6))
    assert write_digests(at=clock(7)) == 1
    assert write_digests(at=clock(8, 59)) == 0
    assert write_digests(at=clock(9)) == 1


def test_a_kind_that_is_off_stands_in_no_letter(world: World) -> None:
    Preference.objects.create(user=world.lan, mail_off=[NEWS.code])
    Preference.objects.create(user=world.hung, mail_off=[NEWS.code, LATE.code])
    for kind, text in ((NEWS.code, "Kế hoạch mới"), (LATE.code, "Việc quá hạn")):
        say(world, "lan", "hung", text=text, at=clock(6), kind=kind)
    assert write_digests(at=clock(7)) == 1
    (letter,) = delivered(clock(7))
    assert letter.to == [world.lan.email]
    assert "Kế hoạch mới" not in letter.body
    assert not Notification.objects.filter(for_digest=True).exists(), "what is off does not pile up"
    assert write_digests(at=clock(7, 5)) == 0


def test_no_address_no_letter(world: World) -> None:
    User.objects.filter(pk=world.lan.pk).update(email="", staff_code="AB-77")
    say(world, "lan", text="Việc", at=clock(6))
    assert write_digests(at=clock(7)) == 0
    assert not Notification.objects.filter(for_digest=True).exists()


def test_a_long_morning_says_how_much_more_there_is(world: World) -> None:
    for part in range(3):
        lines = [Line(f"Việc {part}-{number}", f"/an-binh/viec/{number}/", number) for number in range(110)]
        say(world, "lan", text=f"phần {part}", at=clock(6), lines=lines)
    write_digests(at=clock(7))
    (letter,) = delivered(clock(7))
    assert letter.subject.startswith("330 việc")
    assert len(re.findall(r"^\d+\. ", letter.body, re.MULTILINE)) == 60
    assert "và 270 việc khác: http://127.0.0.1:8000/ho-so/thong-bao/" in letter.body


def test_a_day_without_mail_server_loses_nothing_and_ends_in_one_letter(world: World, settings: Any) -> None:
    """The clock is an argument: every tick of a day knocks, nothing burns, and then one letter a person."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", closed_port(), False
    say(world, "lan", "hung", text="Việc ngày đầu", at=clock(6), kind=LATE.code)
    write_digests(at=clock(7))
    for quarter in range(1, 4 * 23):
        at = clock(7) + dt.timedelta(minutes=15 * quarter)
        write_digests(at=at)
        assert send_waiting(at=at) == 0
    say(world, "lan", text="Việc ngày sau", at=clock(6, days=1), kind=LATE.code)
    write_digests(at=clock(7, days=1))
    states = OutgoingEmail.objects.filter(recipient=world.lan).order_by("key").values_list("state", flat=True)
    assert list(states) == [Sending.MERGED, Sending.QUEUED]
    with smtp_sink() as sink:
        settings.EMAIL_PORT = sink.port
        sent = sum(send_waiting(at=clock(7, days=1) + dt.timedelta(minutes=minute)) for minute in range(0, 30, 5))
        assert sent == len(sink.letters) == 2
        assert sink.connections == 1
        bodies = {str(letter["To"]): letter.get_body(("plain",)).get_content() for letter in sink.letters}
    assert "Việc ngày đầu" in bodies[world.lan.email]
    assert "Việc ngày sau" in bodies[world.lan.email]
    assert "Việc ngày đầu" in bodies[world.hung.email]
    assert not OutgoingEmail.objects.exclude(state__in=(Sending.SENT, Sending.MERGED)).exists()


def test_a_refused_letter_goes_on_in_the_next_one(world: World) -> None:
    """The address was wrong; once it is put right, the next morning tells everything, once."""
    say(world, "lan", text="Việc ngày đầu", at=clock(6))
    write_digests(at=clock(7))
    OutgoingEmail.objects.update(state=Sending.FAILED, error="550")
    say(world, "lan", text="Việc ngày sau", at=clock(6, days=1))
    write_digests(at=clock(7, days=1))
    (letter,) = delivered(clock(7, days=1))
    assert "Việc ngày đầu" in letter.body
    assert "Việc ngày sau" in letter.body


def test_a_letter_in_the_hands_of_a_sender_is_not_merged(world: World) -> None:
    say(world, "lan", text="Việc ngày đầu", at=clock(6))
    write_digests(at=clock(7))
    OutgoingEmail.objects.update(state=Sending.SENDING, lease_until=clock(7, 1, days=1))
    say(world, "lan", text="Việc ngày sau", at=clock(6, days=1))
    write_digests(at=clock(7, days=1))
    letters = delivered(clock(7, 5, days=1))
    assert len(letters) == 2
    assert sum("Việc ngày đầu" in letter.body for letter in letters) == 1


def test_two_offices_in_one_letter_are_told_apart(world: World) -> None:
    say(world, "thao", text="Việc xã một", at=clock(6))
    notify(
        kind=NEWS.code, to=[world.thao.pk], organisation=world.binh_minh, text="Việc xã hai", url="/binh-minh/", key="b",
        at=clock(6),
    )  # fmt: skip
    write_digests(at=clock(7))
    (letter,) = delivered(clock(7))
    assert f"Việc xã một – {world.an_binh.display_name}" in letter.body
    assert f"Việc xã hai – {world.binh_minh.display_name}" in letter.body


def test_many_people_cost_as_many_queries_as_few(world: World) -> None:
    costs = []
    for day, people in enumerate((("lan",), ("lan", "hung", "minh", "hanh", "nga", "an"))):
        say(world, *people, text="Việc", at=clock(6, days=day))
        with CaptureQueriesContext(connection) as caught:
            assert write_digests(at=clock(7, days=day)) == len(people)
        costs.append(len(caught))
        send_waiting(at=clock(8, days=day))
    assert costs[0] == costs[1]
    assert mail.outbox
