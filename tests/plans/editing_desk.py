"""The browser's part in tests of the editor: steps with fresh keys, sent as one batch."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from organisations.access import Access
from plans.domain.editing.taking import Taken, take_steps
from plans.models import Block, Plan

NOW = dt.datetime(2026, 5, 11, 8, tzinfo=dt.UTC)
Step = dict[str, Any]


def step(do: str, **fields: Any) -> Step:
    return {"id": str(uuid.uuid4()), "do": do, **fields}


def send(plan: Plan, by: Access, *steps: Step, seen: int | None = None, at: dt.datetime = NOW) -> Taken:
    """One batch, with the plan as a request would have read it."""
    fresh = Plan.objects.select_related("organisation").get(pk=plan.pk)
    return take_steps(fresh, by=by, steps=steps, seen_revision=fresh.revision if seen is None else seen, at=at)


def take(plan: Plan, by: Access, do: str, **fields: Any) -> Taken:
    """One step that must be taken."""
    taken = send(plan, by, step(do, **fields))
    assert [each["ok"] for each in taken.results] == [True], taken.results
    return taken


def refused(plan: Plan, by: Access, do: str, **fields: Any) -> dict[str, Any]:
    """One step that must not be taken; its answer."""
    (answer,) = send(plan, by, step(do, **fields)).results
    assert answer["ok"] is False, answer
    return answer


def new_key() -> str:
    return str(uuid.uuid4())


def line(key: str | None = None, **fields: Any) -> dict[str, Any]:
    """A new line as the browser sends it; what is not given is as in the line before."""
    return {"key": key or new_key(), "kind": None, "level": None, "marker": None, "text": "", **fields}


def plain(text: str, key: str | None = None) -> dict[str, Any]:
    return line(key, kind="paragraph", level=2, marker="-", text=text)


def printed(plan: Plan, region: str = "body") -> list[str]:
    """Number and words of every line of a part, in order."""
    rows = Block.objects.filter(plan=plan, region=region).order_by("position", "pk")
    return [f"{each.marker} {each.text}".strip() for each in rows]


def at(plan: Plan, text: str) -> Block:
    """The line with these words, as it is stored."""
    return Block.objects.select_related("plan__organisation").get(plan=plan, text=text)


def key_of(plan: Plan, text: str) -> str:
    return str(at(plan, text).key)
