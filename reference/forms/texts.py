"""What a person types about a document that is cited."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django import forms

from core.forms.fields import DayField, choice_field
from core.forms.filters import FilterForm, WordsField
from core.workbooks import MAX_BYTES
from organisations.access import Access
from reference.domain import texts
from reference.enums import Standing
from reference.models import LegalText
from reference.naming import TYPES
from reference.queries import laws_by_name, texts_with_number
from reference.queries_texts import doc_types
from reference.validity import Force


class TextFilterForm(FilterForm):
    q = WordsField(label="Số, tên (gõ không dấu cũng được)")
    loai = forms.ChoiceField(label="Loại văn bản", required=False)
    hieu_luc = forms.ChoiceField(
        label="Hiệu lực",
        required=False,
        choices=[
            ("", "Tất cả"),
            (Force.IN_FORCE.value, "Còn hiệu lực"),
            (Force.EXPIRED.value, "Hết hiệu lực"),
            (Force.NOT_YET.value, "Chưa có hiệu lực"),
            (Force.UNKNOWN.value, "Chưa rõ"),
        ],
    )
    ngay = DayField(label="Vào ngày", required=False)
    cua = forms.ChoiceField(
        label="Danh mục",
        required=False,
        choices=[("", "Tất cả"), ("chung", "Dùng chung"), ("don-vi", "Của đơn vị")],
    )
    muc = forms.ChoiceField(
        label="Đối chiếu",
        required=False,
        choices=[("", "Tất cả"), (Standing.CHECKED.value, "Đã đối chiếu"), (Standing.RECALLED.value, "Chưa đối chiếu")],
    )

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice_field(self, "loai").choices = [("", "Tất cả"), *((each, each) for each in doc_types(access))]


class TextForm(forms.Form):
    """Adds a text when there is none yet, else changes it. `common`: into the catalogue of everybody."""

    doc_type = forms.CharField(
        label="Loại văn bản",
        max_length=60,
        widget=forms.TextInput(attrs={"list": "loai-van-ban", "autocomplete": "off"}),
        help_text="Luật, Nghị định, Quyết định, Kế hoạch …",
    )
    number = forms.CharField(
        label="Số, ký hiệu", required=False, max_length=60, help_text="Như in trên văn bản, ví dụ 30/2020/NĐ-CP."
    )
    dated = DayField(label="Ngày ban hành", required=False)
    issuer = forms.CharField(
        label="Cơ quan ban hành",
        required=False,
        max_length=200,
        help_text="Ví dụ: Chính phủ, Ủy ban nhân dân tỉnh Hà Sơn.",
    )
    subject = forms.CharField(
        label="Trích yếu, tên luật",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Với luật: chỉ ghi tên, không ghi chữ “Luật”.",
    )
    valid_from = DayField(label="Có hiệu lực từ ngày", required=False)
    valid_until = DayField(
        label="Hết hiệu lực sau ngày",
        required=False,
        help_text="Ngày cuối cùng còn hiệu lực. Để trống nếu còn hiệu lực.",
    )
    successor = forms.CharField(
        label="Thay bằng",
        required=False,
        max_length=200,
        help_text="Số, ký hiệu của văn bản thay thế, hoặc tên luật. Văn bản ấy phải có trong danh mục.",
    )
    note = forms.CharField(label="Ghi chú", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    submission_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    types = TYPES

    def __init__(
        self,
        data: Any = None,
        *,
        access: Access,
        text: LegalText | None = None,
        like: LegalText | None = None,
        common: bool = False,
    ) -> None:
        self.access, self.text, self.common = access, text, common
        source = text or like
        initial: dict[str, Any] = {"submission_key": uuid.uuid4()}
        if source is not None:
            initial |= {name: getattr(source, name) for name in texts.FIELDS}
            initial["successor"] = source.successor.number or source.successor.short_name if source.successor else ""
        if text is not None:
            initial["seen"] = text.version
        super().__init__(data, initial=initial)

    def clean_successor(self) -> LegalText | None:
        typed: str = self.cleaned_data["successor"].strip()
        organisation = self.access.organisation
        if not typed or organisation is None:
            return None
        found = next(iter(texts_with_number(organisation, [typed]).values()), []) or laws_by_name(
            organisation, [typed]
        ).get(typed, [])
        if self.common or (self.text is not None and self.text.organisation_id is None):
            found = [each for each in found if each.organisation_id is None]
        found = [each for each in found if self.text is None or each.pk != self.text.pk]
        if not found:
            raise forms.ValidationError(
                f"Danh mục chưa có văn bản “{typed}”. Hãy thêm văn bản ấy trước, hoặc để trống ô này."
            )
        return max(found, key=lambda each: (each.dated or dt.date.min, each.pk))

    def clean(self) -> dict[str, Any]:
        got = super().clean() or self.cleaned_data
        begin, end = got.get("valid_from"), got.get("valid_until")
        if begin and end and end < begin:
            self.add_error("valid_until", "Ngày hết hiệu lực phải sau ngày có hiệu lực.")
        if "number" in got and "subject" in got and not (got["number"].strip() or got["subject"].strip()):
            self.add_error("number", "Hãy ghi số, ký hiệu, hoặc tên văn bản ở ô Trích yếu.")
        return got

    def save(self, *, by: Access) -> LegalText:
        values = {name: self.cleaned_data[name] for name in texts.FIELDS}
        if self.text is None:
            key = self.cleaned_data["submission_key"]
            return texts.add_text(by=by, common=self.common, submission_key=key, **values)
        return texts.save_text(self.text, by=by, seen=self.cleaned_data["seen"] or 0, **values)

    def differing(self, stored: LegalText) -> list[dict[str, str]]:
        """Fields in which what was typed and what somebody else stored meanwhile differ, both as words."""
        fresh = TextForm(access=self.access, text=stored)
        out = []
        for name in texts.FIELDS:
            mine, theirs = self[name].value(), fresh[name].value()
            if str(mine or "").strip() != str(theirs or "").strip():
                out.append(
                    {"label": str(self.fields[name].label), "mine": str(mine or ""), "theirs": str(theirs or "")}
                )
        return out


class CheckForm(forms.Form):
    """Vouching for an entry: where the document itself was read."""

    compared_with = forms.CharField(
        label="Đã xem văn bản ở đâu",
        max_length=300,
        help_text="Ví dụ: Công báo; Cơ sở dữ liệu quốc gia về văn bản pháp luật; bản giấy UBND tỉnh gửi.",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)


class SheetForm(forms.Form):
    file = forms.FileField(
        label="Tệp Excel (.xlsx)", widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}), max_length=200
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(f"Tệp lớn hơn {MAX_BYTES // 1024 // 1024} MB. Hãy chia thành nhiều tệp.")
        return file
