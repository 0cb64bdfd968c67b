"""Offices and bodies whose names changed, and the districts that are no more."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from core.text import fold
from plans.rolling.edits import Edit, Group

DISTRICTS_ENDED = 2025  # no district level from 01/7/2025 (Luật 72/2025/QH15)

_WHY_DISTRICT = "Cấp huyện không còn từ 01/7/2025."
_WHY_UNKNOWN = "Chưa rõ tên mới; xin ông/bà nhập."
_BODY = r"(?P<body>UBND|Ủy ban nhân dân|Uỷ ban nhân dân|HĐND|Hội đồng nhân dân|ỦY BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN)"
_DISTRICT = re.compile(
    rf"(?:\b{_BODY}\s+)?\b(?:[Hh]uyện|HUYỆN)(?!\s+(?:ủy|uỷ|đội|đoàn|đảo)\b)(?=(?P<name>(?:\s+\w+){{0,4}}))"
    r"|\b(?:Huyện (?:ủy|uỷ|đoàn|đội)|huyện (?:ủy|uỷ|đoàn|đội)|Quận (?:ủy|uỷ))\b"
)
_FORMER = re.compile(r"\s*,?\s*\(?(?:cũ\b|trước đây|trước khi|trước (?:sắp xếp|sáp nhập)|còn hiệu lực)", re.IGNORECASE)
_WHY_FORMER = "Câu này có vẻ nói về đơn vị trước khi đổi tên."
_SEPARATOR = r"[\s\-–—‑,&]*(?:và\s+)?"


@dataclass(frozen=True)
class Renaming:
    """`old` as it is printed in older plans, `new` what it is called now ("" where nobody knows).

    `whole`: only where it is all that is printed (one name of a list of parties), because the words are
    short or mean other things in running text. `said`: in running text it may be just another way to
    say the name, so that there it is only offered.
    """

    old: str
    new: str
    sure: bool = True
    why: str = ""
    whole: bool = False
    said: bool = False


@dataclass(frozen=True)
class Book:
    """The renamings of one plan, looked for in all its lines at once. `superior` is who stands above the office now."""

    superior: str = ""
    districts: bool = False
    _running: re.Pattern[str] | None = field(default=None, repr=False)
    _already: re.Pattern[str] | None = field(default=None, repr=False)
    _by_words: dict[str, Renaming] = field(default_factory=dict, repr=False)
    _whole: dict[str, Renaming] = field(default_factory=dict, repr=False)


def book_of(renamings: Sequence[Renaming], *, year: int, superior: str = "") -> Book:
    """`year`: districts are pointed at in plans for the year in which they ended and for later ones."""
    known = [each for each in renamings if _words(each.old)]
    return Book(
        superior=superior,
        districts=year >= DISTRICTS_ENDED,
        _running=_any_of([each.old for each in known if not each.whole]),
        _already=_any_of([each.new for each in known if each.new]),
        _by_words={_words(each.old): each for each in reversed(known) if not each.whole},
        _whole={_words(each.old): each for each in reversed(known) if each.whole},
    )


def _words(name: str) -> str:
    return " ".join(word for word in re.findall(r"\w+", fold(name)) if word != "va")


def _any_of(names: Sequence[str]) -> re.Pattern[str] | None:
    """Any of these names, the longest first, with whatever dash, comma or "và" between their words."""
    if not names:
        return None
    turns = []
    for name in sorted(set(names), key=lambda each: (-len(each), each)):
        words = [re.escape(each) for each in re.findall(r"\w+", name) if each.lower() != "và"]
        turns.append(_SEPARATOR.join(words))
    return re.compile(rf"(?<!\w)(?<!hị )(?<!HỊ )(?:{'|'.join(turns)})(?!\w)", re.IGNORECASE)


def name_edits(text: str, book: Book, *, parties: Sequence[str] = ()) -> list[Edit]:
    """Old names in a text, and what stands there now.

    `parties`: the separate names, where the text is a list of such.
    """
    out: list[Edit] = []
    kept = [found.span() for found in book._already.finditer(text)] if book._already else []
    for name in parties:
        known, at = book._whole.get(_words(name)), text.find(name)
        if known is not None and at != -1 and _free(at, at + len(name), kept):
            out.append(_edit(text, at, at + len(name), known))
            kept.append((at, at + len(name)))
    for found in book._running.finditer(text) if book._running else ():
        renaming = book._by_words.get(_words(found[0]))
        if renaming is not None and _free(*found.span(), kept) and not goes_on(text, found.end()):
            if renaming.said and not parties:
                why = f"Nay là {renaming.new}; trong câu này có thể chỉ là cách gọi khác."
                renaming = replace(renaming, sure=False, why=why)
            out.append(_edit(text, found.start(), found.end(), renaming))
            kept.append(found.span())
    for found in _DISTRICT.finditer(text) if book.districts else ():
        if _free(*found.span(), kept):
            out.append(_district(found, book))
    return sorted(out, key=lambda each: each.start)


def goes_on(text: str, end: int) -> bool:
    """Whether a name goes on behind this place: "xã An Lạc Hạ" is not "xã An Lạc". "UBND" begins another word."""
    last = re.search(r"(\w+)$", text[max(0, end - 40) : end])
    found = re.match(r"\s+(\w+)", text[end : end + 40])
    if found is None or last is None or not last[1][0].isupper():
        return False
    return found[1][0].isupper() and not found[1].isupper()


def _free(start: int, end: int, kept: Sequence[tuple[int, int]]) -> bool:
    return all(end <= a or b <= start for a, b in kept)


def _edit(text: str, start: int, end: int, renaming: Renaming) -> Edit:
    new = _cased(text[start:end], renaming.new) if renaming.new else None
    sure = renaming.sure and new is not None
    if sure and _FORMER.match(text, end):
        return Edit(start, end, new, Group.NAMES, sure=False, why=_WHY_FORMER)
    return Edit(start, end, new, Group.NAMES, sure=sure, why=renaming.why or ("" if sure else _WHY_UNKNOWN))


def _cased(old: str, new: str) -> str:
    """The new name in capitals where the old one stood so, and with a capital where the old one began with one."""
    if old.isupper() and len(old) > 5:
        return new.upper()
    return new[:1].upper() + new[1:] if old[:1].isupper() else new


def _district(found: re.Match[str], book: Book) -> Edit:
    """What a committee of a district did is mostly the province's now, but not always the commune's paper says so."""
    new = None
    if found["body"] and book.superior:
        superior = book.superior.upper() if found["body"] in ("ỦY BAN NHÂN DÂN", "HỘI ĐỒNG NHÂN DÂN") else book.superior
        new = f"{found['body']} {superior}"
    return Edit(found.start(), _end_of_name(found), new, Group.NAMES, sure=False, why=_WHY_DISTRICT)


def _end_of_name(found: re.Match[str]) -> int:
    """A district's name runs as long as its words begin with capitals."""
    if not found["name"]:
        return found.end()
    end = found.start("name")
    for word in re.finditer(r"\s+(\w+)", found["name"]):
        if not word[1][0].isupper():
            break
        end = found.start("name") + word.end()
    return end


_BLANK = re.compile(
    r"\b(?P<kind>xã|phường|thị trấn|đặc khu|XÃ|PHƯỜNG|Xã|Phường)\s*"
    r"(?:[.…]{2,}|…|\[[^\]]{0,40}\]|<[^>]{0,40}>|_{3,})"
)


def blank_edits(text: str, *, name: str) -> list[Edit]:
    """Places left open for the office in a model ("UBND xã …", "xã [tên xã]"), filled with `name` ("xã An Bình")."""
    return [
        Edit(found.start(), found.end(), _cased(found["kind"] * 3, name), Group.NAMES)
        for found in _BLANK.finditer(text)
    ]
