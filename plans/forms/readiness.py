"""Submitting a plan, returning it, letting a warning stand."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from organisations.access import Access
from plans.domain import settling, submitting
from plans.forms.base import PlanForm
from plans.forms.fields import PrintedField
from plans.models import Plan


class SubmitForm(PlanForm):
    note = PrintedField(
        label="Ý kiến gửi lãnh đạo (không bắt buộc)",
        rows=3,
        max_length=submitting.LONGEST_NOTE,
        required=False,
        help_text="Ví dụ: điều cần lãnh đạo quyết định, điều khác với năm trước.",
    )

    def __init__(self, *args: Any, plan: Plan, today: dt.date, **kwargs: Any) -> None:
        self.plan, self.today = plan, today
        super().__init__(*args, **kwargs)

    def save(self, *, by: Access) -> Plan:
        return submitting.submit_plan(self.plan, by=by, today=self.today, note=self.cleaned_data["note"])


class ReturnForm(PlanForm):
    note = PrintedField(
        label="Lý do trả lại",
        rows=4,
        max_length=submitting.LONGEST_NOTE,
        help_text="Người soạn đọc lý do này ở đầu trang kế hoạch. Hãy nói rõ chỗ cần sửa.",
        error_messages={"required": "Hãy ghi lý do, để người soạn biết phải sửa gì."},
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        self.plan = plan
        super().__init__(*args, **kwargs)

    def save(self, *, by: Access) -> Plan:
        return submitting.return_plan(self.plan, by=by, note=self.cleaned_data["note"])


class SettleForm(PlanForm):
    """Warnings of one check (`code`), named by their marks, with one reason for all."""

    code = forms.CharField(max_length=40)
    mark = forms.TypedMultipleChoiceField(error_messages={"required": "Hãy chọn ít nhất một điều để vậy."})
    reason = PrintedField(
        label="Lý do để vậy",
        max_length=settling.LONGEST_REASON,
        error_messages={"required": "Hãy ghi lý do để vậy, để người khác hiểu."},
    )

    def __init__(self, *args: Any, plan: Plan, today: dt.date, **kwargs: Any) -> None:
        self.plan, self.today = plan, today
        super().__init__(*args, **kwargs)
        sent = self.data.getlist("mark")[:1000] if self.is_bound and hasattr(self.data, "getlist") else []
        marks = self.fields["mark"]
        assert isinstance(marks, forms.TypedMultipleChoiceField)
        marks.choices = [(each, each) for each in sent]  # the door knows which of them are there

    @property
    def first_error(self) -> str:
        return next((str(error) for errors in self.errors.values() for error in errors), "")

    def save(self, *, by: Access) -> int:
        got = self.cleaned_data
        return settling.settle_problems(
            self.plan, by=by, code=got["code"], marks=got["mark"], reason=got["reason"], today=self.today
        )
