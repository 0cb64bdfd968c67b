"""Days on which a person is away."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django import forms

from accounts.models import User
from core.forms.fields import DayField, row_choice_field
from core.forms.filters import FilterForm
from organisations import rules_absence as rules
from organisations.access import Access
from organisations.domain.absences import end_absence, enter_absence
from organisations.enums import Role
from organisations.models import Absence
from organisations.queries import people_here
from organisations.queries_absence import members_of_units


class AbsenceForm(forms.Form):
    """Whoever enters for nobody else is not asked who is away."""

    user: forms.ModelChoiceField[User] = forms.ModelChoiceField(
        label="Người nghỉ", queryset=None, empty_label="Chưa chọn"
    )
    substitute: forms.ModelChoiceField[User] = forms.ModelChoiceField(
        label="Người làm thay", queryset=None, empty_label="Chưa chọn"
    )
    first_day = DayField(label="Nghỉ từ ngày")
    last_day = DayField(label="Đến hết ngày")
    reason = forms.CharField(
        label="Lý do (không bắt buộc)", required=False, max_length=300, help_text="Ví dụ: nghỉ phép, đi học, công tác."
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, access: Access, today: dt.date, **kwargs: Any) -> None:
        own = access.user_id
        kwargs["initial"] = {"key": uuid.uuid4(), "first_day": today, "user": own, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self._own = access.user
        members = people_here(access.organisation, today)
        row_choice_field(self, "substitute").queryset = members
        row_choice_field(self, "user").queryset = members
        if rules.can_enter_for_anybody(access):
            return
        if Role.UNIT_HEAD in access.roles:
            people = members_of_units(access.organisation, access.unit_ids, today) | {own or 0}
            row_choice_field(self, "user").queryset = members.filter(pk__in=people)
            return
        del self.fields["user"]
        row_choice_field(self, "substitute").queryset = members.exclude(pk=own or 0)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("first_day") and data.get("last_day") and data["last_day"] < data["first_day"]:
            self.add_error("last_day", "Ngày cuối phải từ ngày đầu trở đi.")
        user = data.get("user") or self._own
        if user is not None and data.get("substitute") == user:
            self.add_error("substitute", "Người làm thay phải là người khác.")
        return data

    def enter(self, *, by: Access, at: dt.datetime) -> Absence:
        data = dict(self.cleaned_data)
        data.setdefault("user", self._own)
        return enter_absence(by=by, at=at, **data)


class EndAbsenceForm(forms.Form):
    back_on = DayField(label="Làm việc lại từ ngày")

    def end(self, absence: Absence, *, by: Access, at: dt.datetime) -> Absence:
        return end_absence(absence, by=by, at=at, **self.cleaned_data)


class AbsenceFilterForm(FilterForm):
    loc = forms.ChoiceField(
        label="Xem", required=False,
        choices=[("", "Tất cả"), ("nay", "Đang nghỉ"), ("toi", "Sắp nghỉ"), ("qua", "Đã qua")],
    )  # fmt: skip
