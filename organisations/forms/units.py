"""Units."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from core.forms.fields import DayField, row_choice_field
from organisations.access import Access
from organisations.domain.units import close_unit, create_unit, rename_unit
from organisations.models import Organisation, Unit
from organisations.queries import pickable_units


class UnitForm(forms.Form):
    name = forms.CharField(label="Tên bộ phận", max_length=200)
    short_name = forms.CharField(label="Tên viết tắt", max_length=60, required=False, help_text="Ví dụ: VP-TK.")
    kind = forms.ChoiceField(label="Loại", choices=Unit.Kind.choices)
    position = forms.IntegerField(
        label="Thứ tự", required=False, min_value=0, max_value=9999, help_text="Để trống: xếp cuối danh sách."
    )

    def create(self, *, organisation: Organisation, today: dt.date, by: Access) -> Unit:
        return create_unit(organisation=organisation, today=today, by=by, **self.cleaned_data)

    def rename(self, *, unit: Unit, today: dt.date, by: Access) -> Unit:
        data = dict(self.cleaned_data)
        if data["position"] is None:
            data["position"] = unit.position
        return rename_unit(unit=unit, today=today, by=by, **data)


class CloseUnitForm(forms.Form):
    last_day = DayField(label="Hoạt động đến hết ngày")
    move_people_to: forms.ModelChoiceField[Unit] = forms.ModelChoiceField(
        label="Chuyển người đang làm việc ở đây sang",
        queryset=None,
        required=False,
        empty_label="Không chuyển",
        help_text="Còn người mà không chuyển thì chưa ngừng được.",
    )

    def __init__(self, *args: Any, unit: Unit, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = pickable_units(unit.organisation, today).exclude(pk=unit.pk)
        row_choice_field(self, "move_people_to").queryset = others

    def close(self, *, unit: Unit, today: dt.date, by: Access) -> Unit:
        return close_unit(unit=unit, today=today, by=by, **self.cleaned_data)
