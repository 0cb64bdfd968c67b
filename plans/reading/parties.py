"""Names of units: taking them out of a sentence and a list of them apart.

Units keep the spelling of the text. A list is split at ";" and before every separately named body;
"các sở, ban, ngành" stays one, as does a department's own name with commas in it.
"""

from __future__ import annotations

import re

from plans.reading.draft import PartyReading
from plans.reading.words import STARTS_WITH_UNIT, UNIT_HEAD, VERBS, fold

# Words for kinds of bodies; behind "các …" they make one collective with what stands before them.
_GENERIC = re.compile(
    r"^(?:so|ban|nganh|ban nganh|so nganh|co quan|don vi|doan the|xa|phuong|thi tran|huyen|quan|thi xa|thanh pho|dia phuong|to chuc|bo phan|phong|bo|cap|"
    r"phong ban|phong chuyen mon|tinh|dac khu|to chuc doan the|to chuc chinh tri|truong hoc|doanh nghiep|don vi su nghiep|hoi|hoi doan the|ca nhan)\b"
)
_PLURAL = re.compile(r"^(?:cac|nhung|tat ca|toan the)\b")
# What is said about a unit and is no part of its name.
_TAIL = re.compile(
    r"(?:\s*[-–,]?\s*(?:la )?\(?(?:co quan thuong truc|don vi dau moi)[^)]*\)?$"
    r"|\s+(?:chu tri|tham muu|co trach nhiem|chiu trach nhiem|thuc hien|phoi hop|to chuc thuc hien|phu trach)\b.*$)"
)
_LEAD_IN = re.compile(
    r"^(?:[-–+*•]\s*)?(?:(?:de nghi|yeu cau|giao(?: nhiem vu)?(?: cho)?|phan cong|trach nhiem cua|nhiem vu cua|doi voi|uy quyen|moi|chu tri|phoi hop|don vi|co quan)\s*:?\s+)"
    r"(?=\S)"
)
_SPLIT_AND = re.compile(rf"\s+(?:va|cung|cung voi|voi|&)\s+(?=(?:cac |nhung )?{UNIT_HEAD}\b|cac\b)")
# Names with commas in them: "Sở Văn hóa, Thể thao và Du lịch", "Phòng Kinh tế, Hạ tầng và Đô thị".
_NAME_GOES_ON = re.compile(r"^[A-ZĐÀ-Ỹ][\wà-ỹđ]*(?: [\wà-ỹđ]+){0,3} và [A-ZĐÀ-Ỹ][\wà-ỹđ]*")
_NAMED_UNIT = re.compile(r"^(?:cac )?(?:so|phong|bo|ban|uy ban|trung tam|vu|cuc|bo phan|van phong|cong chuc)\s+\w")


def clean_unit(text: str) -> str:
    """A unit's name without what introduces it, what is said of it, and the punctuation around it."""
    text = text.strip(" \t\n.;,:–-*•+")
    while True:
        found = _LEAD_IN.match(fold(text))
        if not found or not _worth(text[found.end() :], fold(text)):
            break
        text = text[found.end() :].strip(" :–-")
    found = _TAIL.search(fold(text))
    if found and found.start() > 1:
        text = text[: found.start()]
    return text.strip(" \t\n.;,:–-*•+")


def _worth(rest: str, folded: str) -> bool:
    """"Đơn vị chủ trì …" and "Cơ quan …" lose their first word only before a name of their own."""
    if folded.startswith(("don vi ", "co quan ")):
        return bool(re.match(r"(?:chu tri|phoi hop)\b", fold(rest)))
    return bool(rest.strip())


def split_parties(text: str) -> tuple[PartyReading, ...]:
    """The units named in a list."""
    names: list[str] = []
    for chunk in re.split(r"[;\n]|(?<=\S)\s+[-–+]\s+(?=[A-ZĐÀ-Ỹ])(?<![A-ZĐÀ-Ỹa-zà-ỹđ] [-–+] )", text):
        chunk = clean_unit(chunk)
        if chunk:
            names += _split_list(chunk)
    out: list[PartyReading] = []
    for name in names:
        name = clean_unit(name)
        if name and PartyReading(name) not in out:
            out.append(PartyReading(name))
    return tuple(out)


def _split_list(text: str) -> list[str]:
    pieces = [piece for piece in _commas(text) if piece.strip()]
    out: list[str] = []
    for index, piece in enumerate(pieces):
        piece = piece.strip()
        if out and _sticks(out[-1], piece):
            out[-1] = f"{out[-1]}, {piece}"
            continue
        # In an enumeration "và" comes last; before that it ties two bodies into one item.
        last = index == len(pieces) - 1
        out += _split_and(piece) if last else [piece]
    return out


def _commas(text: str) -> list[str]:
    """Split at commas outside brackets."""
    out, depth, start = [], 0, 0
    for index, char in enumerate(text):
        if char in "([":
            depth += 1
        elif char in ")]":
            depth = max(0, depth - 1)
        elif char == "," and depth == 0:
            out.append(text[start:index])
            start = index + 1
    return [*out, text[start:]]


def _sticks(before: str, piece: str) -> bool:
    """Whether a piece after a comma belongs to the item before it."""
    plain, folded_before = fold(piece), fold(before)
    if _NAMED_UNIT.match(folded_before) and _NAME_GOES_ON.match(piece) and not STARTS_WITH_UNIT.match(plain):
        return True
    if _PLURAL.match(plain):
        return False
    found = _GENERIC.match(plain)
    if not found or _is_name(piece, found.end()):
        return False
    head = re.sub(r"^(?:cac|nhung|tat ca|toan the)(?: cac)?\s+", "", folded_before)
    first = _GENERIC.match(head)
    return bool(first) and first is not None and not _is_name(before[len(before) - len(head) :], first.end())


def _is_name(piece: str, end: int) -> bool:
    """"Sở Nội vụ" is a name, "sở" and "đoàn thể xã" are kinds: a capital follows the kind."""
    rest = piece[end:].strip()
    return bool(rest) and rest[0].isupper()


def _split_and(piece: str) -> list[str]:
    """Split at "và" where a unit of its own follows; "HĐND và UBND", "Văn hóa và Thông tin" stay whole."""
    folded = fold(piece)
    for found in _SPLIT_AND.finditer(folded):
        left, right = piece[: found.start()], piece[found.end() :]
        left_folded, right_folded = folded[: found.start()], folded[found.end() :]
        if left_folded.endswith(("hdnd", "hoi dong nhan dan")) and right_folded.startswith(("ubnd", "uy ban nhan dan")):
            continue
        generic = _GENERIC.match(right_folded)
        if generic and not _PLURAL.match(right_folded) and not _is_name(right, generic.end()) and _GENERIC.match(
            re.sub(r"^(?:cac|nhung)\s+", "", left_folded)
        ):
            continue  # "cơ quan và đơn vị"
        if right[0].isupper() and left.split()[-1][0].isupper() and re.match(r"(?:kinh te|tai chinh|van hoa|noi vu|tu phap|xa)\b", right_folded):
            continue  # "Phòng Hạ tầng và Kinh tế": a part of the name
        return [left, *_split_and(right)]
    return [piece]


# --- units inside a sentence ---------------------------------------------------------------

# A verb in lower case ends a list of units; in capitals it is part of a name ("Bộ phận Tiếp nhận").
_STOP = re.compile(
    rf"\s(?:{VERBS}|de|nham|trong(?! (?:he thong|va ngoai|toan|nganh|xa|huyen|tinh|thanh pho|khoi|don vi))|ve|theo|khi|tai|tren co so|thong qua|cung nhu|duoc|phai|se|can|"
    rf"bang|voi noi dung|ngoai ra|qua)\b|[.;:)](?:\s|$)"
)
_COORDINATE = re.compile(r"\bphoi hop,? ?(?:chat che,? )?(?P<with>voi |cung voi |cung )?")
_NO_LIST = re.compile(r"^(?:chat che|hieu qua|tot|nhip nhang|dong bo|lien nganh|hoat dong|thuc hien)\b")
_UNIT_IN_LIST = re.compile(
    rf"^(?:{UNIT_HEAD}\b|cac\b|nhung\b|cap\b|tong cong ty\b)"
)


def units_until_verb(text: str) -> str:
    """The list of units a text begins with, up to the verb that follows it."""
    folded = fold(text)
    at = 0
    while True:
        found = _STOP.search(folded, at)
        if not found:
            return text
        word_at = found.start() + (1 if folded[found.start()].isspace() else 0)
        if folded[found.start()].isspace() and not text[word_at].islower():
            at = word_at + 1
            continue
        before = folded[: found.start()].rsplit(None, 1)[-1] if folded[: found.start()].split() else ""
        if folded[word_at:].startswith("to chuc") and before in ("cac", "nhung", "va", "cua", "don vi,", ""):
            at = word_at + 1
            continue
        if folded[word_at:].startswith(("thong tin", "tiep nhan", "quan ly", "kiem tra", "thanh tra", "chi dao", "tham gia", "phuc vu", "giai quyet", "dieu hanh")) and before in (
            "quan", "phan", "ban", "don", "vi", "so", "tam", "cuc", "nganh", "to", "doan", "bo",
        ):
            at = word_at + 1
            continue
        return text[: found.start()]


def coordinating_in(text: str) -> tuple[PartyReading, ...]:
    """Units named behind "phối hợp với", "phối hợp cùng", "phối hợp" in a sentence."""
    out: list[PartyReading] = []
    folded = fold(text)
    for found in _COORDINATE.finditer(folded):
        rest = text[found.end() :].lstrip()
        plain = fold(rest)
        if not rest or _NO_LIST.match(plain):
            continue
        listed = units_until_verb(rest)
        if not listed.strip() or len(listed) > 300:
            continue
        if not found["with"] and not (_UNIT_IN_LIST.match(fold(listed)) or listed[0].isupper()):
            continue
        for party in split_parties(listed):
            if (_UNIT_IN_LIST.match(fold(party.name)) or party.name[0].isupper() or party.name.split()[0].isupper()) and party not in out:
                out.append(party)
    return tuple(out)


_DUTY = re.compile(
    r"\s(?:chu tri|co trach nhiem|chiu trach nhiem|chu dong|tham muu|phoi hop|la co quan|la don vi|la dau moi|can cu|to chuc|trien khai|theo doi|tong hop|xay dung|"
    r"ra soat|huong dan|don doc|kiem tra|thuc hien|duoc giao|tiep tuc|tang cuong|thuong xuyen|day manh|bao dam|dam bao|cap nhat|cung cap|bo tri|can doi|duoc ubnd)\b"
)


def subject_of(text: str) -> tuple[tuple[PartyReading, ...], int]:
    """The units a sentence begins with and assigns: "Giao Sở Nội vụ chủ trì …", "UBND xã chủ động …".

    Returns them and the position where the duty itself begins; nothing and 0 where the sentence begins otherwise.
    """
    folded = fold(text)
    ordered = re.match(r"^(?:de nghi|yeu cau|giao(?: nhiem vu)?(?: cho)?|phan cong)\s+", folded)
    start = ordered.end() if ordered else 0
    if not STARTS_WITH_UNIT.match(folded[start:]):
        return (), 0
    at = start
    while True:
        found = _DUTY.search(folded, at)
        if not found or found.start() - start > 260:
            return (), 0
        if text[found.start() + 1].isupper():
            at = found.start() + 1
            continue
        subject = text[start : found.start()]
        words = fold(subject).split()
        if words and words[-1] in ("cac", "nhung", "va", "cua", "viec", "cong", "ban", "bo", "phan", "tac"):
            at = found.start() + 1
            continue
        break
    duty = folded[found.start() + 1 :]
    if duty.startswith("duoc ubnd"):
        # "Các bộ phận chuyên môn được UBND xã giao triển khai …": the passive names the same subject.
        passive = re.match(r"duoc ubnd[\w ]{0,30}? giao", duty)
        if passive:
            subject = text[start : found.start() + 1 + passive.end()]
            return (PartyReading(clean_unit(subject)),), found.start() + 1 + passive.end()
    if not ordered and not _plain_subject(subject):
        return (), 0
    return split_parties(subject), found.start() + 1


def _plain_subject(subject: str) -> bool:
    """A list of names, not the beginning of a sentence about something else."""
    folded = fold(subject)
    if re.search(r"[.;:]", subject) or len(subject) > 200:
        return False
    return not re.search(r"\b(?:cho|ve|la|phai|duoc|khi|neu|de|nham|trong viec|voi|tai|hoac)\b", folded)


def is_unit(text: str) -> bool:
    """Whether a short line only names units: "Bộ phận Văn hóa – Xã hội", "Giao Phòng Nội vụ:"."""
    text = clean_unit(text)
    folded = fold(text)
    if not text or len(text) > 200 or re.search(r"[.;:]\s", text):
        return False
    return bool(STARTS_WITH_UNIT.match(folded)) and units_until_verb(text) == text
