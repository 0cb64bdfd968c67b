"""Plain facts for the checks: a plan without any problem, and the same plan with one thing changed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from documents.official import BlockKind, RowKind
from documents.reading.place import Region
from plans.deadlines import parse
from plans.readiness import Check, Problem
from plans.readiness.citations import cited_numbers
from plans.readiness.facts import (
    Appendix,
    Basis,
    LegalFact,
    Line,
    Office,
    Party,
    PlanFacts,
    Recipient,
    Report,
    Row,
    Task,
)

TODAY = dt.date(2026, 5, 11)
HEADING, PARAGRAPH, BASIS, TABLE = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.BASIS, BlockKind.TABLE
LAW = LegalFact(
    "Luật Lâm sàng thử nghiệm số 1/2020/QH14", "Luật", "Lâm sàng thử nghiệm", dt.date(2020, 6, 1),
    dt.date(2021, 1, 1), dt.date(2025, 12, 31), True, True, "Luật Mới số 2/2025/QH15",
)  # fmt: skip


def line(id: int, text: str, marker: str = "", *, level: int = 1, kind: BlockKind = PARAGRAPH, **more: Any) -> Line:
    return Line(id=id, key=f"khoa-{id}", text=text, marker=marker, level=level, kind=kind, **more)


def heading(id: int, marker: str, text: str, level: int = 1, **more: Any) -> Line:
    return line(id, text, marker, level=level, kind=HEADING, **more)


def basis_line(id: int, text: str) -> Line:
    return line(id, text, kind=BASIS, region=Region.PREAMBLE)


def table(id: int, *rows: tuple[str, ...], appendix: int = 0) -> Line:
    region = Region.APPENDIX if appendix else Region.BODY
    made = tuple(Row(id * 100 + number, cells, RowKind.DATA) for number, cells in enumerate(rows))
    return Line(id, f"khoa-{id}", region, appendix, TABLE, columns=("TT", "Nội dung"), rows=made)


def task(id: int = 1, text: str = "Rà soát thủ tục hành chính", **more: Any) -> Task:
    words = more.pop("time", "Quý II/2026")
    given = {
        "lead_text": "Văn phòng", "leads": (Party("Văn phòng", unit=1),), "deadline_text": words,
        "rule": parse(words, plan_year=2026), **more,
    }  # fmt: skip
    return Task(id=id, line=4, key="khoa-4", text=text, **given)


def report(text: str, period: str, due: str, *, words: str = "") -> Report:
    place = line(5, text).place
    return Report(place, text, period, due, parse(words or due, plan_year=2026))


def basis(text: str = "", **more: Any) -> Basis:
    printed = text or "Căn cứ Quyết định số 12/QĐ-UBND ngày 05/01/2026 của Ủy ban nhân dân tỉnh Hà Sơn."
    given = {
        "doc_type": "Quyết định", "number": "12/QĐ-UBND", "dated": dt.date(2026, 1, 5),
        "issuer": "Ủy ban nhân dân tỉnh Hà Sơn", **more,
    }  # fmt: skip
    return Basis(line=given.pop("line", basis_line(1, printed)), **given)


LINES = (
    basis_line(1, "Căn cứ Quyết định số 12/QĐ-UBND ngày 05/01/2026 của Ủy ban nhân dân tỉnh Hà Sơn."),
    heading(2, "I.", "MỤC ĐÍCH"),
    line(3, "Giúp người dân làm thủ tục nhanh hơn.", "-", level=2),
    line(4, "Rà soát thủ tục hành chính.", "-", level=2),
    heading(6, "II.", "CHẾ ĐỘ BÁO CÁO"),
    line(5, "Trên đây là Kế hoạch của Ủy ban nhân dân xã An Bình./.", level=2),
)
READY = PlanFacts(
    today=TODAY,
    year=2026,
    title="Cải cách hành chính xã An Bình năm 2026",
    agency=("ỦY BAN NHÂN DÂN", "XÃ AN BÌNH"),
    number="12",
    place_name="An Bình",
    date_text="ngày 11 tháng 5 năm 2026",
    authority=("TM. ỦY BAN NHÂN DÂN",),
    position="CHỦ TỊCH",
    signer="Trần Văn Minh",
    office=Office("xã An Bình", "An Bình", ("An Lạc",)),
    lines=LINES,
    recipients=(Recipient("UBND tỉnh", "để báo cáo"), Recipient("Lưu: VT")),
    tasks=(task(),),
    bases=(basis(),),
)


def plan(**changes: Any) -> PlanFacts:
    return replace(READY, **changes)


def written(*texts: str) -> PlanFacts:
    """The ready plan with these lines before its closing sentence; documents they name are found as in a real plan."""
    lines = tuple(line(50 + index, text, "-", level=2) for index, text in enumerate(texts))
    made = plan(lines=(*LINES[:-1], *lines, LINES[-1]))
    return replace(made, cited=tuple(cited_numbers(made)))


def headed(*markers: str | tuple[str, int]) -> PlanFacts:
    """Headings with these markers (and levels), each with a line below."""
    lines: list[Line] = []
    for index, each in enumerate(markers):
        marker, level = each if isinstance(each, tuple) else (each, 1)
        lines.append(heading(100 + 2 * index, marker, f"Đề mục {index}", level))
        lines.append(line(101 + 2 * index, "Nội dung của đề mục.", "-", level=8))
    return plan(lines=tuple(lines))


def appendix(**changes: str) -> Appendix:
    given = {"label": "Phụ lục", "title": "DANH MỤC NHIỆM VỤ", "indication": "(Kèm theo Kế hoạch số …/KH-UBND ngày …)"}
    return Appendix(id=9, **(given | changes))


def found_by(check: Check, facts: PlanFacts) -> list[Problem]:
    return list(check.run(facts))


def said(check: Check, facts: PlanFacts) -> str:
    return "\n".join(each.sentence for each in check.run(facts))
