"""Figures beside a report: a few rows of "what" and "how many"."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms

from core.amounts import Unreadable, read_amount, written_amount
from work.domain.figures import MOST, Given
from work.queries.figures import Offered

ROWS = 3  # without JavaScript; the button "Thêm dòng" adds more
MEASURE, AMOUNT = "so_lieu_loai", "so_lieu_so"


class AmountField(forms.CharField):
    """A number typed the Vietnamese way; what has two readings is asked about (core.amounts)."""

    def __init__(self, *, decimals: int = 4, **kwargs: Any) -> None:
        self.decimals = decimals
        super().__init__(max_length=40, **kwargs)
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def prepare_value(self, value: Any) -> Any:
        return written_amount(value) if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return read_amount(text, decimals=self.decimals)
        except Unreadable as problem:
            raise forms.ValidationError(str(problem)) from None


@dataclass
class FigureRow:
    """One row as it is shown: what was chosen and typed, and what is wrong with it."""

    number: int
    measure: str = ""
    typed: str = ""
    error: str = ""


class FigureRows:
    """The rows of one sending. Their names stand many times in the sending, in the order of the rows, so that a row
    added in the browser needs no number. An empty number says nothing; a number without its measure is asked about."""

    measure_name, amount_name = MEASURE, AMOUNT

    def __init__(self, offered: Offered, sent: Any = None) -> None:
        """`sent`: the QueryDict of a POST, None where nothing was sent yet."""
        self.offered, self.figures = offered, list[Given]()
        self._measures = {str(each.pk): each for each in offered.all}
        self.rows = self._sent(sent) if sent is not None else self._fresh()
        while len(self.rows) < ROWS:
            self.rows.append(FigureRow(len(self.rows) + 1))

    @property
    def is_open(self) -> bool:
        return bool(self.offered.used) or any(row.typed or row.error for row in self.rows)

    @property
    def is_valid(self) -> bool:
        return not any(row.error for row in self.rows)

    def _fresh(self) -> list[FigureRow]:
        return [FigureRow(number, str(each.pk)) for number, each in enumerate(self.offered.used[:ROWS], 1)]

    def _sent(self, sent: Any) -> list[FigureRow]:
        chosen, typed = sent.getlist(MEASURE)[:MOST], sent.getlist(AMOUNT)[:MOST]
        rows: list[FigureRow] = []
        for measure, amount in zip(chosen, typed, strict=False):
            row = FigureRow(len(rows) + 1, measure[:20], amount.strip()[:60])
            row.error = self._take(row)
            rows.append(row)
        return rows

    def _take(self, row: FigureRow) -> str:
        """Keep what the row says; the sentence when it cannot be."""
        if not row.typed:
            return ""
        measure = self._measures.get(row.measure)
        if measure is None:
            return "Hãy chọn loại số liệu cho số này."
        if any(known == measure.pk for known, _ in self.figures):
            return f"“{measure.name}” đã có ở dòng trên. Hãy cộng các số lại thành một dòng."
        try:
            value = read_amount(row.typed, decimals=measure.decimals)
        except Unreadable as problem:
            return str(problem)
        if value < 0 and measure.kind != "rate":
            return "Số không thể âm. Ghi sai thì đính chính số đã ghi."
        self.figures.append((measure.pk, value))
        return ""
