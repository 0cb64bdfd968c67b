"""Source → OfficialDocument: every word kept, in order, once; what belongs to no part is named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from documents.official import (
    Appendix,
    Block,
    BlockKind,
    Form,
    MarkerStyle,
    OfficialDocument,
)
from documents.reading.appendices import is_appendix_label, read_appendix, split_appendices
from documents.reading.blocks import Levels, Placed, parse_marker
from documents.reading.ending import Ending, is_position, read_ending, starts_ending
from documents.reading.letterhead import (
    Title,
    is_authority_line,
)
from documents.reading.lines import (
    Item,
    Line,
    is_upper,
    join_lines,
    table_lines,
)
from documents.reading.place import Doubt, Fragment, Place, Region
from documents.reading.preparing import Work, prepare
from documents.reading.source import Source, SourceTable, UnreadableFile
from documents.reading.tabling import placed_blocks
from documents.reading.top import read_top
from documents.reading.vietnamese import language_doubt, looks_official

EMPTY = "Tệp không có chữ nào để đọc. Hãy chọn tệp khác hoặc dán nội dung văn bản vào ô."


@dataclass(frozen=True)
class DocumentReading:
    """An official document and how it was read.

    `lines`: the original line numbers behind each place. `title_lines`: those behind type and title.
    `dropped`: lines that belong to no part; `removed`: pieces of kept lines that do not.
    `number_text`: the number as printed, padding included. `official` is False for a text that does not look
    like an official document at all; then the whole text stands in the body as it is.
    """

    document: OfficialDocument
    lines: dict[Place, tuple[int, ...]] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()
    dropped: tuple[int, ...] = ()
    removed: tuple[Fragment, ...] = ()
    notes: tuple[str, ...] = ()
    head_lines: dict[str, int] = field(default_factory=dict)
    title_lines: tuple[int, ...] = ()
    number_text: str = ""
    official: bool = True


def read_document(source: Source) -> DocumentReading:
    """Read a source. Raises UnreadableFile only where there is no text at all."""
    work = prepare(source)
    if not work.items:
        raise UnreadableFile(EMPTY)
    texts = [item for item in work.items if isinstance(item, Line)]
    refusal = language_doubt(texts)
    if refusal or not looks_official(texts):
        return _plain_text(source, work, refusal or _NOT_OFFICIAL)

    head, title, rest = read_top(work)
    main, ending, appendix_items = _split_main(rest, work)
    preamble, body = _split_preamble(main)
    authority, preamble = _deciding_authority(title, preamble)

    document = OfficialDocument(
        form=Form.LETTER if not title and head.subject else title.form if title else Form.NAMED,
        letterhead=head.letterhead,
        type_name=title.type_name if title else "",
        title=title.title if title else head.subject,
        deciding_authority=authority,
        urgency=head.urgency,
        circulation=head.circulation,
        recipients=ending.recipients,
        signatures=(ending.signature,) if ending.signature != type(ending.signature)() else (),
        contact=_contact(source.foot),
    )
    addressees, preamble = _addressees(preamble) if document.form is Form.LETTER else ((), preamble)
    levels = Levels()
    opening = preamble_blocks(preamble, work)
    body_blocks = placed_blocks(body, work.wrap, levels, work.dropped, work.doubts)
    document = replace(
        document,
        addressees=addressees,
        preamble=_keep(opening, Region.PREAMBLE, work),
        body=_keep(body_blocks, Region.BODY, work),
        appendices=_appendices(appendix_items, work),
    )
    head_lines = head.lines | ending.lines
    return DocumentReading(
        document=document,
        lines=work.lines,
        doubts=tuple(work.doubts),
        dropped=tuple(sorted(work.dropped)),
        removed=tuple(work.removed),
        notes=source.notes,
        head_lines=head_lines,
        title_lines=title.numbers if title else (),
        number_text=head.number_text,
    )


_CONTACT_LABEL = re.compile(r"^[^\W\d_][\w\s./-]{0,24}:")  # "Địa chỉ:", "Thư điện tử:"


def _contact(foot: Sequence[str]) -> str:
    """Ô 13. A line of the foot that begins with no label of its own ("Điện thoại:") goes on with the one above."""
    out = ""
    for line in foot:
        out += ("\n" if out and _CONTACT_LABEL.match(line) else " " if out else "") + line
    return out


_NOT_OFFICIAL = (
    "Văn bản này không có dấu hiệu của một văn bản hành chính (tên loại, số ký hiệu, các phần I, II, nơi nhận). "
    "Hãy kiểm tra lại tệp; nếu đúng là kế hoạch, hãy nhập tay các phần."
)


def _plain_text(source: Source, work: Work, sentence: str) -> DocumentReading:
    """Not an official document: the text as it is, one paragraph a line."""
    blocks: list[Placed] = []
    for item in work.items:
        part = [item] if isinstance(item, Line) else table_lines(item)
        blocks += [Placed(Block(BlockKind.PARAGRAPH, line.text), line.numbers) for line in part]
    body = _keep(blocks, Region.BODY, work)
    return DocumentReading(
        document=OfficialDocument(body=body),
        lines=work.lines,
        doubts=(Doubt("document", sentence),),
        dropped=tuple(sorted(work.dropped)),
        removed=tuple(work.removed),
        notes=source.notes,
        official=False,
    )


# --- main text, ending, appendices -----------------------------------------------------

_CLOSED = re.compile(r"\.\s?/\s?\.?['\"”’)]?(?:\s*\S{1,4})?$")


def _split_main(rest: list[Item], work: Work) -> tuple[list[Item], Ending, list[list[Item]]]:
    """The running text, the ending read, and the items of each appendix."""
    start = _ending_start(rest)
    if start is None:
        cut, chrome = _unsigned_end(rest)
        appendix_items = split_appendices(rest[cut:])
        kept = {id(item) for group in appendix_items for item in group}
        if chrome:
            for item in rest[cut:]:
                if id(item) not in kept:
                    work.dropped.update(_numbers(item))
        return rest[:cut], Ending(), appendix_items
    main = list(rest[:start])
    tail_lines: list[Line] = []
    for item in rest[start:]:
        if isinstance(item, SourceTable):
            break
        tail_lines.append(item)
    ending = read_ending(tail_lines)
    work.dropped.update(ending.unused)
    main = _drop_between(main, work)
    after = rest[start + ending.used :]
    groups = split_appendices(after)
    kept = {id(item) for group in groups for item in group}
    for item in after:
        if id(item) not in kept:
            work.dropped.update(_numbers(item))
    return main, ending, groups


def _numbers(item: Item) -> list[int]:
    if isinstance(item, Line):
        return list(item.numbers)
    return [item.row_number(index) for index in range(len(item.rows))]


def _ending_start(items: Sequence[Item]) -> int | None:
    """Index of the first line of the ending: Nơi nhận, a signing prefix, or a title in capitals after "./."."""
    closed = False
    for index, item in enumerate(items):
        if isinstance(item, SourceTable):
            continue
        if starts_ending(item):
            return index
        if closed and is_position(item.text):
            return index
        if closed and is_appendix_label(item):
            return None
        if _CLOSED.search(item.text):
            closed = True
    # Without "./.": a title in capitals in the last lines, after the numbered parts.
    for index in range(len(items) - 1, max(0, len(items) - 8), -1):
        item = items[index]
        if isinstance(item, Line) and is_position(item.text) and not parse_marker(item.text).marker:
            above = items[index - 1]
            if isinstance(above, Line) and is_position(above.text):
                continue
            return index
    return None


def _unsigned_end(items: Sequence[Item]) -> tuple[int, bool]:
    """Where a text without Nơi nhận and signature ends: after "./.", or before its first appendix."""
    for index, item in enumerate(items):
        if isinstance(item, Line) and _CLOSED.search(item.text) and len(item.text) > 8:
            return index + 1, True
        if isinstance(item, Line) and index and is_appendix_label(item):
            return index, False
    return len(items), False


def _drop_between(main: list[Item], work: Work) -> list[Item]:
    """Short stray lines between "./." and the ending are of the page ("Xem chi tiết"), not of the text."""
    for index in range(len(main) - 1, max(-1, len(main) - 8), -1):
        item = main[index]
        if isinstance(item, Line) and _CLOSED.search(item.text) and len(item.text) > 8:
            kept = main[: index + 1]
            for stray in main[index + 1 :]:
                if isinstance(stray, Line) and len(stray.text) < 60 and not parse_marker(stray.text).marker:
                    work.dropped.update(stray.numbers)
                else:
                    kept.append(stray)
            return kept
    return main


# --- preamble --------------------------------------------------------------------------

_BODY_KEYS = ("part", "roman", "article", "arabic", "decimal2", "upper")


def _split_preamble(items: list[Item]) -> tuple[list[Line], list[Item]]:
    """The preamble ends where numbered parts begin; without any, at the sentence "… như sau:"."""
    last_colon: int | None = None
    for index, item in enumerate(items):
        if isinstance(item, SourceTable):
            cut = last_colon + 1 if last_colon is not None else index
            break
        marked = parse_marker(item.text)
        if marked.key in _BODY_KEYS:
            cut = index
            break
        if not marked.marker and is_upper(item.text) and len(item.text) > 8 and index and not item.text.endswith(":"):
            cut = index
            break
        if item.text.endswith(":") and last_colon is None:
            last_colon = index
    else:
        cut = last_colon + 1 if last_colon is not None else _after_bases(items)
    return [item for item in items[:cut] if isinstance(item, Line)], list(items[cut:])


def _after_bases(items: Sequence[Item]) -> int:
    count = 0
    for item in items:
        if isinstance(item, Line) and _BASIS_LINE.match(item.folded):
            count += 1
        else:
            break
    return count


_BASIS_LINE = re.compile(
    r"^(?:[-–+*•]\s*)?(?:can cu|xet|theo de nghi|thuc hien|trien khai thuc hien|thi hanh|chap hanh)\b"
)
_DECIDES = re.compile(r"^(?:quyet dinh|quyet nghi)\s*:?$")


def preamble_blocks(lines: list[Line], work: Work) -> list[Placed]:
    """The lines of a preamble: legal bases, and the sentences around them."""
    joined = join_lines(lines, work.wrap)
    out = []
    for line in joined:
        marked = parse_marker(line.text)
        plain = marked.style in (MarkerStyle.DASH, MarkerStyle.PLUS, MarkerStyle.OTHER)
        text, marker = (marked.text, marked.marker) if plain else (line.text, "")
        kind = BlockKind.BASIS if _BASIS_LINE.match(line.folded) and not text.endswith(":") else BlockKind.PARAGRAPH
        out.append(Placed(Block(kind, text, marker), line.numbers, line.guessed))
    return out


def _deciding_authority(title: Title | None, preamble: list[Line]) -> tuple[str, list[Line]]:
    """Mẫu 1.2: the line in capitals that names who decides, and the word "QUYẾT ĐỊNH:" before the articles."""
    if title is None or title.form is not Form.DECISION:
        return "", preamble
    authority = ""
    kept: list[Line] = []
    for line in preamble:
        if not authority and is_authority_line(line):
            authority = line.text
        elif _DECIDES.match(line.folded):
            continue
        else:
            kept.append(line)
    return authority, kept


def _addressees(preamble: list[Line]) -> tuple[tuple[str, ...], list[Line]]:
    """Ô 9a: "Kính gửi: …" on one line, or one addressee to a dash line below it."""
    for index, line in enumerate(preamble):
        if not line.folded.startswith("kinh gui"):
            continue
        first = re.sub(r"^kính gửi\s*:?\s*", "", line.text, flags=re.IGNORECASE).strip(" .;")
        names = [first] if first else []
        after = index + 1
        while not first and after < len(preamble) and re.match(r"[-–+]", preamble[after].text):
            names.append(preamble[after].text.lstrip("-–+ ").strip(" .;"))
            after += 1
        return tuple(names), preamble[:index] + preamble[after:]
    return (), preamble


# --- keeping -----------------------------------------------------------------------------


def _keep(placed: Sequence[Placed], region: Region, work: Work, appendix: int = 0) -> tuple[Block, ...]:
    """Note the original lines behind each block and what was joined by guess."""
    for index, item in enumerate(placed):
        place = Place(region, index, appendix=appendix)
        work.lines[place] = item.numbers
        for row, numbers in enumerate(getattr(item, "row_numbers", ())):
            work.lines[replace(place, row=row)] = numbers
        if item.guessed:
            first, last = item.numbers[0], item.numbers[-1]
            work.doubts.append(
                Doubt(
                    "document.join",
                    f"Dòng {first} và dòng {last} được nối thành một đoạn (có thể bị ngắt trang). Hãy kiểm tra chỗ "
                    f"nối.",
                    line=last,
                    place=place,
                )
            )
    return tuple(item.block for item in placed)


def _appendices(groups: list[list[Item]], work: Work) -> tuple[Appendix, ...]:
    out = []
    for number, group in enumerate(groups):
        label, title, indication, rest = read_appendix(group)
        placed = placed_blocks(rest, work.wrap, Levels(), work.dropped, work.doubts)
        out.append(Appendix(label, title, indication, _keep(placed, Region.APPENDIX, work, number)))
    return tuple(out)
