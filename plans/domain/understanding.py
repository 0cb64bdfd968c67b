"""What the words of a plan in hand mean in its new year and office: days, units, people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from core.text import fold
from organisations.models import Membership, Organisation, Unit
from plans.deadlines import parse, to_json
from plans.domain.parties import PartyBook, names_in
from plans.enums import PartyRole
from plans.models import AssignmentBlock, DisclosureClause, PlanTask, ReportingClause, TaskUnit
from plans.queries.content import Content

Owner = PlanTask | AssignmentBlock
Said = Mapping[tuple[str, int], tuple[str, str]]  # lead and coordinating words of each


def parties_said(content: Content) -> dict[tuple[str, int], tuple[str, str]]:
    """The printed names of each task and assignment block, to know afterwards which of them changed."""
    return {_key(each): (each.lead_text, each.coordinating_text) for each in _owners(content)}


def _owners(content: Content) -> list[Owner]:
    return [*content.tasks, *content.assignments]


def _key(owner: Owner) -> tuple[str, int]:
    return owner._meta.model_name or "", owner.pk


def understand_anew(
    content: Content, *, year: int, organisation: Organisation, today: dt.date, said: Said | None
) -> None:
    """Deadlines mean days of the new year, names the units of today, people those who still work here.

    A person's choice between two meanings, and a link of a name that did not change, are kept. `said`:
    the names before they were changed; None where the rows come from another office, whose units and
    people are not these.
    """
    _days(content, year)
    for task in content.tasks:
        task.search = fold(f"{task.text} {task.lead_text}")
    _parties(content, organisation, today, said)
    _people(content, organisation, today, foreign=said is None)


def _days(content: Content, year: int) -> None:
    rules: dict[tuple[str, bool | None], dict[str, object] | None] = {}

    def meaning(words: str, stored: dict[str, object] | None) -> dict[str, object] | None:
        choice = stored.get("repeats") if stored else None
        decided = choice if isinstance(choice, bool) else None
        if (words, decided) not in rules:
            rules[words, decided] = _rule(words, year, decided)
        return rules[words, decided]

    lent = {each.pk: each.deadline_text for each in content.assignments}
    for owner in _owners(content):
        words = owner.deadline_text
        if not words and isinstance(owner, PlanTask) and owner.deadline is not None:
            words = lent.get(owner.assignment_id or 0, "")  # a meaning of its own for words it borrows
        owner.deadline = meaning(words, owner.deadline) if words else None
    for clause in content.clauses:
        if isinstance(clause, DisclosureClause):
            clause.deadline = meaning(clause.timing_text, clause.deadline)
        elif isinstance(clause, ReportingClause):
            clause.deadline = meaning(clause.due_text, clause.deadline)


def _rule(words: str, year: int, decided: bool | None) -> dict[str, object] | None:
    rule = parse(words, plan_year=year)
    if rule is None:
        return None
    if decided is not None and len(rule.periods) > 1 and rule.repeats is None:
        rule = replace(rule, repeats=decided, question="")
    return to_json(rule, full=True)


def _parties(content: Content, organisation: Organisation, today: dt.date, said: Said | None) -> None:
    book = PartyBook(organisation, today)
    old: dict[tuple[str, int, str], list[TaskUnit]] = {}
    for each in content.parties:
        key = ("plantask", each.task_id) if each.task_id else ("assignmentblock", each.assignment_id or 0)
        old.setdefault((*key, each.role), []).append(each)
    units = {each.unit_id for each in content.parties if each.unit_id}
    ended = set(Unit.objects.filter(pk__in=units, valid_to__lt=today).values_list("pk", flat=True))
    out: list[TaskUnit] = []
    split: dict[str, list[str]] = {}
    for owner in _owners(content):
        key = _key(owner)
        before = said.get(key) if said is not None else None
        texts = (owner.lead_text, owner.coordinating_text)
        for index, role in enumerate((PartyRole.LEAD, PartyRole.COORDINATE)):
            kept = old.get((*key, role), [])
            same = before is not None and before[index] == texts[index]
            names = [each.name for each in kept] if same else split.setdefault(texts[index], names_in(texts[index]))
            links = {each.name: each for each in kept} if said is not None else {}
            for position, name in enumerate(names):
                linked = links.pop(name, None)
                party = linked if linked is not None and linked.unit_id not in ended else book.party(name)
                party.role, party.position = role, position
                party.task_id = owner.pk if isinstance(owner, PlanTask) else None
                party.assignment_id = None if isinstance(owner, PlanTask) else owner.pk
                out.append(party)
    content.parties = out


def _people(content: Content, organisation: Organisation, today: dt.date, *, foreign: bool) -> None:
    """Whoever was in charge goes on, if the person still works here."""
    here: set[int] = set()
    if not foreign:
        here = set(Membership.objects.active_on(today).filter(organisation=organisation).values_list("user", flat=True))
    for task in content.tasks:
        task.person_id = task.person_id if task.person_id in here else None
        task.director_id = task.director_id if task.director_id in here else None
        if foreign:
            task.basis_task_id = None
