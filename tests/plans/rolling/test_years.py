"""Years of a plan for 2024 that becomes the plan for 2025. `[2025]` is taken by itself, `{2025}` is only offered."""

from __future__ import annotations

import pytest

from plans.rolling.edits import Group, replaced
from plans.rolling.years import year_edits


def shown(text: str, old: int = 2024, new: int = 2025, **kind: bool) -> str:
    """The text with sure changes in [ ], doubtful ones in { }, and < > around what is only pointed at."""
    for edit in reversed(year_edits(text, old=old, new=new, **kind)):
        a, b = ("[", "]") if edit.sure else ("{", "}")
        word = edit.new if edit.new is not None else text[edit.start : edit.end]
        if edit.new is None:
            a, b = "<", ">"
        text = text[: edit.start] + a + word + b + text[edit.end :]
    return text


LINES = [
    # the plan's own year, in every writing
    ("Cải cách hành chính năm 2024", "Cải cách hành chính năm [2025]"),
    ("KẾ HOẠCH NÂNG CAO CHỈ SỐ CCHC NĂM 2024", "KẾ HOẠCH NÂNG CAO CHỈ SỐ CCHC NĂM [2025]"),
    ("Kế hoạch CCHC 2024", "Kế hoạch CCHC [2025]"),
    ("năm\u00a02024", "năm\u00a0[2025]"),
    ("trong năm 2024v à những năm tiếp theo", "trong năm [2025]v à những năm tiếp theo"),
    ("năm2024 xã phấn đấu", "năm[2025] xã phấn đấu"),
    ("dự toán ngân sách năm 2024.", "dự toán ngân sách năm [2025]."),
    ("năm 2024 và những năm tiếp theo", "năm [2025] và những năm tiếp theo"),
    ("các năm 2023, 2024 và 2025", "các năm [2024], [2025] và [2026]"),
    ("PAPI 2023, PAR INDEX 2024", "PAPI [2024], PAR INDEX [2025]"),
    # relative years keep their distance
    ("Khắc phục hạn chế của Chỉ số CCHC năm 2023", "Khắc phục hạn chế của Chỉ số CCHC năm [2024]"),
    ("Xây dựng kế hoạch CCHC năm 2025", "Xây dựng kế hoạch CCHC năm [2026]"),
    ("so với năm 2023", "so với năm [2024]"),
    ("so với năm 2022", "so với năm {2023}"),
    ("từ năm 2019", "từ năm 2019"),
    # deadlines
    ("(Quý II/2024)", "(Quý II/[2025])"),
    ("Quý II, III năm 2024", "Quý II, III năm [2025]"),
    ("Quý IV/2024 - Quý I/2025", "Quý IV/[2025] - Quý I/[2026]"),
    ("(hoàn thành trước ngày 15/6/2024)", "(hoàn thành trước ngày 15/6/[2025])"),
    ("hoàn thành chậm nhất ngày 15 tháng 6 năm 2024", "hoàn thành chậm nhất ngày 15 tháng 6 năm [2025]"),
    ("hoàn thành trong tháng 9/2024", "hoàn thành trong tháng 9/[2025]"),
    ("hoàn thành trong tháng 9 năm 2024", "hoàn thành trong tháng 9 năm [2025]"),
    ("T9/2024", "T9/[2025]"),
    ("5-7/2024", "5-7/[2025]"),
    ("tháng 5, 6/2024", "tháng 5, 6/[2025]"),
    ("9 tháng cuối năm 2024", "9 tháng cuối năm [2025]"),
    ("từ ngày 15/12/2023 đến ngày 14/12/2024", "từ ngày 15/12/[2024] đến ngày 14/12/[2025]"),
    ("từ 01/12/2024 đến 15/01/2025", "từ 01/12/[2025] đến 15/01/[2026]"),
    ("Báo cáo năm 2024 gửi trước ngày 10/01/2025", "Báo cáo năm [2025] gửi trước ngày 10/01/[2026]"),
    ("(xong trước 29/02/2024)", "(xong trước {28/02/2025})"),
    ("ngày 20/3/2024 Đoàn kiểm tra làm việc", "ngày 20/3/{2025} Đoàn kiểm tra làm việc"),
    ("thứ Sáu, ngày 15/3/2024", "thứ Sáu, ngày 15/3/{2025}"),
    ("hằng quý, thường xuyên", "hằng quý, thường xuyên"),
    ("quý I năm sau", "quý I năm sau"),
    # periods of programmes, outlooks, beginnings
    ("giai đoạn 2021-2025", "giai đoạn 2021-2025"),
    ("giai đoạn 2021 - 2030, định hướng đến năm 2045", "giai đoạn 2021 - 2030, định hướng đến năm 2045"),
    ("giai đoạn từ năm 2021 đến năm 2025", "giai đoạn từ năm 2021 đến năm 2025"),
    ("thời kỳ 2020 – 2024", "<thời kỳ 2020 – 2024>"),
    ("nhiệm kỳ 2020-2025", "nhiệm kỳ 2020-2025"),
    ("Chương trình 2021-2030", "Chương trình 2021-2030"),
    ("từ năm 2021 đến nay", "từ năm 2021 đến nay"),
    ("kể từ năm 2024", "kể từ năm {2025}"),
    ("từ năm 2024 trở đi", "từ năm {2025} trở đi"),
    ("năm học 2024 - 2025", "năm học {2025} - {2026}"),
    ("có hiệu lực từ ngày 01/3/2024", "có hiệu lực từ ngày 01/3/2024"),
    ("từ 01/7/2025 không còn cấp huyện", "từ 01/7/2025 không còn cấp huyện"),
    # targets by year
    ("Đến năm 2025, 100% hồ sơ được số hóa", "Đến năm {2026}, 100% hồ sơ được số hóa"),
    ("phấn đấu đến hết năm 2024 đạt 80%", "phấn đấu đến hết năm {2025} đạt 80%"),
    ("đến năm 2030 có 100% thôn", "đến năm 2030 có 100% thôn"),
    # what happened, and what happens once
    ("Xã được thành lập năm 2023", "Xã được thành lập năm {2024}"),
    ("đã hoàn thành năm 2023", "đã hoàn thành năm {2024}"),
    ("Năm 2023 xã đạt 93,86 điểm, xếp thứ 2/26 xã", "Năm {2024} xã đạt 93,86 điểm, xếp thứ 2/26 xã"),
    ("bầu cử đại biểu HĐND năm 2026", "bầu cử đại biểu HĐND năm {2027}"),
    ("Đại hội Đảng bộ xã năm 2025", "Đại hội Đảng bộ xã năm {2026}"),
    ("kỷ niệm 49 năm (30/4/1975 – 30/4/2024)", "kỷ niệm 49 năm (30/4/1975 – 30/4/2024)"),
    # documents
    (
        "Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư",
        "Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư",
    ),
    (
        "theo Kế hoạch số 12/KH-UBND ngày 03/01/2024 của UBND tỉnh về cải cách hành chính năm 2024, trong Quý II/2024",
        "theo Kế hoạch số 12/KH-UBND ngày 03/01/2024 của UBND tỉnh về cải cách hành chính năm 2024, trong Quý II/[2025]",
    ),
    (
        "Thực hiện Kế hoạch số 12/KH-UBND ngày 03/01/2024 của UBND tỉnh, UBND xã ban hành Kế hoạch CCHC năm 2024:",
        "Thực hiện Kế hoạch số 12/KH-UBND ngày 03/01/2024 của UBND tỉnh, UBND xã ban hành Kế hoạch CCHC năm [2025]:",
    ),
    ("Quyết định 1086/QĐ-BNV ngày 31/12/2024", "Quyết định 1086/QĐ-BNV ngày 31/12/2024"),
    ("Chương trình hành động 07-CTr/TU ngày 05/02/2024", "Chương trình hành động 07-CTr/TU ngày 05/02/2024"),
    ("Công văn số 2024/UBND-VP ngày 02/3/2024", "Công văn số 2024/UBND-VP ngày 02/3/2024"),
    ("Luật Thực hiện dân chủ ở cơ sở năm 2022", "Luật Thực hiện dân chủ ở cơ sở năm 2022"),
    ("Luật Đất đai năm 2024", "Luật Đất đai năm 2024"),
    (
        "Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025",
        "Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025",
    ),
    ("Luật Ban hành văn bản quy phạm pháp luật số 64/2025/QH15", "Luật Ban hành văn bản quy phạm pháp luật số 64/2025/QH15"),
    ("Quyết định phân công công chức năm 2024", "Quyết định phân công công chức năm {2025}"),
    ("Quyết định của UBND tỉnh năm 2021", "Quyết định của UBND tỉnh năm 2021"),
    ("tuyên truyền pháp luật năm 2024", "tuyên truyền pháp luật năm [2025]"),
    ("thi tìm hiểu Luật Tiếp cận thông tin trong năm 2024", "thi tìm hiểu Luật Tiếp cận thông tin trong năm [2025]"),
    # numbers that are no years
    ("tiếp nhận 2024 hồ sơ", "tiếp nhận 2024 hồ sơ"),
    ("2.024 lượt người", "2.024 lượt người"),
    ("đường dây nóng 0203.2024.115", "đường dây nóng 0203.2024.115"),
    ("hộp thư cchc2024@xa.example", "hộp thư cchc2024@xa.example"),
    ("mã số 2024", "mã số 2024"),
    ("Tổng kết (2024)", "Tổng kết ({2025})"),
    ("", ""),
    ("Không có năm nào", "Không có năm nào"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), LINES, ids=[text[:50] for text, _ in LINES])
def test_a_line_goes_to_the_next_year(text: str, wanted: str) -> None:
    assert shown(text) == wanted


DEADLINES = [
    ("Quý II/2024", "Quý II/[2025]"),
    ("Quý II/24", "Quý II/[25]"),
    ("15/6/24", "15/6/[25]"),
    ("15/6/2024", "15/6/[2025]"),
    ("2024", "[2025]"),
    ("Tháng 6-9/2024", "Tháng 6-9/[2025]"),
    ("Năm 2024", "Năm [2025]"),
    ("đến hết năm 2024", "đến hết năm [2025]"),
    ("Từ năm 2024", "Từ năm [2025]"),
    ("từ năm 2021", "từ năm 2021"),
    ("từ tháng 11/2023 đến tháng 2/2024", "từ tháng 11/[2024] đến tháng 2/[2025]"),
    ("Quý II", "Quý II"),
    ("Thường xuyên", "Thường xuyên"),
    ("trước ngày 31/01/2025", "trước ngày 31/01/[2026]"),
    ("giai đoạn 2021-2025", "giai đoạn 2021-2025"),
    ("29/02/2024", "{28/02/2025}"),
    (
        "Ngay sau khi có Kế hoạch số 15/KH-UBND ngày 02/02/2024",
        "Ngay sau khi có Kế hoạch số 15/KH-UBND ngày 02/02/2024",
    ),
]


@pytest.mark.parametrize(("text", "wanted"), DEADLINES, ids=[text for text, _ in DEADLINES])
def test_the_words_of_a_deadline_go_to_the_next_year(text: str, wanted: str) -> None:
    assert shown(text, deadline=True) == wanted


BASES = [
    (
        "Căn cứ Kế hoạch số 412/KH-UBND ngày 19/12/2023 của UBND tỉnh về cải cách hành chính, chuyển đổi số năm 2024;",
        "Căn cứ Kế hoạch số 412/KH-UBND ngày 19/12/2023 của UBND tỉnh về cải cách hành chính, chuyển đổi số năm 2024;",
    ),
    ("Theo đề nghị của Trưởng phòng; tình hình năm 2024.", "Theo đề nghị của Trưởng phòng; tình hình năm [2025]."),
]


@pytest.mark.parametrize(("text", "wanted"), BASES)
def test_a_basis_keeps_the_title_of_its_document(text: str, wanted: str) -> None:
    assert shown(text, basis=True) == wanted


@pytest.mark.parametrize(
    ("text", "old", "new", "wanted"),
    [
        ("năm 2024 và năm 2023", 2024, 2026, "năm [2026] và năm [2025]"),
        ("năm 2024, Quý I/2025", 2024, 2023, "năm [2023], Quý I/[2024]"),
        ("năm 2024", 2024, 2024, "năm 2024"),
        ("(xong trước 29/02/2024)", 2024, 2028, "(xong trước 29/02/[2028])"),
        ("giai đoạn 2021-2025", 2025, 2026, "<giai đoạn 2021-2025>"),
        ("năm 1999", 1999, 2000, "năm [2000]"),
        ("Quý I/99", 2099, 2100, "Quý I/[00]"),
    ],
)
def test_any_year_to_any_other(text: str, old: int, new: int, wanted: str) -> None:
    assert shown(text, old, new) == wanted


def test_a_change_says_its_group_and_a_doubt_its_reason() -> None:
    year, deadline, target = year_edits("Năm 2024 (trước ngày 15/6/2024), đến năm 2025", old=2024, new=2025)
    assert (year.group, deadline.group, target.group) == (Group.YEARS, Group.DEADLINES, Group.YEARS)
    assert year.why == deadline.why == ""
    assert "mục tiêu" in target.why


def test_taking_all_sure_changes_twice_is_no_danger_to_the_words_around() -> None:
    text = "Chỉ số CCHC năm 2023 (93,86 điểm); Kế hoạch năm 2024; theo Nghị định số 45/2024/NĐ-CP"
    fresh = replaced(text, [edit for edit in year_edits(text, old=2024, new=2025) if edit.sure])
    assert fresh.replace("2025", "2024") == text


@pytest.mark.parametrize("text", ["năm 2024 " * 3000, "2024/" * 5000, "Quý " * 5000 + "2024", "số 1/" * 4000])
def test_endless_text_does_not_take_endless_time(text: str) -> None:
    assert all(edit.end <= len(text) for edit in year_edits(text, old=2024, new=2025))
