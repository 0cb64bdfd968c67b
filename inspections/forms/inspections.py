"""A line of the plan of inspections, its record, its conclusion."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from accounts.models import User
from core.forms.fields import DayField, choice_field
from inspections.domain import planning, recording
from inspections.domain.planning import FIRST_YEAR, LAST_YEAR
from inspections.domain.reinspecting import send_conclusion
from inspections.enums import Inspected, InspectionKind
from inspections.forms.base import FileField, OnceForm, WordsArea, offer
from inspections.models import Inspection
from organisations.access import Access
from organisations.models import Organisation, Unit
from plans.models import Plan


def plan_choices(plans: Sequence[Plan], first: str) -> list[tuple[str, str]]:
    return [("", first), *((str(plan.pk), f"{plan.notation} ({plan.year}): {plan}"[:140]) for plan in plans)]


class InspectionForm(OnceForm):
    subject = WordsArea(label="Nội dung kiểm tra", rows=2)
    kind = forms.ChoiceField(label="Loại", choices=InspectionKind.choices)
    year = forms.IntegerField(label="Thuộc kế hoạch kiểm tra năm", min_value=FIRST_YEAR, max_value=LAST_YEAR)
    inspected = forms.ChoiceField(label="Kiểm tra ai", choices=Inspected.choices)
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label="Bộ phận", required=False, empty_label="Chọn khi kiểm tra một bộ phận"
    )
    place = forms.ModelChoiceField(
        Organisation.objects.none(), label="Thôn, đơn vị cấp dưới", required=False,
        empty_label="Chọn khi kiểm tra thôn hoặc đơn vị cấp dưới",
    )  # fmt: skip
    when_text = forms.CharField(
        label="Thời gian dự kiến", required=False, max_length=200,
        help_text="Ví dụ: Quý II; tháng 9; ngày 15/10/2026.",
    )  # fmt: skip
    head = forms.ModelChoiceField(
        User.objects.none(), label="Trưởng đoàn", required=False, empty_label="Chưa phân công"
    )
    head_name = forms.CharField(
        label="Trưởng đoàn như ghi trong biên bản", required=False, max_length=200,
        help_text="Họ tên, chức vụ. Để trống thì in họ tên người chọn ở trên.",
    )  # fmt: skip
    members_text = WordsArea(
        label="Thành viên", required=False, rows=3, help_text="Mỗi người một dòng: họ tên, chức vụ."
    )
    basis_plan = forms.ChoiceField(label="Kiểm tra việc thực hiện kế hoạch", required=False)
    basis_text = forms.CharField(
        label="Căn cứ khác", required=False, max_length=500, help_text="Ví dụ: Quyết định số 45/QĐ-UBND ngày 12/3/2026."
    )

    NAMES = planning.PLANNED

    def __init__(
        self,
        *args: Any,
        units: QuerySet[Unit],
        places: QuerySet[Organisation],
        people: QuerySet[User],
        plans: Sequence[Plan],
        below: bool,
        today: dt.date,
        inspection: Inspection | None = None,
        **kwargs: Any,
    ) -> None:
        self.inspection, self.plans = inspection, {str(plan.pk): plan for plan in plans}
        initial: dict[str, Any] = {"year": today.year, "inspected": Inspected.UNIT}
        if inspection is not None:
            initial = {name: getattr(inspection, name) for name in self.NAMES}
            initial["basis_plan"] = str(inspection.basis_plan_id or "")
            if inspection.basis_plan is not None:
                self.plans.setdefault(str(inspection.basis_plan_id), inspection.basis_plan)
        kwargs["initial"] = {**initial, **(kwargs.get("initial") or {})}
        super().__init__(*args, version=inspection.version if inspection else None, **kwargs)
        offer(self, "unit", units)
        offer(self, "place", places)
        offer(self, "head", people | User.objects.filter(pk=(inspection.head_id if inspection else 0) or 0))
        choice_field(self, "basis_plan").choices = plan_choices(list(self.plans.values()), "Không chọn")
        kinds = [each for each in Inspected.choices if below or each[0] != Inspected.SUBORDINATE]
        choice_field(self, "inspected").choices = kinds

    def clean(self) -> dict[str, Any]:
        got = super().clean() or {}
        kind = got.get("inspected")
        if kind == Inspected.UNIT and not got.get("unit"):
            self.add_error("unit", "Hãy chọn bộ phận được kiểm tra.")
        if kind in (Inspected.VILLAGE, Inspected.SUBORDINATE) and not got.get("place"):
            self.add_error("place", "Hãy chọn thôn hoặc đơn vị được kiểm tra.")
        return got

    def save(self, *, by: Access, today: dt.date, at: dt.datetime) -> Inspection:
        got = self.cleaned_data
        facts = {name: got[name] for name in self.NAMES} | {"basis_plan": self.plans.get(got["basis_plan"])}
        if self.inspection is None:
            return planning.plan_inspection(by=by, key=got["key"], **facts)
        return planning.change_inspection(self.inspection, by=by, seen=self.seen_version, **facts)


class RecordForm(OnceForm):
    held_on = DayField(label="Ngày kiểm tra")
    begins_at = forms.TimeField(
        label="Bắt đầu lúc", required=False, widget=forms.TimeInput(format="%H:%M"), help_text="Ví dụ 08:00."
    )
    ends_at = forms.TimeField(
        label="Kết thúc lúc", required=False, widget=forms.TimeInput(format="%H:%M"), help_text="Ví dụ 11:00."
    )
    venue = forms.CharField(label="Địa điểm", required=False, max_length=300)
    head_name = forms.CharField(label="Trưởng đoàn (họ tên, chức vụ)", required=False, max_length=200)
    members_text = WordsArea(label="Thành viên đoàn", required=False, rows=3, help_text="Mỗi người một dòng.")
    present_text = WordsArea(
        label="Đại diện đơn vị được kiểm tra, người dự", required=False, rows=3, help_text="Mỗi người một dòng."
    )
    secretary_name = forms.CharField(label="Thư ký", required=False, max_length=200)
    looked_at = WordsArea(label="Đã kiểm tra những gì", required=False, rows=5)

    NAMES = (
        "held_on", "begins_at", "ends_at", "venue", "head_name", "members_text", "present_text", "secretary_name",
        "looked_at",
    )  # fmt: skip

    def __init__(self, *args: Any, inspection: Inspection, today: dt.date, **kwargs: Any) -> None:
        self.inspection = inspection
        initial = {name: getattr(inspection, name) for name in self.NAMES}
        if not initial["head_name"] and inspection.head is not None:
            initial["head_name"] = inspection.head.full_name
        kwargs["initial"] = {**initial, "held_on": inspection.held_on or today}
        super().__init__(*args, version=inspection.version, **kwargs)

    def save(self, *, by: Access, today: dt.date, at: dt.datetime) -> Inspection:
        facts = {name: self.cleaned_data[name] for name in self.NAMES}
        return recording.record_inspection(self.inspection, by=by, seen=self.seen_version, today=today, **facts)


class ConcludeForm(OnceForm):
    conclusion = WordsArea(label="Kết luận", required=False, rows=5)
    plan = forms.ChoiceField(label="Giao nội dung có hạn thành việc theo kế hoạch", required=False)

    def __init__(self, *args: Any, inspection: Inspection, plans: Sequence[Plan], dated: int, **kwargs: Any) -> None:
        self.inspection, self.plans = inspection, {str(plan.pk): plan for plan in plans}
        first = next((plan for plan in plans if _looks_at(inspection, plan)), None)
        kwargs["initial"] = {"conclusion": inspection.conclusion, "plan": str(first.pk) if first else ""}
        super().__init__(*args, version=inspection.version, **kwargs)
        choice_field(self, "plan").choices = plan_choices(plans, "Chưa giao, để giao sau")
        if not dated or inspection.is_from_above:
            del self.fields["plan"]

    def save(self, *, by: Access, today: dt.date, at: dt.datetime) -> int:
        got = self.cleaned_data
        return recording.conclude_inspection(
            self.inspection, by=by, seen=self.seen_version, conclusion=got["conclusion"], today=today, at=at,
            plan=self.plans.get(got.get("plan", "")),
        )  # fmt: skip


def _looks_at(inspection: Inspection, plan: Plan) -> bool:
    """Of the plan inspected the version in force now."""
    return inspection.basis_plan is not None and inspection.basis_plan.lineage == plan.lineage


class CancelForm(OnceForm):
    reason = WordsArea(label="Lý do hủy", rows=2, longest=500)

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        self.inspection = inspection
        super().__init__(*args, **kwargs)

    def save(self, *, by: Access, today: dt.date, at: dt.datetime) -> Inspection:
        return planning.cancel_inspection(self.inspection, by=by, reason=self.cleaned_data["reason"], today=today)


class SendForm(OnceForm):
    """A press with nothing to type."""

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        self.inspection = inspection
        super().__init__(*args, **kwargs)

    def save(self, *, by: Access, today: dt.date, at: dt.datetime) -> Inspection:
        return send_conclusion(self.inspection, by=by, today=today, at=at)


class RecordFileForm(OnceForm):
    file = FileField(label="Tệp, ảnh", required=True)
    title = forms.CharField(label="Tên tệp", required=False, max_length=200, help_text="Để trống thì lấy tên tệp.")

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        self.inspection = inspection
        super().__init__(*args, **kwargs)

    def save(self, *, by: Access, today: dt.date, at: dt.datetime) -> Any:
        upload = self.cleaned_data["file"]
        return recording.add_file(
            self.inspection, by=by, at=at, name=upload.name or "tep", data=upload.read(),
            title=self.cleaned_data["title"],
        )  # fmt: skip
