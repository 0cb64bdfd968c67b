"""The list of plans and the list of all tasks of an office: narrow rows to filter and order, whole rows to show.

A plan carries its frozen text and a task its printed words; only those of one page are read.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, TextField, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce, Length, NullIf

from core.lists import Column
from core.matching import saying
from core.text import fold
from core.wanted import Number, Wanted, says
from organisations.access import Access
from plans.enums import UNISSUED, PartyRole, PlanState
from plans.models import Plan, PlanImport, PlanTask, TaskUnit
from plans.queries.listing import own_plans
from plans.queries.tasks import DeadlineState, TaskView, tasks_in_order

_NUMBER = NullIf("number", Value(""))
PLAN_COLUMNS = (
    Column("Số, ký hiệu", "so", (Length(_NUMBER), _NUMBER), css="app-nowrap"),
    Column("Trích yếu"),
    Column("Năm", "nam", ("year",), falls=True),
    Column("Trạng thái"),
    Column("Ngày ban hành", "ngay", ("issued__issued_on",), falls=True),
    Column("Nhiệm vụ theo dõi / tất cả", css="app-num"),
    Column("Người tạo"),
)
SOURCE_COLUMNS = (
    Column("Trích yếu"),
    Column("Năm", "nam", ("year",), falls=True),
    Column("Số, ký hiệu", "so", (Length(_NUMBER), _NUMBER)),
    Column("Trạng thái"),
    Column("Nhiệm vụ theo dõi", css="app-num"),
    Column("Việc", hidden=True),
)
ABOVE_COLUMNS = (
    Column("Trích yếu"),
    Column("Cơ quan ban hành"),
    Column("Năm", "nam", ("year",), falls=True),
    Column("Số, ký hiệu", "so", (Length(_NUMBER), _NUMBER)),
    Column("Ngày ban hành", "ngay", ("issued__issued_on",), falls=True),
)


def plan_list(
    access: Access,
    *,
    wanted: Wanted | None = None,
    year: int | None = None,
    state: str | None = None,
    lead: int | None = None,
) -> QuerySet[Plan]:
    """`lead`: plans in which this unit leads a task, by itself or in an assignment block."""
    rows = own_plans(access)
    if wanted:
        rows = rows.filter(saying(wanted, is_document=True))
    if year:
        rows = rows.filter(year=year)
    if state:
        rows = rows.filter(state=state)
    if lead:
        rows = rows.filter(Exists(TaskUnit.objects.filter(plan=OuterRef("pk"), unit_id=lead, role=PartyRole.LEAD)))
    return rows.order_by("-year", "-id")


def plans_shown(keys: Sequence[int]) -> list[Plan]:
    """These plans with `task_count` and `tracked_count`; two queries."""
    rows = Plan.objects.select_related("issued", "created_by", "organisation").defer("issued__content")
    plans = rows.in_bulk(keys)
    counted = PlanTask.objects.filter(plan__in=keys).printed().order_by().values("plan")
    counts = {
        row["plan"]: (row["every"], row["followed"])
        for row in counted.annotate(every=Count("pk"), followed=Count("pk", filter=Q(tracked=True)))
    }
    found = [plans[key] for key in keys if key in plans]
    for plan in found:
        plan.task_count, plan.tracked_count = counts.get(plan.pk, (0, 0))  # type: ignore[attr-defined]
    return found


# -- tasks

_OWN = Q(deadline_text__gt="")
_NOTHING = Value("", output_field=TextField())
_WORDS = Coalesce(NullIf("deadline_text", _NOTHING), "assignment__deadline_text", _NOTHING, output_field=TextField())


def _meaning(key: str) -> Case:
    """One value of the deadline that holds: the task's own, else that of its assignment block; null where unknown."""
    own, inherited = (
        NullIf(KeyTextTransform(key, field), Value("null")) for field in ("deadline", "assignment__deadline")
    )
    return Case(When(_OWN, then=own), default=inherited, output_field=TextField())


_IN_ORDER = ("position", "pk")
TASK_COLUMNS = (
    Column("Nhiệm vụ"),
    Column("Chủ trì / phối hợp"),
    Column("Thời hạn", "han", (_meaning("end_iso"),), then=_IN_ORDER),
    Column("Kế hoạch", "nam", ("plan__year", "plan_id"), falls=True, then=_IN_ORDER),
    Column("Phụ trách"),
    Column("Theo dõi"),
)
NO_UNIT = "chua"
PLANS_TO_CHOOSE = 100
READINGS_SEARCHED = 500
SCOPES: dict[str, tuple[PlanState, ...]] = {
    "": (PlanState.ISSUED, *UNISSUED),
    "hieu-luc": (PlanState.ISSUED,),
    "du-thao": UNISSUED,
    "da-xong": (PlanState.REPLACED, PlanState.CLOSED),
}


def without_lead(tasks: QuerySet[PlanTask]) -> QuerySet[PlanTask]:
    """Tasks for which the paper names nobody, neither beside them nor for their group."""
    return tasks.filter(lead_text="").filter(Q(assignment__isnull=True) | Q(assignment__lead_text=""))


def task_list(
    access: Access,
    *,
    wanted: Wanted | None = None,
    year: int | None = None,
    plan: int | None = None,
    lead: str | None = None,
    deadline: str | None = None,
    tracked: str | None = None,
    scope: str | None = None,
) -> QuerySet[PlanTask]:
    """All tasks of the office this person may read. `lead`: the id of a unit, or NO_UNIT for tasks without one;
    `deadline`: a DeadlineState; `tracked`: "theo-doi" or "chi-in"; `scope`: a key of SCOPES."""
    plans = own_plans(access).filter(state__in=SCOPES[scope or ""])
    if year:
        plans = plans.filter(year=year)
    if plan:
        plans = plans.filter(pk=plan)
    rows: QuerySet[PlanTask] = PlanTask.objects.filter(plan__in=plans).readable_by(access)
    if wanted:
        rows = rows.filter(_task_says(wanted, access))
    if lead == NO_UNIT:
        rows = without_lead(rows)
    elif lead:
        rows = rows.filter(_led_by(int(lead)))
    if deadline:
        rows = _with_deadline(rows, DeadlineState(deadline))
    if tracked:
        rows = rows.filter(tracked=tracked == "theo-doi")
    return rows.order_by("-plan__year", "-plan_id", *_IN_ORDER)


def _task_says(wanted: Wanted, access: Access) -> Q:
    """As the search page: beside a word, a plan's year or number means the tasks of that plan."""

    def of_number(term: Number) -> Q:
        return Q(plan__in=own_plans(access).filter(number__in=term.padded))

    numbers = None if wanted.is_number_alone else of_number
    return saying(wanted, of_year=lambda term: Q(plan__year=term.year), of_number=numbers)


def _led_by(unit: int) -> Q:
    led = TaskUnit.objects.filter(unit_id=unit, role=PartyRole.LEAD)
    own = Exists(led.filter(task=OuterRef("pk")))
    return Q(own) | Q(Exists(led.filter(assignment=OuterRef("assignment"))), lead_text="")


def _with_deadline(tasks: QuerySet[PlanTask], state: DeadlineState) -> QuerySet[PlanTask]:
    """The same distinction as plans.queries.deadline_state, for rows."""
    read = {name: Coalesce(_meaning(name), _NOTHING) for name in ("question", "kind", "term")}
    tasks = tasks.annotate(words=_WORDS, **{f"meaning_{name}": value for name, value in read.items()})
    if state == DeadlineState.NONE:
        return tasks.filter(words="")
    asked = Q(meaning_kind="") | Q(meaning_question__gt="") | Q(meaning_kind="open", meaning_term="")
    known = tasks.exclude(words="")
    return known.filter(asked) if state == DeadlineState.QUESTION else known.exclude(asked)


def task_views(keys: Sequence[int]) -> list[TaskView]:
    """These tasks as the table of a plan shows them, each with its plan."""
    views = tasks_in_order(keys)
    plans = Plan.objects.in_bulk({view.task.plan_id for view in views})
    for view in views:
        view.task.plan = plans[view.task.plan_id]
    return views


def plans_to_choose(access: Access, *, chosen: int | None) -> list[tuple[int, str]]:
    """The newest plans by number and title, and the one already chosen: a long list is narrowed by its year instead."""
    rows = own_plans(access).order_by("-year", "-pk")
    found = list(rows[:PLANS_TO_CHOOSE])
    if chosen and chosen not in {plan.pk for plan in found}:
        found += rows.filter(pk=chosen)
    return [(plan.pk, f"{plan.notation} ({plan.year}): {plan}") for plan in found]


PLAN_TASK_COLUMNS = (
    Column("Nhiệm vụ"),
    Column("Chủ trì / phối hợp"),
    Column("Thời hạn", "han"),
    Column("Phụ trách"),
    Column("Theo dõi"),
)
READING_COLUMNS = (
    Column("Văn bản"),
    Column("Trạng thái"),
    Column("Người đọc"),
    Column("Lúc", "luc", ("created_at",), falls=True),
)


def readings(access: Access, wanted: Wanted) -> QuerySet[PlanImport]:
    """Texts being read or compared in this office. They are few, and their names are kept as they came."""
    rows = PlanImport.objects.of(access).waiting().select_related("created_by").defer("source", "draft")
    if wanted:
        names = rows.order_by("-created_at").values_list("pk", "name")[:READINGS_SEARCHED]
        rows = rows.filter(pk__in=[key for key, name in names if says(wanted, fold(name))])
    return rows.order_by("-created_at")
