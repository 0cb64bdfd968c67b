"""What a person types when a plan is begun from another one."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from core.text import plain_text
from organisations.access import Access
from plans.domain import starting
from plans.enums import StartKind
from plans.forms.base import PlanForm, SeenForm
from plans.forms.fields import LONGEST_LINE, PrintedField
from plans.forms.plans import FIRST_YEAR, LAST_YEAR
from plans.models import Plan, PlanStart
from plans.rolling.proposal import Change, Choice


class FromPlanForm(PlanForm):
    """The year of the new plan."""

    year = forms.IntegerField(
        label="Năm của kế hoạch mới", min_value=FIRST_YEAR, max_value=LAST_YEAR,
        help_text="Năm trong câu chữ và thời hạn được đề xuất đổi theo năm này.",
    )  # fmt: skip
    submission_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, source: Plan, kind: StartKind, today: dt.date, **kwargs: Any) -> None:
        self.source, self.kind, self.today = source, kind, today
        kwargs.setdefault("initial", {"year": self._next_year(), "submission_key": uuid.uuid4()})
        super().__init__(*args, **kwargs)

    def _next_year(self) -> int:
        """The year after the old plan's; for a plan of long ago the year people plan for now."""
        planned = self.today.year + (1 if self.today.month >= 10 else 0)
        after: int = self.source.year + 1
        return max(after, planned) if self.kind == StartKind.LAST_YEAR else planned

    def save(self, *, by: Access) -> PlanStart:
        return starting.prepare_plan(
            self.source, kind=self.kind, by=by, year=self.cleaned_data["year"], today=self.today,
            submission_key=self.cleaned_data["submission_key"],
        )  # fmt: skip


class ChangesForm(SeenForm):
    """One page of the list of changes: ticks, typed words, fates of duties; and the new title on the first page.

    `shown`: the changes of this page with the words that stood in their fields. Words that were
    typed anew are taken, ticked or not: whoever types into a field wants it. `bulk` is a button for
    all of a group.
    """

    title = PrintedField(label="Trích yếu của kế hoạch mới", rows=3, max_length=2000, required=False)

    def __init__(
        self, *args: Any, start: PlanStart, shown: Iterable[tuple[Change, Choice]], duties: Iterable[int], **kwargs: Any
    ) -> None:
        self.start, self.on_page, self.duties = start, list(shown), list(duties)
        kwargs.setdefault("initial", {"seen": start.version, "title": start.title})
        super().__init__(*args, **kwargs)
        self.line_errors: dict[str, str] = {}

    def clean(self) -> dict[str, Any]:
        got = super().clean() or self.cleaned_data
        if "title" in self.data and not got.get("title", "").strip() and "title" not in self.errors:
            self.add_error("title", "Kế hoạch cần có trích yếu.")
        got["changes"] = {change.key: self._choice(change, before) for change, before in self.on_page}
        got["fates"] = {pk: self.data.get(f"fate-{pk}") == "giu" for pk in self.duties if f"fate-{pk}" in self.data}
        if self.line_errors:
            self.add_error(None, "Có dòng chưa lưu được, xin xem chỗ ghi màu đỏ ở dưới.")
        return got

    def _choice(self, change: Change, before: Choice) -> Choice:
        stood = change.after if before.text is None else before.text
        name = f"text-{change.key}"
        typed = plain_text(self.data.get(name, stood)).strip()
        if len(typed) > LONGEST_LINE:
            self.line_errors[change.key] = f"Dài quá {LONGEST_LINE} ký tự; một dòng của kế hoạch không dài đến thế."
        anew = typed != stood.strip()
        return Choice(anew or f"take-{change.key}" in self.data, None if typed == change.after.strip() else typed)

    def typed_in(self, change: Change) -> str | None:
        """What stands in the field of a change when the page is shown again."""
        value = self.data.get(f"text-{change.key}") if self.is_bound else None
        return None if value is None else str(value)

    def save(self, *, by: Access) -> PlanStart:
        got = self.cleaned_data
        return starting.choose(
            self.start, by=by, seen=got["seen"], changes=got["changes"], fates=got["fates"],
            title=got["title"] if "title" in self.data else None,
        )  # fmt: skip


def take_all(changes: Iterable[Change], chosen: Mapping[str, Choice], *, taken: bool) -> dict[str, Choice]:
    """Every change of a group taken, or none; what was typed stays typed."""
    return {each.key: Choice(taken, chosen[each.key].text if each.key in chosen else None) for each in changes}
