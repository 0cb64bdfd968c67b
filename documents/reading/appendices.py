"""Phụ lục (Nghị định 30/2020, Phụ lục I, mục III): label, title, bracketed indication, content."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from documents.reading.lines import Item, Line, is_upper
from documents.reading.source import SourceTable

_LABEL = re.compile(
    r"^(?:phu luc|bieu mau|mau so|mau|bieu so|bieu)(?:\s*(?:so)?\s*[:.]?\s*(?:[ivxl]{1,5}|\d{1,3}|"
    r"[a-h]))?\s*[:.]?(?=\s|$)"
)
_ATTACHED_TITLES = re.compile(
    r"^(?:ke hoach|chuong trinh|de an|phuong an|danh muc|quy che|quy dinh|bo chi so|bo tieu chi)\b"
)
_INDICATION = re.compile(r"^\((?:kem theo|ban hanh kem|dinh kem|kem|ban hanh)\b")


def is_appendix_label(line: Line) -> bool:
    """ "PHỤ LỤC", "Phụ lục II", "Biểu mẫu 01": alone on the line, or with a title in capitals."""
    text = line.text
    found = _LABEL.match(line.folded)
    if not found or text[0].islower():
        return False
    rest = text[found.end() :].strip(" :.–-")
    head = text[: found.end()].strip(" :.")
    numbered = bool(re.search(r"(?:\s|\b)(?:[IVXL]+|\d+|[A-H])$", head))
    if not numbered and not head.casefold().startswith(("phụ lục", "phu luc")):
        return False  # "BIỂU TỔNG HỢP …" is a title, "Biểu số 02" a label
    if not rest:
        return is_upper(head) or numbered or bool(line.bold or line.centered) or head.casefold() == "phụ lục"
    return (is_upper(rest) and (is_upper(head) or numbered)) or (
        rest.startswith("(") and numbered and rest.endswith(")")
    )


def split_appendices(items: Sequence[Item]) -> list[list[Item]]:
    """The items of each appendix; items before the first one are left to the caller."""
    starts = [
        index
        for index, item in enumerate(items)
        if isinstance(item, Line) and (is_appendix_label(item) or _attached(items, index))
    ]
    # After an appendix began, its own titles in capitals do not begin another one.
    kept: list[int] = []
    for start in starts:
        item = items[start]
        near = bool(kept) and start - kept[-1] < 6
        if near and isinstance(item, Line) and (start - kept[-1] == 1 or not is_appendix_label(item)):
            continue
        kept.append(start)
    if not kept:
        table = next((index for index, item in enumerate(items) if isinstance(item, SourceTable)), None)
        if table is None:
            return []
        first = table
        while first and isinstance(items[first - 1], Line) and table - first < 4:
            first -= 1
        return [list(items[first:])]
    bounds = [*kept, len(items)]
    return [list(items[a:b]) for a, b in pairwise(bounds)]


def _attached(items: Sequence[Item], index: int) -> bool:
    """A plan issued by a decision: its own type name in capitals, and within a few lines "(Ban hành kèm theo …)"."""
    line = items[index]
    if not isinstance(line, Line) or not is_upper(line.text) or not _ATTACHED_TITLES.match(line.folded):
        return False
    return any(isinstance(item, Line) and _INDICATION.match(item.folded) for item in items[index + 1 : index + 6])


def read_appendix(items: Sequence[Item]) -> tuple[str, str, str, list[Item]]:
    """Label, title, indication and the remaining items of one appendix."""
    label = ""
    title: list[str] = []
    indication: list[str] = []
    used = 0
    indicated = any(isinstance(item, Line) and _INDICATION.match(item.folded) for item in items[:8])
    for index, item in enumerate(items[:12]):
        if isinstance(item, SourceTable):
            break
        text, folded = item.text, item.folded
        if indication and not _closed(" ".join(indication)):
            indication.append(text)
        elif index == 0 and is_appendix_label(item):
            found = _LABEL.match(folded)
            end = found.end() if found else len(text)
            label = text[:end].strip(" :.")
            rest = text[end:].strip(" :.–-")
            if rest:
                (indication if rest.startswith("(") else title).append(rest)
        elif index == 0 and is_upper(text) and _ATTACHED_TITLES.match(folded) and indicated:
            label = text
        elif _INDICATION.match(folded) and not indication:
            indication.append(text)
        elif (
            (is_upper(text) and not _numbered(text))
            or (indicated and not indication and not _numbered(text) and len(text) < 200)
            or (
                not indicated
                and not title
                and index <= 1
                and label
                and (item.bold or item.centered)
                and len(text) < 200
            )
        ):
            title.append(text)
        else:
            break
        used = index + 1
    return label, " ".join(title), " ".join(indication), list(items[used:])


def _numbered(text: str) -> bool:
    return bool(re.match(r"(?:[IVX]{1,5}|\d{1,2}|[A-H])\s?[.)/]\s*\S", text))


def _closed(text: str) -> bool:
    return text.count("(") <= text.count(")") or len(text) > 400
