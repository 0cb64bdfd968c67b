"""The text of a plan, line by line, and the clauses found in it."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from documents.official import BlockKind, MarkerStyle, RowKind, marker_style
from organisations.models import Organisation, OwnedQuerySet, Unit
from plans.enums import AssignmentField
from plans.models.plan import Plan
from plans.reading.draft import Region, Role
from reference.models import LegalText


def _choices(enum: type) -> list[tuple[str, str]]:
    return [(each.value, each.value) for each in enum]  # type: ignore[attr-defined]


class Appendix(models.Model):
    """An appendix: label as printed ("Phụ lục I"), title, bracketed indication line; its text is blocks."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="appendices")
    position = models.PositiveIntegerField()
    label = models.CharField("ký hiệu phụ lục", max_length=60, blank=True)
    title = models.TextField("tiêu đề phụ lục", blank=True)
    indication = models.TextField("dòng chỉ dẫn", blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = OwnedQuerySet.as_manager()
    owner_path = "plan__organisation__path"

    class Meta:
        verbose_name = "phụ lục"
        verbose_name_plural = "phụ lục"
        ordering = ("position",)

    def __str__(self) -> str:
        return f"{self.label} {self.title}".strip()


class AssignmentBlock(models.Model):
    """Lead, coordinating and time printed once for a group of lines; tasks inherit or override it.

    The printed lines are blocks (`Block.assignment`, `Block.assignment_field`); here stand the words
    that count, cut out of them.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="assignments")
    lead_text = models.TextField("cơ quan chủ trì", blank=True)
    coordinating_text = models.TextField("cơ quan phối hợp", blank=True)
    deadline_text = models.TextField("thời gian thực hiện", blank=True)
    deadline = models.JSONField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = OwnedQuerySet.as_manager()
    owner_path = "plan__organisation__path"

    class Meta:
        verbose_name = "khối phân công"
        verbose_name_plural = "khối phân công"
        ordering = ("id",)

    def __str__(self) -> str:
        return " · ".join(filter(None, (self.lead_text, self.coordinating_text, self.deadline_text)))


class Block(models.Model):
    """One line of the plan: heading, paragraph, legal basis or table.

    `position` runs through the whole plan: preamble, body, then the appendices in their order.
    `level` is the depth in the outline and `marker` the printed number or dash
    (documents.official.Block). `role` says what a heading's section is for; other lines take the
    role of the heading above unless they have their own. `key` names the line in the editor, which
    gives new lines their names before the server has seen them.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="blocks")
    region = models.CharField(max_length=10, choices=_choices(Region), default=Region.BODY)
    appendix = models.ForeignKey(Appendix, null=True, blank=True, on_delete=models.CASCADE, related_name="blocks")
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    position = models.PositiveIntegerField()
    kind = models.CharField("loại dòng", max_length=10, choices=_choices(BlockKind), default=BlockKind.PARAGRAPH)
    level = models.PositiveSmallIntegerField("cấp", default=1)
    marker = models.CharField("số, dấu đầu dòng", max_length=30, blank=True)
    text = models.TextField("nội dung", blank=True)
    role = models.CharField("phần", max_length=12, choices=_choices(Role), blank=True)
    columns = models.JSONField("cột của bảng", default=list, blank=True)  # [{"title": …, "role": ColumnRole}]
    assignment = models.ForeignKey(
        AssignmentBlock, null=True, blank=True, on_delete=models.SET_NULL, related_name="lines"
    )
    assignment_field = models.CharField(max_length=12, choices=AssignmentField.choices, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = OwnedQuerySet.as_manager()
    owner_path = "plan__organisation__path"

    class Meta:
        verbose_name = "dòng"
        verbose_name_plural = "dòng"
        ordering = ("position",)
        constraints = [
            models.CheckConstraint(
                condition=Q(region="appendix", appendix__isnull=False)
                | Q(~Q(region="appendix"), appendix__isnull=True),
                name="block_appendix_matches_region",
            ),
            models.UniqueConstraint(fields=("plan", "key"), name="block_key_once"),
        ]
        indexes = [models.Index(fields=("plan", "position"), name="block_in_order")]

    def __str__(self) -> str:
        return f"{self.marker} {self.text}".strip()[:80]

    @property
    def style(self) -> MarkerStyle:
        return marker_style(self.marker)

    @property
    def is_heading(self) -> bool:
        return self.kind == BlockKind.HEADING


class TableRow(models.Model):
    """A row of a table block. `cells` are the printed texts, one per column; null continues the cell above.
    `key` names the row in the sheet and in its Excel file.

    Cells of columns that hold a task's lead, time and so on are written by the task's door, so that
    the sheet and the task cannot say two things.
    """

    block = models.ForeignKey(Block, on_delete=models.CASCADE, related_name="rows")
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=6, choices=_choices(RowKind), default=RowKind.DATA)
    cells = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = OwnedQuerySet.as_manager()
    owner_path = "block__plan__organisation__path"

    class Meta:
        verbose_name = "dòng của bảng"
        verbose_name_plural = "dòng của bảng"
        ordering = ("block", "position")
        constraints = [models.UniqueConstraint(fields=("block", "key"), name="row_key_once")]

    def __str__(self) -> str:
        return " | ".join(cell or "" for cell in self.cells)[:80]


class Clause(models.Model):
    """Something the plan says in one of its lines. The line is the text; the clause is its meaning."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="%(class)s_rows")
    block = models.ForeignKey(Block, null=True, blank=True, on_delete=models.SET_NULL, related_name="%(class)s_rows")
    row = models.ForeignKey(TableRow, null=True, blank=True, on_delete=models.SET_NULL, related_name="%(class)s_rows")
    position = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = OwnedQuerySet.as_manager()
    owner_path = "plan__organisation__path"

    class Meta:
        abstract = True
        ordering = ("position", "id")


class LegalBasis(Clause):
    """A document cited in the preamble. `issuer` is blank where the text does not say it.

    `legal_text` is the entry of the catalogue it stands for, where that is known.
    """

    legal_text = models.ForeignKey(
        LegalText,
        verbose_name="văn bản trong danh mục",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="citations",
    )

    doc_type = models.CharField("loại văn bản", max_length=100)
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    dated = models.DateField("ngày", null=True, blank=True)
    issuer = models.CharField("cơ quan ban hành", max_length=200, blank=True)
    subject = models.TextField("trích yếu", blank=True)

    class Meta(Clause.Meta):
        verbose_name = "căn cứ"
        verbose_name_plural = "căn cứ"

    def __str__(self) -> str:
        return f"{self.doc_type} {self.number}".strip()


class Target(Clause):
    """A stated goal. `metric` "%" or "điểm"; both metric and value blank where it is not measured."""

    text = models.TextField("chỉ tiêu")
    metric = models.CharField("đơn vị tính", max_length=40, blank=True)
    value = models.DecimalField("giá trị", max_digits=14, decimal_places=4, null=True, blank=True)
    comparator = models.CharField("so sánh", max_length=2, blank=True)

    class Meta(Clause.Meta):
        verbose_name = "chỉ tiêu"
        verbose_name_plural = "chỉ tiêu"

    def __str__(self) -> str:
        return self.text[:80]


class DisclosureClause(Clause):
    """A content the plan orders to be public, where and when."""

    item = models.TextField("nội dung công khai")
    channels = models.JSONField("hình thức công khai", default=list, blank=True)
    timing_text = models.TextField("thời gian công khai", blank=True)
    deadline = models.JSONField(null=True, blank=True)

    class Meta(Clause.Meta):
        verbose_name = "nội dung công khai"
        verbose_name_plural = "nội dung công khai"

    def __str__(self) -> str:
        return self.item[:80]


class ReportingClause(Clause):
    """A report the plan asks for. `period`: monthly, quarterly, six-monthly, annual or as printed."""

    text = models.TextField("chế độ báo cáo")
    period = models.CharField("kỳ", max_length=40, blank=True)
    due_text = models.TextField("thời hạn gửi", blank=True)
    deadline = models.JSONField(null=True, blank=True)

    class Meta(Clause.Meta):
        verbose_name = "chế độ báo cáo"
        verbose_name_plural = "chế độ báo cáo"

    def __str__(self) -> str:
        return self.text[:80]


class Recipient(models.Model):
    """One line of Nơi nhận: printed words, and whom they mean in the portal where that is known."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="recipients")
    position = models.PositiveIntegerField()
    name = models.CharField("nơi nhận", max_length=300)
    purpose = models.CharField("mục đích", max_length=120, blank=True)
    organisation = models.ForeignKey(
        Organisation, verbose_name="đơn vị", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    unit = models.ForeignKey(
        Unit, verbose_name="bộ phận", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    email = models.EmailField("thư điện tử", blank=True)

    objects = OwnedQuerySet.as_manager()
    owner_path = "plan__organisation__path"

    class Meta:
        verbose_name = "nơi nhận"
        verbose_name_plural = "nơi nhận"
        ordering = ("position",)

    def __str__(self) -> str:
        return f"{self.name} ({self.purpose})" if self.purpose else self.name
