"""Sections of the same plan a duty names as its object: "Mục 1 của Phần II Kế hoạch này" → "II.1"."""

from __future__ import annotations

import re

_SELF = re.compile(
    r"(?P<list>(?:(?:Mục|mục|khoản|Khoản|điểm|Điểm|tiết)\s+[\w.]+(?:\s*(?:,|và)\s*(?=(?:(?:Mục|mục|khoản|Khoản|điểm)\s+)?[\w.]{1,5}\b(?!\s+(?:Kế hoạch|của))|(?:Mục|mục|khoản|Khoản)\s))?\s*)+)"
    r"(?:(?:của\s+|,\s*|thuộc\s+|tại\s+)?(?P<part>Phần|phần|Mục|mục)\s+(?P<number>[IVXL]+|\d+))?(?:\s+(?:của\s+)?(?P<own>Kế hoạch này|kế hoạch này|văn bản này))?"
)
_ONE = re.compile(r"(?:Mục|mục|khoản|Khoản|điểm|Điểm|tiết)?\s*(?P<mark>[IVXL]+|\d+(?:\.\d+)*|[a-zđ])\b")
_WHOLE_PART = re.compile(r"\b(?:Phần|phần|Mục|mục)\s+(?P<number>[IVXL]+)(?=[^;.]{0,30}\b[Kk]ế hoạch này)")


def read_cites(text: str, paths: set[str]) -> tuple[str, ...]:
    """Paths of sections named in a duty, as far as the plan has them."""
    out: list[str] = []
    if "hoạch này" not in text and "văn bản này" not in text:
        return ()
    for found in _SELF.finditer(text):
        if not (found["own"] or found["part"]):
            continue
        base = found["number"] or ""
        marks = [one["mark"] for one in _ONE.finditer(found["list"])]
        marks = [mark for mark in marks if mark not in ("v", "à")]
        for mark in marks:
            path = f"{base}.{mark}" if base else mark
            if path in paths and path not in out:
                out.append(path)
    for found in _WHOLE_PART.finditer(text):
        if found["number"] in paths and not any(path.startswith(found["number"]) for path in out):
            out.append(found["number"])
    return tuple(out)
