"""Who issues a plan whose letterhead is not printed, and which year it is for."""

from __future__ import annotations

import re

from documents.official import OfficialDocument
from documents.reading.letters import pattern

_KIND = r"(?:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tỉnh)"
_NAME = pattern(r"(?:[‹A›][\w']*)(?:[ -][‹A›0-9][\w']*){0,4}")
_ISSUES = re.compile(
    rf"(?:UBND|[UỦ][ỷyỶỳ]?[ỷy]? ?ban nhân dân|"
    rf"Ủy ban nhân dân)\s+(?P<kind>{_KIND})\s+(?P<name>{_NAME})\s+(?:đã\s+)?(?:ban hành|"
    rf"xây dựng)(?:\s+và triển khai)?\s+(?:Kế hoạch|kế hoạch|Chương trình)"
)
_ISSUES_BARE = re.compile(
    rf"(?:UBND|[UỦ]\w+ ban nhân dân)\s+(?P<kind>{_KIND})\s+(?:ban hành|xây dựng|tổ chức|triển khai)", re.IGNORECASE
)
_UNIT = re.compile(rf"(?:UBND|[UỦ]\w+ ban nhân dân)\s+(?P<kind>{_KIND})\s+(?P<name>{_NAME})")
_PLACE_IN_TITLE = re.compile(rf"\b(?P<kind>{_KIND})\s+(?P<name>{_NAME})")


def infer_agency(document: OfficialDocument) -> str:
    """ "UBND xã …" from the sentence that issues the plan, its title and its place; "" where they do not say it."""
    if document.letterhead.agency:
        return ""
    preamble = " ".join(block.text for block in document.preamble)
    found = _ISSUES.search(preamble)
    if found:
        return f"UBND {found['kind']} {found['name']}"
    place = document.letterhead.place
    bare = _ISSUES_BARE.search(preamble)
    kind = bare["kind"].lower() if bare else ""
    for unit in _UNIT.finditer(preamble):
        if unit["name"] == place or (kind and unit["kind"].lower() == kind and not place):
            return f"UBND {unit['kind']} {unit['name']}"
    for named in _PLACE_IN_TITLE.finditer(document.title):
        name = named["name"]
        if place and name.startswith(place):
            return f"UBND {named['kind']} {place}"
        if not place and (kind == named["kind"].lower() or "UBND" in document.letterhead.symbol):
            return f"UBND {named['kind']} {name}"
    if place and kind:
        return f"UBND {kind} {place}"
    return ""


def plan_year(document: OfficialDocument) -> int | None:
    """The year the plan is for: said in its title, else that of its date."""
    years = [int(year) for year in re.findall(r"(?<!đến )(?<!tới )\bnăm\s+(20\d{2})\b", document.title.lower())]
    issued = document.letterhead.year
    if issued is None:
        return years[-1] if years else _year_in_preamble(document)
    if years and issued not in years:
        ahead = [year for year in years if issued < year <= issued + 1]
        return ahead[0] if ahead else issued
    return issued


def _year_in_preamble(document: OfficialDocument) -> int | None:
    text = " ".join(block.text for block in document.preamble[-2:])
    years = re.findall(r"\bnăm\s+(20\d{2})\b", text)
    return int(years[-1]) if years else None
