"""A calendar for other programs, after RFC 5545. Pure: words in, bytes out, the same for the same facts.

Lines end with CRLF and are folded at 75 octets, never inside a letter (section 3.1); text is escaped (3.3.11);
an event of a day has DATE values and ends on the next day (3.6.1).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_PRODUCT = "-//Cong ke hoach cai cach hanh chinh//Viec cua toi//VI"
_FOLD = 75  # octets of a line, without its end
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85\u2028\u2029]")


@dataclass(frozen=True)
class DayEvent:
    """Something on one day. `uid` never changes; `sequence` rises with every change; `changed_at` is aware."""

    uid: str
    day: dt.date
    summary: str
    changed_at: dt.datetime
    sequence: int = 0
    description: str = ""
    url: str = ""


def calendar_file(name: str, events: Iterable[DayEvent], *, refresh_hours: int = 6) -> bytes:
    """The whole file. `name` is what the phone calls the calendar; `refresh_hours` how often it may ask again."""
    return "".join(f"{fold}\r\n" for line in _lines(name, events, refresh_hours) for fold in folded(line)).encode()


def _lines(name: str, events: Iterable[DayEvent], refresh_hours: int) -> Iterator[str]:
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield f"PRODID:{_PRODUCT}"
    yield "CALSCALE:GREGORIAN"
    yield "METHOD:PUBLISH"
    yield f"NAME:{escaped(name)}"  # RFC 7986; programs older than it read the next line
    yield f"X-WR-CALNAME:{escaped(name)}"
    yield f"REFRESH-INTERVAL;VALUE=DURATION:PT{refresh_hours}H"
    yield f"X-PUBLISHED-TTL:PT{refresh_hours}H"
    for event in events:
        yield from _event(event)
    yield "END:VCALENDAR"


def _event(event: DayEvent) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{_moment(event.changed_at)}"
    yield f"LAST-MODIFIED:{_moment(event.changed_at)}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.day + dt.timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escaped(event.summary)}"
    if event.description:
        yield f"DESCRIPTION:{escaped(event.description)}"
    if event.url:
        yield f"URL:{_CONTROLS.sub('', event.url)}"
    yield "STATUS:CONFIRMED"
    yield "CLASS:PRIVATE"
    yield "TRANSP:TRANSPARENT"  # a due day does not make anybody busy
    yield "END:VEVENT"


def _moment(at: dt.datetime) -> str:
    return f"{at.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """A value of type TEXT: no line break, comma, semicolon or backslash stands as itself; control characters go."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n").replace("\u2028", "\n")
    text = _CONTROLS.sub("", text.replace("\u2029", "\n").replace("\t", " "))
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(plain, written)
    return text


def folded(line: str) -> list[str]:
    """The line as lines of at most 75 octets; each after the first begins with a space. No letter is cut in two."""
    out: list[str] = []
    current, room = "", _FOLD
    for letter in line:
        size = len(letter.encode())
        if size > room:
            out.append(current)
            current, room = " ", _FOLD - 1
        current += letter
        room -= size
    return [*out, current]
