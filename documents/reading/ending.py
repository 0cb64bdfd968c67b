"""Ô 7 and 9b: Nơi nhận and the signer, side by side on paper, in any order in a flattened text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from documents.official import Recipient, Signature
from documents.reading.lines import Line, is_upper

_RECIPIENTS = re.compile(r"^noi nhan\s*[:.]?")
# Điều 13 of Nghị định 30/2020: TM., KT., TL., TUQ., Q.; typed also "T.M", "T/M", "KT,".
_PREFIX = r"(?:T\.?\s?M|K\.?\s?T|T\.?\s?L|T\.?\s?U\.?\s?Q|Q|T/M|K/T|T/L)\s?[.,/]"
_AUTHORITY = re.compile(rf"^{_PREFIX}\s*[A-ZĐÀ-Ỹ]{{2,}}")
_AUTHORITY_INSIDE = re.compile(rf"(?<![\w.]){_PREFIX}\s*(?=[A-ZĐÀ-Ỹ]{{2,}})")
_POSITION = re.compile(
    r"(?:quyen |q\. ?)?(?:pho )?(?:chu tich|giam doc|tong giam doc|bo truong|thu truong|chanh van phong|chanh thanh tra|hieu truong|bi thu|"
    r"truong phong|truong ban|truong ap|truong thon|to truong|doi truong|cuc truong|tong cuc truong|vu truong|vien truong|chi cuc truong|"
    r"chu nhiem|tram truong|thuong truc|thu tuong|uy vien|van phong|hieu pho|tong thu ky|truong cong an|truong doan|chi huy truong|giam hieu)\b"
    r"[^.;:]{0,80}$"
)
_POSITION_STARTS = re.compile(
    r"(?:(?:quyền|q\.) ?)?(?:phó )?(?:chủ tịch|tổng giám đốc|giám đốc|bộ trưởng|thứ trưởng|chánh văn phòng|chánh thanh tra|hiệu trưởng|bí thư|"
    r"trưởng phòng|trưởng ban|cục trưởng|vụ trưởng|viện trưởng|chi cục trưởng|chủ nhiệm)",
    re.IGNORECASE,
)
_DEPUTY = re.compile(r"^pho\b")
_SIGNED = re.compile(
    r"^\(?\[?(?:da ky|da ki|ky ten.*|ky, dong dau|daky|ky boi.*|chu ky.*|signed.*|ky dien tu.*|ky so.*|dong dau)\]?\)?\.?$"
)
_SURNAMES = frozenset(
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh đoàn lâm trịnh mai đào cao lương hà tô trương tạ "
    "phùng chu triệu thái quách la lưu vương kiều tống từ nghiêm văn thân doãn hứa cù khổng giàng lò vàng sùng thào quàng cà "
    "điểu siu ksor rơ y h nông ma lục vi bế hầu giang âu đàm viên châu kim thạch danh sơn tăng mạc khúc ông bạch đậu đồng lại cầm "
    "hoà hòa lù tòng bạc khà đèo mùa hờ cháng phàn tẩn lèng hạng ly thền mông bàn đường tiêu ninh cung nhữ phí trà ung úc mã".split()
)
_RANKS = re.compile(
    r"^(?:(?:PGS\.?\s?|GS\.?\s?)?(?:TS|ThS|CN|BS|KS|NGƯT|TSKH)\.?(?:\s?BS)?\.?|(?:thượng|trung|đại|thiếu) (?:tá|úy|tướng)|ông|bà|đ/c|đồng chí)\s+",
    re.IGNORECASE,
)
_NAME = re.compile(r"^[A-ZĐÀ-Ỹ][a-zà-ỹđ']*(?:[ -][A-ZĐÀ-Ỹ][a-zà-ỹđ'.]*){1,6}$")
_UPPER_NAME = re.compile(r"^[A-ZĐÀ-Ỹ']+(?: [A-ZĐÀ-Ỹ']+){1,5}$")


def is_name(text: str) -> bool:
    """A person's name alone on its line: two to seven capitalised words, the first of them a surname, or few words."""
    bare = _RANKS.sub("", text.strip())
    if not _NAME.match(bare) or len(bare) > 45:
        return False
    words = bare.split()
    return words[0].casefold() in _SURNAMES or (len(words) >= 3 and bare != text.strip())


def _is_upper_name(text: str) -> bool:
    words = text.split()
    return bool(_UPPER_NAME.match(text)) and 2 <= len(words) <= 5 and words[0].casefold() in _SURNAMES


def is_recipients(line: Line) -> bool:
    return bool(_RECIPIENTS.match(line.folded))


def is_authority(text: str) -> bool:
    """A signing line: TM., KT., TL., TUQ., Q. and capitals behind it."""
    return bool(_AUTHORITY.match(text)) and is_upper(_strip_name(text)[0])


def is_position(text: str) -> bool:
    """A signer's title in capitals, alone on its line."""
    return is_upper(text) and bool(_POSITION.match(Line((0,), text).folded)) and len(text) <= 90


def _strip_name(text: str) -> tuple[str, str]:
    """Capitals, then perhaps a person's name in normal writing, as flattened text prints them on one line."""
    found = re.match(r"^(.*?[A-ZĐÀ-Ỹ]{2,}[.,]?)\s+((?:[A-ZĐÀ-Ỹ][a-zà-ỹđ]+\s?){2,6})$", text)
    if found and is_name(found[2].strip()):
        return found[1].strip(), found[2].strip()
    return text, ""


@dataclass
class Ending:
    recipients: tuple[Recipient, ...] = ()
    signature: Signature = field(default_factory=Signature)
    used: int = 0  # lines taken from the start of those given
    unused: list[int] = field(default_factory=list)
    unused_texts: list[str] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    removed: list[tuple[int, str]] = field(default_factory=list)


def starts_ending(line: Line) -> bool:
    """Whether the closing part of the document begins here."""
    if is_recipients(line):
        return True
    for piece in _pieces(line.text):
        if is_authority(piece):
            return True
    return False


def _pieces(text: str) -> list[str]:
    """A flattened line taken apart before every signing prefix and before a title that follows capitals."""
    cuts = [found.start() for found in _AUTHORITY_INSIDE.finditer(text)]
    cuts = sorted({0, *cuts})
    out = [text[a:b].strip() for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True)]
    return [piece for piece in out if piece]


def read_ending(lines: Sequence[Line]) -> Ending:
    """Read from the first line of the ending; stops where an appendix or something else begins."""
    ending = Ending()
    recipients: list[str] = []
    capitals: list[str] = []
    name = ""
    listing = False
    open_item = False
    for index, line in enumerate(lines):
        text = line.text
        if _SIGNED.match(line.folded):
            ending.unused.append(line.number)
            ending.used = index + 1
            continue
        if is_recipients(line):
            label = _RECIPIENTS.match(line.folded)
            rest = text[label.end() if label else 0 :].strip()
            listing, open_item = True, False
            ending.lines.setdefault("recipients", line.number)
            ending.used = index + 1
            if not rest:
                continue
            text = rest
        left, signing = _split_signing(text, listing)
        if left:
            if listing and (_BULLET.match(left) or open_item or _looks_listed(left)):
                if is_name(left) and not _BULLET.match(left) and not name:
                    name = left
                    ending.lines["name"] = line.number
                    listing = False
                else:
                    items = _split_items(left)
                    if open_item and not _BULLET.match(left) and recipients:
                        recipients[-1] = f"{recipients[-1]} {items[0]}"
                        items = items[1:]
                    recipients += items
                    open_item = not left.endswith((";", ".", ")")) and not _FILING.search(left)
                    if _FILING.search(left):
                        open_item = False
                        taken, extra = _after_filing(recipients[-1])
                        if extra:
                            recipients[-1] = taken
                            name = name or extra
                ending.used = index + 1
            elif not name and (is_name(left) or (capitals and _is_upper_name(left) and not is_position(left))):
                name = left
                ending.lines["name"] = line.number
                ending.used = index + 1
                listing = listing and not recipients
            elif not name and is_upper(left) and (capitals or is_position(left)) and not _APPENDIX_WORD.match(line.folded):
                signing.insert(0, left)
            elif not name and index < 3 and not recipients and not capitals:
                break
            elif _more_ahead(lines, index, bool(recipients), bool(capitals or name)):
                ending.unused.append(line.number)
                ending.unused_texts.append(left)
                continue
            else:
                break
        for piece in signing:
            caps, person = _strip_name(piece)
            capitals += _split_positions(caps)
            ending.lines.setdefault("signature", line.number)
            ending.used = index + 1
            if person and not name:
                name = person
                ending.lines["name"] = line.number
        if not left and not signing:
            ending.unused.append(line.number)
    ending.unused = [number for number in ending.unused if any(number in line.numbers for line in lines[: ending.used])]
    ending.recipients = tuple(_recipient(item) for item in recipients if item.strip(" -–;."))
    ending.signature = _signature(capitals, name)
    return ending


_BULLET = re.compile(r"^[-–—+*•]\s*")
_FILING = re.compile(r"\bl[ưu]+u\s*[:.]", re.IGNORECASE)
_APPENDIX_WORD = re.compile(r"^(?:phu luc|bieu|mau|danh muc)\b")


def _looks_listed(text: str) -> bool:
    return text.endswith(";") or bool(_FILING.search(text)) or bool(re.search(r"\((?:để|thay|b/c|báo cáo|thực hiện|phối hợp|t/h)", text))


def _split_signing(text: str, listing: bool) -> tuple[str, list[str]]:
    """Recipient text on the left, signing capitals on the right of one flattened line."""
    cuts = [found.start() for found in _AUTHORITY_INSIDE.finditer(text)]
    if cuts:
        left = text[: cuts[0]].strip()
        pieces = [text[a:b].strip() for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True)]
        return left, pieces
    if listing:
        found = re.search(r"[;.)]\s+((?:PHÓ |QUYỀN )?[A-ZĐÀ-Ỹ]{2,}(?: [A-ZĐÀ-Ỹ]{2,})+(?:\s+[A-ZĐÀ-Ỹ][a-zà-ỹđ]+){0,5})$", text)
        if found and is_position(_strip_name(found[1])[0]):
            return text[: found.start() + 1].strip(), [found[1]]
    if is_position(_strip_name(text)[0]):
        return "", [text]
    return text, []


def _split_positions(caps: str) -> list[str]:
    """"KT. CHỦ TỊCH PHÓ CHỦ TỊCH" → two lines; one title stays whole."""
    if not _AUTHORITY.match(caps):
        return [caps]
    found = re.search(r"\s(PHÓ [A-ZĐÀ-Ỹ]{2,}.*|(?:CHỦ TỊCH|GIÁM ĐỐC|BỘ TRƯỞNG|BÍ THƯ|TRƯỞNG BAN|CHÁNH VĂN PHÒNG)(?: [A-ZĐÀ-Ỹ ]+)?)$", caps)
    if found and len(caps[: found.start()].split()) >= 2:
        return [caps[: found.start()].strip(), found[1].strip()]
    return [caps]


def _split_items(text: str) -> list[str]:
    """Recipients joined on one line: "- A; - B; - Lưu: VT." or, without dashes, one for each semicolon."""
    dashed = re.split(r"(?<=[;.,)])\s+[-–—]\s*(?=\S)", text)
    if len(dashed) > 1:
        return dashed
    if not _BULLET.match(text) and text.count(";") > 1:
        return [part for part in re.split(r";\s*", text) if part.strip()]
    return [text]


def _after_filing(text: str) -> tuple[str, str]:
    """"Lưu: VT, NV. Nguyễn Văn A" → the filing line and the name behind it."""
    found = re.match(r"^(.*\bLưu\s*[:.].*?[.;])\s+(\S.*)$", text)
    if found and is_name(found[2].strip()):
        return found[1], found[2].strip()
    return text, ""


def _recipient(text: str) -> Recipient:
    text = _BULLET.sub("", text).strip().rstrip(";").strip()
    found = re.match(r"^(.*\S)\s*\(([^()]*)\)\s*[;.,]?$", text)
    if found and not _FILING.match(text):
        return Recipient(found[1].rstrip(" ,;"), found[2].strip())
    return Recipient(text.rstrip(" .;,"))


def _signature(capitals: Sequence[str], name: str) -> Signature:
    """Authority lines carry a prefix; the last line without one is the signer's own title."""
    lines: list[str] = []
    for piece in capitals:
        previous = lines[-1] if lines else ""
        if previous and not _AUTHORITY.match(piece) and not is_position(piece):
            lines[-1] = f"{previous} {piece}"
        else:
            lines.append(piece)
    if not lines:
        return Signature(name=name)
    last = lines[-1]
    acting = bool(re.match(r"^Q\s?\.", last))
    if _AUTHORITY.match(last) and not acting:
        return Signature(authority=tuple(lines), name=name)
    return Signature(authority=tuple(lines[:-1]), position=last, name=name)


def _more_ahead(lines: Sequence[Line], index: int, listed: bool, signed: bool) -> bool:
    """Whether a stray line stands between parts of the ending rather than after them."""
    for line in lines[index + 1 : index + 8]:
        if _APPENDIX_WORD.match(line.folded):
            return False
        if not listed and is_recipients(line):
            return True
        if not signed and (is_authority(line.text) or is_position(line.text) or is_name(line.text)):
            return True
    return False
