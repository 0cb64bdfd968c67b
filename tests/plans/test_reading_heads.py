"""Letterheads, titles and bases of other bodies and of torn pages."""

from __future__ import annotations

from documents.reading.text import read_text
from plans.reading.as_json import plan_json
from plans.reading.reader import read_plan
from tests.plans.small_plans import TOP, bases, plan


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


def test_a_law_that_changes_several_is_one():
    assert bases(
        "Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Khiếu nại, Luật Tố cáo ngày 10 tháng 12 năm 2025;\n"
        "Căn cứ Luật Sửa đổi, bổ sung một số điều của Luật Cán bộ, công chức và Luật Viên chức số 52/2019/QH14 ngày "
        "25/11/2019;\n"
        "Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Đầu tư công, Luật Quản lý thuế năm 2024, Luật Khiếu nại ngày "
        "11/11/2011;\n"
        "Căn cứ Luật sửa đổi một số điều của Luật Cư trú, Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ;"
    ) == [
        ("Luật", None, "2025-12-10", None, "sửa đổi, bổ sung một số điều của Luật Khiếu nại, Luật Tố cáo"),
        ("Luật", "52/2019/QH14", "2019-11-25", None,
         "Sửa đổi, bổ sung một số điều của Luật Cán bộ, công chức và Luật Viên chức"),
        ("Luật", None, None, None, "sửa đổi, bổ sung một số điều của Luật Đầu tư công, Luật Quản lý thuế"),
        ("Luật", None, "2011-11-11", None, "Khiếu nại"),
        ("Luật", None, None, None, "sửa đổi một số điều của Luật Cư trú"),
        ("Nghị định", "30/2020/NĐ-CP", "2020-03-05", "Chính phủ", None),
    ]  # fmt: skip


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


def test_the_lines_of_a_page_torn_after_one_word():
    top = """ỦY
BAN NHÂN DÂN
TỈNH LAM GIANG
CỘNG
HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số:
24/KH-UBND
Lam
Giang Đông, ngày 23 tháng 01 năm 2025
KẾ
HOẠCH
V/v nâng cao Chỉ số PAPI năm 2025
Thực hiện Kế hoạch số 3/KH-UBND ngày 02/01/2025 của UBND tỉnh, UBND xã ban hành Kế hoạch như sau:
"""
    header = plan("I. MỤC ĐÍCH\n- Nâng cao chất lượng.", top)["header"]
    assert (header["agency"], header["number"], header["place"]) == (
        "ỦY BAN NHÂN DÂN TỈNH LAM GIANG",
        "24",
        "Lam Giang Đông",
    )
    assert header["abstract"] == "V/v nâng cao Chỉ số PAPI năm 2025"


def test_a_board_belongs_to_the_body_above_it():
    top = TOP.replace(
        "ỦY BAN NHÂN DÂN\nXÃ SUỐI ĐÁ", "UBMTTQ VIỆT NAM TỈNH LAM GIANG\nỦY BAN MTTQ XÃ SUỐI ĐÁ\nBAN THƯỜNG TRỰC"
    )
    header = plan("I. MỤC ĐÍCH\n- Nâng cao chất lượng.", top)["header"]
    assert (header["parent_agency"], header["agency"]) == (
        "UBMTTQ VIỆT NAM TỈNH LAM GIANG",
        "ỦY BAN MTTQ XÃ SUỐI ĐÁ BAN THƯỜNG TRỰC",
    )


def test_who_proposes_issued_the_proposal():
    assert bases(
        "Thực hiện Chương trình hành động số 21-CTr/TU ngày 03/3/2025 của Tỉnh ủy; theo đề nghị của Sở Tài chính tại "
        "Tờ trình số 5/TTr-STC ngày 20/6/2025, UBND tỉnh ban hành Kế hoạch cải thiện môi trường kinh doanh;"
    ) == [
        ("Chương trình hành động", "21-CTr/TU", "2025-03-03", "Tỉnh ủy", None),
        ("Tờ trình", "5/TTr-STC", "2025-06-20", "Sở Tài chính", None),
    ]
