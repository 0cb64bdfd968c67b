"""Logical lines → outline blocks: marker, heading or paragraph, level.

Numbering follows Nghị định 30/2020, Phụ lục I, mục II.5 (phần, chương, mục, điều, khoản, điểm) and,
below it, the dashes every office uses.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from core.text import POINT_LETTERS
from documents.official import Block, BlockKind, MarkerStyle, marker_style
from documents.reading.letters import compile_letters
from documents.reading.lines import Line, is_upper, starts_lower

_PART = re.compile(
    r"^(?P<m>(?:phần|chương|mục)\s+(?:thứ\s+(?:nhất|hai|ba|tư|năm|sáu|bảy)|[IVXLC]{1,6}|"
    r"\d{1,2})\b\s?[.:]?)\s*(?P<t>.*)$",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?P<m>điều\s+\d{1,3}\s?[.:])\s*(?P<t>.*)$", re.IGNORECASE)
_ROMAN = re.compile(r"^(?P<m>(?!V/v\b)[IVXL]{1,6}\s?[.)/:]|[IVXL]{1,6}\s?-(?=\s))\s*(?P<t>\S.*)$")
_BARE_ROMAN = compile_letters(r"^(?P<m>[IVXL]{1,5})\s+(?P<t>[^‹a›]{6,})$")
_DECIMAL = re.compile(r"^(?P<m>\d{1,2}(?:\.\d{1,2}){1,4}\s?[.)/:]?)(?!\d|\s?%)\s*(?P<t>[^\d\s].*|\d{1,3}\s?%.*)$")
_ARABIC = re.compile(r"^(?P<m>\d{1,2}\s?(?:[.)]|/(?!\d)|-(?=\s)))(?!\d|\s?%)\s*(?P<t>\S.*)$")
# "A. MỤC ĐÍCH"; "A/ Kết quả năm trước" in small letters only where it is short and says no whole sentence.
_UPPER_LETTER = compile_letters(
    r"^(?P<m>[A-HĐ]\s?[.)/])\s*(?P<t>[^‹a›]{4,})$|^(?P<m2>[A-HĐ]\s?/|[A-HĐ]\s?\.(?=\s*(?:Mục|Nội dung|Nhiệm vụ|"
    r"Tổ chức|Kết quả|Đánh giá|Kinh phí|Phần|Căn cứ|Đặc điểm|Giải pháp)\b))\s*(?P<t2>[‹A›][^.;:]{6,110}[^.;:,]):?$"
)
_LETTER = re.compile(r"^(?P<m>[a-zđ]\d?\s?[.)/])\s*(?P<t>[^\s.].*)$")
_BRACKET = re.compile(r"^(?P<m>\((?:\d{1,2}|[a-zđ]|[ivx]{1,4})\)\.?)\s*(?P<t>\S.*)$")
_DASH = re.compile(r"^(?P<m>[-–—‑](?:\s*[*+])?)\s*(?P<t>[^\s\-–—].*)$")
_PLUS = re.compile(r"^(?P<m>\+\)?)\s*(?P<t>\S.*)$")
_BULLET = re.compile(r"^(?P<m>[*•·▪▫◦●○■□❖➢✓§])\s*(?P<t>\S.*)$")


@dataclass(frozen=True)
class Marked:
    """A line taken apart: marker as printed and the text behind it."""

    marker: str
    text: str
    style: MarkerStyle
    key: str  # kind of numbering, finer than the style: "arabic.", "arabic)", "decimal2" …


_RANK = {
    "part": 0, "upper": 1, "roman": 2, "article": 2, "arabic": 3, "decimal2": 4, "decimal3": 5, "decimal4": 6,
        "decimal5": 6,
    "letter": 7, "bracket": 8, "dash": 9, "plus": 10, "other": 11,
}  # fmt: skip


def parse_marker(text: str) -> Marked:
    """The marker a line begins with; style NONE where it has none."""
    found = _PART.match(text)
    if found and (not found["t"] or found["m"][-1] in ".:" or is_upper(found["t"]) or found["t"][0] in "-–"):
        return Marked(found["m"].strip(), found["t"].lstrip("-–: ").strip(), MarkerStyle.PART, "part")
    for pattern, key in (
        (_ARTICLE, "article"),
        (_ROMAN, "roman"),
        (_BARE_ROMAN, "roman"),
        (_DECIMAL, "decimal"),
        (_ARABIC, "arabic"),
        (_UPPER_LETTER, "upper"),
        (_LETTER, "letter"),
        (_BRACKET, "bracket"),
        (_DASH, "dash"),
        (_PLUS, "plus"),
        (_BULLET, "other"),
    ):
        found = pattern.match(text)
        if found:
            groups = found.groupdict()
            marker = (groups["m"] or groups["m2"]).strip()
            rest = (groups["t"] or groups["t2"]).strip()
            kind = key
            if kind == "decimal":
                kind = f"decimal{marker.count('.') + (not marker.endswith('.'))}"
            if kind == "letter" and not starts_lower(marker):
                break
            return Marked(marker, rest, marker_style(marker), kind)
    return Marked("", text, MarkerStyle.NONE, "")


_LABEL = re.compile(
    r"^(?:\*\s*)?(?:(?:cac )?(?:co quan|don vi|bo phan)(?: \w+)? (?:chu tri|phu trach|phoi hop|thuc hien|tham muu|"
    r"chiu trach nhiem)(?: [\w ]{0,40})?"
    r"|chu tri(?: thuc hien)?|phoi hop(?: thuc hien)?|phan cong(?: thuc hien)?|(?:du kien )?(?:thoi gian|thoi han|"
    r"tien do)(?: [\w ]{0,40})?"
    r"|(?:du kien )?(?:san pham|ket qua)(?: [\w ]{0,30})?|hinh thuc (?:cong khai|niem yet)|kinh phi(?: thuc hien)?"
    r"|(?:co quan|don vi) (?:giam sat|theo doi|kiem tra|tham dinh)|dia diem|thanh phan(?: \w+){0,2}|so luong)\s*:"
    r"|^(?:phai )?hoan thanh (?:truoc|trong|cham nhat|vao) [^.;:]{3,50}[.;]?$"
    r"|^[^.;:]{3,80} chu tri(?:,? phoi hop(?: voi| cung)? [^.;:]{3,120})?,? (?:to chuc |trien khai )?thuc hien[.;]?$"
)


def is_label(folded: str) -> bool:
    """ "Cơ quan chủ trì: …", "Thời gian hoàn thành: …": a line that says who and when for the lines above it."""
    return bool(_LABEL.match(folded))


_SENTENCE_END = re.compile(r"[.;…]['\"”’)]*$")
# A full stop inside, or a semicolon with a small letter behind it; "Các sở; UBND các xã" only lists names.
_RUNNING = compile_letters(r"\.\s+\S|;\s+[‹a›]")
_NOT_HEADINGS = frozenset({"dash", "plus", "other", "bracket"})
_HEADING_LENGTH = 240


def is_heading(marked: Marked, line: Line, following: Marked | None) -> bool:
    """Whether a line only names what follows it.

    `following` is the next line of the same region (None at its end). Phần, chương and Roman numbers
    are titles by their form; khoản and điểm are when they say no whole sentence and something stands under them.
    """
    text = marked.text
    if marked.key in _NOT_HEADINGS or len(text) > _HEADING_LENGTH or not text:
        return marked.key == "part"
    if marked.key in ("part", "roman", "upper"):
        return not (_RUNNING.search(text) and not is_upper(text)) and not _runs_in(text)
    if marked.key == "article":
        return not _SENTENCE_END.search(text) and not _runs_in(text) and len(text) < 120
    if not marked.marker:
        return is_upper(text) and 5 <= len(text) <= 160 and not text.endswith((";", ",")) and len(text.split()) >= 2
    if _runs_in(text) or starts_lower(text):
        return False
    if line.bold and not _RUNNING.search(text):
        return True
    if following is None or following.key == "label":
        return False
    if _RUNNING.search(text) and not _names_two_works(marked, following):
        return False
    if _SENTENCE_END.search(text):
        # A short title with a full stop ("1. Nội dung.") over numbered or dashed lines.
        short = text.endswith(".") and len(text) < 60 and "," not in text and bool(following.marker)
        return short and _RANK.get(following.key, 12) > _RANK.get(marked.key, 12)
    if following.marker and _RANK.get(following.key, 12) <= _RANK.get(marked.key, 12) and following.key != "":
        return is_upper(text) and not _sibling(marked, following)
    return True


def _names_two_works(marked: Marked, following: Marked) -> bool:
    """ "1. Nâng cao trách nhiệm …; siết chặt kỷ luật": a title of two works, no stop behind it, its text below."""
    text = marked.text
    if marked.key not in ("arabic", "decimal2", "decimal3") or ". " in text or text[-1] in ".;,:…" or len(text) > 200:
        return False
    if not following.marker:
        return not starts_lower(following.text)
    return following.key in ("dash", "plus", "letter", "decimal2", "decimal3") and following.key != marked.key


def _sibling(marked: Marked, following: Marked) -> bool:
    return marked.key == following.key


def _runs_in(text: str) -> bool:
    """A title and its text on one line: "Kinh phí: Từ nguồn …"."""
    found = re.search(r":\s+\S", text)
    return bool(found) and found is not None and found.start() < 200 and len(text) - found.end() > 12


# "Trên đây là Kế hoạch …" closes the whole text and stands under no part.
_CLOSES = re.compile(r"trên đây là\b|tren day la\b")


class Levels:
    """Depth of each line: what numbering stands inside what is learnt from the order it comes in."""

    def __init__(self) -> None:
        self._stack: list[tuple[str, int, str]] = []  # kind of numbering, level, last marker
        self._heading = 0  # level of the innermost heading

    def place(self, marked: Marked, heading: bool) -> int:
        if not marked.marker:
            if _CLOSES.match(marked.text.casefold()):
                self._stack = []
                self._heading = 0
                return 1
            if heading:
                self._stack = []
                self._heading = 1
                return 1
            return self.inner()
        key = self._key(marked)
        keys = [entry[0] for entry in self._stack]
        if key in keys:
            del self._stack[keys.index(key) :]
        else:
            rank = _RANK.get(marked.key, 12)
            while self._stack and self._rank(self._stack[-1][0]) >= rank and not self._nested(marked):
                self._stack.pop()
        base = self._stack[-1][1] if self._stack else 0
        if not self._stack and self._heading and _RANK.get(marked.key, 12) > 8:
            base = self._heading
        self._stack.append((key, base + 1, marked.marker))
        if heading:
            self._heading = base + 1
        elif self._heading > base:
            self._heading = base
        return base + 1

    def note(self, marker: str, level: int, heading: bool) -> None:
        """Take in a line whose level is settled: what comes next is placed relative to it."""
        marked = parse_marker(f"{marker} XXXXXX") if marker else None
        if marked is None and not heading:
            return
        while self._stack and self._stack[-1][1] >= level:
            self._stack.pop()
        if marked is not None:
            self._stack.append((self._key(marked), level, marker))
        self._heading = level if heading else min(self._heading, level - 1)

    def inner(self) -> int:
        """Level of unmarked text at this point: one deeper than the heading it belongs to."""
        return self._heading + 1 if self._heading else 1

    @staticmethod
    def _rank(key: str) -> int:
        return _RANK.get(key.split("|", maxsplit=1)[0], 12)

    def _nested(self, marked: Marked) -> bool:
        """ "1)" below "1.", "a." below "a)": the same numbers in another dress, starting again."""
        top = self._stack[-1]
        return top[0].split("|")[0] == marked.key and top[0] != self._key(marked) and ordinal(marked.marker) == 1

    def _key(self, marked: Marked) -> str:
        if marked.key not in ("arabic", "letter"):
            return marked.key
        key = f"{marked.key}|{marked.marker[-1]}"
        for other, _level, last in reversed(self._stack):
            if other.split("|")[0] == marked.key and other != key:
                # A slip of punctuation ("2)" after "1.") goes on with the list; a new start is a list inside it.
                if (ordinal(marked.marker) or 0) == (ordinal(last) or 0) + 1:
                    return other
                break
        return key


_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def ordinal(marker: str) -> int | None:
    """The number a marker stands for: "IV." → 4, "1.3." → 3, "đ)" → 5, "Phần II" → 2; None where it has no order."""
    core = re.sub(r"^(?:phần|chương|mục|điều)\s+", "", marker.strip(" .)/:(-–"), flags=re.IGNORECASE).strip(" .)/:(-–")
    if re.fullmatch(r"[\d.]+", core):
        last = core.split(".")[-1]
        return int(last) if last else None
    if re.fullmatch(r"[IVXLC]+", core):
        values = [_ROMAN_VALUES[letter] for letter in core]
        return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
    if len(core) == 1 and core in POINT_LETTERS:
        return POINT_LETTERS.index(core) + 1
    return None


def _beyond_labels(parsed: Sequence[Marked]) -> list[Marked | None]:
    """For each line the next one that is no label ("Cơ quan chủ trì: …"): labels alone do not make it a title.

    Where labels are followed by a line that cannot stand below (unmarked text, a sibling), the label itself is given.
    """
    out: list[Marked | None] = [None] * len(parsed)
    following: Marked | None = None
    label: Marked | None = None
    for index in range(len(parsed) - 1, -1, -1):
        out[index] = following
        if label is not None and (following is None or not following.marker or following.key in _NOT_HEADINGS):
            out[index] = label
        if is_label(Line((0,), parsed[index].text[:120]).folded):
            label = Marked("", "", MarkerStyle.NONE, "label")
        else:
            following, label = parsed[index], None
    return out


@dataclass(frozen=True)
class Placed:
    """A block and the original lines behind it."""

    block: Block
    numbers: tuple[int, ...]
    guessed: bool = False


def outline(lines: Sequence[Line], levels: Levels | None = None) -> list[Placed]:
    """Turn the logical lines of one region into blocks."""
    levels = levels or Levels()
    parsed = [parse_marker(line.text) for line in lines]
    beyond = _beyond_labels(parsed)
    out: list[Placed] = []
    index = 0
    while index < len(lines):
        line, marked = lines[index], parsed[index]
        numbers = line.numbers
        if marked.key == "part" and not marked.text and index + 1 < len(lines) and not parsed[index + 1].marker:
            # "Phần I" on its own line, the title in capitals below it.
            below = lines[index + 1]
            if is_upper(below.text) or (len(below.text) < 120 and not _SENTENCE_END.search(below.text)):
                marked = Marked(marked.marker, below.text, marked.style, marked.key)
                numbers += below.numbers
                index += 1
        following = beyond[index]
        heading = is_heading(marked, line, following)
        level = levels.place(marked, heading)
        kind = BlockKind.HEADING if heading else BlockKind.PARAGRAPH
        out.append(Placed(Block(kind, marked.text, marked.marker, level), numbers, line.guessed))
        index += 1
    return out
