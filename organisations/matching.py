"""Which unit does a plan mean by "Công chức Văn phòng – Thống kê xã"? Pure text, no rows.

Sources of the habits: the assignment tables of the commune plans 2017–2024, where one unit is
written "VP-TK", "Văn phòng Thống Kế", "Công chức Văn phòng - Thống kê".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.text import fold

# Said before a name without changing whom it means.
_BEFORE = ("cong chuc", "can bo", "bo phan", "phong")
# Said after a name: the kind of commune, alone or with its own name.
_AFTER = ("xa", "phuong", "thi tran", "dac khu")
_OF_COMMITTEE = (" cua ubnd", " thuoc ubnd", " ubnd")
_SHORTEST_INITIALS = 3


@dataclass(frozen=True)
class Candidate:
    """`texts`: the unit's name, short name and remembered spellings."""

    id: int
    texts: tuple[str, ...]


def key_of(printed: str, *, place: str = "") -> str:
    """What two spellings of one unit have in common. `place` is the commune's own name ("An Bình")."""
    text = _words(printed)
    where = _words(place)
    changed = True
    while changed:
        before = text
        if where and text.endswith(f" {where}"):
            text = text[: -len(where) - 1]
        for kind in _AFTER:
            text = text.removesuffix(f" {kind}")
        for tail in _OF_COMMITTEE:
            if text.count(" ") > tail.count(" ") and not text.startswith("van phong hdnd"):
                text = text.removesuffix(tail)
        for word in _BEFORE:
            rest = text.removeprefix(f"{word} ")
            text = rest if rest else text
        changed = text != before
    return text


def best_match(printed: str, candidates: Iterable[Candidate], *, place: str = "") -> int | None:
    """The id of the only candidate meant, else None: two possible units are not decided here.

    In this order: the same words; the initials ("VP-TK"); a name that begins with what is printed
    ("Tư pháp" for "Tư pháp - Hộ tịch").
    """
    wanted = key_of(printed, place=place)
    if not wanted:
        return None
    keyed = [(each.id, [key_of(text, place=place) for text in each.texts if text.strip()]) for each in candidates]
    joined = wanted.replace(" ", "")
    for found in (
        {id_ for id_, keys in keyed if wanted in keys},
        {id_ for id_, keys in keyed if joined in {key.replace(" ", "") for key in keys}},
        {id_ for id_, keys in keyed if _is_initials(joined, keys)},
        {id_ for id_, keys in keyed if " " in wanted and any(key.startswith(f"{wanted} ") for key in keys)},
    ):
        if len(found) == 1:
            return found.pop()
        if found:
            return None
    return None


def _is_initials(joined: str, keys: Sequence[str]) -> bool:
    return len(joined) >= _SHORTEST_INITIALS and any(
        joined == "".join(word[0] for word in key.split()) for key in keys if " " in key
    )


def _words(text: str) -> str:
    """Folded words alone: dashes, "&", "và" and punctuation join words, they do not tell units apart."""
    plain = re.sub(r"[^0-9a-z]+", " ", fold(text))
    return " ".join(word for word in plain.split() if word != "va")
