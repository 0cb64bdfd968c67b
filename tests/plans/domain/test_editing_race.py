"""One step in two requests at once, two people in one line at once, a plan issued in that moment."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from core.exceptions import NotAllowed
from plans.models import Block, EditStep, Plan, PlanTask
from tests.plans.editing_desk import plain, printed, send, step
from tests.plans.plans_world import drafted, issued, with_line
from tests.world import World, access_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def together(tmp_path: Any) -> Callable[..., list[Any]]:
    """Runs acts at once, each with a connection of its own; gives what they returned or raised."""

    def run(*acts: Callable[[], Any]) -> list[Any]:
        start = threading.Barrier(len(acts))
        out: list[Any] = [None] * len(acts)

        def one(number: int, act: Callable[[], Any]) -> None:
            try:
                start.wait(10)
                out[number] = act()
            except Exception as error:
                out[number] = error
            finally:
                connection.close()

        threads = [threading.Thread(target=one, args=(number, act)) for number, act in enumerate(acts)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        return out

    return run


def only_with_threads() -> None:
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("SQLite in memory belongs to one connection")


def test_one_step_in_two_requests_is_taken_once(world: World, together: Callable[..., list[Any]]) -> None:
    only_with_threads()
    plan, by = drafted(world), access_of(world.lan, world.an_binh)
    once = step("add", after=None, region="body", lines=[plain("Một lần")])
    answers = together(*[lambda: send(plan, by, once) for _ in range(4)])
    assert [each.results[0]["ok"] for each in answers] == [True] * 4, answers
    assert printed(plan).count("- Một lần") == 1
    assert EditStep.objects.filter(plan=plan).count() == 1


def test_of_two_people_in_one_line_one_is_asked(world: World, together: Callable[..., list[Any]]) -> None:
    only_with_threads()
    plan = drafted(world)
    block = with_line(plan)
    both = [access_of(person, world.an_binh) for person in (world.lan, world.hung)]
    answers = together(
        *[
            lambda by=by: send(  # type: ignore[misc]
                plan, by, step("text", line=str(block.key), was=block.text, text=f"Của {by.user_name}")
            )
            for by in both
        ]
    )
    results = [each.results[0] for each in answers]
    assert sorted(each["ok"] for each in results) == [False, True]
    (asked,) = [each for each in results if not each["ok"]]
    block.refresh_from_db()
    assert (asked["why"], asked["theirs"]["text"]) == ("conflict", block.text)


def test_lines_added_at_once_are_all_there(world: World, together: Callable[..., list[Any]]) -> None:
    only_with_threads()
    plan, by = drafted(world), access_of(world.lan, world.an_binh)
    steps = [step("add", after=None, region="body", lines=[plain(f"Việc {n}")]) for n in range(4)]
    answers = together(*[lambda each=each: send(plan, by, each) for each in steps])  # type: ignore[misc]
    assert [each.results[0]["ok"] for each in answers] == [True] * 4, answers
    positions = list(Block.objects.filter(plan=plan).values_list("position", flat=True))
    assert len(set(positions)) == len(positions)


def test_a_plan_issued_in_that_moment_is_issued_as_it_was_or_with_the_step(
    world: World, together: Callable[..., list[Any]]
) -> None:
    only_with_threads()
    plan, by = drafted(world), access_of(world.lan, world.an_binh)
    block = with_line(plan)
    mark = step("mark", line=str(block.key))
    answer, _ = together(lambda: send(plan, by, mark), lambda: issued(world, plan))
    marked = PlanTask.objects.filter(block=block).exists()
    assert marked == (not isinstance(answer, NotAllowed)), answer
    assert Plan.objects.get(pk=plan.pk).state == "issued"
