"""What is said when late work is pressed for."""

from __future__ import annotations

import datetime as dt
from typing import Any

from organisations.access import Access
from work.domain.nudging import nudge
from work.forms.acts import ActForm, WordsArea


class NudgeForm(ActForm):
    note = WordsArea(label="Lời nhắn (không bắt buộc)", required=False)

    def save(self, *, by: Access, at: dt.datetime) -> Any:
        data = self.cleaned_data
        return nudge(self.milestone, by=by, at=at, note=data["note"], key=data["key"])
