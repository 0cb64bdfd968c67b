"""The filters above the lists of people, units, offices below and the log."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from core.forms.fields import DayField, choice_field
from core.forms.filters import FilterForm, WordsField
from organisations.models import Unit


class PeopleFilterForm(FilterForm):
    q = WordsField(label="Tìm tên, thư điện tử, mã cán bộ")
    trang_thai = forms.ChoiceField(
        label="Trạng thái",
        required=False,
        choices=[("", "Đang làm việc"), ("moi", "Chưa kích hoạt"), ("het", "Đã nghỉ hoặc đã khóa")],
    )
    bo_phan = forms.TypedChoiceField(label="Bộ phận", required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice_field(self, "bo_phan").choices = [("", "Tất cả"), *((unit.pk, unit.name) for unit in units)]


class UnitFilterForm(FilterForm):
    q = WordsField(label="Tìm tên, tên viết tắt, cách viết")
    trang_thai = forms.ChoiceField(
        label="Trạng thái", required=False, choices=[("", "Tất cả"), ("dang", "Đang hoạt động"), ("ngung", "Đã ngừng")]
    )


class BelowFilterForm(FilterForm):
    q = WordsField(label="Tìm theo tên, mã")
    quan_tri = forms.ChoiceField(
        label="Quản trị", required=False, choices=[("", "Tất cả"), ("chua", "Chưa có quản trị")]
    )


class HistoryFilterForm(FilterForm):
    q = WordsField(label="Tìm việc, người, đối tượng")
    tu = DayField(label="Từ ngày", required=False)
    den = DayField(label="Đến ngày", required=False)
