"""All changes a plan's text needs for another year or another office: proposed, chosen from, and made."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import groupby
from typing import Any

from core.text import fold
from plans.rolling.bases import Outdated, base_edits
from plans.rolling.citations import cited_documents, inside
from plans.rolling.edits import Edit, Group, Replacement, put_together, replaced, typed
from plans.rolling.figures import figure_edits
from plans.rolling.names import Book, blank_edits, name_edits
from plans.rolling.years import year_edits

ORDER = tuple(Group)


class PartKind(StrEnum):
    """What the words of a part are; it decides how they are read."""

    WORDS = "words"
    BASIS = "basis"
    DEADLINE = "deadline"
    PARTIES = "parties"
    RECIPIENT = "recipient"
    INDICATION = "indication"  # "(Kèm theo Kế hoạch số …)" above an appendix
    GIVEN = "given"  # the superior's clause a task carries out


@dataclass(frozen=True)
class Part:
    """Words of the plan at one place. `place` names it for whoever writes it back ("block:12:text").

    `where` says it to a person ("mục II.3"); `parties` are the separate names, where it is a list of such.
    """

    place: str
    text: str
    kind: PartKind = PartKind.WORDS
    where: str = ""
    parties: tuple[str, ...] = ()


@dataclass(frozen=True)
class Change:
    """The same change in all places with the same words. `key` names it as long as the words are the same."""

    key: str
    group: Group
    before: str
    edits: tuple[Edit, ...]
    places: tuple[str, ...]
    where: str = ""
    sure: bool = True
    why: str = ""
    deadline: bool = False  # the words are nothing but a deadline

    @property
    def after(self) -> str:
        return replaced(self.before, self.edits)


@dataclass(frozen=True)
class Facts:
    """From which year to which, and what is known outside the text.

    `own` is the office the plan is for ("xã An Bình"). `blank_name` fills the places a model leaves open
    for the office's name; empty where there are none.
    """

    old: int
    new: int
    book: Book = field(default_factory=Book)
    outdated: Mapping[tuple[str, str], Outdated] = field(default_factory=dict)
    own: str = ""
    blank_name: str = ""
    figures: bool = True


def propose(parts: Iterable[Part], facts: Facts) -> tuple[Change, ...]:
    """Every change, in the order of the groups and, inside a group, of the text. What is sure stands by itself."""
    found: dict[str, Change] = {}
    places: dict[str, list[str]] = {}
    known: dict[tuple[str, PartKind], list[Edit]] = {}
    for given in parts:
        part = replace(given, text=unicodedata.normalize("NFC", given.text))
        seen = (part.text, part.kind)
        if seen not in known:
            known[seen] = _edits(part, facts)
        edits = sorted(known[seen], key=lambda each: (ORDER.index(each.group), not each.sure, each.start))
        for (group, sure), some in groupby(edits, key=lambda each: (each.group, each.sure)):
            some_edits = tuple(some)
            key = _key(part, group, sure)
            if key in found:
                places[key].append(part.place)
            else:
                places[key] = [part.place]
                why = " ".join(dict.fromkeys(each.why for each in some_edits if each.why))
                found[key] = Change(
                    key, group, part.text, some_edits, (), part.where, sure, why,
                    deadline=part.kind == PartKind.DEADLINE,
                )  # fmt: skip
    out = [replace(each, places=tuple(places[each.key])) for each in found.values()]
    return tuple(sorted(out, key=lambda each: ORDER.index(each.group)))


def _key(part: Part, group: Group, sure: bool) -> str:
    said = f"{group.value}|{sure}|{part.kind.value}|{part.text}"
    return hashlib.sha256(said.encode()).hexdigest()[:20]


def _edits(part: Part, facts: Facts) -> list[Edit]:
    text, basis = part.text, part.kind == PartKind.BASIS
    if part.kind == PartKind.GIVEN:
        why = "Việc này theo văn bản cấp trên của năm trước; để trống nếu năm mới không còn."
        return [Edit(0, len(text), None, Group.BASES, sure=False, why=why)] if facts.old != facts.new else []
    if part.kind == PartKind.INDICATION:
        out = _indication(text, facts.new)
        out += [each for each in year_edits(text, old=facts.old, new=facts.new) if _apart(each, out)]
    else:
        bases = base_edits(text, facts.outdated, old=facts.old, basis=basis) if facts.old != facts.new else []
        years = year_edits(text, old=facts.old, new=facts.new, deadline=part.kind == PartKind.DEADLINE, basis=basis)
        out = bases + [each for each in years if _apart(each, bases)]
    names = blank_edits(text, name=facts.blank_name) if facts.blank_name else []
    names += [each for each in name_edits(text, facts.book, parties=part.parties) if _apart(each, names)]
    kept = [(each.start, each.end) for each in cited_documents(text, basis=basis)]
    names = [each for each in names if not inside(each.span, kept)]  # what a cited document is called stays
    if part.kind == PartKind.RECIPIENT:
        names = [_not_to_oneself(each, facts.own) for each in names]
    out += [each for each in names if _apart(each, out)]
    if facts.figures and facts.old != facts.new and part.kind == PartKind.WORDS:
        out += [each for each in figure_edits(text) if _apart(each, out)]
    return out


def _not_to_oneself(edit: Edit, own: str) -> Edit:
    """Nobody sends a paper to himself: a merged neighbour in Nơi nhận is the office itself now."""
    if edit.new is None or fold(edit.new) != fold(own):
        return edit
    return replace(edit, sure=False, why="Nơi này nay là chính đơn vị ông/bà; để trống nếu bỏ dòng này.")


def _apart(edit: Edit, others: Sequence[Edit]) -> bool:
    return all(edit.end <= each.start or each.end <= edit.start for each in others)


_OWN_NUMBER = re.compile(r"(?P<lead>số\s*:?\s*)\d+[a-zđ]?(?=\s*/)", re.IGNORECASE)
_OWN_DAY = re.compile(
    r"ngày\s*\d{1,2}\s*(?:tháng\s*\d{1,2}\s*năm\s*|/\s*\d{1,2}\s*/\s*|[.-]\s*\d{1,2}\s*[.-]\s*)\d{4}", re.IGNORECASE
)


def _indication(text: str, new: int) -> list[Edit]:
    """An appendix names the number and the day of its own plan: the new one has none yet."""
    out = [
        Edit(found.start(), found.end(), f"{found['lead']}     ", Group.YEARS) for found in _OWN_NUMBER.finditer(text)
    ]
    for found in _OWN_DAY.finditer(text):
        out.append(Edit(found.start(), found.end(), f"ngày      tháng      năm {new}", Group.YEARS))
    return out


@dataclass(frozen=True)
class Choice:
    """A person's answer to one change: taken or not, and the words typed instead of the proposed ones."""

    taken: bool
    text: str | None = None


def decided(changes: Iterable[Change], chosen: Mapping[str, Choice]) -> dict[str, str]:
    """Place → its new words. Where two changes touch the same words, what a person typed counts before a proposal."""
    by_hand: dict[str, list[list[Replacement]]] = {}
    proposed: dict[str, list[list[Replacement]]] = {}
    before: dict[str, str] = {}
    for change in changes:
        choice = chosen.get(change.key, Choice(change.sure))
        if not choice.taken:
            continue
        if choice.text is not None and choice.text != change.after:
            layer, into = typed(change.before, choice.text), by_hand
            if not choice.text:
                layer = [(0, len(change.before), "")]
        else:
            layer, into = [(e.start, e.end, e.new) for e in change.edits if e.new is not None], proposed
        for place in change.places:
            before[place] = change.before
            into.setdefault(place, []).append(layer)
    out = {}
    for place, text in before.items():
        fresh = put_together(text, [*by_hand.get(place, []), *proposed.get(place, [])])
        if fresh != text:
            out[place] = fresh
    return out


Stored = list[list[Any]]


def packed(changes: Iterable[Change]) -> Stored:
    """Changes as plain JSON, short: a long plan has thousands."""
    return [
        [
            each.key, each.group.value, each.before, each.places, each.where, each.sure, each.why, each.deadline,
            [[edit.start, edit.end, edit.new] for edit in each.edits],
        ]
        for each in changes
    ]  # fmt: skip


def unpacked(stored: Stored) -> tuple[Change, ...]:
    """The inverse of `packed`. What the edits of one change have in common stands with the change."""
    groups = {group.value: group for group in Group}
    return tuple(
        Change(
            key, groups[group], before,
            tuple(Edit(start, end, new, groups[group], sure, why) for start, end, new in edits),
            tuple(places), where, sure, why, deadline,
        )
        for key, group, before, places, where, sure, why, deadline, edits in stored
    )  # fmt: skip
