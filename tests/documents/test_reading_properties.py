"""What holds for every text: a canonical document reads back as itself; no text at all makes the reader fail."""

from __future__ import annotations

import contextlib
import importlib.util
import re
import sys
import time
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from documents.reading.as_text import to_text
from documents.reading.assemble import read_document
from documents.reading.source import UnreadableFile
from documents.reading.text import read_text

_spec = importlib.util.spec_from_file_location(
    "strategies_official", Path(__file__).parents[1] / "strategies" / "official.py"
)
assert _spec
assert _spec.loader
official = importlib.util.module_from_spec(_spec)
sys.modules["strategies_official"] = official
_spec.loader.exec_module(official)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(official.documents())
def test_a_canonical_document_reads_back_as_itself(document):
    read = read_document(read_text(to_text(document))).document
    assert read == document


LINES = st.sampled_from(
    (
        "KẾ HOẠCH", "I. MỤC ĐÍCH", "II. NHIỆM VỤ", "1. Nội dung:", "a) Rà soát quy định;", "- Kiểm tra.", "+ Đôn đốc",
            "* Cơ quan chủ trì: Sở Nội vụ.",
        "Thời gian: Quý II/2026", "1\t2\t3", "STT\tNội dung\tChủ trì\tThời hạn", "\t\t\t", "Nơi nhận:", "- Lưu: VT.",
            "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH",
        "Nguyễn Văn A", "PHỤ LỤC", "Phụ lục II", "(Kèm theo Kế hoạch số 1/KH-UBND)", "Số: /KH-UBND",
            "Hà Nội, ngày tháng năm 2026", "Căn cứ Luật;", "",
        "./.", "**", "* * *", "Điều 1. Ban hành", "QUYẾT ĐỊNH:", "Phần I", "1.1.1.1.1.1.", "ngày 31/02/2026",
            "Hình thức công khai: tại trụ sở;", "| a | b | c |",
        "100% hồ sơ được giải quyết", "(" * 50, "phối hợp với " * 20, "trên đây là", "đã",
            "Mục 1 của Phần II Kế hoạch này", "Kính gửi: A", "V/v họp",
    )
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(
        st.lists(LINES, max_size=40).map("\n".join),
        st.text(max_size=300),
        st.lists(st.one_of(LINES, st.text(max_size=60)), max_size=25).map("\n".join),
    )
)
@example("")
@example("\x00\x01\u2028\ufeff")
@example("ß" * 30 + "\nİ" * 20)
def test_no_text_makes_the_reader_fail(text):
    from plans.reading.as_json import plan_json
    from plans.reading.reader import read_plan

    with contextlib.suppress(UnreadableFile):  # the one way out: a sentence for the officer
        plan_json(read_plan(read_text(text)))


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def body_words(document) -> list[str]:
    out: list[str] = []
    for block in document.body:
        out += words(block.printed)
        if block.table:
            out += [word for name in block.table.columns for word in words(name)]
            out += [word for row in block.table.rows for cell in row.cells if cell for word in words(cell)]
    return out


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(official.documents(), st.randoms())
def test_no_word_of_the_body_is_lost_or_doubled_whatever_the_line_width(document, random):
    """Flattened at any width, the words of the body stay the same and in order."""
    lines = []
    for line in to_text(document).splitlines():
        rest = line
        while len(rest) > 90 and "\t" not in rest and random.random() < 0.8:
            cut = rest.rfind(" ", 0, 88)
            lines.append(rest[:cut])
            rest = rest[cut + 1 :]
        lines.append(rest)
    reading = read_document(read_text("\n".join(lines)))
    assert not set(reading.dropped) & {number for numbers in reading.lines.values() for number in numbers}
    source = [
        word for number, line in enumerate(lines, start=1) if number not in reading.dropped for word in words(line)
    ]
    body = body_words(reading.document)
    at = next(index for index in range(len(source)) if source[index : index + 3] == body[:3])
    assert source[at : at + len(body)] == body


def test_three_thousand_rows_are_read_within_seconds():
    rows = ["TT\tNhiệm vụ\tCơ quan chủ trì\tPhối hợp\tThời gian hoàn thành\tSản phẩm"]
    rows += [
        f"{number}\tRà soát quy định số {number} của xã\tPhòng Kinh tế\tCác thôn, Công an xã\tQuý II/2026\tBáo cáo"
        for number in range(1, 3001)
    ]
    text = (
        "KẾ HOẠCH\nRà soát năm 2026\n\nCăn cứ Kế hoạch số 5/KH-UBND;\n\nI. NHIỆM VỤ\n\n"
        + "\n".join(rows)
        + "\n\nNơi nhận:\n- Lưu: VT.\n"
    )
    from plans.reading.reader import read_plan

    started = time.process_time()
    reading = read_plan(read_text(text))
    assert len(reading.tasks) == 3000
    assert time.process_time() - started < 3


def test_hostile_lines_do_not_hang_the_reader():
    started = time.process_time()
    for text in (
        "*" * 20000,
        "(" * 20000,
        "a, " * 20000,
        "- " * 20000,
        "1." * 20000,
        "ngày " * 8000,
        "A" * 50000,
        "phối hợp với các sở, " * 3000,
        "và " * 20000,
        "TM. A " * 4000,
    ):
        read_document(
            read_text(f"KẾ HOẠCH\n{text}\nCăn cứ Luật số 1;\nI. NHIỆM VỤ\n{text}\n- {text}\nNơi nhận:\n- {text}\n")
        )
    assert time.process_time() - started < 20
