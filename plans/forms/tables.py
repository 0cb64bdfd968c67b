"""Tables: their columns and their rows."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from documents.official import RowKind
from organisations.access import Access
from plans.domain import rows, tables
from plans.enums import ColumnRole
from plans.forms.base import PlanForm, SeenForm
from plans.forms.fields import PrintedField
from plans.models import Block, Plan, TableRow

COLUMN_ROLES = [("", "Chỉ in, không hiểu"), *ColumnRole.choices]
SPARE_COLUMNS = 2  # empty places for further columns on the form
LONGEST_CELL = 5000


class NewTableForm(PlanForm):
    """A table behind a line, or at the beginning of a part."""

    columns = forms.ChoiceField(
        label="Kiểu bảng",
        widget=forms.RadioSelect,
        initial="nhiem-vu",
        choices=[
            ("nhiem-vu", "Bảng nhiệm vụ: STT, nội dung, sản phẩm, chủ trì, phối hợp, thời hạn"),
            ("khac", "Bảng khác: ba cột trống, đặt tên sau"),
        ],
    )

    def __init__(self, *args: Any, plan: Plan, after: Block | None, region: str, appendix: Any, **kwargs: Any) -> None:
        self.plan, self.after, self.region, self.appendix = plan, after, region, appendix
        super().__init__(*args, **kwargs)

    def save(self, *, by: Access) -> Block:
        return tables.add_table(
            self.plan,
            by=by,
            after=self.after,
            region="appendix" if self.appendix else self.region,
            appendix=self.appendix,
            for_tasks=self.cleaned_data["columns"] == "nhiem-vu",
        )


class ColumnsForm(SeenForm):
    """Titles and roles of a table's columns; a title left empty takes the column away."""

    def __init__(self, *args: Any, block: Block, **kwargs: Any) -> None:
        self.block, self.old = block, list(block.columns)
        initial: dict[str, Any] = {"seen": block.version}
        for index, column in enumerate(self.old):
            initial |= {f"title_{index}": column.get("title", ""), f"role_{index}": column.get("role", "")}
        kwargs.setdefault("initial", initial)
        super().__init__(*args, **kwargs)
        self.places = range(min(len(self.old) + SPARE_COLUMNS, tables.MOST_COLUMNS))
        for index in self.places:
            name = f"Cột {index + 1}" if index < len(self.old) else "Cột thêm"
            self.fields[f"title_{index}"] = PrintedField(label=f"{name}: tên", required=False, max_length=200)
            self.fields[f"role_{index}"] = forms.ChoiceField(
                label=f"{name}: là gì", required=False, choices=COLUMN_ROLES
            )

    @property
    def pairs(self) -> list[tuple[Any, Any]]:
        """(title, role) fields side by side, for the template."""
        return [(self[f"title_{index}"], self[f"role_{index}"]) for index in self.places]

    def save(self, *, by: Access) -> Block:
        got = self.cleaned_data
        columns = [
            tables.Column(got[f"title_{index}"], got[f"role_{index}"], index if index < len(self.old) else None)
            for index in self.places
            if got[f"title_{index}"].strip()
        ]
        return tables.save_columns(self.block, by=by, seen=got["seen"], columns=columns)


class RowFields(forms.Form):
    """One field a column; `cells` gives them in order. A cell merged with the one above stays so while it is empty."""

    kind = forms.ChoiceField(
        label="Loại dòng",
        widget=forms.RadioSelect,
        initial=RowKind.DATA.value,
        choices=[(RowKind.DATA.value, "Dòng thường"), (RowKind.GROUP.value, "Dòng tên nhóm, lĩnh vực")],
    )

    def add_cells(self, block: Block, cells: list[str | None]) -> None:
        self.width, self.old_cells = len(block.columns), cells
        for index, column in enumerate(block.columns):
            merged = index < len(cells) and cells[index] is None
            self.fields[f"cell_{index}"] = PrintedField(
                label=column.get("title") or f"Cột {index + 1}",
                required=False,
                max_length=LONGEST_CELL,
                rows=1 if column.get("role") == ColumnRole.NUMBER else 3,
                initial=cells[index] if index < len(cells) else "",
                help_text="Ô này gộp với ô ở dòng trên; để trống thì vẫn gộp." if merged else "",
            )

    def cells(self) -> list[str | None]:
        typed = [self.cleaned_data[f"cell_{index}"] for index in range(self.width)]
        merged = [index < len(self.old_cells) and self.old_cells[index] is None for index in range(self.width)]
        return [None if was and not text.strip() else text for was, text in zip(merged, typed, strict=True)]


class NewRowForm(RowFields, PlanForm):
    def __init__(self, *args: Any, block: Block, after: TableRow | None, **kwargs: Any) -> None:
        self.block, self.after = block, after
        super().__init__(*args, **kwargs)
        self.add_cells(block, [])
        for index, column in enumerate(block.columns):
            if column.get("role") == ColumnRole.NUMBER:
                self.fields[f"cell_{index}"].initial = self._next_number(index)

    def _next_number(self, index: int) -> str:
        """What follows the last row's number; nothing to suggest between rows, or where numbers are no plain ones."""
        last = self.after
        if last is None or last.kind == RowKind.GROUP:
            return "1"
        if self.block.rows.filter(position__gt=last.position).exists():
            return ""
        found = re.fullmatch(r"(\d{1,4})(\.?)", (last.cells[index] or "").strip()) if index < len(last.cells) else None
        return f"{int(found[1]) + 1}{found[2]}" if found else ""

    def save(self, *, by: Access) -> TableRow:
        cells = [cell or "" for cell in self.cells()]
        return rows.add_row(self.block, by=by, after=self.after, cells=cells, kind=self.cleaned_data["kind"])


class RowForm(RowFields, SeenForm):
    def __init__(self, *args: Any, row: TableRow, **kwargs: Any) -> None:
        self.row = row
        kwargs.setdefault("initial", {"kind": row.kind, "seen": row.version})
        super().__init__(*args, **kwargs)
        self.add_cells(row.block, list(row.cells))

    def save(self, *, by: Access) -> TableRow:
        got = self.cleaned_data
        return rows.save_row(self.row, by=by, seen=got["seen"], cells=self.cells(), kind=got["kind"])
