"""Documents cited as bases that are no longer in force, and those that were made for last year alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from core.text import fold
from plans.rolling.citations import Cited, cited_documents
from plans.rolling.edits import Edit, Group

# Documents that are made anew each year: a plan of the next year cites the next one.
_YEARLY = ("ke hoach", "chuong trinh", "cong van", "chi thi", "thong bao", "quyet dinh", "van ban")
_WHY_YEARLY = "Văn bản này cho năm {year}; xin thay bằng văn bản của năm mới nếu có."


@dataclass(frozen=True)
class Outdated:
    """A cited document that is no longer in force. Both citations are empty where nothing replaced it."""

    full: str = ""  # as a basis: type, number, day, issuer, subject
    short: str = ""  # in running text: type and number
    sure: bool = True
    why: str = ""


def law_name(words: str) -> str:
    """ "Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025" → the name without the day."""
    return re.split(r",?\s+(?:ngày|năm|số)\s+[\d ]", words)[0].strip(" .,;")


def base_edits(text: str, outdated: Mapping[tuple[str, str], Outdated], *, old: int, basis: bool = False) -> list[Edit]:
    """`outdated`: by what `asked` gives: a number as printed, or a law's name with its day."""
    out: list[Edit] = []
    for cited in cited_documents(text, basis=basis):
        end = _without_tail(text, cited)
        known = outdated.get(asked(text, cited))
        if known is not None:
            titled = basis or cited.subject_start < cited.end or not cited.number
            new = (known.full if titled else known.short) or None
            out.append(Edit(cited.start, end, new, Group.BASES, sure=known.sure and new is not None, why=known.why))
        elif _is_yearly(text, cited, old):
            out.append(Edit(cited.start, end, None, Group.BASES, sure=False, why=_WHY_YEARLY.format(year=old)))
    return out


def asked(text: str, cited: Cited) -> tuple[str, str]:
    """How a cited document is looked up: its number, or the words a law is cited by (its day tells old from new)."""
    return (cited.number, "") if cited.number else ("", text[cited.start : cited.end])


def _without_tail(text: str, cited: Cited) -> int:
    return cited.start + len(text[cited.start : cited.end].rstrip(" .,;:/"))


def _is_yearly(text: str, cited: Cited, old: int) -> bool:
    kind = fold(cited.doc_type or ("ke hoach" if "/KH" in cited.number.upper().replace(" ", "") else ""))
    return kind in _YEARLY and bool(
        re.search(rf"năm\s*{old}(?!\d)", text[cited.subject_start : cited.end], re.IGNORECASE)
    )
