"""Ô 7 and 9b: Nơi nhận and the signer, side by side on paper, in any order in a flattened text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from documents.official import Recipient, Signature
from documents.reading.letters import compile_letters
from documents.reading.lines import Line, is_upper, same_length_fold

_RECIPIENTS = re.compile(r"^noi nhan\s*[:.]?")
# Điều 13 of Nghị định 30/2020: TM., KT., TL., TUQ., Q.; typed also "T.M", "T/M", "KT,".
_PREFIX = r"(?:(?:T\.?\s?M|K\.?\s?T|T\.?\s?L|T\.?\s?U\.?\s?Q|Q)\s?[.,]|(?:T/M|K/T|T/L|TUQ/)\.?)"
_AUTHORITY = compile_letters(rf"^{_PREFIX}\s*[‹A›]{{2,}}")
_AUTHORITY_INSIDE = compile_letters(rf"(?<![\w.]){_PREFIX}\s*(?=[‹A›]{{2,}})")
_POSITION = re.compile(
    r"(?:quyen |q\. ?)?(?:pho )?(?:chu tich|giam doc|tong giam doc|bo truong|thu truong|chanh van phong|"
    r"chanh thanh tra|hieu truong|bi thu|"
    r"truong phong|truong ban|truong ap|truong thon|to truong|doi truong|cuc truong|tong cuc truong|vu truong|"
    r"vien truong|chi cuc truong|"
    r"chu nhiem|tram truong|thuong truc|thu tuong|uy vien|van phong|hieu pho|tong thu ky|truong cong an|truong doan|"
    r"chi huy truong|giam hieu|pct)\b"
    r"[^.;:]{0,80}$"
)
_TITLE_STARTS = re.compile(
    r"(?:pho )?(?:chu tich|giam doc|tong giam doc|bo truong|thu truong|bi thu|truong (?:phong|ban)|chanh van phong|"
    r"hieu truong|cuc truong)\b"
)
_SIGNED = re.compile(
    r"^\(?\[?(?:da ky|da ki|ky ten.*|ky, dong dau|daky|ky boi.*|chu ky.*|signed.*|ky dien tu.*|ky so.*|"
    r"dong dau)\]?\)?\.?$"
)
_SURNAMES_WORDS = (
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh đoàn lâm trịnh mai đào cao "
    "lương hà tô trương tạ phùng chu triệu thái quách la lưu vương kiều tống từ nghiêm văn thân doãn hứa cù "
    "khổng giàng lò vàng sùng thào quàng cà điểu siu ksor rơ y h nông ma lục vi bế hầu giang âu đàm viên châu "
    "kim thạch danh sơn tăng mạc khúc ông bạch đậu đồng lại cầm hoà hòa lù tòng bạc khà đèo mùa hờ cháng phàn "
    "tẩn lèng hạng ly thền mông bàn đường tiêu ninh cung nhữ phí trà ung úc mã"
)
_SURNAMES = frozenset(_SURNAMES_WORDS.split())
_PLAIN_SURNAMES = frozenset(same_length_fold(name) for name in _SURNAMES)
_RANKS = re.compile(
    r"^(?:(?:PGS\.?\s?|GS\.?\s?)?(?:TS|ThS|CN|BS|KS|NGƯT|TSKH)\.?(?:\s?BS)?\.?|(?:thượng|trung|đại|thiếu) (?:tá|úy|"
    r"tướng)|ông|bà|đ/c|đồng chí)\s+",
    re.IGNORECASE,
)
_NAME = compile_letters(r"^[‹A›][‹a›']*(?:[ -][‹A›][‹a›'.]*){1,6}$")
_UPPER_NAME = compile_letters(r"^[‹A›']+(?: [‹A›']+){1,5}$")


_CAPITALS_NAME = compile_letters(r"^(.*?[‹A›]{2,}[.,]?)\s+((?:[‹A›][‹a›]+\s?){2,6})$")
_POSITION_BEHIND = compile_letters(r"[;.)]\s+((?:PHÓ |QUYỀN )?[‹A›]{2,}(?: [‹A›]{2,})+(?:\s+[‹A›][‹a›]+){0,5})$")


def is_name(text: str) -> bool:
    """A person's name alone on its line: two to seven capitalised words, the first of them a surname, or few words."""
    bare = _RANKS.sub("", text.strip())
    if not _NAME.match(bare) or len(bare) > 45:
        return False
    words = bare.split()
    surname = words[0].casefold()
    known = surname in _SURNAMES or (bare.isascii() and surname in _PLAIN_SURNAMES)
    return known or (len(words) >= 3 and bare != text.strip())


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
    found = _CAPITALS_NAME.match(text) if len(text) <= 300 else None  # a signing line is short
    if found and is_name(found[2].strip()):
        return found[1].strip(), found[2].strip()
    return text, ""


@dataclass
class Ending:
    recipients: tuple[Recipient, ...] = ()
    signature: Signature = field(default_factory=Signature)
    used: int = 0  # lines taken from the start of those given
    unused: list[int] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)


def starts_ending(line: Line) -> bool:
    """Whether the closing part of the document begins here."""
    if is_recipients(line):
        return True
    return any(is_authority(piece) for piece in _pieces(line.text))


def _pieces(text: str) -> list[str]:
    """A flattened line taken apart before every signing prefix and before a title that follows capitals."""
    cuts = [found.start() for found in _AUTHORITY_INSIDE.finditer(text)]
    cuts = sorted({0, *cuts})
    out = [text[a:b].strip() for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True)]
    return [piece for piece in out if piece]


def read_ending(lines: Sequence[Line]) -> Ending:
    """Read from the first line of the ending; stops where an appendix or something else begins."""
    reader = _Reader(lines)
    for index, line in enumerate(lines):
        if not reader.take(index, line):
            break
    return reader.result()


class _Reader:
    """Gathers recipients, signing lines and the name, in whatever order they come."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.ending = Ending()
        self.recipients: list[str] = []
        self.capitals: list[str] = []
        self.name = ""
        self.listing = False  # inside the list of Nơi nhận
        self.open_item = False  # the last recipient is not closed: its next line goes on with it

    def take(self, index: int, line: Line) -> bool:
        """Take one line in; False where the ending is over."""
        text = line.text
        if _SIGNED.match(line.folded):
            self.ending.unused.append(line.number)
            self.ending.used = index + 1
            return True
        label = _RECIPIENTS.match(line.folded)
        if label:
            text = text[label.end() :].strip()
            self.listing, self.open_item = True, False
            self._seen("recipients", index, line)
            if not text:
                return True
        left, signing = _split_signing(text, self.listing)
        if left:
            verdict = self._left(index, line, left)
            if verdict is None:
                return False
            if verdict is False:
                self.ending.unused.append(line.number)
                return True
            signing = [left, *signing] if verdict == "capitals" else signing
        for piece in signing:
            caps, person = _strip_name(piece)
            self.capitals += _split_positions(caps)
            self._seen("signature", index, line)
            if person and not self.name:
                self._named(index, line, person)
        return True

    def _left(self, index: int, line: Line, left: str) -> str | bool | None:
        """What the text beside the signing lines is: taken (True), "capitals", stray (False), the end (None)."""
        if self.listing and (_BULLET.match(left) or self.open_item or _looks_listed(left)):
            if is_name(left) and not _BULLET.match(left) and not self.name:
                self._named(index, line, left)
                self.listing = False
            else:
                self._listed(left)
                self.ending.used = index + 1
            return True
        if not self.name:
            if is_name(left) or (self.capitals and _is_upper_name(left) and not is_position(left)):
                self._named(index, line, left)
                self.listing = self.listing and not self.recipients
                return True
            signing = is_upper(left) and (self.capitals or is_position(left))
            if signing and not _APPENDIX_WORD.match(line.folded):
                return "capitals"
            if index < 3 and not self.recipients and not self.capitals:
                return None
        return (
            False if _more_ahead(self.lines, index, bool(self.recipients), bool(self.capitals or self.name)) else None
        )

    def _listed(self, left: str) -> None:
        items = _split_items(left)
        if self.open_item and not _BULLET.match(left) and self.recipients:
            self.recipients[-1] = f"{self.recipients[-1]} {items[0]}"
            items = items[1:]
        self.recipients += items
        filing = bool(_FILING.search(left))
        self.open_item = not left.endswith((";", ".", ")")) and not filing
        if filing:
            self.recipients[-1], extra = _after_filing(self.recipients[-1])
            self.name = self.name or extra

    def _named(self, index: int, line: Line, name: str) -> None:
        self.name = name
        self._seen("name", index, line)

    def _seen(self, field_name: str, index: int, line: Line) -> None:
        self.ending.lines.setdefault(field_name, line.number)
        self.ending.used = index + 1

    def result(self) -> Ending:
        ending = self.ending
        taken = {number for line in self.lines[: ending.used] for number in line.numbers}
        ending.unused = [number for number in ending.unused if number in taken]
        ending.recipients = tuple(_recipient(item) for item in self.recipients if item.strip(" -–;."))
        ending.signature = _signature(self.capitals, self.name)
        return ending


_BULLET = re.compile(r"^[-–—+*•]\s*")
_FILING = re.compile(r"\bl[ưu]+u\s*[:.]", re.IGNORECASE)
_APPENDIX_WORD = re.compile(r"^(?:phu luc|bieu|mau|danh muc)\b")


def _looks_listed(text: str) -> bool:
    return (
        text.endswith(";")
        or bool(_FILING.search(text))
        or bool(re.search(r"\((?:để|thay|b/c|báo cáo|thực hiện|phối hợp|t/h)", text))
    )


def _split_signing(text: str, listing: bool) -> tuple[str, list[str]]:
    """Recipient text on the left, signing capitals on the right of one flattened line."""
    cuts = [found.start() for found in _AUTHORITY_INSIDE.finditer(text)]
    if cuts:
        left = text[: cuts[0]].strip()
        pieces = [text[a:b].strip() for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True)]
        return left, pieces
    if listing:
        found = _POSITION_BEHIND.search(text)
        if found and is_position(_strip_name(found[1])[0]):
            return text[: found.start() + 1].strip(), [found[1]]
    if is_position(_strip_name(text)[0]):
        return "", [text]
    return text, []


def _split_positions(caps: str) -> list[str]:
    """ "KT. CHỦ TỊCH PHÓ CHỦ TỊCH" → two lines; one title stays whole."""
    if not _AUTHORITY.match(caps):
        return [caps]
    words = caps.split()
    for cut in range(len(words) - 1, 1, -1):
        rest = " ".join(words[cut:])
        # "PHÓ CHỦ TỊCH" is one title: never cut between its words.
        if (
            words[cut - 1] != "PHÓ"
            and not (cut == 2 and words[1] == "QUYỀN")
            and _TITLE_STARTS.match(same_length_fold(rest))
        ):
            return [" ".join(words[:cut]), rest]
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
    """ "Lưu: VT, NV. Nguyễn Văn A" → the filing line and the name behind it."""
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
