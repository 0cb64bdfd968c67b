"""Typing is saved at every pause and stands in the log once."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from audit.models import AuditEntry
from audit.record import TYPING_MINUTES, record
from tests.world import World, access_of

pytestmark = pytest.mark.django_db


def typed(world: World, who: str, before: str, after: str, part: str = "dòng 1") -> AuditEntry:
    by = access_of(getattr(world, who), world.an_binh)
    return record("Sửa dòng", world.an_binh, by=by, before={"text": before}, after={"text": after}, part=part)


def words(world: World) -> list[list[str]]:
    found = AuditEntry.objects.filter(object_type="organisations.organisation", action="Sửa dòng").order_by("id")
    return [entry.changes["text"] for entry in found]


def test_one_person_typing_on_is_one_entry_with_the_first_and_the_last_words(world: World) -> None:
    typed(world, "lan", "Rà", "Rà soát")
    typed(world, "lan", "Rà soát", "Rà soát thủ tục")
    assert words(world) == [["Rà", "Rà soát thủ tục"]]


@pytest.mark.parametrize(
    ("who", "part"), [("hung", "dòng 1"), ("lan", "dòng 2"), ("lan", "")], ids=["another", "elsewhere", "no typing"]
)
def test_somebody_or_something_else_in_between_is_an_entry_of_its_own(world: World, who: str, part: str) -> None:
    typed(world, "lan", "a", "b")
    typed(world, who, "b", "c", part)
    typed(world, "lan", "c", "d")
    assert words(world) == [["a", "b"], ["b", "c"], ["c", "d"]]


def test_after_a_while_a_new_entry_begins(world: World) -> None:
    first = typed(world, "lan", "a", "b")
    AuditEntry.objects.filter(pk=first.pk).update(at=timezone.now() - dt.timedelta(minutes=TYPING_MINUTES, seconds=1))
    typed(world, "lan", "b", "c")
    assert words(world) == [["a", "b"], ["b", "c"]]
