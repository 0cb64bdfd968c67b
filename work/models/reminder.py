"""Who was reminded of what: claims, and the runs that made them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from organisations.models import Organisation, OwnedQuerySet
from work.enums import ReminderPart
from work.models.milestone import Milestone


class MilestoneReminder(models.Model):
    """The claim that a person is told of a milestone at a stage: there is one, whoever runs and how often.

    `stage` counts days after the due day (work.reminder_stages). `due_on` is the day as it stood: when it moves,
    the stages begin again. `organisation` is the office in which the person reads it: a superior's is the one
    above that of the milestone. `stands_for` is away, and the recipient stands in. `claimed_on` is the day of the
    run; `noticed_on` the day on which it became a line of the person's notice, or was found to need none any
    more. Until then a later run takes it up.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    milestone = models.ForeignKey(Milestone, on_delete=models.CASCADE, related_name="reminders", db_index=False)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người được nhắc",
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    stage = models.SmallIntegerField("số ngày sau hạn")
    due_on = models.DateField("hạn lúc nhắc")
    part = models.CharField("với tư cách", max_length=10, choices=ReminderPart.choices)
    stands_for = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="thay cho",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    claimed_on = models.DateField("nhắc ngày")
    noticed_on = models.DateField("báo ngày", null=True, blank=True)

    objects = OwnedQuerySet.as_manager()
    owner_path = "organisation__path"

    class Meta:
        verbose_name = "lượt nhắc"
        verbose_name_plural = "lượt nhắc"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=("milestone", "recipient", "stage", "due_on"), name="reminder_once")
        ]
        indexes = [
            models.Index(
                fields=("organisation", "recipient"), name="reminder_pending", condition=Q(noticed_on__isnull=True)
            ),
            models.Index(fields=("recipient", "noticed_on"), name="reminder_of_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.recipient}: {self.milestone_id} ({self.stage})"


class ReminderRun(models.Model):
    """That the reminders of a day were made, all of them; ticks after it have nothing to do."""

    day = models.DateField("ngày", unique=True)
    finished_at = models.DateTimeField("xong lúc")
    claims = models.PositiveIntegerField("lượt nhắc")
    notices = models.PositiveIntegerField("thông báo")

    class Meta:
        verbose_name = "đợt nhắc việc"
        verbose_name_plural = "đợt nhắc việc"
        ordering = ("-day",)

    def __str__(self) -> str:
        return f"Nhắc việc ngày {self.day:%d/%m/%Y}"
