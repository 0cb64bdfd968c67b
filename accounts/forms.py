"""What people type to sign in and to keep their own account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.utils.html import format_html_join

from accounts.models import User


def _password(label: str, autocomplete: str, **more: Any) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, widget=widget, strip=False, max_length=200, **more)


class SignInForm(forms.Form):
    username = forms.CharField(
        label="Thư điện tử hoặc mã cán bộ",
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True, "autocapitalize": "none"}),
    )
    password = _password("Mật khẩu", "current-password")


class ForgottenForm(forms.Form):
    username = forms.CharField(
        label="Thư điện tử hoặc mã cán bộ",
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True, "autocapitalize": "none"}),
    )


class NewPasswordForm(forms.Form):
    """A new password typed twice, for one person."""

    password = _password("Mật khẩu mới", "new-password")
    password_again = _password("Gõ lại mật khẩu mới", "new-password")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["password"].help_text = format_html_join(
            "", "{} ", ((text,) for text in password_validators_help_texts())
        )

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("password") and data.get("password_again") and data["password"] != data["password_again"]:
            self.add_error("password_again", "Hai lần gõ không giống nhau. Hãy gõ lại mật khẩu mới.")
        return data


class ChangePasswordForm(NewPasswordForm):
    password_current = _password("Mật khẩu đang dùng", "current-password")
    field_order = ("password_current", "password", "password_again")

    def clean_password_current(self) -> str:
        current: str = self.cleaned_data["password_current"]
        if not self.user.check_password(current):
            raise forms.ValidationError("Mật khẩu đang dùng không đúng. Hãy gõ lại.")
        return current


class TokenForm(forms.Form):
    """Six digits of the telephone, or one of the paper codes."""

    code = forms.CharField(
        label="Mã xác thực",
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autofocus": True, "autocapitalize": "none"}),
    )

    def __init__(self, *args: Any, paper: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = "Sáu chữ số đang hiện trong ứng dụng trên điện thoại"
        self.fields["code"].help_text = hint + (", hoặc một mã dự phòng trên giấy." if paper else ".")
        if not paper:
            self.fields["code"].widget.attrs["inputmode"] = "numeric"
