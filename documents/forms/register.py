"""What văn thư types into the book."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django import forms

from core.forms.fields import DayField, choice_field
from core.forms.filters import FilterForm, WordsField
from core.text import squeeze
from documents.domain import numbering_rules, registering
from documents.domain.registering import Paper
from documents.enums import EntryState, NumberingScheme
from documents.models import Register, RegisterEntry
from documents.numbering import TYPES, Number, read_number, type_label, type_of
from documents.queries_register import COMMON, BookFilters, leap_before, series_label
from organisations.access import Access
from organisations.models import Organisation


class LeapField(forms.BooleanField):
    """Shown only after a number that passes others over; one slip of the finger would end the order of the year."""

    def __init__(self) -> None:
        super().__init__(
            label="Đúng vậy: các số bỏ cách đã dùng cho văn bản khác", required=False, widget=forms.HiddenInput
        )


def ask_about_leap(form: forms.Form, organisation: Organisation, symbol: str, year: int, number: int) -> None:
    """Refuse once a number that passes others over, and show the box (field `leap`) by which the person confirms it."""
    last, passed = leap_before(organisation, symbol, year, number)
    if not passed or form.cleaned_data.get("leap"):
        return
    form.fields["leap"].widget = forms.CheckboxInput()
    form.add_error(
        "number",
        f"Số cuối trong sổ là {last}, nên số {number} bỏ cách {passed} số. Nếu đúng, hãy chọn ô xác nhận rồi gửi lại.",
    )


class BookFilter(FilterForm):
    q = WordsField()
    nam = forms.ChoiceField(label="Năm", required=False)
    so = forms.ChoiceField(label="Sổ", required=False)
    tinh_trang = forms.ChoiceField(label="Tình trạng", required=False, choices=[("", "Tất cả"), *EntryState.choices])

    def __init__(self, *args: Any, years: list[int], books: list[Register], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year = years[0]
        choice_field(self, "nam").choices = [("", str(years[0])), *((str(each), str(each)) for each in years[1:])]
        offered = [(each.series or COMMON, series_label(each.series)) for each in books]
        choice_field(self, "so").choices = [("", "Mọi sổ"), *offered]

    def asked(self) -> BookFilters:
        wanted = self.wanted
        return BookFilters(
            year=int(wanted["nam"] or self.year), series=wanted["so"] or "", state=wanted["tinh_trang"] or "",
            words=wanted["q"] or None,
        )  # fmt: skip


class EntryForm(forms.Form):
    """A paper made outside the portal: its number as written, or blank for the next one."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    symbol = forms.CharField(
        label="Ký hiệu", max_length=40, help_text="Phần sau dấu gạch chéo, ví dụ BC-UBND, QĐ-UBND; công văn: UBND-VX."
    )
    number = forms.CharField(label="Số", max_length=8, required=False, help_text="Để trống: lấy số tiếp theo của sổ.")
    dated_on = DayField(label="Ngày văn bản")
    title = forms.CharField(label="Trích yếu nội dung", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    signer_name = forms.CharField(label="Người ký", max_length=120, required=False)
    recipients = forms.CharField(
        label="Nơi nhận văn bản", max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    filed_with = forms.CharField(label="Đơn vị, người nhận bản lưu", max_length=200, required=False)
    signed = forms.BooleanField(
        label="Văn bản đã ký", required=False, initial=True,
        help_text="Bỏ chọn: chỉ giữ số, văn bản chưa ký.",
    )  # fmt: skip

    leap = LeapField()

    def __init__(self, *args: Any, organisation: Organisation, today: dt.date, **kwargs: Any) -> None:
        self.organisation, self.today = organisation, today
        kwargs["initial"] = {"key": uuid.uuid4(), "dated_on": today, "signed": True, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    def clean_symbol(self) -> str:
        symbol = squeeze(self.cleaned_data["symbol"]).strip("/ ")
        if "/" in symbol:
            raise forms.ValidationError("Chỉ ghi phần ký hiệu sau dấu gạch chéo; phần số ghi ở ô Số.")
        return symbol

    def clean_number(self) -> Number | None:
        written = self.cleaned_data["number"].strip()
        if not written:
            return None
        number = read_number(written)
        if number is None:
            raise forms.ValidationError("Số văn bản là một số, có thể kèm chữ cái, ví dụ 97 hoặc 12a.")
        return number

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        number, day = found.get("number"), found.get("dated_on")
        if number and not found.get("signed"):
            self.add_error("number", "Giữ số thì để trống ô này: hệ thống lấy số tiếp theo.")
        elif number and day and found.get("symbol"):
            ask_about_leap(self, self.organisation, found["symbol"], day.year, number.value)
        return found

    def create(self, *, by: Access) -> RegisterEntry:
        got = self.cleaned_data
        paper = Paper(
            symbol=got["symbol"], type_name=type_label(type_of(got["symbol"])).upper(), title=squeeze(got["title"]),
            dated_on=got["dated_on"], signer_name=squeeze(got["signer_name"]),
            recipients=squeeze(got["recipients"]), filed_with=squeeze(got["filed_with"]),
        )  # fmt: skip
        assert by.organisation is not None
        arguments = {"by": by, "today": self.today, "key": got["key"]}
        if got["signed"]:
            return registering.enter_by_hand(by.organisation, got["number"], paper, **arguments)
        return registering.hold_number(by.organisation, paper, **arguments)


class ColumnsForm(forms.Form):
    """The columns that are filled after the issue."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    recipients = forms.CharField(
        label="Nơi nhận văn bản", max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    filed_with = forms.CharField(label="Đơn vị, người nhận bản lưu", max_length=200, required=False)
    copies = forms.IntegerField(label="Số lượng bản", min_value=0, max_value=100_000, required=False)
    sent_on = DayField(label="Ngày chuyển", required=False)
    received_by = forms.CharField(label="Ký nhận", max_length=200, required=False)
    note = forms.CharField(label="Ghi chú", max_length=500, required=False)

    def __init__(self, *args: Any, entry: RegisterEntry, **kwargs: Any) -> None:
        self.entry = entry
        names = registering.COLUMNS_TO_FILL
        kwargs["initial"] = {**{name: getattr(entry, name) for name in names}, "seen": entry.version}
        super().__init__(*args, **kwargs)

    def clean_sent_on(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["sent_on"]
        if day is not None and day < self.entry.dated_on:
            raise forms.ValidationError("Ngày chuyển không thể trước ngày văn bản.")
        return day

    def change(self, *, by: Access) -> RegisterEntry:
        got = self.cleaned_data
        columns = {name: got[name] for name in registering.COLUMNS_TO_FILL}
        for name in ("recipients", "filed_with", "received_by", "note"):
            columns[name] = squeeze(columns[name])
        return registering.fill_columns(self.entry, by=by, seen=got["seen"], **columns)


class FreeForm(forms.Form):
    reason = forms.CharField(label="Lý do không dùng số này", max_length=300)


class NumberingForm(forms.Form):
    from_year = forms.IntegerField(label="Áp dụng từ năm", min_value=2000, max_value=2100)
    scheme = forms.ChoiceField(label="Cách đánh số", choices=NumberingScheme.choices, widget=forms.RadioSelect)
    own_types = forms.MultipleChoiceField(
        label="Loại có dãy số riêng", required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(code, f"{label} ({code})") for code, label in TYPES.items()],
        help_text="Chỉ dùng khi chọn cách thứ ba.",
    )  # fmt: skip

    def change(self, *, by: Access, year: int) -> None:
        got = self.cleaned_data
        assert by.organisation is not None
        numbering_rules.set_numbering(
            by.organisation, by=by, scheme=NumberingScheme(got["scheme"]), own_types=got["own_types"],
            from_year=got["from_year"], year=year,
        )  # fmt: skip


class OpeningForm(forms.Form):
    symbol = forms.CharField(
        label="Ký hiệu", max_length=40, help_text="Ví dụ KH-UBND: số của sổ mà ký hiệu này thuộc về."
    )
    opened_at = forms.IntegerField(label="Sổ giấy đã dùng đến số", min_value=0, max_value=999_999)

    def change(self, *, by: Access, year: int) -> None:
        got = self.cleaned_data
        assert by.organisation is not None
        numbering_rules.open_register(
            by.organisation, by=by, symbol=squeeze(got["symbol"]), year=year, opened_at=got["opened_at"]
        )
