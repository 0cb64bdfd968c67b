"""Organisations, villages and the filters of the log."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from core.forms.fields import DayField, choice_field
from organisations.access import Access
from organisations.domain.tree import code_for, create_organisation, update_letterhead
from organisations.domain.villages import create_village, create_village_link
from organisations.enums import Level
from organisations.models import AccessToken, Organisation
from organisations.models.organisation import CODE
from organisations.rules import CHILDREN

_LINES = forms.Textarea(attrs={"rows": 3})


class LetterheadForm(forms.Form):
    name = forms.CharField(label="Tên đầy đủ", max_length=200, help_text="Ví dụ: xã An Bình.")
    short_name = forms.CharField(
        label="Địa danh", max_length=120, help_text="Ghi trước ngày tháng trên văn bản, ví dụ: An Bình."
    )
    agency_lines = forms.CharField(
        label="Tên cơ quan ban hành", widget=_LINES, max_length=600, help_text="Mỗi dòng in một dòng trên đầu văn bản."
    )
    parent_agency_lines = forms.CharField(
        label="Cơ quan chủ quản", widget=_LINES, max_length=600, required=False, help_text="Để trống nếu không có."
    )

    def clean_agency_lines(self) -> list[str]:
        return _lines(self.cleaned_data["agency_lines"])

    def clean_parent_agency_lines(self) -> list[str]:
        return _lines(self.cleaned_data["parent_agency_lines"])

    @staticmethod
    def initial_of(organisation: Organisation) -> dict[str, Any]:
        return {
            "name": organisation.name,
            "short_name": organisation.short_name,
            "agency_lines": "\n".join(organisation.agency_lines),
            "parent_agency_lines": "\n".join(organisation.parent_agency_lines),
        }

    def save(self, *, organisation: Organisation, by: Access) -> Organisation:
        return update_letterhead(organisation=organisation, by=by, **self.cleaned_data)


class OrganisationForm(LetterheadForm):
    """A new organisation below."""

    level = forms.ChoiceField(label="Cấp")
    code = forms.CharField(
        label="Mã đơn vị",
        max_length=40,
        required=False,
        help_text="Nằm trong địa chỉ trang của đơn vị, ví dụ an-binh. Để trống: lấy theo tên.",
    )
    valid_from = DayField(label="Có từ ngày", required=False, help_text="Để trống nếu đã có từ lâu.")
    field_order = ("level", "name", "short_name", "code", "valid_from", "agency_lines", "parent_agency_lines")

    def __init__(self, *args: Any, parent: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parent = parent
        levels = [level for level in (Level.COMMUNE, Level.DISTRICT) if level in CHILDREN[Level(parent.level)]]
        choice_field(self, "level").choices = [(level.value, level.label) for level in levels]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("name") and not data.get("code") and "code" in data:
            data["code"] = code_for(data["name"])
        if data.get("code"):
            try:
                CODE(data["code"])
            except forms.ValidationError as error:
                self.add_error("code", error)
        return data

    def create(self, *, today: dt.date, by: Access) -> Organisation:
        return create_organisation(parent=self.parent, today=today, by=by, **self.cleaned_data)


class VillageForm(forms.Form):
    name = forms.CharField(label="Tên thôn, tổ dân phố", max_length=120, help_text="Ví dụ: thôn Đông.")

    def create(self, *, commune: Organisation, today: dt.date, by: Access) -> Organisation:
        return create_village(commune=commune, valid_from=None, today=today, by=by, **self.cleaned_data)


class VillageLinkForm(forms.Form):
    DAYS = ((90, "3 tháng"), (365, "1 năm"), (913, "2 năm rưỡi"), (1826, "5 năm (một nhiệm kỳ)"))
    holder_name = forms.CharField(label="Họ tên trưởng thôn, tổ trưởng", max_length=120)
    days = forms.TypedChoiceField(label="Dùng được trong", choices=DAYS, coerce=int, initial=365)

    def create(self, *, village: Organisation, now: dt.datetime, by: Access) -> tuple[AccessToken, str]:
        self.made = create_village_link(village=village, now=now, by=by, **self.cleaned_data)
        return self.made


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
