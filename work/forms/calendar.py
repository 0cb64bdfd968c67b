"""Whose calendar is shown; the state of the page stands in the address."""

from __future__ import annotations

from typing import Any

from django import forms

from core.forms.fields import choice_field
from core.forms.filters import FilterForm
from organisations.models import Unit
from plans.models import Plan
from work.queries.calendar import MINE, OFFICE, Whose


class CalendarFilter(FilterForm):
    cua = forms.ChoiceField(label="Lịch của", required=False)
    ke_hoach = forms.ChoiceField(label="Kế hoạch", required=False)

    def __init__(self, *args: Any, units: list[Unit], plans: list[Plan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = [(str(unit.pk), unit.name) for unit in units]
        self._names = {MINE: "Tôi", OFFICE: "Cả đơn vị", **dict(own)}
        choice_field(self, "cua").choices = [(MINE, "Tôi"), (OFFICE, "Cả đơn vị"), ("Bộ phận chủ trì", own)]
        offered = [(str(plan.pk), f"{plan.notation} – {plan.title[:60]}") for plan in plans]
        choice_field(self, "ke_hoach").choices = [("", "Tất cả"), *offered]

    def whose(self) -> Whose:
        wanted = self.wanted
        cua, plan = wanted["cua"] or MINE, wanted["ke_hoach"]
        unit = int(cua) if cua.isdecimal() else None
        return Whose(mine=cua == MINE, unit=unit, plan=int(plan) if plan else None)

    @property
    def whose_words(self) -> str:
        """For headings: "Tôi", "Cả đơn vị", or the name of the unit."""
        return self._names.get(self.wanted["cua"] or MINE, "")
