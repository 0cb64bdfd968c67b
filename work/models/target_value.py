"""What a target of a plan came to, period by period."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from organisations.models import Organisation, OwnedQuerySet
from plans.models import Plan, Target
from reference.models import Measure
from work.enums import TargetVerdict
from work.models.evidence import Evidence


class TargetValueQuerySet(OwnedQuerySet["TargetValue"]):
    def standing(self) -> TargetValueQuerySet:
        """Not replaced by a correction, and not taken back by one."""
        return self.filter(corrected_by__isnull=True, withdrawn=False)


class TargetValue(models.Model):
    """The actual value of one target for one period, said once and never changed; a correction names it in `replaces`.

    `period` is the code of a core.periods.Period and `ends_on` its last day. Exactly one of `value`, `verdict` and
    `words` leads: a number in the unit of the target, or "đạt / chưa đạt" and words for what is not measured.
    `measure` is the one whose total was taken on the day of `at`, with `taken_count` figures in it; what is added
    later does not change what was said. `lineage` is that of the plan: values of an earlier version are read with
    the later one (work.queries.targets).
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="target_values")
    lineage = models.UUIDField(editable=False, db_index=True)
    target = models.ForeignKey(Target, on_delete=models.RESTRICT, related_name="values")
    period = models.CharField("kỳ", max_length=16)
    ends_on = models.DateField("ngày cuối kỳ")
    value = models.DecimalField("kết quả", max_digits=15, decimal_places=4, null=True, blank=True)
    verdict = models.CharField("đánh giá", max_length=8, choices=TargetVerdict.choices, blank=True)
    words = models.TextField("kết quả bằng lời", blank=True)
    source = models.CharField("nguồn số liệu", max_length=500)
    url = models.URLField("đường dẫn", max_length=500, blank=True)
    evidence = models.ForeignKey(
        Evidence, verbose_name="minh chứng", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    measure = models.ForeignKey(
        Measure, verbose_name="lấy từ số liệu", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    taken_count = models.PositiveIntegerField("số lần ghi đã cộng", null=True, blank=True)
    replaces = models.OneToOneField(
        "self", verbose_name="thay cho", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by"
    )
    withdrawn = models.BooleanField("bỏ, không thay", default=False)
    reason = models.CharField("lý do đính chính", max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người ghi", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    by_name = models.CharField("họ tên lúc ghi", max_length=200)
    at = models.DateTimeField("lúc")
    key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = TargetValueQuerySet.as_manager()
    owner_path = "organisation__path"

    class Meta:
        verbose_name = "kết quả chỉ tiêu"
        verbose_name_plural = "kết quả chỉ tiêu"
        ordering = ("ends_on", "at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=("target", "period"), name="target_value_once_a_period", condition=Q(replaces__isnull=True)
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False) | ~Q(verdict="") | ~Q(words="") | Q(withdrawn=True),
                name="target_value_says_something",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn=False) | Q(replaces__isnull=False), name="target_value_takes_back_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target}: {self.value if self.value is not None else self.words or self.verdict}"
