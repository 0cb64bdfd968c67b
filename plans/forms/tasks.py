"""A task: its words, who is in charge, what a printed name stands for; and the assignment block."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from accounts.models import User
from core.forms.fields import choice_field, row_choice_field
from core.text import fold
from organisations.access import Access
from organisations.models import Organisation, Unit
from plans.deadlines import MAX_PHRASE, parse
from plans.domain import assignments, tasks
from plans.enums import PartyKind
from plans.forms.base import PlanForm, SeenForm
from plans.forms.fields import PrintedField
from plans.models import AssignmentBlock, Plan, PlanTask, TaskUnit
from plans.queries.tasks import meaning_of

INDICES = [("", "Không gắn chỉ số"), ("PAPI", "PAPI"), ("PAR INDEX", "PAR INDEX"), ("SIPAS", "SIPAS")]
PLACES_LIST = "don-vi-xung-quanh"  # the id of the page's list of organisations to pick from
MEANINGS = [("", "Để sau"), ("one", "Một kết quả"), ("each", "Mỗi kỳ một kết quả")]


def chosen(words: str, meaning: str, plan: Plan) -> Any:
    """The rule with the person's choice; None where nothing was asked or nothing chosen."""
    if meaning not in ("one", "each"):
        return None
    rule = parse(words, plan_year=plan.year, plan_date=plan.issued_on)
    return tasks.meant(rule, each_period=meaning == "each")


class TaskForm(SeenForm):
    lead_text = PrintedField(label="Cơ quan chủ trì", required=False, max_length=1000)
    coordinating_text = PrintedField(
        label="Cơ quan phối hợp",
        required=False,
        rows=2,
        max_length=2000,
        help_text="Nhiều cơ quan: ngăn bằng dấu chấm phẩy.",
    )
    deadline_text = PrintedField(label="Thời hạn (như trong văn bản)", required=False, max_length=MAX_PHRASE)
    meaning = forms.ChoiceField(label="Hiểu thời hạn là", required=False, choices=MEANINGS)
    result_text = PrintedField(label="Sản phẩm, kết quả", required=False, rows=2, max_length=2000)
    budget_text = PrintedField(label="Kinh phí", required=False, max_length=500)
    index_name = forms.ChoiceField(label="Chỉ số", required=False, choices=INDICES)
    tracked = forms.BooleanField(
        label="Theo dõi", required=False, help_text="Bỏ dấu này thì nhiệm vụ chỉ được in, không nhắc việc."
    )

    WORDS = (
        "lead_text", "coordinating_text", "deadline_text", "result_text", "budget_text", "index_name", "tracked",
    )  # fmt: skip

    def __init__(self, *args: Any, task: PlanTask, **kwargs: Any) -> None:
        self.task = task
        initial = {name: getattr(task, name) for name in self.WORDS}
        kwargs.setdefault("initial", {**initial, "meaning": meaning_of(task.deadline), "seen": task.version})
        super().__init__(*args, **kwargs)
        if task.index_name and task.index_name not in dict(INDICES):
            choice_field(self, "index_name").choices = [*INDICES, (task.index_name, task.index_name)]
        if task.same_as_id:
            self.fields["tracked"].disabled = True

    def save(self, *, by: Access) -> PlanTask:
        got = self.cleaned_data
        deadline = chosen(got["deadline_text"], got["meaning"], self.task.plan)
        changes = {name: got[name] for name in self.WORDS}
        return tasks.save_task(self.task, by=by, seen=got["seen"], deadline=deadline, **changes)


class PeopleForm(SeenForm):
    """May be changed after issue: the paper does not change with it."""

    person = forms.ModelChoiceField(
        User.objects.none(), label="Người phụ trách", required=False, empty_label="Chưa giao"
    )
    director = forms.ModelChoiceField(
        User.objects.none(), label="Lãnh đạo chỉ đạo", required=False, empty_label="Chưa ghi"
    )

    def __init__(
        self, *args: Any, task: PlanTask, people: QuerySet[User], leaders: QuerySet[User], **kwargs: Any
    ) -> None:
        self.task = task
        kwargs.setdefault("initial", {"person": task.person_id, "director": task.director_id, "seen": task.version})
        super().__init__(*args, **kwargs)
        # Somebody who has left since stays in the list while the task names them.
        row_choice_field(self, "person").queryset = people | User.objects.filter(pk=task.person_id or 0)
        row_choice_field(self, "director").queryset = leaders | User.objects.filter(pk=task.director_id or 0)

    def save(self, *, by: Access) -> PlanTask:
        got = self.cleaned_data
        return tasks.assign_person(self.task, by=by, person=got["person"], director=got["director"], seen=got["seen"])


class PartyForm(PlanForm):
    """What a printed name stands for. Another organisation is named by typing; `places` are those there are."""

    stands_for = forms.ChoiceField(label="Chỉ")
    place = forms.CharField(
        label="Tên đơn vị", required=False, max_length=300,
        help_text="Gõ vài chữ rồi chọn: cấp trên, đơn vị cùng cấp, thôn, tổ dân phố.",
    )  # fmt: skip

    def __init__(
        self, *args: Any, party: TaskUnit, units: list[Unit], places: dict[str, Organisation], **kwargs: Any
    ) -> None:
        self.party, self.units, self.places = party, {str(unit.pk): unit for unit in units}, places
        linked = next((label for label, each in places.items() if each.pk == party.organisation_id), "")
        stands_for = str(party.unit_id) if party.unit_id else party.kind
        kwargs.setdefault("initial", {"stands_for": stands_for, "place": linked or str(party.organisation or "")})
        kwargs.setdefault("auto_id", f"co-quan-{party.pk}-%s")
        super().__init__(*args, **kwargs)
        others = (PartyKind.ORGANISATION, PartyKind.GROUP, PartyKind.OUTSIDE)
        choice_field(self, "stands_for").choices = [
            *((key, unit.name) for key, unit in self.units.items()),
            *((kind.value, kind.label) for kind in others),
        ]
        self.fields["stands_for"].widget.attrs["class"] = "form-select"
        self.fields["place"].widget.attrs |= {"class": "form-control", "list": PLACES_LIST, "autocomplete": "off"}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        typed = data.get("place", "")
        if typed and "place" in self.changed_data and "stands_for" not in self.changed_data:
            data["stands_for"] = PartyKind.ORGANISATION  # somebody named it and left the list as it was
        if data.get("stands_for") == PartyKind.ORGANISATION:
            self._find_place(typed)
        return data

    def _find_place(self, typed: str) -> None:
        wanted = fold(typed)
        exact = [each for label, each in self.places.items() if wanted in (fold(label), each.code)]
        near = exact or [each for label, each in self.places.items() if wanted and wanted in fold(label)]
        self.chosen = near[0] if len(near) == 1 else None
        if not wanted:
            self.add_error("place", "Hãy gõ tên đơn vị mà tên này chỉ đến.")
        elif not near:
            self.add_error("place", "Không có đơn vị nào tên như vậy ở cấp trên, cùng cấp hoặc trực thuộc.")
        elif len(near) > 1:
            some = ", ".join(each.display_name for each in near[:5])
            self.add_error("place", f"Có {len(near)} đơn vị tên như vậy: {some}. Hãy gõ đủ tên.")

    def save(self, *, by: Access) -> TaskUnit:
        value = self.cleaned_data["stands_for"]
        if value == PartyKind.ORGANISATION:
            return tasks.link_party(self.party, by=by, organisation=self.chosen, kind=value)
        return tasks.link_party(self.party, by=by, unit=self.units.get(value), kind=value)


class AssignmentForm(SeenForm):
    lead_text = PrintedField(label="Cơ quan chủ trì (phụ trách)", required=False, rows=2, max_length=2000)
    coordinating_text = PrintedField(label="Cơ quan phối hợp", required=False, rows=2, max_length=2000)
    deadline_text = PrintedField(label="Thời gian thực hiện", required=False, max_length=MAX_PHRASE)
    meaning = forms.ChoiceField(label="Hiểu thời hạn là", required=False, choices=MEANINGS)

    WORDS = ("lead_text", "coordinating_text", "deadline_text")

    def __init__(self, *args: Any, assignment: AssignmentBlock, **kwargs: Any) -> None:
        self.assignment = assignment
        initial = {name: getattr(assignment, name) for name in self.WORDS}
        kwargs.setdefault(
            "initial", {**initial, "meaning": meaning_of(assignment.deadline), "seen": assignment.version}
        )
        super().__init__(*args, **kwargs)

    def save(self, *, by: Access) -> AssignmentBlock:
        got = self.cleaned_data
        deadline = chosen(got["deadline_text"], got["meaning"], self.assignment.plan)
        changes = {name: got[name] for name in self.WORDS}
        return assignments.save_assignment(self.assignment, by=by, seen=got["seen"], deadline=deadline, **changes)
