"""Lines as they were meant: normalised letters, conversion residue taken off, broken lines joined.

Letters are never corrected: an OCR error stays as received, for a person to mend.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from core.text import fold
from documents.reading.letters import UNSEEN, compile_letters
from documents.reading.place import Fragment
from documents.reading.source import SourceLine, SourceTable


@dataclass(frozen=True)
class Line:
    """One logical line and the original lines behind it. `gap`: a blank line stood before it."""

    numbers: tuple[int, ...]
    text: str
    bold: bool | None = None
    italic: bool | None = None
    centered: bool | None = None
    page: int | None = None
    gap: bool = False
    column: int | None = None
    guessed: bool = False  # joined from several lines on weak evidence

    @property
    def number(self) -> int:
        return self.numbers[0]

    @property
    def folded(self) -> str:
        """Lower case without marks; as long as the text itself, so that positions agree."""
        return same_length_fold(self.text)


Item = Line | SourceTable


def same_length_fold(text: str) -> str:
    """`fold` for text that is already squeezed; letters whose folding has another length are kept as they are."""
    folded = fold(text)
    if len(folded) == len(text):
        return folded
    out = []
    for char in text:
        plain = fold(char) if not char.isspace() else " "
        out.append(plain if len(plain) == 1 else char[0])
    return "".join(out)


_SPACES = re.compile(r"\s+")
_MARKDOWN_HEAD = re.compile(r"^#{1,6}\s+")
_QUOTED = re.compile(r"^(?:>\s*)+")
_IMAGE = re.compile(r"!\[[^\]\[]{0,200}\]\([^()]{0,500}\)")
_ESCAPED = re.compile(r"\\([-.*+_#()\[\]])")
# Initials a typist or a scanner leaves at the end of a line: "*U*", "*/bn*", "*TL*".
_HAND_MARK = re.compile(r"(?<=\s)\*\s?([^\s*]{1,8})\s?\*\s*$")
_EMPHASIS = re.compile(r"(?<![\w*])\*(\S(?:[^*\n]{0,2000}\S)?)\*(?![\w*])")


def clean(text: str) -> str:
    """NFC, every kind of space as one space, no invisible characters, no Markdown signs."""
    return strip_marks(text)[0]


def strip_marks(text: str) -> tuple[str, tuple[str, ...]]:
    """The cleaned text and the handwritten marks taken off its end."""
    text = _SPACES.sub(" ", UNSEEN.sub("", unicodedata.normalize("NFC", text))).strip()
    if not text:
        return "", ()
    text = _IMAGE.sub("", _QUOTED.sub("", text))
    if text.startswith("|") or text.endswith("|"):
        text = text.strip("| ")
    text = _MARKDOWN_HEAD.sub("", text)
    text = _ESCAPED.sub(r"\1", text)
    marks: tuple[str, ...] = ()
    bare = text.replace("**", "")
    found = _HAND_MARK.search(bare)
    if found:
        marks = (found[1],)
        bare = bare[: found.start()]
    if bare.count("*") >= 2:
        bare = _EMPHASIS.sub(r"\1", bare)
    return _SPACES.sub(" ", bare).strip(), marks


def to_line(source: SourceLine, gap: bool) -> tuple[Line, tuple[Fragment, ...]]:
    text, marks = strip_marks(source.text)
    line = Line(
        numbers=(source.number,),
        text=text,
        bold=source.bold,
        italic=source.italic,
        centered=source.centered,
        page=source.page,
        gap=gap,
        column=source.column,
    )
    return line, tuple(Fragment(source.number, mark) for mark in marks)


def table_lines(table: SourceTable) -> list[Line]:
    """A table that only places text (letterhead, Nơi nhận beside the signature), as lines cell by cell."""
    out = []
    for index, row in enumerate(table.rows):
        for column, cell in enumerate(row, start=1):
            for part in (cell or "").split("\n"):
                text = clean(part)
                if text:
                    out.append(Line((table.row_number(index),), text, page=table.page, column=column))
    return out


_LAYOUT = re.compile(
    r"cong hoa xa hoi chu nghia|doc lap ?[-–—]? ?tu do|noi nhan ?:|(?:^|\n)\s*(?:tm|kt|tl|tuq)\. ?[a-z]|"
    r"dang cong san viet nam"
)


def is_layout(table: SourceTable) -> bool:
    """Whether a table is only a means of placing the letterhead or the ending side by side."""
    if not table.rows or max(len(row) for row in table.rows) > 3 or len(table.rows) > 12:
        return False
    return any(
        _LAYOUT.search("\n".join(fold(part) for part in (cell or "").split("\n"))) for row in table.rows for cell in row
    )


_RULE_LINE = re.compile(r"^[\s\-–—_=*.~•·|]{3,}$|^[-–—_=*|]{1,2}$|^o0o$|^-+\s*o0o\s*-+$", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"^(?:[-–—]\s*)?(?:trang\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?(?:\s*[-–—])?$", re.IGNORECASE)


def is_chrome(text: str) -> bool:
    """A ruled line or a page number: something of the page, not of the text."""
    return bool(_RULE_LINE.match(text) or _PAGE_NUMBER.match(text))


# --- joining lines -------------------------------------------------------------------

_ENDS_SENTENCE = re.compile(r"[.;:!?…]['\"”’)\]]*$")
_ENDS_OPEN = re.compile(r"[,(\-–&/]$")
_OPENS_ITEM = compile_letters(
    r"^(?!V/v\b)(?:[-–—‑+*•·▪▫◦●○■□❖➢✓]\s*\S|\(?[a-zđA-ZĐ]\d?\s?[.)/]\s*\S|"
    r"\(?\d{1,2}(?:\.\d{1,2}){0,4}\s?[.)/]?(?:\s|\)|(?<=[.)/])[‹A›])|[IVXL]{1,6}\s?(?:[.):]|/(?!v\b)))"
)
# Words a new part or a new item of the preamble begins with; in lower case they only go on with a sentence.
_OPENS_PART = compile_letters(
    r"^(?:(?:PHẦN|Phần|CHƯƠNG|Chương|MỤC|Mục|ĐIỀU|Điều|PHỤ LỤC|Phụ lục|QUÝ|Quý|BIỂU|Biểu|MẪU|Mẫu)\s+(?:[Tt]hứ\s+\w+|"
    r"THỨ\s+\w+|[IVXL]+|\d+)\b"
    r"|(?:Căn cứ|CĂN CỨ|Thực hiện|Nơi nhận|Trên đây|Kính gửi|Xét đề nghị|Theo đề nghị|Can cu|Noi nhan|Tren day|"
    r"Kinh gui)\b"
    r"|(?:UBND|[UỦ][ỶỷYy] [Bb]an [Nn]hân [Dd]ân|Sở|Bộ|Phòng|Trường|Đảng ủy|Ban|Hội)\b[^.;:]{0,120}\b(?:ban hành|"
    r"xây dựng)\b[^.;:]{0,40}\b(?:[Kk]ế hoạch|[Cc]hương trình)\b)"
)
# Words that cannot end a Vietnamese sentence: after them the sentence goes on.
_HANGING_WORDS = (
    "và của các những với cho tại về theo trong là để từ đến ở bởi do bằng hoặc hay cùng như khi nếu thì mà được "
    "bị vào trên dưới giữa ngày tháng năm số quý thuộc không đã đang sẽ phải cần mọi mỗi từng một nhằm gồm tới "
    "qua giao chánh nghị phó cầu"
)
_HANGING = frozenset(_HANGING_WORDS.split())
# Names of offices torn in two: neither half ends a sentence by itself.
_TORN_NAMES = (
    ("thủ tướng", "chính phủ"),
    ("văn phòng", "chính phủ"),
    ("ủy ban", "nhân dân"),
    ("uỷ ban", "nhân dân"),
    ("ủy ban", "mặt trận"),
    ("hội đồng", "nhân dân"),
    ("mặt trận", "tổ quốc"),
    ("tổ quốc", "việt nam"),
    ("hội", "nông dân"),
    ("hội", "cựu chiến binh"),
    ("đoàn", "thanh niên"),
    ("nhà", "nước"),
    ("quốc", "hội"),
    ("bộ", "nội vụ"),
    ("sở", "nội vụ"),
    ("phòng", "nội vụ"),
)


def starts_lower(text: str) -> bool:
    """Whether the first letter is lower case (quotes and brackets before it do not count)."""
    for char in text:
        if char.isalpha():
            return char.islower()
        if char not in "\"'“‘([«":
            return False
    return False


def is_upper(text: str) -> bool:
    """All letters capital, and at least two of them."""
    letters = [char for char in text if char.isalpha()]
    return len(letters) >= 2 and all(not char.islower() for char in letters)


def opens_item(text: str) -> bool:
    return bool(_OPENS_ITEM.match(text) or _OPENS_PART.match(text))


@dataclass(frozen=True)
class Wrapping:
    """Whether lines break at the edge of a page. `width`: the longest lines; `usual`: where they break."""

    hard: bool
    width: int
    usual: int = 0


def wrapping(lines: Iterable[Line]) -> Wrapping:
    """Judge from the whole text: many full lines without an end followed directly by lower-case lines."""
    texts = [line for line in lines if line.text]
    lengths = sorted(len(line.text) for line in texts if len(line.text) > 30)
    if len(lengths) < 5:
        return Wrapping(False, 0)
    width = lengths[int(len(lengths) * 0.95)]
    if width > 160:
        return Wrapping(False, width)
    runs = sorted(
        len(before.text)
        for before, after in pairwise(texts)
        if not after.gap
        and len(before.text) > width * 0.6
        and not _ENDS_SENTENCE.search(before.text)
        and starts_lower(after.text)
        and not opens_item(after.text)
    )
    hard = len(runs) >= max(3, len(texts) // 10)
    return Wrapping(hard, width, runs[len(runs) // 6] if hard else 0)


_SURE, _GUESS, _NO = 2, 1, 0


def _continues(before: Line, after: Line, wrap: Wrapping) -> int:
    """Whether `after` goes on with the paragraph of `before`."""
    a, b = before.text, after.text
    if not a or not b or opens_item(b) or (before.column or 0) != (after.column or 0):
        return _NO
    if is_upper(a) != is_upper(b) and not wrap.hard:
        return _NO
    closed = bool(_ENDS_SENTENCE.search(a))
    last = a.rsplit(" ", 1)[-1].casefold()
    if not closed and starts_lower(b) and not is_upper(a):
        return _SURE if wrap.hard and not after.gap else _GUESS
    if _ENDS_OPEN.search(a) and not is_upper(a):
        return _GUESS
    short_title = len(a) < 25 and opens_item(a)  # "2. Yêu cầu"
    if not closed and last in _HANGING and (len(a) > 40 or (wrap.hard and not after.gap and not short_title)):
        return _GUESS
    if not closed and _torn_name(a, b):
        return _GUESS
    if wrap.hard and not after.gap:
        first_word = b.split(" ", 1)[0]
        full = len(a) + 1 + len(first_word) > (wrap.width * 0.93 if closed else wrap.usual)
        if is_upper(a):
            return _SURE if is_upper(b) and len(a) > 5 and not closed else _NO
        if is_upper(b) and len(b) > 12:
            return _NO
        if full and not a.endswith((";", ":")):
            return _SURE
    return _NO


# What announces the name or title of a document cannot end a line of text: "… về ban hành / Chương trình …".
_ANNOUNCES = re.compile(r"\b(?:về|về việc) (?:ban hành|phê duyệt|công bố|thông qua)$|\bbộ trưởng$|\bchủ nhiệm$", re.I)


def _torn_name(a: str, b: str) -> bool:
    left, right = a.casefold(), b.casefold()
    if len(a) > 30 and _ANNOUNCES.search(a):
        return True
    return any(left.endswith(" " + head) and right.startswith(tail) for head, tail in _TORN_NAMES)


def join_lines(lines: Sequence[Line], wrap: Wrapping) -> list[Line]:
    """Join what a page break or a line width tore apart. A join on weak evidence is marked `guessed`."""
    groups: list[list[Line]] = []
    guessed: list[bool] = []
    for line in lines:
        verdict = _continues(groups[-1][-1], line, wrap) if groups else _NO
        if verdict:
            groups[-1].append(line)
            guessed[-1] = guessed[-1] or (verdict == _GUESS and not wrap.hard)
        else:
            groups.append([line])
            guessed.append(False)
    return [merge(group, guess) for group, guess in zip(groups, guessed, strict=True)]


def merge(group: Sequence[Line], guessed: bool = False) -> Line:
    """Several lines as one paragraph."""
    if len(group) == 1:
        return group[0]
    return replace(
        group[0],
        numbers=tuple(number for line in group for number in line.numbers),
        text=" ".join(line.text for line in group if line.text),
        guessed=guessed or any(line.guessed for line in group),
    )
