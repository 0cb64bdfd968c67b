"""Giao việc: what is given, to whom."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from core.forms.fields import choice_field
from organisations.access import Access
from organisations.queries import people_here
from organisations.queries_absence import members_of_units
from work.assigning import Wishes
from work.domain.assigning import assign_many
from work.enums import ChargePart
from work.forms.acts import SentOnce
from work.models import AssignmentBatch
from work.queries.assigning import Chosen
from work.queries.assigning import leaders as leaders_here
from work.rules_assigning import only_for_units

KEEP, NOBODY = "", "0"
_UNSAID = -1
FIELDS = {"nguoi": ChargePart.PERSON, "lanh_dao": ChargePart.DIRECTOR, "giu": ChargePart.HOLDER}


def packed(chosen: Chosen) -> str:
    """The chosen lines in one field of a form: thousands of fields would be refused."""
    return " ".join([*(f"m{each}" for each in chosen.milestones), *(f"t{each}" for each in chosen.tasks)])


def unpacked(text: str) -> Chosen:
    """What `packed` wrote; anything else in it is left out."""
    found: dict[str, dict[int, None]] = {"m": {}, "t": {}}
    for word in text.split():
        kind, number = word[:1], word[1:]
        if kind in found and number.isdecimal() and len(number) < 18:
            found[kind][int(number)] = None
    return Chosen(tuple(found["m"]), tuple(found["t"]))


class AssignForm(SentOnce):
    nguoi = forms.ChoiceField(label="Người phụ trách", required=False)
    lanh_dao = forms.ChoiceField(label="Lãnh đạo chỉ đạo", required=False)
    giu = forms.ChoiceField(
        label="Người giữ việc", required=False,
        help_text="Người đang trực tiếp làm. Để nguyên nếu người phụ trách tự bấm Nhận việc.",
    )  # fmt: skip
    chi_ky = forms.BooleanField(
        label="Chỉ kỳ đã chọn", required=False,
        help_text="Chỉ ghi người giữ việc của kỳ đã chọn; người phụ trách các kỳ khác của nhiệm vụ không đổi.",
    )  # fmt: skip
    note = forms.CharField(label="Lời nhắn (không bắt buộc)", required=False, max_length=300)
    viec = forms.CharField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, access: Access, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ends = [(KEEP, "Giữ nguyên"), (NOBODY, "Không ai")]
        members, own = people_here(access.organisation, today), only_for_units(access)
        if own is not None:
            members = members.filter(pk__in=members_of_units(access.organisation, own, today))
        everybody = [(str(each.pk), each.full_name) for each in members]
        leaders = [(str(each.pk), each.full_name) for each in leaders_here(access, today)]
        for name, people in (("nguoi", everybody), ("lanh_dao", leaders), ("giu", everybody)):
            choice_field(self, name).choices = [*ends, *people]
        if own is not None:
            del self.fields["lanh_dao"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not self.wishes:
            raise forms.ValidationError("Hãy chọn ít nhất một phần để giao.")
        return data

    @property
    def wishes(self) -> Wishes:
        found: dict[ChargePart, int | None] = {}
        for name, part in FIELDS.items():
            value = self.cleaned_data.get(name) or KEEP
            if value != KEEP:
                found[part] = None if value == NOBODY else int(value)
        if self.cleaned_data.get("chi_ky"):
            holder = found.get(ChargePart.HOLDER, found.get(ChargePart.PERSON, _UNSAID))
            return {} if holder == _UNSAID else {ChargePart.HOLDER: holder}
        return found

    @property
    def chosen(self) -> Chosen:
        return unpacked(self.cleaned_data["viec"])

    def assign(self, *, by: Access, at: dt.datetime) -> AssignmentBatch:
        data = self.cleaned_data
        return assign_many(
            self.chosen, self.wishes, by=by, seen=data["seen"], at=at, note=data["note"], key=data["key"]
        )
