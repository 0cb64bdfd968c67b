"""Pasted words → lines that fit where they are put: markers kept, levels relative to the lines above."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from core.text import one_line, plain_text
from documents.official import Block, BlockKind, RowKind, Table
from documents.reading.assemble import preamble_blocks
from documents.reading.blocks import Levels, Placed, outline
from documents.reading.lines import Line, Wrapping, is_layout, join_lines, table_lines, wrapping
from documents.reading.place import Region
from documents.reading.preparing import Work, prepare
from documents.reading.source import SourceTable
from documents.reading.tabling import placed_blocks
from documents.reading.text import read_text
from plans.outline import Line as Above
from plans.pasting.html import Paragraph, read_html
from plans.pasting.limits import (
    LONGEST_LINE,
    MOST_COLUMNS,
    MOST_LETTERS,
    MOST_LINES,
    MOST_MARKUP,
    MOST_ROWS,
    TooMuchPasted,
)
from plans.reading.columns import column_roles
from plans.sheet import fitted

_WHOLE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"


@dataclass(frozen=True)
class Setting:
    """Where it is pasted: the part of the plan, and its lines above that place, the nearest last."""

    region: str = Region.BODY
    above: Sequence[Above] = ()


@dataclass(frozen=True)
class PastedLine:
    """A line to be, without its key. `columns` are (title, role), `rows` (kind, cells) of a table."""

    kind: str
    level: int
    marker: str = ""
    text: str = ""
    columns: tuple[tuple[str, str], ...] = ()
    rows: tuple[tuple[str, tuple[str | None, ...]], ...] = ()


@dataclass(frozen=True)
class Pasted:
    """`say`: what a person should know of it; empty where everything was taken as it stood."""

    lines: tuple[PastedLine, ...]
    say: str = ""


def pasted_lines(text: str, markup: str, setting: Setting) -> Pasted:
    """What the clipboard's text (and its HTML, where there is some) becomes. Raises TooMuchPasted.

    HTML is asked first: it knows paragraphs, tables and what was deleted. Text alone is read as the
    portal reads a pasted document: lines broken at the edge of a page are joined.
    """
    if len(text) > MOST_LETTERS or text.count("\n") > 4 * MOST_LINES:
        raise _too_much(len(text), text.count("\n"))
    said: list[str] = []
    blocks: list[Block] = []
    if markup and len(markup) <= MOST_MARKUP:
        blocks = _from_html(markup, setting)
    elif markup:
        said.append("Nội dung sao chép quá nặng nên chỉ lấy phần chữ; bảng có thể không còn là bảng.")
    if not blocks and text.strip():
        blocks, dropped = _from_text(text, setting)
        if dropped:
            said.append(f"Đã bỏ {dropped} dòng chỉ có số trang hoặc nét kẻ.")
    lines: list[PastedLine] = []
    for block in blocks:
        lines += _lines_of(block, said)
    if len(lines) > MOST_LINES:
        raise _too_much(len(text), len(lines))
    if any(_WHOLE in line.text.upper() for line in lines):
        said.append(
            "Đây có vẻ là cả một văn bản, có cả quốc hiệu. Muốn lập kế hoạch từ văn bản ấy, hãy dùng “Nhập từ văn bản”."
        )
    return Pasted(tuple(lines), " ".join(said))


def _too_much(letters: int, lines: int) -> TooMuchPasted:
    return TooMuchPasted(
        f"Đoạn dán quá dài ({lines} dòng, {letters} ký tự): nhiều nhất {MOST_LINES} dòng một lần. Với cả một văn bản, "
        "hãy dùng “Nhập từ văn bản”."
    )


def _levels(setting: Setting) -> Levels:
    levels = Levels()
    for line in setting.above:
        if line.kind != BlockKind.TABLE:
            levels.note(line.marker, line.level, line.kind == BlockKind.HEADING)
    return levels


# --- from text ---------------------------------------------------------------------------------------


def _from_text(text: str, setting: Setting) -> tuple[list[Block], int]:
    """Blocks, and how many lines were of the page (numbers, rules) and no text."""
    work = prepare(read_text(plain_text(text.replace("\x0b", "\n"))))
    if setting.region == Region.PREAMBLE:
        placed = preamble_blocks(_only_lines(work), work)
    else:
        placed = placed_blocks(work.items, work.wrap, _levels(setting), work.dropped, [])
    return [each.block for each in placed], len(work.dropped)


def _only_lines(work: Work) -> list[Line]:
    out: list[Line] = []
    for item in work.items:
        out += [item] if isinstance(item, Line) else table_lines(item)
    return out


# --- from HTML ------------------------------------------------------------------------------------


def _from_html(markup: str, setting: Setting) -> list[Block]:
    items = read_html(markup)
    if len(items) > MOST_LINES:
        raise _too_much(len(markup), len(items))
    numbered: list[Line | SourceTable] = []
    paragraphs = [item for item in items if isinstance(item, Paragraph)]
    wrap = wrapping(Line((0,), text) for item in paragraphs for text in item.lines)
    for item in items:
        if isinstance(item, Paragraph):
            numbered += _joined(item, wrap)
        elif is_layout(item) or setting.region == Region.PREAMBLE:
            numbered += table_lines(item)
        else:
            numbered.append(item)
    if setting.region == Region.PREAMBLE:
        lines = [item for item in numbered if isinstance(item, Line)]
        return [each.block for line in lines for each in preamble_blocks([line], Work())]
    levels = _levels(setting)
    out: list[Placed] = []
    run: list[Line] = []
    for each in numbered:
        if isinstance(each, Line):
            run.append(each)
            continue
        out += outline(run, levels)
        run = []
        out += placed_blocks([each], wrap, levels, set(), [])
    out += outline(run, levels)
    return [each.block for each in out]


def _joined(paragraph: Paragraph, wrap: Wrapping) -> Iterable[Line]:
    """Paragraphs stay apart; only lines broken inside one are looked at."""
    lines = [Line((0,), text) for text in map(plain_text, paragraph.lines) if text.strip()]
    return join_lines(lines, wrap) if len(lines) > 1 else lines


# --- lines ---------------------------------------------------------------------------------------------


def _lines_of(block: Block, said: list[str]) -> list[PastedLine]:
    if block.kind != BlockKind.TABLE or block.table is None:
        text = one_line(block.text)
        if len(text) > LONGEST_LINE:
            raise TooMuchPasted(f"Có dòng dài hơn {LONGEST_LINE} ký tự. Hãy dán từng phần.")
        return [PastedLine(block.kind.value, block.level, one_line(block.marker)[:30], text)]
    table = _with_titles(block.table)
    if len(table.rows) > MOST_ROWS:
        raise TooMuchPasted(
            f"Bảng có {len(table.rows)} dòng; mỗi lần dán nhiều nhất {MOST_ROWS} dòng. Hãy dán từng phần vào bảng, "
            "hoặc dùng “Nhập từ văn bản”."
        )
    if len(table.columns) > MOST_COLUMNS:
        sentence = f"Bảng có hơn {MOST_COLUMNS} cột nên được dán thành dòng chữ."
        if sentence not in said:
            said.append(sentence)
        rows = [table.columns, *(row.cells for row in table.rows)]
        texts = (" | ".join(one_line(cell) for cell in cells if cell and cell.strip()) for cells in rows)
        return [PastedLine(BlockKind.PARAGRAPH.value, block.level, "", text) for text in texts if text]
    titles = [one_line(title)[:500] for title in table.columns]
    width = len(titles)
    rows_ = tuple((row.kind.value, fitted(row.cells, width)) for row in table.rows)
    columns = tuple(zip(titles, column_roles(table), strict=True))
    return [PastedLine(BlockKind.TABLE.value, block.level, columns=columns, rows=rows_)]


def _with_titles(table: Table) -> Table:
    """A table whose header names no column we know: its first row is the header where every cell of it is short."""
    if any(table.columns) or not table.rows:
        return replace(table, columns=tuple(t or f"Cột {i}" for i, t in enumerate(table.columns, start=1)))
    first = table.rows[0]
    titled = len(table.rows) > 1 and first.kind is RowKind.DATA and all(cell and len(cell) < 90 for cell in first.cells)
    if titled:
        return Table(tuple(cell or "" for cell in first.cells), table.rows[1:])
    return replace(table, columns=tuple(f"Cột {i}" for i, _ in enumerate(table.columns, start=1)))
