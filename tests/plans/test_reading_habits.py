"""Habits of plans of other bodies: each case is a sentence or a small plan of our own."""

from __future__ import annotations

import pytest

from documents.reading.text import read_text
from plans.reading.as_json import plan_json
from plans.reading.parties import split_parties, subject_of
from plans.reading.reader import read_plan
from plans.reading.timing import Timing, in_sentence

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


def plan(body: str, top: str = TOP) -> dict:
    return plan_json(read_plan(read_text(top + "\n" + body.strip() + "\n" + END)))


def duties(body: str) -> list[tuple]:
    return [
        (task["text"][:22], task["lead"], task["coordinating"], task["deadline_text"]) for task in plan(body)["tasks"]
    ]


def headings(body: str) -> list[str]:
    out: list[str] = []

    def walk(sections):
        for section in sections:
            out.append(f"{section['marker']} {section['heading']}")
            walk(section["children"])

    walk(plan(body)["sections"])
    return out


def bases(preamble: str) -> list[tuple]:
    top = TOP[: TOP.index("Thực hiện Kế hoạch số 3")] + preamble + "\nUBND xã ban hành Kế hoạch như sau:\n"
    read = plan("I. MỤC ĐÍCH\n- Nâng cao chất lượng phục vụ.", top)
    return [(one["doc_type"], one["number"], one["date_iso"], one["issuer"], one["subject"]) for one in read["bases"]]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("tổ dân phố số 1, 2, 3; Công an phường", ["tổ dân phố số 1, 2, 3", "Công an phường"]),
        ("Trường Mầm non, Tiểu học, THCS; Trạm Y tế", ["Trường Mầm non, Tiểu học, THCS", "Trạm Y tế"]),
        ("Trung tâm Giám định BHXH, BHYT điện tử", ["Trung tâm Giám định BHXH, BHYT điện tử"]),
        ("Ban Thực hiện chính sách BHYT", ["Ban Thực hiện chính sách BHYT"]),
        ("Công chức Văn hóa (phụ trách thông tin)", ["Công chức Văn hóa"]),
        ("Các tổ chuyên môn (04 tổ)", ["Các tổ chuyên môn"]),
    ],
)
def test_a_comma_or_a_verb_may_belong_to_a_name(text, units):
    assert [party.name for party in split_parties(text)] == units


@pytest.mark.parametrize(
    ("text", "units"),
    [
        (
            "Các phòng, ban huyện; UBND các xã căn cứ chức năng xây dựng kế hoạch.",
            ["Các phòng, ban huyện", "UBND các xã"],
        ),
        ("Phòng Giáo dục và Đào tạo chấn chỉnh việc dạy thêm, học thêm.", ["Phòng Giáo dục và Đào tạo"]),
        ("Đội xung kích thôn chuẩn bị vật tư.", ["Đội xung kích thôn"]),
        ("Kết quả; bài học được tổng hợp.", []),
    ],
)
def test_the_subject_of_a_duty_leads(text, units):
    assert [party.name for party in subject_of(text)[0]] == units


def test_a_title_may_name_two_works():
    body = """I. NHIỆM VỤ
1. Nâng cao trách nhiệm người đứng đầu; siết chặt kỷ luật, kỷ cương
Người đứng đầu gương mẫu thực hiện văn hóa công sở.
2. Rà soát thủ tục hành chính; công khai kết quả giải quyết.
3. Số hóa hồ sơ lưu trữ."""
    assert headings(body) == ["I NHIỆM VỤ", "1 Nâng cao trách nhiệm người đứng đầu; siết chặt kỷ luật, kỷ cương"]


def test_labels_printed_once_are_for_every_lettered_point():
    body = """I. NHIỆM VỤ
1. Cải cách thủ tục hành chính
a) Rà soát quy trình nội bộ.
b) Nâng tỷ lệ hồ sơ trực tuyến.
- Cơ quan chủ trì: Văn phòng HĐND và UBND xã.
- Thời gian thực hiện: Quý II/2025.
2. Hiện đại hóa hành chính
a) Nâng cấp mạng nội bộ.
- Cơ quan chủ trì: Phòng Kinh tế.
b) Trang bị máy quét.
- Cơ quan chủ trì: Công an xã."""
    assert [(lead, due) for _text, lead, _with, due in duties(body)] == [
        (["Văn phòng HĐND và UBND xã"], "Quý II/2025"),
        (["Văn phòng HĐND và UBND xã"], "Quý II/2025"),
        (["Phòng Kinh tế"], None),
        (["Công an xã"], None),
    ]


def test_a_closing_order_speaks_for_the_lines_above_it():
    body = """II. NHIỆM VỤ
1. Dân chủ ở cơ sở
- Tuyên truyền Luật Thực hiện dân chủ ở cơ sở.
- Đối thoại với người dân tại thôn.
Giao Phòng Văn hóa - Xã hội chủ trì, phối hợp với Công an xã và các thôn thực hiện. Thời gian: Thường xuyên.
2. Môi trường
- Thu gom rác thải tại chợ.
+ Đơn vị thực hiện: Phòng Kinh tế.
+ Thời gian hoàn thành: Trước ngày 30/9/2025."""
    who = ["Phòng Văn hóa - Xã hội"], ["Công an xã", "các thôn"], "Thường xuyên"
    assert [duty[1:] for duty in duties(body)] == [who, who, (["Phòng Kinh tế"], [], "Trước ngày 30/9/2025")]


def test_an_assignment_does_not_reach_back_over_a_numbered_part():
    body = """Phần thứ nhất
NHIỆM VỤ
I. NHIỆM VỤ CỤ THỂ
1. Dân chủ ở cơ sở
- Đối thoại với người dân tại thôn.
2. Môi trường
- Thu gom rác thải tại chợ.
- Cơ quan chủ trì: Phòng Kinh tế."""
    assert [duty[1] for duty in duties(body)] == [[], ["Phòng Kinh tế"]]


def test_who_takes_part_and_under_what_motto_are_no_duties():
    body = """I. CHỦ ĐỀ, THỜI GIAN
1. Chủ đề: “Một cửa thân thiện”.
2. Thời gian: Từ ngày 01/3/2025 đến ngày 31/3/2025.
3. Thành phần tham dự:
- Lãnh đạo UBND xã, trưởng các thôn.
II. TỔ CHỨC THỰC HIỆN
1. Cơ sở khám bệnh: Cử cán bộ tham dự.
2. Trung tâm Tin học: Bảo đảm đường truyền."""
    assert duties(body) == [
        ("Cử cán bộ tham dự.", ["Cơ sở khám bệnh"], [], None),
        ("Bảo đảm đường truyền.", ["Trung tâm Tin học"], [], None),
    ]
    assert headings(body)[1:4] == ["1 Chủ đề", "2 Thời gian", "3 Thành phần tham dự"]


def test_a_row_that_only_heads_its_sub_rows_is_no_duty():
    body = """II. NHIỆM VỤ
TT\tNhiệm vụ\tChủ trì\tThời hạn
1\tTái cấu trúc quy trình\t\t
1.1\tLập danh mục\tVăn phòng\tTháng 3/2025
1.2\tCập nhật quy trình\tPhòng Kinh tế\tTháng 5/2025"""
    assert [duty[0] for duty in duties(body)] == ["Lập danh mục", "Cập nhật quy trình"]


@pytest.mark.parametrize(
    ("text", "phrase", "kind"),
    [
        ("Báo cáo định kỳ 6 tháng (trước ngày 05/6) và năm (trước ngày 05/12) về UBND huyện.",
         "định kỳ 6 tháng (trước ngày 05/6) và năm (trước ngày 05/12)", "recurring"),
        ("Tổng hợp, định kỳ hằng quý (trước ngày 20 tháng cuối quý) gửi Phòng Nội vụ.",
         "định kỳ hằng quý (trước ngày 20 tháng cuối quý)", "recurring"),
        ("Xây dựng kế hoạch chi tiết (trước ngày 05/6).", "trước ngày 05/6", "date"),
    ],
)  # fmt: skip
def test_a_day_in_the_brackets_of_a_round_comes_back(text, phrase, kind):
    found, rule = in_sentence(text, Timing(2025))
    assert (found, rule.kind.value) == (phrase, kind)


def test_a_law_keeps_the_commas_of_its_name():
    assert bases(
        "Căn cứ Luật Phòng, chống thiên tai ngày 19/6/2013;\n"
        "Căn cứ Luật Phòng cháy, chữa cháy và cứu nạn, cứu hộ ngày 29/11/2024;\n"
        "Căn cứ Luật Khiếu nại, Luật Tố cáo năm 2018;"
    ) == [
        ("Luật", None, "2013-06-19", None, "Phòng, chống thiên tai"),
        ("Luật", None, "2024-11-29", None, "Phòng cháy, chữa cháy và cứu nạn, cứu hộ"),
        ("Luật", None, None, None, "Khiếu nại"),
        ("Luật", None, None, None, "Tố cáo"),
    ]


def test_what_is_said_of_a_basis_in_brackets_is_no_basis():
    assert bases(
        "Căn cứ Nghị định số 63/2010/NĐ-CP ngày 08/6/2010 của Chính phủ về kiểm soát thủ tục hành chính (đã được sửa "
        "đổi, bổ sung tại Nghị định số 92/2017/NĐ-CP ngày 07/8/2017);\n"
        "Căn cứ Quy chế làm việc số 01-QC/ĐU ngày 01/7/2025 của Đảng ủy xã;\n"
        "Căn cứ Kế hoạch Phát triển nhà trường số 7/KH-THCS ngày 05/9/2024 của Trường THCS Suối Đá;\n"
        "Căn cứ Thông tư số 2/2017/TT-VPCP ngày 31/10/2017 của Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ Hướng dẫn "
        "nghiệp vụ kiểm soát;"
    ) == [
        ("Nghị định", "63/2010/NĐ-CP", "2010-06-08", "Chính phủ", "kiểm soát thủ tục hành chính"),
        ("Quy chế làm việc", "01-QC/ĐU", "2025-07-01", "Đảng ủy xã", None),
        ("Kế hoạch", "7/KH-THCS", "2024-09-05", "Trường THCS Suối Đá", "Phát triển nhà trường"),
        ("Thông tư", "2/2017/TT-VPCP", "2017-10-31", "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ",
         "Hướng dẫn nghiệp vụ kiểm soát"),
    ]  # fmt: skip


def test_the_title_goes_on_in_lower_case():
    top = TOP.replace("Cải cách hành chính năm 2025\n", "Tổ chức hội nghị tập huấn\ntheo Thông tư số 5/2025/TT-BNV\n")
    read = plan("I. MỤC ĐÍCH\n- Nâng cao nghiệp vụ.", top)
    assert read["header"]["abstract"] == "Tổ chức hội nghị tập huấn theo Thông tư số 5/2025/TT-BNV"
    assert [one["number"] for one in read["bases"]] == ["3/KH-UBND"]


def test_the_letterhead_of_the_youth_union():
    top = """TỈNH ĐOÀN LAM GIANG
BCH ĐOÀN HUYỆN SUỐI ĐÁ
***
Số: 5-KH/ĐTN
ĐOÀN TNCS HỒ CHÍ MINH
Suối Đá, ngày 06 tháng 01 năm 2025
""" + TOP[TOP.index("\nKẾ HOẠCH") :]
    header = plan("I. MỤC ĐÍCH\n- Nâng cao chất lượng.", top)["header"]
    assert (header["parent_agency"], header["agency"]) == ("TỈNH ĐOÀN LAM GIANG", "BCH ĐOÀN HUYỆN SUỐI ĐÁ")


def test_a_plan_under_a_decision_and_its_appendix_have_paths_of_their_own():
    text = """BỘ MẪU
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 5/QĐ-BM
Hà Nội, ngày 06 tháng 01 năm 2025
QUYẾT ĐỊNH
Ban hành Kế hoạch cải cách hành chính năm 2025
BỘ TRƯỞNG BỘ MẪU
Căn cứ Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ;
QUYẾT ĐỊNH:
Điều 1. Ban hành kèm theo Quyết định này Kế hoạch cải cách hành chính năm 2025.
Điều 2. Chánh Văn phòng Bộ chịu trách nhiệm thi hành Quyết định này./.
Nơi nhận:
- Như Điều 2;
- Lưu: VT.
KT. BỘ TRƯỞNG
THỨ TRƯỞNG

Lê Mẫu

KẾ HOẠCH
CẢI CÁCH HÀNH CHÍNH NĂM 2025
(Kèm theo Quyết định số 5/QĐ-BM ngày 06/01/2025)
I. TỔ CHỨC THỰC HIỆN
1. Vụ Pháp chế
- Rà soát văn bản.

PHỤ LỤC
PHÂN CÔNG NHIỆM VỤ
(Kèm theo Kế hoạch cải cách hành chính năm 2025)
TT\tNhiệm vụ\tChủ trì\tThời hạn
I\tTHỂ CHẾ\t\t
1\tBan hành thông tư\tVụ Pháp chế\tTháng 3/2025
"""
    read = plan_json(read_plan(read_text(text)))
    assert [task["section"] for task in read["tasks"]] == ["I.1", "PL.I"]


def targets(*lines: str) -> list[tuple]:
    body = "I. MỤC TIÊU\n" + "\n".join(f"- {line}" for line in lines)
    return [(one["text"], one["metric"], one["value"]) for one in plan(body)["targets"]]


def test_a_goal_is_cut_where_the_next_one_begins():
    assert targets(
        "80% hồ sơ của cấp huyện và 70% hồ sơ của cấp xã được xử lý trên mạng.",
        "Chỉ số PAR INDEX đạt trên 86%, xếp trong nhóm dẫn đầu của tỉnh.",
        "100% văn bản đi (trừ văn bản mật) được ký số.",
        "100% thủ tục có đủ điều kiện theo quy định của pháp luật được cung cấp trực tuyến.",
    ) == [
        ("80% hồ sơ của cấp huyện", "%", 80),
        ("70% hồ sơ của cấp xã được xử lý trên mạng", "%", 70),
        ("Chỉ số PAR INDEX đạt trên 86%", "%", 86),
        ("100% văn bản đi (trừ văn bản mật) được ký số", "%", 100),
        ("100% thủ tục có đủ điều kiện theo quy định của pháp luật được cung cấp trực tuyến", "%", 100),
    ]


def test_a_goal_may_count_things():
    assert targets("Trồng mới ít nhất 5.000 cây xanh.", "Xây dựng văn hóa công sở; giữ nghiêm kỷ luật.") == [
        ("Trồng mới ít nhất 5.000 cây xanh", "cây xanh", 5000),
        ("Xây dựng văn hóa công sở", None, None),
    ]


def test_two_days_of_reporting_are_two_reports():
    body = """V. CHẾ ĐỘ BÁO CÁO
Các chi bộ báo cáo kết quả về Đảng ủy trước ngày 20 của tháng cuối quý và trước ngày 15/11 hằng năm."""
    assert [(one["period"], one["due_rule"]) for one in plan(body)["reports_due"]] == [
        ("quarterly", "before day 20 of the last month of the quarter"),
        ("annual", "before 11-15"),
    ]


def test_where_a_disclosure_is_made():
    body = """II. NHIỆM VỤ
- Niêm yết mã tra cứu hồ sơ tại trụ sở UBND xã và nhà văn hóa các thôn.
- Niêm yết TTHC tại bảng tin xã và đăng tải trên Trang thông tin điện tử xã."""
    assert [(one["item"], one["channels"]) for one in plan(body)["disclosures"]] == [
        ("Niêm yết mã tra cứu hồ sơ", ["trụ sở UBND xã", "nhà văn hóa các thôn"]),
        ("Niêm yết TTHC", ["bảng tin xã", "Trang thông tin điện tử xã"]),
    ]


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Gia cố bờ bao, kênh mương trước mùa mưa lũ.", "trước mùa mưa lũ"),
        ("Thống kê thiệt hại trong vòng 03 ngày kể từ khi nước rút.", "trong vòng 03 ngày kể từ khi nước rút"),
        ("Công bố danh mục ngay sau khi được phê duyệt.", "ngay sau khi được phê duyệt"),
        ("Rút ngắn thời gian giải quyết từ 10 ngày xuống còn 07 ngày.", ""),
    ],
)
def test_an_event_instead_of_a_day_is_an_open_time(text, phrase):
    found, rule = in_sentence(text, Timing(2025))
    assert found == phrase
    assert rule is None or rule.kind.value == "open"


def test_a_page_that_left_out_the_type_name():
    top = """ỦY BAN NHÂN DÂN
TỈNH LAM GIANG
Số: 155/KH-UBND
Lam Giang, ngày 24 tháng 12 năm 2025
CHUYỂN ĐỔI SỐ TỈNH LAM GIANG NĂM 2026
- Luật Giao dịch điện tử ngày 22/6/2023;
- Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị;
"""
    read = plan("I. MỤC TIÊU\n- 100% văn bản được ký số.", top)
    assert read["header"]["title"] == "Kế hoạch CHUYỂN ĐỔI SỐ TỈNH LAM GIANG NĂM 2026"
    assert read["header"]["agency"] == "ỦY BAN NHÂN DÂN TỈNH LAM GIANG"
    assert [one["number"] or one["subject"] for one in read["bases"]] == ["Giao dịch điện tử", "57-NQ/TW"]


def test_a_short_heading_is_not_torn():
    lines = [
        "I. MỤC ĐÍCH, YÊU CẦU",
        "1. Mục đích",
        "Nâng cao nhận thức của cán bộ, công chức về công tác cải cách hành chính trên địa",
        "bàn xã, tạo chuyển biến trong giải quyết công việc của người dân và tổ chức, góp",
        "phần nâng cao mức độ hài lòng.",
        "2. Yêu cầu",
        "Xác định cụ thể nội dung công việc, thời hạn hoàn thành và trách nhiệm của từng cơ",
        "quan, đơn vị, bảo đảm thiết thực, hiệu quả và phù hợp với tình hình thực tế tại địa",
        "phương trong năm.",
    ]
    assert headings("\n".join(lines)) == ["I MỤC ĐÍCH, YÊU CẦU", "1 Mục đích", "2 Yêu cầu"]
