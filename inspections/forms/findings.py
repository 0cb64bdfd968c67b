"""What was found, giving it, looking again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from core.forms.fields import DayField, choice_field
from inspections.domain import giving, recording, reinspecting
from inspections.domain.recording import NO_OFFICER
from inspections.enums import FindingKind, Inspected
from inspections.forms.base import FileField, OnceForm, WordsArea, offer
from inspections.forms.inspections import plan_choices
from inspections.models import Finding, FindingStep, Inspection
from organisations.access import Access
from organisations.models import Unit
from plans.models import Plan
from work.models import Milestone


class _Menders(OnceForm):
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label="Bộ phận khắc phục", required=False, empty_label="Chưa chọn"
    )
    person = forms.ModelChoiceField(
        User.objects.none(), label="Người khắc phục", required=False, empty_label="Chưa chọn"
    )
    due_on = DayField(label="Khắc phục xong chậm nhất ngày", required=False)

    def __init__(self, *args: Any, units: QuerySet[Unit], people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "unit", units)
        offer(self, "person", people)


class FindingForm(_Menders):
    kind = forms.ChoiceField(label="Loại", choices=FindingKind.choices, initial=FindingKind.SHORTCOMING)
    text = WordsArea(label="Nội dung", rows=3)
    mender_text = forms.CharField(
        label="Thôn hoặc người khác khắc phục (ghi bằng lời)", required=False, max_length=200,
        help_text="Ví dụ: Thôn Đông Hà. Bộ phận, người chọn ở dưới theo dõi, đôn đốc và báo kết quả.",
    )  # fmt: skip
    file = FileField(label="Ảnh, tệp kèm theo")
    field_order = ("kind", "text", "mender_text", "unit", "person", "due_on", "file")

    def __init__(self, *args: Any, inspection: Inspection, finding: Finding | None = None, **kwargs: Any) -> None:
        self.inspection, self.finding = inspection, finding
        names = ("kind", "text", "mender_text", "unit", "person", "due_on")
        kwargs["initial"] = {name: getattr(finding, name) for name in names} if finding else {}
        if finding is None and inspection.inspected == Inspected.VILLAGE:
            kwargs["initial"] = {"mender_text": inspection.whom}
        super().__init__(*args, version=finding.version if finding else None, **kwargs)
        if inspection.is_from_above:  # who mends it there, is that office's matter
            del self.fields["unit"], self.fields["person"], self.fields["mender_text"]

    def clean(self) -> dict[str, Any]:
        got = super().clean() or {}
        named = self.inspection.is_from_above or got.get("unit") or got.get("person")
        if got.get("due_on") and got.get("kind") != FindingKind.GOOD and not named:
            village = bool(got.get("mender_text"))
            self.add_error("unit", NO_OFFICER if village else "Hãy chọn bộ phận hoặc người phải khắc phục.")
        return got

    def save(self, *, by: Access, today: dt.date, at: dt.datetime) -> Finding:
        got = self.cleaned_data
        facts: dict[str, Any] = {name: got.get(name) for name in ("unit", "person", "due_on")}
        facts["mender_text"] = got.get("mender_text") or ""
        with transaction.atomic():
            if self.finding is None:
                found = recording.add_finding(
                    self.inspection, by=by, kind=got["kind"], text=got["text"], today=today, key=got["key"], **facts
                )
            else:
                found = recording.change_finding(
                    self.finding, by=by, seen=self.seen_version, kind=got["kind"], text=got["text"], today=today,
                    **facts,
                )  # fmt: skip
            if upload := got["file"]:
                recording.add_file(
                    self.inspection, by=by, at=at, name=upload.name or "tep", data=upload.read(), finding=found
                )
        return found


class GiveForm(_Menders):
    """A finding becomes a duty: in this office, or in the office that was inspected (`taking`)."""

    plan = forms.ChoiceField(label="Theo kế hoạch")
    field_order = ("plan", "unit", "person", "due_on")

    def __init__(
        self, *args: Any, finding: Finding, plans: Sequence[Plan], first: Plan | None = None, taking: bool = False,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        self.finding, self.taking, self.plans = finding, taking, {str(plan.pk): plan for plan in plans}
        kwargs["initial"] = {
            "plan": str(first.pk) if first else "", "due_on": finding.due_on,
            "unit": None if taking else finding.unit, "person": None if taking else finding.person,
        }  # fmt: skip
        super().__init__(*args, **kwargs)
        choice_field(self, "plan").choices = plan_choices(plans, "Chọn kế hoạch đang có hiệu lực")
        self.fields["due_on"].required = True

    def clean(self) -> dict[str, Any]:
        got = super().clean() or {}
        if not got.get("unit") and not got.get("person"):
            self.add_error("unit", "Hãy chọn bộ phận hoặc người khắc phục.")
        return got

    def save(self, *, by: Access, today: dt.date, at: dt.datetime) -> Milestone:
        got = self.cleaned_data
        give = giving.take_finding if self.taking else giving.give_finding
        return give(
            self.finding, by=by, plan=self.plans[got["plan"]], today=today, at=at, unit=got["unit"],
            person=got["person"], due_on=got["due_on"],
        )  # fmt: skip


RESULTS = (("xong", "Đã khắc phục"), ("chua", "Chưa khắc phục"))


class ReinspectForm(OnceForm):
    on = DayField(label="Ngày kiểm tra lại")
    result = forms.ChoiceField(label="Kết quả", choices=RESULTS, widget=forms.RadioSelect)
    words = WordsArea(label="Nhận xét", required=False, rows=3, help_text="Chưa khắc phục thì ghi còn phải làm gì.")
    new_due_on = DayField(label="Hạn mới (khi chưa khắc phục)", required=False)
    file = FileField(label="Ảnh, tệp chứng minh")

    def __init__(self, *args: Any, finding: Finding, today: dt.date, **kwargs: Any) -> None:
        self.finding = finding
        kwargs["initial"] = {"on": today}
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        got = super().clean() or {}
        if got.get("result") == "chua":
            if not got.get("words"):
                self.add_error("words", "Hãy ghi còn phải làm gì.")
            if not got.get("new_due_on") and "new_due_on" not in self.errors:
                self.add_error("new_due_on", "Hãy ghi hạn mới.")
        return got

    def save(self, *, by: Access, today: dt.date, at: dt.datetime) -> FindingStep:
        got = self.cleaned_data
        with transaction.atomic():
            step = reinspecting.reinspect(
                self.finding, by=by, on=got["on"], mended=got["result"] == "xong", words=got["words"], today=today,
                at=at, new_due_on=got["new_due_on"], key=got["key"],
            )  # fmt: skip
            if upload := got["file"]:
                recording.add_file(
                    self.finding.inspection, by=by, at=at, name=upload.name or "tep", data=upload.read(),
                    finding=self.finding, step=step,
                )  # fmt: skip
        return step
