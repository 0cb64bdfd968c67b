"""The lines of one morning e-mail: worst first, each thing once, not too many. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from notifications.notice import Line

MOST_LINES = 60


@dataclass(frozen=True)
class Told:
    """What a notice brings: its lines, and how many it had left out. Given oldest first."""

    lines: tuple[Line, ...]
    left: int = 0


@dataclass(frozen=True)
class Digest:
    lines: tuple[Line, ...]
    left: int

    @property
    def total(self) -> int:
        return len(self.lines) + self.left


def digest_of(told: Iterable[Told], *, most: int = MOST_LINES) -> Digest:
    """The same words about the same page are one line, with the newest note: yesterday's "còn 1 ngày" gives way to
    today's "đến hạn hôm nay" where yesterday's e-mail could not be sent.
    """
    newest: dict[tuple[str, str], Line] = {}
    left = 0
    for each in told:
        left += each.left
        for line in each.lines:
            newest[line.url, line.text] = line
    ordered = sorted(newest.values(), key=lambda line: -line.weight)
    return Digest(tuple(ordered[:most]), left + len(ordered[most:]))
