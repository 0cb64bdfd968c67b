"""Checks of the numbering: parts, sections, khoản, điểm (Nghị định 30/2020, Phụ lục I, mục II.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from core.text import POINT_LETTERS, roman
from documents.official import BlockKind, MarkerStyle, marker_style
from documents.reading.blocks import ordinal
from plans.outline import bare
from plans.readiness.facts import Line, PlanFacts
from plans.readiness.problem import Finding, Level, check
from plans.readiness.wording import short

_SOURCE = "NĐ 30/2020, Phụ lục I, II.5"
_UNCOUNTED = (MarkerStyle.NONE, MarkerStyle.DASH, MarkerStyle.PLUS, MarkerStyle.OTHER)


@dataclass
class _List:
    """One run of numbers: the line counted last, and every number so far with its line."""

    last: int = 0
    line: Line | None = None
    seen: dict[int, Line] = field(default_factory=dict)


@dataclass(frozen=True)
class _Step:
    """A counted line: its number, the line before it in the same run (None: it begins one), the line of its number."""

    line: Line
    value: int
    style: MarkerStyle
    before: Line | None
    last: int
    twin: Line | None


def _steps(lines: Sequence[Line]) -> Iterator[_Step]:
    """Every numbered line of one part in its run. A run begins again below a shallower line, or at 1."""
    runs: dict[tuple[int, str], _List] = {}
    for line in lines:
        style = marker_style(line.marker)
        counted = line.kind is not BlockKind.TABLE and style not in _UNCOUNTED
        if counted or line.kind is BlockKind.HEADING:
            runs = {key: run for key, run in runs.items() if key[0] <= line.level or key[0] < 0}
        value = _value(line.marker, style) if counted else None
        if value is None:
            continue
        key = (-1 if style is MarkerStyle.ARTICLE else line.level, _kind(line.marker, style))
        run = runs.setdefault(key, _List())
        if value == 1 and (1 not in run.seen or line.kind is not BlockKind.HEADING):
            run = runs[key] = _List()
        yield _Step(line, value, style, run.line, run.last, run.seen.get(value))
        run.seen.setdefault(value, line)
        run.last, run.line = value, line


def _value(marker: str, style: MarkerStyle) -> int | None:
    if style is MarkerStyle.LETTER:
        letter = bare(marker).lower()[:1]
        return POINT_LETTERS.index(letter) + 1 if letter in POINT_LETTERS and len(bare(marker)) == 1 else None
    return ordinal(marker)


def _kind(marker: str, style: MarkerStyle) -> str:
    """What is counted together: "1.", "a)", and for "2.3." those that begin with the same "2."."""
    if style is MarkerStyle.DECIMAL:
        return f"{style} {bare(marker).rpartition('.')[0]}"
    if style is MarkerStyle.PART:
        return f"{style} {marker.split(maxsplit=1)[0].lower()}"
    if style is MarkerStyle.LETTER:
        return f"{style} {bare(marker).isupper()}"
    return style.value


def _all_steps(plan: PlanFacts) -> Iterator[_Step]:
    for part in plan.parts:
        yield from _steps(part)


@check("number-twice", "Hai đề mục cùng một số", Level.ADVISORY, source=f"F09; {_SOURCE}", of_form=True)
def number_twice(plan: PlanFacts) -> Iterator[Finding]:
    for step in _all_steps(plan):
        if step.twin is not None and step.line.kind is BlockKind.HEADING and step.style is not MarkerStyle.LETTER:
            yield Finding(
                step.line.place,
                f"Có hai đề mục số “{step.line.marker}”: “{short(step.twin.text, 45)}” và "
                f"“{short(step.line.text, 45)}”. "
                "Hãy sửa số, hoặc bấm “Đánh số lại”.",
                f"{step.line.marker} {step.line.text}",
            )


@check(
    "number-skipped",
    "Số đề mục bị nhảy cóc hoặc không theo thứ tự",
    Level.ADVISORY,
    source=f"F09; {_SOURCE}",
    of_form=True,
)
def number_skipped(plan: PlanFacts) -> Iterator[Finding]:
    for step in _all_steps(plan):
        if step.style is MarkerStyle.LETTER or step.twin is not None:
            continue
        here = f"“{step.line.marker} {short(step.line.text, 45)}”"
        if step.before is None:
            if step.value > 1 and step.style in (MarkerStyle.ROMAN, MarkerStyle.PART, MarkerStyle.ARTICLE):
                missing = _number(step.style, 1)
                yield Finding(
                    step.line.place,
                    f"Đề mục đầu tiên là {here}: thiếu số {missing}. Hãy sửa số, hoặc bấm “Đánh số lại”.",
                    step.line.printed,
                )
        elif step.value > step.last + 1:
            missing = _number(step.style, step.last + 1)
            yield Finding(
                step.line.place,
                f"Sau “{step.before.marker}” là {here}: thiếu số {missing}. "
                "Hãy xem có sót nội dung không, rồi sửa số hoặc bấm “Đánh số lại”.",
                f"{step.before.marker} {step.line.printed}",
            )
        elif step.value < step.last:
            yield Finding(
                step.line.place,
                f"{here} đứng sau “{step.before.marker}”. Hãy sửa số cho đúng thứ tự, hoặc bấm “Đánh số lại”.",
                f"{step.before.marker} {step.line.printed}",
            )


def _number(style: MarkerStyle, value: int) -> str:
    return roman(value) if style is MarkerStyle.ROMAN else str(value)


@check("letter-skipped", "Chữ cái đánh điểm bị bỏ hoặc lặp", Level.ADVISORY, source=f"F10; {_SOURCE}", of_form=True)
def letter_skipped(plan: PlanFacts) -> Iterator[Finding]:
    """Điểm go by the Vietnamese alphabet: after d) comes đ), and there is no f), j), w), z)."""
    for step in _all_steps(plan):
        if step.style is not MarkerStyle.LETTER:
            continue
        here = f"“{step.line.marker} {short(step.line.text, 45)}”"
        if step.twin is not None and step.before is not None:
            yield Finding(
                step.line.place, f"{here} lặp lại chữ đã dùng. Hãy sửa chữ, hoặc bấm “Đánh số lại”.", step.line.printed
            )
        elif step.before is not None and step.value > step.last + 1:
            missing = ", ".join(f"{POINT_LETTERS[index]})" for index in range(step.last, step.value - 1))
            yield Finding(
                step.line.place,
                f"Sau “{step.before.marker}” là {here}: thiếu {missing} theo bảng chữ cái tiếng Việt. "
                "Hãy xem có sót nội dung không, rồi sửa chữ hoặc bấm “Đánh số lại”.",
                f"{step.before.marker} {step.line.printed}",
            )


@check("letter-foreign", "Chữ cái không dùng để đánh điểm", Level.ADVISORY, source=f"F10; {_SOURCE}", of_form=True)
def letter_foreign(plan: PlanFacts) -> Iterator[Finding]:
    for line in plan.lines:
        if line.kind is not BlockKind.TABLE and re.fullmatch(r"[fjwz]\s*[.)/]", line.marker, re.IGNORECASE):
            yield Finding(
                line.place,
                f"Điểm “{line.marker}” dùng chữ không có trong bảng chữ cái tiếng Việt. "
                "Hãy đánh điểm theo thứ tự a, b, c, d, đ, e, g, h, i, k.",
                line.printed,
            )
