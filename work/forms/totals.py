"""Filters of the totals; their state stands in the address."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from core.forms.fields import choice_field
from core.forms.filters import FilterForm
from core.periods import Calendar, Period, Span, read_period
from organisations.models import Unit
from plans.models import Plan
from reference.models import Measure
from work.queries.totals import BY_ALL, BY_DUTY, BY_PLAN, BY_UNIT, Asked

EVERY_YEAR = "tat-ca"
PARTS = [
    ("", "Cả năm"), ("-n1", "6 tháng đầu năm"), ("-9t", "9 tháng"), ("-n2", "6 tháng cuối năm"),
    ("-q1", "Quý I"), ("-q2", "Quý II"), ("-q3", "Quý III"), ("-q4", "Quý IV"),
    *((f"-t{month:02d}", f"Tháng {month}") for month in range(1, 13)),
]  # fmt: skip


class TotalsFilter(FilterForm):
    ke_hoach = forms.ChoiceField(label="Kế hoạch", required=False)
    nam = forms.ChoiceField(label="Năm", required=False)
    ky = forms.ChoiceField(label="Kỳ", required=False, choices=PARTS)
    lich = forms.ChoiceField(
        label="Cách tính kỳ", required=False,
        choices=[("", "Theo dương lịch"), (Calendar.REPORTING.value, "Theo kỳ báo cáo (chốt ngày 14)")],
    )  # fmt: skip
    so_lieu = forms.ChoiceField(label="Loại số liệu", required=False)
    bo_phan = forms.ChoiceField(label="Bộ phận chủ trì", required=False)
    theo = forms.ChoiceField(
        label="Xem theo", required=False,
        choices=[
            ("", "Nhiệm vụ"), (BY_UNIT, "Bộ phận"), (BY_PLAN, "Kế hoạch"), (BY_ALL, "Chỉ tổng cộng"),
        ],
    )  # fmt: skip
    nhiem_vu = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1, max_value=2**31)
    field_order = ("ke_hoach", "nam", "ky", "lich", "so_lieu", "bo_phan", "theo")

    def __init__(
        self, *args: Any, plans: list[Plan], units: list[Unit], measures: list[Measure], today: dt.date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        offered = [(str(plan.pk), f"{plan.notation} – {plan.title[:60]}") for plan in plans]
        choice_field(self, "ke_hoach").choices = [("", "Mọi kế hoạch"), *offered]
        years = sorted({today.year, *(plan.year for plan in plans)}, reverse=True)
        choice_field(self, "nam").choices = [
            ("", "Năm nay" if not self.data.get("ke_hoach") else "Cả thời gian thực hiện"), (EVERY_YEAR, "Mọi năm"),
            *((str(year), str(year)) for year in years),
        ]  # fmt: skip
        choice_field(self, "so_lieu").choices = [("", "Mọi loại"), *((str(each.pk), each.name) for each in measures)]
        named = [(str(unit.pk), unit.name) for unit in units]
        choice_field(self, "bo_phan").choices = [("", "Mọi bộ phận"), *named, ("0", "Không có bộ phận của đơn vị")]

    def period(self) -> Period | None:
        """A part of the year without a year is one of this year, also for a plan."""
        wanted = self.wanted
        year, part = wanted["nam"] or "", wanted["ky"] or ""
        if year == EVERY_YEAR or (not year and not part and wanted["ke_hoach"]):
            return None
        tail = ".bc" if wanted["lich"] else ""
        return read_period(f"{year or self.today.year}{part}{tail}") or Period(Span.YEAR, self.today.year)

    def asked(self) -> Asked:
        wanted = self.wanted
        plan, measure = (int(wanted[name]) if wanted[name] else None for name in ("ke_hoach", "so_lieu"))
        unit = int(wanted["bo_phan"]) if wanted["bo_phan"] else None
        return Asked(plan, self.period(), measure, unit, wanted["nhiem_vu"])

    @property
    def by(self) -> str:
        return self.wanted["theo"] or BY_DUTY
