"""Habits of plans of other bodies: units, duties, times, goals. Each case is a sentence or a small plan of our own."""

from __future__ import annotations

import pytest

from plans.reading.parties import split_parties, subject_of
from plans.reading.timing import Timing, in_sentence
from tests.plans.small_plans import duties, headings, plan, targets


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


def test_a_plan_of_supervision():
    body = """II. NỘI DUNG, ĐỐI TƯỢNG GIÁM SÁT
1. Nội dung giám sát
- Công tác chỉ đạo, ban hành văn bản.
2. Đối tượng giám sát: UBND xã.
3. Thời kỳ giám sát: Từ ngày 01/01/2024 đến ngày 31/12/2024.
III. TIẾN ĐỘ THỰC HIỆN
1. Trước ngày 28/02/2025: Thành lập Đoàn giám sát.
IV. TỔ CHỨC THỰC HIỆN
1. Các thôn; trường học: Cung cấp tài liệu.
2. Các ông, bà Trưởng thôn phổ biến Kế hoạch này."""
    assert duties(body) == [
        ("Thành lập Đoàn giám sá", [], [], "Trước ngày 28/02/2025"),
        ("Cung cấp tài liệu.", ["Các thôn", "trường học"], [], None),
        ("Các ông, bà Trưởng thô", ["Các ông, bà Trưởng thôn"], [], None),
    ]


def test_brackets_may_say_who_and_when_together():
    body = """II. NHIỆM VỤ
1. Chi phí không chính thức
- Xử lý nghiêm cán bộ nhũng nhiễu (Thanh tra tỉnh chủ trì; thường xuyên).
a) Sở Giáo dục và Đào tạo: Phối hợp với các doanh nghiệp đào tạo nghề."""
    assert duties(body) == [
        ("Xử lý nghiêm cán bộ nh", ["Thanh tra tỉnh"], [], "thường xuyên"),
        ("Phối hợp với các doanh", ["Sở Giáo dục và Đào tạo"], ["các doanh nghiệp"], None),
    ]


def test_dashed_lines_may_only_say_who_and_when():
    body = """II. NỘI DUNG VÀ TIẾN ĐỘ
1. Lập danh sách mẫu khảo sát
- Phòng Cải cách hành chính chủ trì, phối hợp với Văn phòng Sở thực hiện.
- Hoàn thành trước ngày 30/4/2025.
2. Khảo sát tại 09 xã
- Đơn vị thực hiện: Bưu điện tỉnh.
- Đơn vị giám sát: Hội Cựu chiến binh tỉnh.
- Địa điểm: Nhà văn hóa các thôn.
- Thời gian: Từ tháng 6 đến tháng 8/2025.
3. Công bố kết quả khảo sát: Quý IV/2025."""
    assert duties(body) == [
        ("Lập danh sách mẫu khảo", ["Phòng Cải cách hành chính"], ["Văn phòng Sở"], "Hoàn thành trước ngày 30/4/2025"),
        ("Khảo sát tại 09 xã", ["Bưu điện tỉnh"], [], "Từ tháng 6 đến tháng 8/2025"),
        ("Công bố kết quả khảo s", [], [], "Quý IV/2025"),
    ]


def test_a_day_of_each_month_keeps_its_day():
    found, rule = in_sentence("Tổng hợp, báo cáo Giám đốc Sở định kỳ vào ngày 25 hằng tháng.", Timing(2025))
    assert (found, rule.rrule) == ("định kỳ vào ngày 25 hằng tháng", "FREQ=MONTHLY;BYMONTHDAY=25")


def test_a_past_result_is_no_goal():
    body = """I. KẾT QUẢ CHỈ SỐ NĂM 2024
Năm 2024 xã đạt 81,25/100 điểm, xếp thứ 9 toàn huyện."""
    read = plan(body)
    assert (read["tasks"], read["targets"]) == ([], [])


def test_a_timetable_of_those_inspected_holds_no_duties():
    body = """III. THỜI GIAN, ĐỐI TƯỢNG KIỂM TRA
TT\tĐơn vị được kiểm tra\tThời gian kiểm tra
1\tPhòng Kinh tế\tTháng 4/2025
2\tTrạm Y tế\tQuý III/2025"""
    read = plan(body)
    assert (read["tasks"], read["appendix_rows"]) == ([], 0)
