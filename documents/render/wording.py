"""The words of the fixed parts, line by line, as every print form (PDF, DOCX) sets them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from documents.official import Appendix, Form, Letterhead, OfficialDocument, n30_number
from documents.render.text import one_line

NUMBER_LABEL = "Số:"
RECIPIENTS_LABEL = "Nơi nhận:"
ADDRESSEES_LABEL = "Kính gửi:"
DECIDES = "QUYẾT ĐỊNH:"
_ENDS = (";", ".", ",", ":")


@dataclass(frozen=True)
class Room:
    """Blank paper for a number or a day that is written in by hand. `millimetres` wide."""

    millimetres: float


NUMBER_ROOM = Room(10)
DAY_ROOM = Room(8)

Part = str | Room


_BLANKS = re.compile(
    r"(?P<number>\bsố:?) (?=/)|(?P<day>\bngày) (?=tháng\b)|(?P<month>\btháng) (?=năm\b)", re.IGNORECASE
)


def indication_parts(text: str) -> list[Part]:
    """The bracketed line under an appendix's title, with room where number, day or month is blank (II.9)."""
    out: list[Part] = []
    at = 0
    for blank in _BLANKS.finditer(text):
        out += [text[at : blank.end()], NUMBER_ROOM if blank["number"] else DAY_ROOM]
        at = blank.end()
    return [*out, text[at:]] if text else []


def lines(texts: tuple[str, ...]) -> list[str]:
    """Each text on one line; empty ones left out."""
    return [line for line in map(one_line, texts) if line]


def number_line(document: OfficialDocument) -> list[Part]:
    """Ô 3: "Số: 05/KH-UBND"; room where the number is blank; nothing for minutes without number and symbol."""
    head = document.letterhead
    number, symbol = n30_number(one_line(head.number)), one_line(head.symbol)
    if document.form is Form.MINUTES and not number and not symbol:
        return []
    slash = f"/{symbol}" if symbol else ""
    return [f"{NUMBER_LABEL} {number}{slash}"] if number else [NUMBER_LABEL + " ", NUMBER_ROOM, slash]


_BLANK = re.compile(r"\b(ngày(?=\s+tháng)|tháng(?=\s+năm)|(?:ngày|tháng|năm)$)", re.IGNORECASE)


def place_line(head: Letterhead) -> list[Part]:
    """Ô 4: place, comma, date as stored, with room after "ngày", "tháng" or "năm" where the figure is blank."""
    place, date = one_line(head.place), one_line(head.date_text)
    text = f"{place.rstrip(',')}, {date}" if place and date else place or date
    parts: list[Part] = []
    done = 0
    for found in _BLANK.finditer(text):
        parts += [text[done : found.end()], DAY_ROOM]
        done = found.end()
    return [part for part in [*parts, text[done:]] if part]


def title(document: OfficialDocument) -> str:
    """The trích yếu as printed: "V/v …" for a letter."""
    text = one_line(document.title)
    if document.form is Form.LETTER and text and not text.casefold().startswith("v/v"):
        return f"V/v {text}"
    return text


def _listed(names: list[str]) -> list[str]:
    """Each as "- …;", the last with ".", unless the stored words bring their own sign."""
    last = len(names) - 1
    return [
        f"- {name}" if name.endswith(_ENDS) else f"- {name}{'.' if index == last else ';'}"
        for index, name in enumerate(names)
    ]


def addressee_lines(document: OfficialDocument) -> list[str]:
    """Ô 9a below or beside "Kính gửi:". One addressee stands beside it, several one a line."""
    names = lines(document.addressees)
    return names if len(names) == 1 else _listed(names)


def recipient_lines(document: OfficialDocument) -> list[str]:
    """Ô 9b: name and, in brackets, purpose."""
    names = []
    for recipient in document.recipients:
        name, purpose = one_line(recipient.name), one_line(recipient.purpose)
        if purpose:
            name = f"{name} {purpose if purpose.startswith('(') else f'({purpose})'}"
        if name:
            names.append(name)
    return _listed(names)


def appendices(document: OfficialDocument) -> list[Appendix]:
    """The appendices that hold anything; an empty one would print a blank sheet."""
    return [item for item in document.appendices if item.blocks or one_line(item.label + item.title + item.indication)]


def is_decides(text: str) -> bool:
    """Whether a line is the word "QUYẾT ĐỊNH:" that opens the articles (Mẫu 1.2)."""
    return one_line(text).rstrip(" :").casefold() == DECIDES.rstrip(":").casefold()


def needs_decides(document: OfficialDocument) -> bool:
    """Whether the form asks for "QUYẾT ĐỊNH:" and the stored text does not bring it."""
    if document.form is not Form.DECISION:
        return False
    near = [*document.preamble, *document.body[:1]]
    return not any(is_decides(block.printed) for block in near)
