"""The titled parts of a plan, their paths and roles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from documents.official import Block, BlockKind, MarkerStyle, OfficialDocument, marker_style
from documents.reading.blocks import is_label
from plans.reading.draft import Place, Region, Role, SectionReading
from plans.reading.parties import clean_unit
from plans.reading.roles import is_closing, role_of_heading
from plans.reading.words import fold, starts_with_unit, starts_with_verb

_PLAIN_MARKER = re.compile(r"^(?:phần|chương|mục|điều)\s+", re.IGNORECASE)
_RUN_IN = re.compile(r":\s+(?=\S)")
# A title before a colon on the line of a khoản or điểm: known words, or a unit in the part that names who does what.
_RUN_IN_TITLE = re.compile(
    r"^(?:ve )?(?:chu de|muc dich|yeu cau|muc tieu|noi dung|thoi gian(?: thuc hien)?|dia diem|hinh thuc|doi tuong|"
    r"pham vi|thoi ky|thoi hieu|kinh phi(?: thuc hien)?|"
    r"thanh phan|nguon kinh phi|to chuc thuc hien|che do bao cao)(?: \w+){0,2}$"
)
_TITLE_STYLES = frozenset(
    {
        MarkerStyle.ROMAN,
        MarkerStyle.ARABIC,
        MarkerStyle.DECIMAL,
        MarkerStyle.LETTER,
        MarkerStyle.PART,
        MarkerStyle.ARTICLE,
    }
)


@dataclass
class Outline:
    """Sections in order; the section and role of each block; where the text behind a run-in title begins."""

    sections: list[SectionReading] = field(default_factory=list)
    section_of: dict[Place, int | None] = field(default_factory=dict)
    roles: dict[Place, Role] = field(default_factory=dict)
    run_in: dict[Place, int] = field(default_factory=dict)
    bare: dict[Place, str] = field(default_factory=dict)  # path of an appendix's block that stands under no heading

    def path(self, place: Place) -> str:
        index = self.section_of.get(place)
        return self.sections[index].path if index is not None else self.bare.get(place, "")


def blocks_of(document: OfficialDocument) -> Iterator[tuple[Place, Block]]:
    """Every block of body and appendices with its place, in reading order."""
    for index, block in enumerate(document.body):
        yield Place(Region.BODY, index), block
    for number, appendix in enumerate(document.appendices):
        for index, block in enumerate(appendix.blocks):
            yield Place(Region.APPENDIX, index, appendix=number), block


def plain_marker(marker: str) -> str:
    """ "Phần II." → "II", "1.1." → "1.1", "a)" → "a"."""
    return _PLAIN_MARKER.sub("", marker).strip(" .):/-(")


def plain_heading(text: str) -> str:
    return text.strip().rstrip(" .:;").strip()


_ATTACHED_PLAN = re.compile(r"^(?:ke hoach|chuong trinh|phuong an|de an)\b")


def is_attached_plan(document: OfficialDocument, number: int) -> bool:
    """A plan issued by a decision is what the decision issues, no appendix: its parts count from I like any plan's."""
    return bool(_ATTACHED_PLAN.match(fold(document.appendices[number].label)))


def appendix_path(document: OfficialDocument, number: int) -> str:
    """ "PL", or "PL.II" where several appendices are numbered."""
    label = document.appendices[number].label
    found = re.search(r"(?:^|[\s.:])([IVXL]+|\d+|[A-H])$", label.strip())
    others = [number for number in range(len(document.appendices)) if not is_attached_plan(document, number)]
    if len(others) == 1:
        return "PL"
    return f"PL.{found[1]}" if found else f"PL.{others.index(number) + 1}"


def read_outline(document: OfficialDocument) -> Outline:
    """Find the sections of body and appendices."""
    outline = Outline()
    for index in range(len(document.preamble)):
        place = Place(Region.PREAMBLE, index)
        outline.roles[place] = Role.PREAMBLE
    stack: list[int] = []
    current: tuple[Region, int] = (Region.BODY, 0)
    attached = False
    for place, block in blocks_of(document):
        if (place.region, place.appendix) != current:
            current = (place.region, place.appendix)
            attached = place.region is Region.APPENDIX and is_attached_plan(document, place.appendix)
            stack = [] if attached else [_appendix_section(outline, document, place.appendix)]
        title, rest = _title(block, _role_above(outline, stack))
        if title:
            below_appendix = place.region is Region.APPENDIX and not attached
            shift = 1 if below_appendix else 0
            level = block.level + shift
            while stack and outline.sections[stack[-1]].level >= level:
                stack.pop()
            parent = stack[-1] if stack else None
            above = outline.sections[parent].role if parent is not None else None
            if parent is not None and below_appendix and outline.sections[parent].level == 1:
                above = None if role_of_heading(title, None) is not Role.CONTENT else above
            marker = plain_marker(block.marker)
            section = SectionReading(
                place=place,
                path=_path(outline, parent, marker),
                marker=marker,
                heading=plain_heading(title),
                level=len(stack) + 1,
                role=role_of_heading(title, above),
                parent=parent,
            )
            # A part keeps its own depth for what follows, whatever levels were skipped on paper.
            outline.sections.append(_with_level(section, level))
            stack.append(len(outline.sections) - 1)
            if rest:
                outline.run_in[place] = rest
        elif block.kind is BlockKind.PARAGRAPH and is_closing(block.text):
            outline.roles[place] = Role.CLOSING
            outline.section_of[place] = None
            continue
        elif not block.marker and (place.region is Region.BODY or attached):
            while stack and outline.sections[stack[-1]].level >= block.level:
                stack.pop()
        elif block.marker:
            while stack and outline.sections[stack[-1]].level >= block.level + (
                place.region is Region.APPENDIX and not attached
            ):
                stack.pop()
        outline.section_of[place] = stack[-1] if stack else None
        if place.region is Region.APPENDIX and not attached:
            outline.bare[place] = "PL"
        outline.roles[place] = _role_above(outline, stack) or Role.OTHER
    return outline


def _with_level(section: SectionReading, level: int) -> SectionReading:
    return SectionReading(
        section.place, section.path, section.marker, section.heading, level, section.role, section.parent
    )


def _role_above(outline: Outline, stack: list[int]) -> Role | None:
    return outline.sections[stack[-1]].role if stack else None


def _appendix_section(outline: Outline, document: OfficialDocument, number: int) -> int:
    appendix = document.appendices[number]
    path = appendix_path(document, number)
    outline.sections.append(
        SectionReading(
            place=Place(Region.APPENDIX, 0, appendix=number),
            path=path,
            marker=appendix.label,
            heading=appendix.title,
            level=1,
            role=Role.CONTENT,
        )
    )
    return len(outline.sections) - 1


def _title(block: Block, role: Role | None) -> tuple[str, int]:
    """The title a block carries ("" where it carries none) and where run-in text begins behind it (0: none)."""
    if block.kind is BlockKind.HEADING:
        return block.text or block.marker, 0
    if block.kind is not BlockKind.PARAGRAPH or _style(block.marker) not in _TITLE_STYLES:
        return "", 0
    found = _RUN_IN.search(block.text[:200])
    if not found:
        return "", 0
    head = block.text[: found.start()]
    numbered = _style(block.marker) in (MarkerStyle.ARABIC, MarkerStyle.ROMAN) and _RUN_IN_TITLE.match(fold(head))
    if is_label(fold(block.text[:80])) and not numbered:
        return "", 0
    listed = role is Role.ORGANISATION and all(starts_with_unit(part.strip()) for part in head.split(";"))
    if re.search(r"[.;]\s", head) and not (listed and ". " not in head):
        return "", 0
    if _style(block.marker) is MarkerStyle.ROMAN or (_RUN_IN_TITLE.match(fold(head)) and len(head) < 60):
        return head, found.end()
    if role is Role.ORGANISATION and (
        starts_with_unit(clean_unit(head))
        or (len(head) < 100 and starts_with_verb(block.text[found.end() :]) and not starts_with_verb(head))
    ):
        return head, found.end()
    return "", 0


def _style(marker: str) -> MarkerStyle:
    """The style of a marker, "1-" and "I-" of older papers included."""
    return marker_style(re.sub(r"\s*[-–]$", ".", marker) if len(marker) > 1 else marker)


def _path(outline: Outline, parent: int | None, marker: str) -> str:
    """Markers joined by "."; "1.1" below "1" does not say "1" twice; a repeated one gets its number in brackets."""
    above = outline.sections[parent].path if parent is not None else ""
    own = marker or str(1 + sum(1 for section in outline.sections if section.parent == parent))
    last = outline.sections[parent].marker if parent is not None else ""
    if last and own.startswith(last + ".") and above.endswith(last):
        above = above[: -len(last)].rstrip(".")
    base = f"{above}.{own}" if above else own
    count = sum(
        1
        for section in outline.sections
        if section.path == base or re.fullmatch(re.escape(base) + r"\(\d+\)", section.path)
    )
    return f"{base}({count + 1})" if count else base
