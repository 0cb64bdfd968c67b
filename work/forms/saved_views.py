"""The name of a list, and who sees it."""

from __future__ import annotations

from typing import Any

from django import forms

from core.forms.fields import choice_field
from organisations.access import Access
from work import rules
from work.domain.saved_views import change_view, save_view
from work.models import SavedView


class ViewForm(forms.Form):
    """`may_share`: leaders offer a list to the whole office."""

    name = forms.CharField(
        label="Tên danh sách", max_length=60, error_messages={"required": "Hãy đặt tên cho danh sách."}
    )
    shared = forms.BooleanField(label="Cả đơn vị dùng chung", required=False)

    def __init__(self, *args: Any, by: Access, **kwargs: Any) -> None:
        self.by = by
        super().__init__(*args, **kwargs)
        if not rules.can_share_views(by):
            del self.fields["shared"]

    def change(self, view: SavedView) -> SavedView:
        shared = self.cleaned_data.get("shared", view.shared)
        return change_view(view, by=self.by, name=self.cleaned_data["name"], shared=shared)


class NewViewForm(ViewForm):
    page = forms.ChoiceField(widget=forms.HiddenInput)
    query = forms.CharField(widget=forms.HiddenInput, required=False, max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice_field(self, "page").choices = SavedView.Page.choices

    def save(self) -> SavedView:
        said = self.cleaned_data
        shared = bool(said.get("shared"))
        return save_view(by=self.by, page=said["page"], name=said["name"], query=said["query"], shared=shared)
