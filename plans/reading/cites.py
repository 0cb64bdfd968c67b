"""Sections of the same plan a duty names as its object: "Mục 1 của Phần II Kế hoạch này" → "II.1"."""

from __future__ import annotations

import re

_MARK = r"(?:[IVXL]+|\d{1,2}(?:\.\d{1,2})*)"
_ITEM = rf"(?:(?:[Mm]ục|[Kk]hoản|[Tt]iểu mục)\s+{_MARK}|(?:[Đđ]iểm|[Tt]iết)\s+(?:[a-zđ]|{_MARK}))(?!\w)"
_LIST = re.compile(rf"{_ITEM}(?:\s*(?:,|và|đến)\s*(?:{_ITEM}|{_MARK}(?![\w/.]*\d)(?!\w)))*")
_INSIDE = re.compile(rf"\s*,?\s*(?:của\s+|thuộc\s+|tại\s+)?(?:[Kk]hoản|[Mm]ục|[Pp]hần)\s+(?P<mark>{_MARK})(?!\w)")
_OWN = re.compile(r"[^;.]{0,60}\b(?:[Kk]ế hoạch|[Vv]ăn bản) này")
_PART = re.compile(rf"(?:[Pp]hần|[Mm]ục)\s+(?P<mark>[IVXL]+)(?!\w)(?={_OWN.pattern})")
_ONE = re.compile(rf"(?:[Mm]ục|[Kk]hoản|[Tt]iểu mục|[Đđ]iểm|[Tt]iết)?\s*(?P<mark>{_MARK}|(?<=\s)[a-zđ])(?!\w)")


def read_cites(text: str, paths: set[str]) -> tuple[str, ...]:
    """Paths of sections named in a duty, as far as the plan has them."""
    if "hoạch này" not in text and "bản này" not in text:
        return ()
    out: list[str] = []
    covered = 0
    for found in _LIST.finditer(text):
        if found.start() < covered:
            continue
        containers: list[str] = []
        at = found.end()
        while True:
            inside = _INSIDE.match(text, at)
            if not inside:
                break
            containers.insert(0, inside["mark"])
            at = inside.end()
        covered = at
        if not _OWN.match(text, at):
            continue
        for one in _ONE.finditer(found[0]):
            path = ".".join([*containers, one["mark"]])
            if path in paths and path not in out:
                out.append(path)
    for found in _PART.finditer(text):
        mark = found["mark"]
        if mark in paths and not any(path == mark or path.startswith(mark + ".") for path in out):
            out.append(mark)
    return tuple(out)
