"""Bàn giao: who hands over, when, why, to whom; then per plan or duty where several receive."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from accounts.models import User
from core.forms.fields import DayField, choice_field, row_choice_field
from organisations.access import Access
from organisations.models import Organisation
from organisations.queries import people_here
from organisations.queries_absence import members_of_units
from organisations.rules import can_manage_people
from work import rules_handing_over as rules
from work.domain.handing_over import Wanted, hand_back, hand_over
from work.forms.acts import SentOnce
from work.handing_over import TITLES, UNSAID, Duty, receivers, seen
from work.models import HandOver
from work.queries.handing_over import chiefs, givers, role_words, roles_to_end

MOST_RECEIVERS = 8
EACH_DUTY = 300  # up to so many duties one may choose for each; a longer list is divided by plan


def _select() -> forms.Select:
    return forms.Select(attrs={"class": "form-select form-select-sm"})


class HandOverForm(SentOnce):
    giver: forms.ModelChoiceField[User] = forms.ModelChoiceField(
        label="Người bàn giao", queryset=None, empty_label="Chưa chọn"
    )
    on = DayField(label="Ngày bàn giao")
    reason = forms.CharField(
        label="Lý do", max_length=500, help_text="In vào biên bản. Ví dụ: chuyển công tác theo Quyết định số …"
    )
    receiver: forms.ModelChoiceField[User] = forms.ModelChoiceField(
        label="Người nhận", queryset=None, empty_label="Chưa chọn"
    )
    others: forms.ModelMultipleChoiceField[User] = forms.ModelMultipleChoiceField(
        label="Người nhận khác (nếu chia việc cho nhiều người)", queryset=None, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    chief: forms.ModelChoiceField[User] = forms.ModelChoiceField(
        label="Lãnh đạo xác nhận", queryset=None, required=False, empty_label="Không ghi"
    )

    def __init__(self, *args: Any, access: Access, today: dt.date, **kwargs: Any) -> None:
        leaders = chiefs(access, today)
        first = leaders[0] if leaders else None
        kwargs["initial"] = {"on": today, "chief": first, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        everybody = givers(access)
        if not rules.for_anybody(access):
            everybody = everybody.filter(pk__in=members_of_units(access.organisation, access.unit_ids, today))
        row_choice_field(self, "giver").queryset = everybody
        members = people_here(access.organisation, today)
        row_choice_field(self, "receiver").queryset = members
        row_choice_field(self, "others").queryset = members
        row_choice_field(self, "chief").queryset = User.objects.filter(pk__in=[each.pk for each in leaders])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        giver, others = data.get("giver"), list(data.get("others") or ())
        if giver is not None and data.get("receiver") == giver:
            self.add_error("receiver", "Người nhận phải là người khác.")
        if giver in others:
            self.add_error("others", "Người bàn giao không thể là người nhận.")
        if len(others) >= MOST_RECEIVERS:
            self.add_error("others", f"Nhiều nhất {MOST_RECEIVERS} người nhận một lần. Hãy bàn giao làm nhiều lần.")
        return data

    @property
    def receivers(self) -> list[User]:
        """The main one first, each once."""
        main = self.cleaned_data["receiver"]
        return [main, *(each for each in self.cleaned_data["others"] if each != main)]


class DivisionForm(forms.Form):
    """Which plan and which duty goes to whom, where there are several receivers; and the roles that end."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    ends = forms.MultipleChoiceField(
        label="Kết thúc vai trò của người bàn giao sau ngày bàn giao", required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(
        self, *args: Any, first: HandOverForm, duties: list[Duty], organisation: Organisation, access: Access,
        today: dt.date, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self._first, self.duties = first, duties
        people = first.receivers
        names = [(str(each.pk), each.full_name) for each in people]
        self.divided = len(people) > 1
        if self.divided:
            for plan in dict.fromkeys(duty.plan for duty in duties):
                choices = [("", f"Như chung ({people[0].full_name})"), *names]
                self.fields[f"kh_{plan}"] = forms.ChoiceField(required=False, choices=choices, widget=_select())
            for duty in duties if len(duties) <= EACH_DUTY else ():
                choices = [("", "Như cả kế hoạch"), *names]
                self.fields[f"nv_{duty.task}"] = forms.ChoiceField(required=False, choices=choices, widget=_select())
        for who, user in self._titled().items():
            choices = [("", UNSAID), *((each, each) for each in TITLES)]
            self.fields[f"xung_{who}"] = forms.ChoiceField(
                label=user.full_name, required=False, choices=choices, widget=_select()
            )
        roles = roles_to_end(organisation, first.cleaned_data["giver"], today) if can_manage_people(access) else ()
        offered = [(str(each.pk), role_words(each)) for each in roles]
        choice_field(self, "ends").choices = offered
        if not offered:
            del self.fields["ends"]

    def _titled(self) -> dict[str, User]:
        """Everybody the minutes name."""
        data = self._first.cleaned_data
        people = {"giver": data["giver"], **{str(each.pk): each for each in self._first.receivers}}
        return people | ({"chief": data["chief"]} if data["chief"] else {})

    @property
    def titles(self) -> list[forms.BoundField]:
        return [self[f"xung_{who}"] for who in self._titled()]

    @property
    def to(self) -> dict[int, int]:
        """Duty → receiver."""
        data = self.cleaned_data
        by_plan = {int(name[3:]): int(value) for name, value in data.items() if name.startswith("kh_") and value}
        by_duty = {int(name[3:]): int(value) for name, value in data.items() if name.startswith("nv_") and value}
        return receivers(self.duties, self._first.receivers[0].pk, by_plan, by_duty)

    @property
    def seen_now(self) -> str:
        return seen(self.duties)

    def hand_over(self, *, by: Access, at: dt.datetime) -> HandOver:
        first, data = self._first.cleaned_data, self.cleaned_data
        wanted = Wanted(
            giver=first["giver"], on=first["on"], reason=first["reason"], chief=first["chief"],
            ends=tuple(int(each) for each in data.get("ends", ())),
            titles={who: data.get(f"xung_{who}", "") for who in self._titled()},
        )  # fmt: skip
        return hand_over(wanted, self.to, by=by, looked_at=data["seen"], at=at, key=first["key"])


class HandBackForm(SentOnce):
    receiver: forms.ModelChoiceField[User] = forms.ModelChoiceField(
        label="Người bàn giao lại", queryset=None, empty_label="Chưa chọn"
    )
    reason = forms.CharField(label="Lý do", max_length=500)

    def __init__(self, *args: Any, before: HandOver, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._before = before
        people = User.objects.filter(pk__in=before.lines.values("receiver")).order_by("sort_name", "pk")
        row_choice_field(self, "receiver").queryset = people
        if len(people) == 1:
            self.initial["receiver"] = people[0]

    def hand_back(self, *, by: Access, at: dt.datetime) -> HandOver:
        data = self.cleaned_data
        return hand_back(self._before, data["receiver"], by=by, reason=data["reason"], at=at, key=data["key"])
