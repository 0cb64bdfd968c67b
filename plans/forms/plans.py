"""The plan as a whole: starting it, its header, Nơi nhận, the signature."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from typing import Any

from django import forms

from core.text import squeeze
from organisations.access import Access
from plans.domain import drafting
from plans.forms.base import PlanForm, SeenForm
from plans.forms.fields import LinesField, PrintedField
from plans.models import Plan, Recipient

FIRST_YEAR, LAST_YEAR = 2000, 2100


class NewPlanForm(PlanForm):
    year = forms.IntegerField(label="Năm kế hoạch", min_value=FIRST_YEAR, max_value=LAST_YEAR)
    title = PrintedField(
        label="Trích yếu",
        rows=3,
        max_length=2000,
        help_text="Ví dụ: Cải cách hành chính năm 2026 trên địa bàn xã. Có thể sửa sau.",
    )
    start = forms.ChoiceField(
        label="Bắt đầu từ",
        choices=[("khung", "Khung mục thường dùng (mục đích, mục tiêu, nhiệm vụ …)"), ("trang", "Trang trắng")],
        initial="khung",
        widget=forms.RadioSelect,
    )
    submission_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, today: dt.date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    @classmethod
    def fresh(cls, year: int) -> NewPlanForm:
        return cls(initial={"year": year, "start": "khung", "submission_key": uuid.uuid4()})

    def save(self, *, by: Access) -> Plan:
        got = self.cleaned_data
        return drafting.create_plan(
            by=by,
            year=got["year"],
            title=got["title"],
            submission_key=got["submission_key"],
            skeleton=got["start"] == "khung",
            today=self.today,
        )


class HeaderForm(SeenForm):
    """Letterhead, number, date, title, addressees."""

    title = PrintedField(label="Trích yếu", rows=3, max_length=2000)
    type_name = PrintedField(label="Tên loại văn bản", max_length=100)
    year = forms.IntegerField(
        label="Năm kế hoạch",
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        help_text="Thời hạn không ghi năm được hiểu là của năm này.",
    )
    parent_agency_lines = LinesField(
        label="Cơ quan chủ quản", required=False, rows=2, most=5, help_text="Mỗi dòng in là một dòng ở đây."
    )
    agency_lines = LinesField(label="Cơ quan ban hành", required=False, rows=3, most=5)
    number = PrintedField(label="Số", required=False, max_length=20, help_text="Để trống khi còn là dự thảo.")
    symbol = PrintedField(label="Ký hiệu", required=False, max_length=40)
    place = PrintedField(label="Địa danh", required=False, max_length=120)
    date_text = PrintedField(
        label="Ngày, tháng, năm (như in)", required=False, max_length=60, help_text="Ví dụ: ngày 05 tháng 3 năm 2026"
    )
    addressees = LinesField(label="Kính gửi", required=False, rows=2, help_text="Mỗi nơi một dòng; thường để trống.")

    NAMES = (
        "title", "type_name", "year", "parent_agency_lines", "agency_lines", "number", "symbol", "place", "date_text",
        "addressees",
    )  # fmt: skip

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        self.plan = plan
        kwargs.setdefault("initial", {**{name: getattr(plan, name) for name in self.NAMES}, "seen": plan.version})
        super().__init__(*args, **kwargs)

    def save(self, *, by: Access) -> Plan:
        changes = {name: self.cleaned_data[name] for name in self.NAMES}
        return drafting.update_header(self.plan, by=by, seen=self.cleaned_data["seen"], **changes)


# Nghị định 30/2020, Điều 13 và Phụ lục I, mục II.7: key → what a person reads, authority lines, position.
AUTHORITIES: dict[str, tuple[str, list[str], str]] = {
    "tm": ("TM. ỦY BAN NHÂN DÂN – Chủ tịch ký", ["TM. ỦY BAN NHÂN DÂN"], "CHỦ TỊCH"),
    "tm-kt": (
        "TM. ỦY BAN NHÂN DÂN, KT. CHỦ TỊCH – Phó Chủ tịch ký",
        ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"],
        "PHÓ CHỦ TỊCH",
    ),
    "tm-q": ("TM. ỦY BAN NHÂN DÂN, Q. CHỦ TỊCH – Quyền Chủ tịch ký", ["TM. ỦY BAN NHÂN DÂN"], "Q. CHỦ TỊCH"),
    "kt": ("KT. CHỦ TỊCH – Phó Chủ tịch ký văn bản của Chủ tịch", ["KT. CHỦ TỊCH"], "PHÓ CHỦ TỊCH"),
    "tl": ("TL. CHỦ TỊCH – thừa lệnh", ["TL. CHỦ TỊCH"], "CHÁNH VĂN PHÒNG"),
    "tuq": ("TUQ. CHỦ TỊCH – thừa ủy quyền", ["TUQ. CHỦ TỊCH"], "CHÁNH VĂN PHÒNG"),
    "ct": ("CHỦ TỊCH – ký trực tiếp, không thay mặt tập thể", [], "CHỦ TỊCH"),
}
FREE = "khac"
AUTHORITY_CHOICES = [*((key, text) for key, (text, _, _) in AUTHORITIES.items()), (FREE, "Khác: nhập ở dưới")]


def authority_of(lines: list[str], position: str) -> str:
    """The key of the combination printed, FREE for any other."""
    for key, (_, known, title) in AUTHORITIES.items():
        if known == lines and (title == position or (key in ("tl", "tuq") and position)):
            return key
    return FREE


class AuthorityFields(forms.Form):
    """Quyền hạn, chức vụ, họ tên: shared by the signature form and by recording an issued paper."""

    authority = forms.ChoiceField(label="Thẩm quyền ký", choices=AUTHORITY_CHOICES, widget=forms.RadioSelect)
    authority_lines = LinesField(
        label="Dòng quyền hạn (chỉ khi chọn Khác)", required=False, rows=2, most=4, longest=120
    )
    signer_position = PrintedField(
        label="Chức vụ",
        required=False,
        max_length=120,
        help_text="Dùng khi chọn Khác, thừa lệnh (TL.) hoặc thừa ủy quyền (TUQ.).",
    )
    signer_name = PrintedField(label="Họ và tên người ký", required=False, max_length=120)

    def clean(self) -> dict[str, Any]:
        got = super().clean() or self.cleaned_data
        key = got.get("authority", FREE)
        if key != FREE:
            _, lines, position = AUTHORITIES[key]
            got["authority_lines"] = list(lines)
            typed = squeeze(got.get("signer_position") or "")
            got["signer_position"] = typed if typed and key in ("tl", "tuq") else position
        elif not got.get("signer_position") and not got.get("authority_lines"):
            self.add_error("signer_position", "Hãy nhập chức vụ hoặc dòng quyền hạn của người ký.")
        return got

    @staticmethod
    def initial_of(plan: Plan) -> dict[str, Any]:
        return {
            "authority": authority_of(plan.authority_lines, plan.signer_position),
            "authority_lines": plan.authority_lines,
            "signer_position": plan.signer_position,
            "signer_name": plan.signer_name,
        }


class SignatureForm(AuthorityFields, SeenForm):
    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        self.plan = plan
        kwargs.setdefault("initial", {**AuthorityFields.initial_of(plan), "seen": plan.version})
        super().__init__(*args, **kwargs)

    def save(self, *, by: Access) -> Plan:
        got = self.cleaned_data
        return drafting.update_header(
            self.plan,
            by=by,
            seen=got["seen"],
            authority_lines=got["authority_lines"],
            signer_position=got["signer_position"],
            signer_name=got["signer_name"],
        )


_RECIPIENT = re.compile(r"^[-–—+•*\s]*(?P<name>.*?)\s*(?:\((?P<purpose>[^()]*)\))?\s*[;.,]*\s*$")


def recipient_of(line: str) -> tuple[str, str]:
    """ "- UBND tỉnh (thay báo cáo);" → ("UBND tỉnh", "thay báo cáo")."""
    found = _RECIPIENT.match(line)
    assert found is not None
    return squeeze(found["name"]), squeeze(found["purpose"] or "")


def recipient_line(recipient: Recipient) -> str:
    return f"- {recipient}"


class RecipientsForm(SeenForm):
    lines = LinesField(
        label="Nơi nhận",
        required=False,
        rows=8,
        most=60,
        longest=400,
        help_text="Mỗi nơi một dòng như khi in, ví dụ: - UBND tỉnh (thay báo cáo);  Dòng “Lưu” tự đứng cuối.",
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        self.plan = plan
        kwargs.setdefault(
            "initial", {"lines": [recipient_line(each) for each in plan.recipients.all()], "seen": plan.version}
        )
        super().__init__(*args, **kwargs)

    def clean_lines(self) -> list[tuple[str, str]]:
        pairs = [recipient_of(line) for line in self.cleaned_data["lines"]]
        pairs = [(name, purpose) for name, purpose in pairs if name]
        for name, purpose in pairs:
            if len(name) > 300 or len(purpose) > 120:
                raise forms.ValidationError(f"Tên nơi nhận hoặc mục đích quá dài: “{name[:60]}…”.")
        return pairs

    def save(self, *, by: Access) -> None:
        drafting.save_recipients(self.plan, by=by, seen=self.cleaned_data["seen"], lines=self.cleaned_data["lines"])
