"""An inspection: planned for a year, held, written down, concluded."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from core.models import Timestamped
from core.text import fold
from documents.models import Attachment
from inspections.enums import Inspected, InspectionKind
from organisations.models import Organisation, OwnedQuerySet, Unit
from plans.models import Plan


class InspectionQuerySet(OwnedQuerySet["Inspection"]):
    def sent_to(self, organisation_id: int | None) -> InspectionQuerySet:
        """Conclusions that an office above has sent to this one; nothing of them is seen before."""
        return self.filter(place=organisation_id, sent_on__isnull=False).exclude(organisation=organisation_id)


class Inspection(Timestamped):
    """One inspection of an organisation (who inspects): a line of its plan of the year, then its record.

    Whom: `inspected` says what kind, `unit` or `place` (a village, an office below) which one. When it is to be:
    `when_text` as in the plan, `planned_until` the last day these words mean. `basis_plan` is the plan it looks at,
    `basis_text` any other paper. The record stands in `held_on` and what follows; `concluded_on` seals it.
    `sent_on`: the conclusion was sent to the office inspected. `head` leads and signs; `secretary_name` writes the
    minutes. Called off, it stays with the reason.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="inspections", db_index=False)
    year = models.PositiveSmallIntegerField("năm")
    kind = models.CharField("loại", max_length=12, choices=InspectionKind.choices, default=InspectionKind.PLANNED)
    subject = models.TextField("nội dung kiểm tra")
    inspected = models.CharField("kiểm tra", max_length=12, choices=Inspected.choices, default=Inspected.UNIT)
    unit = models.ForeignKey(
        Unit, verbose_name="bộ phận", null=True, blank=True, on_delete=models.PROTECT, related_name="inspections"
    )
    place = models.ForeignKey(
        Organisation, verbose_name="thôn, đơn vị cấp dưới", null=True, blank=True, on_delete=models.PROTECT,
        related_name="inspected_in",
    )  # fmt: skip
    when_text = models.CharField("thời gian dự kiến", max_length=200, blank=True)
    planned_until = models.DateField("dự kiến xong", null=True, blank=True)
    head = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="trưởng đoàn", null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    head_name = models.CharField("họ tên, chức vụ trưởng đoàn", max_length=200, blank=True)
    members_text = models.TextField("thành viên", blank=True)
    basis_plan = models.ForeignKey(
        Plan, verbose_name="kế hoạch làm căn cứ", null=True, blank=True, on_delete=models.PROTECT,
        related_name="inspections",
    )  # fmt: skip
    basis_text = models.CharField("căn cứ khác", max_length=500, blank=True)

    held_on = models.DateField("ngày kiểm tra", null=True, blank=True)
    begins_at = models.TimeField("bắt đầu lúc", null=True, blank=True)
    ends_at = models.TimeField("kết thúc lúc", null=True, blank=True)
    venue = models.CharField("địa điểm", max_length=300, blank=True)
    present_text = models.TextField("thành phần dự", blank=True)
    secretary_name = models.CharField("thư ký", max_length=200, blank=True)
    looked_at = models.TextField("đã kiểm tra những gì", blank=True)
    conclusion = models.TextField("kết luận", blank=True)
    concluded_on = models.DateField("kết luận ngày", null=True, blank=True)
    sent_on = models.DateField("gửi kết luận ngày", null=True, blank=True)
    cancelled_on = models.DateField("hủy ngày", null=True, blank=True)
    cancelled_reason = models.CharField("lý do hủy", max_length=500, blank=True)
    created_by_name = models.CharField("người lập", max_length=200)
    key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    search = models.TextField(editable=False, blank=True)

    objects = InspectionQuerySet.as_manager()
    owner_path = "organisation__path"

    class Meta:
        verbose_name = "cuộc kiểm tra"
        verbose_name_plural = "kiểm tra, giám sát"
        ordering = ("-year", "planned_until", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(inspected=Inspected.UNIT, unit__isnull=False, place__isnull=True)
                | Q(inspected__in=(Inspected.VILLAGE, Inspected.SUBORDINATE), unit__isnull=True, place__isnull=False)
                | Q(inspected=Inspected.OFFICE, unit__isnull=True, place__isnull=True),
                name="inspection_of_one_body",
                violation_error_message="Hãy chọn đúng một bộ phận, thôn hoặc đơn vị được kiểm tra.",
            ),
            models.CheckConstraint(
                condition=Q(concluded_on__isnull=True) | Q(held_on__isnull=False, concluded_on__gte=F("held_on")),
                name="inspection_concluded_when_held",
            ),
            models.CheckConstraint(
                condition=Q(sent_on__isnull=True) | Q(concluded_on__isnull=False), name="inspection_sent_when_concluded"
            ),
            models.CheckConstraint(
                condition=Q(cancelled_on__isnull=True) | Q(held_on__isnull=True),
                name="inspection_cancelled_before_held",
            ),
        ]
        indexes = [
            models.Index(fields=("organisation", "-year", "planned_until", "id"), name="inspection_list"),
            models.Index(fields=("place",), name="inspection_sent", condition=Q(sent_on__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.subject[:160]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search = fold(f"{self.subject} {self.whom} {self.year} {self.conclusion}")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("inspections:detail", kwargs={"org": self.organisation.code, "inspection_id": self.pk})

    @property
    def whom(self) -> str:
        """Who is inspected, as a person reads it."""
        if self.unit_id and self.unit:
            return self.unit.name
        return self.place.display_name if self.place_id and self.place else self.organisation.display_name

    @property
    def is_from_above(self) -> bool:
        """Of another office: what is found is mended there, under its own plans."""
        return self.inspected == Inspected.SUBORDINATE


class InspectionFile(models.Model):
    """A file or picture of an inspection: of the whole record, of one finding, or of one re-inspection."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="files")
    finding = models.ForeignKey("Finding", null=True, blank=True, on_delete=models.CASCADE, related_name="files")
    step = models.ForeignKey("FindingStep", null=True, blank=True, on_delete=models.CASCADE, related_name="files")
    attachment = models.ForeignKey(Attachment, verbose_name="tệp", on_delete=models.PROTECT, related_name="+")
    title = models.CharField("tên tệp", max_length=200)
    added_by_name = models.CharField("người thêm", max_length=200)
    added_at = models.DateTimeField("thêm lúc")

    objects = OwnedQuerySet.as_manager()
    owner_path = "inspection__organisation__path"

    class Meta:
        verbose_name = "tệp của cuộc kiểm tra"
        verbose_name_plural = "tệp của cuộc kiểm tra"
        ordering = ("added_at", "id")

    def __str__(self) -> str:
        return self.title
