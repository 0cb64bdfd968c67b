"""Which report of the work the villages' answers went into."""

from __future__ import annotations

from django.db import models

from organisations.models import OwnedQuerySet
from villages.models.ask import VillageAsk
from work.models import WorkEntry


class VillageGathering(models.Model):
    """ "Đưa tổng hợp vào báo cáo": the answers that were there became this entry of the work's history."""

    ask = models.ForeignKey(VillageAsk, on_delete=models.CASCADE, related_name="gatherings")
    entry = models.OneToOneField(WorkEntry, on_delete=models.CASCADE, related_name="village_gathering")
    answered = models.PositiveSmallIntegerField("số thôn đã trả lời")
    asked = models.PositiveSmallIntegerField("số thôn được giao")
    photos = models.PositiveSmallIntegerField("số ảnh đưa vào minh chứng")

    objects = OwnedQuerySet.as_manager()
    owner_path = "ask__organisation__path"

    class Meta:
        verbose_name = "lần tổng hợp"
        verbose_name_plural = "lần tổng hợp"
        ordering = ("-entry",)

    def __str__(self) -> str:
        return f"{self.ask}: {self.answered}/{self.asked} thôn"
