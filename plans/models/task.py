"""A duty of the plan: written once, in a line of prose or as a table row."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.indexes import WordsIndex
from core.text import fold
from organisations.access import Access
from organisations.models import Organisation, OwnedQuerySet, Unit
from plans.deadlines import DeadlineRule, from_json
from plans.enums import PartyKind, PartyRole, PlanState
from plans.models.content import AssignmentBlock, Block, TableRow
from plans.models.plan import Plan


class PlanTaskQuerySet(OwnedQuerySet["PlanTask"]):
    def live(self) -> PlanTaskQuerySet:
        """Followed tasks of plans in force: a filter, not a copy, so that issuing makes them live at once."""
        return self.filter(plan__state=PlanState.ISSUED, tracked=True)

    def printed(self) -> PlanTaskQuerySet:
        """Those that stand on the paper: not the duties given after its issue."""
        return self.filter(added_on__isnull=True)

    def added(self) -> PlanTaskQuerySet:
        """Duties given after the issue, those taken back among them."""
        return self.filter(added_on__isnull=False)

    def readable_by(self, access: Access) -> PlanTaskQuerySet:
        """Without duties taken back, and without those given after the issue in another office: its own matter.

        From above one reads what was issued. They are few and have an index; the rest is not looked at.
        """
        hidden = PlanTask.objects.added()
        if not access.from_above:
            hidden = hidden.filter(~Q(plan__organisation=access.organisation_id) | Q(withdrawn_on__isnull=False))
        return self.exclude(pk__in=hidden.values("pk"))


class PlanTask(models.Model):
    """One duty. The words of the duty itself are its block's (or row's); `excerpt` is set where the
    duty is only a part of that line.

    `*_text` are the printed words; blank means none of its own, and then those of the assignment
    block hold. `deadline` is the understood rule (plans.deadlines.to_json); null where the words were
    not understood or there are none. `tracked` False is "chỉ in": printed, never followed. `lineage`
    is the same duty across versions and years. `person` is the người phụ trách in the portal and
    `director` the lãnh đạo chỉ đạo; the printed words do not change with them. `basis_text` says which
    clause of a superior's plan it carries out ("mục II.3 Kế hoạch số 97/KH-UBND …"); `basis_task` is that
    clause where the superior's plan is in the portal. `copied_charge` is set in a corrected version: who had the duty
    and whether it was followed when it was copied (plans.domain.charges).

    A duty that stands neither in a line nor in a row was given after the issue (plans.domain.added_tasks):
    `added_on` is the day on which it was given, `origin_text` the paper or the word it was given by ("Kết
    luận kiểm tra ngày …"). It is followed and never printed. Taken back, it stays with the reason.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="tasks")
    block = models.ForeignKey(Block, null=True, blank=True, on_delete=models.CASCADE, related_name="tasks")
    row = models.OneToOneField(TableRow, null=True, blank=True, on_delete=models.CASCADE, related_name="task")
    lineage = models.UUIDField(default=uuid.uuid4, editable=False, db_index=True)
    position = models.PositiveIntegerField(default=0)
    text = models.TextField("nhiệm vụ")
    excerpt = models.BooleanField("chỉ là một phần của dòng", default=False)
    tracked = models.BooleanField("theo dõi", default=False)
    lead_text = models.TextField("cơ quan chủ trì", blank=True)
    coordinating_text = models.TextField("cơ quan phối hợp", blank=True)
    deadline_text = models.TextField("thời hạn như trong văn bản", blank=True)
    deadline = models.JSONField(null=True, blank=True)
    result_text = models.TextField("sản phẩm, kết quả", blank=True)
    budget_text = models.TextField("kinh phí", blank=True)
    index_name = models.CharField("chỉ số", max_length=20, blank=True)
    assignment = models.ForeignKey(
        AssignmentBlock, null=True, blank=True, on_delete=models.SET_NULL, related_name="tasks"
    )
    basis_text = models.TextField("thực hiện theo", blank=True)
    basis_task = models.ForeignKey(
        "self",
        verbose_name="nhiệm vụ cấp trên giao",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="carried_out_by",
    )
    same_as = models.ForeignKey(
        "self",
        verbose_name="cùng nhiệm vụ với",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="twins",
        db_index=False,
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người phụ trách",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="tasks_in_charge",
    )
    director = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="lãnh đạo chỉ đạo",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="tasks_directed",
    )
    copied_charge = models.JSONField("phân công lúc sao chép", null=True, blank=True, editable=False)
    added_on = models.DateField("giao thêm ngày", null=True, blank=True)
    added_by_name = models.CharField("người giao thêm", max_length=200, blank=True)
    origin_text = models.CharField("căn cứ giao thêm", max_length=500, blank=True)
    added_key = models.UUIDField("mã lần gửi", null=True, blank=True, unique=True, editable=False)
    withdrawn_on = models.DateField("rút lại ngày", null=True, blank=True)
    withdrawn_reason = models.CharField("lý do rút lại", max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    search = models.TextField(editable=False, blank=True)

    objects = PlanTaskQuerySet.as_manager()
    owner_path = "plan__organisation__path"

    class Meta:
        verbose_name = "nhiệm vụ"
        verbose_name_plural = "nhiệm vụ"
        ordering = ("plan", "position", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(block__isnull=True) | Q(row__isnull=True), name="task_in_one_place_at_most"
            ),
            models.CheckConstraint(
                condition=Q(block__isnull=False, added_on__isnull=True)
                | Q(row__isnull=False, added_on__isnull=True)
                | Q(block__isnull=True, row__isnull=True, added_on__isnull=False),
                name="task_printed_or_added",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | Q(added_on__isnull=False, tracked=False),
                name="task_withdrawn_when_added",
            ),
        ]
        indexes = [
            WordsIndex(fields=("plan", "search"), name="task_words"),
            models.Index(fields=("plan",), name="task_added", condition=Q(added_on__isnull=False)),
            # Not of those that are the same as no other: SQLite would look for them along it and read every task.
            models.Index(fields=("same_as",), name="task_same_as", condition=Q(same_as__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.text[:120]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fill_search()
        super().save(*args, **kwargs)

    def fill_search(self) -> None:
        self.search = fold(f"{self.text} {self.lead_text}")

    @property
    def is_added(self) -> bool:
        """Given after the issue; it stands on no paper."""
        return self.added_on is not None

    @property
    def effective_lead(self) -> str:
        return self.lead_text or (self.assignment.lead_text if self.assignment else "")

    @property
    def effective_coordinating(self) -> str:
        return self.coordinating_text or (self.assignment.coordinating_text if self.assignment else "")

    @property
    def effective_deadline_text(self) -> str:
        return self.deadline_text or (self.assignment.deadline_text if self.assignment else "")

    @property
    def rule(self) -> DeadlineRule | None:
        """The understood deadline, its own or the assignment block's."""
        stored = self.deadline
        if stored is None and not self.deadline_text and self.assignment:
            stored = self.assignment.deadline
        return from_json(stored) if stored else None


class TaskUnit(models.Model):
    """A party of a task or of an assignment block: the printed name, and what it stands for."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="parties")
    task = models.ForeignKey(PlanTask, null=True, blank=True, on_delete=models.CASCADE, related_name="parties")
    assignment = models.ForeignKey(
        AssignmentBlock, null=True, blank=True, on_delete=models.CASCADE, related_name="parties"
    )
    role = models.CharField("vai trò", max_length=12, choices=PartyRole.choices)
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField("tên như trong văn bản", max_length=300)
    kind = models.CharField("là", max_length=14, choices=PartyKind.choices, default=PartyKind.OUTSIDE)
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.SET_NULL, related_name="task_parties", db_index=False
    )
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="task_parties"
    )

    objects = OwnedQuerySet.as_manager()
    owner_path = "plan__organisation__path"

    class Meta:
        verbose_name = "cơ quan của nhiệm vụ"
        verbose_name_plural = "cơ quan của nhiệm vụ"
        ordering = ("role", "position", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(task__isnull=False, assignment__isnull=True)
                | Q(task__isnull=True, assignment__isnull=False),
                name="party_of_task_or_assignment",
            )
        ]
        indexes = [
            # What a unit leads or helps with, told from the index alone: lists are filtered by it.
            models.Index(fields=("unit", "role", "task", "assignment"), name="party_of_unit"),
        ]

    def __str__(self) -> str:
        return self.name
