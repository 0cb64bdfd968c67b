"""What a person types when a superior's plan is taken over: for which year or draft, and which of its clauses."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from django import forms

from core.forms.fields import choice_field
from core.text import one_line
from organisations.access import Access
from plans.domain import superior
from plans.forms.base import PlanForm, SeenForm
from plans.forms.fields import LONGEST_LINE, PrintedField
from plans.forms.plans import FIRST_YEAR, LAST_YEAR
from plans.models import Plan, PlanImport, PlanStart
from plans.queries.superior import Taken
from plans.rolling.duties import Offer


class FromSuperiorForm(PlanForm):
    """A new plan, or one of the drafts."""

    target = forms.TypedChoiceField(label="Đưa vào", required=False, coerce=int, empty_value=None)
    year = forms.IntegerField(
        label="Năm của kế hoạch mới", min_value=FIRST_YEAR, max_value=LAST_YEAR,
        help_text="Khi đưa vào dự thảo đã có thì theo năm của dự thảo đó.",
    )  # fmt: skip
    submission_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, source: Plan | PlanImport, year: int, drafts: Iterable[Plan], today: dt.date, **kwargs: Any
    ) -> None:
        self.source, self.today = source, today
        kwargs.setdefault("initial", {"year": year, "submission_key": uuid.uuid4()})
        super().__init__(*args, **kwargs)
        self.drafts = {plan.pk: plan for plan in drafts}
        choice_field(self, "target").choices = [
            ("", "Kế hoạch mới, có mục sẵn"),
            *((pk, f"Dự thảo: {str(plan)[:100]} (năm {plan.year})") for pk, plan in self.drafts.items()),
        ]

    def save(self, *, by: Access) -> PlanStart:
        got = self.cleaned_data
        return superior.prepare_from_superior(
            self.source, by=by, year=got["year"], today=self.today, target=self.drafts.get(got["target"] or 0),
            submission_key=got["submission_key"],
        )  # fmt: skip


class OffersForm(SeenForm):
    """One page of proposals: ticks, words, sections; and the title on the first page.

    `shown` are the proposals of this page with what stood there. Words typed anew are taken, ticked or not.
    """

    title = PrintedField(label="Trích yếu của kế hoạch mới", rows=3, max_length=2000, required=False)

    def __init__(
        self,
        *args: Any,
        start: PlanStart,
        offers: Iterable[tuple[Offer, Taken]],
        sections: Iterable[str],
        **kwargs: Any,
    ) -> None:
        self.start, self.offers, self.sections = start, list(offers), set(sections)
        kwargs.setdefault("initial", {"seen": start.version, "title": start.title})
        super().__init__(*args, **kwargs)
        self.line_errors: dict[str, str] = {}

    def clean(self) -> dict[str, Any]:
        got = super().clean() or self.cleaned_data
        if "title" in self.data and not got.get("title", "").strip() and "title" not in self.errors:
            self.add_error("title", "Kế hoạch cần có trích yếu.")
        got["offers"] = {offer.key: self._answer(offer, stood) for offer, stood in self.offers}
        if self.line_errors:
            self.add_error(None, "Có dòng chưa lưu được, xin xem chỗ ghi màu đỏ ở dưới.")
        return got

    def _answer(self, offer: Offer, stood: Taken) -> Taken:
        text = one_line(self.data.get(f"text-{offer.key}", stood.text))
        if len(text) > LONGEST_LINE:
            self.line_errors[offer.key] = f"Dài quá {LONGEST_LINE} ký tự; một dòng của kế hoạch không dài đến thế."
        section = self.data.get(f"section-{offer.key}", stood.section)
        anew = text != one_line(stood.text) and bool(text)
        return Taken(
            anew or f"take-{offer.key}" in self.data, text, section if section in self.sections else stood.section
        )

    def save(self, *, by: Access) -> PlanStart:
        got = self.cleaned_data
        title = got["title"] if "title" in self.data else None
        return superior.choose_offers(self.start, by=by, seen=got["seen"], offers=got["offers"], title=title)
