"""The plan: one record from first draft to closing."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from core.models import Timestamped
from core.text import fold
from documents.models import Attachment, IssuedDocument
from documents.official import n30_number
from organisations.access import Access
from organisations.enums import Capability
from organisations.models import Organisation, OwnedQuerySet
from organisations.queries import superior_of
from plans.enums import UNISSUED, ImportState, PlanState


class PlanQuerySet(OwnedQuerySet["Plan"]):
    def readable_by(self, access: Access) -> PlanQuerySet:
        """Drafts only of the own organisation, for those who may see drafts there; below it what was issued."""
        rows: PlanQuerySet = self.visible_to(access)
        if access.can(Capability.VIEW_DRAFTS) and not access.from_above:
            return rows.filter(~Q(state__in=UNISSUED) | Q(organisation_id=access.organisation_id))
        if access.can(Capability.VIEW_ISSUED):
            return rows.exclude(state__in=UNISSUED)
        return rows.none()

    def from_above(self, access: Access, today: dt.date) -> PlanQuerySet:
        """Plans in force that an organisation above this one (by path, or its dated superior) shows to those below."""
        organisation = access.organisation
        if organisation is None or not access.can(Capability.VIEW_ISSUED):
            return self.none()
        steps = organisation.path.rstrip(".").split(".")
        above = Q(organisation__path__in=[".".join(steps[:count]) + "." for count in range(1, len(steps))])
        superior = superior_of(organisation, today)
        if superior is not None:
            above |= Q(organisation=superior)
        return self.filter(above, state=PlanState.ISSUED, shown_below=True)

    def live(self) -> PlanQuerySet:
        """In force now: issued, and neither replaced, recalled nor closed."""
        return self.filter(state=PlanState.ISSUED)


class Plan(Timestamped):
    """A plan in one version. Words are kept as printed; what they mean stands in the rows beside them.

    `lineage` is shared by all versions of one plan; exactly one version of it is live. `year` is the
    year the plan is for and completes deadlines that name none. `number`, `date_text` and the
    signature may be blank while it is a draft. `version` counts the saves of the header: who saves
    an older one is shown both texts. `revision` counts the changes to anything of the plan: an open
    editor that knows an older one asks what is new. `started_from` is the plan it was begun from
    (last year's, a model, a superior's); `is_model` offers it as a beginning for others, and
    `shown_below` lets the organisations below read it once it is issued, and plan from it.
    """

    organisation = models.ForeignKey(
        Organisation, verbose_name="đơn vị", on_delete=models.PROTECT, related_name="plans"
    )
    lineage = models.UUIDField(default=uuid.uuid4, editable=False, db_index=True)
    version_no = models.PositiveSmallIntegerField("lần ban hành", default=1)
    replaces = models.OneToOneField(
        "self", verbose_name="thay cho", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    year = models.PositiveSmallIntegerField("năm kế hoạch")
    state = models.CharField("trạng thái", max_length=12, choices=PlanState.choices, default=PlanState.DRAFT)

    type_name = models.CharField("tên loại văn bản", max_length=100, default="KẾ HOẠCH")
    title = models.TextField("trích yếu", blank=True)
    parent_agency_lines = models.JSONField("cơ quan chủ quản", default=list, blank=True)
    agency_lines = models.JSONField("cơ quan ban hành", default=list, blank=True)
    number = models.CharField("số", max_length=20, blank=True)
    symbol = models.CharField("ký hiệu", max_length=40, default="KH-UBND", blank=True)
    place = models.CharField("địa danh", max_length=120, blank=True)
    date_text = models.CharField("ngày, tháng, năm", max_length=60, blank=True)
    addressees = models.JSONField("kính gửi", default=list, blank=True)
    authority_lines = models.JSONField("quyền hạn ký", default=list, blank=True)
    signer_position = models.CharField("chức vụ người ký", max_length=120, blank=True)
    signer_name = models.CharField("họ tên người ký", max_length=120, blank=True)

    started_from = models.ForeignKey(
        "self", verbose_name="lập từ", null=True, blank=True, on_delete=models.SET_NULL, related_name="starts"
    )
    is_model = models.BooleanField("là kế hoạch mẫu", default=False)
    shown_below = models.BooleanField("cho đơn vị cấp dưới xem", default=False)
    auto_numbering = models.BooleanField("đánh số tự động", default=True)
    issued = models.OneToOneField(
        IssuedDocument,
        verbose_name="văn bản đã ban hành",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="plan",
    )
    closed_on = models.DateField("kết thúc ngày", null=True, blank=True)
    closing_note = models.TextField("kết quả khi kết thúc", blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người tạo",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    submission_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    search = models.TextField(editable=False, blank=True)

    objects = PlanQuerySet.as_manager()
    owner_path = "organisation__path"

    class Meta:
        verbose_name = "kế hoạch"
        verbose_name_plural = "kế hoạch"
        ordering = ("-year", "-id")
        constraints = [
            models.UniqueConstraint(fields=("lineage",), name="plan_one_live_version", condition=Q(state="issued")),
            models.UniqueConstraint(fields=("lineage", "version_no"), name="plan_version_once"),
            models.CheckConstraint(
                condition=Q(state__in=("draft", "submitted")) | Q(issued__isnull=False), name="plan_issued_has_document"
            ),
        ]
        indexes = [models.Index(fields=("organisation", "-year", "state"), name="plan_list")]

    def __str__(self) -> str:
        return self.title[:200] or "Kế hoạch chưa có trích yếu"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search = fold(f"{self.type_name} {self.title} {self.number}/{self.symbol} {self.year}")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("plans:detail", kwargs={"org": self.organisation.code, "plan_id": self.pk})

    @property
    def is_draft(self) -> bool:
        return self.state == PlanState.DRAFT

    @property
    def is_unissued(self) -> bool:
        """Draft or submitted: nobody outside the office sees it yet."""
        return self.state in UNISSUED

    @property
    def issued_on(self) -> dt.date | None:
        return self.issued.issued_on if self.issued else None

    @property
    def notation(self) -> str:
        """ "97/KH-UBND", "05/KH-UBND" (padded as printed), or "…/KH-UBND" while the number is blank."""
        return f"{n30_number(self.number) or '…'}/{self.symbol}"


class PlanImportQuerySet(OwnedQuerySet["PlanImport"]):
    def waiting(self) -> PlanImportQuerySet:
        """Read or being read, and not yet accepted or discarded."""
        return self.filter(state__in=(ImportState.READ, ImportState.READING))


class PlanImport(Timestamped):
    """A text that was pasted or uploaded, and what was understood of it, until a person accepts it.

    `source` is the received text (documents.reading.source as plain JSON) and `draft` the reading
    (plans.reading.draft as plain JSON) with the person's corrections; no plan exists before
    acceptance. The original file is kept as an attachment.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="plan_imports")
    name = models.CharField("tên tệp hoặc dòng đầu", max_length=255)
    original = models.ForeignKey(Attachment, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    source = models.JSONField(default=dict)
    draft = models.JSONField(default=dict)
    error = models.TextField("vì sao không đọc được", blank=True)
    settled = models.JSONField(default=list, blank=True)  # names of doubts a person has settled
    state = models.CharField(max_length=12, choices=ImportState.choices, default=ImportState.READ)
    plan = models.OneToOneField(Plan, null=True, blank=True, on_delete=models.SET_NULL, related_name="imported_from")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    submission_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = PlanImportQuerySet.as_manager()
    owner_path = "organisation__path"

    class Meta:
        verbose_name = "văn bản đang đọc"
        verbose_name_plural = "văn bản đang đọc"
        ordering = ("-created_at",)
        indexes = [models.Index(fields=("organisation", "state"), name="import_waiting")]

    def __str__(self) -> str:
        return self.name
