"""Checks of the appendices (Nghị định 30/2020, Phụ lục I, mục III.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.text import fold
from documents.official import n30_number, parse_date_text
from plans.readiness.facts import Appendix, PlanFacts
from plans.readiness.problem import Finding, Level, check
from plans.readiness.wording import listed, short

_SOURCE = "NĐ 30/2020, Phụ lục I, III.1"
_WORD = re.compile(r"phụ lục", re.IGNORECASE)
_LABELLED = re.compile(r"phụ lục(?: số)?\s+(?P<label>[IVXL]+|0?\d{1,2})\b(?!\s*[/.]\s*\d)", re.IGNORECASE)
# The text points to an appendix of its own: "(Có Phụ lục kèm theo)", "theo Phụ lục", "chi tiết tại phụ lục".
_POINTS = re.compile(
    r"\b(?:có|theo|tại|kèm theo|chi tiết|xem|ở)\b[^.;\n]{0,40}\bphụ lục\b|"
    r"\bphụ lục\b[^.;\n]{0,30}\b(?:kèm theo|đính kèm|ban hành kèm|gửi kèm)",
    re.IGNORECASE,
)
# … or to one of another document: "Phụ lục I kèm theo Nghị định số …", "Phụ lục của Thông tư".
_ELSEWHERE = re.compile(
    r"^[^.;\n]{0,60}?\b(?:nghị định|nghị quyết|thông tư|quyết định|công văn|chỉ thị|hướng dẫn|luật|văn bản|đề án|"
    r"kế hoạch (?:số|\d|của))",
    re.IGNORECASE,
)
_ATTACHED = re.compile(
    r"\b(?:biểu|danh mục|bảng|lịch|phân công|danh sách|tiến độ|phụ biểu|chi tiết)\b[^.;\n]{0,60}\b"
    r"(?:kèm theo|đính kèm|gửi kèm)",
    re.IGNORECASE,
)


def _mentions(plan: PlanFacts, pattern: re.Pattern[str]) -> Iterator[tuple[re.Match[str], Finding]]:
    """Where the text proper, not the appendices, speaks of an appendix of this plan."""
    for found, piece in plan.prose.find(pattern):
        behind = plan.prose.text[found.end() : found.end() + 100].partition("\n")[0]
        if not _ELSEWHERE.match(behind) and not _ELSEWHERE.match(found[0]):
            yield found, Finding(piece.place, plan.prose.sentence_around(found, most=40).strip())


def _label(text: str) -> str:
    """ "Phụ lục 02", "PHỤ LỤC II" → "2": a number by which labels are compared; "" where there is none."""
    found = re.search(r"(?:^|[\s.:])([IVXL]+|\d{1,2})[.:]?$", text.strip(), re.IGNORECASE)
    if not found:
        return ""
    word = found[1].upper()
    if word.isdigit():
        return str(int(word))
    values = [{"I": 1, "V": 5, "X": 10, "L": 50}[letter] for letter in word]
    return str(sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True)))


@check("appendix-missing", "Nhắc đến Phụ lục nhưng không có", Level.ADVISORY, source=f"F14; {_SOURCE}")
def missing(plan: PlanFacts) -> Iterator[Finding]:
    if not plan.appendices:
        for _, where in _mentions(plan, _POINTS):
            yield Finding(
                where.place,
                f"Văn bản nhắc đến Phụ lục (“…{short(where.sentence, 70)}”) nhưng không có Phụ lục. "
                "Hãy thêm Phụ lục, hoặc bỏ câu này.",
                where.sentence,
            )
            return
        return
    known = {_label(each.label) for each in plan.appendices}
    told: set[str] = set()
    for found, where in _mentions(plan, _LABELLED):
        wanted = _label(f" {found['label']}")
        alone = len(plan.appendices) == 1 and known == {""} and wanted == "1"
        if wanted not in known and wanted not in told and not alone:
            told.add(wanted)
            yield Finding(
                where.place,
                f"Văn bản nhắc đến “{found[0]}” nhưng không có Phụ lục này. Hãy thêm, hoặc sửa lại số Phụ lục.",
                found[0],
            )


@check("appendix-unmentioned", "Có Phụ lục nhưng văn bản không nhắc đến", Level.ADVISORY, source=f"F14; {_SOURCE}")
def unmentioned(plan: PlanFacts) -> Iterator[Finding]:
    if not plan.appendices:
        return
    labels = {_label(f" {found['label']}") for found, _ in _mentions(plan, _LABELLED)}
    general = any(True for _ in _mentions(plan, _ATTACHED)) or any(
        not _LABELLED.match(found.string, found.start()) for found, _ in _mentions(plan, _WORD)
    )
    for each in plan.appendices:
        own = _label(each.label)
        if general or (own and own in labels) or (not own and labels):
            continue
        yield Finding(
            each.place,
            f"Có “{short(each.name, 40)}” nhưng lời văn không nhắc đến. "
            "Hãy thêm vào chỗ giao nhiệm vụ, ví dụ “(Có Phụ lục kèm theo)”.",
            each.label,
        )


@check(
    "appendix-indication",
    "Dòng chỉ dẫn của Phụ lục thiếu hoặc không khớp",
    Level.ADVISORY,
    source=f"F14; {_SOURCE}",
    of_form=True,
)
def indication(plan: PlanFacts) -> Iterator[Finding]:
    """ "(Kèm theo Kế hoạch số …/KH-UBND ngày … tháng … năm … của …)"; blanks in it are allowed."""
    for each in plan.appendices:
        if not each.indication.strip():
            yield Finding(
                each.place,
                f"“{short(each.name, 40)}” chưa có dòng “(Kèm theo Kế hoạch số …/{plan.symbol or 'KH-UBND'} …)”. "
                "Hãy thêm dòng này dưới tiêu đề.",
            )
            continue
        wrong = _disagrees(plan, each)
        if wrong:
            yield Finding(
                each.place,
                f"Dòng chỉ dẫn của “{short(each.name, 40)}” ghi {listed(wrong)} khác với phần đầu kế hoạch. "
                "Hãy sửa cho khớp.",
                each.indication,
            )


def _disagrees(plan: PlanFacts, each: Appendix) -> list[str]:
    out = []
    number = re.search(r"số\s*:?\s*(\d+[a-zđ]?)\s*/", each.indication, re.IGNORECASE)
    if number and plan.number and n30_number(number[1].lstrip("0")) != n30_number(plan.number.lstrip("0")):
        out.append(f"số {number[1]}")
    day = re.search(r"ngày\s+(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})", each.indication)
    text = f"ngày {day[1]} tháng {day[2]} năm {day[3]}" if day else each.indication
    dated = parse_date_text(text)
    if dated and plan.dated and dated != plan.dated:
        out.append("ngày")
    return out


@check("appendix-label", "Nhiều Phụ lục phải đánh số La Mã", Level.ADVISORY, source=f"F14; {_SOURCE}", of_form=True)
def label(plan: PlanFacts) -> Iterator[Finding]:
    if len(plan.appendices) < 2:
        return
    seen: set[str] = set()
    for each in plan.appendices:
        words = " ".join(each.label.split())
        if not re.fullmatch(r"phu luc [ivxl]+\.?", fold(words)) or fold(words) in seen:
            yield Finding(
                each.place,
                f"Phụ lục ghi là “{short(words, 40) or '(trống)'}”. Khi có nhiều Phụ lục, "
                "hãy ghi “Phụ lục I”, “Phụ lục II” …, mỗi số một lần.",
                words,
            )
        seen.add(fold(words))


@check("appendix-empty", "Phụ lục chưa có nội dung", Level.ADVISORY, source=_SOURCE)
def nothing_in(plan: PlanFacts) -> Iterator[Finding]:
    filled = {line.appendix for line in plan.lines if line.text.strip() or line.rows}
    for each in plan.appendices:
        if each.id not in filled:
            yield Finding(
                each.place, f"“{short(each.name, 40)}” chưa có nội dung. Hãy nhập, hoặc xóa Phụ lục.", each.label
            )
