"""Checks of what is written: nothing empty, nothing left to fill in, the closing mark at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from documents.official import BlockKind
from documents.reading.letters import compile_letters
from plans.readiness.facts import Line, PlanFacts
from plans.readiness.problem import PLAN, Finding, Level, check
from plans.readiness.wording import short


@check("plan-empty", "Kế hoạch chưa có nội dung", Level.BLOCKING, source="NĐ 30/2020, Điều 8")
def empty(plan: PlanFacts) -> Iterator[Finding]:
    if not any(line.text.strip() or line.rows for line in plan.body):
        yield Finding(PLAN, "Kế hoạch chưa có nội dung. Hãy viết nội dung rồi trình.")


def _has_content(line: Line) -> bool:
    return bool(line.text.strip() or line.rows)


@check("line-empty", "Dòng trống, bảng trống", Level.ADVISORY, source="Dòng trống vẫn được in ra")
def line_empty(plan: PlanFacts) -> Iterator[Finding]:
    above: Line | None = None
    for line in plan.lines:
        where = f" sau “{short(above.printed, 45)}”" if above is not None else " ở đầu văn bản"
        if line.kind is BlockKind.TABLE and not any(any(cell.strip() for cell in row.cells) for row in line.rows):
            yield Finding(line.place, f"Bảng{where} chưa có dòng nào. Hãy nhập dòng, hoặc xóa bảng.")
        elif line.kind is not BlockKind.TABLE and not line.text.strip():
            mark = f" “{line.marker}”" if line.marker else ""
            yield Finding(line.place, f"Dòng trống{mark}{where}. Hãy viết nội dung, hoặc xóa dòng.", line.marker)
        if _has_content(line) and line.kind is not BlockKind.TABLE:
            above = line


@check("section-empty", "Đề mục chưa có nội dung", Level.ADVISORY, source="Đề mục không có gì ở dưới vẫn được in ra")
def section_empty(plan: PlanFacts) -> Iterator[Finding]:
    duties = {task.line for task in plan.tasks}
    for part in plan.parts:
        for line, below in pairwise((*part, None)):
            assert line is not None
            if line.kind is not BlockKind.HEADING or line.id in duties or not _is_title(line.text):
                continue
            if below is None or (below.kind is BlockKind.HEADING and below.level <= line.level):
                yield Finding(
                    line.place,
                    f"Đề mục “{short(line.printed)}” chưa có nội dung. Hãy viết nội dung, hoặc xóa đề mục.",
                    line.printed,
                )


def _is_title(text: str) -> bool:
    """A heading that says something by itself ("Kinh phí: do ngân sách xã bảo đảm.") is not empty."""
    return bool(text.strip()) and len(text) <= 160 and not re.search(r"[.;]$|:\s+\S", text.strip())


# Dots where a word or a number is to come; "vân vân" dots end a list and stand before a space, a bracket or nothing.
_BLANK = re.compile(
    r"(?:…\s?){2,}(?=\s*[\w/%])|(?<=[\s(])\.{4,}(?=\s*[\w/%])|"
    r"(?<=:)\s*(?:…[.… ]*|\.{4,})|(?:…|\.{3,})(?=\s*/\s*[A-ZĐ])|"
    r"\b(?:ngày|tháng|năm|số|Số)\s*(?:…|\.{2,})|(?:…\s?){4,}|\.{10,}|_{3,}",
)
_TO_REPLACE = compile_letters(
    r"\[[^\]\n\d]{0,80}\]|<[^<>\n]{2,60}>|\b[xX]{3,}\b|\bXX/|\((?:điền|ghi|nhập|bổ sung)[^()\n]{0,40}(?:vào đây|sau)\)"
)
_NO_NUMBER = re.compile(r"\b[Ss]ố\s*:?\s*/\s*[A-ZĐ]{1,5}[A-Za-zđ]?-[A-ZĐ]")
_NO_DAY = re.compile(r"\bngày\s+tháng\s+(?:\d{1,2}\s+)?năm\s+(?:\d{4}|của|$)", re.MULTILINE)


@check(
    "left-to-fill", "Chỗ còn để trống trong câu", Level.ADVISORY, source="“……”, “[…]”, “số /KH-UBND”, “ngày tháng năm”"
)
def left_to_fill(plan: PlanFacts) -> Iterator[Finding]:
    """Not in the indication of an appendix: its blanks stay blank on an electronic document (Phụ lục I, III.1)."""
    seen: set[object] = set()
    text = plan.printed.text
    patterns = (
        *((_BLANK,) if any(sign in text for sign in ("…", "..", "__")) else ()),
        *((_TO_REPLACE,) if any(sign in text for sign in ("[", "<", "XX", "xxx", "(")) else ()),
        _NO_NUMBER,
        _NO_DAY,
    )
    for pattern in patterns:
        for found, piece in plan.printed.find(pattern):
            indication = piece.region is None and piece.text.lstrip().startswith("(")
            if indication or piece.place in seen:
                continue
            seen.add(piece.place)
            words = plan.printed.sentence_around(found, most=30).strip()
            yield Finding(
                piece.place, f"Còn chỗ để trống: “{short(words, 80)}”. Hãy điền vào, hoặc bỏ chỗ để trống.", words
            )


def _last(plan: PlanFacts) -> Line | None:
    lines = [line for line in plan.body if line.kind is not BlockKind.TABLE and line.text.strip()]
    return lines[-1] if lines else None


_ENDING = re.compile(r"[\s./]*/[\s./]*$")


@check(
    "closing-mark",
    "Câu cuối chưa kết thúc bằng “./.”",
    Level.ADVISORY,
    source="F11; NĐ 30/2020, Phụ lục III",
    of_form=True,
)
def closing_mark(plan: PlanFacts) -> Iterator[Finding]:
    last = _last(plan)
    if last is None or any("./." in line.text for line in plan.body):
        return
    ending = _ENDING.search(last.text)
    now = f"; hiện là “{ending[0].strip()}”" if ending else ""
    yield Finding(
        last.place,
        f"Câu cuối của kế hoạch phải kết thúc bằng “./.”{now}. Hãy sửa cuối câu “{short(last.text, 50)}”.",
        last.text[-60:],
    )


_INSIDE = re.compile(r"\./\.(?=\s*[^\s\"”')])")


@check(
    "text-after-closing", "Còn nội dung sau “./.”", Level.ADVISORY, source="F11; NĐ 30/2020, Phụ lục III", of_form=True
)
def after_closing(plan: PlanFacts) -> Iterator[Finding]:
    """ "./." is said once, by the last sentence of the text proper."""
    closed: Line | None = None
    for line in plan.body:
        if closed is not None and _has_content(line):
            words = line.printed or "bảng"
            yield Finding(
                line.place,
                f"Sau câu kết “./.” còn “{short(words, 50)}”. Hãy chuyển lên trước câu kết, hoặc bỏ “./.” ở câu trên.",
                words,
            )
            return
        if _INSIDE.search(line.text):
            yield Finding(
                line.place,
                f"“./.” đứng giữa dòng “{short(line.text, 50)}”. Hãy để “./.” ở cuối câu cuối cùng.",
                line.text,
            )
            return
        if "./." in line.text:
            closed = line
