"""People, their roles, their sheet."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from accounts.forms import NewPasswordForm
from accounts.models import User
from core.forms.fields import DayField, choice_field, looks_like_phone, row_choice_field
from core.workbooks import MAX_BYTES
from organisations import codes
from organisations.access import Access
from organisations.domain.memberships import end_membership, grant_membership, transfer_membership
from organisations.domain.people import accept_invitation, add_person, update_person
from organisations.enums import Level, Role
from organisations.models import Membership, Organisation, Unit
from organisations.queries import pickable_units
from organisations.roles import ROLES_AT


class PersonForm(forms.Form):
    full_name = forms.CharField(label="Họ và tên", max_length=120)
    email = forms.EmailField(
        label="Thư điện tử", required=False, max_length=254, help_text="Dùng để đăng nhập và nhận thư nhắc việc."
    )
    staff_code = forms.CharField(
        label="Mã cán bộ", required=False, max_length=40, help_text="Dùng để đăng nhập khi không có thư điện tử."
    )
    phone = forms.CharField(label="Điện thoại", required=False, max_length=20)

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"]
        if phone and not looks_like_phone(phone):
            raise forms.ValidationError("Số điện thoại không đúng. Hãy gõ như 0912 345 678.")
        return phone

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "email" in data and not data.get("email") and not data.get("staff_code"):
            self.add_error("email", "Cần thư điện tử hoặc mã cán bộ để đăng nhập. Hãy nhập một trong hai.")
        return data

    def save(self, *, user: User, today: dt.date, by: Access) -> User:
        return update_person(user=user, today=today, by=by, **self.cleaned_data)


class RoleForm(forms.Form):
    role = forms.ChoiceField(label="Vai trò")
    unit: forms.ModelChoiceField[Unit] = forms.ModelChoiceField(
        label="Bộ phận", queryset=None, required=False, empty_label="Không thuộc bộ phận nào"
    )
    title = forms.CharField(
        label="Chức vụ", required=False, max_length=120, help_text="Ghi trên văn bản, ví dụ: Phó Chủ tịch."
    )
    valid_from = DayField(label="Từ ngày")
    valid_to = DayField(label="Đến hết ngày", required=False, help_text="Để trống nếu chưa biết ngày kết thúc.")

    def __init__(self, *args: Any, organisation: Organisation, today: dt.date, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {})
        kwargs["initial"] = {"valid_from": today, **kwargs["initial"]}
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        choices = [(role.value, role.label) for role in ROLES_AT[Level(organisation.level)]]
        choice_field(self, "role").choices = choices
        row_choice_field(self, "unit").queryset = pickable_units(organisation, today)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("valid_from") and data.get("valid_to") and data["valid_to"] < data["valid_from"]:
            self.add_error("valid_to", "Ngày kết thúc phải từ ngày bắt đầu trở đi.")
        if data.get("role") == Role.UNIT_HEAD and "unit" in data and data["unit"] is None:
            self.add_error("unit", "Trưởng bộ phận cần chọn bộ phận.")
        return data

    def grant(self, *, user: User, today: dt.date, by: Access) -> Membership:
        return grant_membership(user=user, organisation=self.organisation, today=today, by=by, **self.cleaned_data)


class AddPersonForm(PersonForm, RoleForm):
    """A person and the first role."""

    field_order = ("full_name", "email", "staff_code", "phone", "role", "unit", "title", "valid_from", "valid_to")

    def add(self, *, today: dt.date, by: Access) -> tuple[User, bool]:
        self.added = add_person(organisation=self.organisation, today=today, by=by, **self.cleaned_data)
        return self.added


class FirstAdminForm(PersonForm):
    """The administrator of an organisation below, from today."""

    def add(self, *, organisation: Organisation, today: dt.date, by: Access) -> tuple[User, bool]:
        return add_person(
            organisation=organisation, role=Role.ADMIN, valid_from=today, today=today, by=by, **self.cleaned_data
        )


class EndRoleForm(forms.Form):
    last_day = DayField(label="Làm đến hết ngày")
    reason = forms.CharField(label="Lý do", required=False, max_length=300)

    def end(self, *, membership: Membership, today: dt.date, by: Access) -> Membership:
        return end_membership(membership=membership, today=today, by=by, **self.cleaned_data)


class TransferForm(forms.Form):
    unit: forms.ModelChoiceField[Unit] = forms.ModelChoiceField(
        label="Bộ phận mới", queryset=None, empty_label="Chưa chọn"
    )
    title = forms.CharField(label="Chức vụ mới", required=False, max_length=120, help_text="Để trống nếu không đổi.")
    on = DayField(label="Từ ngày")

    def __init__(self, *args: Any, organisation: Organisation, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row_choice_field(self, "unit").queryset = pickable_units(organisation, today)

    def move(self, *, membership: Membership, today: dt.date, by: Access) -> Membership:
        return transfer_membership(membership=membership, today=today, by=by, **self.cleaned_data)


class ReasonForm(forms.Form):
    reason = forms.CharField(label="Lý do", max_length=300)


class SheetForm(forms.Form):
    file = forms.FileField(
        label="Tệp Excel (.xlsx)", widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}), max_length=200
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(f"Tệp lớn hơn {MAX_BYTES // 1024 // 1024} MB. Hãy xóa hình ảnh rồi gửi lại.")
        return file


class CodeForm(forms.Form):
    code = forms.CharField(
        label="Mã mời trên phiếu",
        max_length=40,
        help_text="12 chữ và số, không phân biệt chữ hoa; không cần gõ dấu gạch.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "autofocus": True}),
    )

    def clean_code(self) -> str:
        return codes.typed(self.cleaned_data["code"])


class AcceptForm(NewPasswordForm):
    def accept(self, *, code: str, now: dt.datetime, request_id: str) -> User:
        self.person = accept_invitation(
            code=code, password=self.cleaned_data["password"], now=now, request_id=request_id
        )
        return self.person
