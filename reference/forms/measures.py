"""What a person types about a thing that is counted."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms

from core.forms.fields import DayField
from organisations.access import Access
from reference.domain.measures import FIELDS, add_measure, save_measure
from reference.enums import MeasureKind
from reference.models import Measure


class MeasureForm(forms.Form):
    """Changes words and days of a measure."""

    name = forms.CharField(label="Tên số liệu", max_length=200, help_text="Ví dụ: Số buổi tập huấn kỹ năng số.")
    unit = forms.CharField(label="Đơn vị tính", max_length=40, help_text="Ví dụ: buổi; lượt người; triệu đồng; %.")
    code = forms.CharField(
        label="Ký hiệu", required=False, max_length=20, help_text="Mã trong biểu số liệu, nếu có. Ví dụ: CD10."
    )
    note = forms.CharField(
        label="Cách tính", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Để hai người đếm ra cùng một số. Ví dụ: một bài đăng nhiều nơi tính một lần.",
    )  # fmt: skip
    valid_from = DayField(label="Dùng từ ngày", required=False)
    valid_until = DayField(
        label="Dùng đến hết ngày", required=False, help_text="Để thôi dùng. Số đã ghi vẫn còn và vẫn được cộng."
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    @staticmethod
    def initial_of(measure: Measure) -> dict[str, Any]:
        return {**{name: getattr(measure, name) for name in FIELDS}, "seen": measure.version}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        begin, end = data.get("valid_from"), data.get("valid_until")
        if begin and end and end < begin:
            self.add_error("valid_until", "Ngày thôi dùng phải sau ngày bắt đầu dùng.")
        return data

    def change(self, measure: Measure, *, by: Access) -> Measure:
        values = {name: self.cleaned_data[name] for name in FIELDS}
        return save_measure(measure, by=by, seen=self.cleaned_data["seen"] or 0, **values)


class NewMeasureForm(MeasureForm):
    kind = forms.ChoiceField(
        label="Nhiều lần ghi thì", choices=MeasureKind.choices,
        help_text="Số tin bài thì cộng dồn; số thôn, số thủ tục còn hiệu lực là tình trạng; phần trăm là tỷ lệ. "
        "Chọn rồi không đổi được.",
    )  # fmt: skip
    decimals = forms.TypedChoiceField(
        label="Phần lẻ", coerce=int, choices=[(0, "Số nguyên"), (1, "1 chữ số"), (2, "2 chữ số"), (4, "4 chữ số")],
        help_text="Số chữ số sau dấu phẩy. Chọn rồi không đổi được.",
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    field_order = ("name", "unit", "kind", "decimals", "code", "note", "valid_from", "valid_until")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": uuid.uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    def create(self, *, by: Access, common: bool) -> Measure:
        names = (*FIELDS, "kind", "decimals", "key")
        return add_measure(by=by, common=common, **{name: self.cleaned_data[name] for name in names})
