"""What an officer fills in to ask villages, and about what one of them answered. Each form is one domain call."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms

from core.days import written
from core.forms.fields import DayField, choice_field
from core.forms.filters import FilterForm
from organisations.access import Access
from organisations.forms.tree import VillageLinkForm
from organisations.models import Organisation
from reference.models import Measure
from villages.domain.asking import (
    LONGEST,
    MOST_QUESTIONS,
    Wanted,
    add_villages,
    ask_villages,
    return_answer,
    take_answer,
    withdraw_item,
)
from villages.domain.gathering import gather
from villages.domain.links import NewLink, create_links
from villages.enums import QuestionKind
from villages.models import VillageAsk, VillageGathering, VillageItem
from villages.texts import without_deadlines
from work.forms.acts import ActForm, SentOnce, WordsArea
from work.models import Milestone

SHOWN_AT_FIRST = 2  # questions; the others are opened when they are needed


class VillagesField(forms.MultipleChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "Hãy chọn ít nhất một thôn."},
            **kwargs,
        )

    def clean(self, value: Any) -> Any:
        return [int(each) for each in super().clean(value)]


class AskForm(SentOnce):
    text = WordsArea(
        label="Nhờ các thôn làm gì", rows=4,
        help_text=f"Viết như nói chuyện, đủ để làm ngay. Tối đa {LONGEST} ký tự; trưởng thôn đọc trên điện thoại.",
    )  # fmt: skip
    due_on = DayField(label="Thôn trả lời chậm nhất ngày")
    later_ok = forms.BooleanField(label="Vẫn để thôn trả lời sau hạn của việc này", required=False)
    villages = VillagesField(label="Các thôn")

    def __init__(
        self,
        *args: Any,
        milestone: Milestone,
        villages: Sequence[Organisation],
        measures: Sequence[Measure],
        today: dt.date,
        **kwargs: Any,
    ) -> None:
        self.milestone, self.today, self.is_later = milestone, today, False
        self._measures = {str(each.pk): each for each in measures}
        everyone = [str(each.pk) for each in villages]
        kwargs["initial"] = {
            "text": without_deadlines(milestone.task.text, milestone.plan.year)[:LONGEST],
            "due_on": max(milestone.due_on, today), "villages": everyone,
            "kind1": QuestionKind.PHOTO, **(kwargs.get("initial") or {}),
        }  # fmt: skip
        super().__init__(*args, **kwargs)
        choice_field(self, "villages").choices = [(str(each.pk), each.display_name) for each in villages]
        for number in range(1, MOST_QUESTIONS + 1):
            self._add_question(number)

    def _add_question(self, number: int) -> None:
        self.fields[f"kind{number}"] = forms.ChoiceField(
            label=f"Điều {number}: hỏi", required=False, choices=[("", "(không hỏi)"), *QuestionKind.choices]
        )
        self.fields[f"label{number}"] = forms.CharField(label="Cụ thể là gì", required=False, max_length=200)
        offered = [("", "(ghi đơn vị tính ở ô bên)"), *((key, str(each)) for key, each in self._measures.items())]
        self.fields[f"measure{number}"] = forms.ChoiceField(
            label="Con số thuộc loại số liệu", required=False, choices=offered
        )
        self.fields[f"unit{number}"] = forms.CharField(label="Đơn vị tính", required=False, max_length=40)
        self.fields[f"optional{number}"] = forms.BooleanField(label="Không bắt buộc", required=False)

    def questions(self) -> list[dict[str, Any]]:
        """The rows of questions, for the template; `later` ones are folded while nothing stands in them."""
        rows = []
        for number in range(1, MOST_QUESTIONS + 1):
            row = {name: self[f"{name}{number}"] for name in ("kind", "label", "measure", "unit", "optional")}
            used = bool(row["kind"].value() or row["label"].value() or row["label"].errors)
            rows.append({**row, "number": number, "later": number > SHOWN_AT_FIRST and not used})
        return rows

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        due_on = data.get("due_on")
        # After the milestone's own day, which is still to come: that has to be meant.
        self.is_later = bool(due_on and due_on > self.milestone.due_on >= self.today)
        if self.is_later and not data.get("later_ok"):
            self.add_error(
                "due_on",
                f"Việc này có hạn {written(self.milestone.due_on)}. Hãy chọn ngày sớm hơn, hoặc đánh dấu ô bên dưới.",
            )
        for number in range(1, MOST_QUESTIONS + 1):
            kind, label = data.get(f"kind{number}"), data.get(f"label{number}")
            if label and not kind:
                self.add_error(f"kind{number}", "Hãy chọn hỏi ảnh, con số, câu trả lời ngắn hay đã làm hay chưa.")
            elif kind and not label and not (kind == QuestionKind.NUMBER and data.get(f"measure{number}")):
                self.add_error(f"label{number}", "Hãy ghi cụ thể, ví dụ: ảnh buổi họp; số hộ đã đến.")
        return data

    def _wanted(self) -> list[Wanted]:
        data = self.cleaned_data
        return [
            Wanted(
                kind=data[f"kind{number}"], label=data[f"label{number}"], unit=data[f"unit{number}"],
                measure=self._measures.get(data[f"measure{number}"]), optional=data[f"optional{number}"],
            )
            for number in range(1, MOST_QUESTIONS + 1)
            if data[f"kind{number}"]
        ]  # fmt: skip

    def save(self, *, by: Access, at: dt.datetime) -> VillageAsk:
        data = self.cleaned_data
        self.made = ask_villages(
            self.milestone, by=by, at=at, text=data["text"], due_on=data["due_on"], questions=self._wanted(),
            village_ids=data["villages"], key=data["key"],
        )  # fmt: skip
        return self.made


class AddVillagesForm(forms.Form):
    villages = VillagesField(label="Giao thêm cho")

    def __init__(self, *args: Any, offered: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice_field(self, "villages").choices = [(str(each.pk), each.display_name) for each in offered]

    def save(self, ask: VillageAsk, *, by: Access, at: dt.datetime) -> int:
        return add_villages(ask, by=by, at=at, village_ids=self.cleaned_data["villages"])


class AskFilter(FilterForm):
    loc = forms.ChoiceField(label="Xem", required=False, choices=[("", "Tất cả các thôn"), ("chua", "Chưa trả lời")])


class ListFilter(FilterForm):
    loc = forms.ChoiceField(label="Xem", required=False, choices=[("", "Tất cả"), ("chua", "Còn thôn chưa trả lời")])


class GatherForm(ActForm):
    """ "Đưa tổng hợp vào báo cáo": the words are ready and may be changed."""

    percent = forms.IntegerField(
        label="Tiến độ của việc sau khi tổng hợp (%)", min_value=0, max_value=100, required=False,
        widget=forms.NumberInput(attrs={"step": 5, "inputmode": "numeric"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), "Tiến độ là một số từ 0 đến 100."),
    )  # fmt: skip
    result = WordsArea(label="Kết quả ghi vào báo cáo", rows=6)

    def __init__(self, *args: Any, ask: VillageAsk, words: str, **kwargs: Any) -> None:
        self.ask = ask
        milestone = ask.milestone
        kwargs["initial"] = {"percent": milestone.percent, "result": words, **(kwargs.get("initial") or {})}
        super().__init__(*args, milestone=milestone, **kwargs)
        if milestone.is_checkpoint:
            del self.fields["percent"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "percent" in self.fields and data.get("percent") is None and "percent" not in self.errors:
            self.add_error("percent", "Hãy ghi tiến độ từ 0 đến 100.")
        return data

    def save(self, *, by: Access, at: dt.datetime) -> VillageGathering:
        data = self.cleaned_data
        return gather(self.ask, by=by, at=at, percent=data.get("percent") or 0, result=data["result"], **self.sending())


class LinksForm(forms.Form):
    """A line for each village: whether to make a link, and for whom."""

    days = forms.TypedChoiceField(label="Dùng được trong", choices=VillageLinkForm.DAYS, coerce=int, initial=365)

    def __init__(self, *args: Any, villages: Sequence[tuple[Organisation, str, bool]], **kwargs: Any) -> None:
        """`villages`: each with the name of its head as far as known, and whether a link of it works."""
        super().__init__(*args, **kwargs)
        self._villages = villages
        for village, head, has_link in villages:
            self.fields[f"make{village.pk}"] = forms.BooleanField(
                label=f"Tạo cho {village.name}", required=False, initial=not has_link
            )
            self.fields[f"head{village.pk}"] = forms.CharField(
                label=f"Họ tên trưởng thôn, tổ trưởng của {village.name}", required=False, max_length=120, initial=head,
                widget=forms.TextInput(attrs={"class": "form-control"}),
            )  # fmt: skip

    def rows(self) -> list[dict[str, Any]]:
        return [
            {
                "village": village, "has_link": has_link, "make": self[f"make{village.pk}"],
                "head": self[f"head{village.pk}"],
            }
            for village, _, has_link in self._villages
        ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for village, _, _ in self._villages:
            if data.get(f"make{village.pk}") and not data.get(f"head{village.pk}"):
                self.add_error(f"head{village.pk}", "Hãy ghi họ tên người giữ đường dẫn.")
        return data

    def create(self, *, now: dt.datetime, by: Access) -> list[NewLink]:
        data = self.cleaned_data
        chosen = {each: data[f"head{each.pk}"] for each, _, _ in self._villages if data[f"make{each.pk}"]}
        self.made = create_links(chosen, days=data["days"], now=now, by=by)
        return self.made


class SeenForm(forms.Form):
    """What is done to an answer that was read: `seen` is its number."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def __init__(self, *args: Any, item: VillageItem, **kwargs: Any) -> None:
        self.item = item
        kwargs["initial"] = {"seen": item.answer.number if item.answer else 0}
        super().__init__(*args, **kwargs)

    @property
    def number(self) -> int:
        return self.cleaned_data["seen"] or 0


class TakeForm(SeenForm):
    def save(self, *, by: Access, at: dt.datetime) -> None:
        take_answer(self.item, by=by, at=at, seen=self.number)


class ReturnForm(SeenForm):
    reason = forms.CharField(label="Cần sửa gì (trưởng thôn đọc được)", max_length=300)

    def save(self, *, by: Access, at: dt.datetime) -> None:
        return_answer(self.item, by=by, at=at, seen=self.number, reason=self.cleaned_data["reason"])


class WithdrawForm(SeenForm):
    reason = forms.CharField(label="Lý do rút (trưởng thôn đọc được)", max_length=300)

    def save(self, *, by: Access, at: dt.datetime) -> None:
        withdraw_item(self.item, by=by, at=at, reason=self.cleaned_data["reason"])
