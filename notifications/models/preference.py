"""How one person wishes to be told."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

QUIET_FROM, QUIET_TO = dt.time(21, 0), dt.time(6, 30)
DIGEST_HOUR = 7


class Preference(models.Model):
    """A person without a row has the defaults. Hours are of the portal's time zone; quiet hours may cross midnight.

    `mail_off` and `sms_off` are codes of kinds: one that comes later is on by itself. The bell shows everything.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, verbose_name="người", on_delete=models.CASCADE, related_name="+"
    )
    digest_hour = models.PositiveSmallIntegerField(
        "giờ gửi thư tổng hợp", default=DIGEST_HOUR, validators=[MaxValueValidator(23)]
    )
    quiet_from = models.TimeField("không làm phiền từ", default=QUIET_FROM)
    quiet_to = models.TimeField("đến", default=QUIET_TO)
    mail_off = models.JSONField("không nhận thư về", default=list, blank=True)
    sms_on = models.BooleanField("nhận tin nhắn SMS", default=False)
    sms_off = models.JSONField("không nhận tin nhắn về", default=list, blank=True)

    class Meta:
        verbose_name = "cách nhận thông báo"
        verbose_name_plural = "cách nhận thông báo"
        constraints = [models.CheckConstraint(condition=Q(digest_hour__lte=23), name="digest_hour_of_day")]

    def __str__(self) -> str:
        return f"Cách nhận thông báo của {self.user}"
