"""What people type about one piece of work. Each form is one domain call."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django import forms
from django.conf import settings

from core.forms.fields import DayField, choice_field
from core.forms.files import SeveralFilesField, SeveralFilesInput
from core.text import plain_text
from organisations.access import Access
from plans.models import PlanTask
from work.domain import days, doing, proof
from work.domain.entries import LONGEST
from work.domain.updating import HandedIn, Said, update_work
from work.forms.figures import FigureRows
from work.models import Evidence, Milestone

MOST_AT_ONCE = 10  # files of one sending


class WordsArea(forms.CharField):
    """A few lines; what a copy brings in is made plain, and what is too long is told and not cut."""

    def __init__(self, *, rows: int = 2, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)
        self.widget.attrs.pop("maxlength", None)

    def to_python(self, value: Any) -> str:
        return super().to_python(plain_text(value) if isinstance(value, str) else value) or ""


class ProofField(SeveralFilesField):
    """Files to be kept. What they are, the domain tells from their bytes; photos get smaller in the browser."""

    def __init__(self, **kwargs: Any) -> None:
        limit = settings.UPLOAD_LIMIT_MB
        widget = SeveralFilesInput(
            attrs={"accept": ".pdf,.docx,.xlsx,.pptx,.odt,.ods,.jpg,.jpeg,.png,.webp", "data-shrink": ""}
        )
        super().__init__(most=MOST_AT_ONCE, widget=widget, **kwargs)
        self.help_text = f"PDF, Word, Excel, PowerPoint, ảnh; mỗi tệp tối đa {limit} MB, chọn được nhiều ảnh một lần."


def opened(uploads: list[Any]) -> tuple[tuple[str, bytes], ...]:
    """Name and bytes of each, for the domain."""
    return tuple((each.name or "tep", each.read()) for each in uploads)


class SentOnce(forms.Form):
    """`key` names the sending: pressed twice, or sent again from a bad line, it is taken once."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": uuid.uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)


class ActForm(SentOnce):
    """Something done to a milestone that was seen in this version."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def __init__(self, *args: Any, milestone: Milestone, **kwargs: Any) -> None:
        self.milestone = milestone
        kwargs["initial"] = {"seen": milestone.version, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    def sending(self) -> dict[str, Any]:
        return {"seen": self.cleaned_data["seen"] or 0, "key": self.cleaned_data["key"]}

    def save(self, *, by: Access, at: dt.datetime) -> Any:
        raise NotImplementedError


class AcceptForm(ActForm):
    note = forms.CharField(label="Ghi chú (không bắt buộc)", required=False, max_length=300)

    def save(self, *, by: Access, at: dt.datetime) -> Any:
        return doing.accept_work(self.milestone, by=by, at=at, note=self.cleaned_data["note"], **self.sending())


class ConfirmForm(ActForm):
    note = WordsArea(label="Phần việc đã làm (không bắt buộc)", required=False)

    def save(self, *, by: Access, at: dt.datetime) -> Any:
        data = self.cleaned_data
        return doing.confirm_part(self.milestone, by=by, at=at, note=data["note"], key=data["key"])


class ApproveForm(ActForm):
    note = WordsArea(label="Ý kiến (không bắt buộc)", required=False)

    def save(self, *, by: Access, at: dt.datetime) -> Any:
        return doing.approve_result(self.milestone, by=by, at=at, note=self.cleaned_data["note"], **self.sending())


class ReturnForm(ActForm):
    reason = WordsArea(label="Lý do trả lại", help_text="Người làm đọc để biết phải sửa gì.")

    def save(self, *, by: Access, at: dt.datetime) -> Any:
        return doing.return_result(self.milestone, by=by, at=at, reason=self.cleaned_data["reason"], **self.sending())


class ExtendForm(ActForm):
    due_on = DayField(label="Hạn mới")
    reason = WordsArea(label="Lý do gia hạn")

    def save(self, *, by: Access, at: dt.datetime) -> Any:
        data = self.cleaned_data
        return days.extend_milestone(
            self.milestone, by=by, at=at, due_on=data["due_on"], reason=data["reason"], **self.sending()
        )


class UpdateForm(ActForm):
    """ "Cập nhật": in the line of a list and on the page of the work. For continuous work only the words are asked."""

    percent = forms.IntegerField(
        label="Tiến độ (%)", min_value=0, max_value=100, required=False,
        widget=forms.NumberInput(attrs={"step": 5, "inputmode": "numeric"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), "Tiến độ là một số từ 0 đến 100."),
    )  # fmt: skip
    result = WordsArea(label="Kết quả đã làm", required=False, rows=3)
    difficulties = WordsArea(label="Khó khăn", required=False)
    proposals = WordsArea(label="Kiến nghị", required=False)
    file = ProofField(label="Minh chứng: tệp hoặc ảnh")
    url = forms.CharField(
        label="hoặc đường dẫn", required=False, max_length=500,
        widget=forms.TextInput(attrs={"inputmode": "url", "placeholder": "https://"}),
    )  # fmt: skip
    done = forms.BooleanField(label="Đã hoàn thành", required=False)
    done_on = DayField(label="Ngày hoàn thành", required=False)
    with_earlier = forms.BooleanField(required=False)
    without_proof = forms.CharField(label="Nếu không có minh chứng: vì sao", required=False, max_length=300)
    figures_on = DayField(label="Ngày của số liệu", required=False)

    def __init__(
        self, *args: Any, milestone: Milestone, today: dt.date, figures: FigureRows | None = None, earlier: int = 0,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        """`earlier`: how many periods of the same duty before this one are late, too."""
        self.today, self.figures = today, figures
        kwargs["initial"] = {"percent": milestone.percent, "done_on": today, **(kwargs.get("initial") or {})}
        super().__init__(*args, milestone=milestone, **kwargs)
        self.fields["figures_on"].widget.attrs["class"] = "form-control"
        self.fields["with_earlier"].label = f"Ghi như vậy cho cả {earlier} kỳ trước còn quá hạn của nhiệm vụ này"
        if not earlier:
            del self.fields["with_earlier"]
        if milestone.is_checkpoint:
            for name in ("percent", "done", "done_on", "without_proof"):
                del self.fields[name]
            self.fields["result"].label = f"Đã làm trong {milestone.label or 'kỳ này'}"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.figures is not None and not self.figures.is_valid:
            self.add_error(None, "Xem lại các dòng số liệu ở dưới.")
        if self.milestone.is_checkpoint:
            return data
        if data.get("done") and not data.get("done_on") and "done_on" not in self.errors:
            self.add_error("done_on", "Hãy ghi ngày hoàn thành.")
        if not data.get("done") and data.get("percent") is None and "percent" not in self.errors:
            self.add_error("percent", "Hãy ghi tiến độ từ 0 đến 100.")
        return data

    def save(self, *, by: Access, at: dt.datetime) -> Any:
        data = self.cleaned_data
        done_on = data["done_on"] if data.get("done") else None
        said = Said(
            percent=data.get("percent") or 0, done_on=done_on, result=data["result"],
            difficulties=data["difficulties"], proposals=data["proposals"],
            without_proof=data.get("without_proof") or "",
        )  # fmt: skip
        handed_in, fact_on = None, done_on or self.today
        if data["file"]:
            handed_in = HandedIn(fact_on, files=opened(data["file"]))
        elif data["url"]:
            handed_in = HandedIn(fact_on, url=data["url"])
        return update_work(
            self.milestone, by=by, at=at, said=said, handed_in=handed_in,
            with_earlier=bool(data.get("with_earlier")), figures=self.figures.figures if self.figures else (),
            figures_on=data["figures_on"], **self.sending(),
        )  # fmt: skip


class ProofForm(SentOnce):
    """A file, a file that proves something else already, or a link: exactly one of them."""

    file = ProofField(label="Tệp hoặc ảnh")
    kept = forms.ChoiceField(label="hoặc tệp đã có của kế hoạch này", required=False)
    url = forms.CharField(
        label="hoặc đường dẫn", required=False, max_length=500,
        widget=forms.TextInput(attrs={"inputmode": "url", "placeholder": "https://"}),
    )  # fmt: skip
    title = forms.CharField(label="Tên minh chứng", required=False, max_length=200, help_text="Để trống: lấy tên tệp.")
    fact_on = DayField(
        label="Ngày của sự việc", help_text="Ngày ghi trên biên bản, ngày đăng bài; không phải ngày gửi."
    )
    page = forms.CharField(label="Xem ở trang, mục", required=False, max_length=60)
    note = forms.CharField(label="Ghi chú", required=False, max_length=500)

    def __init__(self, *args: Any, milestone: Milestone, kept: list[Evidence], today: dt.date, **kwargs: Any) -> None:
        self.milestone, self._kept = milestone, {str(each.pk): each for each in kept}
        kwargs["initial"] = {"fact_on": today, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        offered = [(key, f"{each.title} ({each.fact_on:%d/%m/%Y})") for key, each in self._kept.items()]
        choice_field(self, "kept").choices = [("", "Không dùng"), *offered]
        if not kept:
            del self.fields["kept"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        given = [name for name in ("file", "kept", "url") if data.get(name)]
        if len(given) != 1 and not self.errors:
            raise forms.ValidationError("Hãy chọn một trong ba: gửi tệp, dùng tệp đã có, hoặc ghi đường dẫn.")
        return data

    def save(self, *, by: Access, at: dt.datetime) -> Any:
        data = self.cleaned_data
        facts = {"fact_on": data["fact_on"], "page": data["page"], "note": data["note"], "key": data["key"]}
        if data.get("kept"):
            return proof.add_kept_file(self.milestone, by=by, at=at, evidence=self._kept[data["kept"]], **facts)
        facts["title"] = data["title"]
        if data["url"]:
            return proof.add_link(self.milestone, by=by, at=at, url=data["url"], **facts)
        return proof.add_files(self.milestone, by=by, at=at, files=opened(data["file"]), **facts)


class WithdrawForm(forms.Form):
    reason = forms.CharField(label="Lý do rút", max_length=300)


class SetDayForm(SentOnce):
    due_on = DayField(label="Hạn phải xong")
    label = forms.CharField(
        label="Tên đợt (không bắt buộc)", required=False, max_length=100, help_text="Ví dụ: đợt 1, báo cáo lần đầu."
    )
    note = forms.CharField(label="Căn cứ, ghi chú", required=False, max_length=500)

    def save(self, task: PlanTask, *, by: Access, at: dt.datetime) -> Milestone:
        return days.set_milestone(task, by=by, at=at, **self.cleaned_data)


class EventForm(SentOnce):
    happened_on = DayField(label="Sự kiện xảy ra ngày")
    due_on = DayField(label="Hạn phải xong", required=False)
    note = forms.CharField(
        label="Sự kiện gì", required=False, max_length=500, help_text="Ví dụ: nhận Công văn số 12/UBND-NV."
    )

    def __init__(self, *args: Any, counted: str = "", **kwargs: Any) -> None:
        """`counted`: how long the words say the time is; then no day is asked for."""
        super().__init__(*args, **kwargs)
        if counted:
            del self.fields["due_on"]

    def save(self, task: PlanTask, *, by: Access, at: dt.datetime) -> Milestone:
        return days.record_event(task, by=by, at=at, **self.cleaned_data)
