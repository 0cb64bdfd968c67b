"""A person's open duties, and hand-overs that were made."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404

from accounts.models import User
from core.text import fold
from organisations.access import Access
from organisations.enums import Role
from organisations.models import Membership, Organisation
from organisations.queries import people_with_role
from plans.models import PlanTask
from work.enums import MilestoneKind
from work.handing_over import Duty, Result, stands, told_of
from work.models import Evidence, HandOver, Milestone


def duties_of_person(organisation: Organisation, user: User, today: dt.date) -> list[Duty]:
    """Open duties of plans in force of which this person is in charge, which the person directs, or whose results
    the person holds; in the order of plans and papers. Five queries, whatever their number."""
    here = Milestone.objects.filter(organisation=organisation).live()
    held_tasks = here.open().filter(holder=user).values("task")
    tasks = (
        PlanTask.objects.live()
        .filter(plan__organisation=organisation, same_as__isnull=True)
        .filter(Q(person=user) | Q(director=user) | Q(pk__in=held_tasks))
        .select_related("plan", "assignment")
        .defer("plan__search", "search", "result_text", "budget_text")
        .order_by("plan__year", "plan", "position", "pk")
    )
    found = list(tasks)
    ids = [task.pk for task in found]
    results: dict[int, list[Result]] = defaultdict(list)
    columns = (
        "task", "pk", "due_on", "start", "label", "percent", "kind", "completed_on", "accepted_on", "holder",
    )  # fmt: skip
    for task, pk, due_on, start, label, percent, kind, completed, accepted, holder in here.filter(
        task__in=ids
    ).values_list(*columns):
        results[task].append(
            Result(
                id=pk, due_on=due_on, start=start, label=label, percent=percent,
                checkpoint=kind == MilestoneKind.CHECKPOINT, completed=completed is not None,
                accepted=accepted is not None, held=holder == user.pk and completed is None,
            )
        )  # fmt: skip
    standing = Evidence.objects.standing().filter(milestone__task__in=ids, milestone__superseded=False)
    proofs = dict(
        standing.order_by().values("milestone__task").annotate(n=Count("pk")).values_list("milestone__task", "n")
    )
    out = []
    for each in found:
        own = results[each.pk]
        if own and not any(result.is_open for result in own):
            continue
        words, percent_now = stands(own, each.effective_deadline_text, today)
        out.append(
            Duty(
                task=each.pk, plan=each.plan_id, plan_words=f"{each.plan.notation} – {each.plan.title}"[:400],
                text=each.text, in_charge=each.person_id == user.pk, directed=each.director_id == user.pk,
                held=tuple(result.id for result in own if result.held), due_words=words, percent=percent_now,
                proofs=proofs.get(each.pk, 0), told=told_of(own, today),
            )
        )  # fmt: skip
    return out


def givers(access: Access) -> QuerySet[User]:
    """Everybody who works or has worked here: who left may still have duties."""
    rows = Membership.objects.filter(organisation=access.organisation)
    return User.objects.filter(pk__in=rows.values("user")).order_by("sort_name", "pk")


def post_of(user: User, organisation: Organisation, day: dt.date) -> str:
    """The title on papers, of the role that lasts that day or ended last; the unit beside a plain role."""
    rows = Membership.objects.filter(user=user, organisation=organisation, valid_from__lte=day).select_related("unit")
    found = sorted(rows, key=lambda each: (each.valid_to or dt.date.max, bool(each.title), each.pk))
    if not found:
        return ""
    return role_words(found[-1])


def role_words(role: Membership) -> str:
    """The title, or the role; with the unit, where the title does not name it already."""
    words = role.title or str(role.get_role_display())
    if role.unit is not None and fold(role.unit.name) not in fold(words):
        words = f"{words}, {role.unit.name}"
    return words[:200]


def roles_to_end(organisation: Organisation, user: User, day: dt.date) -> QuerySet[Membership]:
    rows = Membership.objects.active_on(day).filter(organisation=organisation, user=user, valid_to__isnull=True)
    return rows.select_related("unit", "user", "organisation").order_by("role", "pk")


def chiefs(access: Access, day: dt.date) -> list[User]:
    """Leaders who can confirm the minutes; the reader first where a leader."""
    found = people_with_role(access.organisation, Role.LEADER, day)
    return sorted(found, key=lambda each: each.pk != access.user_id)


def hand_over_here(access: Access, hand_over_id: int) -> HandOver:
    """A hand-over of the organisation in the URL; anything else does not exist (404)."""
    rows = HandOver.objects.of(access).select_related("organisation", "giver", "back_of")
    return get_object_or_404(rows, pk=hand_over_id)
