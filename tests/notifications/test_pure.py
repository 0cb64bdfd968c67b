"""Hours, waits, lines, numbers and refusals, as tables."""

from __future__ import annotations

import datetime as dt
import smtplib

import pytest

from notifications.digest import Told, digest_of
from notifications.kinds import Kind, Urgency, label_of, register
from notifications.notice import MOST_LINES, Line, checked_path, plain_lines, shortened
from notifications.phones import TEXT_LENGTH, cheap_text, mobile_number
from notifications.quiet import first_loud, is_quiet
from notifications.refusals import refusal_of
from notifications.retrying import too_old, wait_for_recipient, wait_for_server
from tests.notifications.kinds_of_tests import HERE, LATE

NIGHT = (dt.time(21), dt.time(6, 30))
NOON = (dt.time(11, 30), dt.time(13, 30))


@pytest.mark.parametrize(
    ("at", "hours", "loud"),
    [
        ("2026-05-11 10:00", NIGHT, "2026-05-11 10:00"),
        ("2026-05-11 20:59", NIGHT, "2026-05-11 20:59"),
        ("2026-05-11 21:00", NIGHT, "2026-05-12 06:30"),
        ("2026-05-12 00:00", NIGHT, "2026-05-12 06:30"),
        ("2026-05-12 06:29", NIGHT, "2026-05-12 06:30"),
        ("2026-05-12 06:30", NIGHT, "2026-05-12 06:30"),
        ("2026-12-31 23:30", NIGHT, "2027-01-01 06:30"),
        ("2026-05-11 12:00", NOON, "2026-05-11 13:30"),
        ("2026-05-11 23:00", NOON, "2026-05-11 23:00"),
        ("2026-05-11 21:00", (dt.time(21), dt.time(21)), "2026-05-11 21:00"),
    ],
)
def test_quiet_hours(at: str, hours: tuple[dt.time, dt.time], loud: str) -> None:
    start, end = hours
    moment = dt.datetime.fromisoformat(at).replace(tzinfo=HERE)
    found = first_loud(moment, start=start, end=end)
    assert found == dt.datetime.fromisoformat(loud).replace(tzinfo=HERE)
    assert not is_quiet(found.time(), start=start, end=end)


def test_waits_grow_and_end() -> None:
    for wait in (wait_for_recipient, wait_for_server):
        waits = [wait(tries) for tries in range(1, 30)]
        assert waits == sorted(waits)
        assert waits[0] <= dt.timedelta(minutes=5)
        assert waits[-1] <= dt.timedelta(hours=8)
    now = dt.datetime(2026, 5, 11, tzinfo=dt.UTC)
    assert not too_old(now - dt.timedelta(days=5), now)
    assert too_old(now - dt.timedelta(days=5, seconds=1), now)


def test_the_worst_stand_first_and_no_more_than_fit() -> None:
    lines = tuple(Line(f"Việc {number}", f"/a/{number}/", number % 7) for number in range(100))
    digest = digest_of([Told(lines, left=40)], most=60)
    weights = [line.weight for line in digest.lines]
    assert weights == sorted(weights, reverse=True)
    assert (len(digest.lines), digest.left, digest.total) == (60, 80, 140)


def test_the_same_words_of_the_same_page_are_one_line_with_the_newest_note() -> None:
    old = Told((Line("Báo cáo quý", "/a/1/", 1, "Còn 1 ngày"), Line("Niêm yết", "/a/2/", 1)))
    new = Told((Line("Báo cáo quý", "/a/1/", 3, "Đến hạn hôm nay"), Line("Việc khác, cùng trang", "/a/2/", 1)))
    digest = digest_of([old, new])
    assert digest.lines[0] == Line("Báo cáo quý", "/a/1/", 3, "Đến hạn hôm nay")
    assert sorted(line.text for line in digest.lines) == ["Báo cáo quý", "Niêm yết", "Việc khác, cùng trang"]


@pytest.mark.parametrize(
    "url", ["https://la.example/", "//la.example/", "/\\la.example", "viec/1/", "", "javascript:x"]
)
def test_a_notice_leads_to_no_strange_site(url: str) -> None:
    with pytest.raises(ValueError, match="đường dẫn"):
        checked_path(url)


def test_lines_kept_with_a_notice_are_bounded_and_the_worst() -> None:
    kept, left = plain_lines([Line("x " * 400, "/a/", weight) for weight in range(MOST_LINES + 5)])
    assert (len(kept), left, kept[0]["weight"]) == (MOST_LINES, 5, MOST_LINES + 4)
    assert all(len(str(line["text"])) <= 500 for line in kept)


@pytest.mark.parametrize(
    ("text", "most", "short"),
    [
        ("Ngắn gọn", 20, "Ngắn gọn"),
        ("Hai\n dòng", 20, "Hai dòng"),
        ("Niêm yết thủ tục hành chính", 20, "Niêm yết thủ tục…"),
        ("x" * 30, 20, "x" * 19 + "…"),
    ],
)
def test_long_texts_end_at_a_word(text: str, most: int, short: str) -> None:
    assert shortened(text, most) == short
    assert len(short) <= most


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("0912345678", "0912345678"),
        ("0912 345 678", "0912345678"),
        ("(091) 234-5678", "0912345678"),
        ("+84 912.345.678", "0912345678"),
        ("84912345678", "0912345678"),
        ("024 3825 1234", ""),
        ("0212345678", ""),
        ("091234567", ""),
        ("0912345678, 0987654321", ""),
        ("", ""),
    ],
)
def test_mobile_numbers(written: str, digits: str) -> None:
    assert mobile_number(written) == digits


def test_a_cheap_text_is_one_message_of_plain_letters() -> None:
    assert cheap_text("Việc “Đối thoại” quá hạn") == "Viec Doi thoai qua han"
    long = cheap_text("Đề nghị báo cáo ngay kết quả rà soát thủ tục hành chính " * 10)
    assert len(long) <= TEXT_LENGTH
    assert long.isascii()
    assert long.endswith("...")


@pytest.mark.parametrize(
    ("error", "for_good", "stops"),
    [
        (smtplib.SMTPRecipientsRefused({"a@b.c": (550, b"no such user")}), True, False),
        (smtplib.SMTPRecipientsRefused({"a@b.c": (451, b"greylisted")}), False, False),
        (smtplib.SMTPRecipientsRefused({"a@b.c": (421, b"too many")}), False, True),
        (smtplib.SMTPDataError(554, b"spam"), True, False),
        (smtplib.SMTPDataError(452, b"full"), False, False),
        (smtplib.SMTPSenderRefused(550, b"not you", "x@y.z"), False, True),
        (smtplib.SMTPAuthenticationError(535, b"bad"), False, True),
        (smtplib.SMTPConnectError(554, b"go away"), False, True),
        (smtplib.SMTPServerDisconnected("gone"), False, True),
        (ConnectionRefusedError(), False, True),
        (TimeoutError(), False, True),
        (ValueError("header"), True, False),
    ],
)
def test_what_a_refusal_means(error: Exception, for_good: bool, stops: bool) -> None:
    refusal = refusal_of(error)
    assert (refusal.for_good, refusal.stops) == (for_good, stops)
    assert refusal.sentence.endswith(".")


def test_a_kind_is_registered_once() -> None:
    register(LATE)
    with pytest.raises(ValueError, match=LATE.code):
        register(Kind(LATE.code, "Khác", Urgency.AT_ONCE))
    assert label_of(LATE.code) == LATE.label
    assert label_of("của ứng dụng đã gỡ") == "Thông báo"
