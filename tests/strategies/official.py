"""Canonical official documents for Hypothesis: what a careful clerk types after Nghị định 30/2020.

Whatever prints a document and reads it back (text, Word, PDF) must give the same one.
"""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

from documents.official import (
    Appendix,
    Block,
    BlockKind,
    Letterhead,
    OfficialDocument,
    Recipient,
    Row,
    RowKind,
    Signature,
    Table,
    n30_date,
)

LETTERS = "abcdđeghik"
ROMANS = ("I", "II", "III", "IV", "V", "VI")
COMMUNES = ("An Lạc", "Đồng Xuân", "Hải Trung", "Suối Ngà", "Bình Phú", "Cẩm Tây", "Nậm Hồng", "Ea Drăng")
PROVINCES = ("Lam Giang", "Bắc Hà", "Tây Lĩnh")
VERBS = (
    "Rà soát",
    "Xây dựng",
    "Tuyên truyền",
    "Kiểm tra",
    "Niêm yết",
    "Cập nhật",
    "Tổ chức đánh giá",
    "Đôn đốc",
    "Hướng dẫn",
)
OBJECTS = (
    "thủ tục hành chính thuộc thẩm quyền của xã",
    "quy chế làm việc, quy chế văn hóa công sở",
    "việc tiếp nhận và trả kết quả tại bộ phận một cửa",
    "hồ sơ trễ hẹn; làm rõ nguyên nhân, trách nhiệm",
    "nội dung cải cách hành chính năm 2026 đến các thôn",
    "kết quả khảo sát mức độ hài lòng (SIPAS) của người dân",
    "dữ liệu hộ tịch đã số hóa theo Kế hoạch số 12/KH-UBND ngày 05/01/2026",
    "tỷ lệ 95% hồ sơ được giải quyết đúng hạn",
)
TAILS = (
    "",
    " trước ngày 30/6/2026",
    " trong quý II năm 2026",
    " theo quy định",
    " (hoàn thành trong tháng 9/2026)",
    " hằng quý",
)
UNITS = (
    "Văn phòng HĐND và UBND xã",
    "Phòng Văn hóa - Xã hội",
    "Phòng Kinh tế",
    "Công an xã",
    "Trung tâm Phục vụ hành chính công xã",
    "Các thôn",
)
PARTS = (
    "MỤC TIÊU",
    "NHIỆM VỤ, GIẢI PHÁP",
    "NỘI DUNG THỰC HIỆN",
    "KINH PHÍ THỰC HIỆN",
    "TỔ CHỨC THỰC HIỆN",
    "CHẾ ĐỘ BÁO CÁO",
)
CLAUSES = ("Công tác chỉ đạo, điều hành", "Cải cách thể chế", "Cải cách thủ tục hành chính", "Xây dựng chính quyền số")
BASES = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
    "Căn cứ Nghị quyết số 76/NQ-CP ngày 15 tháng 7 năm 2021 của Chính phủ ban hành Chương trình tổng thể cải cách "
    "hành chính;",
    "Thực hiện Kế hoạch số 230/KH-UBND ngày 18/7/2025 của UBND tỉnh về cải cách hành chính;",
)
NAMES = ("Nguyễn Thị Lan Anh", "Trần Văn Đức", "Lò Văn Páo", "Hoàng Quốc Bảo", "Đinh Thị Y", "Vũ Thị Ngọc Ánh")
RECIPIENTS = (
    "UBND tỉnh",
    "Sở Nội vụ",
    "Thường trực Đảng ủy, HĐND xã",
    "Các phòng, trung tâm thuộc xã",
    "Các thôn, tổ dân phố",
)
PURPOSES = ("", "để báo cáo", "thực hiện", "phối hợp")

duties = st.builds("{} {}{}".format, st.sampled_from(VERBS), st.sampled_from(OBJECTS), st.sampled_from(TAILS))
sentences = st.builds("{}{}".format, duties, st.sampled_from((".", ";")))


@st.composite
def letterheads(draw: st.DrawFn) -> Letterhead:
    commune = draw(st.sampled_from(COMMUNES))
    shape = draw(st.integers(0, 2))
    if shape == 0:
        parent, agency = (), ("ỦY BAN NHÂN DÂN", f"XÃ {commune.upper()}")
    elif shape == 1:
        parent, agency = (f"UBND TỈNH {draw(st.sampled_from(PROVINCES)).upper()}",), ("SỞ NỘI VỤ",)
    else:
        parent, agency = (f"UBND XÃ {commune.upper()}",), (f"TRƯỜNG TIỂU HỌC {commune.upper()}",)
    day = draw(st.dates(dt.date(2021, 1, 1), dt.date(2030, 12, 31)))
    return Letterhead(
        parent_agency=parent,
        agency=agency,
        number=draw(st.one_of(st.just(""), st.integers(1, 4000).map(str))),
        symbol=draw(st.sampled_from(("KH-UBND", "KH-SNV", "KH-BCĐ", "KH-THAL"))),
        place=commune,
        date_text=draw(st.sampled_from((n30_date(day), f"ngày tháng {day.month} năm {day.year}"))),
    )


@st.composite
def bullets(draw: st.DrawFn, level: int) -> list[Block]:
    """Lines below a title: dashes with or without plus signs under them, or lettered points."""
    out: list[Block] = []
    if draw(st.booleans()):
        for text in draw(st.lists(sentences, min_size=1, max_size=3)):
            out.append(Block(BlockKind.PARAGRAPH, text, "-", level))
            for below in draw(st.lists(sentences, max_size=2)):
                out.append(Block(BlockKind.PARAGRAPH, below, "+", level + 1))
    else:
        for letter, text in zip(LETTERS, draw(st.lists(sentences, min_size=1, max_size=6)), strict=False):
            out.append(Block(BlockKind.PARAGRAPH, text, f"{letter})", level))
    return out


@st.composite
def parts(draw: st.DrawFn, number: int) -> list[Block]:
    """One Roman part: running text, clauses with titles, or clauses that are whole sentences."""
    out = [Block(BlockKind.HEADING, draw(st.sampled_from(PARTS)), f"{ROMANS[number]}.", 1)]
    shape = draw(st.integers(0, 3))
    if shape == 0:
        out += [
            Block(BlockKind.PARAGRAPH, f"{text}.", "", 2) for text in draw(st.lists(duties, min_size=1, max_size=2))
        ]
    elif shape == 1:
        out += draw(bullets(2))
    elif shape == 2:
        for index, title in enumerate(
            draw(st.lists(st.sampled_from((*CLAUSES, *UNITS)), min_size=1, max_size=3)), start=1
        ):
            out.append(Block(BlockKind.HEADING, title, f"{index}.", 2))
            out += draw(bullets(3))
    else:
        for index, text in enumerate(draw(st.lists(sentences, min_size=1, max_size=4)), start=1):
            out.append(Block(BlockKind.PARAGRAPH, text, f"{index}.", 2))
    return out


@st.composite
def tables(draw: st.DrawFn, level: int = 1, *, merged: bool = False) -> Block:
    """A task table; `merged` allows cells that continue the one above (text cannot print them)."""
    columns = draw(
        st.sampled_from(
            (
                ("STT", "Nội dung công việc", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành"),
                ("TT", "Nhiệm vụ", "Sản phẩm", "Đơn vị thực hiện", "Thời hạn"),
            )
        )
    )
    rows: list[Row] = []
    number = 0
    for group in range(draw(st.integers(0, 2)) + 1):
        if draw(st.booleans()):
            rows.append(Row((ROMANS[group], draw(st.sampled_from(CLAUSES)).upper(), "", "", ""), RowKind.GROUP))
        for _ in range(draw(st.integers(1, 3))):
            number += 1
            cells: list[str | None] = [
                str(number),
                draw(duties),
                draw(st.sampled_from(UNITS)),
                draw(st.sampled_from(("", *UNITS))),
                draw(st.sampled_from(("Quý I/2026", "Thường xuyên", "30/6/2026"))),
            ]
            if merged and rows and rows[-1].kind is RowKind.DATA and draw(st.booleans()):
                cells[2] = None
            rows.append(Row(tuple(cells)))
    return Block(BlockKind.TABLE, level=level, table=Table(columns, tuple(rows)))


@st.composite
def signatures(draw: st.DrawFn) -> Signature:
    name = draw(st.sampled_from(NAMES))
    authority, position = draw(
        st.sampled_from(
            (
                (("TM. ỦY BAN NHÂN DÂN",), "CHỦ TỊCH"),
                (("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"), "PHÓ CHỦ TỊCH"),
                (("KT. GIÁM ĐỐC",), "PHÓ GIÁM ĐỐC"),
                (("TL. CHỦ TỊCH",), "CHÁNH VĂN PHÒNG"),
                ((), "HIỆU TRƯỞNG"),
                (("TM. ỦY BAN NHÂN DÂN",), "Q. CHỦ TỊCH"),
            )
        )
    )
    return Signature(authority, position, name)


@st.composite
def recipient_lists(draw: st.DrawFn) -> tuple[Recipient, ...]:
    names = draw(st.lists(st.sampled_from(RECIPIENTS), min_size=1, max_size=4, unique=True))
    out = [Recipient(name, draw(st.sampled_from(PURPOSES))) for name in names]
    return (*out, Recipient(draw(st.sampled_from(("Lưu: VT", "Lưu: VT, VHXH", "Lưu: VT, KSTTHC")))))


@st.composite
def appendix_tuples(draw: st.DrawFn, *, merged: bool = False) -> tuple[Appendix, ...]:
    count = draw(st.integers(0, 2))
    out = []
    for index in range(count):
        label = "Phụ lục" if count == 1 else f"Phụ lục {ROMANS[index]}"
        blocks = (draw(tables(merged=merged)),) if draw(st.booleans()) else tuple(draw(parts(0)))
        out.append(
            Appendix(
                label=label,
                title=draw(st.sampled_from(("DANH MỤC NHIỆM VỤ NĂM 2026", "PHÂN CÔNG THỰC HIỆN CẢI CÁCH HÀNH CHÍNH"))),
                indication="(Kèm theo Kế hoạch số 05/KH-UBND ngày 08 tháng 01 năm 2026 của UBND xã)",
                blocks=blocks,
            )
        )
    return tuple(out)


@st.composite
def documents(draw: st.DrawFn, *, merged: bool = False) -> OfficialDocument:
    """A canonical plan. `merged`: table cells may continue the cell above (Word and PDF, not text)."""
    sheet = draw(letterheads())
    body: list[Block] = []
    for number in range(draw(st.integers(1, 4))):
        body += draw(parts(number))
    if draw(st.booleans()):
        last = next(block for block in reversed(body) if block.kind is BlockKind.HEADING)
        body.append(draw(tables(last.level + 1, merged=merged)))
    body.append(
        Block(
            BlockKind.PARAGRAPH,
            f"Trên đây là Kế hoạch của UBND xã {sheet.place}, yêu cầu các đơn vị thực hiện./.",
            "",
            1,
        )
    )
    preamble = [
        Block(BlockKind.BASIS, text) for text in draw(st.lists(st.sampled_from(BASES), max_size=3, unique=True))
    ]
    preamble.append(Block(BlockKind.PARAGRAPH, f"Ủy ban nhân dân xã {sheet.place} ban hành Kế hoạch như sau:"))
    return OfficialDocument(
        letterhead=sheet,
        type_name="KẾ HOẠCH",
        title=draw(
            st.sampled_from(
                (
                    "Cải cách hành chính năm 2026",
                    f"Nâng cao Chỉ số hiệu quả quản trị và hành chính công (PAPI) xã {sheet.place} năm 2026",
                    "Thực hiện Nghị quyết số 57-NQ/TW về phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển "
                    "đổi số",
                )
            )
        ),
        preamble=tuple(preamble),
        body=tuple(body),
        recipients=draw(recipient_lists()),
        signatures=(draw(signatures()),),
        appendices=draw(appendix_tuples(merged=merged)),
        urgency=draw(st.sampled_from(("", "", "KHẨN", "HỎA TỐC"))),
    )
