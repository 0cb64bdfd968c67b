"""What goes over when a person moves, and to whom. Pure."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from core.days import written

UNSAID, TITLES = "Ông (Bà)", ("Ông", "Bà")  # before a name in the minutes
MOST = 3000  # duties of one hand-over
LONGEST_DUE = 300


@dataclass(frozen=True)
class Result:
    """A milestone as far as a hand-over looks at it."""

    id: int
    due_on: dt.date
    start: dt.date | None
    label: str
    percent: int
    checkpoint: bool
    completed: bool
    accepted: bool
    held: bool

    @property
    def is_open(self) -> bool:
        """Still to be done, or done and to be judged; what was accepted or noted is past."""
        return not self.completed or (not self.checkpoint and not self.accepted)


def parts_in_words(*, in_charge: bool, directed: bool, held: bool) -> str:
    """ "phụ trách, giữ việc"; blank for none of them."""
    named = (("phụ trách", in_charge), ("chỉ đạo", directed), ("giữ việc", held))
    return ", ".join(name for name, has in named if has)


@dataclass(frozen=True)
class Duty:
    """One duty of somebody, with its parts and how it stands. `held`: ids of results the person holds."""

    task: int
    plan: int
    plan_words: str
    text: str
    in_charge: bool
    directed: bool
    held: tuple[int, ...] = ()
    due_words: str = ""
    percent: int | None = None
    proofs: int = 0
    told: tuple[int, ...] = field(default=(), compare=False)  # results whose history says so

    @property
    def parts(self) -> str:
        return parts_in_words(in_charge=self.in_charge, directed=self.directed, held=bool(self.held))


def stands(results: Sequence[Result], words: str, today: dt.date) -> tuple[str, int | None]:
    """The days of a duty in a few words, and the declared progress of the result that comes next."""
    ahead = sorted((each for each in results if not each.completed), key=lambda each: (each.due_on, each.id))
    if not ahead:
        return ("đã báo hoàn thành, chờ duyệt", 100) if results else (words or "chưa có hạn cụ thể", None)
    due = [each for each in ahead if not each.checkpoint]
    if not due:
        return "thường xuyên", None
    first = due[0]
    late = (today - first.due_on).days
    text = written(first.due_on) + (f" (quá hạn {late} ngày)" if late > 0 else "")
    if len(due) > 1:
        text += f" và {len(due) - 1} kỳ sau, đến {written(due[-1].due_on)}"
    return text[:LONGEST_DUE], first.percent


def told_of(results: Sequence[Result], today: dt.date) -> tuple[int, ...]:
    """Results in whose history a hand-over is written: those under way, those held, and else the next one.

    A weekly duty has a year of results ahead; they need no line each.
    """
    ahead = sorted((each for each in results if not each.completed), key=lambda each: (each.due_on, each.id))
    now = [each for each in ahead if each.held or each.start is None or each.start <= today]
    return tuple(each.id for each in (now or ahead[:1]))


def receivers(
    duties: Iterable[Duty], everything: int, by_plan: Mapping[int, int], by_duty: Mapping[int, int]
) -> dict[int, int]:
    """Duty → who receives it: named for the duty, else for its plan, else the one for everything."""
    return {each.task: by_duty.get(each.task) or by_plan.get(each.plan) or everything for each in duties}


def narrowed(duties: Iterable[Duty], lines: Mapping[int, tuple[bool, bool, frozenset[int]]]) -> list[Duty]:
    """Only what these lines speak of: duty → (in charge, directed, results held)."""
    out = []
    for duty in duties:
        if duty.task in lines:
            in_charge, directed, held = lines[duty.task]
            kept = replace(
                duty, in_charge=duty.in_charge and in_charge, directed=duty.directed and directed,
                held=tuple(each for each in duty.held if each in held),
            )  # fmt: skip
            if kept.parts:
                out.append(kept)
    return out


LEADERS_ONLY = "phần chỉ đạo chỉ bàn giao cho lãnh đạo nên ở lại"


def allowed(duties: Iterable[Duty], to: Mapping[int, int | None], leaders: Collection[int]) -> list[Duty]:
    """Without the direction of what goes to somebody who leads nothing, and without duties of which nothing is left."""
    out = []
    for duty in duties:
        kept = duty if not duty.directed or to.get(duty.task) in leaders else replace(duty, directed=False)
        if kept.parts:
            out.append(kept)
    return out


def seen(duties: Iterable[Duty]) -> str:
    """What was looked at, as a short text: another one means that the duties changed meanwhile."""
    facts = sorted(f"{each.task}.{each.in_charge}.{each.directed}.{sorted(each.held)}" for each in duties)
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()[:32]
