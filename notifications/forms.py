"""How one wishes to be told, as a form."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import forms
from django.conf import settings

from accounts.actor import Oneself
from accounts.models import User
from notifications.domain.wishing import save_wishes
from notifications.kinds import Kind, Urgency, all_kinds
from notifications.models import Preference
from notifications.phones import mobile_number

HOURS = range(5, 21)


@dataclass(frozen=True)
class KindRow:
    """One kind on the page: its boxes, `text` None where no text goes."""

    kind: Kind
    mail: bool
    text: bool | None

    @property
    def when(self) -> str:
        return "gửi ngay" if self.kind.urgency == Urgency.AT_ONCE else "trong thư buổi sáng"


def _clock(label: str) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))


class PreferenceForm(forms.Form):
    """A box for each kind; one without a tick is off."""

    digest_hour = forms.TypedChoiceField(label="Gửi lúc", coerce=int)
    quiet_from = _clock("Từ")
    quiet_to = _clock("Đến")
    sms_on = forms.BooleanField(label="Nhắn tin cho tôi về việc gấp", required=False)
    mail = forms.MultipleChoiceField(required=False)
    sms = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: Any, user: User, preference: Preference, **kwargs: Any) -> None:
        self.user, self.preference, self.kinds = user, preference, all_kinds()
        self.texted = [kind for kind in self.kinds if kind.sms] if settings.SMS_GATEWAY != "none" else []
        kwargs["initial"] = {
            "digest_hour": preference.digest_hour, "quiet_from": preference.quiet_from, "quiet_to": preference.quiet_to,
            "mail": [kind.code for kind in self.kinds if kind.code not in preference.mail_off],
            "sms_on": preference.sms_on,
            "sms": [kind.code for kind in self.texted if kind.code not in preference.sms_off],
        }  # fmt: skip
        super().__init__(*args, **kwargs)
        hours = sorted({*HOURS, preference.digest_hour})
        self._offer("digest_hour", [(str(hour), f"{hour:02d}:00") for hour in hours])
        self._offer("mail", [(kind.code, kind.label) for kind in self.kinds])
        self._offer("sms", [(kind.code, kind.label) for kind in self.texted])
        if not self.texted:
            del self.fields["sms_on"], self.fields["sms"]

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    @property
    def groups(self) -> list[tuple[str, list[KindRow]]]:
        """What the page shows, with what was just typed."""
        mail = set(self["mail"].value() or ())
        texts = set(self["sms"].value() or ()) if self.texted else set()
        rows = [
            KindRow(kind, kind.code in mail, kind.code in texts if kind in self.texted else None) for kind in self.kinds
        ]
        return [(group, list(some)) for group, some in groupby(rows, key=lambda row: row.kind.group)]

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
        facts: dict[str, Any] = {name: given[name] for name in ("digest_hour", "quiet_from", "quiet_to")}
        facts["mail_off"] = sorted({kind.code for kind in self.kinds} - set(given["mail"]))
        if self.texted:
            facts["sms_on"] = given["sms_on"]
            facts["sms_off"] = sorted({kind.code for kind in self.texted} - set(given["sms"]))
        return save_wishes(by=by, facts=facts)
