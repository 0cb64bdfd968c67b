"""Brings the demo plans into the portal by its own doors: read, accepted, put in hands, issued, closed."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction

from accounts.models import User
from dashboard.demo.data import people
from dashboard.demo.seeding.places import SEEDER
from dashboard.demo.seeding.staff import person_at
from dashboard.demo.story import PlanStory, Way
from organisations.access import Access
from organisations.enums import Role
from organisations.models import Organisation, Unit
from plans.domain.importing import accept_import, start_import
from plans.domain.issuing import close_plan, issue_plan
from plans.domain.tasks import assign_person
from plans.enums import PartyRole
from plans.models import Plan, PlanImport, PlanTask

_KEYS = uuid.UUID("5f0c1f5e-0f6c-4b43-9a57-6d1f4a1f2b10")  # names the demo plans, so that each is read once


def submission_key(key: str) -> uuid.UUID:
    return uuid.uuid5(_KEYS, key)


def seed_plans(stories: list[PlanStory]) -> int:
    """Bring in the plans that were never read before; returns how many."""
    made = 0
    for story in stories:
        if PlanImport.objects.filter(submission_key=submission_key(story.key)).exists():
            continue
        with transaction.atomic():
            _bring_in(story)
        made += 1
    return made


def seed_waiting(texts: list[tuple[str, str, str]]) -> int:
    """Read the papers that wait for a person and were never read before; returns how many."""
    made = 0
    for key, code, text in texts:
        if PlanImport.objects.filter(submission_key=submission_key(key)).exists():
            continue
        access = Access.of(person_at(code, Role.DRAFTER), Organisation.objects.get(code=code))
        assert access is not None
        start_import(by=access, name=f"{key}.txt", data=text.encode(), submission_key=submission_key(key))
        made += 1
    return made


def _bring_in(story: PlanStory) -> Plan:
    organisation = Organisation.objects.get(code=story.organisation)
    drafter = _access(story, organisation, Role.DRAFTER, Role.UNIT_HEAD)
    imported = start_import(
        by=drafter, name=f"{story.key}.txt", data=story.text.encode(), submission_key=submission_key(story.key)
    )
    plan = accept_import(imported, by=drafter, seen=imported.version, year=story.year)
    if not story.historical:
        _put_in_hands(plan, drafter)
    if story.way in (Way.RECORDED, Way.ISSUED):
        _issue(plan, story, organisation)
    if story.closing_note:
        end = dt.date(story.year, 12, 31)
        close_plan(plan, by=Access.system(organisation, name=SEEDER), on=end, note=story.closing_note)
    return plan


def _access(story: PlanStory, organisation: Organisation, *roles: Role) -> Access:
    """The first of these roles that somebody has there, on the plan's day; the seeder itself for ended places."""
    if not story.historical:
        for role in roles:
            try:
                user = person_at(story.organisation, role)
            except LookupError:
                continue
            access = Access.of(user, organisation)
            if access is not None:
                return access
    return Access.system(organisation, name=SEEDER)


def _issue(plan: Plan, story: PlanStory, organisation: Organisation) -> None:
    issue_plan(
        plan,
        by=_access(story, organisation, Role.CLERK),
        number=story.number,
        issued_on=story.issued,
        signer_name=plan.signer_name,
        today=story.issued,
        recorded=story.way is Way.RECORDED,
    )


def _put_in_hands(plan: Plan, by: Access) -> None:
    """The head of the leading unit, or its drafter where there is one, is in charge of each followed task."""
    hands = _hands(plan.organisation.code)
    tasks = PlanTask.objects.filter(plan=plan, tracked=True).prefetch_related("parties", "assignment__parties")
    for task in tasks:
        unit = _leading_unit(task)
        if unit is not None and unit.name in hands:
            assign_person(task, by=by, person=hands[unit.name])


def _leading_unit(task: PlanTask) -> Unit | None:
    owners = [task.parties.all()] + ([task.assignment.parties.all()] if task.assignment else [])
    for parties in owners:
        leads = [party for party in parties if party.role == PartyRole.LEAD]
        if leads:
            return leads[0].unit
    return None


def _hands(code: str) -> dict[str, User]:
    """Unit name → who does its work: drafters before heads."""
    found: dict[str, User] = {}
    for role in (Role.UNIT_HEAD, Role.DRAFTER):
        for person in people():
            for work in person.works:
                if work.at == code and work.role == role and work.unit:
                    found[work.unit] = person_at(code, role, unit=work.unit)
    return found
