"""Recording an issued paper, closing a plan."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.conf import settings

from core.forms.fields import DayField
from documents.forms.register import LeapField, ask_about_leap
from documents.numbering import read_number
from documents.queries_register import proposed_number
from organisations.access import Access
from plans.domain import issuing
from plans.forms.base import PlanForm, SeenForm
from plans.forms.fields import PrintedField
from plans.forms.plans import AuthorityFields
from plans.models import Plan

# What a scan may be, told from its first bytes and never from its name.
_SCANS = ((b"%PDF-", "application/pdf"), (b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"))


def sniff_scan(data: bytes) -> str:
    """The content type of a scan; "" for anything that is none. A PDF may carry up to 1 KB before its mark."""
    for mark, content_type in _SCANS:
        if data.startswith(mark):
            return content_type
    return "application/pdf" if b"%PDF-" in data[:1024] and not data.lstrip().startswith(b"<") else ""


class IssueForm(AuthorityFields, SeenForm):
    number = PrintedField(label="Số", max_length=8, help_text="Chỉ phần số, ví dụ 97 hoặc 12a.")
    issued_on = DayField(label="Ngày ban hành")
    scan = forms.FileField(
        label="Bản quét có chữ ký và dấu (không bắt buộc)",
        required=False,
        help_text="PDF, JPG hoặc PNG.",
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )
    leap = LeapField()
    field_order = [
        "number",
        "leap",
        "issued_on",
        "authority",
        "authority_lines",
        "signer_position",
        "signer_name",
        "scan",
    ]

    def __init__(self, *args: Any, plan: Plan, today: dt.date, **kwargs: Any) -> None:
        self.plan, self.today = plan, today
        initial = {**AuthorityFields.initial_of(plan), "number": plan.number, "issued_on": today, "seen": plan.version}
        kwargs.setdefault("initial", initial)
        super().__init__(*args, **kwargs)
        self.fields["signer_name"].required = True
        following = proposed_number(plan.organisation, plan.symbol or "KH-UBND", today.year)
        if following:
            self.fields["number"].help_text = f"Chỉ phần số, ví dụ 97 hoặc 12a. Số tiếp theo của sổ: {following}."
        self.fields["scan"].help_text = f"PDF, JPG hoặc PNG, tối đa {settings.UPLOAD_LIMIT_MB} MB."

    def clean_scan(self) -> tuple[str, bytes, str] | None:
        upload = self.cleaned_data["scan"]
        if not upload:
            return None
        if upload.size > settings.UPLOAD_LIMIT_MB * 1024 * 1024:
            raise forms.ValidationError(
                f"Tệp lớn hơn {settings.UPLOAD_LIMIT_MB} MB. Hãy quét ở độ phân giải thấp hơn rồi tải lên lại."
            )
        data = upload.read()
        content_type = sniff_scan(data)
        if not content_type:
            raise forms.ValidationError(
                "Tệp này không phải PDF, JPG hay PNG. Hãy xuất bản quét thành PDF rồi tải lên lại."
            )
        return upload.name or "ban-quet", data, content_type

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        number, day = read_number(found.get("number") or ""), found.get("issued_on")
        if number and day:
            ask_about_leap(self, self.plan.organisation, self.plan.symbol or "KH-UBND", day.year, number.value)
        return found

    def save(self, *, by: Access) -> Plan:
        got = self.cleaned_data
        names = ("number", "issued_on", "authority_lines", "signer_position", "signer_name", "seen", "scan")
        return issuing.record_paper(self.plan, by=by, today=self.today, **{name: got[name] for name in names})


class CloseForm(PlanForm):
    on = DayField(label="Ngày kết thúc")
    note = PrintedField(
        label="Kết quả thực hiện", rows=5, max_length=5000, help_text="Tóm tắt kết quả; được giữ cùng kế hoạch."
    )

    def __init__(self, *args: Any, plan: Plan, today: dt.date, **kwargs: Any) -> None:
        self.plan, self.today = plan, today
        kwargs.setdefault("initial", {"on": today})
        super().__init__(*args, **kwargs)

    def clean_on(self) -> dt.date:
        on: dt.date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError("Ngày kết thúc không thể sau hôm nay.")
        return on

    def save(self, *, by: Access) -> Plan:
        return issuing.close_plan(self.plan, by=by, on=self.cleaned_data["on"], note=self.cleaned_data["note"])
