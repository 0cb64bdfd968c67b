"""Looking for a document to cite."""

from __future__ import annotations

from typing import Any

from django import forms

from core.forms.filters import FilterForm, WordsField
from core.http import whole_number


class BasisSearchForm(FilterForm):
    """`dong`: the line the document is to be named in; `gan`: the basis that is to be tied to the catalogue."""

    q = WordsField(label="Số, tên văn bản (gõ không dấu cũng được)")
    dong = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    gan = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def clean_gan(self) -> int | None:
        return whole_number(self.cleaned_data["gan"])

    @property
    def wanted(self) -> dict[str, Any]:
        got = super().wanted
        return {**got, "dong": got["dong"] or "", "gan": got["gan"]}
