"""Every address, every member of the cast: what the table says is what the portal answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from core.declare import declared
from organisations.domain.tree import RESERVED_CODES
from tests.architecture.access_rows import ROWS
from tests.architecture.access_table import EVERYBODY, Row
from tests.plans.plans_world import drafted, issued
from tests.world import World, sign_in


def walk(patterns: Any, names: tuple[str, ...] = (), address: str = "") -> Iterator[tuple[str, URLPattern, str]]:
    """(full name, pattern, address) of every URL, whatever the nesting."""
    for each in patterns:
        here = address + str(each.pattern)
        if isinstance(each, URLResolver):
            inner = (*names, each.namespace) if each.namespace else names
            yield from walk(each.url_patterns, inner, here)
        else:
            yield ":".join((*names, each.name or "")), each, here


ALL = list(walk(get_resolver("config.urls").url_patterns))


def test_every_url_has_a_name() -> None:
    assert [address for name, _, address in ALL if not name.split(":")[-1]] == []


def test_every_view_declares_who_may_open_it() -> None:
    assert [name for name, pattern, _ in ALL if declared(pattern.callback) is None] == []


def test_every_url_stands_in_the_table() -> None:
    names = {name for name, _, _ in ALL}
    assert names - set(ROWS) == set(), "thiếu dòng trong access_table.py"
    assert set(ROWS) - names == set(), "dòng thừa trong access_table.py"


def test_every_row_speaks_of_the_whole_cast() -> None:
    assert [name for name, row in ROWS.items() if set(row.expected) != EVERYBODY] == []


def test_no_organisation_can_take_the_address_of_a_page() -> None:
    first = {address.split("/")[0] for _, _, address in ALL}
    taken = {part for part in first if part and not part.startswith("<")}
    assert taken - RESERVED_CODES == set()


def url_of(name: str, row: Row, world: World) -> str:
    return reverse(name, kwargs=row.kwargs(world))


def repeated_for(*people: str) -> list[Any]:
    """The people of a test; another database is asked for the first and the last of them alone: rules are the same."""
    return [
        who if who in (people[0], people[-1]) else pytest.param(who, marks=pytest.mark.one_database) for who in people
    ]


@pytest.mark.parametrize("who", repeated_for("lan", *sorted(EVERYBODY - {"lan", "thao"}), "thao"))
def test_each_answers_as_the_table_says(world: World, who: str) -> None:
    client = sign_in(getattr(world, who))
    client.raise_request_exception = False  # a page that breaks is one line of the list, not its end
    wrong = []
    for name, row in ROWS.items():
        status = client.get(url_of(name, row, world)).status_code
        if status != row.expected[who]:
            wrong.append(f"{name}: {status}, bảng ghi {row.expected[who]}")
    assert wrong == []


@pytest.mark.one_database
def test_a_refusal_says_why(world: World) -> None:
    silent = []
    client = sign_in(world.nga)
    for name, row in ROWS.items():
        if row.expected["nga"] == 403:
            answer = client.get(url_of(name, row, world))
            reason = answer.context["reason"] if answer.context else ""
            if len(reason) < 20:
                silent.append(f"{name}: {reason!r}")
    assert silent == []


@pytest.mark.parametrize("who", repeated_for("lan", "hung", "hanh", "minh", "an"))
def test_an_object_of_another_organisation_is_not_found(world: World, who: str) -> None:
    client = sign_in(getattr(world, who))
    found = []
    for name, row in ROWS.items():
        if row.foreign and (row.expected[who] < 400 or row.expected[who] == 405):
            url = reverse(name, kwargs=row.foreign(world))
            answers = {client.get(url).status_code, client.post(url, {"x": "1"}).status_code}
            if not answers <= {404, 405}:
                found.append(f"{name}: {answers}")
    assert found == []


@pytest.mark.parametrize("who", repeated_for("oanh", "son"))
def test_a_stranger_changes_nothing(world: World, who: str) -> None:
    """POST to every page of An Bình: not found, whatever is in the body."""
    client = sign_in(getattr(world, who))
    wrong = []
    for name, row in ROWS.items():
        if row.expected[who] == 404:
            status = client.post(url_of(name, row, world), {"x": "1"}).status_code
            if status != 404:
                wrong.append(f"{name}: {status}")
    assert wrong == []


@pytest.mark.one_database
def test_nobody_sends_a_form_and_keeps_what_was_typed(world: World) -> None:
    client = sign_in(None)
    wrong = []
    for name, row in ROWS.items():
        if row.expected["nobody"] == 302:
            answer = client.post(url_of(name, row, world), {"noi_dung": "đã gõ"})
            if answer.status_code != 401 or "đã gõ" not in answer.content.decode():
                wrong.append(f"{name}: {answer.status_code}")
    assert wrong == []


def test_an_issued_plan_is_seen_from_above_and_its_making_is_not(world: World) -> None:
    plan = issued(world, drafted(world))
    kwargs = {"org": "an-binh", "plan_id": plan.pk}
    for who in ("thao", "quang"):
        client = sign_in(getattr(world, who))
        seen = {
            name: client.get(reverse(f"plans:{name}", kwargs=kwargs)).status_code for name in ("detail", "print-pdf")
        }
        assert set(seen.values()) == {200}, (who, seen)
        for name in ("history", "header", "close", "import-new"):
            without = {"org": "an-binh"} if name == "import-new" else kwargs
            assert client.get(reverse(f"plans:{name}", kwargs=without)).status_code in {403, 404}, (who, name)
    assert sign_in(world.oanh).get(reverse("plans:detail", kwargs=kwargs)).status_code == 404
