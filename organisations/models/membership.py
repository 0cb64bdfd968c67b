"""Where a person works, as what, from when to when."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.models import Timestamped
from organisations.enums import Role
from organisations.models.organisation import Organisation
from organisations.models.unit import Unit


class MembershipQuerySet(models.QuerySet["Membership"]):
    def active_on(self, day: dt.date) -> MembershipQuerySet:
        return self.filter(valid_from__lte=day).filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day))


class Membership(Timestamped):
    """One role of one person in one organisation. Ended by a date, never deleted."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người", on_delete=models.PROTECT, related_name="memberships"
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name="đơn vị", on_delete=models.PROTECT, related_name="memberships"
    )
    unit = models.ForeignKey(
        Unit, verbose_name="bộ phận", null=True, blank=True, on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField("vai trò", max_length=20, choices=Role.choices)
    title = models.CharField(
        "chức vụ", max_length=120, blank=True, help_text="Chức vụ ghi trên văn bản, ví dụ: Phó Chủ tịch"
    )
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)

    objects = MembershipQuerySet.as_manager()
    owner_path = "organisation__path"

    class Meta:
        verbose_name = "vai trò của người dùng"
        verbose_name_plural = "vai trò của người dùng"
        ordering = ("organisation", "user", "role")
        constraints = [
            # Two, because NULLs are distinct in a unique index of SQLite and of older PostgreSQL.
            models.UniqueConstraint(
                fields=("user", "organisation", "role", "unit"),
                name="membership_once_in_unit",
                condition=Q(valid_to__isnull=True),
                violation_error_message="Người này đã có vai trò đó",
            ),
            models.UniqueConstraint(
                fields=("user", "organisation", "role"),
                name="membership_once_without_unit",
                condition=Q(valid_to__isnull=True, unit__isnull=True),
                violation_error_message="Người này đã có vai trò đó",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=models.F("valid_from")),
                name="membership_dates_in_order",
                violation_error_message="Ngày kết thúc phải sau ngày bắt đầu",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.get_role_display()} ({self.organisation})"
