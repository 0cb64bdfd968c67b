"""Numbers that were said with a report, so that they can be added up."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from organisations.models import Organisation, OwnedQuerySet
from reference.models import Measure
from work.models.entry import WorkEntry


class FigureQuerySet(OwnedQuerySet["Figure"]):
    def counted(self) -> FigureQuerySet:
        """Those that stand in totals, each fact once: not corrected by a later one, not taken back.

        A corrected version of a plan takes its milestones over and copies none, so that figures go with them. What
        was done for a result that a later version does not ask for any more was done and stays counted. So does what
        was said of a duty before a corrected version merged it with another: after the merge nothing is said there.
        """
        return self.filter(corrected_by__isnull=True, value__isnull=False)


class Figure(models.Model):
    """One number said in one WorkEntry: how many of `measure`, on the day `fact_on`.

    For a measure that is summed it is what was done since the last report, not a running total. Never changed:
    a wrong one is followed by another that names it in `replaces`; `value` is blank only there, when nothing is put
    in its place. `organisation` is that of the milestone.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    entry = models.ForeignKey(WorkEntry, on_delete=models.CASCADE, related_name="figures")
    measure = models.ForeignKey(Measure, verbose_name="loại số liệu", on_delete=models.PROTECT, related_name="figures")
    value = models.DecimalField("số", max_digits=15, decimal_places=4, null=True, blank=True)
    fact_on = models.DateField("ngày của số liệu")
    replaces = models.OneToOneField(
        "self", verbose_name="thay cho", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by"
    )

    objects = FigureQuerySet.as_manager()
    owner_path = "organisation__path"

    class Meta:
        verbose_name = "số liệu thực hiện"
        verbose_name_plural = "số liệu thực hiện"
        ordering = ("entry", "id")
        constraints = [
            models.UniqueConstraint(
                fields=("entry", "measure"),
                name="figure_once_an_entry",
                violation_error_message="Mỗi loại số liệu chỉ ghi một dòng trong một lần báo",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False) | Q(replaces__isnull=False), name="figure_has_a_value"
            ),
        ]
        indexes = [models.Index(fields=("organisation", "fact_on"), name="figures_by_day")]

    def __str__(self) -> str:
        return f"{self.measure.name}: {self.value}"
