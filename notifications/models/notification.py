"""One thing one person is told."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from notifications.models.outgoing import OutgoingEmail
from organisations.models import Organisation, OwnedQuerySet


class Notification(models.Model):
    """`lines` are what it puts into the morning e-mail (empty: its own text), worst first; `lines_left` how many more
    there were. `key` makes it once for this person. `for_digest`: still to stand in a morning e-mail. `mailed_in` is
    the letter that told it, until that is forgotten. `settled_at`: what it told of was dealt with by somebody, so that
    nothing is left to do (notifications.domain.settle).
    """

    organisation = models.ForeignKey(
        Organisation, verbose_name="đơn vị", on_delete=models.CASCADE, related_name="notifications"
    )
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người nhận", on_delete=models.CASCADE, related_name="notifications"
    )
    kind = models.CharField("loại", max_length=60)
    text = models.CharField("nội dung", max_length=500)
    url = models.CharField("trang", max_length=500)
    lines = models.JSONField("các dòng", default=list, blank=True)
    lines_left = models.PositiveIntegerField(default=0)
    key = models.CharField(max_length=150)
    created_at = models.DateTimeField("lúc")
    read_at = models.DateTimeField("đọc lúc", null=True, blank=True)
    settled_at = models.DateTimeField("giải quyết lúc", null=True, blank=True)
    for_digest = models.BooleanField("chờ thư buổi sáng", default=False)
    mailed_in = models.ForeignKey(
        OutgoingEmail, null=True, blank=True, on_delete=models.SET_NULL, related_name="notices", editable=False
    )

    objects = OwnedQuerySet.as_manager()
    owner_path = "organisation__path"

    class Meta:
        verbose_name = "thông báo"
        verbose_name_plural = "thông báo"
        ordering = ("-created_at", "-id")
        constraints = [models.UniqueConstraint(fields=("recipient", "key"), name="notice_once")]
        indexes = [
            models.Index(fields=("recipient", "-created_at", "-id"), name="notices_of_person"),
            models.Index(fields=("recipient",), name="notices_unread", condition=Q(read_at__isnull=True)),
            models.Index(fields=("recipient", "created_at"), name="notices_to_mail", condition=Q(for_digest=True)),
            models.Index(fields=("created_at",), name="notices_by_age"),
            models.Index(
                fields=("organisation", "kind", "key"), name="notices_to_settle",
                condition=Q(settled_at__isnull=True) & (Q(read_at__isnull=True) | Q(for_digest=True)),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.text
