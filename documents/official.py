"""The value object of one administrative document, whatever its kind.

Reading a paper makes one, printing takes one, and reading back what was printed gives
the same one. It holds the words *as printed* (Nghị định 30/2020/NĐ-CP, Phụ lục I); what
the words mean for a plan (who leads, by when) is read from it by `plans.reading`.

Everything here is immutable, has no database and knows no HTML. Unknown is the empty
string or the empty tuple, never a guess.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

NATIONAL_TITLE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"


class Form(StrEnum):
    """Which template of Nghị định 30/2020, Phụ lục III, the document follows."""

    NAMED = "named"  # Mẫu 1.4: kế hoạch, báo cáo, tờ trình, thông báo …
    DECISION = "decision"  # Mẫu 1.2: quyết định
    LETTER = "letter"  # Mẫu 1.5: công văn
    MINUTES = "minutes"  # Mẫu 1.9: biên bản


class BlockKind(StrEnum):
    BASIS = "basis"  # a legal basis: one italic line of the preamble
    HEADING = "heading"  # a numbered or unnumbered title of a part (phần, mục, khoản có tiêu đề)
    PARAGRAPH = "paragraph"  # running text, with or without a marker
    TABLE = "table"


class RowKind(StrEnum):
    DATA = "data"
    GROUP = "group"  # a title row inside a table: marker in the first cell, title in the second


class MarkerStyle(StrEnum):
    """How an item is numbered (Nghị định 30/2020, Phụ lục I, mục II.5; dashes by custom)."""

    NONE = "none"
    PART = "part"  # Phần I, Chương II
    ROMAN = "roman"  # I.
    ARABIC = "arabic"  # 1.
    DECIMAL = "decimal"  # 1.1.
    LETTER = "letter"  # a)
    DASH = "dash"  # -
    PLUS = "plus"  # +
    OTHER = "other"  # "*", "- *", "•" … kept as read
    ARTICLE = "article"  # Điều 1.


@dataclass(frozen=True)
class Row:
    """One table row. A cell of None continues the cell above it (merged downwards)."""

    cells: tuple[str | None, ...]
    kind: RowKind = RowKind.DATA


@dataclass(frozen=True)
class Table:
    """A table with one header row. Every row has as many cells as there are columns."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True)
class Block:
    """One line of the outline: a heading, a paragraph or a table.

    `level` is the depth in the outline, 1 for the outermost; unmarked text stands one
    deeper than the heading it belongs to (1 where there is none). `marker` is as printed,
    with its punctuation ("I.", "1.", "a)", "-", "- *"), empty where there is none.
    """

    kind: BlockKind
    text: str = ""
    marker: str = ""
    level: int = 1
    table: Table | None = None

    @property
    def printed(self) -> str:
        """Marker and text as they stand on paper."""
        return f"{self.marker} {self.text}".strip()


@dataclass(frozen=True)
class Letterhead:
    """Ô 1–4 of the scheme. Lines as printed; quốc hiệu and tiêu ngữ are constants of the form.

    `number` without padding rules applied ("97"; "" when blank), `symbol` the part after the
    slash ("KH-UBND"); `date_text` from "ngày" on, as printed ("ngày 01 tháng 04 năm 2024";
    blanks may remain: "ngày tháng 01 năm 2022").
    """

    parent_agency: tuple[str, ...] = ()
    agency: tuple[str, ...] = ()
    number: str = ""
    symbol: str = ""
    place: str = ""
    date_text: str = ""

    @property
    def date(self) -> dt.date | None:
        return parse_date_text(self.date_text)

    @property
    def year(self) -> int | None:
        found = re.search(r"năm\s+(\d{4})", self.date_text)
        return int(found[1]) if found else None


@dataclass(frozen=True)
class Recipient:
    """One line of Nơi nhận. The filing line ("Lưu: VT, NV") has no purpose and stands last."""

    name: str
    purpose: str = ""

    @property
    def is_filing(self) -> bool:
        return self.name.casefold().startswith("lưu")


@dataclass(frozen=True)
class Signature:
    """Ô 7: authority lines ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"), the signer's title, the name."""

    authority: tuple[str, ...] = ()
    position: str = ""
    name: str = ""


@dataclass(frozen=True)
class Appendix:
    """`label` as printed ("PHỤ LỤC", "Phụ lục II"), title on one line, bracketed indication line."""

    label: str = ""
    title: str = ""
    indication: str = ""
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True)
class OfficialDocument:
    form: Form = Form.NAMED
    letterhead: Letterhead = field(default_factory=Letterhead)
    type_name: str = ""  # ô 5a, in capitals: "KẾ HOẠCH"; empty for a letter
    title: str = ""  # trích yếu, on one line, without "V/v" for a letter
    addressees: tuple[str, ...] = ()  # ô 9a, Kính gửi
    deciding_authority: str = ""  # Mẫu 1.2 only: "ỦY BAN NHÂN DÂN XÃ …"
    preamble: tuple[Block, ...] = ()  # bases and the introductory sentence, before the first heading
    body: tuple[Block, ...] = ()  # from the first heading to "./."
    recipients: tuple[Recipient, ...] = ()
    signatures: tuple[Signature, ...] = ()  # two for minutes: secretary, chair
    appendices: tuple[Appendix, ...] = ()
    urgency: str = ""  # ô 10b: "KHẨN", "THƯỢNG KHẨN", "HỎA TỐC"
    circulation: str = ""  # ô 11: "LƯU HÀNH NỘI BỘ" …
    drafter_mark: str = ""  # ô 12: "PL.(300)"
    contact: str = ""  # ô 13: address, e-mail, phone

    @property
    def signature(self) -> Signature:
        """The signer's block; an empty one where none is printed."""
        return self.signatures[-1] if self.signatures else Signature()

    def with_letterhead(self, **changes: object) -> OfficialDocument:
        return replace(self, letterhead=replace(self.letterhead, **changes))  # type: ignore[arg-type]

    def blocks(self) -> Iterator[Block]:
        """Every block in reading order: preamble, body, appendices."""
        yield from self.preamble
        yield from self.body
        for appendix in self.appendices:
            yield from appendix.blocks


_DATE_TEXT = re.compile(r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", re.IGNORECASE)


def parse_date_text(text: str) -> dt.date | None:
    """The date of ô 4, or None where day, month or year is blank or impossible."""
    found = _DATE_TEXT.search(text)
    if not found:
        return None
    try:
        return dt.date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None


def n30_date(day: dt.date) -> str:
    """A date in words with the asymmetric padding of Nghị định 30/2020, Phụ lục I, mục II.4.

    The day is padded below 10, the month only for 1 and 2.
    """
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def n30_number(number: str) -> str:
    """The number as printed: padded to two digits below 10 (Phụ lục I, mục II.3)."""
    return f"{int(number):02d}" if number.isdigit() else number


_STYLES: tuple[tuple[MarkerStyle, re.Pattern[str]], ...] = (
    (MarkerStyle.PART, re.compile(r"^(phần|chương|mục)\s+(thứ\s+\w+|[ivxlc]+|\d+)[.:]?$", re.IGNORECASE)),
    (MarkerStyle.ARTICLE, re.compile(r"^điều\s+\d+[.:]?$", re.IGNORECASE)),
    (MarkerStyle.ROMAN, re.compile(r"^[IVXL]+\s*[.)/:-]?$")),
    (MarkerStyle.DECIMAL, re.compile(r"^\d+(\.\d+)+\s*[.)/:]?$")),
    (MarkerStyle.ARABIC, re.compile(r"^\d+\s*[.)/:]?$")),
    (MarkerStyle.LETTER, re.compile(r"^[a-zđ]\d?\s*[.)/]$", re.IGNORECASE)),
    (MarkerStyle.DASH, re.compile(r"^[-–—‑]$")),
    (MarkerStyle.PLUS, re.compile(r"^\+$")),
)


def marker_style(marker: str) -> MarkerStyle:
    """The numbering style a printed marker belongs to."""
    if not marker:
        return MarkerStyle.NONE
    for style, pattern in _STYLES:
        if pattern.match(marker):
            return style
    return MarkerStyle.OTHER
