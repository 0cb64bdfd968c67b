"""Beginning a plan from another one: what there is to begin from, what is proposed, which duties go on."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from core.codec import from_plain
from core.matching import saying
from core.text import fold
from core.wanted import Wanted
from documents.official import RowKind
from organisations.access import Access
from organisations.models import Organisation
from plans.enums import PlanState
from plans.finished import finished_tasks
from plans.models import Block, Plan, PlanStart, PlanTask, TableRow
from plans.queries.content import Content, content_of
from plans.queries.listing import own_plans, page_of
from plans.queries.parts import is_followed, parts_of, titles_said
from plans.queries.renamings import name_book, outdated_documents
from plans.rolling.edits import Group
from plans.rolling.names import Renaming
from plans.rolling.proposal import Change, Choice, Facts, packed, propose, unpacked

PLANS_A_PAGE = 20
CHANGES_A_PAGE = 60
STARTS_SHOWN = 8
GROUPS = {
    Group.YEARS: "Năm trong câu chữ",
    Group.DEADLINES: "Thời hạn",
    Group.NAMES: "Cơ quan, tên gọi",
    Group.BASES: "Căn cứ",
    Group.FIGURES: "Số liệu cần xem lại",
}


@dataclass(frozen=True)
class Found:
    """What is kept of a proposal (PlanStart.found)."""

    changes: tuple[Change, ...] = ()


def last_years(access: Access, *, wanted: Wanted | None = None) -> QuerySet[Plan]:
    """The office's own plans, drafts included for those who may read drafts; the newest first."""
    rows = own_plans(access).select_related("organisation").exclude(state=PlanState.REPLACED)
    return _saying(rows, wanted).order_by("-year", "-id")


def models_for(access: Access, *, today: dt.date, wanted: Wanted | None = None) -> QuerySet[Plan]:
    """Model plans of the office itself, and those a superior in force shows to the offices below."""
    own = Q(pk__in=own_plans(access).filter(is_model=True).values("pk"))
    above = Q(pk__in=Plan.objects.from_above(access, today).filter(is_model=True).values("pk"))
    rows = Plan.objects.filter(own | above).select_related("organisation")
    return _saying(rows.exclude(state=PlanState.REPLACED), wanted).order_by("organisation__path", "-year", "-id")


def plans_above(access: Access, *, today: dt.date, wanted: Wanted | None = None) -> QuerySet[Plan]:
    """What organisations above show to this one."""
    rows = Plan.objects.from_above(access, today).select_related("organisation")
    return _saying(rows, wanted).order_by("-year", "-id")


def _saying(rows: QuerySet[Plan], wanted: Wanted | None) -> QuerySet[Plan]:
    return rows.filter(saying(wanted, is_document=True)) if wanted else rows


@dataclass(frozen=True)
class Beginnings:
    """What there is to begin from, for the page "Lập kế hoạch mới"."""

    own: int
    models: int
    above: int
    waiting: list[PlanStart]


def beginnings(access: Access, today: dt.date) -> Beginnings:
    return Beginnings(
        own=last_years(access).count(),
        models=models_for(access, today=today).count(),
        above=plans_above(access, today=today).count(),
        waiting=list(starts_of(access)[:STARTS_SHOWN]),
    )


def origin_of(plan: Plan, access: Access, today: dt.date) -> Plan | None:
    """The plan it was begun from, for whoever may read that one too."""
    if plan.started_from_id is None:
        return None
    own = own_plans(access).filter(pk=plan.started_from_id)
    above = Plan.objects.from_above(access, today).filter(pk=plan.started_from_id)
    return (own | above).select_related("organisation").first()


def source_is_there(start: PlanStart, access: Access, today: dt.date) -> bool:
    """Whether the plan it is begun from may still be read: a superior can stop showing it at any time."""
    source = start.source
    if source is None or source.organisation_id == start.organisation_id:
        return True
    return Plan.objects.from_above(access, today).filter(pk=source.pk).exists()


def starts_of(access: Access) -> QuerySet[PlanStart]:
    """Preparations of this office that have not become a plan."""
    rows = PlanStart.objects.of(access).filter(plan__isnull=True).select_related("source", "imported", "target")
    return rows.defer("found", "chosen").order_by("-updated_at")


def proposed_changes(
    source: Plan, organisation: Organisation, *, year: int, today: dt.date, is_model: bool = False
) -> Found:
    """Every change for the new year, and for another office where the source is another's."""
    content = content_of(source)
    parts = parts_of(source, content)
    renamings = office_renamings(source.organisation, organisation)
    day = max(today, dt.date(year, 1, 1))
    facts = Facts(
        old=source.year,
        new=year,
        book=name_book(organisation, year=year, today=today, also=renamings),
        outdated=outdated_documents(organisation, parts, day),
        own=organisation.name,
        blank_name=organisation.name if is_model else "",
    )
    return Found(propose(parts, facts))


def title_change(found: Found) -> Change | None:
    """The change of the title: it has a field of its own above the list."""
    return next((each for each in found.changes if any(is_title(place) for place in each.places)), None)


def listed(found: Found) -> list[Change]:
    return [each for each in found.changes if not all(is_title(place) for place in each.places)]


def is_title(place: str) -> bool:
    return place.startswith("plan:") and place.endswith(":title")


def office_renamings(source: Organisation, organisation: Organisation) -> list[Renaming]:
    """A model of another office names that office; where it is the superior, its name may well be meant."""
    if source.pk == organisation.pk:
        return []
    same_level = source.level == organisation.level
    why = "" if same_level else f"Kế hoạch mẫu là của {source.name}; chỗ này có thể nói về chính {source.name}."
    named = [Renaming(source.name, organisation.name, sure=same_level, why=why)]
    for body in ("Ủy ban nhân dân", "UBND"):  # who issues the plan is the office itself
        named.append(Renaming(f"{body} {source.name} ban hành", f"{body} {organisation.name} ban hành"))
    if fold(source.short_name) != fold(organisation.short_name) and same_level:
        named.append(Renaming(source.short_name, organisation.short_name, sure=False, why="Tên riêng đứng một mình."))
    return named


def found_in(start: PlanStart) -> Found:
    return Found(unpacked(start.found.get("changes", [])))


def plain(found: Found) -> dict[str, Any]:
    return {"changes": packed(found.changes)}


def chosen_in(start: PlanStart) -> dict[str, Choice]:
    """Key of a change → what the person decided; what is not there is as proposed."""
    return {key: from_plain(Choice, value) for key, value in start.chosen.get("changes", {}).items()}


def proposed_fate(task: PlanTask, finished: set[int]) -> bool:
    """Whether a duty of last year goes on (True) before anybody said so: it does unless it is known to be done.

    The one place that decides it. A duty dropped by mistake is lost, one kept by mistake is seen.
    """
    return is_followed(task) and task.pk not in finished


@dataclass(frozen=True)
class Duty:
    """A followed duty of last year's plan. `goes_on`: Giữ (chưa xong), else Bỏ (đã xong)."""

    task: PlanTask
    section: str
    section_id: str
    goes_on: bool


def duties_of(start: PlanStart) -> list[Duty]:
    """The followed duties of the source in reading order, each with its section and what was chosen for it.

    A fixed number of queries for thousands of duties; their words are read by `in_words`, a page at a time.
    """
    source = start.source
    if source is None:
        return []
    finished = finished_tasks(source)
    fates = start.chosen.get("fates", {})
    blocks = list(Block.objects.filter(plan=source).order_by("position", "pk").defer("columns"))
    titles = titles_said(Content(appendices=list(source.appendices.all()), blocks=blocks))
    order = {block.pk: index for index, block in enumerate(blocks)}
    groups = _group_rows(source)
    tasks = PlanTask.objects.filter(plan=source, tracked=True, same_as__isnull=True).printed()
    tasks = tasks.annotate(line=Coalesce("block_id", "row__block_id"), at=F("row__position"))
    found: list[tuple[tuple[int, int, int], PlanTask, str]] = []
    for task in tasks.only("pk", "tracked", "same_as"):
        line, at = task.line, task.at  # type: ignore[attr-defined]
        title = _title_above(groups.get(line), at)
        section = f"{titles[line]}: {title}" if title else titles[line]
        found.append(((order[line], at or 0, task.pk), task, section))
    numbers: dict[str, str] = {}
    out = []
    for _, task, section in sorted(found, key=lambda each: each[0]):
        kept = fates.get(str(task.pk))
        number = numbers.setdefault(section, str(len(numbers)))
        out.append(Duty(task, section, number, proposed_fate(task, finished) if kept is None else bool(kept)))
    return out


def _group_rows(plan: Plan) -> dict[int, list[tuple[int, str]]]:
    """Table → (position, words) of its title rows, in order."""
    out: dict[int, list[tuple[int, str]]] = defaultdict(list)
    rows = TableRow.objects.filter(block__plan=plan, kind=RowKind.GROUP).order_by("block_id", "position")
    for block, position, cells in rows.values_list("block_id", "position", "cells"):
        out[block].append((position, " ".join(cell for cell in cells if cell)))
    return out


def _title_above(groups: list[tuple[int, str]] | None, position: int | None) -> str:
    if not groups or position is None:
        return ""
    at = bisect_left(groups, (position, ""))
    return groups[at - 1][1] if at else ""


def in_words(duties: Sequence[Duty]) -> dict[int, PlanTask]:
    """The tasks of one page with what is shown of them."""
    rows = PlanTask.objects.filter(pk__in=[duty.task.pk for duty in duties]).select_related("assignment")
    return {task.pk: task for task in rows}


@dataclass(frozen=True)
class Counts:
    """How many of each group, and how many of them will be taken."""

    name: str
    title: str
    total: int
    taken: int
    doubtful: int = 0


def counts_of(changes: Sequence[Change], chosen: dict[str, Choice], duties: Sequence[Duty]) -> list[Counts]:
    """The groups in the order of the page; a group without any is left out."""
    out = []
    for group, title in GROUPS.items():
        some = [each for each in changes if each.group == group]
        taken = sum(chosen.get(each.key, Choice(each.sure)).taken for each in some)
        out.append(Counts(group.value, title, len(some), taken, sum(not each.sure for each in some)))
        if group == Group.DEADLINES:
            out.append(Counts("tasks", "Nhiệm vụ", len(duties), sum(duty.goes_on for duty in duties)))
    return [each for each in out if each.total]


def page_of_start(rows: Sequence[Any], number: Any) -> Page[Any]:
    return page_of(rows, number, CHANGES_A_PAGE)
