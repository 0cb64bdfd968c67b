"""Our own documents of every form, written to exercise every rule of the print."""

from __future__ import annotations

from dataclasses import replace

from documents.official import (
    Appendix,
    Block,
    BlockKind,
    Form,
    Letterhead,
    OfficialDocument,
    Recipient,
    Row,
    RowKind,
    Signature,
    Table,
)

LONG = (
    "Rà soát, công bố, niêm yết đầy đủ các thủ tục hành chính thuộc thẩm quyền theo Nghị quyết số 15/NQ-HĐND "
    "ngày 07/9/2025 của Hội đồng nhân dân và khoản 2 Điều 5 Quyết định số 128/2025/QĐ-UBND ngày 05 tháng 3 năm 2025, "
    "bảo đảm công dân tra cứu được tại Trung tâm Phục vụ hành chính công xã Hà Lâm với kinh phí 12.500.000 đồng."
)


def line(text: str, marker: str = "", level: int = 3) -> Block:
    return Block(BlockKind.PARAGRAPH, text, marker, level)


def heading(text: str, marker: str, level: int) -> Block:
    return Block(BlockKind.HEADING, text, marker, level)


def basis(text: str) -> Block:
    return Block(BlockKind.BASIS, text)


def table(rows: tuple[Row, ...], *columns: str) -> Block:
    return Block(BlockKind.TABLE, table=Table(columns, rows))


def tasks(groups: int = 3, each: int = 9) -> Block:
    """Six wordy columns in groups, with cells merged over three rows."""
    rows: list[Row] = []
    for group in range(groups):
        rows.append(Row(("I" * (group + 1), f"NHÓM CHỈ TIÊU SỐ {group + 1}", "", "", "", ""), RowKind.GROUP))
        for index in range(each):
            rows.append(
                Row(
                    (
                        str(group * each + index + 1),
                        f"Việc số {group * each + index + 1}: cập nhật kho dữ liệu số hóa kết quả giải quyết hồ sơ",
                        "Báo cáo kết quả số hóa" if index % 3 == 0 else None,
                        "Văn phòng HĐND và UBND xã",
                        "Các phòng chuyên môn, các thôn, tổ công nghệ số cộng đồng",
                        "Trước ngày 30/6/2026",
                    )
                )
            )
    return table(tuple(rows), "STT", "Nội dung", "Sản phẩm", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian")


def scores(count: int = 60) -> Block:
    rows = tuple(Row((str(i), f"Tiêu chí thành phần thứ {i}", "0,5")) for i in range(1, count + 1))
    return table(rows, "STT", "Tiêu chí", "Điểm")


PLAN = OfficialDocument(
    letterhead=Letterhead(
        agency=("ỦY BAN NHÂN DÂN", "XÃ HÀ LÂM"),
        number="5",
        symbol="KH-UBND",
        place="Hà Lâm",
        date_text="ngày 09 tháng 01 năm 2026",
    ),
    type_name="KẾ HOẠCH",
    title="Cải thiện chất lượng phục vụ người dân và doanh nghiệp tại Trung tâm Phục vụ hành chính công năm 2026",
    preamble=(
        basis("Căn cứ Luật Tổ chức chính quyền địa phương;"),
        basis("Căn cứ Quyết định số 128/2025/QĐ-UBND ngày 05 tháng 3 năm 2025 của UBND tỉnh Hà Sơn về quản lý "
              "hoạt động một cửa."),
        line("Ủy ban nhân dân xã Hà Lâm ban hành Kế hoạch năm 2026 như sau:", level=1),
    ),
    body=(
        heading("MỤC ĐÍCH, YÊU CẦU", "I.", 1),
        heading("Mục đích", "1.", 2),
        line(LONG, "-"),
        line(LONG, "a)"),
        heading("NỘI DUNG", "II.", 1),
        *(line(LONG, "-") for _ in range(8)),
        heading("TỔ CHỨC THỰC HIỆN", "III.", 1),
        line(LONG, "1."),
        line("Trên đây là Kế hoạch năm 2026 của xã Hà Lâm; đề nghị các đơn vị nghiêm túc thực hiện./.", level=2),
    ),
    recipients=(
        Recipient("UBND tỉnh Hà Sơn", "để báo cáo"),
        Recipient("Thường trực Đảng ủy, Thường trực HĐND xã"),
        Recipient("Lưu: VT, VHXH"),
    ),
    signatures=(Signature(("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"), "PHÓ CHỦ TỊCH", "Đặng Thị Ngọc Ánh"),),
    appendices=(
        Appendix(
            "Phụ lục I",
            "DANH MỤC NHIỆM VỤ NĂM 2026",
            "(Kèm theo Kế hoạch số 05/KH-UBND ngày 09 tháng 01 năm 2026 của Ủy ban nhân dân xã Hà Lâm)",
            (tasks(),),
        ),
        Appendix("Phụ lục II", "BẢNG ĐIỂM TỰ CHẤM", "(Kèm theo Kế hoạch của Ủy ban nhân dân xã Hà Lâm)", (scores(),)),
    ),
    urgency="KHẨN",
    circulation="LƯU HÀNH NỘI BỘ",
    drafter_mark="NTA.(12)",
    contact="Địa chỉ: thôn Trung, xã Hà Lâm, tỉnh Hà Sơn. Điện thoại: 0200 000 111.",
)  # fmt: skip

LETTER = OfficialDocument(
    form=Form.LETTER,
    letterhead=Letterhead(
        parent_agency=("UBND XÃ HÀ LÂM",),
        agency=("PHÒNG VĂN HÓA - XÃ HỘI",),
        symbol="VHXH-CCHC",
        place="Hà Lâm",
        date_text="ngày tháng 3 năm 2026",
    ),
    title="đôn đốc báo cáo kết quả cải cách hành chính quý I năm 2026",
    addressees=("Các phòng chuyên môn thuộc UBND xã", "Trưởng các thôn"),
    body=(line(LONG, level=1), line("Đề nghị các đơn vị gửi báo cáo trước ngày 15/3/2026./.", level=1)),
    recipients=(Recipient("Như trên"), Recipient("Lưu: VT")),
    signatures=(Signature((), "TRƯỞNG PHÒNG", "Lê Văn Khải"),),
    urgency="HỎA TỐC",
)

LETTER_TO_ONE = replace(LETTER, addressees=("Sở Nội vụ tỉnh Hà Sơn.",), urgency="THƯỢNG KHẨN")

DECISION = OfficialDocument(
    form=Form.DECISION,
    letterhead=replace(PLAN.letterhead, number="12", symbol="QĐ-UBND"),
    type_name="QUYẾT ĐỊNH",
    title="Về việc kiện toàn Ban chỉ đạo cải cách hành chính xã Hà Lâm",
    deciding_authority="CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ HÀ LÂM",
    preamble=(PLAN.preamble[0], basis("Theo đề nghị của Trưởng phòng Văn hóa - Xã hội.")),
    body=(
        line("Kiện toàn Ban chỉ đạo cải cách hành chính xã gồm các ông, bà có tên trong danh sách.", "Điều 1.", 1),
        line(
            "Trưởng các phòng và các ông, bà có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này./.",
            "Điều 2.",
            1,
        ),
    ),
    recipients=(Recipient("Như Điều 2"), Recipient("Lưu: VT")),
    signatures=(Signature((), "CHỦ TỊCH", "Phan Văn Tín"),),
)

MINUTES = OfficialDocument(
    form=Form.MINUTES,
    letterhead=Letterhead(parent_agency=("UBND XÃ HÀ LÂM",), agency=("THÔN TRUNG",)),
    type_name="BIÊN BẢN",
    title="Họp thôn góp ý danh mục thủ tục niêm yết",
    body=(
        line("Thời gian bắt đầu: 19 giờ 30 phút, ngày 12 tháng 01 năm 2026", level=1),
        line("Cuộc họp kết thúc vào 21 giờ cùng ngày./.", level=1),
    ),
    recipients=(Recipient("UBND xã"), Recipient("Lưu: Hồ sơ thôn")),
    signatures=(Signature(("THƯ KÝ",), "", "Hồ Thị Mai"), Signature(("CHỦ TỌA",), "", "Vương Đình Quý")),
)

SAMPLES = {
    "plan": PLAN, "letter": LETTER, "letter to one": LETTER_TO_ONE, "decision": DECISION, "minutes": MINUTES,
}  # fmt: skip
