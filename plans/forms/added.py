"""A duty given after the issue: what, who, by when, by which word."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from core.forms.fields import DayField, choice_field, row_choice_field
from organisations.access import Access
from organisations.models import Unit
from plans.deadlines import MAX_PHRASE
from plans.domain import added_tasks, tasks
from plans.forms.base import PlanForm
from plans.forms.fields import PrintedField
from plans.forms.tasks import MEANINGS
from plans.models import Plan, PlanTask


class AddedTaskForm(PlanForm):
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    text = PrintedField(label="Việc phải làm", rows=3, max_length=added_tasks.LONGEST)
    origin = PrintedField(
        label="Căn cứ giao việc", max_length=500,
        help_text="Ví dụ: Kết luận kiểm tra ngày 05/6/2026; Chỉ đạo của Chủ tịch ngày 12/6/2026.",
    )  # fmt: skip
    given_on = DayField(label="Ngày giao")
    lead = forms.ChoiceField(label="Bộ phận chủ trì", required=False)
    coordinating = forms.MultipleChoiceField(
        label="Bộ phận phối hợp", required=False, widget=forms.CheckboxSelectMultiple
    )
    person = forms.ModelChoiceField(
        User.objects.none(), label="Người phụ trách", required=False, empty_label="Chưa giao"
    )
    director = forms.ModelChoiceField(
        User.objects.none(), label="Lãnh đạo chỉ đạo", required=False, empty_label="Chưa ghi"
    )
    deadline_text = PrintedField(label="Thời hạn", required=False, max_length=MAX_PHRASE)
    meaning = forms.ChoiceField(label="Hiểu thời hạn là", required=False, choices=MEANINGS)
    result_text = PrintedField(label="Sản phẩm, kết quả", required=False, max_length=2000)

    def __init__(
        self,
        *args: Any,
        plan: Plan,
        units: Sequence[Unit],
        people: QuerySet[User],
        leaders: QuerySet[User],
        today: dt.date,
        **kwargs: Any,
    ) -> None:
        self.plan, self.today = plan, today
        self.units = {str(unit.pk): unit for unit in units}
        kwargs["initial"] = {"key": uuid.uuid4(), "given_on": today, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        named = [(key, unit.name) for key, unit in self.units.items()]
        choice_field(self, "lead").choices = [("", "Chưa chọn"), *named]
        choice_field(self, "coordinating").choices = named
        row_choice_field(self, "person").queryset = people
        row_choice_field(self, "director").queryset = leaders

    def clean(self) -> dict[str, Any]:
        got = super().clean() or {}
        if not got.get("lead") and not got.get("person") and not self.errors:
            self.add_error("lead", "Hãy chọn bộ phận chủ trì, hoặc người phụ trách ở dưới.")
        if got.get("lead") and got["lead"] in (got.get("coordinating") or ()):
            self.add_error("coordinating", "Bộ phận chủ trì không cần ghi lại ở phối hợp.")
        return got

    def save(self, *, by: Access) -> PlanTask:
        got = self.cleaned_data
        rule = added_tasks.understood_since(got["deadline_text"], self.plan, got["given_on"])
        chosen = tasks.meant(rule, each_period=got["meaning"] == "each") if got["meaning"] else None
        person, director = got["person"], got["director"]
        return added_tasks.add_task_after_issue(
            self.plan, by=by, text=got["text"], origin=got["origin"], given_on=got["given_on"], today=self.today,
            lead_units=[self.units[got["lead"]]] if got["lead"] else [],
            coordinating_units=[self.units[each] for each in got["coordinating"]],
            person_id=person.pk if person else None, director_id=director.pk if director else None,
            deadline_text=got["deadline_text"], deadline=chosen, result_text=got["result_text"], key=got["key"],
        )  # fmt: skip


class WithdrawAddedForm(PlanForm):
    reason = PrintedField(label="Lý do rút lại", rows=2, max_length=500)

    def __init__(self, *args: Any, task: PlanTask, today: dt.date, **kwargs: Any) -> None:
        self.task, self.today = task, today
        super().__init__(*args, **kwargs)

    def save(self, *, by: Access) -> PlanTask:
        return added_tasks.withdraw_added_task(
            self.task, by=by, reason=self.cleaned_data["reason"], today=self.today, at=timezone.now()
        )
