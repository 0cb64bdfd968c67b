"""What an inspection found, and what became of it."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.db.models.functions import Coalesce

from core.models import Timestamped
from inspections.enums import FindingKind, StepKind
from inspections.models.inspection import Inspection
from inspections.standing import Facts, FindingState, Judged, judged
from organisations.models import Organisation, OwnedQuerySet, Unit
from work.models import Milestone

ASKS = ~Q(kind=FindingKind.GOOD)
DUE = Coalesce("milestone__due_on", "due_on")


def state_is(state: FindingState, today: dt.date) -> Q:
    """inspections.standing.judged as a condition; of rows with `due` (FindingQuerySet.with_due)."""
    open_ = ASKS & Q(closed_on__isnull=True)
    done = Q(milestone__completed_on__isnull=False)
    under_way = open_ & ~done
    taken = Exists(Uptake.objects.filter(finding=OuterRef("pk")))
    return {
        FindingState.NOTED: Q(kind=FindingKind.GOOD),
        FindingState.CLOSED: ASKS & Q(closed_on__isnull=False),
        FindingState.WAITING: open_ & done,
        FindingState.LATE: under_way & Q(due__lt=today),
        FindingState.UNDATED: under_way & Q(due__isnull=True),
        FindingState.NOT_GIVEN: under_way & Q(due__gte=today, milestone__isnull=True) & ~Q(taken),
        FindingState.MENDING: under_way & Q(due__gte=today) & (Q(milestone__isnull=False) | Q(taken)),
    }[state]


class FindingQuerySet(OwnedQuerySet["Finding"]):
    def with_due(self) -> FindingQuerySet:
        """`due`: the day by which it is to be mended now; that of its milestone where it became a duty."""
        return self.annotate(due=DUE)

    def in_state(self, state: FindingState, today: dt.date) -> FindingQuerySet:
        return self.with_due().filter(state_is(state, today))

    def asking(self) -> FindingQuerySet:
        """Of inspections that are concluded, asking somebody to do something, and not closed."""
        return self.filter(ASKS, closed_on__isnull=True, inspection__concluded_on__isnull=False)

    def worst_first(self, today: dt.date) -> FindingQuerySet:
        rank = [When(state_is(state, today), then=number) for number, state in enumerate(FindingState)]
        rows = self.with_due().annotate(rank=Case(*rank, default=99, output_field=models.PositiveSmallIntegerField()))
        return rows.order_by("rank", F("due").asc(nulls_last=True), "pk")


class Finding(Timestamped):
    """One thing an inspection found. Facts are stored; late, waiting, under way are computed (inspections.standing).

    `unit` and `person` are to mend it by `due_on` (the day as first set); where a village or somebody without an
    account mends it, `mender_text` names them and `unit` or `person` sees to it. `milestone` is the duty it became in
    this office, the latest one when it had to be mended again. Only a re-inspection closes it (`closed_on`).
    """

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="findings")
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField("loại", max_length=12, choices=FindingKind.choices, default=FindingKind.SHORTCOMING)
    text = models.TextField("nội dung")
    unit = models.ForeignKey(
        Unit, verbose_name="bộ phận khắc phục", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người khắc phục", null=True, blank=True, on_delete=models.SET_NULL,
        related_name="findings_to_mend",
    )  # fmt: skip
    mender_text = models.CharField("thôn, người khác khắc phục", max_length=200, blank=True)
    due_on = models.DateField("khắc phục xong chậm nhất ngày", null=True, blank=True)
    milestone = models.ForeignKey(
        Milestone, null=True, blank=True, on_delete=models.SET_NULL, related_name="findings", editable=False
    )
    closed_on = models.DateField("đã khắc phục ngày", null=True, blank=True)
    key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = FindingQuerySet.as_manager()
    owner_path = "inspection__organisation__path"

    class Meta:
        verbose_name = "nội dung kết luận"
        verbose_name_plural = "nội dung kết luận"
        ordering = ("position", "id")
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=FindingKind.GOOD) | Q(due_on__isnull=True, closed_on__isnull=True),
                name="finding_good_asks_nothing",
                violation_error_message="Ưu điểm không có hạn khắc phục.",
            )
        ]

    def __str__(self) -> str:
        return self.text[:120]

    @property
    def asks(self) -> bool:
        """Whether somebody has to do something about it."""
        return self.kind != FindingKind.GOOD

    @property
    def mender_words(self) -> str:
        """Who has to mend it, as lists and minutes say it: "Thôn Đông Hà (ông Trần Văn Nam theo dõi)"."""
        named = [str(self.unit or ""), self.person.full_name if self.person else ""]
        here = ", ".join(each for each in named if each)
        if self.mender_text:
            return f"{self.mender_text} ({here} theo dõi, đôn đốc)" if here else self.mender_text
        return here or (self.inspection.whom if self.inspection.is_from_above else "")

    @property
    def due_now(self) -> dt.date | None:
        return self.milestone.due_on if self.milestone_id and self.milestone else self.due_on

    @property
    def is_given(self) -> bool:
        return self.milestone_id is not None or self.uptake is not None

    @property
    def uptake(self) -> Uptake | None:
        """Of the office inspected by one above: the newest duty it made of this. Lists fetch `uptakes` beforehand."""
        return max(self.uptakes.all(), key=lambda each: each.pk, default=None)

    @property
    def is_under_way(self) -> bool:
        """Its duty is still asked for: of a plan in force, neither taken back, merged nor dropped by a later one."""
        return self.milestone_id is not None and self.milestone is not None and self.milestone.is_live

    @property
    def is_taken(self) -> bool:
        """The office inspected follows it as a duty, or waits after it for another look by the office above.

        Done, and found not mended since, or of a plan that is over, it is to be made a duty again.
        """
        milestone = self.uptake.milestone if self.uptake else None
        if milestone is None or not milestone.is_live:
            return False
        done = milestone.completed_on
        return done is None or not any(
            step.kind == StepKind.NOT_MENDED and step.on >= done for step in self.steps.all()
        )

    def judged(self, today: dt.date) -> Judged:
        milestone = self.milestone if self.milestone_id else None
        done = milestone.completed_on if milestone else None
        return judged(Facts(self.asks, self.due_now, self.is_given, done, self.closed_on), today)


class FindingStep(models.Model):
    """One thing that happened to a finding: it was given, or looked at again. Never changed afterwards.

    `on` is the day of it; `now_due_on` the day set by it, `was_due_on` the one before. `milestone` is the duty that
    stood then.
    """

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField("việc", max_length=12, choices=StepKind.choices)
    on = models.DateField("ngày")
    words = models.TextField("nội dung", blank=True)
    was_due_on = models.DateField("hạn trước đó", null=True, blank=True)
    now_due_on = models.DateField("hạn mới", null=True, blank=True)
    milestone = models.ForeignKey(Milestone, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField("người ghi", max_length=200)
    at = models.DateTimeField("lúc")
    key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = OwnedQuerySet.as_manager()
    owner_path = "finding__inspection__organisation__path"

    class Meta:
        verbose_name = "diễn biến của nội dung kết luận"
        verbose_name_plural = "diễn biến của nội dung kết luận"
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.by_name}"


class Uptake(models.Model):
    """A finding of an office above, made a duty by the office it is about. That office's own row.

    Several where it had to be made a duty again; the newest counts.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="uptakes")
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="uptakes")
    milestone = models.ForeignKey(Milestone, null=True, blank=True, on_delete=models.SET_NULL, related_name="uptakes")
    taken_on = models.DateField("giao việc ngày")
    taken_by_name = models.CharField("người giao việc", max_length=200)

    objects = OwnedQuerySet.as_manager()
    owner_path = "organisation__path"

    class Meta:
        verbose_name = "việc theo kết luận của cấp trên"
        verbose_name_plural = "việc theo kết luận của cấp trên"

    def __str__(self) -> str:
        return str(self.finding)
