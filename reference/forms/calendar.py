"""What a person types about a day off or a worked day."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from core.forms.fields import DayField
from organisations.access import Access
from reference.calendar_vn import DayKind
from reference.domain.calendar import add_special_day, change_special_day
from reference.models import SpecialDay
from reference.models.calendar import day_kinds
from reference.queries_calendar import FIRST_YEAR, LAST_YEAR


class YearForm(forms.Form):
    nam = forms.IntegerField(label="Năm", min_value=FIRST_YEAR, max_value=LAST_YEAR)


class SpecialDayForm(forms.Form):
    day = DayField(label="Ngày")
    kind = forms.ChoiceField(
        label="Ngày này là",
        choices=day_kinds,
        help_text="Ngày thường: bỏ điều lịch chung ghi cho ngày ấy, ví dụ một ngày nghỉ hoán đổi không còn áp dụng.",
    )
    name = forms.CharField(label="Tên gọi", max_length=120, help_text="Ví dụ: Nghỉ hoán đổi dịp Quốc khánh.")
    source = forms.CharField(
        label="Theo văn bản", max_length=300, help_text="Ví dụ: Thông báo số 12/TB-BNV ngày 05/01/2026."
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    @staticmethod
    def initial_of(special: SpecialDay) -> dict[str, Any]:
        values = {name: getattr(special, name) for name in ("day", "kind", "name", "source")}
        return {**values, "seen": special.version}

    def _facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"day": data["day"], "kind": DayKind(data["kind"]), "name": data["name"], "source": data["source"]}

    def change(self, special: SpecialDay, *, by: Access) -> SpecialDay:
        return change_special_day(special, by=by, seen=self.cleaned_data["seen"] or 0, **self._facts())


class NewSpecialDayForm(SpecialDayForm):
    made_up_on = DayField(
        label="Làm bù vào ngày", required=False, help_text="Chỉ với ngày nghỉ hoán đổi; ngày làm bù được thêm cùng lúc."
    )
    field_order = ("day", "kind", "made_up_on", "name", "source")

    def create(self, *, by: Access) -> SpecialDay:
        made_up_on: dt.date | None = self.cleaned_data["made_up_on"]
        return add_special_day(by=by, made_up_on=made_up_on, **self._facts())
