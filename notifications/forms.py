"""How one wishes to be told, as a form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings

from accounts.actor import Oneself
from accounts.models import User
from notifications.domain.wishing import save_wishes
from notifications.kinds import Urgency, all_kinds
from notifications.models import Preference
from notifications.phones import mobile_number

HOURS = [(hour, f"{hour:02d}:00") for hour in range(5, 21)]


class PreferenceForm(forms.Form):
    """A box per kind; an unticked one is off."""

    digest_hour = forms.TypedChoiceField(label="Giờ gửi thư tổng hợp buổi sáng", choices=HOURS, coerce=int)
    mail = forms.MultipleChoiceField(label="Gửi thư về", required=False, widget=forms.CheckboxSelectMultiple)
    quiet_from = forms.TimeField(
        label="Không làm phiền từ", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    quiet_to = forms.TimeField(label="đến", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    sms_on = forms.BooleanField(label="Nhận tin nhắn SMS cho việc gấp", required=False)
    sms = forms.MultipleChoiceField(label="Nhắn tin về", required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, user: User, preference: Preference, **kwargs: Any) -> None:
        self.user, self.preference = user, preference
        kinds, texts = all_kinds(), [kind for kind in all_kinds() if kind.sms]
        kwargs["initial"] = {
            "digest_hour": preference.digest_hour, "quiet_from": preference.quiet_from, "quiet_to": preference.quiet_to,
            "mail": [kind.code for kind in kinds if kind.code not in preference.mail_off],
            "sms_on": preference.sms_on, "sms": [kind.code for kind in texts if kind.code not in preference.sms_off],
        }  # fmt: skip
        super().__init__(*args, **kwargs)
        self._offer("mail", [(kind.code, self._words(kind.label, kind.urgency)) for kind in kinds])
        self._offer("sms", [(kind.code, kind.label) for kind in texts])
        if settings.SMS_GATEWAY == "none":
            del self.fields["sms_on"]
            self.fields.pop("sms", None)
        if preference.digest_hour not in dict(HOURS):
            self._field("digest_hour").choices = [
                (preference.digest_hour, f"{preference.digest_hour:02d}:00"), *HOURS
            ]  # fmt: skip

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        if choices:
            self._field(name).choices = choices
        else:
            del self.fields[name]

    def _field(self, name: str) -> forms.ChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        return field

    @staticmethod
    def _words(label: str, urgency: Urgency) -> str:
        return f"{label} (gửi ngay)" if urgency == Urgency.AT_ONCE else label

    def clean_sms_on(self) -> bool:
        wished: bool = self.cleaned_data["sms_on"]
        if wished and not mobile_number(self.user.phone):
            raise forms.ValidationError(
                "Hồ sơ của ông/bà chưa có số di động (10 chữ số, bắt đầu bằng 03, 05, 07, 08 hoặc 09). "
                "Hãy báo quản trị hệ thống ghi số rồi bật lại."
            )
        return wished

    def save(self, *, by: Oneself) -> Preference:
        given = self.cleaned_data
        facts: dict[str, Any] = {
            "digest_hour": given["digest_hour"], "quiet_from": given["quiet_from"], "quiet_to": given["quiet_to"],
        }  # fmt: skip
        for field, column in (("mail", "mail_off"), ("sms", "sms_off")):
            if field in self.fields:
                facts[column] = sorted({code for code, _ in self._field(field).choices} - set(given[field]))  # type: ignore[misc]
        if "sms_on" in self.fields:
            facts["sms_on"] = given["sms_on"]
        return save_wishes(by=by, facts=facts)
