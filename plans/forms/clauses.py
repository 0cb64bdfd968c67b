"""What the lines of a plan say: bases, targets, contents to be public, reports."""

from __future__ import annotations

from typing import Any

from django import forms

from core.forms.fields import DayField, choice_field
from organisations.access import Access
from plans.deadlines import MAX_PHRASE
from plans.domain import clauses
from plans.forms.base import SeenForm
from plans.forms.fields import LinesField, PrintedField
from plans.models import Block, DisclosureClause, LegalBasis, Plan, ReportingClause, Target


class ClauseForm(SeenForm):
    """Adds when there is no clause yet, else changes it."""

    model: Any = None

    def __init__(self, *args: Any, plan: Plan, clause: Any = None, block: Block | None = None, **kwargs: Any) -> None:
        self.plan, self.clause, self.block = plan, clause, block
        names = clauses.FIELDS[self.model]
        stored = {name: getattr(clause, name) for name in names} if clause else {}
        kwargs.setdefault("initial", {**stored, "seen": clause.version if clause else 0})
        super().__init__(*args, **kwargs)

    def save(self, *, by: Access) -> Any:
        got = dict(self.cleaned_data)
        seen = got.pop("seen")
        if self.clause is None:
            return clauses.add_clause(self.plan, self.model, by=by, block=self.block, **got)
        return clauses.save_clause(self.clause, by=by, seen=seen, **got)


class BasisForm(ClauseForm):
    model = LegalBasis
    doc_type = PrintedField(label="Loại văn bản", max_length=100, help_text="Luật, Nghị định, Quyết định …")
    number = PrintedField(label="Số, ký hiệu", required=False, max_length=60)
    dated = DayField(label="Ngày", required=False)
    issuer = PrintedField(label="Cơ quan ban hành", required=False, max_length=200)
    subject = PrintedField(label="Trích yếu", required=False, rows=2, max_length=2000)


class TargetForm(ClauseForm):
    model = Target
    text = PrintedField(label="Chỉ tiêu", rows=3, max_length=5000)
    comparator = forms.ChoiceField(
        label="So sánh",
        required=False,
        choices=[("", "–"), (">=", "từ … trở lên"), (">", "trên"), ("=", "bằng"), ("<=", "không quá"), ("<", "dưới")],
    )
    value = forms.DecimalField(
        label="Giá trị", required=False, max_digits=14, decimal_places=4, localize=True,
        help_text="Để trống khi chỉ tiêu không đo bằng số.",
    )  # fmt: skip
    metric = PrintedField(label="Đơn vị tính", required=False, max_length=40, help_text="%, điểm, hạng …")


class DisclosureForm(ClauseForm):
    model = DisclosureClause
    item = PrintedField(label="Nội dung công khai", rows=3, max_length=5000)
    channels = LinesField(label="Hình thức công khai", required=False, help_text="Mỗi hình thức một dòng.")
    timing_text = PrintedField(label="Thời gian công khai", required=False, max_length=MAX_PHRASE)


PERIODS = [
    ("", "Không định kỳ"),
    ("monthly", "Tháng"),
    ("quarterly", "Quý"),
    ("six-monthly", "6 tháng"),
    ("nine-monthly", "9 tháng"),
    ("annual", "Năm"),
]


class ReportingForm(ClauseForm):
    model = ReportingClause
    text = PrintedField(label="Chế độ báo cáo", rows=3, max_length=5000)
    period = forms.ChoiceField(label="Kỳ", required=False, choices=PERIODS)
    due_text = PrintedField(label="Thời hạn gửi", required=False, max_length=MAX_PHRASE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = self.clause.period if self.clause else ""
        if now and now not in dict(PERIODS):
            choice_field(self, "period").choices = [*PERIODS, (now, now)]


FORMS: dict[str, type[ClauseForm]] = {
    "can-cu": BasisForm,
    "chi-tieu": TargetForm,
    "cong-khai": DisclosureForm,
    "bao-cao": ReportingForm,
}
NAMES = {
    "can-cu": "Căn cứ",
    "chi-tieu": "Chỉ tiêu",
    "cong-khai": "Nội dung công khai",
    "bao-cao": "Chế độ báo cáo",
}
