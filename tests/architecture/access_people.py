"""Rows of days away, hand-overs, many assignments at once and asked extensions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from organisations.domain.absences import enter_absence
from organisations.models import Absence
from plans.models import Plan
from tests.architecture.access_table import EDITORS, INSIDE, Row, staff
from tests.architecture.access_work import DUE, FOREIGN_DUE
from tests.work.work_world import NOW, issued_with, milestones_of
from tests.world import TODAY, World, access_of
from work.domain.extending import ask_extension
from work.models import AssignmentBatch, ExtensionRequest, HandOver, Milestone


def _absence(world: World) -> dict[str, Any]:
    """Lan is away, Hạnh stands in."""
    found = Absence.objects.filter(organisation=world.an_binh).first()
    if found is None:
        found = enter_absence(
            user=world.lan, substitute=world.hanh, first_day=TODAY, last_day=TODAY + dt.timedelta(days=400 - 40),
            by=access_of(world.lan, world.an_binh), at=NOW,
        )  # fmt: skip
    return {"absence_id": found.pk}


def _foreign_absence(world: World) -> dict[str, Any]:
    row = Absence.objects.get_or_create(
        organisation=world.binh_minh, user=world.oanh, substitute=world.phuc, first_day=TODAY, last_day=TODAY,
        defaults={"by_name": "Hoàng Thị Oanh"},
    )[0]  # fmt: skip
    return {"absence_id": row.pk}


def _extension(world: World) -> dict[str, Any]:
    """Lan asks for more time."""
    found = ExtensionRequest.objects.filter(milestone__organisation=world.an_binh).first()
    if found is None:
        due = milestones_of(issued_with(world, "Quý II", number="391"))[0]
        by = access_of(world.lan, world.an_binh)
        found = ask_extension(due, by=by, wanted_on=dt.date(2027, 6, 30), reason="Chờ kinh phí", at=NOW)
    return {"request_id": found.pk}


def _foreign_extension(world: World) -> dict[str, Any]:
    """The same of a piece of work that belongs to Bình Minh."""
    found = ExtensionRequest.objects.filter(milestone__organisation=world.binh_minh).first()
    if found is None:
        due = milestones_of(issued_with(world, "Quý II", number="392"))[0]
        found = ExtensionRequest.objects.create(
            milestone=due, was_due_on=due.due_on, wanted_on=dt.date(2027, 6, 30), reason="x", asked_at=NOW
        )
        Plan.objects.filter(pk=due.plan_id).update(organisation=world.binh_minh)
        Milestone.objects.filter(pk=due.pk).update(organisation=world.binh_minh)
    return {"request_id": found.pk}


def _batch(world: World) -> dict[str, Any]:
    """What Lan gave."""
    lan = world.lan.full_name
    return {"batch_id": AssignmentBatch.objects.get_or_create(
        organisation=world.an_binh, by=world.lan, by_name=lan, defaults={"at": NOW})[0].pk}  # fmt: skip


def _foreign_batch(world: World) -> dict[str, Any]:
    made = AssignmentBatch.objects.get_or_create(organisation=world.binh_minh, by_name="Oanh", defaults={"at": NOW})
    return {"batch_id": made[0].pk}


def _hand_over(world: World) -> dict[str, Any]:
    """What Lan handed over."""
    facts = {"giver_name": world.lan.full_name, "reason": "Chuyển công tác", "at": NOW}
    made = HandOver.objects.get_or_create(organisation=world.an_binh, giver=world.lan, on=TODAY, defaults=facts)
    return {"hand_over_id": made[0].pk}


def _foreign_hand_over(world: World) -> dict[str, Any]:
    facts = {"giver_name": world.oanh.full_name, "reason": "x", "at": NOW}
    made = HandOver.objects.get_or_create(organisation=world.binh_minh, giver=world.oanh, on=TODAY, defaults=facts)
    return {"hand_over_id": made[0].pk}


_MEMBERS = frozenset({"lan", "hanh"})  # of the leading unit, without its head, who needs not ask

_MOVERS = frozenset({"hung", "minh", "an"})

PEOPLE_AT_WORK: dict[str, Row] = {
    "organisations:absences": staff(INSIDE),
    "organisations:absence-end": staff(frozenset({"lan", "hung", "minh", "an"}), _absence, foreign=_foreign_absence),
    "work:extension-ask": staff(_MEMBERS, DUE, foreign=FOREIGN_DUE),
    "work:extensions": staff(INSIDE),
    "work:assign": staff(EDITORS | {"minh"}, ok=303),
    "work:assignments": staff(INSIDE),
    "work:assignment": staff(INSIDE, _batch, foreign=_foreign_batch),
    "work:assignment-undo": staff(INSIDE, _batch, ok=405),
    "work:hand-overs": staff(INSIDE),
    "work:hand-over-new": staff(_MOVERS),
    "work:hand-over": staff(INSIDE, _hand_over, foreign=_foreign_hand_over),
    "work:hand-over-back": staff(_MOVERS, _hand_over, ok=303, foreign=_foreign_hand_over),
    "work:minutes-pdf": staff(INSIDE, _hand_over, foreign=_foreign_hand_over),
    "work:minutes-docx": staff(INSIDE, _hand_over, foreign=_foreign_hand_over),
    "work:extension-take-back": staff(frozenset({"lan"}), _extension, foreign=_foreign_extension),
    "work:extension": staff(frozenset({"minh", "hung"}), _extension, foreign=_foreign_extension),
}
