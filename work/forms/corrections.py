"""Numbers that come after the report: another in the place of one that was said, and those that were missing."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django import forms

from core.amounts import written_amount
from core.forms.fields import DayField
from organisations.access import Access
from work.domain.figures import add_figures_later, correct_figure
from work.forms.acts import SentOnce, WordsArea
from work.forms.figures import AmountField, FigureRows
from work.models import Figure, Milestone, WorkEntry


class CorrectForm(SentOnce):
    """Another number in the place of one, or none."""

    value = AmountField(label="Số đúng", required=False)
    fact_on = DayField(label="Ngày của số liệu")
    nothing = forms.BooleanField(label="Bỏ số này, không thay bằng số khác", required=False)
    reason = forms.CharField(
        label="Lý do đính chính", max_length=300, help_text="Ví dụ: đếm trùng hai bài; ghi nhầm quý."
    )

    def __init__(self, *args: Any, figure: Figure, **kwargs: Any) -> None:
        self.figure = figure
        kwargs["initial"] = {"fact_on": figure.fact_on, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        amount = self.fields["value"]
        assert isinstance(amount, AmountField)
        amount.decimals = figure.measure.decimals
        amount.help_text = f"tính bằng {figure.measure.unit}; đang ghi {written_amount(figure.value)}"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("value") is None and not data.get("nothing") and "value" not in self.errors:
            self.add_error("value", "Hãy ghi số đúng, hoặc đánh dấu bỏ số này.")
        if data.get("value") is not None and data.get("nothing"):
            self.add_error("nothing", "Hoặc ghi số đúng, hoặc bỏ số này.")
        return data

    def save(self, *, by: Access, at: dt.datetime) -> WorkEntry:
        data = self.cleaned_data
        key: uuid.UUID | None = data["key"]
        return correct_figure(
            self.figure, by=by, at=at, value=None if data["nothing"] else data["value"], reason=data["reason"],
            fact_on=data["fact_on"], key=key,
        )  # fmt: skip


class LaterFiguresForm(SentOnce):
    """Beside the rows of figures: their day, and where they come from."""

    figures_on = DayField(label="Ngày của số liệu", required=False)
    note = WordsArea(label="Nguồn số liệu, ghi chú (không bắt buộc)", required=False)

    def __init__(self, *args: Any, milestone: Milestone, figures: FigureRows, **kwargs: Any) -> None:
        self.milestone, self.figures = milestone, figures
        super().__init__(*args, **kwargs)
        self.fields["figures_on"].widget.attrs["class"] = "form-control"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.figures.is_valid:
            self.add_error(None, "Xem lại các dòng số liệu ở dưới.")
        elif not self.figures.figures:
            self.add_error(None, "Hãy ghi ít nhất một số liệu.")
        return data

    def save(self, *, by: Access, at: dt.datetime) -> WorkEntry:
        data = self.cleaned_data
        return add_figures_later(
            self.milestone, by=by, at=at, figures=self.figures.figures, note=data["note"], fact_on=data["figures_on"],
            key=data["key"],
        )  # fmt: skip
