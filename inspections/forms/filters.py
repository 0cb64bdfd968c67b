"""Filters of the lists; their state stands in the address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from core.forms.fields import choice_field
from core.forms.filters import FilterForm, WordsField
from inspections.queries.lists import OPEN
from inspections.standing import INSPECTION_NAMES, STATE_NAMES, FindingState
from organisations.models import Unit

_ALL = ("", "Tất cả")
_STATES = [_ALL, (OPEN, "Còn nội dung phải khắc phục"), *((key.value, name) for key, name in INSPECTION_NAMES.items())]
_FINDINGS = [
    ("", "Chưa khắc phục xong"),
    *((key.value, name) for key, name in STATE_NAMES.items() if key is not FindingState.NOTED),
]


def _years(years: Sequence[int]) -> list[tuple[str, str]]:
    return [_ALL, *((str(year), str(year)) for year in years)]


class InspectionFilter(FilterForm):
    q = WordsField()
    nam = forms.ChoiceField(label="Năm", required=False)
    tinh_trang = forms.ChoiceField(label="Tình trạng", required=False, choices=_STATES)

    def __init__(self, *args: Any, years: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice_field(self, "nam").choices = _years(years)


class FindingFilter(FilterForm):
    tinh_trang = forms.ChoiceField(label="Tình trạng", required=False, choices=_FINDINGS)
    bo_phan = forms.ChoiceField(label="Bộ phận khắc phục", required=False)
    nam = forms.ChoiceField(label="Năm", required=False)

    def __init__(self, *args: Any, years: Sequence[int], units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice_field(self, "bo_phan").choices = [_ALL, *((str(unit.pk), unit.name) for unit in units)]
        choice_field(self, "nam").choices = _years(years)
