"""Filters of a list that somebody keeps under a name."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F

from core.models import Timestamped
from organisations.models import Organisation, OwnedQuerySet


class SavedView(Timestamped):
    """`query` is what stands after the "?" of the list's address, without the page one was on.

    Only its owner sees it; a `shared` one everybody of the office. It keeps filters, never rows: whoever opens it
    sees what that person may see.
    """

    class Page(models.TextChoices):
        """Which list; the value is the name of its address in work.urls."""

        MINE = "mine", "Việc của tôi"
        LIST = "list", "Việc của đơn vị"
        UNDATED = "undated", "Chưa có hạn"
        CALENDAR = "calendar", "Lịch công tác"

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="saved_views")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người lưu", on_delete=models.CASCADE, related_name="saved_views"
    )
    page = models.CharField("danh sách", max_length=10, choices=Page.choices)
    name = models.CharField("tên", max_length=60)
    query = models.CharField("điều kiện lọc", max_length=500)
    shared = models.BooleanField("cả đơn vị dùng chung", default=False)

    objects = OwnedQuerySet.as_manager()
    owner_path = "organisation__path"

    class Meta:
        verbose_name = "danh sách đã lưu"
        verbose_name_plural = "danh sách đã lưu"
        ordering = (F("shared").desc(), "name", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("organisation", "owner", "page", "name"),
                name="saved_view_name_once",
                violation_error_message="Ông/bà đã lưu một danh sách tên này",
            )
        ]

    def __str__(self) -> str:
        return self.name
