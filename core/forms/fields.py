"""Fields of our forms."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django import forms

from core.days import parse_day


class DayField(forms.Field):
    """A day typed as people write it: ngày/tháng/năm."""

    widget = forms.TextInput
    default_error_messages = {"invalid": "Ngày không đúng. Hãy gõ ngày/tháng/năm, ví dụ 01/7/2026."}

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "numeric", "placeholder": "ngày/tháng/năm", "autocomplete": "off", "maxlength": 10}

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%d/%m/%Y}" if isinstance(value, dt.date) else value

    def to_python(self, value: Any) -> dt.date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, dt.date):
            return value
        day = parse_day(str(value))
        if day is None:
            raise forms.ValidationError(self.default_error_messages["invalid"], code="invalid")
        return day

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(initial != self.to_python(data))


def choice_field(form: forms.BaseForm, name: str) -> forms.ChoiceField:
    """A field of a form as what it was declared; `form.fields` gives it as any field."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    return field


def row_choice_field(form: forms.BaseForm, name: str) -> forms.ModelChoiceField[Any]:
    """The same for a choice among rows."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    return field


def looks_like_phone(text: str) -> bool:
    """Digits with the usual separators; Vietnamese numbers have nine to eleven digits and begin with 0 or +84."""
    return bool(re.fullmatch(r"(\+84|0)[0-9 .\-()]{8,16}", text))
