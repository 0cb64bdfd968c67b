"""The filters above the lists of plans and of tasks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from core.forms.fields import choice_field
from core.forms.filters import FilterForm, WordsField
from organisations.models import Unit
from plans.enums import UNISSUED, PlanState
from plans.queries.lists import NO_UNIT
from plans.queries.tasks import DeadlineState

EVERY = ("", "Tất cả")
LONGEST_TITLE = 80  # characters of a plan's title among the choices


def years_and_units(form: forms.Form, years: Iterable[int], units: Iterable[Unit]) -> None:
    choice_field(form, "nam").choices = [EVERY, *((year, str(year)) for year in years)]
    choice_field(form, "chu_tri").choices = [EVERY, *((unit.pk, unit.name) for unit in units)]


class PlanFilterForm(FilterForm):
    q = WordsField()
    nam = forms.TypedChoiceField(label="Năm", required=False, coerce=int, empty_value=None)
    trang_thai = forms.ChoiceField(label="Trạng thái", required=False)
    chu_tri = forms.TypedChoiceField(label="Cơ quan chủ trì", required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, years: list[int], units: list[Unit], drafts: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years_and_units(self, years, units)
        # whoever never sees a draft is not offered to look for one
        states = [choice for choice in PlanState.choices if drafts or choice[0] not in UNISSUED]
        choice_field(self, "trang_thai").choices = [EVERY, *states]

    @property
    def arguments(self) -> dict[str, Any]:
        """For plans.queries.plan_list."""
        got = self.wanted
        return {"wanted": got["q"], "year": got["nam"], "state": got["trang_thai"], "lead": got["chu_tri"]}


class TaskFilterForm(FilterForm):
    q = WordsField()
    nam = forms.TypedChoiceField(label="Năm kế hoạch", required=False, coerce=int, empty_value=None)
    ke_hoach = forms.TypedChoiceField(label="Kế hoạch", required=False, coerce=int, empty_value=None)
    chu_tri = forms.ChoiceField(label="Cơ quan chủ trì", required=False)
    han = forms.ChoiceField(
        label="Thời hạn",
        required=False,
        choices=[
            EVERY,
            (DeadlineState.UNDERSTOOD.value, "Đã hiểu"),
            (DeadlineState.QUESTION.value, "Chưa rõ"),
            (DeadlineState.NONE.value, "Không ghi"),
        ],
    )
    theo_doi = forms.ChoiceField(
        label="Theo dõi", required=False, choices=[EVERY, ("theo-doi", "Theo dõi"), ("chi-in", "Chỉ in")]
    )
    thuoc = forms.ChoiceField(label="Thuộc kế hoạch", required=False)

    def __init__(
        self,
        *args: Any,
        years: list[int],
        plans: Sequence[tuple[int, str]],
        units: list[Unit],
        drafts: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        years_and_units(self, years, units)
        choice_field(self, "chu_tri").choices += [(NO_UNIT, "Chưa có chủ trì")]  # type: ignore[operator]
        named = [(key, f"{name[:LONGEST_TITLE]}…" if len(name) > LONGEST_TITLE else name) for key, name in plans]
        choice_field(self, "ke_hoach").choices = [EVERY, *named]
        current = [("", "Hiệu lực, dự thảo"), ("hieu-luc", "Đang hiệu lực"), ("du-thao", "Dự thảo")]
        scopes = current if drafts else [("", "Đang hiệu lực")]
        choice_field(self, "thuoc").choices = [*scopes, ("da-xong", "Đã thay thế, kết thúc")]

    @property
    def arguments(self) -> dict[str, Any]:
        """For plans.queries.lists.task_list."""
        got = self.wanted
        return {
            "wanted": got["q"], "year": got["nam"], "plan": got["ke_hoach"], "lead": got["chu_tri"],
            "deadline": got["han"], "tracked": got["theo_doi"], "scope": got["thuoc"],
        }  # fmt: skip


class PlanTaskFilterForm(FilterForm):
    """The tasks of one plan."""

    q = WordsField()
    loc = forms.ChoiceField(
        label="Chỉ xem",
        required=False,
        choices=[
            EVERY,
            ("theo-doi", "Theo dõi"),
            ("chi-in", "Chỉ in"),
            ("chua-chu-tri", "Chưa có chủ trì"),
            ("han-chua-ro", "Thời hạn chưa rõ"),
            ("chua-han", "Không ghi thời hạn"),
        ],
    )


class ReadingFilterForm(FilterForm):
    q = WordsField(label="Tìm theo tên tệp, dòng đầu (gõ không dấu cũng được)")


class BeginningFilterForm(FilterForm):
    """Plans to begin from."""

    q = WordsField(label="Tìm theo trích yếu, số, năm (gõ không dấu cũng được)")
