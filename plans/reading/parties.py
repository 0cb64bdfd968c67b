"""Names of units: taking them out of a sentence and a list of them apart.

Units keep the spelling of the text. A list is split at ";" and before every separately named body;
"các sở, ban, ngành" stays one, as does a department's own name with commas in it.
"""

from __future__ import annotations

import re

from documents.reading.letters import compile_letters
from plans.reading.draft import PartyReading
from plans.reading.words import UNIT_HEAD, VERBS, Marked, lower, starts_with_unit

# Words for kinds of bodies; behind "các …" they make one collective with what stands before them.
_GENERIC = Marked(
    r"^(?:sở|ban|ngành|ban ngành|sở ngành|cơ quan|đơn vị|đoàn thể|xã|phường|thị trấn|huyện|quận|thị xã|thành phố|"
    r"địa phương|tổ chức|bộ phận|phòng|bộ|cấp|"
    r"tỉnh|đặc khu|trường học|doanh nghiệp|hội|cá nhân)(?!\w)"
)
_PLURAL = Marked(r"^(?:các|những|tất cả|toàn thể)(?!\w)")
# What is said about a unit and is no part of its name.
_TAIL = Marked(
    r"(?:\s*[-–,]?\s*\(?(?:là )?(?:cơ quan thường trực|đơn vị đầu mối)[^)]*\)?$"
    r"|\s+(?:chủ trì|tham mưu|có trách nhiệm|chịu trách nhiệm|thực hiện|phối hợp|tổ chức thực hiện)(?!\w).*$)"
)
_LEAD_IN = Marked(
    r"^(?:[-–+*•]\s*)?(?:(?:đề nghị|yêu cầu|giao nhiệm vụ cho|giao nhiệm vụ|giao cho|giao|phân công|trách nhiệm của|"
    r"nhiệm vụ của|đối với|ủy quyền|uỷ quyền|chủ trì|phối hợp với|phối hợp)\s*:?\s+)(?=\S)"
)
_SPLIT_AND = Marked(rf"\s+(?:và|cùng với|cùng|&)\s+(?=(?:các |những )?{UNIT_HEAD}(?!\w)|các\s)")
# Names with commas in them: "Sở Văn hóa, Thể thao và Du lịch", "Phòng Kinh tế, Hạ tầng và Đô thị".
_NAME_GOES_ON = compile_letters(r"^[‹A›]\w*(?: \w+){0,3} và [‹A›]\w*")
_NAMED_UNIT = Marked(r"^(?:các )?(?:sở|phòng|bộ|ban|[uủ][ỷy] ban|trung tâm|vụ|cục|bộ phận|văn phòng|công chức)\s+\w")


def clean_unit(text: str) -> str:
    """A unit's name without what introduces it, what is said of it, and the punctuation around it."""
    text = text.strip(" \t\n.;,:–-*•+")
    while True:
        found = _LEAD_IN.match(text)
        if not found or not text[found.end() :].strip():
            break
        text = text[found.end() :].strip(" :–-")
    found = _TAIL.search(text)
    if found and found.start() > 1 and not _capital_follows(text, found.start()):
        text = text[: found.start()]
    text = _REMARK.sub("", text)
    return text.strip(" \t\n.;,:–-*•+")


# "(phụ trách văn hóa)", "(06 tổ)" behind a name says something about it; "(Nội vụ, Tài chính)" names its members.
_REMARK = compile_letters(r"\s*\((?:[‹a›]|\d)[^()]*\)$")


def _capital_follows(text: str, at: int) -> bool:
    """ "Ban Thực hiện chính sách": a verb in capitals belongs to the name."""
    return next((char for char in text[at:] if char.isalpha()), "").isupper()


_ITEM_BREAK = compile_letters(r"[;\n]|(?<=[.,])\s*[-–+]\s+(?=[‹A›])")


def split_parties(text: str) -> tuple[PartyReading, ...]:
    """The units named in a list."""
    names: list[str] = []
    for printed in _ITEM_BREAK.split(text):
        chunk = clean_unit(printed)
        if chunk:
            names += _split_list(chunk)
    out: list[PartyReading] = []
    for listed in names:
        party = PartyReading(clean_unit(listed))
        if party.name and party not in out:
            out.append(party)
    return tuple(out)


def _split_list(text: str) -> list[str]:
    pieces = [piece.strip() for piece in _commas(text) if piece.strip()]
    out: list[str] = []
    for piece in pieces:
        if out and _sticks(out[-1], piece):
            out[-1] = f"{out[-1]}, {piece}"
        else:
            out.append(piece)
    if out:
        # In an enumeration "và" comes last; before that it ties two bodies into one item.
        out[-1:] = _split_and(out[-1])
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
    if _NAMED_UNIT.match(before) and _NAME_GOES_ON.match(piece) and not starts_with_unit(piece):
        return True
    if re.fullmatch(r"(?:số )?\d{1,3}[a-z]?", lower(piece)):
        return True  # "tổ dân phố số 1, 2, 3"
    if lower(before).endswith("phát thanh") and lower(piece).startswith("truyền hình"):
        return True  # "Báo và Phát thanh, Truyền hình"
    if re.search(r"(?:^|\s)ông$", lower(before)) and re.match(r"bà\b", lower(piece)):
        return True  # "Các ông, bà Trưởng thôn"
    if lower(before).startswith("trường ") and re.match(r"(?:mầm non|tiểu học|thcs|thpt|th)\b", lower(piece)):
        return True  # "Trường Mầm non, Tiểu học, THCS"
    if re.search(r"\s[A-ZĐ]{3,}$", before) and re.match(r"[A-ZĐ]{3,} ", piece) and not starts_with_unit(piece):
        return True  # "Trung tâm Giám định BHXH, BHYT điện tử": two abbreviations inside one name
    if _PLURAL.match(piece):
        return False
    if re.match(r"cấp (?:xã|huyện|tỉnh|thôn)\b", lower(piece)) and re.search(r"\bcấp \w+$", lower(before)):
        return True  # "UBND cấp huyện, cấp xã"
    found = _GENERIC.match(piece)
    if not found or _is_name(piece, found.end()):
        return False
    # "UBND các xã" + "phường", "các sở" + "ban": what counts is the last plural.
    plural = re.search(r"(?:^|.*\s)(?:các|những|tất cả|toàn thể)\s+", before, flags=re.IGNORECASE)
    head = before[plural.end() :] if plural else before
    first = _GENERIC.match(head)
    return first is not None and not _is_name(head, first.end())


def _is_name(piece: str, end: int) -> bool:
    """ "Sở Nội vụ" is a name, "sở" and "đoàn thể xã" are kinds: a capital follows the kind."""
    rest = piece[end:].strip()
    return bool(rest) and rest[0].isupper()


def _split_and(piece: str) -> list[str]:
    """Split at "và" where a unit of its own follows; "HĐND và UBND", "Văn hóa và Thông tin" stay whole."""
    at = 0
    while True:
        found = _SPLIT_AND.search(piece, at)
        if not found:
            return [piece]
        left, right = piece[: found.start()].strip(), piece[found.end() :].strip()
        at = found.end()
        if lower(left).endswith(("hđnd", "hội đồng nhân dân")) and lower(right).startswith(
            ("ubnd", "ủy ban nhân dân", "uỷ ban nhân dân")
        ):
            continue
        generic = _GENERIC.match(right)
        bare_left = re.sub(r"^(?:các|những)\s+", "", left, flags=re.IGNORECASE)
        if generic and not _PLURAL.match(right) and not _is_name(right, generic.end()) and _GENERIC.match(bare_left):
            continue  # "cơ quan và đơn vị"
        if (
            left
            and right[0].isupper()
            and left.split()[-1][0].isupper()
            and re.match(r"(?:kinh tế|tài chính|văn hóa|nội vụ|tư pháp|xã)\b", lower(right))
        ):
            continue  # "Phòng Hạ tầng và Kinh tế": a part of the name
        return [left, *_split_and(right)]


# --- units inside a sentence ---------------------------------------------------------------

# A verb in lower case ends a list of units; in capitals it is part of a name ("Bộ phận Tiếp nhận").
_STOP = Marked(
    rf"\s(?:{VERBS}|để|nhằm|trong(?! (?:hệ thống|và ngoài|toàn|ngành|xã|huyện|tỉnh|thành phố|khối|đơn vị))|về|theo|"
    rf"khi|tại|trên cơ sở|thông qua|cũng như|được|phải|sẽ|cần|"
    rf"bằng|với nội dung|ngoài ra|qua|nhất là|trước)(?!\w)|[.;:)](?:\s|$)"
)
_COORDINATE = Marked(r"\bphối hợp,? ?(?:chặt chẽ,? )?(?P<with>với |cùng với |cùng )?")
_NO_LIST = Marked(r"^(?:chặt chẽ|hiệu quả|tốt|nhịp nhàng|đồng bộ|liên ngành|hoạt động|thực hiện)(?!\w)")
_UNIT_IN_LIST = Marked(rf"^(?:{UNIT_HEAD}|các|những|tổng công ty)(?!\w)")
# Words before which a verb belongs to a name: "cơ quan thông tin", "ban chỉ đạo", "bộ phận tiếp nhận".
_NOUN_BEFORE_WORDS = "quan phận ban đơn vị sở tâm cục ngành tổ đoàn bộ đồng hội công phòng trạm"
_NOUN_BEFORE = frozenset(_NOUN_BEFORE_WORDS.split())
_IN_NAMES = (
    "thông tin",
    "tiếp nhận",
    "quản lý",
    "kiểm tra",
    "thanh tra",
    "chỉ đạo",
    "phục vụ",
    "giải quyết",
    "điều hành",
    "giám sát",
    "phổ biến",
    "bảo vệ",
    "tuyên truyền",
)


def units_until_verb(text: str) -> str:
    """The list of units a text begins with, up to the verb that follows it."""
    at = 0
    while True:
        found = _STOP.search(text, at)
        if not found:
            return text
        start = found.start()
        word_at = start + 1 if text[start].isspace() else start
        before = lower(text[:start]).rsplit(None, 1)[-1].strip(",") if text[:start].split() else ""
        word = lower(text[word_at : word_at + 20])
        named = text[start].isspace() and (
            not text[word_at].islower()
            or (word.startswith("tổ chức") and before in ("các", "những", "và", "của", ""))
            or (word.startswith(_IN_NAMES) and before in _NOUN_BEFORE and not lower(text[:start]).endswith("liên quan"))
        )
        if not named:
            return text[:start]
        at = word_at + 1


_LONGEST = 6000  # characters of one duty that are searched: beyond this a line is no duty but a whole text


def coordinating_in(text: str) -> tuple[PartyReading, ...]:
    """Units named behind "phối hợp với", "phối hợp cùng", "phối hợp" in a sentence."""
    out: list[PartyReading] = []
    at = 0
    text = text[:_LONGEST]
    while True:
        found = _COORDINATE.search(text, at)
        if not found:
            return tuple(out)
        at = max(found.end(), at + 1)
        rest = text[found.end() : found.end() + 400].lstrip()
        if not rest or _NO_LIST.match(rest):
            continue
        listed = units_until_verb(rest)
        if not listed.strip() or len(listed) > 300:
            continue
        if not found["with"] and not (_UNIT_IN_LIST.match(listed) or listed[0].isupper()):
            continue
        for party in split_parties(listed):
            if (
                _UNIT_IN_LIST.match(party.name) or party.name[0].isupper() or party.name.split()[0].isupper()
            ) and party not in out:
                out.append(party)


_DUTY = Marked(
    r"\s(?:chủ trì|có trách nhiệm|chịu trách nhiệm|chủ động|tham mưu|phối hợp|là cơ quan|là đơn vị|là đầu mối|căn cứ|"
    r"tổ chức|triển khai|theo dõi|tổng hợp|xây dựng|"
    r"công khai|niêm yết|vận động|tuyên truyền|phổ biến|cử|lập|ban hành|báo cáo|gửi|giúp|nghiêm túc|phân công|đề xuất|"
    r"lồng ghép|nâng cao|đánh giá|khảo sát|"
    r"giải quyết|hoàn thành|quán triệt|cụ thể hóa|cụ thể hoá|nghiên cứu|bổ sung|duy trì|cắt giảm|đăng tải|tích cực|"
    r"tự chấm|tự đánh giá|tự kiểm tra|chấn chỉnh|đẩy nhanh|chỉ đạo|quản lý|chuẩn bị|khắc phục|hỗ trợ|thông báo|"
    r"tạo điều kiện|xử lý|huy động|giám sát|phát huy|phát động|thẩm định|trình|thành lập|kiện toàn|sắp xếp|thống kê|"
    r"bàn giao|ưu tiên|khai thác|ứng dụng|khuyến khích|bám sát|nêu cao|khẩn trương|định kỳ|hằng|hàng|xác định|phải|mở|"
    r"kịp thời|tập trung|rà soát|hướng dẫn|đôn đốc|kiểm tra|thực hiện|được giao|tiếp tục|tăng cường|thường xuyên|"
    r"đẩy mạnh|bảo đảm|đảm bảo|cập nhật|cung cấp|bố trí|cân đối|được ubnd)(?!\w)"
)
_ORDER = Marked(r"^(?:đề nghị|yêu cầu|giao nhiệm vụ cho|giao cho|giao|phân công)\s+")
_UNFINISHED_WORDS = "các những và của việc công đến cho về"
_UNFINISHED = frozenset(_UNFINISHED_WORDS.split())


def subject_of(text: str) -> tuple[tuple[PartyReading, ...], int]:
    """The units a sentence begins with and assigns: "Giao Sở Nội vụ chủ trì …", "UBND xã chủ động …".

    Returns them and the position where the duty itself begins; nothing and 0 where the sentence begins otherwise.
    """
    text = text[:_LONGEST]
    ordered = _ORDER.match(text)
    start = ordered.end() if ordered else 0
    if not starts_with_unit(text[start:]):
        return (), 0
    if ordered:
        subject = units_until_verb(text[start:])
        if 1 < len(subject) < min(260, len(text) - start):
            return split_parties(subject), start + len(subject)
    at = start
    while True:
        found = _DUTY.search(text, at)
        if not found or found.start() - start > 260:
            return (), 0
        subject = text[start : found.start()]
        words = lower(subject).split()
        if text[found.start() + 1].isupper() or (words and words[-1].strip(",") in _UNFINISHED):
            at = found.start() + 1
            continue
        if words and words[-1].strip(",") in _NOUN_BEFORE and lower(text[found.start() + 1 :]).startswith(_IN_NAMES):
            at = found.start() + 1
            continue
        break
    duty_at = found.start() + 1
    passive = re.match(r"được ubnd[\w ]{0,30}? giao", lower(text[duty_at:]))
    if passive:
        # "Các bộ phận chuyên môn được UBND xã giao triển khai …": the passive names the same subject.
        return (PartyReading(clean_unit(text[start : duty_at + passive.end()])),), duty_at + passive.end()
    if not ordered and not _plain_subject(subject):
        return (), 0
    return split_parties(subject), duty_at


_CHARGED = Marked(
    r"(?:\((?:giao )?|(?<!\w)do |[;,.] giao )(?P<units>[^();.]{3,120}?),? "
    r"(?:chủ trì|phụ trách|chịu trách nhiệm|thực hiện(?=\s*[;,)])|tham mưu(?=\s*[;,)]))(?!\w)"
)


def charged_in(text: str) -> tuple[PartyReading, ...]:
    """Units charged in passing: "… (Phòng Nội vụ chủ trì)", "… do Công an xã chủ trì"."""
    found = _CHARGED.search(text)
    if not found:
        return ()
    start, end = found.span("units")
    named = text[start:end]
    return split_parties(named) if starts_with_unit(named) else ()


_NOT_SUBJECT = Marked(r"(?<!\w)(?:cho|về|là|phải|được|khi|nếu|để|nhằm|trong việc|với|tại|hoặc)(?!\w)")


def _plain_subject(subject: str) -> bool:
    """A list of names, not the beginning of a sentence about something else."""
    if re.search(r"[.:]", subject) or len(subject) > 200:
        return False
    if ";" in subject and not all(starts_with_unit(part.strip()) for part in subject.split(";")):
        return False
    return not _NOT_SUBJECT.search(subject)


def is_unit(text: str) -> bool:
    """Whether a short line only names units: "Bộ phận Văn hóa – Xã hội", "Giao Phòng Nội vụ:"."""
    text = re.sub(r"\s*\([^()]*\)$", "", clean_unit(text))
    if not text or len(text) > 200 or re.search(r"[.;:]\s", text):
        return False
    return starts_with_unit(text) and units_until_verb(text) == text
