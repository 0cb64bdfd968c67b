"""What a person types when an appendix is pasted alone: the text or file, then what its columns and rows are."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms

from core.text import one_line
from documents.official import RowKind
from organisations.access import Access
from plans.domain import pasted
from plans.enums import ColumnRole
from plans.forms.base import PlanForm, SeenForm
from plans.forms.fields import PrintedField
from plans.forms.importing import MOST_PASTED
from plans.forms.plans import FIRST_YEAR, LAST_YEAR
from plans.models import Plan, PlanStart
from plans.queries.pasted import DROPPED, HeadChoice, Pasted, TableChoice

LONGEST_TITLE = 200
ROW_KINDS = [(RowKind.DATA.value, "nhiệm vụ"), (RowKind.GROUP.value, "dòng nhóm"), (DROPPED, "bỏ")]


class PasteForm(PlanForm):
    """Into a draft (`target`), or as the beginning of a new plan with its year and title."""

    year = forms.IntegerField(label="Năm của kế hoạch mới", min_value=FIRST_YEAR, max_value=LAST_YEAR)
    title = PrintedField(label="Trích yếu của kế hoạch mới", rows=2, max_length=2000, required=False,
                         help_text="Để trống thì lấy theo tiêu đề phụ lục.")  # fmt: skip
    text = forms.CharField(
        label="Dán phụ lục hoặc bảng vào đây",
        required=False,
        strip=False,
        max_length=MOST_PASTED,
        widget=forms.Textarea(attrs={"rows": 9, "spellcheck": "false"}),
        help_text="Chọn cả bảng trong Word hoặc Excel, chép (Ctrl+C) rồi dán (Ctrl+V); cả tiêu đề phụ lục nếu có.",
        error_messages={"max_length": "Đoạn dán dài quá 2 triệu chữ cái. Hãy chia bảng thành nhiều phụ lục."},
    )
    file = forms.FileField(
        label="hoặc chọn tệp",
        required=False,
        help_text="Tệp .docx, .xlsx, .pdf (có lớp chữ) hoặc .txt, tối đa 3 MB.",
        widget=forms.FileInput(attrs={"accept": ".docx,.xlsx,.pdf,.txt"}),
        error_messages={"empty": "Tệp này rỗng. Hãy chọn tệp khác hoặc dán bảng vào ô."},
    )
    submission_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, target: Plan | None, year: int, **kwargs: Any) -> None:
        self.target = target
        kwargs.setdefault("initial", {"year": year, "submission_key": uuid.uuid4()})
        super().__init__(*args, **kwargs)
        if target is not None:
            del self.fields["year"], self.fields["title"]

    def clean_text(self) -> str:
        return str(self.cleaned_data["text"]).replace("\x00", "")

    def clean(self) -> dict[str, Any]:
        got = super().clean() or self.cleaned_data
        if not self.errors and not got.get("file") and not got.get("text", "").strip():
            raise forms.ValidationError("Chưa có gì để đọc: hãy dán bảng hoặc chọn một tệp.")
        return got

    def save(self, *, by: Access) -> PlanStart:
        got = self.cleaned_data
        upload = got.get("file")
        return pasted.prepare_appendix(
            by=by,
            year=got.get("year") or (self.target.year if self.target else 0),
            title=got.get("title", ""),
            target=self.target,
            name=upload.name if upload else "",
            data=upload.read() if upload else None,
            text=got.get("text", ""),
            submission_key=got["submission_key"],
        )


class PastedForm(SeenForm):
    """The table in view with its columns and one page of its rows, the headings, and the lines around the tables."""

    title = PrintedField(label="Trích yếu của kế hoạch mới", rows=2, max_length=2000, required=False)

    def __init__(
        self,
        *args: Any,
        start: PlanStart,
        heads: list[HeadChoice],
        blocks: Iterable[Pasted],
        shown: Pasted | None,
        rows: Iterable[int],
        **kwargs: Any,
    ) -> None:
        self.start, self.heads, self.blocks = start, heads, list(blocks)
        self.table, self.rows = shown, list(rows)
        kwargs.setdefault("initial", {"seen": start.version, "title": start.title})
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        got = super().clean() or self.cleaned_data
        if "title" in self.data and not got.get("title", "").strip() and "title" not in self.errors:
            self.add_error("title", "Kế hoạch cần có trích yếu.")
        got["heads"] = {index: self._head(index, head) for index, head in enumerate(self.heads)}
        got["tables"] = {each.name: self._table(each) for each in self.blocks if each.table is not None}
        got["lines"] = {each.name: f"line-{each.name}" in self.data for each in self.blocks if each.table is None}
        for head in got["heads"].values():
            if len(head.label) > 60 or len(head.title) > 1000 or len(head.indication) > 500:
                self.add_error(None, "Ký hiệu phụ lục nhiều nhất 60 ký tự, tiêu đề 1000, dòng chỉ dẫn 500.")
            elif not head.label:
                self.add_error(None, "Phụ lục cần có ký hiệu, ví dụ Phụ lục hoặc Phụ lục II.")
        return got

    def _head(self, index: int, head: HeadChoice) -> HeadChoice:
        def typed(name: str) -> str:
            """Blank runs stay as wide as they are: an indication leaves room for the number and the day."""
            value = self.data.get(f"{name}-{index}")
            known: str = getattr(head, name)
            return known if value is None or value.strip() == known.strip() else one_line(value)

        return HeadChoice(typed("label"), typed("title"), typed("indication"))

    def _table(self, each: Pasted) -> TableChoice:
        choice = each.table
        assert choice is not None
        if f"has-{each.name}" not in self.data:
            return choice
        taken = f"table-{each.name}" in self.data
        if self.table is None or each.name != self.table.name:
            return TableChoice(taken, choice.titles, choice.roles, choice.kinds)
        width = range(len(choice.titles))
        titles = tuple(one_line(self.data.get(f"column-{at}", choice.titles[at]))[:LONGEST_TITLE] for at in width)
        roles = tuple(self._role(self.data.get(f"role-{at}"), choice.roles[at]) for at in width)
        known = {value for value, _ in ROW_KINDS}
        kinds = dict(choice.kinds)
        for index in self.rows:
            value = self.data.get(f"row-{index}")
            if value in known:
                kinds[str(index)] = str(value)
        return TableChoice(taken, titles, roles, kinds)

    def _role(self, value: Any, known: str) -> str:
        return str(value) if value in ColumnRole.values else known

    def save(self, *, by: Access) -> PlanStart:
        got = self.cleaned_data
        return pasted.choose_pasted(
            self.start, by=by, seen=got["seen"], heads=got["heads"], tables=got["tables"], lines=got["lines"],
            title=got["title"] if "title" in self.data else None,
        )  # fmt: skip
