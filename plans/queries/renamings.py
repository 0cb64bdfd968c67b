"""What is called otherwise now: units of the office, merged communes; and cited documents no longer in force."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from core.text import fold
from documents.official import n30_date
from organisations.matching import key_of
from organisations.models import Membership, Organisation, Succession, Unit
from organisations.queries import UnitFinder, superior_of
from plans.bases import full_citation, short_citation
from plans.rolling.bases import Outdated, asked, law_name
from plans.rolling.citations import Cited, cited_documents
from plans.rolling.names import Book, Renaming, book_of
from plans.rolling.proposal import Part, PartKind
from reference.enums import Standing
from reference.models import LegalText
from reference.numbers import number_key
from reference.queries import laws_by_name, texts_with_number

_MOST_STEPS = 10  # of a chain of successors
_DOUBT = "Ngày hiệu lực trong danh mục chưa đối chiếu, cần kiểm tra."


def name_book(organisation: Organisation, *, year: int, today: dt.date, also: Iterable[Renaming] = ()) -> Book:
    """All renamings that matter to a plan of this office."""
    superior = superior_of(organisation, today)
    found = [*also, *unit_renamings(organisation, today), *place_renamings(organisation, today)]
    return book_of(found, year=year, superior=superior.name if superior else "")


def unit_renamings(organisation: Organisation, today: dt.date) -> list[Renaming]:
    """Units that ended, and earlier names of units that are there."""
    units = list(Unit.objects.filter(organisation=organisation).prefetch_related("spellings"))
    living = [unit for unit in units if unit.valid_to is None or unit.valid_to >= today]
    place = organisation.short_name
    named = {key_of(text, place=place) for unit in living for text in (unit.name, unit.short_name) if text}
    find = UnitFinder(organisation, living)
    out: list[Renaming] = []
    ended = [unit for unit in units if unit not in living and key_of(unit.name, place=place) not in named]
    moved = _moved_people(ended)
    for unit in ended:
        successor = find(unit.name)
        since = (
            f"{unit.name} ngừng hoạt động từ {n30_date(unit.valid_to + dt.timedelta(days=1))}" if unit.valid_to else ""
        )
        if successor is not None:
            out.append(Renaming(unit.name, successor.name))
        elif unit.pk in moved:
            why = f"{since}; người của bộ phận chuyển sang {moved[unit.pk].name}."
            out.append(Renaming(unit.name, moved[unit.pk].name, sure=False, why=why))
        else:
            out.append(Renaming(unit.name, "", sure=False, why=f"{since}; xin chọn bộ phận khác."))
        if unit.short_name:
            out.append(Renaming(unit.short_name, out[-1].new, sure=out[-1].sure, why=out[-1].why, whole=True))
    known = {fold(each.old) for each in out}
    for unit in living:
        for spelling in unit.spellings.all():
            text = spelling.text
            if fold(text) not in known and _is_other_name(text, unit, place):
                out.append(Renaming(text, unit.name, whole=_is_short(text), said=True))
    return out


def _is_other_name(text: str, unit: Unit, place: str) -> bool:
    """An earlier name, not another way to write the present one: neither holds all words of the other."""
    old, new = (set(key_of(each, place=place).split()) for each in (text, unit.name))
    short = key_of(unit.short_name, place=place).replace(" ", "") if unit.short_name else ""
    if not old or key_of(text, place=place).replace(" ", "") == short or old <= new or new <= old:
        return False
    initials = "".join(word[0] for word in key_of(unit.name, place=place).split())
    return key_of(text, place=place).replace(" ", "") not in (initials, initials[1:])


def _is_short(text: str) -> bool:
    return len(text.split()) < 2 or text.isupper()


def _moved_people(ended: list[Unit]) -> dict[int, Unit]:
    """Ended unit → the unit most of its people work in since."""
    if not ended:
        return {}
    left = {
        (each.user_id, each.valid_to + dt.timedelta(days=1)): each.unit_id
        for each in Membership.objects.filter(unit__in=ended, valid_to__isnull=False)
        if each.valid_to is not None
    }
    counts: dict[int, Counter[Unit]] = defaultdict(Counter)
    later = Membership.objects.filter(user__in={user for user, _ in left}, unit__isnull=False)
    for each in later.exclude(unit__in=ended).select_related("unit"):
        source = left.get((each.user_id, each.valid_from))
        if source is not None and each.unit is not None and each.unit.valid_to is None:
            counts[source][each.unit] += 1
    return {pk: found.most_common(1)[0][0] for pk, found in counts.items()}


def place_renamings(organisation: Organisation, today: dt.date) -> list[Renaming]:
    """Communes of the same province that were merged or renamed: "xã An Lạc" → "xã An Bình"."""
    root = organisation.path.split(".")[0] + "."
    rows = Succession.objects.filter(predecessor__path__startswith=root, on__lte=today)
    rows = rows.exclude(kind=Succession.Kind.DISSOLVED).select_related("predecessor", "successor").order_by("on", "pk")
    successors: dict[int, list[Succession]] = defaultdict(list)
    by_name: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        successors[row.predecessor_id].append(row)
        by_name[fold(row.predecessor.name)].add(row.predecessor_id)
    living = set(
        Organisation.objects.within(root).existing_on(today).exclude(pk__in=successors).values_list("search", flat=True)
    )
    living_names = {name.rsplit(" ", 1)[0] for name in living}
    out = []
    for found in successors.values():
        old = found[0].predecessor
        names = list(dict.fromkeys(_last(row.successor, successors).name for row in found))
        if len(names) == 1 and fold(names[0]) == fold(old.name):
            continue
        several = len(names) > 1 or len(by_name[fold(old.name)]) > 1 or fold(old.name) in living_names
        why = f"Có nhiều nơi tên {old.name}; xin kiểm tra." if several else ""
        if len(names) > 1:
            why = f"{old.name} được chia về {', '.join(names)}."
        new = names[0] if len(names) == 1 else ""
        out.append(Renaming(old.name, new, sure=not several, why=why))
        if new and any(_last(row.successor, successors).pk == organisation.pk for row in found):
            short = _last(found[0].successor, successors).short_name
            if fold(short) != fold(old.short_name):
                why = f"{old.name} nay là {new}; tên riêng đứng một mình có thể chỉ nơi khác."
                out.append(Renaming(old.short_name, short, sure=False, why=why))
    return out


def _last(organisation: Organisation, successors: dict[int, list[Succession]]) -> Organisation:
    """Who stands there in the end, through successions that follow each other."""
    for _ in range(_MOST_STEPS):
        found = successors.get(organisation.pk, [])
        if len(found) != 1:
            return organisation
        organisation = found[0].successor
    return organisation


def outdated_documents(
    organisation: Organisation, parts: Iterable[Part], day: dt.date
) -> dict[tuple[str, str], Outdated]:
    """Documents these words cite that are no longer in force that day, with what replaced them. Few queries."""
    wanted: dict[tuple[str, str], Cited] = {}
    for part in parts:
        if re.search(r"\d/|[Ll]uật|[Pp]háp lệnh", part.text):
            for cited in cited_documents(part.text, basis=part.kind == PartKind.BASIS):
                wanted.setdefault(asked(part.text, cited), cited)
    numbered = texts_with_number(organisation, {number for number, _ in wanted if number})
    laws = laws_by_name(organisation, {law_name(words) for _, words in wanted if words})
    out = {}
    for (number, words), cited in wanted.items():
        if number:
            found = _of_type(numbered.get(number_key(number), []), cited.doc_type)
        else:
            found = _of_day(laws.get(law_name(words), []), words)
        if found is not None and found.in_force_on(day) is False and found.valid_until and found.valid_until < day:
            out[number, words] = _outdated(found, day)
    return out


def _of_type(rows: list[LegalText], doc_type: str) -> LegalText | None:
    same = [each for each in rows if not doc_type or fold(each.doc_type) == fold(doc_type)]
    return same[0] if len(same) == 1 else None


def _of_day(rows: list[LegalText], words: str) -> LegalText | None:
    """The law meant: laws keep their name when they are replaced, the day or the year tells which one."""
    year = re.search(r"(?:năm\s+|[/.-])(\d{4})$", words.strip())
    same = [each for each in rows if year and each.dated and each.dated.year == int(year[1])]
    return same[0] if len(same) == 1 else None


def _outdated(text: LegalText, day: dt.date) -> Outdated:
    last, steps, sure = text, {text.pk}, text.standing == Standing.CHECKED
    while (
        last.successor is not None
        and last.successor.pk not in steps
        and (last.valid_until is not None and last.valid_until < day)
    ):
        last = last.successor
        steps.add(last.pk)
        sure = sure and last.standing == Standing.CHECKED
    why = f"{short_citation(text)} hết hiệu lực sau {n30_date(text.valid_until)}." if text.valid_until else ""
    why = why if sure else f"{why} {_DOUBT}"
    if last.pk == text.pk or (last.valid_until is not None and last.valid_until < day):
        return Outdated(sure=False, why=f"{why} Chưa rõ văn bản thay thế.")
    return Outdated(
        full_citation(last), full_citation(last, in_text=True) if not last.number else short_citation(last), sure, why
    )
