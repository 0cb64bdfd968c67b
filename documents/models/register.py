"""Sổ đăng ký văn bản đi: the numbers of a year, each given once."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from core.models import Timestamped
from core.text import fold
from documents.enums import EntryState, NumberingScheme
from documents.models.attachment import Attachment
from documents.models.issued import IssuedDocument
from documents.official import n30_number
from organisations.models import Organisation, OwnedQuerySet


class NumberingRule(Timestamped):
    """How an office numbers its papers from a year on, as its head decided (NĐ 30/2020, Điều 15.1c).

    `own_types` are the kinds with a series of their own where the others share one.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="numbering_rules")
    from_year = models.PositiveSmallIntegerField("áp dụng từ năm")
    scheme = models.CharField("cách đánh số", max_length=10, choices=NumberingScheme.choices)
    own_types = models.JSONField("loại văn bản có dãy số riêng", default=list, blank=True)

    objects = OwnedQuerySet.as_manager()
    owner_path = "organisation__path"

    class Meta:
        verbose_name = "cách đánh số văn bản"
        verbose_name_plural = "cách đánh số văn bản"
        ordering = ("organisation", "-from_year")
        constraints = [models.UniqueConstraint(fields=("organisation", "from_year"), name="numbering_once_a_year")]

    def __str__(self) -> str:
        return f"{self.get_scheme_display()}, từ năm {self.from_year}"


class Register(models.Model):
    """One series of one year. `series` is a kind of paper (documents.numbering.TYPES), or blank for the common one.

    `last_number` is the highest number given, by the portal or before it; counting it up is the one place where
    numbers come from. `opened_at` is what the paper book had reached when the portal took it over.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="registers")
    year = models.PositiveSmallIntegerField("năm")
    series = models.CharField("dãy số", max_length=10, blank=True)
    opened_at = models.PositiveIntegerField("sổ giấy đã dùng đến số", default=0)
    last_number = models.PositiveIntegerField("số cuối", default=0)

    objects = OwnedQuerySet.as_manager()
    owner_path = "organisation__path"

    class Meta:
        verbose_name = "sổ văn bản đi"
        verbose_name_plural = "sổ văn bản đi"
        ordering = ("organisation", "-year", "series")
        constraints = [
            models.UniqueConstraint(fields=("organisation", "year", "series"), name="register_once"),
            models.CheckConstraint(condition=Q(last_number__gte=F("opened_at")), name="register_last_after_opening"),
        ]

    def __str__(self) -> str:
        return f"Sổ văn bản đi năm {self.year}{f' – {self.series}' if self.series else ''}"


class RegisterEntry(Timestamped):
    """A line of the book with its ten columns (NĐ 30/2020, Phụ lục IV): a number that was held, used or cancelled.

    `dated_on` is the day that stands beside the number on the paper; lines follow each other in both. `document`
    is the paper where it was issued in the portal. `reason` says why a number was cancelled.
    """

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="entries")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="register_entries")
    number = models.PositiveIntegerField("số")
    suffix = models.CharField("chữ cái sau số", max_length=1, blank=True)
    symbol = models.CharField("ký hiệu", max_length=40)
    dated_on = models.DateField("ngày tháng văn bản")
    state = models.CharField("tình trạng", max_length=10, choices=EntryState.choices)
    type_name = models.CharField("tên loại", max_length=100)
    title = models.TextField("trích yếu nội dung")
    signer_name = models.CharField("người ký", max_length=120, blank=True)
    recipients = models.TextField("nơi nhận văn bản", blank=True)
    filed_with = models.CharField("đơn vị, người nhận bản lưu", max_length=200, blank=True)
    copies = models.PositiveIntegerField("số lượng bản", null=True, blank=True)
    sent_on = models.DateField("ngày chuyển", null=True, blank=True)
    received_by = models.CharField("ký nhận", max_length=200, blank=True)
    note = models.CharField("ghi chú", max_length=500, blank=True)
    reason = models.CharField("lý do hủy số", max_length=300, blank=True)
    document = models.OneToOneField(
        IssuedDocument, null=True, blank=True, on_delete=models.PROTECT, related_name="register_entry"
    )
    scan = models.ForeignKey(Attachment, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    entered_by_name = models.CharField("người ghi sổ", max_length=150, blank=True)
    key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    search = models.TextField(editable=False, blank=True)

    objects = OwnedQuerySet.as_manager()
    owner_path = "organisation__path"

    class Meta:
        verbose_name = "dòng của sổ văn bản đi"
        verbose_name_plural = "dòng của sổ văn bản đi"
        ordering = ("register", "number", "suffix")
        constraints = [
            models.UniqueConstraint(
                fields=("register", "number", "suffix"),
                name="register_number_once",
                violation_error_message="Số này đã có trong sổ",
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="register_number_from_one"),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | (~Q(reason="") & Q(document__isnull=True)),
                name="register_cancelled_with_reason",
            ),
        ]
        indexes = [models.Index(fields=("organisation", "dated_on"), name="register_by_day")]

    def __str__(self) -> str:
        return f"{self.notation}: {self.title[:80]}"

    @property
    def notation(self) -> str:
        """ "05/KH-UBND", padded as printed."""
        return f"{n30_number(str(self.number)) if not self.suffix else self.number}{self.suffix}/{self.symbol}"

    def fill_search(self) -> None:
        number = f"{self.number}{self.suffix}/{self.symbol}"  # behind a space, as core.matching looks for it
        words = (self.type_name, self.title, number, self.signer_name, self.recipients)
        self.search = fold(" ".join(words))[:4000]
