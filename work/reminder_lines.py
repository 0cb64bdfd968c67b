"""What one person reads on one morning: a line for each duty, the worst first, and a sentence above them. Pure."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.days import written
from work.reminder_stages import Audience, Morning
from work.timing import Facts, lasting_words

LATE, NEAR, HELP, NOTE = 10_000, 500, 300, 100  # weights: what is late stands above all else, the longest first
LONGEST = 160  # letters of a duty in one line


@dataclass(frozen=True)
class Spoken:
    """A claim with what its line says. `who` holds the work or leads it; `instead_of` is away.

    `earlier`: late periods of the same duty before this one. `office` and `office_url` are those of the commune, as
    the superior may open them. `nobodys`: neither a person nor a unit of the office has it.
    """

    milestone_id: int
    task_id: int
    audience: Audience
    stage: int
    facts: Facts
    title: str
    plan: str
    url: str
    who: str = ""
    instead_of: str = ""
    earlier: int = 0
    office: str = ""
    office_url: str = ""
    plan_url: str = ""
    nobodys: bool = False


@dataclass(frozen=True)
class Saying:
    """One line: higher `weight` is worse."""

    text: str
    url: str
    weight: int
    note: str


@dataclass(frozen=True)
class Letter:
    """What one person is told this morning. `has_own`: not only of the offices below. `nobodys`: of one's own only
    of duties that nobody has."""

    text: str
    lines: tuple[Saying, ...]
    has_own: bool
    nobodys: bool = False


def letter_of(spoken: Iterable[Spoken], morning: Morning) -> Letter | None:
    """None when there is nothing left to say. Of several stages of one milestone only the last is said; the late
    periods of one duty are one line."""
    own = [each for each in spoken if each.audience is not Audience.SUPERIOR]
    below = [each for each in spoken if each.audience is Audience.SUPERIOR]
    points = _one_a_duty(own, morning)
    lines = [_line(each, morning) for each in points]
    summaries = _summaries(below, morning)
    lines.sort(key=lambda line: -line.weight)
    found = (*lines, *sorted(summaries, key=lambda line: -line.weight))
    if not found:
        return None
    nobodys = bool(points) and all(each.nobodys for each in points)
    return Letter(_heading(points, below, morning), found, bool(lines), nobodys)


def _one_a_duty(spoken: Iterable[Spoken], morning: Morning) -> list[Spoken]:
    """A late duty once, with its last late period; of what comes each day once, with the latest stage."""
    latest: dict[tuple[int, int], Spoken] = {}
    for each in spoken:
        late = _is_late(each, morning)
        key = (each.task_id, 0) if late else (each.task_id, each.milestone_id)
        known = latest.get(key)
        if known is None or _place(each) > _place(known):
            latest[key] = each
    return list(latest.values())


def _place(each: Spoken) -> tuple[dt.date, bool, int]:
    return each.facts.due_on, each.audience is Audience.DOER, each.stage


def _is_late(each: Spoken, morning: Morning) -> bool:
    return not each.facts.continuous and each.facts.due_on < morning.today


def _line(each: Spoken, morning: Morning) -> Saying:
    days = (each.facts.due_on - morning.today).days
    if each.facts.continuous:
        weight = NOTE - days
    elif days < 0:
        weight = LATE - days
    else:
        weight = (HELP if each.audience is Audience.HELPER else NEAR) - days
    notes = [lasting_words(each.facts, morning.today)]
    if morning.today < each.facts.due_on <= morning.until and not each.facts.continuous:
        notes.append("hạn vào ngày nghỉ")
    if each.earlier and days < 0 and not each.facts.continuous:
        notes.append(f"cùng {each.earlier} kỳ trước")
    if each.audience is Audience.HELPER:
        notes.append("phần phối hợp chưa xác nhận")
    if each.nobodys:
        notes.append("chưa giao cho ai")
    elif each.audience is Audience.LEADER and each.who:
        notes.append(each.who)
    if each.instead_of:
        notes.append(f"thay ông/bà {each.instead_of}")
    notes.append(each.plan)
    return Saying(_cut(each.title), each.url, weight, " · ".join(notes))


def _summaries(below: Iterable[Spoken], morning: Morning) -> list[Saying]:
    """For the superior: one line an office, no duty by name."""
    offices: dict[str, list[Spoken]] = defaultdict(list)
    for each in below:
        if _is_late(each, morning):
            offices[each.office].append(each)
    out = []
    for office, found in offices.items():
        longest = max((morning.today - each.facts.due_on).days for each in found)
        number = len({each.task_id for each in found})
        plans = {each.plan_url for each in found}
        since = min(each.stage for each in found)
        notes = [f"hạn sớm nhất {written(min(each.facts.due_on for each in found))}"]
        if instead := next((each.instead_of for each in found if each.instead_of), ""):
            notes.append(f"thay ông/bà {instead}")
        url = plans.pop() if len(plans) == 1 else found[0].office_url
        name = office[:1].upper() + office[1:]
        out.append(Saying(f"{name}: {number} việc quá hạn từ {since} ngày", url, LATE + longest, " · ".join(notes)))
    return out


def _heading(points: list[Spoken], below: list[Spoken], morning: Morning) -> str:
    """ "3 việc quá hạn, 2 việc sắp đến hạn; đơn vị có 4 việc quá hạn": the numbers of the lines."""
    mine = [each for each in points if each.audience is not Audience.LEADER]
    late = sum(_is_late(each, morning) for each in mine)
    notes = sum(each.facts.continuous for each in mine)
    near = len(mine) - late - notes
    parts = []
    if late:
        parts.append(f"{late} việc quá hạn")
    if near:
        parts.append(f"{near} việc sắp đến hạn")
    if notes:
        parts.append(f"{notes} kỳ cần ghi nhận")
    led = len(points) - len(mine)
    sentences = [", ".join(parts)] if parts else []
    if led:
        sentences.append(f"{led} việc của đơn vị quá hạn")
    offices = len({each.office for each in below if _is_late(each, morning)})
    if offices:
        sentences.append(f"{offices} đơn vị cấp dưới có việc quá hạn từ 30 ngày")
    return "Nhắc việc: " + "; ".join(sentences)


def still_to_do(weights: Sequence[int], number: int) -> str:
    """The heading once some of its lines are done; `number` counts also lines that were left out."""
    late = sum(weight >= LATE for weight in weights)
    parts = [f"{late} việc quá hạn"] if late else []
    if number > late:
        parts.append(f"{number - late} việc sắp đến hạn, cần ghi nhận")
    return "Nhắc việc, còn lại: " + ", ".join(parts)


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rsplit(" ", 1)[0] + "…"
