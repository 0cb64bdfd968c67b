"""Reading one official document: letterheads in every order, endings, torn lines, tables, what is left out."""

from __future__ import annotations

import pytest

from documents.official import BlockKind, Form, Recipient, RowKind, Signature
from documents.reading.assemble import EMPTY, read_document
from documents.reading.blocks import ordinal, parse_marker
from documents.reading.lines import clean, strip_marks
from documents.reading.place import Place, Region
from documents.reading.source import Source, SourceLine, SourceTable, UnreadableFile
from documents.reading.text import read_text

TAIL = "\n\nCăn cứ Luật Lưu trữ;\n\nI. NHIỆM VỤ\n\n- Rà soát hồ sơ.\n\nNơi nhận:\n- Lưu: VT.\n"


def read(text: str):
    return read_document(read_text(text))


def letterhead(head: str):
    return read(f"{head}\n\nKẾ HOẠCH\nRà soát hồ sơ năm 2026{TAIL}").document.letterhead


@pytest.mark.parametrize(
    "head",
    [
        "UBND TỈNH BẮC HÀ\nSỞ NỘI VỤ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: "
        "7/KH-SNV\nBắc Hà, ngày 05 tháng 3 năm 2026",
        "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập – Tự do – Hạnh phúc\nUBND TỈNH BẮC HÀ\nSỞ NỘI VỤ\nBắc Hà, ngày "
        "05 tháng 3 năm 2026\nSố : 07 / KH-SNV",
        "UBND TỈNH BẮC HÀ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSỞ NỘI VỤ Độc lập - Tự do - Hạnh phúc\nSố: 07/KH-SNV "
        "Bắc Hà, ngày 05 tháng 3 năm 2026",
        "UBND TỈNH BẮC HÀ\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSỞ NỘI VỤ\tĐộc lập-Tự do-Hạnh phúc\nSố: 07/KH- "
        "SNV\tBắc Hà, ngày 05 tháng 3 năm 2026",
        "UBND TỈNH BẮC HÀ CỘNG HÒA XÃ HỘI\nSỞ NỘI VỤ CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh "
        "phúc\n-------\nSố:07/KH-SNV\n__________\nBắc Hà, ngày 05 tháng 3 năm 2026",
        "**UBND TỈNH BẮC HÀ**\n**SỞ NỘI VỤ**\n**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh "
        "phúc**\nSố: 07/KH-SNV\n*Bắc Hà, ngày 05 tháng 3 năm 2026*",
        "Trang chủ | Văn bản\n12/12/2026 |"
        " Lượt xem: 45\nUBND TỈNH BẮC HÀ\nSỞ NỘI VỤ\nSố: 07/KH-SNV\nBắc Hà, ngày 05 tháng 3 năm 2026",
    ],
)
def test_the_letterhead_is_read_in_whatever_order_it_was_flattened(head):
    sheet = letterhead(head)
    assert sheet.parent_agency == ("UBND TỈNH BẮC HÀ",)
    assert sheet.agency == ("SỞ NỘI VỤ",)
    assert (sheet.number, sheet.symbol) == ("7", "KH-SNV")
    assert (sheet.place, sheet.date_text) == ("Bắc Hà", "ngày 05 tháng 3 năm 2026")


@pytest.mark.parametrize(
    ("lines", "parent", "agency"),
    [
        ("ỦY BAN NHÂN DÂN\nXÃ GIA LỘC", (), ("ỦY BAN NHÂN DÂN", "XÃ GIA LỘC")),
        ("UBND HUYỆN X\nỦY BAN NHÂN DÂN\nXÃ GIA LỘC", ("UBND HUYỆN X",), ("ỦY BAN NHÂN DÂN", "XÃ GIA LỘC")),
        ("BỘ NỘI VỤ", (), ("BỘ NỘI VỤ",)),
        ("SỞ Y TẾ BẮC HÀ\nTRUNG TÂM Y TẾ\nKHU VỰC 3", ("SỞ Y TẾ BẮC HÀ",), ("TRUNG TÂM Y TẾ", "KHU VỰC 3")),
        ("SỞ VĂN HÓA, THỂ THAO\nVÀ DU LỊCH", (), ("SỞ VĂN HÓA, THỂ THAO", "VÀ DU LỊCH")),
        ("UBND XÃ A\nVĂN PHÒNG\nHỘI ĐỒNG NHÂN DÂN VÀ UBND", ("UBND XÃ A",), ("VĂN PHÒNG", "HỘI ĐỒNG NHÂN DÂN VÀ UBND")),
    ],
)
def test_the_last_name_is_the_issuer_and_those_above_its_superiors(lines, parent, agency):
    sheet = letterhead(f"{lines}\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 1/KH\nHà Nội, ngày 1 tháng 2 năm 2026")
    assert (sheet.parent_agency, sheet.agency) == (parent, agency)


@pytest.mark.parametrize("printed", ["Số:      /KH-UBND", "Số: ....../KH-UBND", "Số: …/KH-UBND", "Số: /KH-UBND"])
def test_a_blank_number_stays_blank(printed):
    sheet = letterhead(f"UBND XÃ A\n{printed}\nA, ngày     tháng 01 năm 2026")
    assert (sheet.number, sheet.symbol, sheet.date_text, sheet.date) == ("", "KH-UBND", "ngày tháng 01 năm 2026", None)


SIGN = "KẾ HOẠCH\nRà soát\n\nCăn cứ Luật số 1;\n\nI. NHIỆM VỤ\n\n- Rà soát hồ sơ./.\n\n"
KT = Signature(("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"), "PHÓ CHỦ TỊCH", "Lê Thị Hồng Nhung")
LIST = (Recipient("Sở Nội vụ", "để b/c"), Recipient("Các thôn"), Recipient("Lưu: VT, KSTTHC"))


@pytest.mark.parametrize(
    "ending",
    [
        "Nơi nhận:\n- Sở Nội vụ (để b/c);\n- Các thôn;\n- Lưu: VT, KSTTHC.\nTM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ "
        "CHỦ TỊCH\n\n(Đã ký)\n\nLê Thị Hồng Nhung",
        "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nLê Thị Hồng Nhung\nNơi nhận:\n- Sở Nội vụ (để b/c);\n- Các "
        "thôn;\n- Lưu: VT, KSTTHC.",
        "Nơi nhận: - Sở Nội vụ (để b/c); - Các thôn; - Lưu: VT, KSTTHC.\nTM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ "
        "TỊCH Lê Thị Hồng Nhung",
        "Nơi nhận: TM. ỦY BAN NHÂN DÂN\n- Sở Nội vụ (để b/c); KT. CHỦ TỊCH\n- Các thôn; PHÓ CHỦ TỊCH\n- Lưu: VT, "
        "KSTTHC. Lê Thị Hồng Nhung",
        "Nơi nhận:\tTM. ỦY BAN NHÂN DÂN\n- Sở Nội vụ (để b/c);\tKT. CHỦ TỊCH\n- Các thôn;\tPHÓ CHỦ TỊCH\n- Lưu: VT, "
        "KSTTHC.\tLê Thị Hồng Nhung",
        "Nơi nhận: Sở Nội vụ (để b/c); Các thôn; Lưu: VT, KSTTHC.\n**TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ "
        "TỊCH**\nLê Thị Hồng Nhung",
    ],
)
def test_recipients_and_signature_in_every_order(ending):
    document = read(SIGN + ending).document
    assert document.recipients == LIST
    assert document.signature == KT
    assert document.body[-1].text == "Rà soát hồ sơ./."


@pytest.mark.parametrize(
    ("lines", "signature"),
    [
        ("CHỦ TỊCH\nLê Văn An", Signature((), "CHỦ TỊCH", "Lê Văn An")),
        ("Q. CHỦ TỊCH\nLê Văn An", Signature((), "Q. CHỦ TỊCH", "Lê Văn An")),
        ("TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG\nLê Văn An", Signature(("TL. CHỦ TỊCH",), "CHÁNH VĂN PHÒNG", "Lê Văn An")),
        ("TUQ. GIÁM ĐỐC\nTRƯỞNG PHÒNG\nLê Văn An", Signature(("TUQ. GIÁM ĐỐC",), "TRƯỞNG PHÒNG", "Lê Văn An")),
        ("T/M BAN THƯỜNG VỤ\nBÍ THƯ\nLê Văn An", Signature(("T/M BAN THƯỜNG VỤ",), "BÍ THƯ", "Lê Văn An")),
        (
            "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\nThượng tá Lê Văn An",
            Signature(("KT. GIÁM ĐỐC",), "PHÓ GIÁM ĐỐC", "Thượng tá Lê Văn An"),
        ),
        ("Lê Văn An", Signature((), "", "Lê Văn An")),
    ],
)
def test_signing_authority_and_position(lines, signature):
    assert read(f"{SIGN}Nơi nhận:\n- Các thôn;\n- Lưu: VT.\n{lines}").document.signature == signature


def test_the_author_of_a_web_page_is_not_the_signer():
    reading = read(SIGN + "Xem chi tiết tại đây\n\nLê Văn An, Văn phòng xã\n\nLiên kết\nLượt truy cập: 12")
    assert reading.document.signatures == ()
    assert reading.document.body[-1].text == "Rà soát hồ sơ./."
    assert len(reading.dropped) == 4


def test_lines_torn_by_a_page_are_joined_and_the_join_is_doubted():
    reading = read(
        "KẾ HOẠCH\nRà soát\n\nI. NHIỆM VỤ\n\n- Thực hiện nghiêm quy định của Thủ tướng\n\nChính phủ về công vụ.\n\n- "
        "Rà soát các hồ sơ còn\n\ntồn đọng.\n"
    )
    texts = [block.text for block in reading.document.body if block.marker == "-"]
    assert texts == ["Thực hiện nghiêm quy định của Thủ tướng Chính phủ về công vụ.", "Rà soát các hồ sơ còn tồn đọng."]
    assert [doubt.field for doubt in reading.doubts] == ["document.join", "document.join"]
    assert reading.lines[Place(Region.BODY, 1)] == (6, 8)


def test_list_lines_are_never_joined():
    text = "KẾ HOẠCH\nRà soát\n\nI. NHIỆM VỤ\n- Rà soát hồ sơ\n- kiểm tra việc\na) xử lý\n1. đôn đốc"
    assert [block.text for block in read(text).document.body][1:] == [
        "Rà soát hồ sơ",
        "kiểm tra việc",
        "xử lý",
        "đôn đốc",
    ]


def test_residue_of_conversion_goes_and_letters_stay():
    assert strip_marks("**Mục** *tiêu* phần đầu *U*") == ("Mục tiêu phần đầu", ("U",))
    assert clean("* Cơ quan phụ trách: A") == "* Cơ quan phụ trách: A"
    assert clean("Tie\u0302\u0301n\u00a0\u00a0độ\u200b") == "Tiến độ"
    reading = read("KẾ HOẠCH\nRà soát\n\nI. NHIỆM VỤ\n\n- Rà soát./. *U*\n\nNơi nhận: *TL*\n- Lưu: VT. */bn*\n")
    assert [piece.text for piece in reading.removed] == ["U", "TL", "/bn"]


@pytest.mark.parametrize(
    ("line", "marker", "text"),
    [
        ("I. MỤC ĐÍCH", "I.", "MỤC ĐÍCH"),
        ("1.1.Nội dung", "1.1.", "Nội dung"),
        ("b)Phát huy", "b)", "Phát huy"),
        ("đ) Rà soát", "đ)", "Rà soát"),
        ("- * Cơ quan", "- *", "Cơ quan"),
        ("• Rà soát", "•", "Rà soát"),
        ("(1) Rà soát", "(1)", "Rà soát"),
        ("Phần II. NHIỆM VỤ", "Phần II.", "NHIỆM VỤ"),
        ("Điều 3. Thi hành", "Điều 3.", "Thi hành"),
        ("1/ Mục tiêu", "1/", "Mục tiêu"),
        ("A. MỤC TIÊU", "A.", "MỤC TIÊU"),
        ("1.500 hồ sơ được xử lý", "", "1.500 hồ sơ được xử lý"),
        ("30/4/1975 giải phóng", "", "30/4/1975 giải phóng"),
        ("100% hồ sơ", "", "100% hồ sơ"),
        ("Mục 1 của Phần II Kế hoạch này", "", "Mục 1 của Phần II Kế hoạch này"),
        ("A. Nguyễn là ai", "", "A. Nguyễn là ai"),
    ],
)
def test_markers(line, marker, text):
    marked = parse_marker(line)
    assert (marked.marker, marked.text) == (marker, text)


@pytest.mark.parametrize(
    ("marker", "value"), [("IV.", 4), ("đ)", 5), ("1.3.", 3), ("Phần II", 2), ("-", None), ("Điều 12.", 12)]
)
def test_ordinals_follow_the_vietnamese_alphabet(marker, value):
    assert ordinal(marker) == value


TABLE = (
    "KẾ HOẠCH\nRà soát\n\nI. NHIỆM VỤ\n\n- Theo Phụ lục./.\n\nNơi nhận:\n- Lưu: VT.\n\nPHỤ LỤC\nDANH MỤC\nNHIỆM "
    "VỤ\n(Kèm theo Kế hoạch)\n\n"
    "TT\tNội dung\tChủ trì\tPhối hợp\n(1)\t(2)\t(3)\t(4)\nI\tTHỂ CHẾ\t\t\n1\tRà soát quy định\tPhòng A\t\n\n"
    "TT\tNội dụng\tChủ trì\tPhối hợp\n2\tKiểm tra việc\tPhòng B\tPhòng C\n\tthực hiện quy chế\t\t\n\t\t\t\n"
)


def test_an_appendix_table_over_two_pages_is_one_table():
    reading = read(TABLE)
    (appendix,) = reading.document.appendices
    assert (appendix.label, appendix.title, appendix.indication) == (
        "PHỤ LỤC",
        "DANH MỤC NHIỆM VỤ",
        "(Kèm theo Kế hoạch)",
    )
    (block,) = appendix.blocks
    assert block.table is not None
    assert block.table.columns == ("TT", "Nội dung", "Chủ trì", "Phối hợp")
    assert [(row.kind, row.cells[1]) for row in block.table.rows] == [
        (RowKind.GROUP, "THỂ CHẾ"),
        (RowKind.DATA, "Rà soát quy định"),
        (RowKind.DATA, "Kiểm tra việc thực hiện quy chế"),
    ]
    assert reading.lines[Place(Region.APPENDIX, 0, row=2)] == (22, 23)
    assert 21 in reading.dropped  # the repeated header, misspelt
    assert 17 in reading.dropped  # the row of column numbers


def test_a_header_of_two_rows_names_every_column_once():
    table = SourceTable(
        2,
        (
            ("STT", "Nhiệm vụ", "Cơ quan thực hiện", "", "Thời gian"),
            (None, None, "Chủ trì", "Phối hợp", None),
            ("1", "Rà soát", "Phòng A", "Phòng B", "Quý I"),
            ("2", "Kiểm tra", None, "", "Quý II"),
        ),
    )
    reading = read_document(Source((SourceLine(1, "KẾ HOẠCH rà soát"), SourceLine(1, "I. NHIỆM VỤ"), table)))
    block = reading.document.body[-1]
    assert block.table is not None
    assert block.table.columns == ("STT", "Nhiệm vụ", "Cơ quan thực hiện Chủ trì", "Phối hợp", "Thời gian")
    assert [row.cells[2] for row in block.table.rows] == ["Phòng A", None]


def test_a_plan_attached_to_a_decision_is_its_appendix():
    text = (
        "UBND XÃ A\nSố: 5/QĐ-UBND\nA, ngày 01 tháng 02 năm 2026\nQUYẾT ĐỊNH\nBan hành Kế hoạch rà soát\n\nCHỦ TỊCH ỦY "
        "BAN NHÂN DÂN XÃ A\n\n"
        "Căn cứ Luật số 1;\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Ban hành kèm theo Kế hoạch.\nĐiều 2. Các phòng thi hành./.\nNơi "
        "nhận:\n- Lưu: VT.\nCHỦ TỊCH\nLê Văn An\n\n"
        "KẾ HOẠCH\nRÀ SOÁT NĂM 2026\n(Ban hành kèm theo Quyết định số 5/QĐ-UBND)\n\nI. NHIỆM VỤ\n- Rà soát hồ sơ.\n"
    )
    document = read(text).document
    assert document.form is Form.DECISION
    assert document.deciding_authority == "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ A"
    assert [block.marker for block in document.body] == ["Điều 1.", "Điều 2."]
    (plan,) = document.appendices
    assert (plan.label, plan.title) == ("KẾ HOẠCH", "RÀ SOÁT NĂM 2026")
    assert [block.kind for block in plan.blocks] == [BlockKind.HEADING, BlockKind.PARAGRAPH]


@pytest.mark.parametrize("text", ["", " \n\t\n", "\ufeff\n\u00a0\n"])
def test_nothing_to_read_is_refused_with_a_sentence(text):
    with pytest.raises(UnreadableFile) as refusal:
        read(text)
    assert str(refusal.value) == EMPTY


def test_a_cell_of_several_paragraphs_pasted_from_word_stays_in_its_row():
    source = read_text("TT\tNhiệm vụ\tGiải pháp\tChủ trì\n1\tRà soát\t- Một\n- Hai\tPhòng A\n2\tKiểm tra\t\tPhòng B\n")
    (table,) = (item for item in source.items if isinstance(item, SourceTable))
    assert table.rows[1] == ("1", "Rà soát", "- Một\n- Hai", "Phòng A")
    assert table.row_numbers == (1, 2, 4)


def test_what_a_web_library_prints_above_the_letterhead_is_left_out():
    text = (
        "Kế hoạch 86/KH-UBND năm 2025 rà soát hồ sơ\n| Số hiệu | 86/KH-UBND |\n| Người ký | Mai Văn An |\n|"
        "\nỦY BAN NHÂN DÂN |\nTỈNH BẮC HÀ |\n"
        "CỘNG HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM |\n|\nSố: 86/KH-UBND |\nBắc Hà, ngày\n29 tháng 12 năm 2025 |"
        "\nKẾ\nHOẠCH\nRÀ\nSOÁT HỒ SƠ NĂM 2026\n"
        "Căn cứ Luật số 1/2025/QH15;\nI. NHIỆM VỤ\n- Rà soát hồ sơ.\n"
    )
    reading = read(text)
    sheet = reading.document.letterhead
    assert (sheet.agency, sheet.number, sheet.place) == (("ỦY BAN NHÂN DÂN", "TỈNH BẮC HÀ"), "86", "Bắc Hà")
    assert sheet.date_text == "ngày 29 tháng 12 năm 2025"
    assert (reading.document.type_name, reading.document.title) == ("KẾ HOẠCH", "RÀ SOÁT HỒ SƠ NĂM 2026")
    assert {1, 2, 3} <= set(reading.dropped)


def test_the_number_of_a_document_named_above_is_not_the_document_s_own():
    head = "Triển khai Nghị quyết số 13-NQ/TU ngày 06 tháng 9 năm 2023 của Ban Thường vụ Tỉnh ủy\nUBND XÃ A\nSố: /KH-UBND\nA, ngày 26 tháng 4 năm 2026"
    sheet = letterhead(head)
    assert (sheet.number, sheet.symbol, sheet.place, sheet.date_text) == (
        "",
        "KH-UBND",
        "A",
        "ngày 26 tháng 4 năm 2026",
    )


def test_a_table_title_in_capitals_is_not_another_appendix():
    text = f"{SIGN}Nơi nhận:\n- Lưu: VT.\n\nPhụ lục I\nDANH MỤC\n\nTT\tNội dung\tChủ trì\n1\tA b c\tPhòng A\n\nPhụ lục II\nBIỂU TỔNG HỢP\n\nTT\tChỉ tiêu\tSố\n1\tX\t2\n"
    assert [(item.label, item.title) for item in read(text).document.appendices] == [
        ("Phụ lục I", "DANH MỤC"),
        ("Phụ lục II", "BIỂU TỔNG HỢP"),
    ]
