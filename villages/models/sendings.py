"""How often something was sent through a link of late."""

from __future__ import annotations

from django.db import models

from organisations.models import AccessToken, OwnedQuerySet


class VillageSendings(models.Model):
    """`number` sendings through this link since `since`, the refused ones too; begun anew when the hour is over."""

    token = models.OneToOneField(AccessToken, on_delete=models.CASCADE, related_name="sendings")
    since = models.DateTimeField("từ lúc")
    number = models.PositiveIntegerField("số lần gửi", default=0)

    objects = OwnedQuerySet.as_manager()
    owner_path = "token__organisation__path"

    class Meta:
        verbose_name = "số lần gửi qua đường dẫn"
        verbose_name_plural = "số lần gửi qua đường dẫn"

    def __str__(self) -> str:
        return f"{self.token}: {self.number}"
