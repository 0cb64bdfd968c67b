"""The calendar for other programs, held against the rules of RFC 5545."""

from __future__ import annotations

import datetime as dt

import pytest

from work.ical import DayEvent, calendar_file, escaped, folded

AT = dt.datetime(2026, 5, 11, 9, tzinfo=dt.timezone(dt.timedelta(hours=7)))


def event(**facts: object) -> DayEvent:
    known: dict[str, object] = {"uid": "viec-1@x.vn", "day": dt.date(2026, 6, 30), "summary": "Hạn: Rà soát"}
    return DayEvent(**{**known, "changed_at": AT, **facts})  # type: ignore[arg-type]


def unfolded(content: bytes) -> list[str]:
    """As a program reads it: lines put together again (RFC 5545, 3.1)."""
    return content.replace(b"\r\n ", b"").decode().removesuffix("\r\n").split("\r\n")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Tin, bài; ảnh", "Tin\\, bài\\; ảnh"),
        ("C:\\tin", "C:\\\\tin"),
        ("một\nhai", "một\\nhai"),
        ("một\r\nhai\rba", "một\\nhai\\nba"),
        ("a\\nb", "a\\\\nb"),
        ("a:b\"c'", "a:b\"c'"),
        ("a\tb", "a b"),
        ("a\x00\x07b\x1f", "ab"),
        ("a\u2028b\u2029c\x85d", "a\\nb\\nc\\nd"),
        ("", ""),
    ],
)
def test_text_is_escaped(text: str, written: str) -> None:
    assert escaped(text) == written


@pytest.mark.parametrize(
    "line", ["", "a" * 75, "a" * 76, "a" * 500, "ề" * 40, "x" + "ộ" * 100, "🎉" * 60, "SUMMARY:" + "Rà soát, " * 30]
)
def test_lines_are_folded_at_75_octets_and_never_inside_a_letter(line: str) -> None:
    parts = folded(line)
    assert all(len(part.encode()) <= 75 for part in parts)
    assert all(part.startswith(" ") for part in parts[1:])
    assert parts[0] + "".join(part[1:] for part in parts[1:]) == line
    assert len(parts) == 1 or all(len(part.encode()) > 75 - 4 for part in parts[:-1])  # no fold before it must be


def test_an_event_lasts_its_day_and_says_when_it_changed() -> None:
    lines = unfolded(calendar_file("Việc", [event(sequence=3, description="97/KH-UBND", url="https://x.vn/a")]))
    inside = lines[lines.index("BEGIN:VEVENT") : lines.index("END:VEVENT") + 1]
    assert inside == [
        "BEGIN:VEVENT", "UID:viec-1@x.vn", "DTSTAMP:20260511T020000Z", "LAST-MODIFIED:20260511T020000Z", "SEQUENCE:3",
        "DTSTART;VALUE=DATE:20260630", "DTEND;VALUE=DATE:20260701", "SUMMARY:Hạn: Rà soát",
        "DESCRIPTION:97/KH-UBND", "URL:https://x.vn/a", "STATUS:CONFIRMED", "CLASS:PRIVATE", "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]  # fmt: skip


def test_the_file_is_whole_and_the_same_every_time() -> None:
    events = [event(uid=f"viec-{number}@x.vn") for number in range(3)]
    content = calendar_file("Việc của tôi, xã", events)
    lines = unfolded(content)
    assert (lines[0], lines[1], lines[-1]) == ("BEGIN:VCALENDAR", "VERSION:2.0", "END:VCALENDAR")
    assert "X-WR-CALNAME:Việc của tôi\\, xã" in lines
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 3
    assert content == calendar_file("Việc của tôi, xã", events)
    assert b"\n" not in content.replace(b"\r\n", b"")


def test_a_title_cannot_become_a_property_of_its_own() -> None:
    lines = unfolded(calendar_file("Việc", [event(summary="Hạn\r\nATTENDEE:mailto:x@y.vn\nEND:VEVENT")]))
    assert not [line for line in lines if line.startswith("ATTENDEE")]
    assert lines.count("END:VEVENT") == 1
