"""Word lists of the language of plans, and how text is compared with them."""

from __future__ import annotations

import re

from documents.reading.lines import same_length_fold

# Verbs a duty begins with, and where a list of units ends inside a sentence. Folded.
VERBS = (
    "tuyen truyen|pho bien|thuc hien|day manh|xay dung|trien khai|tham muu|huong dan|cung cap|kiem tra|ra soat|don doc|theo doi|dua tin|dua|"
    "tang cuong|tiep tuc|kip thoi|thuong xuyen|cap nhat|hoan thanh|tong hop|dam bao|bao dam|chuan bi|van dong|giam sat|nang cao|lap|ban hanh|"
    "quan triet|giai quyet|cong khai|niem yet|dang tai|khao sat|danh gia|tham dinh|xu ly|thong bao|mo lop|tap huan|boi duong|duy tri|phat huy|"
    "chu dong|nghien cuu|de xuat|bo tri|long ghep|co trach nhiem|chiu trach nhiem|can cu|giup|tao dieu kien|tao|tap trung|kiem soat|phat dong|"
    "van hanh|ung dung|so hoa|tich hop|chu tri|phoi hop|bao cao|tiep nhan|lam tot|lam|thong ke|cu can bo|cu|kien toan|sap xep|cham diem|"
    "to chuc|khac phuc|khai thac|giu gin|hop|phan cong|phan dau|trinh|gui|kien nghi|yeu cau|thong tin|phuc vu|thanh tra|moi|doi moi|"
    "hoan thien|chi dao|dieu hanh|phat hien|chan chinh|ngan chan|cai thien|cai tien|cai cach|rut kinh nghiem|so ket|tong ket|luu|ghi nhan|"
    "ho tro|tiep thu|lang nghe|khuyen khich|gap go|dien tap|mua sam|dau tu|nang cap|sua chua|ket noi|chia se|cong bo|lay y kien|lay phieu|"
    "tham gia|dang ky|ky ket|giao|bo sung|sua doi|thay the|bai bo|cat giam|don gian hoa|chuyen doi|thu thap|phan anh|la dau moi|dau moi|quan ly"
)
ADVERBS = "kip thoi|thuong xuyen|tich cuc|chu dong|nghiem tuc|tiep tuc|truc tiep|dong thoi|hang nam|hang quy|hang thang|dinh ky"
STARTS_WITH_VERB = re.compile(rf"^(?:(?:{ADVERBS}),? )?(?:{VERBS})\b")

# First words of the name of a unit, a body or a post. Folded; "ban hành", "hội nghị" and the like are verbs and events.
UNIT_HEAD = (
    r"(?:(?:cac|nhung|moi|toan the|tung) )?(?:dong chi |d/c )?(?:uy ban (?:nhan dan|mat tran|mttq|mttqvn|kiem tra)|ubnd|ub ?mttq\w*|mttq|hoi dong|hdnd|so|bo|cuc|chi cuc|tong cuc|vu|vien|"
    r"phong|truong(?! hop)|dai hoc|hoc vien|ban(?! hanh| giao| do| le)|van phong|trung tam|dang uy|tinh uy|thanh uy|huyen uy|thi uy|dang bo|chi bo|cong an|"
    r"hoi(?! nghi| thao| hop| thi| y)|doan(?! ket)|lien doan|mat tran|thanh tra(?! viec| cong| dot| theo)|kho bac|benh vien|tram|cong ty|ngan hang|bao hiem|toa an|vien kiem sat|"
    r"to (?:dan|cong|giup|truong|quan|cong tac|1|mot|hoa|tu)|bo phan|can bo|cong chuc|vien chuc|lanh dao|thu truong|nguoi dung dau|chu tich|pho chu tich|pct|truong|pho truong|bi thu|"
    r"giam doc|hieu truong|thon|to dan pho|ap|khu pho|khom|ban lang|buon|xom|co quan|don vi|dia phuong|nganh|cap|doan the|to chuc|dai|buu dien|quan su|kinh te|"
    r"van hoa|tu phap|tai chinh|dia chinh|noi vu|vp|bhxh|bcd|bch|ttvh|trung tam|hoi vien|dan quan|nha truong|cac thon|xa|phuong|thi tran|huyen|quan|thanh pho|thi xa)"
)
STARTS_WITH_UNIT = re.compile(rf"^{UNIT_HEAD}\b")


def fold(text: str) -> str:
    """Lower case without marks, as long as the text, so that positions agree."""
    return same_length_fold(text)


def unbracket(text: str) -> str:
    return text.strip(" .;,:–-")
