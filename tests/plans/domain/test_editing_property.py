"""Any steps in any order: the plan is what a plain list of lines would be, numbered without gaps, and can be undone."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from organisations.access import Access
from plans.domain.drafting import create_plan
from plans.models import Block, Plan, PlanTask
from plans.outline import numbered
from plans.queries.parts import line_of
from tests.plans.editing_desk import line, new_key, send, step
from tests.world import World, access_of

MARKERS = ["", "-", "1.", "a)", "I."]


Look = tuple[str, int, str, str, int | None]  # key, level, kind, marker, id of its duty


@dataclass
class Model:
    """What a person believes to see: keys and words of the body in order."""

    plan: Plan
    by: Access
    lines: list[tuple[str, str]] = field(default_factory=list)
    undo: list[tuple[str, list[tuple[str, str]], list[Look]]] = field(default_factory=list)  # step, what was before
    count: int = 0

    def fresh(self) -> str:
        self.count += 1
        return f"Chữ {self.count} của dòng"

    def looks(self) -> list[Look]:
        rows = Block.objects.filter(plan=self.plan).order_by("position", "pk")
        return [(str(key), *rest) for key, *rest in rows.values_list("key", "level", "kind", "marker", "tasks")]

    def send(self, do: str, **fields: object) -> str:
        sent = step(do, **fields)
        (answer,) = send(self.plan, self.by, sent).results
        assert answer["ok"], (do, fields, answer)
        return str(sent["id"])

    def add(self, at: int, level: int | None, marker: str | None) -> None:
        key, text = new_key(), self.fresh()
        after = self.lines[at - 1][0] if at else None
        kind = None if level is None else "paragraph"
        self.send(
            "add", after=after, region="body", lines=[line(key, text=text, level=level, marker=marker, kind=kind)]
        )
        self.lines.insert(at, (key, text))

    def write(self, at: int) -> None:
        key, was = self.lines[at]
        text = self.fresh()
        self.send("text", line=key, was=was, text=text)
        self.lines[at] = (key, text)

    def split(self, at: int, cut: int) -> None:
        key, was = self.lines[at]
        words = was.split(" ")
        first, second = " ".join(words[:cut]), " ".join(words[cut:])
        new = new_key()
        self.send("split", line=key, was=was, text=first, new=line(new, text=second))
        self.lines[at : at + 1] = [(key, first), (new, second)]

    def join(self, at: int) -> None:
        (key, was), (gone, gone_was) = self.lines[at], self.lines[at + 1]
        text = f"{was} {gone_was}".strip()
        before, looks = list(self.lines), self.looks()
        done = self.send("join", line=key, was=was, text=text, gone=gone, gone_was=gone_was)
        self.lines[at : at + 2] = [(key, text)]
        self.undo.append((done, before, looks))

    def delete(self, places: set[int]) -> None:
        before, looks = list(self.lines), self.looks()
        gone = [self.lines[at] for at in sorted(places)]
        done = self.send("delete", lines=[{"line": key, "was": was} for key, was in gone])
        self.lines = [each for at, each in enumerate(self.lines) if at not in places]
        self.undo.append((done, before, looks))

    def move(self, first: int, last: int, to: int) -> None:
        going, rest = self.lines[first:last], self.lines[:first] + self.lines[last:]
        to = min(to, len(rest))
        self.send("move", lines=[key for key, _ in going], after=rest[to - 1][0] if to else None, region="body")
        self.lines = rest[:to] + going + rest[to:]

    def shape(self, at: int, level: int) -> None:
        before, looks = list(self.lines), self.looks()
        done = self.send("shape", line=self.lines[at][0], was={}, set={"level": level, "marker": None})
        self.undo.append((done, before, looks))

    def restore(self) -> None:
        done, self.lines, looks = self.undo.pop()
        self.send("restore", step=done)
        assert self.looks() == looks

    def check(self) -> None:
        rows = list(Block.objects.filter(plan=self.plan).order_by("position", "pk"))
        positions = [each.position for each in rows]
        assert len(set(positions)) == len(positions)
        assert [each.region for each in rows] == sorted((each.region for each in rows), key=["preamble", "body"].index)
        body = [each for each in rows if each.region == "body"]
        assert [(str(each.key), each.text) for each in body] == self.lines
        assert numbered([line_of(each) for each in body]) == {}
        for task in PlanTask.objects.filter(plan=self.plan).select_related("block"):
            assert task.block is not None
            assert task.text == task.block.text


@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_any_steps_leave_what_a_list_would(world: World, data: st.DataObject) -> None:
    with transaction.atomic():
        _play(world, data)
        transaction.set_rollback(True)


def _play(world: World, data: st.DataObject) -> None:
    by = access_of(world.lan, world.an_binh)
    plan = create_plan(by=by, year=2026, title="Cải cách hành chính năm 2026")
    rows = Block.objects.filter(plan=plan, region="body").order_by("position")
    model = Model(plan, by, [(str(each.key), each.text) for each in rows])
    model.send("mark", line=model.lines[2][0])
    acts = st.sampled_from(["add", "write", "split", "join", "delete", "move", "shape", "restore", "restore"])
    for _ in range(data.draw(st.integers(3, 12), label="steps")):
        act, size = data.draw(acts, label="act"), len(model.lines)
        if act not in ("restore", "shape", "join", "delete"):
            model.undo.clear()  # the person undoes backwards; what comes after belongs to another line of steps
        at = data.draw(st.integers(0, max(size - 1, 0)), label="at")
        if act == "restore":
            if model.undo:
                model.restore()
        elif act == "add":
            level = data.draw(st.sampled_from([None, 1, 2, 3]), label="level")
            model.add(
                data.draw(st.integers(0, size), label="place"), level, data.draw(st.sampled_from([None, *MARKERS]))
            )
        elif not size:
            continue
        elif act == "write":
            model.write(at)
        elif act == "split":
            model.split(at, data.draw(st.integers(0, 3), label="cut"))
        elif act == "join" and at + 1 < size:
            model.join(at)
        elif act == "delete":
            model.delete(data.draw(st.sets(st.integers(0, size - 1), min_size=1, max_size=4), label="places"))
        elif act == "move":
            last = data.draw(st.integers(at + 1, size), label="last")
            model.move(at, last, data.draw(st.integers(0, size), label="to"))
        elif act == "shape":
            model.shape(at, data.draw(st.integers(1, 6), label="level"))
        model.check()
    while model.undo:
        model.restore()
        model.check()
