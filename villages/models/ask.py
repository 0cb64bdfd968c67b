"""What the office asks its villages for, about one piece of work."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse

from core.models import Timestamped
from organisations.models import Organisation, OwnedQuerySet
from plans.enums import PlanState
from reference.models import Measure
from villages.enums import QuestionKind
from work.models import Milestone


class VillageAsk(Timestamped):
    """One thing given to several villages at once: what to do in plain words, by which day, what to answer.

    `organisation` is that of the milestone. `due_on` is the day for the villages, as a rule not after the
    milestone's own. `key` is made by the form: the same sending is taken once.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="village_asks")
    milestone = models.ForeignKey(Milestone, on_delete=models.CASCADE, related_name="village_asks")
    text = models.TextField("việc nhờ các thôn")
    due_on = models.DateField("hạn trả lời")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người giao", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_by_name = models.CharField("họ tên người giao", max_length=200)
    asked_at = models.DateTimeField("giao lúc")
    key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = OwnedQuerySet.as_manager()
    owner_path = "organisation__path"

    class Meta:
        verbose_name = "việc giao các thôn"
        verbose_name_plural = "việc giao các thôn"
        ordering = ("-asked_at", "-id")
        indexes = [models.Index(fields=("organisation", "-asked_at", "-id"), name="asks_of_office")]

    def __str__(self) -> str:
        return self.text if len(self.text) <= 120 else f"{self.text[:119]}…"

    def get_absolute_url(self) -> str:
        return reverse("villages:ask", kwargs={"org": self.organisation.code, "ask_id": self.pk})


class VillageQuestion(models.Model):
    """One thing to answer. `unit` is the word after a number; `measure` the kind of figure it adds to, if any."""

    ask = models.ForeignKey(VillageAsk, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField("loại", max_length=8, choices=QuestionKind.choices)
    label = models.CharField("hỏi gì", max_length=200)
    unit = models.CharField("đơn vị tính", max_length=40, blank=True)
    measure = models.ForeignKey(
        Measure, verbose_name="loại số liệu", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    optional = models.BooleanField("không bắt buộc", default=False)

    objects = OwnedQuerySet.as_manager()
    owner_path = "ask__organisation__path"

    class Meta:
        verbose_name = "câu hỏi cho thôn"
        verbose_name_plural = "câu hỏi cho thôn"
        ordering = ("position", "id")
        constraints = [models.UniqueConstraint(fields=("ask", "position"), name="village_question_place")]

    def __str__(self) -> str:
        return self.label


class ItemQuerySet(OwnedQuerySet["VillageItem"]):
    def standing(self) -> ItemQuerySet:
        """Not withdrawn from the village."""
        return self.filter(withdrawn_at__isnull=True)

    def live(self) -> ItemQuerySet:
        """Of work that is still asked for, under a plan in force."""
        return self.filter(
            ask__milestone__superseded=False,
            ask__milestone__plan__state=PlanState.ISSUED,
            ask__milestone__task__tracked=True,
            ask__milestone__task__same_as__isnull=True,
        )


class VillageItem(models.Model):
    """One village's part of an ask. Facts are stored, how it stands is computed (villages.standing).

    `answer` is the reply that counts now, earlier ones stay; `gathered` the one that last went into a report.
    `taken_at`: the office took the reply, it cannot be corrected any more; `returned_at`: it was sent back with
    a reason, so it can.
    """

    ask = models.ForeignKey(VillageAsk, on_delete=models.CASCADE, related_name="items")
    village = models.ForeignKey(
        Organisation, verbose_name="thôn", on_delete=models.PROTECT, related_name="village_items"
    )
    sent_at = models.DateTimeField("giao lúc")
    seen_at = models.DateTimeField("mở xem lần đầu", null=True, blank=True)
    answered_at = models.DateTimeField("trả lời lúc", null=True, blank=True)
    answer = models.ForeignKey("VillageAnswer", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField("xã nhận lúc", null=True, blank=True)
    taken_by_name = models.CharField("người nhận", max_length=200, blank=True)
    gathered = models.ForeignKey("VillageAnswer", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    returned_at = models.DateTimeField("đề nghị sửa lúc", null=True, blank=True)
    returned_reason = models.CharField("sửa gì", max_length=300, blank=True)
    withdrawn_at = models.DateTimeField("rút lúc", null=True, blank=True)
    withdrawn_by_name = models.CharField("người rút", max_length=200, blank=True)
    withdrawn_reason = models.CharField("lý do rút", max_length=300, blank=True)

    objects = ItemQuerySet.as_manager()
    owner_path = "ask__organisation__path"

    class Meta:
        verbose_name = "phần việc của thôn"
        verbose_name_plural = "phần việc của thôn"
        ordering = ("ask", "village__path")
        constraints = [
            models.UniqueConstraint(fields=("ask", "village"), name="village_asked_once"),
            models.CheckConstraint(
                condition=models.Q(answer__isnull=True, answered_at__isnull=True)
                | models.Q(answer__isnull=False, answered_at__isnull=False),
                name="village_item_answered_with_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.village.name}: {self.ask}"
