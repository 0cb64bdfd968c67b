"""Lines of the lists, with everything a line shows: a constant number of queries for a page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from core.days import written
from documents.official import BlockKind
from organisations.access import Access
from plans.models import Block, TaskUnit
from plans.reading.draft import Region
from work import rules
from work.calendar_grid import word_of
from work.models import Evidence, Milestone
from work.models.milestone import MilestoneQuerySet
from work.queries.parties import Parties, parties_of
from work.standing_in import acts_for
from work.timing import Standing, Timeliness


@dataclass(frozen=True)
class WorkRow:
    """One line. Addresses are made here: a hundred of them a page cost more in the template than all the rest."""

    milestone: Milestone
    timeliness: Timeliness
    title: str
    place: str
    leads: str
    coordinating: str
    people: str
    proofs: int
    earlier: int
    url: str
    update_url: str
    may_update: bool
    may_confirm: bool
    instead_of: str = ""  # who is on leave, where the reader stands in

    @property
    def id(self) -> int:
        return self.milestone.pk

    @property
    def note(self) -> str:
        """A second word beside the day: sent back, waiting, extended."""
        milestone = self.milestone
        if milestone.superseded:
            return "không còn yêu cầu"
        if milestone.accepted_on:
            return "đã duyệt"
        if milestone.completed_on:
            return "" if milestone.is_checkpoint else "chờ duyệt"
        if milestone.returned_on:
            return "bị trả lại"
        if self.earlier:
            return f"cùng {self.earlier} kỳ trước"
        return f"gia hạn từ {written(milestone.original_due_on)}" if milestone.is_extended else ""

    @property
    def group(self) -> str:
        """The heading above it; continuous work is put together by period."""
        if self.timeliness.standing is Standing.CONTINUOUS:
            return f"Thường xuyên – kỳ {self.milestone.label}"
        return GROUP_NAMES[self.timeliness.standing]

    @property
    def short_title(self) -> str:
        """For buttons that are read out."""
        return self.title if len(self.title) <= 80 else f"{self.title[:79]}…"

    @property
    def word(self) -> str:
        """How it stands where the sentence has no room."""
        return word_of(self.timeliness)

    @property
    def tone(self) -> str:
        return {Standing.LATE: "late", Standing.SOON: "warn"}.get(self.timeliness.standing, "idle")


GROUP_NAMES = {
    Standing.LATE: "Quá hạn",
    Standing.SOON: "Đến hạn trong 7 ngày",
    Standing.DOING: "Đang làm",
    Standing.CONTINUOUS: "Thường xuyên",
    Standing.COMING: "Chưa đến kỳ",
    Standing.DONE: "Hoàn thành",
    Standing.PAST: "Kỳ không ghi nhận",
}


# What a line shows and the rules look at; thirty lines of whole rows cost more than everything else of a page.
_SHOWN = (
    "organisation", "plan", "task", "kind", "label", "start", "due_on", "original_due_on", "percent", "holder",
    "completed_on", "returned_on", "accepted_on", "superseded", "version",
    "plan__organisation", "plan__state", "plan__number", "plan__symbol", "task__plan", "task__text", "task__tracked",
    "task__added_on", "task__lead_text", "task__coordinating_text", "task__index_name", "task__assignment",
    "task__same_as", "task__person", "task__director", "task__assignment__lead_text",
    "task__assignment__coordinating_text",
    "task__person__full_name", "task__director__full_name", "holder__full_name",
)  # fmt: skip


@lru_cache(maxsize=2)
def _with_facts(today: dt.date) -> MilestoneQuerySet:
    """Milestones with what a line needs of the tables around them; long texts that no line shows stay where they are.

    Never fetched itself, only narrowed: putting this question together costs more than its answer for a page.
    """
    proofs = Evidence.objects.filter(milestone=OuterRef("pk"), withdrawn_at__isnull=True).order_by()
    late = Milestone.objects.late_before(OuterRef("task"), OuterRef("due_on"), today).order_by()
    earlier = late.values("task").annotate(number=Count("pk")).values("number")
    return (
        Milestone.objects.order_by()
        .select_related("plan", "task__assignment", "task__person", "task__director", "holder")
        .only(*_SHOWN)
        .annotate(
            proofs=Coalesce(Subquery(proofs.values("milestone").annotate(number=Count("pk")).values("number")), 0),
            appendix=Coalesce(F("task__block__appendix__label"), F("task__row__block__appendix__label")),
            earlier=Coalesce(Subquery(earlier), 0),
            chapter=Subquery(_heading_above(level=1)),
            heading=Subquery(_heading_above()),
        )
    )


def _heading_above(**which: int) -> QuerySet[Block, Any]:
    """The marker of the nearest heading of the body above the line in which the duty stands."""
    headings = Block.objects.filter(
        plan=OuterRef("plan"), region=Region.BODY, kind=BlockKind.HEADING,
        position__lt=Coalesce(OuterRef("task__block__position"), OuterRef("task__row__block__position")), **which,
    )  # fmt: skip
    return headings.order_by("-position").values("marker")[:1]


def _section(milestone: Milestone) -> str:
    """ "mục II.1", or the appendix; blank where the plan numbers nothing."""
    appendix, chapter, heading = (getattr(milestone, name, None) or "" for name in ("appendix", "chapter", "heading"))
    if appendix:
        return str(appendix)
    parts = dict.fromkeys(marker.strip(" .):") for marker in (chapter, heading) if marker.strip(" .):-–+•"))
    return f"mục {'.'.join(parts)}" if parts else ""


def rows_of(ids: Sequence[int], access: Access, today: dt.date) -> list[WorkRow]:
    """The lines of these milestones, in this order; two queries."""
    found = _with_facts(today).filter(pk__in=ids).in_bulk() if ids else {}
    milestones = [found[each] for each in ids if each in found]
    parties = parties_of([each.task for each in milestones]) if milestones else {}
    assert access.organisation is not None
    base = reverse("work:list", kwargs={"org": access.organisation.code})
    return [_row(each, parties[each.task_id], access, base, today) for each in milestones]


def _row(milestone: Milestone, parties: Parties, access: Access, base: str, today: dt.date) -> WorkRow:
    task, plan = milestone.task, milestone.plan
    duties = parties.duties(task)
    may = rules.can_note if milestone.is_checkpoint else rules.can_do
    people = milestone.holder or task.person
    stands = milestone.timeliness(today)
    place = [plan.notation, "giao thêm" if task.is_added else _section(milestone), task.index_name]
    url = f"{base}{milestone.pk}/"  # as work.urls has it; asking for it row by row costs more than the row
    return WorkRow(
        milestone=milestone,
        timeliness=stands,
        title=task.text,
        place=" · ".join(filter(None, place)),
        leads=_names(parties.leads) or task.effective_lead,
        coordinating=_names(parties.coordinating) or task.effective_coordinating,
        people=people.full_name if people else "",
        proofs=getattr(milestone, "proofs", 0),
        earlier=getattr(milestone, "earlier", 0) if stands.standing is Standing.LATE else 0,
        url=url,
        update_url=f"{url}cap-nhat/",
        may_update=bool(may(access, milestone, duties)),
        may_confirm=milestone.completed_on is None and bool(rules.can_confirm(access, milestone, duties)),
        instead_of=_instead_of(milestone, access),
    )


def _instead_of(milestone: Milestone, access: Access) -> str:
    if not access.stands_in_for:
        return ""
    task = milestone.task
    known = {each.pk: each.full_name for each in (milestone.holder, task.person, task.director) if each is not None}
    for judges in (False, True):
        away = acts_for(
            access.stands_in_for, actor_id=access.user_id, holder_id=milestone.holder_id, person_id=task.person_id,
            director_id=task.director_id, judges=judges,
        )  # fmt: skip
        if away is not None:
            return known[away]
    return ""


def _names(parties: Sequence[TaskUnit]) -> str:
    """Units by their own name, the others as printed."""
    return ", ".join(party.unit.name if party.unit else party.name for party in parties)
