"""An Excel file of a list of work: read, shown, and written after a second look."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import asdict
from typing import Any

from django import forms
from django.core import signing

from core.exceptions import DomainError
from core.workbooks import MAX_BYTES
from organisations.access import Access
from work.domain.workbook import Line, look_through, write_lines
from work.workbook import CellProblem, TypedLine, read_workbook

_KEPT = 12 * 3600  # seconds; as long as one stays signed in


class WorkbookForm(forms.Form):
    file = forms.FileField(
        label="Tệp Excel đã điền (.xlsx)",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": "Hãy chọn tệp Excel.", "empty": "Tệp trống. Hãy chọn tệp khác."},
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(f"Tệp lớn hơn {MAX_BYTES // 1024 // 1024} MB. Hãy xóa hình ảnh rồi gửi lại.")
        return file

    def look_through(self, *, by: Access, at: dt.datetime) -> list[Line]:
        file = self.cleaned_data["file"]
        return look_through(read_workbook(file.name or "", file.read()), by=by, at=at)


class ConfirmedForm(forms.Form):
    """What was shown, signed for one person of one office; it cannot be changed on the way."""

    lines = forms.CharField(widget=forms.HiddenInput)
    refused = forms.CharField(widget=forms.HiddenInput, required=False)

    def wrong(self, *, by: Access) -> list[Line]:
        """The lines that were shown as to be mended in the file: they are shown again beside what was written."""
        try:
            kept = signing.loads(self.cleaned_data["refused"] or "", salt=_salt(by), max_age=_KEPT)
        except signing.BadSignature:
            return []
        return [
            Line(TypedLine(number, 0, 0), uuid.uuid4(), title, problems=tuple(CellProblem(*each) for each in problems))
            for number, title, problems in kept
        ]

    def write(self, *, by: Access, at: dt.datetime) -> tuple[int, list[Line]]:
        try:
            kept = signing.loads(self.cleaned_data["lines"], salt=_salt(by), max_age=_KEPT)
        except signing.BadSignature:
            raise DomainError("Bản xem thử đã để quá lâu hoặc không nguyên vẹn. Hãy chọn lại tệp.") from None
        return write_lines([_line(each) for each in kept], by=by, at=at)


def signed(lines: list[Line], *, by: Access) -> str:
    """The lines that can be written, as they travel in the page."""
    kept = [_kept(line) for line in lines if not line.problems]
    return signing.dumps(kept, salt=_salt(by), compress=True)


def signed_wrong(lines: list[Line], *, by: Access) -> str:
    """What has to be mended in the file, as it travels beside the lines that can be written."""
    kept = [[line.typed.number, line.title, [[each.place, each.text] for each in line.problems]] for line in lines]
    return signing.dumps(kept, salt=_salt(by), compress=True)


def _kept(line: Line) -> dict[str, Any]:
    typed = asdict(line.typed) | {"problems": (), "key": str(line.key)}
    typed["done_on"] = line.typed.done_on.isoformat() if line.typed.done_on else None
    return typed


def _line(kept: dict[str, Any]) -> tuple[TypedLine, uuid.UUID]:
    key = uuid.UUID(kept.pop("key"))
    done_on = dt.date.fromisoformat(kept["done_on"]) if kept["done_on"] else None
    return TypedLine(**{**kept, "done_on": done_on, "problems": ()}), key


def _salt(by: Access) -> str:
    return f"work-workbook:{by.organisation_id}:{by.user_id}"
