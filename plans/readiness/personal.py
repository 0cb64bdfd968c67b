"""Checks for personal data in a text that goes to everybody (Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15).

A plan is sent round, posted and printed. Numbers of offices (hotlines, treasury accounts) are no personal data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.reading.letters import compile_letters
from plans.readiness.facts import PlanFacts
from plans.readiness.problem import Finding, Level, check
from plans.readiness.wording import short

_LAW = "Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15"
_ID_WORD = r"cccd|cmnd|cmtnd|căn cước|chứng minh (?:nhân dân|thư)|định danh"
_ID_BEFORE = re.compile(rf"(?:{_ID_WORD})[^\d\n]{{0,30}}$", re.IGNORECASE)
# The number of a citizen: province 001–096, century and sex 0–3, year of birth, six digits
# (Luật Căn cước 26/2023/QH15).
_CITIZEN = re.compile(r"0\d{2}[0-3]\d{8}")


def _digits(found: re.Match[str]) -> str:
    return re.sub(r"\D", "", found[0])


def _is_id(plan: PlanFacts, found: re.Match[str]) -> bool:
    """Nine digits of the old card, twelve of the new one, said to be such."""
    return len(_digits(found)) in (9, 12) and bool(_ID_BEFORE.search(plan.printed.before(found, 50)))


@check("personal-id", "Số căn cước trong văn bản", Level.BLOCKING, source=_LAW)
def id_numbers(plan: PlanFacts) -> Iterator[Finding]:
    for found in plan.printed.long_numbers:
        if _is_id(plan, found):
            yield Finding(
                plan.printed.piece_at(found.start()).place,
                f"Có số căn cước “{_masked(found[0])}”. Hãy xóa số này: kế hoạch gửi cho nhiều nơi và được niêm yết.",
                found[0],
            )


@check("personal-id-like", "Dãy số giống số căn cước", Level.ADVISORY, source=_LAW)
def id_like(plan: PlanFacts) -> Iterator[Finding]:
    for found in plan.printed.long_numbers:
        around = plan.printed.text[max(found.start() - 1, 0) : found.end() + 2]
        alone = not re.search(r"^[\w./,-]\d|\d(?:[/\w]|[.,-]\d)$", around)
        if _CITIZEN.fullmatch(found[0]) and alone and not _is_id(plan, found):
            yield Finding(
                plan.printed.piece_at(found.start()).place,
                f"Dãy 12 chữ số “{_masked(found[0])}” giống số căn cước. Hãy xóa nếu đúng là số của một người.",
                found[0],
            )


_MOBILE = re.compile(r"(?:84|0)[35789]\d{8}")
_OF_OFFICE = re.compile(
    r"đường dây nóng|hotline|tổng đài|1022|số điện thoại (?:của )?(?:cơ quan|bộ phận|trung tâm|văn phòng|ubnd|công an)|"
    r"điện thoại (?:cơ quan|trực|liên hệ|bộ phận|trung tâm|văn phòng)|"
    r"zalo (?:oa|của (?:xã|phường|ubnd|trung tâm|bộ phận))|"
    r"trực ban|tiếp nhận phản ánh",
    re.IGNORECASE,
)


@check("personal-phone", "Số điện thoại di động trong văn bản", Level.ADVISORY, source=_LAW)
def phones(plan: PlanFacts) -> Iterator[Finding]:
    for found in plan.printed.long_numbers:
        around = plan.printed.sentence_around(found)
        if _MOBILE.fullmatch(_digits(found)) and not _is_account(plan, found) and not _OF_OFFICE.search(around):
            yield Finding(
                plan.printed.piece_at(found.start()).place,
                f"Có số điện thoại di động “{_masked(found[0])}”. Hãy xóa nếu là số riêng của một người; "
                "để vậy nếu là số trực, đường dây nóng của cơ quan.",
                found[0],
            )


_BORN = compile_letters(
    r"(?<![‹a›] )\b[Ss]inh\s+ngày\s*:?\s*\d{1,2}|\b(?:[Nn]gày|[Nn]ăm),?\s*(?:tháng,?\s*năm\s+)?sinh\s*:?\s*\d{1,4}|"
    r"\b(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]háu|[Ee]m|[Đđ]ồng chí|[Đđ]/c)\s+[‹A›][‹a›]*(?: [‹A›][‹a›]*){1,4},?\s*(?:\()?"
    r"sinh\s+(?:ngày|năm)\s*:?\s*\d"
)
_BORN_WORD = re.compile(r"sinh")


@check("personal-birth", "Ngày sinh, năm sinh của một người", Level.ADVISORY, source=_LAW)
def births(plan: PlanFacts) -> Iterator[Finding]:
    for word, piece in plan.printed.find_lower(_BORN_WORD):
        words = plan.printed.sentence_around(word, most=50)
        if _BORN.search(words):
            shown = plan.printed.sentence_around(word, most=25).strip()
            yield Finding(piece.place, f"Có ngày sinh của một người: “{short(shown)}”. Hãy bỏ ngày sinh.", shown)


_ACCOUNT_BEFORE = re.compile(r"(?:\bstk|tài khoản(?: số)?|tk số)\s*:?\s*$", re.IGNORECASE)
_PUBLIC_ACCOUNT = re.compile(r"kho bạc|tài khoản thu|ngân sách|quỹ |thu phí|lệ phí", re.IGNORECASE)


def _is_account(plan: PlanFacts, found: re.Match[str]) -> bool:
    return bool(_ACCOUNT_BEFORE.search(plan.printed.before(found, 30)))


@check("personal-account", "Số tài khoản ngân hàng trong văn bản", Level.ADVISORY, source=_LAW)
def accounts(plan: PlanFacts) -> Iterator[Finding]:
    for found in plan.printed.long_numbers:
        if _is_account(plan, found) and not _PUBLIC_ACCOUNT.search(plan.printed.sentence_around(found)):
            yield Finding(
                plan.printed.piece_at(found.start()).place,
                f"Có số tài khoản “{_masked(found[0])}”. Hãy xóa nếu là tài khoản của một người.",
                found[0],
            )


_FIELDS = (
    rf"{_ID_WORD}|số điện thoại|(?:ngày(?:, tháng, năm)?|năm) sinh|tài khoản ngân hàng|tình trạng (?:bệnh|sức khỏe)"
)
_TOLD = re.compile(
    r"(?P<people>danh sách[^.;\n]{0,30}?\b(?:hộ|người|đối tượng|cá nhân|công dân|bệnh nhân|trẻ em|học sinh|gia đình)\b|"
    r"lý do (?:chưa|không|bị)\b[^.;\n]{0,20}\bđạt\b)|"
    rf"(?P<field>{_FIELDS})"
)
_GUARDED = re.compile(
    r"không (?:ghi|nêu|công khai|in|đăng)|chỉ (?:ghi|nêu|công khai)|trừ (?:dữ liệu|thông tin) cá nhân|"
    r"(?:bảo vệ|bảo mật) (?:dữ liệu|thông tin) cá nhân|bí mật",
    re.IGNORECASE,
)
# Whom people turn to is told with name, post and telephone (Nghị định 20/2008/NĐ-CP, Điều 8).
_OFFICIAL = re.compile(
    r"công chức|cán bộ|lãnh đạo|người đứng đầu|thủ trưởng|tiếp nhận|đường dây nóng|cơ quan|bộ phận|trưởng thôn",
    re.IGNORECASE,
)
_OPENED = re.compile(r"công khai|niêm yết", re.IGNORECASE)


@check(
    "disclosed-people",
    "Nội dung công khai nêu dữ liệu của từng người",
    Level.ADVISORY,
    source=f"{_LAW}; Luật 10/2022/QH15, Điều 11",
)
def disclosed_people(plan: PlanFacts) -> Iterator[Finding]:
    """A list of people that is to be posted: the law orders the list, not everything known of them."""
    told: set[int] = set()
    for found, piece in plan.printed.find_lower(_TOLD):
        opened = (piece.place.spot, piece.place.id) in plan.disclosures or _OPENED.search(piece.text)
        if id(piece) in told or piece.region is None or not opened or _GUARDED.search(piece.text):
            continue
        if found["field"] and _OFFICIAL.search(piece.text):
            continue
        told.add(id(piece))
        words = plan.printed.text[found.start() : found.end()]
        yield Finding(
            piece.place,
            f"Nội dung công khai “{short(words, 60)}” có dữ liệu của từng người. "
            "Hãy ghi rõ chỉ công khai họ tên, thôn và kết quả; không ghi ngày sinh, "
            "số căn cước, số điện thoại, lý do.",
            words,
        )


def _masked(digits: str) -> str:
    """The number without its middle: the list of problems is read by others, too."""
    plain = re.sub(r"\D", "", digits)
    return f"{plain[:3]}…{plain[-2:]}"
