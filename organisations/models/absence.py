"""Who is away, and who stands in."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from core.models import Timestamped
from organisations.models.organisation import Organisation
from organisations.models.owned import OwnedQuerySet


class AbsenceQuerySet(OwnedQuerySet["Absence"]):
    def on(self, day: dt.date) -> AbsenceQuerySet:
        """Those that last on this day."""
        return self.filter(first_day__lte=day, last_day__gte=day).filter(Q(back_on__isnull=True) | Q(back_on__gt=day))

    def coming(self, day: dt.date) -> AbsenceQuerySet:
        return self.filter(first_day__gt=day).filter(Q(back_on__isnull=True) | Q(back_on__gt=F("first_day")))

    def lasting(self, first: dt.date, last: dt.date) -> AbsenceQuerySet:
        """Those with at least one day among these."""
        return self.filter(first_day__lte=last, last_day__gte=first).exclude(
            Q(back_on__lte=F("first_day")) | Q(back_on__lte=first)
        )


class Absence(Timestamped):
    """Days on which a person is away and another one stands in, in one organisation.

    `first_day` and `last_day` count. `back_on` set: ended early, the person works again from that day; a day
    not after the first one means that the absence never was. `by_name` entered it, `ended_by_name` ended it.
    """

    organisation = models.ForeignKey(
        Organisation, verbose_name="đơn vị", on_delete=models.PROTECT, related_name="absences"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người nghỉ", on_delete=models.PROTECT, related_name="absences"
    )
    substitute = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người làm thay", on_delete=models.PROTECT, related_name="stands_in"
    )
    first_day = models.DateField("từ ngày")
    last_day = models.DateField("đến hết ngày")
    reason = models.CharField("lý do", max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField("người ghi", max_length=200)
    back_on = models.DateField("làm việc lại từ ngày", null=True, blank=True)
    ended_by_name = models.CharField("người cho kết thúc", max_length=200, blank=True)
    key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = AbsenceQuerySet.as_manager()
    owner_path = "organisation__path"

    class Meta:
        verbose_name = "đợt nghỉ, vắng"
        verbose_name_plural = "đợt nghỉ, vắng"
        ordering = ("-first_day", "-id")
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="absence_days_in_order",
                violation_error_message="Ngày cuối phải từ ngày đầu trở đi",
            ),
            models.CheckConstraint(
                condition=~Q(user=F("substitute")),
                name="absence_substitute_is_another",
                violation_error_message="Người làm thay phải là người khác",
            ),
        ]
        indexes = [models.Index(fields=("organisation", "last_day"), name="absence_by_last_day")]

    def __str__(self) -> str:
        return f"{self.user} nghỉ, {self.substitute} làm thay"

    @property
    def until(self) -> dt.date:
        """The last day that counts, with an early end; before `first_day` when it never was."""
        if self.back_on is None:
            return self.last_day
        return min(self.last_day, self.back_on - dt.timedelta(days=1))

    @property
    def never_was(self) -> bool:
        return self.until < self.first_day
