"""Giao việc: what is given, to whom."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from core.forms.fields import choice_field
from organisations.access import Access
from organisations.enums import Role
from organisations.queries import people_here, people_with_role
from work.assigning import Wishes
from work.domain.assigning import assign_many
from work.enums import ChargePart
from work.forms.acts import SentOnce
from work.models import AssignmentBatch
from work.queries.assigning import Chosen

KEEP, NOBODY = "", "0"
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
    note = forms.CharField(label="Lời nhắn (không bắt buộc)", required=False, max_length=300)
    viec = forms.CharField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, access: Access, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ends = [(KEEP, "Giữ nguyên"), (NOBODY, "Không ai")]
        everybody = [(str(each.pk), each.full_name) for each in people_here(access.organisation, today)]
        leaders = [(str(each.pk), each.full_name) for each in people_with_role(access.organisation, Role.LEADER, today)]
        for name, people in (("nguoi", everybody), ("lanh_dao", leaders), ("giu", everybody)):
            choice_field(self, name).choices = [*ends, *people]

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
        return found

    @property
    def chosen(self) -> Chosen:
        return unpacked(self.cleaned_data["viec"])

    def assign(self, *, by: Access, at: dt.datetime) -> AssignmentBatch:
        data = self.cleaned_data
        return assign_many(
            self.chosen, self.wishes, by=by, seen=data["seen"], at=at, note=data["note"], key=data["key"]
        )
