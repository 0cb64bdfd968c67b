"""The top of a document, found among whatever a web page prints above it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from documents.reading.blocks import parse_marker
from documents.reading.letterhead import Head, Title, find_type, read_head, read_title
from documents.reading.lines import Item, Line, is_upper, merge
from documents.reading.preparing import Work
from documents.reading.source import SourceTable

_TORN_DATE = re.compile(r"(?:^|[,\s])(?:ngay|thang|nam)$")
_SEARCHED = 160  # items in which the type name is looked for: web pages print menus and tables above it


def read_top(work: Work) -> tuple[Head, Title | None, list[Item]]:
    """Letterhead, type and title, and the items behind them. A table above the type name is of the page."""
    items = _mended(work.items)
    places = [index for index, item in enumerate(items[:_SEARCHED]) if isinstance(item, Line)]
    lines = [item for item in items[:_SEARCHED] if isinstance(item, Line)]
    found = find_type(lines)
    at = found if found is not None else _first_text(lines)
    cut = places[at] if at < len(places) else len(lines)
    for item in items[:cut]:
        if isinstance(item, SourceTable):
            work.dropped.update(item.row_number(index) for index in range(len(item.rows)))
    head = read_head(_whole_dates(lines[:at]), typed=found is not None)
    work.dropped.update(head.unused)
    if found is None:
        return head, _untyped_title(head), list(items[cut:])
    run = _run(items, cut)
    title = read_title(run)
    used = title.used
    # A web page prints the title once more above the text.
    while used < len(run) and _repeats_title(run[used], title):
        work.dropped.update(run[used].numbers)
        used += 1
    late = _late_letterhead(run[used : used + 4], head)
    return head, title, list(items[cut + used + late :])


def _untyped_title(head: Head) -> Title | None:
    """A page that left out the word "KẾ HOẠCH": the symbol still says it; the capitals below the date are the title."""
    if not head.title or not head.letterhead.symbol.upper().startswith("KH"):
        return None
    return Title("KẾ HOẠCH", " ".join(text for text, _ in head.title), tuple(number for _, number in head.title), 0)


def _run(items: Sequence[Item], start: int) -> list[Line]:
    """The lines from `start` up to the next table."""
    out: list[Line] = []
    for item in items[start:]:
        if not isinstance(item, Line):
            break
        out.append(item)
    return out


# What stands at the top of a page, torn after its first word by a converter: "ỦY / BAN NHÂN DÂN", "KẾ / HOẠCH".
_WHOLE = ("uy ban nhan dan", "cong hoa xa hoi", "ke hoach", "quyet dinh", "hoi dong nhan dan")
_PLACE_AND_DATE = re.compile(r"^[\w ]{2,30}, ?ngay\b")


def _mended(items: Sequence[Item]) -> list[Item]:
    """The first lines with what was torn after one word put together again."""
    out: list[Item] = []
    for index, item in enumerate(items):
        before = out[-1] if out else None
        if index < 40 and isinstance(item, Line) and isinstance(before, Line) and _torn_top(before, item):
            out[-1] = merge([before, item])
        else:
            out.append(item)
    return out


def _torn_top(before: Line, line: Line) -> bool:
    word = before.folded
    if len(word) > 8 or " " in word or line.gap:
        return False
    if re.fullmatch(r"so\s*:?", word):
        return bool(re.match(r"\d\w*\s?[/-]", line.text))
    if not word.isalpha() or not before.text[0].isupper():
        return False
    joined = f"{word} {line.folded}"
    if any(whole.startswith(word + " ") and joined.startswith(whole) for whole in _WHOLE):
        return True
    return bool(_PLACE_AND_DATE.match(line.folded)) and not is_upper(before.text)


def _whole_dates(lines: Sequence[Line]) -> list[Line]:
    """ "…, ngày" and "10 tháng 12 năm 2013" on two lines are one date again."""
    out: list[Line] = []
    for line in lines:
        if out and _TORN_DATE.search(out[-1].folded) and line.text[:1].isdigit():
            out[-1] = merge([out[-1], line])
        else:
            out.append(line)
    return out


def _late_letterhead(lines: Sequence[Line], head: Head) -> int:
    """Number and date printed below the title, as some web pages and flattened columns do."""
    if head.letterhead.symbol or head.letterhead.date_text:
        return 0
    taken = 0
    for index, line in enumerate(lines):
        if not re.match(r"(?:so\s*[:.]|[\w ]{2,40}, ?ngay)", line.folded) or len(line.text) > 80:
            break
        below = read_head([line])
        sheet, own = head.letterhead, below.letterhead
        if not (own.symbol or own.date_text):
            break
        head.letterhead = replace(
            sheet,
            number=sheet.number or own.number,
            symbol=sheet.symbol or own.symbol,
            place=sheet.place or own.place,
            date_text=sheet.date_text or own.date_text,
        )
        head.number_text = head.number_text or below.number_text
        head.lines |= below.lines
        taken = index + 1
    return taken


def _repeats_title(line: Line, title: Title) -> bool:
    text = " ".join(line.text.casefold().split())
    whole = f"{title.type_name} {title.title}".casefold()
    return bool(title.title) and text in (whole, title.title.casefold())


_LISTED_BASIS = re.compile(
    r"^[-+*•] ?(?:can cu |bo )?(?:luat|nghi quyet|nghi dinh|quyet dinh|thong tu|chi thi|ke hoach)\b"
)
_TEXT_START = re.compile(r"^(?:can cu|thuc hien|kinh gui|nham|trien khai|de )\b")


def _first_text(lines: Sequence[Line]) -> int:
    """Without a type name: where letterhead lines end and running text begins."""
    for index, line in enumerate(lines):
        marked = parse_marker(line.text)
        if (
            _TEXT_START.match(line.folded)
            or _LISTED_BASIS.match(line.folded)
            or (marked.marker and marked.key in ("roman", "part", "article", "arabic"))
        ):
            return index
        if index > 15 or (len(line.text) > 120 and not is_upper(line.text)):
            return index
    return len(lines) if len(lines) < 4 else 0
