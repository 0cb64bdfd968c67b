"""How a village's part of an ask stands: pure, computed when it is looked at and never stored."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from core.days import written


class ItemState(StrEnum):
    """In the order in which an officer looks at them."""

    WAITING = "waiting"
    SEEN = "seen"
    RETURNED = "returned"
    ANSWERED = "answered"
    TAKEN = "taken"
    WITHDRAWN = "withdrawn"


OWING = frozenset({ItemState.WAITING, ItemState.SEEN, ItemState.RETURNED})  # "chưa trả lời"
REPLIED = frozenset({ItemState.ANSWERED, ItemState.TAKEN})


@dataclass(frozen=True)
class ItemFacts:
    """What happened to it: opened, answered, taken by the office, sent back, withdrawn."""

    seen: bool = False
    answered: bool = False
    taken: bool = False
    returned: bool = False
    withdrawn: bool = False


@dataclass(frozen=True)
class ItemStanding:
    """`words` and `tone` are those of the chip (core.templatetags.ui.chip)."""

    state: ItemState
    words: str
    tone: str

    @property
    def owes(self) -> bool:
        return self.state in OWING

    @property
    def has_replied(self) -> bool:
        return self.state in REPLIED


def state_of(facts: ItemFacts) -> ItemState:
    """What happened last counts: `returned` is cleared by the next answer, `taken` by a return."""
    if facts.withdrawn:
        return ItemState.WITHDRAWN
    if facts.taken:
        return ItemState.TAKEN
    if facts.returned:
        return ItemState.RETURNED
    if facts.answered:
        return ItemState.ANSWERED
    return ItemState.SEEN if facts.seen else ItemState.WAITING


_WORDS = {
    ItemState.WAITING: ("Chưa mở xem", "idle"),
    ItemState.SEEN: ("Đã xem, chưa trả lời", "brand"),
    ItemState.RETURNED: ("Chờ thôn sửa lại", "warn"),
    ItemState.ANSWERED: ("Đã trả lời", "ok"),
    ItemState.TAKEN: ("Xã đã nhận", "ok"),
    ItemState.WITHDRAWN: ("Đã rút", "idle"),
}


def item_standing(facts: ItemFacts, due_on: dt.date, today: dt.date) -> ItemStanding:
    """For the officer: what the village owes after its day is late, whatever it has seen."""
    state = state_of(facts)
    words, tone = _WORDS[state]
    if state in OWING and due_on < today:
        return ItemStanding(state, f"{words} · quá hạn {(today - due_on).days} ngày", "late")
    return ItemStanding(state, words, tone)


def day_words(due_on: dt.date, today: dt.date) -> tuple[str, str]:
    """For the village: the day in plain words, and the tone of the chip."""
    left = (due_on - today).days
    if left < 0:
        return f"Đã quá hạn {-left} ngày (hạn {written(due_on)})", "late"
    if left == 0:
        return f"Hạn hôm nay, {written(due_on)}", "warn"
    if left == 1:
        return f"Hạn ngày mai, {written(due_on)}", "warn"
    return f"Hạn {written(due_on)}, còn {left} ngày", "warn" if left <= 3 else "brand"
