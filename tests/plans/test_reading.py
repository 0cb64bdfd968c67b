"""What a plan means: units, duties, times, targets, disclosures, reports, doubts."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from documents.reading.text import read_text
from plans.reading.as_json import plan_json
from plans.reading.bases import read_bases
from plans.reading.cites import read_cites
from plans.reading.disclosures import split_channels
from plans.reading.draft import Role
from plans.reading.parties import coordinating_in, split_parties, subject_of
from plans.reading.reader import read_plan
from plans.reading.roles import is_closing, role_of_heading
from plans.reading.timing import Timing, in_sentence

ROOT = Path(__file__).parents[2]


LEADS = "ABCDĐEGHIKLMNOPQRSTUVXYÂÊÔƯ“"


def names(parties) -> list[str]:
    return [party.name for party in parties]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Các sở, ban, ngành", ["Các sở, ban, ngành"]),
        ("Các cơ quan, đơn vị, các xã, phường thuộc thị xã", ["Các cơ quan, đơn vị", "các xã, phường thuộc thị xã"]),
        ("Sở Nội vụ, Sở Tài chính và UBND các xã, phường", ["Sở Nội vụ", "Sở Tài chính", "UBND các xã, phường"]),
        ("Văn phòng HĐND và UBND xã", ["Văn phòng HĐND và UBND xã"]),
        ("Phòng Kinh tế, Hạ tầng và Đô thị", ["Phòng Kinh tế, Hạ tầng và Đô thị"]),
        ("Sở Văn hóa, Thể thao và Du lịch; Bưu điện tỉnh", ["Sở Văn hóa, Thể thao và Du lịch", "Bưu điện tỉnh"]),
        ("- Văn phòng – Thống kê", ["Văn phòng – Thống kê"]),
        ("Công chức Tư pháp – Hộ tịch tham mưu UBND xã thực hiện.", ["Công chức Tư pháp – Hộ tịch"]),
        ("Đề nghị Ủy ban MTTQ Việt Nam xã và các đoàn thể", ["Ủy ban MTTQ Việt Nam xã", "các đoàn thể"]),
        ("UBMTTQVN và các Đoàn thể, các ấp, Tổ dân cư", ["UBMTTQVN và các Đoàn thể", "các ấp", "Tổ dân cư"]),
        ("cơ quan, đơn vị và thôn bản", ["cơ quan, đơn vị", "thôn bản"]),
        ("Phòng Nội vụ (cơ quan thường trực)", ["Phòng Nội vụ"]),
        ("Trưởng thôn, công chức phụ trách", ["Trưởng thôn", "công chức phụ trách"]),
        ("", []),
        (" ; . -", []),
    ],
)
def test_a_list_of_units_is_split(text, units):
    assert names(split_parties(text)) == units


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Chủ trì, phối hợp với Công an xã, các thôn rà soát hộ khẩu", ["Công an xã", "các thôn"]),
        ("phối hợp với các tổ chức trong hệ thống chính trị tuyên truyền", ["các tổ chức trong hệ thống chính trị"]),
        ("phối hợp chặt chẽ trong công tác", []),
        ("phối hợp với chính quyền trong việc cải thiện", []),
        ("Phối hợp Phòng Kinh tế tham mưu UBND xã", ["Phòng Kinh tế"]),
        ("phối hợp với Bộ phận Tiếp nhận và Trả kết quả cập nhật hồ sơ", ["Bộ phận Tiếp nhận và Trả kết quả"]),
    ],
)
def test_coordinating_units_are_taken_out_of_a_sentence(text, units):
    assert names(coordinating_in(text)) == units


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Giao Phòng Nội vụ chủ trì, phối hợp với các đơn vị theo dõi", ["Phòng Nội vụ"]),
        ("UBND xã chủ động kiểm tra các thôn", ["UBND xã"]),
        ("Các bộ phận được UBND xã giao triển khai nhiệm vụ", ["Các bộ phận được UBND xã giao"]),
        ("Quán triệt đến toàn thể cán bộ, công chức chủ động xây dựng lịch", []),
        ("Ban hành kế hoạch kiểm tra", []),
        ("Hội nghị tổng kết thực hiện trong tháng 12", []),
        ("Tổ chức thực hiện tốt", []),
    ],
)
def test_who_a_sentence_charges(text, units):
    assert names(subject_of(text)[0]) == units


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Xây dựng chương trình (Hoàn thành trong tháng 9/2026).", "Hoàn thành trong tháng 9/2026"),
        ("Thường xuyên rà soát thủ tục", "Thường xuyên"),
        ("Rà soát; thường xuyên tổ chức đối thoại", ""),
        ("Xây dựng kế hoạch hàng năm của xã", ""),
        ("Đánh giá mức độ hài lòng hằng năm.", "hằng năm"),
        ("Tổng hợp theo định kỳ hàng quý, tham mưu UBND xã", "theo định kỳ hàng quý"),
        ("Triển khai Kế hoạch số 92/KH-UBND ngày 16/6/2021 của UBND tỉnh", ""),
        ("Trình Giám đốc Sở trước ngày 31/7/2026.", "trước ngày 31/7/2026"),
        ("Nâng cao chỉ số năm 2026 và những năm tiếp theo", ""),
    ],
)
def test_which_words_of_a_duty_say_when(text, phrase):
    assert in_sentence(text, Timing(2026))[0] == phrase


@pytest.mark.parametrize(
    ("heading", "above", "role"),
    [
        ("MỤC ĐÍCH, YÊU CẦU", None, Role.OBJECTIVES),
        ("MỤC TIÊU, CHỈ TIÊU", None, Role.TARGETS),
        ("NHIỆM VỤ VÀ GIẢI PHÁP", None, Role.CONTENT),
        ("NỘI DUNG VÀ HÌNH THỨC", None, Role.CONTENT),
        ("TỔ CHỨC THỰC HIỆN", None, Role.ORGANISATION),
        ("CHẾ ĐỘ THÔNG TIN, BÁO CÁO", None, Role.REPORTING),
        ("KINH PHÍ THỰC HIỆN", None, Role.BUDGET),
        ("ĐÁNH GIÁ KẾT QUẢ NĂM 2025", None, Role.OTHER),
        ("Tổ chức thực hiện tốt nhiệm vụ chuyên môn", Role.CONTENT, Role.CONTENT),
        ("Phòng Nội vụ", Role.ORGANISATION, Role.ORGANISATION),
        ("Chế độ báo cáo", Role.ORGANISATION, Role.REPORTING),
    ],
)
def test_the_role_of_a_part(heading, above, role):
    assert role_of_heading(heading, above) is role


def test_closing_formulas_are_no_duties():
    assert is_closing("Trên đây là Kế hoạch của xã./.")
    assert is_closing("Trong quá trình triển khai, nếu có khó khăn, vướng mắc, các đơn vị phản ánh về UBND xã.")
    assert not is_closing("Phản ánh kịp thời khó khăn của người dân.")


def plan(body: str, title: str = "Rà soát hồ sơ xã An Lạc năm 2026") -> str:
    return f"UBND XÃ AN LẠC\nSố: 5/KH-UBND\nAn Lạc, ngày 08 tháng 01 năm 2026\n\nKẾ HOẠCH\n{title}\n\nCăn cứ Luật số 1;\n\n{body}\n\nNơi nhận:\n- Các thôn;\n- Lưu: VT.\n\nCHỦ TỊCH\n\nLê Văn An\n"


def reading(body: str, **kwargs):
    return read_plan(read_text(plan(body, **kwargs)))


def test_an_assignment_block_speaks_for_its_bullets_and_their_own_day_stands():
    result = reading(
        "I. NHIỆM VỤ\n\n1. Thể chế\n\n- Rà soát quy chế.\n\n- Kiểm tra hồ sơ (hoàn thành trước ngày 30/6/2026).\n\n* "
        "Cơ quan chủ trì: Phòng A.\n\n"
        "* Thời gian thực hiện: Quý IV/2026.\n\n2. Thủ tục\n\n- Niêm yết thủ tục."
    )
    first, second, third = result.tasks
    assert (names(first.leads), first.deadline_text) == (["Phòng A"], "Quý IV/2026")
    assert (names(second.leads), second.deadline_text) == (["Phòng A"], "hoàn thành trước ngày 30/6/2026")
    assert third.leads == ()
    (block,) = result.assignments
    assert block.covers == (first.place, second.place)
    assert (first.assignment, third.assignment) == (0, None)


def test_labels_before_their_duties_speak_for_what_follows():
    result = reading(
        "I. NHIỆM VỤ\n\n1. Tập huấn\n\nĐơn vị chủ trì: Phòng A. Thời hạn: 30/6/2026.\n\n1.1. Mở lớp cho công "
        "chức.\n\n1.2. Mở lớp cho thôn."
    )
    assert [names(task.leads) for task in result.tasks] == [["Phòng A"], ["Phòng A"]]


def test_examples_behind_a_colon_stay_inside_and_real_duties_do_not():
    result = reading(
        "I. NHIỆM VỤ\n\n- Xử lý nghiêm các hành vi như:\n\n+ Nhận tiền ngoài quy định.\n\n- Tập trung các nhiệm vụ "
        "sau:\n\n+ Rà soát quy chế.\n\n+ Kiểm tra hồ sơ."
    )
    assert [task.text for task in result.tasks] == [
        "Xử lý nghiêm các hành vi như:",
        "Rà soát quy chế.",
        "Kiểm tra hồ sơ.",
    ]


def test_a_bullet_and_a_row_that_say_the_same_are_tied():
    text = plan("I. NHIỆM VỤ\n\n- Rà soát toàn bộ thủ tục hành chính cấp xã.")
    text += "\nPHỤ LỤC\nNHIỆM VỤ\n\nTT\tNhiệm vụ\tChủ trì\tThời hạn\n1\tRà soát toàn bộ thủ tục hành chính cấp xã\tPhòng A\tQuý I\n"
    bullet, row = read_plan(read_text(text)).tasks
    assert (bullet.same_as, row.same_as) == (None, 0)


def test_sections_of_the_plan_named_as_an_object():
    paths = {"I", "II", "II.1", "II.2", "II.5", "III"}
    assert read_cites("hướng dẫn nội dung tại Mục 1, Mục 5 và Mục 2 của Phần II Kế hoạch này", paths) == (
        "II.1",
        "II.5",
        "II.2",
    )
    assert read_cites("thực hiện khoản 2 Mục II Kế hoạch này", paths) == ("II.2",)
    assert read_cites("thực hiện Phần II Kế hoạch này", paths) == ("II",)
    assert read_cites("theo Mục 1 Phần II Kế hoạch số 5/KH-UBND", paths) == ()


def test_bases_are_taken_apart():
    result = reading("I. NHIỆM VỤ\n\n- Rà soát.").document
    (law,) = read_bases(result.preamble[:1]) or (None,)
    assert law is None or law.doc_type == "Luật"
    from documents.official import Block, BlockKind

    text = (
        "Ngày 20/12/2025, UBND tỉnh đã ban hành Quyết định số 18/QĐ-UBND về việc công bố Chỉ số năm 2025; thực hiện "
        "Kế hoạch số 5/KH- UBND "
        "ngày 08/01/2026 của UBND tỉnh về triển khai Nghị quyết số 76/NQ-CP, UBND xã xây dựng Kế hoạch như sau:"
    )
    first, second = read_bases((Block(BlockKind.PARAGRAPH, text),))
    assert (first.number, first.date_iso, first.issuer, first.subject) == (
        "18/QĐ-UBND",
        "2025-12-20",
        "UBND tỉnh",
        "công bố Chỉ số năm 2025",
    )
    assert (second.number, second.date_iso, second.subject) == (
        "5/KH-UBND",
        "2026-01-08",
        "triển khai Nghị quyết số 76/NQ-CP",
    )


def test_targets_say_what_how_much_and_which_way():
    result = reading(
        "I. MỤC TIÊU\n\n- Trên 95% hồ sơ đúng hạn; phấn đấu đạt 85 điểm trở lên.\n\n- Tỷ lệ trễ hẹn không quá "
        "2%.\n\n- Nâng cao kỷ luật."
    )
    assert [(target.value, target.metric, target.comparator) for target in result.targets] == [
        (95, "%", ">="),
        (2, "%", "<="),
        (None, "", ""),
    ]


def test_disclosures_with_their_own_channels():
    result = reading(
        "I. NỘI DUNG\n\n1. Công khai\n\na) Công khai danh sách hộ nghèo (công khai thường xuyên trong năm).\n\nHình "
        "thức công khai: tại trụ sở UBND xã, nhà văn hóa thôn.\n\n"
        "b) Công khai dự toán.\n\nHình thức công khai: trên Trang thông tin điện tử xã."
    )
    first, second = result.disclosures
    assert (first.item, first.channels, first.frequency) == (
        "Công khai danh sách hộ nghèo",
        ("trụ sở UBND xã", "nhà văn hóa thôn"),
        "công khai thường xuyên trong năm",
    )
    assert second.channels == ("Trang thông tin điện tử xã",)
    assert result.tasks == ()
    assert split_channels("Trên bảng tin; đồng thời, niêm yết tại trụ sở A và trên Đài truyền thanh xã.") == (
        "bảng tin",
        "trụ sở A",
        "Đài truyền thanh xã",
    )


def test_doubts_say_what_to_settle():
    result = reading(
        "I. NHIỆM VỤ\n\na) Rà soát quy chế xã An Lạc.\n\nb) Kiểm tra xã An Lác.\n\nd) Đôn đốc, xong trước ngày "
        "31/02/2026.\n\nđ) Các thôn tổ chức thực hiện.\n\n"
        "II. NHIỆM VỤ KHÁC\n\n- Theo Phụ lục kèm theo.\n\nII. TỔ CHỨC THỰC HIỆN\n\n- Các thôn tổ chức thực hiện."
    )
    fields = [doubt.field for doubt in result.doubts]
    assert "section.II(2)" in fields
    assert "numbering" in fields
    assert "names" in fields
    assert "appendix" in fields
    assert any(field.endswith(".deadline") for field in fields)
    assert any(field.endswith(".lead") for field in fields)
    assert [
        doubt.sentence for doubt in result.doubts if doubt.sentence[-1] not in ".?" or doubt.sentence[0] not in LEADS
    ] == []


def test_without_a_letterhead_the_issuer_comes_from_the_text():
    text = "KẾ HOẠCH\nRà soát hồ sơ xã An Lạc năm 2026\n\nCăn cứ Luật số 1;\n\nUBND xã An Lạc ban hành Kế hoạch như sau:\n\nI. NHIỆM VỤ\n\n- Rà soát.\n"
    result = read_plan(read_text(text))
    assert result.agency_inferred == "UBND xã An Lạc"
    assert plan_json(result)["header"]["agency"] == "UBND xã An Lạc"
    assert result.document.letterhead.agency == ()


def test_every_task_knows_its_original_line():
    result = reading("I. NHIỆM VỤ\n\n- Rà soát quy chế.\n\n- Kiểm tra hồ sơ.")
    assert [result.lines[task.place] for task in result.tasks] == [(12,), (14,)]


@pytest.mark.parametrize(("name", "code"), [("plan.txt", 0), ("rong.txt", 1), ("missing.txt", 1)])
def test_the_command_prints_json_or_a_sentence(tmp_path, name, code):
    (tmp_path / "plan.txt").write_text(plan("I. NHIỆM VỤ\n\n- Rà soát quy chế."), encoding="utf-8")
    (tmp_path / "rong.txt").write_text(" \n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "read_plan", str(tmp_path / name)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == code
    if code == 0:
        assert json.loads(done.stdout)["tasks"][0]["text"] == "Rà soát quy chế."
    else:
        assert "Traceback" not in done.stderr
        assert done.stderr.strip().endswith(".")


def test_every_round_of_a_report_has_its_own_term():
    body = "I. CHẾ ĐỘ BÁO CÁO\n\nBáo cáo định kỳ hằng quý (trước ngày 10 của tháng cuối quý), 6 tháng (trước ngày 10/6), năm (trước ngày 05/12) về UBND xã."
    out = plan_json(reading(body))["reports_due"]
    assert [(report["period"], report["due_rule"]) for report in out] == [
        ("quarterly", "before day 10 of the last month of the quarter"),
        ("semiannual", "before 06-10"),
        ("annual", "before 12-05"),
    ]


def test_leads_and_times_said_in_passing():
    result = reading(
        "I. NHIỆM VỤ\n\n- Trong tháng 3/2026, tham mưu kế hoạch (giao Công an xã thực hiện).\n\n- Rà soát quy chế do "
        "Phòng Kinh tế chủ trì.\n\n"
        "- Hình thức: qua loa truyền thanh."
    )
    assert [names(task.leads) for task in result.tasks] == [["Công an xã"], ["Phòng Kinh tế"]]
    assert result.tasks[0].deadline_text == "Trong tháng 3/2026"
