"""Lines of the paper and appendices."""

from __future__ import annotations

from typing import Any

from django import forms

from core.forms.fields import choice_field
from documents.official import BlockKind, MarkerStyle
from organisations.access import Access
from plans.domain import appendices, drafting
from plans.forms.base import PlanForm, SeenForm
from plans.forms.fields import LONGEST_LINE, PrintedField
from plans.models import Appendix, Block, Plan
from plans.reading.draft import Region, Role

KINDS = [
    (BlockKind.PARAGRAPH.value, "Đoạn văn, gạch đầu dòng"),
    (BlockKind.HEADING.value, "Đề mục"),
    (BlockKind.BASIS.value, "Căn cứ"),
]
ROLES = [
    ("", "Theo đề mục phía trên"),
    (Role.OBJECTIVES.value, "Mục đích, yêu cầu"),
    (Role.TARGETS.value, "Mục tiêu, chỉ tiêu"),
    (Role.CONTENT.value, "Nội dung, nhiệm vụ, giải pháp"),
    (Role.DISCLOSURE.value, "Công khai, niêm yết"),
    (Role.BUDGET.value, "Kinh phí"),
    (Role.ORGANISATION.value, "Tổ chức thực hiện"),
    (Role.REPORTING.value, "Chế độ báo cáo"),
    (Role.CLOSING.value, "Phần kết"),
    (Role.OTHER.value, "Phần khác"),
]
DEEPEST = 9


class LineFields(forms.Form):
    text = PrintedField(label="Nội dung", required=False, rows=4, max_length=LONGEST_LINE)
    marker = PrintedField(
        label="Số, dấu đầu dòng",
        required=False,
        max_length=30,
        help_text="I.  1.  1.1.  a)  -  +  hoặc để trống.",
    )
    level = forms.IntegerField(label="Cấp", min_value=1, max_value=DEEPEST, initial=1, help_text="1 là ngoài cùng.")
    kind = forms.ChoiceField(label="Loại dòng", choices=KINDS, initial=BlockKind.PARAGRAPH.value)
    role = forms.ChoiceField(label="Đề mục này nói về", choices=ROLES, required=False)

    def clean(self) -> dict[str, Any]:
        got = super().clean() or self.cleaned_data
        if "text" in got and not got["text"].strip() and not got.get("marker"):
            self.add_error("text", "Dòng cần có chữ. Nếu không dùng nữa, hãy chọn Xóa dòng.")
        return got

    def words(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("text", "marker", "level", "kind", "role")}


class LineForm(LineFields, SeenForm):
    """Change one line that is not a table."""

    def __init__(self, *args: Any, block: Block, **kwargs: Any) -> None:
        self.block = block
        kwargs.setdefault(
            "initial",
            {
                "text": block.text,
                "marker": block.marker,
                "level": block.level,
                "kind": block.kind,
                "role": block.role,
                "seen": block.version,
            },
        )
        kwargs.setdefault("auto_id", f"dong-{block.pk}-%s")  # several may be open on one page
        super().__init__(*args, **kwargs)
        if block.region != Region.PREAMBLE and block.kind != BlockKind.BASIS:
            choice_field(self, "kind").choices = KINDS[:2]

    @property
    def moves_numbers(self) -> bool:
        """Whether other lines may have been numbered anew by this change."""
        return bool({"marker", "level", "kind", "role"} & set(self.changed_data))

    def save(self, *, by: Access) -> Block:
        return drafting.save_block(self.block, by=by, seen=self.cleaned_data["seen"], **self.words())


class NewLineForm(LineFields, PlanForm):
    """A line behind another one, or at the beginning of a part."""

    def __init__(
        self,
        *args: Any,
        plan: Plan,
        after: Block | None,
        region: str = "",
        appendix: Appendix | None = None,
        **kwargs: Any,
    ) -> None:
        self.plan, self.after, self.appendix = plan, after, appendix
        self.region = after.region if after else (Region.APPENDIX.value if appendix else region or Region.BODY.value)
        kwargs.setdefault("initial", self._like(after))
        kwargs.setdefault("auto_id", f"sau-{after.pk if after else 0}-%s")
        super().__init__(*args, **kwargs)
        if self.region != Region.PREAMBLE:
            choice_field(self, "kind").choices = KINDS[:2]

    def _like(self, after: Block | None) -> dict[str, Any]:
        """The next line is usually one more of the same list."""
        if after is None:
            basis = self.region == Region.PREAMBLE
            return {"level": 1, "kind": BlockKind.BASIS.value if basis else BlockKind.PARAGRAPH.value}
        if after.kind == BlockKind.BASIS:
            return {"level": after.level, "kind": after.kind}
        if after.kind == BlockKind.HEADING:
            return {"level": min(after.level + 1, DEEPEST), "kind": BlockKind.PARAGRAPH.value, "marker": "-"}
        marker = after.marker if after.style != MarkerStyle.NONE else ""
        return {"level": after.level, "kind": BlockKind.PARAGRAPH.value, "marker": marker}

    def save(self, *, by: Access) -> Block:
        return drafting.add_block(
            self.plan, by=by, after=self.after, region=self.region, appendix=self.appendix, **self.words()
        )


class AppendixFields(forms.Form):
    label = PrintedField(
        label="Ký hiệu", max_length=60, help_text="Như khi in: Phụ lục, hoặc Phụ lục I khi có từ hai phụ lục."
    )
    title = PrintedField(label="Tiêu đề", required=False, rows=2, max_length=1000)
    indication = PrintedField(
        label="Dòng chỉ dẫn",
        required=False,
        rows=2,
        max_length=500,
        help_text="(Kèm theo Kế hoạch số …/KH-UBND ngày … tháng … năm … của …)",
    )


class NewAppendixForm(AppendixFields, PlanForm):
    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        self.plan = plan
        if not plan.appendices.exists():
            kwargs.setdefault("initial", {"label": "Phụ lục"})
        super().__init__(*args, **kwargs)

    def save(self, *, by: Access) -> Appendix:
        return appendices.add_appendix(self.plan, by=by, **self.cleaned_data)


class AppendixForm(AppendixFields, SeenForm):
    def __init__(self, *args: Any, appendix: Appendix, **kwargs: Any) -> None:
        self.appendix = appendix
        kwargs.setdefault(
            "initial",
            {
                "label": appendix.label,
                "title": appendix.title,
                "indication": appendix.indication,
                "seen": appendix.version,
            },
        )
        super().__init__(*args, **kwargs)

    def save(self, *, by: Access) -> Appendix:
        return appendices.save_appendix(self.appendix, by=by, **self.cleaned_data)
