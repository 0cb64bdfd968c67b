"""The days on which the duties of issued plans fall due."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.urls import reverse

from core.models import Timestamped
from organisations.models import Organisation, OwnedQuerySet
from plans.enums import PlanState
from plans.models import Plan, PlanTask
from work.enums import MilestoneKind
from work.timing import NOTE_DAYS, SOON_DAYS, Facts, Standing, Timeliness, timeliness

CHECKPOINT = Q(kind=MilestoneKind.CHECKPOINT)


def standing_is(standing: Standing, today: dt.date) -> Q:
    """work.timing.standing_of as a condition of the database."""
    open_ = Q(completed_on__isnull=True)
    begun = Q(start__isnull=True) | Q(start__lte=today)
    soon, noted = today + dt.timedelta(days=SOON_DAYS), today - dt.timedelta(days=NOTE_DAYS)
    return {
        Standing.DONE: Q(completed_on__isnull=False),
        Standing.LATE: open_ & ~CHECKPOINT & Q(due_on__lt=today),
        Standing.SOON: open_ & ~CHECKPOINT & Q(due_on__gte=today, due_on__lte=soon),
        Standing.DOING: open_ & ~CHECKPOINT & Q(due_on__gt=soon) & begun,
        Standing.CONTINUOUS: open_ & CHECKPOINT & begun & Q(due_on__gte=noted),
        Standing.PAST: open_ & CHECKPOINT & begun & Q(due_on__lt=noted),
        Standing.COMING: open_ & Q(start__gt=today) & (CHECKPOINT | Q(due_on__gt=soon)),
    }[standing]


class MilestoneQuerySet(OwnedQuerySet["Milestone"]):
    def live(self) -> MilestoneQuerySet:
        """Of followed duties of plans in force; closing or replacing a plan ends them by this filter alone.

        None of them lies before the issue of the plan that made it: such days make no milestone at all.
        """
        return self.filter(
            superseded=False, plan__state=PlanState.ISSUED, task__tracked=True, task__same_as__isnull=True
        )

    def open(self) -> MilestoneQuerySet:
        return self.filter(completed_on__isnull=True)

    def standing(self, standing: Standing, today: dt.date) -> MilestoneQuerySet:
        return self.filter(standing_is(standing, today))

    def one_late_a_task(self, today: dt.date) -> MilestoneQuerySet:
        """Of the late periods of one duty only the last: forty weeks nobody reported are one line, not forty."""
        late = standing_is(Standing.LATE, today)
        later = Milestone.objects.filter(late, task=OuterRef("task"), superseded=False).filter(
            Q(due_on__gt=OuterRef("due_on")) | Q(due_on=OuterRef("due_on"), pk__gt=OuterRef("pk"))
        )
        return self.exclude(late & Exists(later))

    def late_before(self, task: Any, due_on: Any, today: dt.date) -> MilestoneQuerySet:
        """Late results of the same duty that were due before this day, still asked for."""
        return self.filter(standing_is(Standing.LATE, today), task=task, superseded=False, due_on__lt=due_on)

    def with_standing(self, today: dt.date) -> MilestoneQuerySet:
        """`rank`: the place of each row's Standing in the order of the lists."""
        return self.annotate(rank=_rank(today))

    def in_list_order(self, today: dt.date) -> MilestoneQuerySet:
        """As the lists show them: by standing, then by day."""
        return self.order_by(_rank(today), "due_on", "pk")


def _rank(today: dt.date) -> Case:
    ranks = [When(standing_is(each, today), then=Value(rank)) for rank, each in enumerate(Standing)]
    return Case(*ranks, output_field=models.PositiveSmallIntegerField())


class Milestone(Timestamped):
    """One result that a duty owes by a day. Facts are stored; whether it is late never is (work.timing).

    `label` names its period ("quý II/2024"), blank for a bare day. `start` is the first day it is worked
    on. `original_due_on` is the day as first derived or set, and stays when an extension moves `due_on`.
    `known_on` is the day on which it was made, which may be long after its day where an old plan is entered.
    `percent` is what was declared last; `taken_on` when `holder` took the work over; `completed_on` the
    day on which it was done, as declared; `returned_on` when a leader sent it back; `accepted_on` when a
    leader accepted it. `superseded`: a later version of the plan does not ask for it any more. It keeps
    its progress. `organisation` and `plan` are those of the task, kept equal by work.domain.milestones.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="milestones", db_index=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="milestones")
    task = models.ForeignKey(PlanTask, on_delete=models.CASCADE, related_name="milestones")
    kind = models.CharField("loại mốc", max_length=10, choices=MilestoneKind.choices)
    label = models.CharField("kỳ", max_length=160, blank=True)
    start = models.DateField("từ ngày", null=True, blank=True)
    due_on = models.DateField("hạn")
    original_due_on = models.DateField("hạn ban đầu")
    known_on = models.DateField("có trong hệ thống từ ngày", null=True, blank=True)
    follows_calendar = models.BooleanField("hạn theo ngày làm việc", default=False)
    percent = models.PositiveSmallIntegerField("tiến độ tự khai (%)", default=0)
    taken_on = models.DateField("nhận việc ngày", null=True, blank=True)
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người đang giữ việc",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="milestones_held",
        db_index=False,
    )
    completed_on = models.DateField("hoàn thành ngày", null=True, blank=True)
    returned_on = models.DateField("trả lại ngày", null=True, blank=True)
    accepted_on = models.DateField("duyệt kết quả ngày", null=True, blank=True)
    superseded = models.BooleanField("bản thay thế không còn yêu cầu", default=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = MilestoneQuerySet.as_manager()
    owner_path = "organisation__path"

    class Meta:
        verbose_name = "mốc thời hạn"
        verbose_name_plural = "mốc thời hạn"
        ordering = ("due_on", "id")
        constraints = [
            # By the first day: what an extension moved must not be derived a second time.
            models.UniqueConstraint(
                fields=("task", "kind", "original_due_on", "label"),
                name="milestone_once",
                violation_error_message="Nhiệm vụ đã có mốc này",
            ),
            models.CheckConstraint(condition=Q(percent__lte=100), name="milestone_percent_at_most_100"),
            models.CheckConstraint(
                condition=Q(start__isnull=True) | Q(start__lte=F("due_on")), name="milestone_days_in_order"
            ),
            models.CheckConstraint(
                condition=Q(accepted_on__isnull=True) | Q(completed_on__isnull=False),
                name="milestone_accepted_when_completed",
            ),
        ]
        indexes = [
            # Its last fields tell what has not begun yet without reading the row.
            models.Index(
                fields=("organisation", "due_on", "id", "kind", "start"),
                name="milestone_open_list",
                condition=Q(completed_on__isnull=True, superseded=False),
            ),
            # Not of those that nobody holds: SQLite would look for "holder is nobody" along it and find all of them.
            models.Index(fields=("holder",), name="milestone_held", condition=Q(holder__isnull=False)),
            models.Index(
                fields=("organisation", "due_on", "id"),
                name="milestone_calendar",
                condition=Q(completed_on__isnull=False, superseded=False),
            ),
            models.Index(
                fields=("organisation", "completed_on", "id"),
                name="milestone_done_list",
                condition=Q(completed_on__isnull=False, superseded=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task} ({self.label or self.due_on})"

    def get_absolute_url(self) -> str:
        return reverse("work:milestone", kwargs={"org": self.organisation.code, "milestone_id": self.pk})

    @property
    def is_live(self) -> bool:
        """MilestoneQuerySet.live of one row; reads its plan and task."""
        task = self.task
        asked = not self.superseded and self.plan.state == PlanState.ISSUED
        return asked and task.tracked and task.same_as_id is None

    @property
    def is_checkpoint(self) -> bool:
        return self.kind == MilestoneKind.CHECKPOINT

    @property
    def is_extended(self) -> bool:
        return self.due_on != self.original_due_on

    @property
    def facts(self) -> Facts:
        return Facts(self.due_on, self.start, self.completed_on, self.is_checkpoint, self.label)

    def timeliness(self, today: dt.date) -> Timeliness:
        return timeliness(self.facts, today)
