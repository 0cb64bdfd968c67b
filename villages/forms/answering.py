"""What a village head fills in for one item: large fields, one below the other."""

from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

from django import forms

from core.amounts import Unreadable, read_amount, written_amount
from core.forms.files import SeveralFilesField, SeveralFilesInput
from core.text import fold, plain_text
from organisations.models import AccessToken
from villages.domain.answering import (
    LONGEST_WORDS,
    MOST_NUMBER,
    MOST_PHOTOS,
    Picture,
    Reply,
    answer_item,
    decimals_of,
)
from villages.enums import QuestionKind
from villages.models import VillageAnswer, VillageQuestion
from villages.queries.village import Leaf, Shown

PHOTO_TYPES = "image/*"


class PlainArea(forms.CharField):
    """A few words; what a copy brings in is made plain, and what is too long is told and not cut."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_length=LONGEST_WORDS,
            widget=forms.Textarea(attrs={"rows": 2}),
            error_messages={"max_length": f"Dài quá {LONGEST_WORDS} ký tự. Hãy ghi ngắn hơn."},
            **kwargs,
        )
        self.widget.attrs.pop("maxlength", None)

    def to_python(self, value: Any) -> str:
        return super().to_python(plain_text(value) if isinstance(value, str) else value) or ""


class NumberField(forms.CharField):
    """A number as it is typed on a phone, with or without its unit behind it; the sentence says how to type it."""

    def __init__(self, *, decimals: int, unit: str, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.decimals, self.unit = decimals, fold(unit)
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def clean(self, value: Any) -> Decimal | None:
        typed = str(value or "").strip()
        if self.unit and fold(typed).endswith(self.unit):
            typed = fold(typed).removesuffix(self.unit).strip()
        if not typed:
            return None
        try:
            number = read_amount(typed[:40], decimals=self.decimals)
        except Unreadable as error:
            raise forms.ValidationError(str(error)) from None
        if number < 0:
            raise forms.ValidationError("Con số không được âm.")
        if number > MOST_NUMBER:
            most = written_amount(MOST_NUMBER)
            raise forms.ValidationError(f"Số quá lớn, nhiều nhất {most}. Xin xem lại có thừa số 0 không.")
        return number


class AnswerForm(forms.Form):
    """The questions of one item as fields `q<id>`; photos also as `q<id>-chup` (camera) and `q<id>-giu` (kept)."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    note = PlainArea(label="Nói thêm với xã (không bắt buộc)", required=False)

    def __init__(self, *args: Any, leaf: Leaf, **kwargs: Any) -> None:
        self.leaf = leaf
        answer = leaf.item.answer
        kwargs["initial"] = {"key": uuid.uuid4(), "note": answer.note if answer else "", **self._known()}
        kwargs.setdefault("auto_id", f"id_{leaf.item.pk}_%s")
        super().__init__(*args, **kwargs)
        for shown in leaf.shown:
            self._add(shown)
        self.order_fields([*(name for name in self.fields if name != "note"), "note"])

    def _known(self) -> dict[str, Any]:
        out: dict[str, Any] = {}
        for shown in self.leaf.shown:
            value, name = shown.value, f"q{shown.question.pk}"
            if value is not None and value.number is not None:
                out[name] = written_amount(value.number)
            elif value is not None and value.done is not None:
                out[name] = "co" if value.done else "chua"
            elif value is not None:
                out[name] = value.words
            if shown.photos:
                out[f"{name}-giu"] = [str(each.pk) for each in shown.photos]
        return out

    def _add(self, shown: Shown) -> None:
        question = shown.question
        name, label = f"q{question.pk}", question.label
        if question.kind == QuestionKind.NUMBER:
            self.fields[name] = NumberField(decimals=decimals_of(question), unit=question.unit, label=label)
        elif question.kind == QuestionKind.DONE:
            choices = [("co", "Đã làm"), ("chua", "Chưa làm")]
            self.fields[name] = forms.ChoiceField(
                label=label, choices=choices, required=False, widget=forms.RadioSelect
            )
        elif question.kind == QuestionKind.WORDS:
            self.fields[name] = PlainArea(label=label, required=False)
        else:
            if shown.photos:
                kept = [(str(each.pk), f"Giữ ảnh {number}") for number, each in enumerate(shown.photos, 1)]
                self.fields[f"{name}-giu"] = forms.MultipleChoiceField(
                    label="Ảnh đã gửi", choices=kept, required=False, widget=forms.CheckboxSelectMultiple
                )
            self.fields[f"{name}-chup"] = self._photos(label, {"capture": "environment"})
            self.fields[name] = self._photos(label, {})

    @staticmethod
    def _photos(label: str, attrs: dict[str, str]) -> SeveralFilesField:
        widget = SeveralFilesInput(attrs={"accept": PHOTO_TYPES, **attrs})
        return SeveralFilesField(most=MOST_PHOTOS, label=label, widget=widget)

    def parts(self) -> list[dict[str, Any]]:
        """Question by question, for the template."""
        out = []
        for shown in self.leaf.shown:
            name, kind = f"q{shown.question.pk}", shown.question.kind
            names = [name, f"{name}-chup", f"{name}-giu"] if kind == QuestionKind.PHOTO else [name]
            fields = {each: self[each] for each in names if each in self.fields}
            out.append(
                {
                    "question": shown.question, "kind": kind, "field": self[name], "photos": shown.photos,
                    "camera": fields.get(f"{name}-chup"), "kept": fields.get(f"{name}-giu"),
                    "errors": [error for each in fields.values() for error in each.errors],
                }
            )  # fmt: skip
        return out

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for shown in self.leaf.shown:
            question = shown.question
            name = f"q{question.pk}"
            names = (name, f"{name}-chup", f"{name}-giu")
            if question.optional or any(data.get(each) not in (None, "", []) for each in names):
                continue
            if not any(each in self.errors for each in names):
                self.add_error(name, _MISSING[QuestionKind(question.kind)])
        return data

    def _reply(self, question: VillageQuestion) -> Reply:
        data, name = self.cleaned_data, f"q{question.pk}"
        if question.kind == QuestionKind.NUMBER:
            return Reply(number=data[name])
        if question.kind == QuestionKind.DONE:
            return Reply(done={"co": True, "chua": False}.get(data[name]))
        if question.kind == QuestionKind.WORDS:
            return Reply(words=data[name])
        pictures = tuple(Picture(each.name or "anh", each.read()) for each in (*data[f"{name}-chup"], *data[name]))
        return Reply(pictures=pictures, kept=frozenset(int(each) for each in data.get(f"{name}-giu") or ()))

    def save(self, *, token: AccessToken, at: dt.datetime) -> VillageAnswer:
        data = self.cleaned_data
        replies = {shown.question.pk: self._reply(shown.question) for shown in self.leaf.shown}
        key = data["key"] or uuid.uuid4()
        return answer_item(self.leaf.item, token=token, at=at, replies=replies, note=data["note"], key=key)


_MISSING = {
    QuestionKind.NUMBER: "Hãy ghi con số. Không có thì ghi 0.",
    QuestionKind.DONE: "Hãy chọn đã làm hay chưa làm.",
    QuestionKind.WORDS: "Hãy trả lời câu này.",
    QuestionKind.PHOTO: "Hãy thêm ít nhất một ảnh.",
}
