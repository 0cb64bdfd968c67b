"""Excel files of tables: the file, and the choices after the rehearsal. What was read travels signed in the page."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from django import forms
from django.core import signing

from core.exceptions import DomainError, EditConflict
from core.workbooks import MAX_BYTES
from organisations.access import Access
from plans.domain.lines import Spot
from plans.domain.sheets import Chosen, NewTable, add_read_table, apply_sheet, read_new_table, rehearse
from plans.forms.base import PlanForm
from plans.models import Block, Plan
from plans.sheet import SheetRow
from plans.sheet_compare import AddedRow, CellChange, Comparison, KindChange, MissingRow, Notice
from plans.sheet_xlsx import read_workbook

_KEPT = 12 * 3600  # seconds; as long as one stays signed in
MINE, THEIRS = "tep", "he-thong"


class FileForm(PlanForm):
    """An .xlsx file. `save` reads it and gives what it would do; nothing is written."""

    file = forms.FileField(
        label="Tệp Excel (.xlsx)",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": "Hãy chọn tệp Excel.", "empty": "Tệp trống. Hãy chọn tệp khác."},
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(f"Tệp lớn hơn {MAX_BYTES // 1024 // 1024} MB. Hãy xóa hình ảnh rồi gửi lại.")
        return file


class SheetFileForm(FileForm):
    """The file of one table."""

    def __init__(self, *args: Any, block: Block, **kwargs: Any) -> None:
        self.block = block
        super().__init__(*args, **kwargs)

    def save(self, *, by: Access) -> Comparison:
        file = self.cleaned_data["file"]
        titles = [column.get("title", "") for column in self.block.columns]
        return rehearse(self.block, read_workbook(file.name, file.read(), titles))


class NewTableFileForm(FileForm):
    """A file that becomes a table."""

    def save(self, *, by: Access) -> NewTable:
        file = self.cleaned_data["file"]
        return read_new_table(read_workbook(file.name, file.read()))


class SheetChoices(PlanForm):
    """The rehearsal as it was shown, and what the person chose: conflicts one by one, deletions ticked one by one.

    Fields are named by the row and column they speak of, so that they keep their answers when the page is shown again.
    """

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, block: Block, by: Access, found: Comparison | None = None, **kwargs: Any) -> None:
        self.block, self.by = block, by
        self.found = found or Comparison()
        if found is not None:
            kwargs["initial"] = {"seen": self._signed(found)}
        super().__init__(*args, **kwargs)

    def clean_seen(self) -> str:
        try:
            kept = signing.loads(self.cleaned_data["seen"], salt=self._salt, max_age=_KEPT)
        except signing.BadSignature:
            raise forms.ValidationError("Trang này đã để quá lâu hoặc không nguyên vẹn. Hãy chọn lại tệp.") from None
        self.found = _comparison(kept)
        return str(self.cleaned_data["seen"])

    def answer(self, cell: CellChange) -> str:
        """Which text of a conflict was chosen; until then the portal's."""
        return MINE if self.data.get(name_of(cell)) == MINE else THEIRS

    def ticked(self, name: str) -> set[str]:
        values = self.data.getlist(name) if hasattr(self.data, "getlist") else []
        return {str(each) for each in values}

    def chosen(self) -> Chosen:
        going, again = self.ticked("xoa"), self.ticked("lai")
        left_out = {row.key for row in self.found.added if row.deleted and row.key not in again}
        return Chosen(
            cells=[cell for cell in self.found.cells if not cell.conflict or self.answer(cell) == MINE],
            kinds=self.found.kinds,
            added=[row for row in self.found.added if row.key not in left_out],
            deleted=[row for row in self.found.missing if row.row in going],
            order=self.found.order if self.data.get("thu-tu") else (),
        )

    def save(self, *, by: Access) -> str:
        return apply_sheet(self.block, by=by, chosen=self.chosen())

    def again(self, conflict: EditConflict) -> SheetChoices:
        """The same page with what changed in the meantime as conflicts; the answers given so far stay."""
        cells: Any = conflict.theirs.get("cells", {})
        gone: Any = conflict.theirs.get("rows", [])
        changed = []
        for cell in self.found.cells:
            place = f"{cell.row} {cell.column}"
            if cell.row in gone:
                continue
            changed.append(replace(cell, old=cells[place], conflict=True) if place in cells else cell)
        rows = [row for row in self.found.missing if row.row not in gone]
        found = replace(self.found, cells=tuple(changed), missing=tuple(rows))
        form = SheetChoices(block=self.block, by=self.by, found=found)
        form.data = self.data
        return form

    @property
    def _salt(self) -> str:
        """What one person was shown for one table is accepted from nobody else and for no other."""
        return f"sheet-import:{self.block.pk}:{self.by.user_id}"

    def _signed(self, found: Comparison) -> str:
        return signing.dumps(asdict(found), salt=self._salt, compress=True)


class NewTableChoices(PlanForm):
    """A table that was read, before it stands in the plan."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, plan: Plan, by: Access, at: Spot, table: NewTable | None = None, **kwargs: Any
    ) -> None:
        self.plan, self.by, self.at, self.table = plan, by, at, table
        if table is not None:
            kwargs["initial"] = {"seen": signing.dumps(asdict(table), salt=self._salt, compress=True)}
        super().__init__(*args, **kwargs)

    def clean_seen(self) -> str:
        try:
            kept = signing.loads(self.cleaned_data["seen"], salt=self._salt, max_age=_KEPT)
        except signing.BadSignature:
            raise forms.ValidationError("Trang này đã để quá lâu hoặc không nguyên vẹn. Hãy chọn lại tệp.") from None
        rows = [SheetRow(row["key"], tuple(row["cells"]), row["kind"]) for row in kept["rows"]]
        self.table = NewTable(kept["columns"], rows, [], kept["title"])
        return str(self.cleaned_data["seen"])

    def save(self, *, by: Access) -> Block:
        if self.table is None:
            raise DomainError("Hãy chọn lại tệp.")
        return add_read_table(self.plan, by=by, at=self.at, table=self.table)

    @property
    def _salt(self) -> str:
        return f"sheet-new:{self.plan.pk}:{self.by.user_id}"


def name_of(cell: CellChange) -> str:
    return f"o-{cell.row}-{cell.column}"


def _comparison(kept: dict[str, Any]) -> Comparison:
    return Comparison(
        cells=tuple(CellChange(**each) for each in kept["cells"]),
        kinds=tuple(KindChange(**each) for each in kept["kinds"]),
        added=tuple(AddedRow(**{**each, "cells": tuple(each["cells"])}) for each in kept["added"]),
        missing=tuple(MissingRow(**{**each, "cells": tuple(each["cells"])}) for each in kept["missing"]),
        order=tuple(kept["order"]),
        moved=kept["moved"],
        notices=tuple(Notice(**each) for each in kept["notices"]),
        left_out=tuple(kept["left_out"]),
    )
