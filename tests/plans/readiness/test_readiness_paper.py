"""Checks of the letterhead, the bases and personal data."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from plans.readiness import Level, PlanFacts, bases, header, personal
from plans.readiness.facts import Basis, LegalFact, Recipient
from plans.readiness.problem import Check, Spot
from tests.plans.readiness_plans import LAW, LINES, basis, basis_line, found_by, line, plan, said, written

OLD = LegalFact(
    "Nghị định số 5/2018/NĐ-CP", "Nghị định", "một việc", dt.date(2018, 4, 23), dt.date(2018, 6, 21),
    dt.date(2025, 6, 30), True, False, "Nghị định số 8/2025/NĐ-CP",
)  # fmt: skip
RECALLED = replace(OLD, certain=False)
TO_COME = replace(OLD, name="Nghị định số 9/2026/NĐ-CP", valid_from=dt.date(2026, 7, 1), valid_until=None)


def based(**more: Any) -> PlanFacts:
    return plan(bases=(basis(**more),))


def decree(*texts: LegalFact, dated: dt.date | None = dt.date(2018, 4, 23)) -> PlanFacts:
    return based(doc_type="Nghị định", number="5/2018/NĐ-CP", dated=dated, texts=texts)


def citing(text: LegalFact, words: str = "Theo Nghị định số 5/2018/NĐ-CP.") -> PlanFacts:
    made = written(words)
    return replace(made, cited=tuple(replace(each, texts=(text,)) for each in made.cited))


def law_cited(*laws: LegalFact, words: str) -> PlanFacts:
    return replace(written(words), laws=laws)


def three(*endings: str) -> PlanFacts:
    lines = [basis_line(index, f"Căn cứ văn bản {index}{ending}") for index, ending in enumerate(endings)]
    return plan(lines=(*lines, *LINES[1:]))


NEWER = replace(
    LAW,
    name="Luật Lâm sàng thử nghiệm số 9/2025/QH15",
    dated=dt.date(2025, 6, 1),
    valid_from=dt.date(2026, 1, 1),
    valid_until=None,
)
SIGNED = ("TM. ỦY BAN NHÂN DÂN",)


@pytest.mark.parametrize(
    ("check", "facts", "words"),
    [
        (bases.expired, decree(OLD), "hết hiệu lực từ ngày 01/7/2025, trước ngày của kế hoạch (11/5/2026). Hãy thay bằng Nghị định số 8/2025/NĐ-CP"),
        (bases.expired, based(doc_type="Luật", number="", dated=None, law=True, subject="Lâm sàng thử nghiệm", texts=(LAW,)), "01/01/2026"),
        (bases.perhaps_expired, decree(RECALLED), "có thể đã hết hiệu lực từ ngày 01/7/2025 (chưa đối chiếu, cần kiểm tra)"),
        (bases.not_yet, decree(TO_COME, dated=None), "có hiệu lực từ ngày 01/7/2026"),
        (bases.younger, based(dated=dt.date(2026, 5, 12)), "ghi ngày 12/5/2026, sau ngày của kế hoạch"),
        (bases.younger, replace(based(dated=dt.date(2026, 6, 1)), date_text=""), "sau hôm nay (11/5/2026)"),
        (bases.without_issuer, based(issuer=""), "chưa nêu cơ quan ban hành"),
        (bases.without_day, based(dated=None), "chưa ghi ngày"),
        (bases.without_so, based(text="Căn cứ Quyết định 12/QĐ-UBND ngày 05/01/2026 của tỉnh."), "Hãy viết “Quyết định số 12/QĐ-UBND”"),
        (bases.without_so, based(text="Căn cứ Quyết định 12 /QĐ- UBND của tỉnh."), "thiếu chữ “số”"),
        (bases.citation_without_so, written("Theo Nghị định 5/2018/NĐ-CP."), "Hãy viết “Nghị định số 5/2018/NĐ-CP”"),
        (bases.none_cited, plan(bases=()), "chưa nêu văn bản nào làm căn cứ"),
        (bases.in_prose, based(line=line(1, "Thực hiện Quyết định số 12/QĐ-UBND, UBND xã ban hành Kế hoạch:")), "nằm trong câu văn"),
        (bases.in_prose, based(line=line(1, "Ngày 20/12/2025 UBND tỉnh ban hành Quyết định số 12/QĐ-UBND.")), "nằm trong câu văn"),
        (bases.ending, three(";", ".", "."), "“Căn cứ văn bản 1.” là căn cứ chưa phải cuối cùng"),
        (bases.ending, three(";", ";"), "là căn cứ cuối cùng"),
        (bases.citation_expired, citing(OLD), "hết hiệu lực từ ngày 01/7/2025"),
        (bases.citation_expired, citing(RECALLED), "chưa đối chiếu, cần kiểm tra"),
        (bases.citation_expired, law_cited(LAW, words="Theo luật lâm sàng thử nghiệm."), "Luật Mới số 2/2025/QH15"),
        (personal.id_numbers, written("Bà A, CCCD số 001190012345"), "“001…45”"),
        (personal.id_numbers, written("căn cước công dân: 001 190 012 345"), "“001…45”"),
        (personal.id_numbers, written("CMND 012345678"), "“012…78”"),
        (personal.id_like, written("Nguyễn Văn A (001190012345)"), "giống số căn cước"),
        (personal.phones, written("Liên hệ bà Lan, 0912 345 678"), "“091…78”"),
        (personal.phones, written("ĐT: +84912345678"), "di động"),
        (personal.births, written("ông Nguyễn Văn A, sinh năm 1980"), "ngày sinh"),
        (personal.births, written("Trần Thị B (sinh ngày 12/3/1980)"), "ngày sinh"),
        (personal.accounts, written("chuyển vào tài khoản số 1234567890 của ông A"), "tài khoản"),
        (personal.disclosed_people, written("Niêm yết danh sách hộ nghèo, lý do chưa đạt"), "danh sách hộ"),
        (personal.disclosed_people, written("Công khai họ tên, ngày sinh, số điện thoại của hộ nghèo"), "ngày sinh"),
        (personal.disclosed_people, replace(written("Danh sách đối tượng bảo trợ"), disclosures=frozenset({(Spot.LINE, 50)})), "danh sách đối tượng".capitalize()),
        (header.title_missing, plan(title=" "), "chưa có trích yếu"),
        (header.title_form, plan(title="Kế hoạch cải cách hành chính năm 2026"), "bắt đầu bằng “Kế hoạch”"),
        (header.title_form, plan(title="Cải cách hành chính năm 2026."), "dấu câu"),
        (header.title_form, plan(title="CẢI CÁCH HÀNH CHÍNH NĂM 2026"), "in thường"),
        (header.title_form, plan(type_name=""), "tên loại"),
        (header.title_year, plan(title="Cải cách hành chính năm 2025"), "Trích yếu ghi năm 2025, năm kế hoạch là 2026"),
        (header.issuer_missing, plan(agency=()), "tên cơ quan ban hành"),
        (header.issuer_foreign, plan(agency=("ỦY BAN NHÂN DÂN", "XÃ TIÊN HẢI")), "không phải của xã An Bình"),
        (header.number_form, plan(symbol="KH- UBND"), "“KH- UBND” chưa đúng"),
        (header.number_form, plan(symbol=""), "(trống)"),
        (header.number_form, plan(symbol="BC-UBND"), "bắt đầu bằng “KH”"),
        (header.number_form, plan(number="3 2"), "“3 2”"),
        (header.number_and_day_blank, plan(number="", date_text="ngày tháng năm 2026"), "Số và ngày ban hành để trống"),
        (header.place_missing, plan(place_name=""), "địa danh"),
        (header.date_odd, plan(date_text="ngày 31 tháng 02 năm 2026"), "không có trong lịch"),
        (header.date_odd, plan(date_text="ngày 05 tháng 3 năm 2024"), "ghi năm 2024"),
        (header.signature_missing, plan(position="", signer=""), "chưa có người ký"),
        (header.signature_incomplete, plan(position=""), "chưa có chức vụ"),
        (header.signature_incomplete, plan(signer=""), "chưa có họ tên"),
        (header.signature_authority, plan(authority=()), "Hãy thêm dòng “TM."),
        (header.signature_authority, plan(position="PHÓ CHỦ TỊCH"), "Hãy thêm dòng “KT."),
        (header.signature_authority, plan(authority=(*SIGNED, "KT. CHỦ TỊCH")), "bỏ “KT.”"),
        (header.signature_authority, plan(signer="ThS. Trần Văn Minh"), "học hàm, học vị"),
        (header.recipients_missing, plan(recipients=(Recipient("Lưu: VT"),)), "chưa có cơ quan nào"),
        (header.recipients_form, plan(recipients=(Recipient("UBND tỉnh"),)), "thiếu dòng cuối"),
        (header.recipients_form, plan(recipients=(Recipient("Lưu: VT"), Recipient("UBND tỉnh"))), "phải đứng cuối"),
        (header.recipients_form, plan(recipients=(Recipient("UBND tỉnh"), Recipient("Lưu"))), "phải có “VT”"),
        (header.recipients_form, plan(recipients=(Recipient("Các phòng,"), Recipient("Lưu: VT"))), "thừa dấu"),
        (header.national_title, written("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"), "Hãy xóa dòng này"),
        (header.national_title, written("Độc lập-Tự do-Hạnh phúc"), "Hãy xóa dòng này"),
    ],
)  # fmt: skip
def test_it_speaks(check: Check, facts: PlanFacts, words: str) -> None:
    assert len(found_by(check, facts)) == 1, said(check, facts)
    assert words.lower() in said(check, facts).lower()


@pytest.mark.parametrize(
    ("check", "facts"),
    [
        (bases.expired, decree(RECALLED)),  # nobody compared it: never said as a fact
        (bases.expired, decree(OLD, dated=dt.date(2019, 1, 1))),  # another paper of that number
        (bases.expired, based(doc_type="Quyết định", number="5/2018/NĐ-CP", dated=None, texts=(OLD,))),
        (bases.expired, replace(decree(OLD), date_text="ngày 30 tháng 6 năm 2025")),  # its last day
        (bases.expired, decree()),
        (bases.expired, based(doc_type="Luật", law=True, dated=None, texts=(LAW, NEWER))),  # of one name, one in force
        (bases.perhaps_expired, decree(OLD)),
        (bases.not_yet, decree(OLD)),
        (bases.younger, based(dated=dt.date(2026, 5, 11))),
        (bases.younger, replace(based(dated=dt.date(2024, 1, 12)), date_text="", year=2024)),  # a plan without day
        (bases.without_issuer, based(issuer="", law=True)),
        (bases.without_day, based(dated=None, law=True)),
        (bases.without_so, based()),
        (bases.without_so, based(text="Căn cứ Quyết định số: 12 /QĐ-UBND của tỉnh.")),
        (bases.citation_without_so, written("Theo Nghị định số 5/2018/NĐ-CP; đạt 95/100 điểm; 24/7; tỷ lệ 1/2")),
        (bases.none_cited, plan()),
        (bases.in_prose, plan()),
        (bases.ending, three(";", ";", ".")),
        (bases.ending, three(".")),
        (bases.citation_expired, citing(NEWER)),
        (bases.citation_expired, law_cited(LAW, NEWER, words="Theo Luật Lâm sàng thử nghiệm.")),
        (bases.citation_expired, law_cited(LAW, words="Theo Luật Lâm sàng.")),
        (personal.id_numbers, written("Giữ kín số căn cước; mã định danh 2026", "hồ sơ CCCD gắn chip: 120 hồ sơ")),
        (personal.id_like, written("Mã hồ sơ 000.00.12.H15-260511", "dự toán 120.000.000.000 đồng", "CCCD 001190012345")),
        (personal.phones, written("Đường dây nóng của xã: 0912 345 678", "Tổng đài 1022", "Điện thoại: 0213 3856 123")),
        (personal.phones, written("Số 0912345678901", "ngày 09/12/2026, 100.000.000 đồng")),
        (personal.births, written("học sinh năm 2026, vệ sinh năm 2026, nam công dân sinh năm 2007, phát sinh ngày 5/3")),
        (personal.births, written("Bà con phát sinh năm 2026")),
        (personal.accounts, written("Nộp vào tài khoản số 3591 0 1054321 tại Kho bạc Nhà nước")),
        (personal.disclosed_people, written("Niêm yết danh sách thủ tục hành chính", "Lập danh sách hộ nghèo để hỗ trợ")),
        (personal.disclosed_people, written("Công khai tên, số điện thoại công chức tiếp nhận phản ánh")),
        (personal.disclosed_people, written("Niêm yết danh sách hộ nghèo; chỉ ghi họ tên, thôn, kết quả")),
        (header.title_form, plan(title="Kiểm soát thủ tục hành chính năm 2026")),
        (header.title_year, plan(title="Khắc phục hạn chế năm 2025, nhiệm vụ năm 2026")),
        (header.title_year, plan(title="Cải cách hành chính")),
        (header.title_year, plan(title="Nâng cao chỉ số từ năm 2025 và những năm tiếp theo")),
        (header.issuer_foreign, plan(agency=("ỦY BAN NHÂN DÂN", "XÃ AN LẠC"))),  # merged into it
        (header.number_form, plan(number="12a")),
        (header.number_form, plan(type_name="LỊCH CÔNG TÁC", symbol="LCT-UBND")),
        (header.number_and_day_blank, plan()),
        (header.date_odd, plan(date_text="ngày      tháng      năm 2026")),
        (header.date_odd, plan(date_text="ngày 29 tháng 12 năm 2025")),  # next year's plan, issued in December
        (header.signature_authority, plan(authority=(*SIGNED, "KT. CHỦ TỊCH"), position="PHÓ CHỦ TỊCH")),
        (header.signature_authority, plan(authority=("TL. CHỦ TỊCH",), position="CHÁNH VĂN PHÒNG")),
        (header.signature_authority, plan(agency=("TRƯỜNG TIỂU HỌC AN BÌNH",), symbol="KH-THAB", authority=(), position="HIỆU TRƯỞNG")),
        (header.recipients_form, plan()),
        (header.recipients_missing, plan()),
        (header.national_title, written("Phấn đấu vì độc lập, tự do, hạnh phúc của Nhân dân")),
    ],
)  # fmt: skip
def test_it_is_silent(check: Check, facts: PlanFacts) -> None:
    assert said(check, facts) == ""


def test_levels() -> None:
    """What stops a plan has no doubt in it."""
    assert {each.level for each in bases.expired.run(decree(OLD))} == {Level.BLOCKING}
    assert {each.level for each in bases.perhaps_expired.run(decree(RECALLED))} == {Level.ADVISORY}
    assert {each.level for each in personal.id_like.run(written("001190012345"))} == {Level.ADVISORY}


def test_a_number_of_a_person_is_not_written_into_the_list_of_problems() -> None:
    facts = written("CCCD số 001190012345, điện thoại 0912345678, tài khoản số 1234567890")
    sentences = said(personal.id_numbers, facts) + said(personal.phones, facts) + said(personal.accounts, facts)
    assert not any(number in sentences for number in ("001190012345", "0912345678", "1234567890"))


def test_the_basis_a_person_chose_counts() -> None:
    chosen: Basis = basis(doc_type="Nghị định", number="5/2018/NĐ-CP", dated=None, texts=(RECALLED,))
    assert said(bases.perhaps_expired, plan(bases=(chosen,))) != ""
