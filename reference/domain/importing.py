"""Legal texts from an Excel sheet: first a rehearsal that writes nothing, then the valid rows.

Both use `check_rows`; the second run of the same sheet finds every text already there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from audit.record import record, record_many, snapshot
from core.days import parse_day
from core.decision import require
from core.text import fold
from organisations.access import Access
from reference import rules
from reference.domain.texts import are_apart, save_text
from reference.models import LegalText
from reference.naming import short_name
from reference.numbers import number_key
from reference.texts_sheet import DAYS, SheetRow


@dataclass
class CheckedRow:
    """`outcome`: "new", "change" (the columns `values` of `text`), "same" nothing to do, "wrong".

    `successor` is what was typed under "Thay bằng", where that has still to be written.
    """

    number: int
    typed: dict[str, str]
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[tuple[str, str]] = field(default_factory=list)
    outcome: str = "wrong"
    text: LegalText | None = None
    successor: str = ""

    @property
    def name(self) -> str:
        return short_name(
            self.typed.get("doc_type", ""), self.typed.get("number", ""), self.typed.get("subject", "")[:80]
        )


def check_rows(rows: Sequence[SheetRow], *, by: Access, common: bool) -> list[CheckedRow]:
    """What each row would do. Reads only, one query whatever the length."""
    require(rules.can_keep_common(by) if common else rules.can_add_texts(by))
    return _Reader(rows, _Catalogue(by, common)).checked()


@transaction.atomic
def import_texts(rows: Sequence[SheetRow], *, by: Access, common: bool) -> tuple[int, int]:
    """Write the valid rows: (new texts, changed texts). A blank cell changes nothing of a text that is there."""
    checked = check_rows(rows, by=by, common=common)
    new = [row for row in checked if row.outcome == "new"]
    for row in new:
        row.text = LegalText(organisation=None if common else by.organisation, **row.values)
        row.text.derive()
    texts = LegalText.objects.bulk_create([row.text for row in new if row.text], batch_size=500)
    catalogue = _Catalogue(by, common)  # now with the new ones, which may replace each other
    for row in new:
        if row.text is not None and row.successor:
            row.text.successor = catalogue.named(row.successor)
    LegalText.objects.bulk_update([text for text in texts if text.successor], ["successor"], batch_size=200)
    record_many("Thêm văn bản căn cứ", [(text, snapshot(text, "number", "subject")) for text in texts], by=by)
    changed = [row for row in checked if row.outcome == "change" and row.text]
    for row in changed:
        assert row.text is not None
        more = {"successor": catalogue.named(row.successor)} if row.successor else {}
        save_text(row.text, by=by, seen=row.text.version, **row.values, **more)
    if (texts or changed) and by.organisation is not None:
        note = f"{len(texts)} văn bản mới, {len(changed)} văn bản sửa"
        record("Nhập văn bản căn cứ từ Excel", by.organisation, by=by, note=note)
    return len(texts), len(changed)


class _Catalogue:
    """What the sheet is compared with, read once: every text that can be a successor, and those of this catalogue."""

    def __init__(self, by: Access, common: bool) -> None:
        usable = LegalText.objects.filter(organisation__isnull=True) if common else LegalText.objects.usable_by(by)
        self.names: dict[str, LegalText] = {}
        self.own: dict[str, list[LegalText]] = {}
        owner = None if common else by.organisation_id
        for text in usable.select_related("successor").order_by("dated", "pk"):
            mine = text.organisation_id == owner
            for name in {text.number_key, fold(text.short_name)} - {""}:
                if mine or name not in self.names:
                    self.names[name] = text
            if mine:
                key = text.number_key or fold(f"{text.doc_type} {text.subject}")
                self.own.setdefault(key, []).append(text)

    def named(self, typed: str) -> LegalText | None:
        return self.names.get(number_key(typed)) or self.names.get(fold(typed))


class _Reader:
    def __init__(self, rows: Sequence[SheetRow], catalogue: _Catalogue) -> None:
        self.rows, self.catalogue = rows, catalogue
        self.follows: dict[str, str] = {}  # name → name of what replaces it, as the sheet says
        self.in_sheet: dict[str, int] = {}  # name → line
        for row in rows:
            for name in _names(row):
                self.in_sheet.setdefault(name, row.number)
                self.follows[name] = number_key(row.values.get("successor", ""))

    def checked(self) -> list[CheckedRow]:
        seen: dict[tuple[str, Any], int] = {}
        return [self._check(row, seen) for row in self.rows]

    def _check(self, sheet: SheetRow, seen: dict[tuple[str, Any], int]) -> CheckedRow:
        row = CheckedRow(sheet.number, sheet.values, problems=list(sheet.broken))
        broken = {cell for cell, _ in sheet.broken}
        for name, typed in sheet.values.items():
            if typed and sheet.cells[name] not in broken and name != "successor":
                row.values[name] = self._day(row, sheet.cells[name], typed) if name in DAYS else typed
        self._whole(row, sheet)
        key = number_key(sheet.values.get("number", "")) or fold(row.name)
        line = seen.setdefault((key, row.values.get("dated")), sheet.number)
        if line != sheet.number:
            row.problems.append((f"dòng {sheet.number}", f"Văn bản này đã có ở dòng {line} của tệp. Hãy bỏ một dòng."))
        self._successor(row, sheet)
        if not row.problems:
            self._settle(row, sheet)
        return row

    def _day(self, row: CheckedRow, cell: str, typed: str) -> dt.date | None:
        day = parse_day(typed)
        if day is None:
            row.problems.append((cell, f"“{typed[:20]}” không phải ngày. Hãy gõ ngày/tháng/năm, ví dụ 05/3/2020."))
        return day

    def _whole(self, row: CheckedRow, sheet: SheetRow) -> None:
        here = f"dòng {sheet.number}"
        if not sheet.values.get("doc_type"):
            row.problems.append((sheet.cells["doc_type"], "Hãy ghi loại văn bản, ví dụ Nghị định."))
        if not (sheet.values.get("number") or sheet.values.get("subject")):
            row.problems.append((sheet.cells.get("number", here), "Hãy ghi số, ký hiệu, hoặc trích yếu."))
        begin, end = row.values.get("valid_from"), row.values.get("valid_until")
        if begin and end and end < begin:
            row.problems.append((sheet.cells["valid_until"], "Ngày hết hiệu lực phải sau ngày có hiệu lực."))

    def _successor(self, row: CheckedRow, sheet: SheetRow) -> None:
        row.successor = typed = sheet.values.get("successor", "")
        if not typed:
            return
        cell = sheet.cells["successor"]
        known = self.catalogue.named(typed) is not None or {number_key(typed), fold(typed)} & set(self.in_sheet)
        if not known:
            row.problems.append((cell, f"Không thấy “{typed[:60]}” trong danh mục hay trong tệp. Hãy thêm văn bản ấy."))
        elif self._leads_back(sheet):
            row.problems.append((cell, "Các văn bản thay thế nhau thành vòng. Hãy ghi văn bản ban hành sau."))

    def _leads_back(self, sheet: SheetRow) -> bool:
        """Whether the replacements, those of the sheet before those stored, lead back to this row."""
        start, step, passed = _names(sheet), number_key(sheet.values.get("successor", "")), set[str]()
        while step and step not in passed:
            if step in start:
                return True
            passed.add(step)
            stored = self.catalogue.names.get(step)
            after = stored.successor.number_key if stored and stored.successor else ""
            step = self.follows.get(step) or after
        return False

    def _settle(self, row: CheckedRow, sheet: SheetRow) -> None:
        """New, or what would change of the text that is there."""
        key = number_key(sheet.values.get("number", "")) or fold(
            f"{row.values.get('doc_type', '')} {row.values.get('subject', '')}"
        )
        there = self.catalogue.own.get(key, [])
        dated, issuer = row.values.get("dated"), row.values.get("issuer", "")
        row.text = next((text for text in there if not are_apart(text, dated, issuer)), None)
        if row.text is None:
            row.outcome = "new"
            return
        stored = row.text
        row.values = {name: value for name, value in row.values.items() if getattr(stored, name) != value}
        if row.successor and stored.successor and self.catalogue.named(row.successor) == stored.successor:
            row.successor = ""
        row.outcome = "change" if row.values or row.successor else "same"


def _names(sheet: SheetRow) -> set[str]:
    name = short_name(sheet.values.get("doc_type", ""), sheet.values.get("number", ""), sheet.values.get("subject", ""))
    return {number_key(sheet.values.get("number", "")), fold(name)} - {""}
