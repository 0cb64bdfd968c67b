"""The outline of a plan: section paths, automatic numbering, and citations that follow it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.text import point_letter, roman
from documents.official import BlockKind, MarkerStyle, marker_style


@dataclass(frozen=True)
class Line:
    """What numbering needs of one line. `key` is whatever the caller knows the line by."""

    key: int
    kind: BlockKind
    level: int
    marker: str = ""
    text: str = ""


def bare(marker: str) -> str:
    """The marker without its punctuation: "II." → "II", "a)" → "a", "Phần I" → "Phần I"."""
    return marker.strip().strip(".):/-–+* ").strip()


def section_paths(lines: Iterable[Line]) -> dict[int, str]:
    """Path of every heading: "II.1"; a marker that stands twice beside itself gets "(2)".

    A heading without marker adds nothing to the path of those below it; its own path is its parent's.
    """
    stack: list[tuple[int, str]] = []
    seen: dict[str, int] = {}
    out: dict[int, str] = {}
    for line in lines:
        if line.kind != BlockKind.HEADING:
            continue
        while stack and stack[-1][0] >= line.level:
            stack.pop()
        above = stack[-1][1] if stack else ""
        own = bare(line.marker)
        path = f"{above}.{own}".strip(".") if own else above
        if own:
            seen[path] = seen.get(path, 0) + 1
            if seen[path] > 1:
                path = f"{path}({seen[path]})"
        out[line.key] = path
        stack.append((line.level, path))
    return out


def numbered(lines: Sequence[Line]) -> dict[int, str]:
    """The marker each line has after "Đánh số lại": same style, counted anew (NĐ 30/2020, Phụ lục I, II.5).

    Counting starts again under each line of a shallower level. Articles (Điều) run through the
    whole document. Dashes and lines without marker stay as they are. Lines whose marker does not
    change are left out.
    """
    counters: dict[tuple[int, str], int] = {}
    articles = 0
    numbers: dict[int, str] = {}  # level → the number a decimal below it continues
    out: dict[int, str] = {}
    for line in lines:
        style = marker_style(line.marker)
        if line.kind == BlockKind.HEADING or style not in (MarkerStyle.NONE, MarkerStyle.DASH, MarkerStyle.PLUS):
            counters = {key: count for key, count in counters.items() if key[0] <= line.level}
            numbers = {level: number for level, number in numbers.items() if level < line.level}
        if style in (MarkerStyle.NONE, MarkerStyle.DASH, MarkerStyle.PLUS, MarkerStyle.OTHER):
            continue
        if style == MarkerStyle.ARTICLE:
            articles += 1
            fresh = f"{line.marker.split()[0]} {articles}."
        else:
            word = line.marker.split()[0].casefold() if style == MarkerStyle.PART else ""
            key = (line.level, f"{style.value} {word}")
            counters[key] = counters.get(key, 0) + 1
            fresh = _marker(line.marker, style, counters[key], numbers)
        numbers[line.level] = bare(fresh)
        if fresh != line.marker:
            out[line.key] = fresh
    return out


def _marker(old: str, style: MarkerStyle, count: int, numbers: dict[int, str]) -> str:
    if style == MarkerStyle.ROMAN:
        return f"{roman(count)}."
    if style == MarkerStyle.ARABIC:
        return f"{count}."
    if style == MarkerStyle.LETTER:
        letter = point_letter(count)
        return f"{letter.upper() if old[:1].isupper() else letter})"
    if style == MarkerStyle.DECIMAL:
        above = [number for _, number in sorted(numbers.items()) if re.fullmatch(r"\d+(\.\d+)*", number)]
        return f"{above[-1] if above else 1}.{count}."
    word, _, number = old.partition(" ")
    return f"{word} {roman(count) if re.match('[IVXL]', number) else count}"


@dataclass(frozen=True)
class Citation:
    """A section of the same plan named in running text ("Mục 1 của Phần II Kế hoạch này").

    `tokens` are the (start, end) of each number in the text, outermost last; `path` the section path.
    """

    path: str
    tokens: tuple[tuple[int, int], ...]


_NUMBER = r"(?:[IVXL]+|\d+(?:\.\d+)*|[a-zđ])"
_ONE = rf"(?:mục|khoản|điểm|nhiệm\s+vụ|nội\s+dung)\s+({_NUMBER})\b"
_GROUP = re.compile(
    rf"(?P<inner>{_ONE}(?:\s*(?:,|;|và|đến)\s*(?:(?:mục|khoản|điểm)\s+)?{_NUMBER}\b)*)"
    rf"\s*,?\s*(?:của|thuộc|tại|trong)?\s*(?:phần|mục)\s+(?P<outer>[IVXL]+)\b",
    re.IGNORECASE,
)
_ALONE = re.compile(r"\b(?:phần|mục)\s+(?P<outer>[IVXL]+)\b(?=\s*(?:của\s+)?kế\s+hoạch\s+này)", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"^\s*(?:,\s*)?(?:của|tại|ban\s+hành\s+kèm\s+theo|kèm\s+theo|trong|thuộc)?\s*"
    r"(?:(?:quyết\s+định|nghị\s+định|nghị\s+quyết|thông\s+tư|chỉ\s+thị|luật|công\s+văn|pháp\s+lệnh|kết\s+luận|"
    r"chương\s+trình|đề\s+án|hướng\s+dẫn)\b|kế\s+hoạch\s+(?:số|\d))",
    re.IGNORECASE,
)


def citations(text: str) -> list[Citation]:
    """Sections of this plan cited in a line. Sections of other documents are not taken."""
    out: list[Citation] = []
    for found in _GROUP.finditer(text):
        if _ELSEWHERE.match(text[found.end() :]):
            continue
        outer = found.span("outer")
        start = found.start("inner")
        for inner in re.finditer(rf"(?<![\w.]){_NUMBER}\b", found["inner"]):
            if not re.fullmatch(r"[IVXL]+|\d+(\.\d+)*|[a-zđ]", inner[0]):
                continue
            token = (start + inner.start(), start + inner.end())
            out.append(Citation(f"{found['outer'].upper()}.{inner[0]}", (token, outer)))
    taken = {citation.tokens[-1] for citation in out}
    for found in _ALONE.finditer(text):
        if found.span("outer") not in taken:
            out.append(Citation(found["outer"].upper(), (found.span("outer"),)))
    return out


def follow(lines: Sequence[Line], markers: dict[int, str], before: dict[int, str] | None = None) -> dict[int, str]:
    """The texts that change when headings take these new markers: citations keep pointing where they pointed.

    `before` are the section paths the citations were written for, where lines were added or moved
    since (a new "I." must not be taken for the "I." that was meant). A citation that pointed nowhere
    before is left alone: better a visible old number than a wrong new one.
    """
    before = section_paths(lines) if before is None else before
    renamed = [Line(line.key, line.kind, line.level, markers.get(line.key, line.marker), line.text) for line in lines]
    after = section_paths(renamed)
    where = {path: key for key, path in before.items()}
    out: dict[int, str] = {}
    for line in lines:
        edits: dict[tuple[int, int], str] = {}
        for citation in citations(line.text):
            key = where.get(citation.path)
            if key is None or key not in after or before[key] == after[key]:
                continue
            parts = re.sub(r"\(\d+\)", "", after[key]).split(".")
            if len(citation.tokens) == 1:
                edits[citation.tokens[0]] = parts[0]
            elif len(parts) >= 2:
                edits[citation.tokens[0]] = ".".join(parts[1:])
                edits[citation.tokens[1]] = parts[0]
        text = line.text
        for (start, end), fresh in sorted(edits.items(), reverse=True):
            text = text[:start] + fresh + text[end:]
        if text != line.text:
            out[line.key] = text
    return out


def section_end(lines: Sequence[Line], start: int) -> int:
    """Index behind the last line of what moves with this one: a heading takes its whole section along."""
    line = lines[start]
    if line.kind != BlockKind.HEADING:
        return start + 1
    after = range(start + 1, len(lines))
    ends = (i for i in after if lines[i].kind == BlockKind.HEADING and lines[i].level <= line.level)
    return next(ends, len(lines))


def stepped(lines: Sequence[Line], start: int, *, up: bool) -> list[int] | None:
    """The order of indexes after one step up or down; None at the edge.

    A plain line changes places with its neighbour. A heading moves with its section past the section
    beside it and stays under the heading it stands under.
    """
    end = section_end(lines, start)
    if up:
        before = _beside_above(lines, start)
        if before is None:
            return None
        moved = [*range(start, end), *range(before, start)]
        return [*range(before), *moved, *range(end, len(lines))]
    if end >= len(lines):
        return None
    heading = lines[start].kind == BlockKind.HEADING
    if heading and lines[end].level < lines[start].level:
        return None
    behind = section_end(lines, end) if heading else end + 1
    return [*range(start), *range(end, behind), *range(start, end), *range(behind, len(lines))]


def _beside_above(lines: Sequence[Line], start: int) -> int | None:
    if start == 0:
        return None
    if lines[start].kind != BlockKind.HEADING:
        return start - 1
    for i in range(start - 1, -1, -1):
        if lines[i].kind == BlockKind.HEADING and lines[i].level <= lines[start].level:
            return i if lines[i].level == lines[start].level else None
    return start - 1 if lines[start - 1].kind != BlockKind.HEADING else None
