"""The filter above a list: a GET form. A value that does not exist filters nothing, so that old links still open."""

from __future__ import annotations

from typing import Any

from django import forms

from core.wanted import LONGEST, Wanted, wanted_of


class WordsField(forms.CharField):
    """Words to look for, understood as on the search page (core.wanted)."""

    def __init__(self, *, label: str = "Tìm (gõ không dấu cũng được)", **kwargs: Any) -> None:
        super().__init__(label=label, required=False, **kwargs)
        self.widget = forms.TextInput(attrs={"type": "search", "maxlength": LONGEST, "autocomplete": "off"})

    def clean(self, value: Any) -> Wanted:
        return wanted_of(str(value or ""))


class FilterForm(forms.Form):
    """`wanted` are the cleaned values by name; what was not understood is None there and said beside its field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            is_choice = isinstance(field.widget, forms.Select)
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
