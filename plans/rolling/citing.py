"""How a clause of another office's plan is named: "nhiệm vụ 1, mục II Kế hoạch số 97/KH-UBND ngày … của …"."""

from __future__ import annotations

from collections.abc import Sequence

from core.text import squeeze
from documents.official import MarkerStyle, marker_style
from plans.outline import bare


def clause_words(marker: str, above: Sequence[str], *, appendix: str = "", row: str = "") -> str:
    """`marker` of the line itself, `above` the markers of the titles over it, the outermost first.

    `row` is the number of a table's row, `appendix` the label ("Phụ lục I"). Dashes say nothing.
    """
    inner = _own(marker)
    if row.strip(" .)"):
        inner = f"nhiệm vụ số {row.strip(' .)')}"
    titles = [bare(each) for each in above if marker_style(each) not in _SILENT]
    where = " ".join(filter(None, (_titles(titles) if titles else "", _sentence_case(appendix) if appendix else "")))
    return ", ".join(filter(None, (inner, where)))


_SILENT = (MarkerStyle.NONE, MarkerStyle.DASH, MarkerStyle.PLUS, MarkerStyle.OTHER)


def _own(marker: str) -> str:
    style = marker_style(marker)
    if style in (MarkerStyle.ARABIC, MarkerStyle.DECIMAL):
        return f"nhiệm vụ {bare(marker)}"
    if style == MarkerStyle.LETTER:
        return f"điểm {bare(marker)}"
    if style in (MarkerStyle.ROMAN, MarkerStyle.PART):
        return _titles([bare(marker)])
    return ""


def _titles(titles: Sequence[str]) -> str:
    """ "mục II.3": decimal numbers already hold the numbers above them."""
    if " " in titles[0]:  # "Phần II" stays a word of its own
        rest = _titles(titles[1:]) if len(titles) > 1 else ""
        return ", ".join(filter(None, (rest, titles[0])))
    path: list[str] = []
    for each in titles:
        if "." in each and path and each.split(".")[0] == path[-1]:
            path[-1] = each
        else:
            path.append(each)
    return f"mục {'.'.join(path)}"


def _sentence_case(label: str) -> str:
    """ "PHỤ LỤC II" → "Phụ lục II"."""
    head, _, tail = squeeze(label).partition(" ")
    words = f"{head} {tail}".strip()
    if not words.isupper():
        return words
    parts = words.split()
    kept = [part if marker_style(part) == MarkerStyle.ROMAN else part.lower() for part in parts]
    text = " ".join(kept)
    return text[:1].upper() + text[1:]


def committee_words(agency_lines: Sequence[str]) -> tuple[str, str]:
    """The issuer as a sentence names it, in full and short: ("Ủy ban nhân dân tỉnh Hà Sơn", "UBND tỉnh Hà Sơn")."""
    joined = squeeze(" ".join(agency_lines))
    if not joined:
        return "", ""
    for body, full, short in (
        ("ỦY BAN NHÂN DÂN", "Ủy ban nhân dân", "UBND"),
        ("UỶ BAN NHÂN DÂN", "Ủy ban nhân dân", "UBND"),
        ("UBND", "Ủy ban nhân dân", "UBND"),
        ("HỘI ĐỒNG NHÂN DÂN", "Hội đồng nhân dân", "HĐND"),
    ):
        if joined.upper().startswith(body):
            place = _place(joined[len(body) :].strip())
            return squeeze(f"{full} {place}"), squeeze(f"{short} {place}")
    return _place(joined), _place(joined)


_PLACES = ("thành phố", "tỉnh", "huyện", "quận", "thị xã", "thị trấn", "phường", "xã", "đặc khu")
_LEVELS = (*_PLACES, "sở", "phòng", "ban", "bộ", "trường")


def _place(words: str) -> str:
    """ "TỈNH HÀ SƠN" → "tỉnh Hà Sơn"; words that are not in capitals stay."""
    if not words.isupper():
        return words
    lower = words.lower()
    level = next((each for each in _LEVELS if lower.startswith(f"{each} ")), "")
    name = lower[len(level) :].strip()
    if level not in _PLACES:  # "Sở Nội vụ": the name of a field of work, not of a place
        return f"{level.capitalize()} {name[:1].upper()}{name[1:]}".strip()
    named = " ".join(part[:1].upper() + part[1:] for part in name.split())
    return f"{level} {named}".strip()
