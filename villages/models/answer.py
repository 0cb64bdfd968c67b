"""What a village answered. Nothing here is ever changed: a correction is the next answer."""

from __future__ import annotations

from django.db import models

from documents.models import Attachment
from organisations.models import AccessToken, OwnedQuerySet
from villages.models.ask import VillageItem, VillageQuestion


class VillageAnswer(models.Model):
    """One sending from a village head's link. `number` counts the versions from 1.

    `holder_name` is the name on the link that was used, kept when the link is gone. `key` is made by the page:
    sent again from a bad line, it is taken once.
    """

    item = models.ForeignKey(VillageItem, on_delete=models.CASCADE, related_name="answers")
    number = models.PositiveSmallIntegerField("lần")
    note = models.TextField("nói thêm", blank=True)
    at = models.DateTimeField("lúc")
    token = models.ForeignKey(AccessToken, null=True, on_delete=models.SET_NULL, related_name="+")
    holder_name = models.CharField("người trả lời", max_length=120)
    key = models.UUIDField(unique=True, editable=False)

    objects = OwnedQuerySet.as_manager()
    owner_path = "item__ask__organisation__path"

    class Meta:
        verbose_name = "câu trả lời của thôn"
        verbose_name_plural = "câu trả lời của thôn"
        ordering = ("item", "number")
        constraints = [models.UniqueConstraint(fields=("item", "number"), name="village_answer_number")]

    def __str__(self) -> str:
        return f"{self.item}, lần {self.number}"


class VillageValue(models.Model):
    """The answer to one question that is no photo: a number, words, or whether it is done."""

    answer = models.ForeignKey(VillageAnswer, on_delete=models.CASCADE, related_name="values")
    question = models.ForeignKey(VillageQuestion, on_delete=models.CASCADE, related_name="values")
    number = models.DecimalField("con số", max_digits=16, decimal_places=4, null=True, blank=True)
    words = models.TextField("chữ", blank=True)
    done = models.BooleanField("đã làm", null=True, blank=True)

    objects = OwnedQuerySet.as_manager()
    owner_path = "answer__item__ask__organisation__path"

    class Meta:
        verbose_name = "nội dung trả lời"
        verbose_name_plural = "nội dung trả lời"
        ordering = ("question__position",)
        constraints = [models.UniqueConstraint(fields=("answer", "question"), name="village_value_once")]

    def __str__(self) -> str:
        return f"{self.question}"


class VillagePhoto(models.Model):
    """A picture of an answer. The file is stored once: a correction and a report point at the same one."""

    answer = models.ForeignKey(VillageAnswer, on_delete=models.CASCADE, related_name="photos")
    question = models.ForeignKey(VillageQuestion, on_delete=models.CASCADE, related_name="photos")
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="village_photos")
    position = models.PositiveSmallIntegerField()

    objects = OwnedQuerySet.as_manager()
    owner_path = "answer__item__ask__organisation__path"

    class Meta:
        verbose_name = "ảnh của thôn"
        verbose_name_plural = "ảnh của thôn"
        ordering = ("question__position", "position")
        constraints = [models.UniqueConstraint(fields=("answer", "question", "attachment"), name="village_photo_once")]

    def __str__(self) -> str:
        return f"{self.question}, ảnh {self.position}"
