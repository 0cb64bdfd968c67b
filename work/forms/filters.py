"""Filters of the lists; their state stands in the address."""

from __future__ import annotations

from typing import Any

from django import forms

from core.forms.fields import choice_field
from core.forms.filters import FilterForm, WordsField
from organisations.models import Unit
from plans.models import Plan
from work.queries.lists import Filters
from work.queries.mine import GROUPS, PARTS, WAITING, Asked
from work.queries.unassigned import UNASSIGNED, UNASSIGNED_NAME

_ALL = ("", "Tất cả")
FARTHEST_FIRST = "-han"


def _number(value: Any) -> int | None:
    return int(value) if value else None


class _PlanFields(FilterForm):
    ke_hoach = forms.ChoiceField(label="Kế hoạch", required=False)
    nam = forms.ChoiceField(label="Năm", required=False)

    def __init__(self, *args: Any, plans: list[Plan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(str(plan.pk), f"{plan.notation} – {plan.title[:60]}") for plan in plans]
        choice_field(self, "ke_hoach").choices = [_ALL, *offered]
        years = sorted({plan.year for plan in plans}, reverse=True)
        choice_field(self, "nam").choices = [_ALL, *((str(year), str(year)) for year in years)]


class MineFilter(_PlanFields):
    vai = forms.ChoiceField(label="Phần việc", required=False, choices=[_ALL, *PARTS.items()])
    field_order = ("ke_hoach", "nam", "vai")

    def asked(self) -> Asked:
        wanted = self.wanted
        return Asked(wanted["vai"] or "", _number(wanted["ke_hoach"]), _number(wanted["nam"]))


class OfficeFilter(_PlanFields):
    q = WordsField()
    nhom = forms.ChoiceField(
        label="Tình trạng", required=False,
        choices=[("", "Việc đang có"), *((key, each[0]) for key, each in GROUPS.items()), (WAITING, "Chờ duyệt")],
    )  # fmt: skip
    bo_phan = forms.ChoiceField(label="Bộ phận chủ trì", required=False)
    sap = forms.ChoiceField(
        label="Thứ tự", required=False, choices=[("", "Hạn gần trước"), (FARTHEST_FIRST, "Hạn xa trước")]
    )
    nguoi = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1, max_value=2**31)
    field_order = ("q", "nhom", "bo_phan", "ke_hoach", "nam", "sap", "nguoi")

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice_field(self, "bo_phan").choices = [
            _ALL, (UNASSIGNED, UNASSIGNED_NAME), *((str(unit.pk), unit.name) for unit in units),
        ]  # fmt: skip

    def asked(self) -> Filters:
        wanted = self.wanted
        nobodys = wanted["bo_phan"] == UNASSIGNED
        return Filters(
            group=wanted["nhom"] or "", unit=None if nobodys else _number(wanted["bo_phan"]), nobodys=nobodys,
            person=wanted["nguoi"], plan=_number(wanted["ke_hoach"]), year=_number(wanted["nam"]),
            words=wanted["q"] or None, farthest_first=wanted["sap"] == FARTHEST_FIRST,
        )  # fmt: skip


class UndatedFilter(_PlanFields):
    field_order = ("ke_hoach", "nam")
