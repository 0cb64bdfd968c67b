"""How long a print takes and how much memory it keeps: `python benchmarks/printing.py`.

Figures depend on the machine; docs/printing.md says which were measured where. Targets: 5 pages in
0.3 s and 60 pages in 3 s once warm, and no more than 20 MiB kept by 50 prints.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from documents.official import Appendix, Block, BlockKind, OfficialDocument, Row, RowKind, Table
from documents.render.docx import render_docx
from documents.render.pdf import print_document

SENTENCES = (
    "Rà soát, công khai đầy đủ thủ tục hành chính thuộc thẩm quyền giải quyết của xã trên cổng thông tin điện tử và "
    "tại Trung tâm Phục vụ hành chính công; trả lời phản ánh, kiến nghị của người dân trong thời hạn quy định.",
    "Thực hiện Nghị quyết số 15/NQ-HĐND ngày 07/9/2025 của Hội đồng nhân dân xã, các phòng đăng ký chỉ tiêu, "
    "phân công người chịu trách nhiệm và báo cáo kết quả hằng quý trước ngày 15 của tháng cuối quý.",
    "Tuyên truyền đến các thôn bằng loa truyền thanh, tờ rơi và các trang mạng xã hội để người dân hiểu, tham gia "
    "đánh giá và giám sát chất lượng phục vụ.",
)


def text(paragraphs: int) -> tuple[Block, ...]:
    out = []
    for index in range(paragraphs):
        if index % 8 == 0:
            out.append(Block(BlockKind.HEADING, "Nội dung công việc trong năm", f"{index // 8 + 1}.", 2))
        out.append(Block(BlockKind.PARAGRAPH, SENTENCES[index % 3], "-", 3))
    return tuple(out)


def rows(count: int) -> Table:
    titles = ("STT", "Nội dung", "Sản phẩm", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian")
    found = []
    for index in range(count):
        if index % 9 == 0:
            found.append(Row((str(index // 9 + 1), "NHÓM NHIỆM VỤ", "", "", "", ""), RowKind.GROUP))
        found.append(
            Row((str(index + 1), SENTENCES[index % 3], "Báo cáo", "Văn phòng", "Các phòng, các thôn", "Quý II"))
        )
    return Table(titles, tuple(found))


def plan(paragraphs: int, table_rows: int = 0) -> OfficialDocument:
    document = OfficialDocument(type_name="KẾ HOẠCH", title="Cải cách hành chính năm 2026", body=text(paragraphs))
    if table_rows:
        block = Block(BlockKind.TABLE, table=rows(table_rows))
        document = replace(document, appendices=(Appendix("Phụ lục", "DANH MỤC NHIỆM VỤ", "", (block,)),))
    return document


def best(work: Callable[[], object], times: int = 3) -> float:
    """The shortest of `times` runs in seconds: what else runs on the machine only makes it longer."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return min(found)


def resident() -> float:
    """Memory held now, in MiB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1024**2


def main() -> None:
    start = time.perf_counter()
    print_document(plan(2))
    print(f"{'first print of a process (imports, fonts, style sheet)':60} {time.perf_counter() - start:7.2f} s")
    shapes = (("text", 3, 0), ("text", 66, 0), ("text", 850, 0), ("text and table", 60, 27), ("table", 1, 3000))
    for name, paragraphs, table_rows in shapes:
        document = plan(paragraphs, table_rows)
        times = 1 if table_rows > 1000 else 3
        printed = print_document(document)
        seconds = best(lambda document=document: print_document(document), times)  # type: ignore[misc]
        word = best(lambda document=document: render_docx(document), times)  # type: ignore[misc]
        size = len(printed.pdf) / 1024
        what = f"{name}, {table_rows} rows" if table_rows else f"{name}, {paragraphs} paragraphs"
        print(
            f"{what:28} {printed.pages:4} pages {size:7.0f} KiB {seconds:8.3f} s "
            f"{seconds / printed.pages * 1000:6.1f} ms/page   docx {word:6.3f} s"
        )
    small = plan(60, 27)
    for _ in range(3):
        print_document(small)
    before = resident()
    for _ in range(50):
        print_document(small)
    print(f"{'memory kept by 50 prints of the 27-row plan':60} {resident() - before:+7.1f} MiB of {resident():.0f}")


if __name__ == "__main__":
    main()
