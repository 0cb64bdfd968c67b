"""What people type about the result of a target."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from core.forms.fields import choice_field, row_choice_field
from core.periods import Calendar, Period, read_period
from organisations.access import Access
from plans.models import Plan, Target
from reference.models import Measure
from work.domain.targets import NO_SOURCE, Came, correct_value, enter_value
from work.enums import TargetVerdict
from work.forms.acts import SentOnce, WordsArea
from work.forms.figures import AmountField
from work.forms.totals import PARTS
from work.models import Evidence, TargetValue
from work.queries.targets import proofs_of, used_measures


class CameForm(SentOnce):
    """A result: a number or the total of figures where the target is measured, else a verdict and words."""

    value = AmountField(label="Kết quả", required=False)
    measure = forms.ModelChoiceField(
        label="hoặc lấy từ số liệu", required=False, queryset=Measure.objects.none(), empty_label="Không lấy",
        help_text="Cộng số liệu đã ghi ở các việc của kế hoạch này trong kỳ. Số lấy được ghi lại cùng ngày lấy.",
    )  # fmt: skip
    verdict = forms.ChoiceField(
        label="Đánh giá", required=False, choices=[("", "Chưa đánh giá"), *TargetVerdict.choices]
    )
    words = WordsArea(label="Kết quả bằng lời", required=False)
    source = forms.CharField(
        label="Nguồn số liệu", required=False, max_length=500,
        help_text="Ví dụ: Hệ thống một cửa điện tử; Báo cáo số 35/BC-UBND. Chỉ khi lấy từ số liệu mới để trống được.",
        error_messages={"required": NO_SOURCE},
    )  # fmt: skip
    url = forms.CharField(
        label="Đường dẫn", required=False, max_length=500,
        widget=forms.TextInput(attrs={"inputmode": "url", "placeholder": "https://"}),
    )  # fmt: skip
    evidence = forms.ModelChoiceField(
        label="Minh chứng đã có của kế hoạch",
        required=False,
        queryset=Evidence.objects.none(),
        empty_label="Không chọn",
    )

    def __init__(self, *args: Any, target: Target, plan: Plan, **kwargs: Any) -> None:
        """`plan`: the version in force, whose figures and proofs are offered."""
        self.target = target
        super().__init__(*args, **kwargs)
        row_choice_field(self, "evidence").queryset = Evidence.objects.filter(
            pk__in=[each.pk for each in proofs_of(plan)]
        )
        if target.value is None:
            del self.fields["value"], self.fields["measure"]
        else:
            del self.fields["verdict"]
            self.fields["words"].label = "Nói thêm (không bắt buộc)"
            self.fields["value"].help_text = f"tính bằng {target.metric or 'đơn vị của chỉ tiêu'}"
            used = [each.pk for each in used_measures(plan)]
            row_choice_field(self, "measure").queryset = Measure.objects.filter(pk__in=used)
            if not used:
                del self.fields["measure"]

    def came(self) -> Came:
        data = self.cleaned_data
        return Came(
            value=data.get("value"), verdict=data.get("verdict") or "", words=data["words"], source=data["source"],
            url=data["url"], measure=data.get("measure"), evidence=data["evidence"],
        )  # fmt: skip


class ValueForm(CameForm):
    nam = forms.ChoiceField(label="Năm")
    ky = forms.ChoiceField(
        label="Kỳ", required=False, choices=PARTS,
        help_text="Chỉ tiêu cả năm: chọn kỳ tính từ đầu năm (6 tháng đầu năm, 9 tháng, cả năm).",
    )  # fmt: skip
    lich = forms.ChoiceField(
        label="Cách tính kỳ", required=False,
        choices=[("", "Theo dương lịch"), (Calendar.REPORTING.value, "Theo kỳ báo cáo (chốt ngày 14)")],
    )  # fmt: skip
    field_order = ("nam", "ky", "lich", "value", "measure", "verdict", "words", "source", "url", "evidence")

    def __init__(self, *args: Any, plan: Plan, today: dt.date, **kwargs: Any) -> None:
        first = {"nam": str(plan.year), "ky": _part_so_far(today) if plan.year == today.year else ""}
        kwargs["initial"] = {**first, **(kwargs.get("initial") or {})}
        super().__init__(*args, plan=plan, **kwargs)
        self.fields["source"].required = "measure" not in self.fields  # figures bring their own
        years = range(plan.year, max(plan.year, today.year) + 1)
        choice_field(self, "nam").choices = [(str(year), str(year)) for year in years]

    def period(self) -> Period | None:
        data = self.cleaned_data
        return read_period(f"{data['nam']}{data['ky']}{'.bc' if data['lich'] else ''}")

    def save(self, *, by: Access, at: dt.datetime) -> TargetValue:
        period = self.period()
        assert period is not None  # the choices name only periods that are
        return enter_value(self.target, by=by, at=at, period=period, came=self.came(), key=self.cleaned_data["key"])


def _part_so_far(today: dt.date) -> str:
    """The part of the year that ended last or is about to, counted from its beginning; a key of PARTS."""
    return {1: "-q1", 2: "-n1", 3: "-9t"}.get((today.month + 2) // 3 if today.day > 14 else (today.month + 1) // 3, "")


class CorrectValueForm(CameForm):
    nothing = forms.BooleanField(label="Bỏ kết quả này, không thay bằng kết quả khác", required=False)
    reason = forms.CharField(label="Lý do đính chính", max_length=300)

    def __init__(self, *args: Any, value: TargetValue, **kwargs: Any) -> None:
        self.stored = value
        kwargs["initial"] = {
            "verdict": value.verdict, "words": value.words, "source": value.source, "url": value.url,
            "evidence": value.evidence_id, **(kwargs.get("initial") or {}),
        }  # fmt: skip
        super().__init__(*args, target=value.target, **kwargs)

    def save(self, *, by: Access, at: dt.datetime) -> TargetValue:
        data = self.cleaned_data
        came = None if data["nothing"] else self.came()
        return correct_value(self.stored, by=by, at=at, reason=data["reason"], came=came, key=data["key"])
