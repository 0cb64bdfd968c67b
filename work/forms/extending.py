"""Asking for more time, and answering."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from core.forms.fields import DayField
from organisations.access import Access
from work.domain import extending
from work.forms.acts import ActForm, SentOnce, WordsArea
from work.models import ExtensionRequest, Milestone


class AskForm(SentOnce):
    wanted_on = DayField(label="Xin gia hạn đến ngày")
    reason = WordsArea(label="Lý do", rows=3, help_text="Lãnh đạo đọc để quyết định; ghi ở diễn biến của việc.")

    def save(self, milestone: Milestone, *, by: Access, at: dt.datetime) -> ExtensionRequest:
        return extending.ask_extension(milestone, by=by, at=at, **self.cleaned_data)


class TakeBackForm(forms.Form):
    note = WordsArea(label="Lý do rút (không bắt buộc)", required=False, help_text="Ghi ở diễn biến của việc.")

    def save(self, request: ExtensionRequest, *, by: Access, at: dt.datetime) -> ExtensionRequest:
        return extending.take_back_extension(request, by=by, at=at, note=self.cleaned_data["note"])


class GrantForm(ActForm):
    """The day that was asked for stands there already."""

    key = None  # type: ignore[assignment]  # answered is answered: a second sending is told so
    granted_on = DayField(label="Gia hạn đến ngày")
    note = WordsArea(label="Ý kiến (không bắt buộc)", required=False)

    def __init__(self, *args: Any, request: ExtensionRequest, **kwargs: Any) -> None:
        self.request = request
        kwargs["initial"] = {"granted_on": request.wanted_on}
        super().__init__(*args, milestone=request.milestone, **kwargs)

    def save(self, *, by: Access, at: dt.datetime) -> ExtensionRequest:
        data = self.cleaned_data
        return extending.grant_extension(
            self.request, by=by, at=at, seen=data["seen"] or 0, granted_on=data["granted_on"], note=data["note"]
        )


class RefuseForm(forms.Form):
    reason = WordsArea(label="Lý do không gia hạn")

    def save(self, request: ExtensionRequest, *, by: Access, at: dt.datetime) -> ExtensionRequest:
        return extending.refuse_extension(request, by=by, at=at, reason=self.cleaned_data["reason"])
