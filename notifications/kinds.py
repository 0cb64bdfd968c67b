"""The kinds of notices. Each app registers its own at start-up; this one knows no client. Pure."""

from __future__ import annotations

import enum
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from notifications.notice import Line

DIGEST = "digest"  # the kind of the morning e-mail itself


class Urgency(enum.Enum):
    """`AT_ONCE`: an e-mail of its own, outside quiet hours. `DIGEST`: a line of the one morning e-mail."""

    AT_ONCE = "at_once"
    DIGEST = "digest"


@dataclass(frozen=True)
class Kind:
    """`code` is "work.returned"; `label` what the preferences page calls it ("Kết quả bị trả lại").

    `group` is the heading above it there. `weight` is how bad a digest line of it is where the notice brings no
    lines (higher = worse, stands earlier). `sms`: may also go to a phone, for people who wish it. `of_the_day`: what
    a nightly run found; where that run was late, it still goes into today's e-mail, not tomorrow's.
    `summary` makes the words of the bell from the lines that are left and their number; `gathered`: what comes during
    a day is one notice (notifications.domain.gathering).
    """

    code: str
    label: str
    urgency: Urgency
    group: str = "Công việc"
    weight: int = 0
    sms: bool = False
    of_the_day: bool = False
    summary: Callable[[Sequence[Line], int], str] | None = None
    gathered: bool = False


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Once for each code; a second, different kind of the same code is a mistake of the program."""
    known = _kinds.setdefault(kind.code, kind)
    if known != kind:
        raise ValueError(f"Loại thông báo {kind.code} đã có")


def kind_of(code: str) -> Kind:
    """The registered kind; KeyError for one that nobody registered."""
    return _kinds[code]


def label_of(code: str) -> str:
    """What a stored code is called, also one whose app no longer registers it, and what is no kind of notice."""
    if code == DIGEST:
        return "Thư tổng hợp buổi sáng"
    if code.startswith("account."):
        return "Thư về tài khoản"
    return _kinds[code].label if code in _kinds else "Thông báo"


def all_kinds() -> list[Kind]:
    return sorted(_kinds.values(), key=lambda each: (each.group, each.label))


def weight_of(code: str) -> int:
    return _kinds[code].weight if code in _kinds else 0
