"""An appendix that was pasted or uploaded alone, and what a person made of it so far."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from core.codec import from_plain
from documents.official import Appendix, Block, RowKind, Table
from plans.enums import ColumnRole
from plans.models import PlanStart
from plans.reading.appendix import ReceivedAppendix, guess_columns, has_header, next_label
from plans.reading.columns import column_roles

ROWS_A_PAGE = 50
DROPPED = "bo"  # a row that is not taken


@dataclass(frozen=True)
class HeadChoice:
    """The heading of one appendix, as it shall be printed."""

    label: str = ""
    title: str = ""
    indication: str = ""


@dataclass(frozen=True)
class TableChoice:
    """A table as it shall be: a column whose title is blank is left out; `kinds` of rows by their index."""

    taken: bool = True
    titles: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    kinds: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Pasted:
    """One block of a received appendix: a table with its choice, or a line that is taken or not."""

    name: str  # "0-1": the appendix and the block in it
    appendix: int
    block: Block
    table: TableChoice | None = None
    line_taken: bool = True


def received_in(start: PlanStart) -> ReceivedAppendix:
    return from_plain(ReceivedAppendix, start.found)


def heads_of(start: PlanStart, received: ReceivedAppendix) -> list[HeadChoice]:
    """What was chosen, else what was printed; a label and an indication are made where there is none."""
    chosen = start.chosen.get("heads", {})
    labels = [each.label for each in start.target.appendices.all()] if start.target else []
    out = []
    for index, appendix in enumerate(received.appendices):
        known = chosen.get(str(index))
        head = from_plain(HeadChoice, known) if known else _head(start, appendix, labels)
        labels.append(head.label)
        out.append(head)
    return out


def _head(start: PlanStart, appendix: Appendix, known: list[str]) -> HeadChoice:
    office = start.organisation
    symbol = start.target.symbol if start.target else "KH-UBND"
    issuer = f"Ủy ban nhân dân {office.name}" if office.agency_lines else office.name
    indication = f"(Kèm theo Kế hoạch số      /{symbol} ngày      tháng      năm {start.year} của {issuer})"
    label = appendix.label if appendix.label and appendix.label not in known else next_label(known)
    return HeadChoice(label, appendix.title, indication)


def pasted_blocks(start: PlanStart, received: ReceivedAppendix) -> list[Pasted]:
    """Tables and lines in their order, with what was chosen for each."""
    return list(_blocks(start, received))


def _blocks(start: PlanStart, received: ReceivedAppendix) -> Iterator[Pasted]:
    tables, lines = start.chosen.get("tables", {}), start.chosen.get("lines", {})
    for number, appendix in enumerate(received.appendices):
        for index, block in enumerate(appendix.blocks):
            name = f"{number}-{index}"
            if block.table is None:
                yield Pasted(name, number, block, line_taken=bool(lines.get(name, True)))
                continue
            choice = from_plain(TableChoice, tables[name]) if name in tables else table_choice(block.table)
            yield Pasted(name, number, block, choice)


def table_choice(table: Table) -> TableChoice:
    """Titles and roles as printed; where no column has a name they are guessed from the cells."""
    if has_header(table):
        titles = tuple(title.strip() or f"Cột {index + 1}" for index, title in enumerate(table.columns))
        return TableChoice(True, titles, tuple(_known(role) for role in column_roles(table)))
    guess = guess_columns(table)
    roles = {guess.number: ColumnRole.NUMBER, guess.content: ColumnRole.CONTENT, guess.deadline: ColumnRole.DEADLINE}
    found = [roles.get(index, ColumnRole.OTHER) for index in range(len(table.columns))]
    titles = tuple(
        {
            ColumnRole.NUMBER: "STT",
            ColumnRole.CONTENT: "Nội dung nhiệm vụ",
            ColumnRole.DEADLINE: "Thời gian hoàn thành",
        }.get(role, f"Cột {index + 1}")
        for index, role in enumerate(found)
    )
    return TableChoice(True, titles, tuple(role.value for role in found))


def _known(role: str) -> str:
    return role if role in ColumnRole.values else ColumnRole.OTHER.value


def row_kind(choice: TableChoice, index: int, kind: RowKind) -> str:
    return choice.kinds.get(str(index), kind.value)
