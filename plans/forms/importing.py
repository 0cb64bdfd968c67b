"""What a person types while a received text is read and corrected."""

from __future__ import annotations

import uuid
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Field, Layout, Submit
from django import forms
from django.conf import settings

from documents.official import BlockKind, Recipient, Signature
from plans.domain.parties import names_in
from plans.reading.draft import PlanReading, TaskReading

MOST_PASTED = 2_000_000


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class ImportForm(forms.Form):
    text = forms.CharField(
        label="Dán nội dung văn bản vào đây",
        required=False,
        strip=False,
        max_length=MOST_PASTED,
        widget=forms.Textarea(attrs={"rows": 11, "spellcheck": "false"}),
        help_text="Chép toàn bộ văn bản từ Word, PDF hoặc trang web rồi dán, kể cả phụ lục.",
        error_messages={"max_length": "Đoạn dán dài quá 2 triệu chữ cái. Hãy chia văn bản, hoặc tải tệp .docx lên."},
    )
    file = forms.FileField(
        label="hoặc chọn tệp",
        required=False,
        help_text=f"Tệp .docx, .pdf (có lớp chữ) hoặc .txt, tối đa {settings.UPLOAD_LIMIT_MB} MB.",
        widget=forms.FileInput(attrs={"accept": ".docx,.pdf,.txt"}),
        error_messages={"empty": "Tệp này rỗng. Hãy chọn tệp khác hoặc dán nội dung vào ô."},
    )
    submission_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.attrs = {"enctype": "multipart/form-data"}
        self.helper.layout = Layout(
            "submission_key", "text", "file", Submit("submit", "Đọc văn bản", css_class="btn btn-primary")
        )

    def clean_text(self) -> str:
        return str(self.cleaned_data["text"]).replace("\x00", "")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        upload = cleaned.get("file")
        if upload and upload.size > settings.UPLOAD_LIMIT_MB * 1024 * 1024:
            self.add_error(
                "file",
                f"Tệp nặng {upload.size // 1024 // 1024} MB, quá mức {settings.UPLOAD_LIMIT_MB} MB. "
                "Hãy bỏ bớt ảnh trong tệp, hoặc dán phần chữ vào ô trên.",
            )
        if not self.errors and not upload and not cleaned.get("text", "").strip():
            raise forms.ValidationError("Chưa có gì để đọc: hãy dán nội dung hoặc chọn một tệp.")
        return cleaned


class HeadForm(forms.Form):
    """Letterhead, title, signer and recipients of the reading."""

    year = forms.IntegerField(label="Năm kế hoạch", min_value=2000, max_value=2100, required=False)
    parent_agency = forms.CharField(
        label="Cơ quan chủ quản (mỗi dòng một dòng in)", required=False, widget=forms.Textarea({"rows": 1})
    )
    agency = forms.CharField(
        label="Cơ quan ban hành (mỗi dòng một dòng in)", required=False, widget=forms.Textarea({"rows": 2})
    )
    number = forms.CharField(label="Số", required=False, max_length=20, help_text="Để trống nếu chưa có số.")
    symbol = forms.CharField(label="Ký hiệu", required=False, max_length=40)
    place = forms.CharField(label="Địa danh", required=False, max_length=120)
    date_text = forms.CharField(label="Ngày, tháng, năm như trong văn bản", required=False, max_length=60)
    type_name = forms.CharField(label="Tên loại", max_length=100)
    title = forms.CharField(label="Trích yếu", required=False, widget=forms.Textarea({"rows": 3}))
    recipients = forms.CharField(
        label="Nơi nhận (mỗi dòng một nơi, mục đích trong ngoặc)", required=False, widget=forms.Textarea({"rows": 6})
    )
    authority = forms.CharField(
        label="Quyền hạn ký (mỗi dòng một dòng in)", required=False, widget=forms.Textarea({"rows": 2})
    )
    position = forms.CharField(label="Chức vụ người ký", required=False, max_length=120)
    signer = forms.CharField(label="Họ tên người ký", required=False, max_length=120)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            HTML("<h2>Phần đầu</h2>"), "year", "parent_agency", "agency", "number", "symbol", "place", "date_text",
            "type_name", "title", HTML("<h2>Nơi nhận và chữ ký</h2>"), "recipients", "authority", "position",
            "signer", Field("seen"), Submit("submit", "Lưu bản đọc", css_class="btn btn-primary"),
        )  # fmt: skip

    @staticmethod
    def initial_of(reading: PlanReading) -> dict[str, Any]:
        document = reading.document
        head, signature = document.letterhead, document.signature
        return {
            "year": reading.year,
            "parent_agency": "\n".join(head.parent_agency),
            "agency": "\n".join(head.agency),
            "number": head.number,
            "symbol": head.symbol,
            "place": head.place,
            "date_text": head.date_text,
            "type_name": document.type_name or "KẾ HOẠCH",
            "title": document.title,
            "recipients": "\n".join(
                f"{each.name} ({each.purpose})" if each.purpose else each.name for each in document.recipients
            ),
            "authority": "\n".join(signature.authority),
            "position": signature.position,
            "signer": signature.name,
        }

    def changes(self) -> dict[str, Any]:
        """The arguments of plans.reading.correct.set_head."""
        data = self.cleaned_data
        return {
            "year": data["year"],
            "letterhead": {
                "parent_agency": tuple(lines_of(data["parent_agency"])),
                "agency": tuple(lines_of(data["agency"])),
                "number": data["number"].strip(),
                "symbol": data["symbol"].strip(),
                "place": data["place"].strip(),
                "date_text": data["date_text"].strip(),
            },
            "type_name": data["type_name"].strip(),
            "title": " ".join(data["title"].split()),
            "recipients": [recipient_of(line) for line in lines_of(data["recipients"])],
            "signature": Signature(
                tuple(lines_of(data["authority"])), data["position"].strip(), data["signer"].strip()
            ),
        }


def recipient_of(line: str) -> Recipient:
    """ "- UBND huyện (thay báo cáo);" → name and purpose."""
    text = line.lstrip("-–—• ").rstrip(";. ")
    if text.endswith(")") and "(" in text:
        name, _, purpose = text[:-1].rpartition("(")
        if name.strip():
            return Recipient(name.strip(), purpose.strip())
    return Recipient(text)


class LineForm(forms.Form):
    """One line of the reading: what it is and what it says."""

    KINDS = (
        (BlockKind.HEADING, "Đề mục"),
        (BlockKind.PARAGRAPH, "Dòng nội dung"),
        (BlockKind.BASIS, "Căn cứ"),
        ("drop", "Không thuộc văn bản (bỏ qua)"),
    )
    kind = forms.ChoiceField(label="Dòng này là", choices=KINDS)
    marker = forms.CharField(label="Số hoặc dấu đầu dòng", required=False, max_length=30)
    level = forms.IntegerField(label="Cấp", min_value=1, max_value=9)
    text = forms.CharField(label="Nội dung", required=False, widget=forms.Textarea({"rows": 4}))
    is_task = forms.BooleanField(label="Là một nhiệm vụ", required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("submit", "Lưu dòng", css_class="btn btn-primary"))


class TaskForm(forms.Form):
    """Who leads, who helps, by when, as understood from the printed words."""

    leads = forms.CharField(
        label="Cơ quan chủ trì", required=False, help_text="Nhiều cơ quan: ngăn bằng dấu chấm phẩy."
    )
    coordinating = forms.CharField(label="Cơ quan phối hợp", required=False)
    deadline_text = forms.CharField(label="Thời hạn như trong văn bản", required=False, max_length=300)
    repeats = forms.ChoiceField(
        label="Nếu nêu nhiều kỳ", required=False, widget=forms.RadioSelect,
        choices=(("", "Chưa rõ"), ("one", "Một kết quả cho cả khoảng"), ("each", "Mỗi kỳ một kết quả")),
    )  # fmt: skip
    result = forms.CharField(label="Sản phẩm, kết quả", required=False)
    tracked = forms.TypedChoiceField(
        label="Trên hệ thống", choices=(("yes", "Theo dõi"), ("no", "Chỉ in")), coerce=lambda value: value == "yes"
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("submit", "Lưu nhiệm vụ", css_class="btn btn-primary"))

    @staticmethod
    def initial_of(task: TaskReading) -> dict[str, Any]:
        rule = task.deadline
        return {
            "leads": "; ".join(party.name for party in task.leads),
            "coordinating": "; ".join(party.name for party in task.coordinating),
            "deadline_text": task.deadline_text,
            "repeats": "" if rule is None or rule.repeats is None else "each" if rule.repeats else "one",
            "result": task.result,
            "tracked": "yes" if task.is_followed else "no",
        }

    def clean_leads(self) -> list[str]:
        return names_in(self.cleaned_data["leads"])

    def clean_coordinating(self) -> list[str]:
        return names_in(self.cleaned_data["coordinating"])
