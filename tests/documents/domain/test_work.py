"""Long work: asked for once, done once, taken again when its worker is lost."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from core.exceptions import DomainError
from documents.domain import running, work
from documents.models import WorkItem
from tests.world import access_of

pytestmark = pytest.mark.django_db
NOW = timezone.make_aware(dt.datetime(2026, 5, 11, 8))


@pytest.fixture
def ask(world):
    by = access_of(world.lan, world.an_binh)
    return lambda key, kind="test": work.ask_for(kind, organisation=world.an_binh, key=key, by=by)


def test_the_same_work_is_one_row(ask):
    assert ask("a").pk == ask("a").pk
    assert WorkItem.objects.count() == 1


def test_a_claimed_row_is_not_claimed_again(ask):
    ask("a")
    assert work.claim(now=NOW) is not None
    assert work.claim(now=NOW) is None


def test_a_lost_workers_row_is_taken_again_after_its_lease(ask):
    ask("a")
    first = work.claim(now=NOW)
    assert work.claim(now=NOW + work.LEASE / 2) is None
    again = work.claim(now=NOW + work.LEASE * 2)
    assert again is not None
    assert (again.pk, again.tries) == (first.pk, 2)


def test_a_row_that_kills_every_worker_is_given_up_with_a_sentence(ask):
    ask("a")
    for turn in range(work.MOST_TRIES + 2):
        work.claim(now=NOW + work.LEASE * 2 * turn)
    item = WorkItem.objects.get()
    assert item.state == "failed"
    assert "người quản trị" in item.error


def test_failed_work_may_be_asked_for_again(ask):
    item = ask("a")
    work.fail(item, "Không được.", now=NOW)
    assert ask("a").pk != item.pk


def test_running_does_what_is_registered_and_keeps_the_sentence_of_a_failure(ask, monkeypatch):
    seen: list[str] = []

    def good(item: WorkItem) -> None:
        seen.append(item.key)

    def bad(item: WorkItem) -> None:
        raise DomainError("Tệp này không đọc được.")

    monkeypatch.setattr(running, "_handlers", {"good": good, "bad": bad})
    ask("1", "good")
    ask("2", "bad")
    ask("3", "unknown")
    assert running.run_waiting() == 1
    assert seen == ["1"]
    states = dict(WorkItem.objects.values_list("kind", "state"))
    assert states == {"good": "done", "bad": "failed", "unknown": "failed"}
    assert WorkItem.objects.get(kind="bad").error == "Tệp này không đọc được."
