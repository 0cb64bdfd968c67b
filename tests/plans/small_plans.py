"""Small plans of our own, put together around the lines a test is about."""

from __future__ import annotations

from typing import Any

from documents.reading.text import read_text
from plans.reading.as_json import plan_json
from plans.reading.reader import read_plan

TOP = """ỦY BAN NHÂN DÂN
XÃ SUỐI ĐÁ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 12/KH-UBND
Suối Đá, ngày 06 tháng 01 năm 2025

KẾ HOẠCH
Cải cách hành chính năm 2025

Thực hiện Kế hoạch số 3/KH-UBND ngày 02/01/2025 của UBND tỉnh; UBND xã ban hành Kế hoạch như sau:
"""
END = """
Nơi nhận:
- UBND tỉnh;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Lò Văn Páo
"""


def plan(body: str, top: str = TOP) -> dict[str, Any]:
    return plan_json(read_plan(read_text(top + "\n" + body.strip() + "\n" + END)))


def duties(body: str) -> list[tuple[Any, ...]]:
    return [
        (task["text"][:22], task["lead"], task["coordinating"], task["deadline_text"]) for task in plan(body)["tasks"]
    ]


def headings(body: str) -> list[str]:
    out: list[str] = []

    def walk(sections: list[dict[str, Any]]) -> None:
        for section in sections:
            out.append(f"{section['marker']} {section['heading']}")
            walk(section["children"])

    walk(plan(body)["sections"])
    return out


def bases(preamble: str) -> list[tuple[Any, ...]]:
    top = TOP[: TOP.index("Thực hiện Kế hoạch số 3")] + preamble + "\nUBND xã ban hành Kế hoạch như sau:\n"
    read = plan("I. MỤC ĐÍCH\n- Nâng cao chất lượng phục vụ.", top)
    return [(one["doc_type"], one["number"], one["date_iso"], one["issuer"], one["subject"]) for one in read["bases"]]


def targets(*lines: str) -> list[tuple[Any, ...]]:
    body = "I. MỤC TIÊU\n" + "\n".join(f"- {line}" for line in lines)
    return [(one["text"], one["metric"], one["value"]) for one in plan(body)["targets"]]
