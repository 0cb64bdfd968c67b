"""Ô 1–5 of the scheme (Nghị định 30/2020, Phụ lục I): letterhead, number, place, date, type, title.

Word and PDF flatten the two columns in every order; so each line is taken apart by what it says,
not by where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from documents.official import Form, Letterhead
from documents.reading.letters import compile_letters
from documents.reading.lines import Line, is_upper, opens_item, same_length_fold

# Điều 7 of Nghị định 30/2020 names 29 types; these are the ones that stand as a title of their own.
TYPE_NAMES = (
    "KẾ HOẠCH", "CHƯƠNG TRÌNH HÀNH ĐỘNG", "CHƯƠNG TRÌNH", "PHƯƠNG ÁN", "ĐỀ ÁN", "DỰ ÁN", "BÁO CÁO", "TỜ TRÌNH",
        "THÔNG BÁO",
    "HƯỚNG DẪN", "QUYẾT ĐỊNH", "NGHỊ QUYẾT", "CHỈ THỊ", "QUY CHẾ", "QUY ĐỊNH", "BIÊN BẢN", "THÔNG CÁO", "CÔNG ĐIỆN",
        "GIẤY MỜI",
    "KẾT LUẬN", "LỊCH CÔNG TÁC",
)  # fmt: skip
_FOLDED_TYPES = {same_length_fold(name): name for name in TYPE_NAMES}
_TYPE = re.compile("(?:" + "|".join(sorted(_FOLDED_TYPES, key=len, reverse=True)) + r")\b")

_NATION = re.compile(r"cong h[oa]+ xa hoi(?: chu nghia viet nam)?|(?<!\w)chu nghia viet nam")
_PARTY = re.compile(r"dang cong san viet nam")
# The Youth Union prints its own name where others print the motto: alone on its line, below the body that issues.
_EMBLEM = re.compile(r"^doan (?:tncs|thanh nien cong san) ho chi minh$")
_MOTTO = re.compile(
    r"doc lap ?[-–—_.]* ?tu do ?[-–—_.]* ?hanh phuc|^doc lap ?[-–—]? ?tu do ?[-–—]*$|^[-–—]* ?hanh phuc$"
)
_BLANK = r"[.…_\s]*"
_NUMBER = re.compile(
    r"\bs[ốo]\s*[:.]?\s*(?P<number>\d[\w.]*(?:\s?-\s?[A-ZĐ][A-Za-zĐđ]*)?|[.…_\s]*)\s*/\s*"
    r"(?P<symbol>[A-ZĐ0-9][\w&.,]*(?:\s?[-–/]\s?[A-ZĐ0-9][\w&.]*)*)",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"^s[ốo]\s*[:.]?\s*(?P<number>\d+\w?(?:\s?-\s?[A-ZĐ][A-Za-zĐđ]*)?)?\s*$", re.IGNORECASE)
# "Số      -KH/ĐU": the Party's form with the number left blank.
_BLANK_PARTY_NUMBER = re.compile(
    r"^s[ốo]\s*[:.]?[.…_\s]*-\s?[A-ZĐ][A-Za-zĐđ]*\s*/\s*(?P<symbol>[A-ZĐ][\w&.-]*)\s*$", re.I
)
# "/KH-UBND" on a line of its own, torn off "Số:" by a converter.
_TORN_SYMBOL = re.compile(r"^/\s?(?P<symbol>[A-ZĐ]{2,5}\s?[-–]\s?[A-ZĐ][\w&]*)$")
_SYMBOL_SPACES = re.compile(r"\s*([-–/])\s*")
_DATE = re.compile(
    rf"\bng[àa]y\s*(?P<day>\d{{1,2}}|{_BLANK})\s*th[áa]ng\s*(?P<month>\d{{1,2}}|{_BLANK})\s*n[ăa]m\s*(?P<year>\d{{4}}|"
    rf"20{_BLANK}|{_BLANK}$)",
    re.IGNORECASE,
)
_PLACE = compile_letters(r"(?P<place>[‹A›][^,;:/]{0,40}?)\s*[,.]?\s*$")
_URGENT = re.compile(r"^(?:hoa toc(?: hen gio)?|thuong khan|khan)$")
_CIRCULATION = re.compile(r"^(?:xem xong tra lai|luu hanh noi bo)$")
_DRAFT = re.compile(r"^(?:\(?du thao(?: lan)?\s*\d*\)?|mat|toi mat)$")
_SUBJECT = re.compile(r"^(?:\(?v/v|ve viec)\b")

# Words an agency's name begins with; a line beginning otherwise goes on with the name above it.
_AGENCY_HEAD = re.compile(
    r"^(?:uy ban nhan dan|ubnd|ub ?mttq\w*|uy ban|hoi dong nhan dan|hdnd|hoi dong|so|bo|cuc|chi cuc|tong cuc|"
    r"vu|vien|phong|truong|"
    r"dai hoc|hoc vien|"
    r"ban|van phong|trung tam|dang uy|tinh uy|thanh uy|huyen uy|quan uy|thi uy|dang bo|chi bo|chi uy|cong an|hoi|doan|"
    r"lien doan|mat tran|"
    r"thanh tra|kho bac|benh vien|tram|cong ty|tap doan|ngan hang|bao hiem|toa an|vien kiem sat|chi doan|cong doan|"
    r"to (?:cong tac|chuyen|giup viec|de an)|bch|bcd|tinh doan|quoc hoi|chinh phu|thu tuong chinh phu)\b"
)
_OPEN_NAME = re.compile(
    r"(?:^(?:van phong|ban|truong|uy ban|hoi dong|trung tam|ban chi dao|ban quan ly|bo|so|phong)|\b(?:va|cua|,|&|-))$"
)


@dataclass
class Head:
    """What the lines before the type name gave. `unused` are line numbers that gave nothing."""

    letterhead: Letterhead = field(default_factory=Letterhead)
    urgency: str = ""
    circulation: str = ""
    subject: str = ""  # "V/v …" of a letter
    seen: bool = False  # any sure element of a letterhead
    unused: list[int] = field(default_factory=list)
    number_text: str = ""  # the number as printed, padding included
    title: list[tuple[str, int]] = field(default_factory=list)  # capitals below number and date, where no type is named
    lines: dict[str, int] = field(default_factory=dict)  # field → original line


def find_type(lines: Sequence[Line], limit: int = 120) -> int | None:
    """Index of the line that carries the type name ("KẾ HOẠCH"), alone or with the title behind it.

    A line of its own wins over a run-in one, and the last of several equal ones (a web page prints the
    title again above the text). The search ends where numbered parts begin.
    """
    alone: int | None = None
    run_in: int | None = None
    for index, line in enumerate(lines[:limit]):
        text = line.text
        folded = line.folded
        found = _TYPE.match(folded)
        if found and found.end() == len(folded.rstrip(" :.")):
            if is_upper(text) or line.bold or line.centered or len(folded) <= 12:
                if alone is None or is_upper(text):
                    alone = index if alone is None else alone
                continue
        elif found and is_upper(text[: found.end()]) and len(text) < 400:
            if alone is None:
                run_in = index
            continue
        if (alone is not None or run_in is not None) and (_basis_start(folded) or _part_start(text)):
            break
        if _part_start(text) and index > 3:
            break
    return alone if alone is not None else run_in


def _part_start(text: str) -> bool:
    return bool(re.match(r"(?:I|1|A)\s?[.)/]\s*\S|(?:phần|chương)\s+(?:thứ nhất|I|1)\b|điều 1\b", text, re.IGNORECASE))


_DOC_WORDS = (
    r"(?:nghi quyet|nghi dinh|quyet dinh|ke hoach|cong van|chi thi|thong tu|chuong trinh|luat|van ban|huong dan|"
    r"thong bao|ket luan|"
    r"phap lenh|cong dien|de an|hien phap|quy dinh|to trinh|bao cao|thong tri|dieu le)"
)
_BASIS = re.compile(
    rf"^[-+*•]?\s?(?:can cu\b|(?:thuc hien|trien khai(?: thuc hien)?|thi hanh|tiep tuc thuc hien|theo|xet|chap hanh)"
    rf" (?:cac |noi dung |su chi dao |y kien |de nghi |tinh than )?{_DOC_WORDS}\b.*(?:\bso\b|\d|cua)|xet de nghi\b|"
    rf"theo de nghi\b"
    rf"|thuc hien (?:su chi dao|y kien|chuc nang|nhiem vu)\b|nham\b|ngay \d|tren co so\b|de (?:trien khai|thuc hien|"
    rf"tiep tuc|nang cao|dam bao|"
    rf"bao dam|kip thoi|chu dong|cu the|to chuc|phat huy)\b|nay,|(?:uy ban nhan dan|ubnd|so|bo|dang uy|ban|phong|"
    rf"truong)\b.{{0,120}}\b(?:ban hanh|xay dung)"
    rf"(?: va trien khai)? ke hoach|thuc hien (?:nghi quyet|nghi dinh|quyet dinh|ke hoach|cong van|chi thi|thong tu|"
    rf"chuong trinh) so\b|kinh gui)"
)


def _basis_start(folded: str) -> bool:
    return bool(_BASIS.match(folded))


def read_head(lines: Sequence[Line], typed: bool = True) -> Head:
    """Read everything that stands before the type name; `typed` is False where no line names a type."""
    head = Head()
    agency: list[tuple[str, int]] = []
    started = False
    for line in lines:
        rest, used = _take(line, head)
        rest = rest.strip(" -–—_|*.:")
        folded = line.folded if rest == line.text else ""
        if used:
            started = head.seen = True
        if not rest:
            if not used:
                head.unused.append(line.number)
            continue
        plain = _fold(rest)
        if _URGENT.match(plain):
            head.urgency = rest
        elif _CIRCULATION.match(plain):
            head.circulation = rest
        elif _DRAFT.match(plain):
            head.unused.append(line.number)
        elif _SUBJECT.match(plain):
            head.subject = re.sub(r"^\(?(?:v/v|về việc)\s*[:.]?\s*", "", rest, flags=re.IGNORECASE)
            head.lines["title"] = line.number
        elif head.subject and not is_upper(rest) and not used and not opens_item(rest):
            head.subject += " " + rest
        elif not typed and not used and {"date", "number"} <= head.lines.keys() and is_upper(rest):
            head.title.append((rest, line.number))
        elif agency and _EMBLEM.match(plain):
            started = True
        elif (is_upper(rest) and (_AGENCY_HEAD.match(plain) or (agency and len(rest) < 80))) or (
            not folded and is_upper(rest)
        ):
            agency.append((rest, line.number))
        else:
            head.unused.append(line.number)
    if not started and not any(_AGENCY_HEAD.match(_fold(text)) for text, _ in agency):
        head.unused += [number for _, number in agency]
        agency = []
    parent, own = _split_agencies([text for text, _ in agency])
    head.letterhead = replace(head.letterhead, parent_agency=parent, agency=own)
    if agency:
        head.lines["agency"] = agency[-1][1]
        head.seen = True
    return head


def _fold(text: str) -> str:
    return Line((0,), text).folded


def _take(line: Line, head: Head) -> tuple[str, bool]:
    """Take every sure element out of a line; what is left may be an agency's name."""
    text = line.text
    used = False
    for pattern in (_NATION, _PARTY, _MOTTO):
        found = pattern.search(_fold(text))
        if found:
            text = f"{text[: found.start()].rstrip()} {text[found.end() :].lstrip()}".strip()
            used = True
    sheet = head.letterhead
    found = _DATE.search(text)
    before = text[: found.start()].rstrip(" ,") if found else ""
    number = _NUMBER.search(before)
    own = number is not None and _stands_alone(before[: number.start()])
    place_zone = before[number.end() :] if number is not None and own else before
    if found and not sheet.date_text and _names_a_place(place_zone):
        place = _PLACE.search(place_zone)
        name = place["place"].strip(" ,.-–") if place else ""
        sheet = replace(sheet, date_text=_marked_date(text[found.start() : found.end()].strip(" ,")), place=name)
        head.lines["date"] = line.number
        rest = before[: len(before) - len(place_zone)] + (place_zone[: place.start()] if place else place_zone)
        text = f"{rest} {text[found.end() :]}".strip()
        used = True
    found = _NUMBER.search(text)
    if found and not _stands_alone(text[: found.start()]):
        found = None  # the number of a document named in a sentence
    bare = None if found else _BARE_NUMBER.match(text)
    alone = None if found or bare else _BLANK_PARTY_NUMBER.match(text) or _TORN_SYMBOL.match(text)
    if found and not sheet.symbol:
        printed = _SYMBOL_SPACES.sub(r"\1", re.sub(r"[.…_\s]+$", "", found["number"].strip()))
        printed = printed if re.search(r"\d", printed) else ""
        symbol = _SYMBOL_SPACES.sub(r"\1", found["symbol"]).rstrip(".,")
        sheet = replace(sheet, number=_unpadded(printed), symbol=symbol)
        head.number_text = printed
        head.lines["number"] = line.number
        text = f"{text[: found.start()]} {text[found.end() :]}".strip()
        used = True
    elif bare and not sheet.symbol and not sheet.number:
        head.number_text = (bare["number"] or "").strip()
        sheet = replace(sheet, number=_unpadded(head.number_text))
        head.lines["number"] = line.number
        text = ""
        used = True
    elif alone and not sheet.symbol:
        sheet = replace(sheet, symbol=_SYMBOL_SPACES.sub(r"\1", alone["symbol"]))
        head.lines["number"] = line.number
        text = ""
        used = True
    head.letterhead = sheet
    return text, used


def _names_a_place(zone: str) -> bool:
    """A place name (perhaps with its class, "thành phố Huế") or an agency's capitals before the date, no sentence."""
    small = sum(1 for word in zone.split() if word[0].islower())
    return is_upper(zone) or (len(zone) <= 60 and small <= 2 and "/" not in zone)


def _stands_alone(before: str) -> bool:
    """Only an agency's capitals may stand before the number on its line."""
    return not any(char.isalpha() for char in before) or is_upper(before)


def _marked_date(text: str) -> str:
    """The words of the form get their marks back where the text was typed without any."""
    if not text.isascii():
        return text
    for plain, marked in (("ngay", "ngày"), ("thang", "tháng"), ("nam", "năm")):
        text = re.sub(rf"\b{plain}\b", marked, text, flags=re.IGNORECASE)
    return text


def _unpadded(number: str) -> str:
    return str(int(number)) if number.isdecimal() and number.isascii() else number


# The board of the body named above it: no body of its own.
_BOARDS = frozenset({"ban thuong truc", "ban thuong vu", "thuong truc"})


def _split_agencies(lines: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Parent agency and issuing agency: the last name is the issuer's (ô 2), those above it its superiors'."""
    names: list[list[str]] = []
    for text in lines:
        plain = _fold(text)
        goes_on = bool(names) and (
            plain in _BOARDS or not _AGENCY_HEAD.match(plain) or bool(_OPEN_NAME.search(_fold(names[-1][-1])))
        )
        if goes_on:
            names[-1].append(text)
        else:
            names.append([text])
    if not names:
        return (), ()
    parent = tuple(line for name in names[:-1] for line in name)
    return parent, tuple(names[-1])


# --- type and title --------------------------------------------------------------------


@dataclass
class Title:
    type_name: str
    title: str
    numbers: tuple[int, ...]
    used: int  # how many lines were taken, the type line included
    authority: str = ""
    form: Form = Form.NAMED


def read_title(lines: Sequence[Line]) -> Title:
    """Type name and trích yếu, beginning at the line that carries the type name."""
    first = lines[0]
    found = _TYPE.match(first.folded)
    end = found.end() if found else 0
    type_name = first.text[:end]
    run_in = first.text[end:].strip(" :–-")
    parts = [run_in] if run_in else []
    numbers = list(first.numbers)
    used = 1
    for line in lines[1:]:
        if not _belongs_to_title(line, parts):
            break
        parts.append(line.text)
        numbers += line.numbers
        used += 1
        if len(parts) >= 8:
            break
    form = {"quyet dinh": Form.DECISION, "bien ban": Form.MINUTES}.get(_fold(type_name), Form.NAMED)
    title = " ".join(parts)
    if type_name.isascii() and type_name:
        type_name = _FOLDED_TYPES[_fold(type_name)]
    return Title(type_name.upper(), title, tuple(numbers), used, form=form)


_BRACKETED = re.compile(r"^\((?:kem theo|ban hanh|dinh kem|kem|trich)")
_AUTHORITY = re.compile(
    r"^(?:chu tich|uy ban nhan dan|bo truong|giam doc|thu truong|hieu truong|tong giam doc|cuc truong|chu nhiem|"
    r"hoi dong nhan dan|thu tuong|"
    r"chanh van phong|truong ban|vien truong|tong cuc truong|ban thuong vu|ban chap hanh)\b"
)


def _belongs_to_title(line: Line, parts: Sequence[str]) -> bool:
    text, folded = line.text, line.folded
    if not text or (opens_item(text) and not (not parts and not re.match(r"[-–+*•]|\(?\w{1,4}[.)/]", text))):
        return False
    if _BRACKETED.match(folded) or len(text) > 400:
        return False
    if not parts:
        return not folded.startswith(("can cu", "kinh gui"))
    goes_on = not line.gap and text[0].islower() and not parts[-1].endswith((".", ";", ":"))
    if (_basis_start(folded) and not goes_on) or folded.startswith("quyet dinh:"):
        return False
    if (is_upper(text) and not is_upper(parts[-1])) or (is_upper(text) and _AUTHORITY.match(folded)):
        return False
    if parts[-1].endswith((".", ";", ":")):
        return False
    if line.gap:
        # A title torn by a blank line goes on in lower case or, all in capitals, in capitals; the rest is the text.
        return (is_upper(text) and is_upper(parts[-1])) or (text[0].islower() and len(text) < 120)
    return len(text) < 250


def is_authority_line(line: Line) -> bool:
    """The line of Mẫu 1.2 that names who decides, between title and bases."""
    return is_upper(line.text) and bool(_AUTHORITY.match(line.folded)) and len(line.text) < 160
