"""What each part of a plan is for, told from its heading."""

from __future__ import annotations

import re

from plans.reading.draft import Role
from plans.reading.words import fold

# Read in order: the first that fits decides. Folded.
_TABLE: tuple[tuple[Role, str], ...] = (
    (Role.REPORTING, r"\bche do (?:thong tin,? ?)?(?:,? ?bao cao)|^(?:cong tac )?(?:thong tin,? )?bao cao\b|"
                     r"\bthong tin,? bao cao\b|^so ket,|\bche do bao cao\b"),
    (Role.ORGANISATION, r"\bto chuc (?:trien khai )?(?:thuc hien|thi hanh)\b(?! (?:tot|nhiem vu|cac|co|ke hoach))|"
                        r"\bto chuc trien khai(?: thuc hien)?$|^phan cong|^trach nhiem|\bphan cong (?:thuc hien|"
                        r"nhiem vu|trach nhiem)|^dieu khoan thi hanh"),
    (Role.BUDGET, r"\bkinh phi\b|^(?:du toan|nguon luc|nguon von|kinh phi)|\bnguon (?:kinh phi|luc) thuc hien"),
    (Role.OTHER, r"^(?:danh gia|tinh hinh|thuc trang|dac diem|ket qua (?:dat duoc|thuc hien|nam|chi so|"
                 r"xep hang)|nhung ket qua|"
                 r"ton tai|han che|nguyen nhan|bai hoc|su can thiet|can cu|co so phap ly|doi tuong|pham vi|thanh phan|"
                 r"chu de|thoi gian(?:,| va) (?:hinh thuc|dia diem|thanh phan|doi tuong)|boi canh|"
                 r"giai thich|thong tin chung)\b"),
    (Role.OTHER, r"^noi dung\b.*\b(?:giam sat|kiem tra|thanh tra|khao sat)$|^(?:tong ket|mot so ket qua)\b"),
    (Role.CONTENT, r"\bnhiem vu\b|\bgiai phap\b|^noi dung|\bhoat dong\b|\bcong viec\b|\btien do\b|\blo trinh\b|"
                   r"\bbien phap\b"),
    (Role.TARGETS, r"\bmuc tieu\b|\bchi tieu\b"),
    (Role.OBJECTIVES, r"\bmuc dich\b|\byeu cau\b|^quan diem\b|^nguyen tac\b|^phuong cham\b"),
    (Role.DISCLOSURE, r"^(?:noi dung |danh muc )?(?:cong khai|niem yet)\b|^(?:hinh thuc|dia diem|"
                      r"thoi gian) (?:cong khai|niem yet)"),
)  # fmt: skip
_COMPILED = tuple((role, re.compile(pattern)) for role, pattern in _TABLE)

# Below a part, a heading changes what is going on only in these ways; "1. Mục tiêu" inside the tasks does, but a
# unit's name or a task's title that happens to say "nội dung" does not.
_CHANGES: dict[Role, frozenset[Role]] = {
    Role.OBJECTIVES: frozenset({Role.TARGETS, Role.CONTENT, Role.BUDGET}),
    Role.TARGETS: frozenset({Role.OBJECTIVES, Role.CONTENT, Role.BUDGET}),
    Role.CONTENT: frozenset(
        {Role.OBJECTIVES, Role.TARGETS, Role.BUDGET, Role.ORGANISATION, Role.REPORTING, Role.DISCLOSURE, Role.OTHER}
    ),
    Role.ORGANISATION: frozenset({Role.REPORTING, Role.BUDGET}),
    Role.DISCLOSURE: frozenset({Role.BUDGET}),
    Role.OTHER: frozenset(Role),
}
_SHORT = {
    Role.OBJECTIVES: 40,
    Role.TARGETS: 60,
    Role.BUDGET: 60,
    Role.ORGANISATION: 50,
    Role.REPORTING: 60,
    Role.DISCLOSURE: 90,
    Role.OTHER: 60,
}


# Who takes part, where and under what motto: no duties, in whatever part they stand.
_WHO_WHERE = re.compile(
    r"(?:thanh phan|doi tuong|dia diem|pham vi|chu de)\b|noi dung\b.*\b(?:giam sat|kiem tra|thanh tra|khao sat)$"
)


def role_of_heading(heading: str, above: Role | None) -> Role:
    """The role of what stands under a heading; `above` is the role of the part it stands in (None at the top)."""
    folded = fold(heading).strip(" .:;")
    found = next((role for role, pattern in _COMPILED if pattern.search(folded)), None)
    if above is None:
        return found or Role.CONTENT
    if found is None or found is above:
        return above
    if found in _CHANGES.get(above, frozenset()) and len(folded) <= _SHORT.get(found, 80):
        if found is Role.OBJECTIVES and not folded.startswith(("muc dich", "yeu cau", "quan diem", "nguyen tac")):
            return above
        if found is Role.TARGETS and not re.match(r"(?:cac )?(?:muc tieu|chi tieu)", folded):
            return above
        if (
            found is Role.CONTENT
            and above in (Role.OBJECTIVES, Role.TARGETS)
            and not re.match(r"(?:cac )?(?:noi dung|nhiem vu|giai phap)", folded)
        ):
            return above
        if found is Role.DISCLOSURE:
            return above
        if found is Role.OTHER and not _WHO_WHERE.match(folded):
            return above
        if (
            found is Role.BUDGET
            and above is Role.ORGANISATION
            and not folded.startswith(("kinh phi", "nguon", "ve kinh phi"))
        ):
            return above
        return found
    return above


CLOSING = re.compile(
    r"^(?:tren day la\b|trong qua trinh\b.{0,200}\b(?:neu|kho khan|vuong mac|phat sinh)|neu (?:co|gap|phat sinh|"
    r"trong)\b.{0,80}(?:kho khan|vuong mac|phat sinh)"
    r"|(?:yeu cau|de nghi)\b.{0,200}\b(?:nghiem tuc|khan truong|trien khai|to chuc)\b.{0,60}(?:ke hoach nay|"
    r"thuc hien)[^.;]{0,40}\./\.)"
)


def is_closing(text: str) -> bool:
    """ "Trên đây là Kế hoạch …", "… nếu có khó khăn, vướng mắc …": the formula that closes a plan, not a duty."""
    return bool(CLOSING.match(fold(text[:400])))
