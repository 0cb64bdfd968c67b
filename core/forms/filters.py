"""The filter above a list: a GET form. A value that does not exist filters nothing, so that old links still open."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from core.wanted import LONGEST, Wanted, wanted_of


class WordsField(forms.CharField):
    """Words to look for, understood as on the search page (core.wanted)."""

    def __init__(self, *, label: str = "Tìm (gõ không dấu cũng được)", **kwargs: Any) -> None:
        super().__init__(label=label, required=False, **kwargs)
        self.widget = forms.TextInput(attrs={"type": "search", "maxlength": LONGEST, "autocomplete": "off"})

    def clean(self, value: Any) -> Wanted:
        return wanted_of(str(value or ""))


class PlainSelect(forms.Select):
    """A choice written without a template for each option: an office has two hundred plans to choose from."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        chosen = {str(each) for each in self.format_value(value)}
        options = mark_safe("".join(self._options(self.choices, chosen)))  # escaped one by one
        known = self.build_attrs(self.attrs, {"name": name, **(attrs or {})})
        return format_html("<select{}>{}</select>", flatatt(known), options)

    def _options(self, choices: Any, chosen: set[str]) -> Iterator[str]:
        for value, label in choices:
            if isinstance(label, list | tuple):
                inside = mark_safe("".join(self._options(label, chosen)))
                yield format_html('<optgroup label="{}">{}</optgroup>', value, inside)
            else:
                key = "" if value is None else str(value)
                mark = " selected" if key in chosen else ""
                yield f'<option value="{escape(key)}"{mark}>{escape(str(label))}</option>'


class FilterForm(forms.Form):
    """`wanted` are the cleaned values by name; what was not understood is None there and said beside its field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            is_choice = isinstance(field.widget, forms.Select)
            if type(field.widget) is forms.Select:
                field.widget = PlainSelect(field.widget.attrs, field.widget.choices)
            field.widget.attrs.setdefault("class", "form-select" if is_choice else "form-control")

    @property
    def wanted(self) -> dict[str, Any]:
        self.is_valid()
        return {name: self.cleaned_data.get(name) for name in self.fields}

    @property
    def is_active(self) -> bool:
        """Whether anything is filtered; then an empty list offers "Bỏ lọc"."""
        return any(self.wanted.values())


class WordsFilterForm(FilterForm):
    """A list that is filtered by words alone."""

    q = WordsField()
