"""Numbers of papers: what is written, what comes next, and where a late entry may stand. Pure.

Nghị định 30/2020/NĐ-CP, Điều 15: numbers run from 01 on the first day of the year to 31/12, in the order and at the
time of issue; how many series an agency keeps is decided by its head.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

HIGHEST = 999_999
_WRITTEN = re.compile(r"0*([1-9][0-9]{0,5})\s*([a-zđ]?)", re.IGNORECASE)

# Phụ lục III: the abbreviations of the kinds of administrative papers. A letter (công văn) has none.
TYPES: dict[str, str] = {
    "NQ": "Nghị quyết",
    "QĐ": "Quyết định",
    "CT": "Chỉ thị",
    "QC": "Quy chế",
    "QyĐ": "Quy định",
    "TC": "Thông cáo",
    "TB": "Thông báo",
    "HD": "Hướng dẫn",
    "CTr": "Chương trình",
    "KH": "Kế hoạch",
    "PA": "Phương án",
    "ĐA": "Đề án",
    "DA": "Dự án",
    "BC": "Báo cáo",
    "BB": "Biên bản",
    "TTr": "Tờ trình",
    "HĐ": "Hợp đồng",
    "CĐ": "Công điện",
    "BGN": "Bản ghi nhớ",
    "BTT": "Bản thỏa thuận",
    "GUQ": "Giấy ủy quyền",
    "GM": "Giấy mời",
    "GGT": "Giấy giới thiệu",
    "GNP": "Giấy nghỉ phép",
    "PG": "Phiếu gửi",
    "PC": "Phiếu chuyển",
    "PB": "Phiếu báo",
}
LETTER = "CV"  # our own code for the series of letters, whose symbol names no kind
_BY_FOLDED = {code.casefold(): code for code in TYPES}


@dataclass(frozen=True, order=True)
class Number:
    """ "97" or "12a", which stands right after 12."""

    value: int
    suffix: str = ""

    def __str__(self) -> str:
        return f"{self.value}{self.suffix}"


def read_number(written: str) -> Number | None:
    """What a person typed for the number alone; None when it is none ("0", "mười", "97/KH")."""
    found = _WRITTEN.fullmatch(written.strip())
    return Number(int(found[1]), found[2].lower()) if found else None


def type_of(symbol: str) -> str:
    """The kind that a symbol names: "KH" of "KH-UBND"; LETTER for what begins with none ("UBND-VX")."""
    first = re.split(r"[-–/]", symbol.strip(), maxsplit=1)[0].strip()
    return _BY_FOLDED.get(first.casefold(), LETTER)


def type_label(code: str) -> str:
    return TYPES.get(code, "Công văn")


@dataclass(frozen=True)
class Stand:
    """A number that is taken, and the day it bears."""

    number: Number
    on: dt.date


def misplaced(on: dt.date, before: Stand | None, after: Stand | None) -> Stand | None:
    """Which neighbour a paper of this day would stand wrong beside: `before` and `after` are the nearest numbers."""
    if before is not None and on < before.on:
        return before
    if after is not None and on > after.on:
        return after
    return None
