"""Source → PlanReading: the document, and what was understood of it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from difflib import SequenceMatcher

from documents.official import OfficialDocument
from documents.reading.assemble import DocumentReading, read_document
from documents.reading.source import Source
from plans.reading.bases import read_bases
from plans.reading.cites import read_cites
from plans.reading.disclosures import read_disclosures
from plans.reading.doubts import read_doubts
from plans.reading.draft import PlanReading, Region, SectionReading, TaskReading
from plans.reading.index import plan_index, single_index
from plans.reading.issuer import infer_agency, plan_year
from plans.reading.reports import read_reports
from plans.reading.sections import Outline, read_outline
from plans.reading.targets import read_targets
from plans.reading.taskbook import TaskBook
from plans.reading.tasks import TaskReader
from plans.reading.timing import Timing
from plans.reading.words import fold

_PLAN_TYPES = frozenset(
    {"", "KẾ HOẠCH", "CHƯƠNG TRÌNH", "CHƯƠNG TRÌNH HÀNH ĐỘNG", "PHƯƠNG ÁN", "ĐỀ ÁN", "LỊCH CÔNG TÁC"}
)


def read_plan(source: Source) -> PlanReading:
    """Read a plan. Raises UnreadableFile only where there is no text; what is no plan gives a doubt and no task."""
    return understand(read_document(source))


def understand(reading: DocumentReading) -> PlanReading:
    """What a document that was read means as a plan."""
    document = reading.document
    base = PlanReading(
        document=document,
        doubts=reading.doubts,
        lines=reading.lines,
        dropped=reading.dropped,
        removed=reading.removed,
        notes=reading.notes,
        number_text=reading.number_text,
    )
    if not reading.official:
        return base
    year = plan_year(document)
    timing = Timing(year, document.letterhead.date)
    outline = read_outline(document)
    if not _is_plan(document, outline):
        doubts = read_doubts(reading, outline, TaskBook(), (), is_plan=False)
        return replace(base, year=year, sections=tuple(outline.sections), roles=outline.roles, doubts=doubts)
    book = TaskReader(document, outline, timing).read()
    sections = _with_groups(outline, book)
    tasks = _same(_finished(document, outline, book))
    return replace(
        base,
        year=year,
        agency_inferred=infer_agency(document),
        sections=sections,
        roles=outline.roles,
        bases=read_bases(document.preamble),
        tasks=tasks,
        assignments=tuple(book.assignments),
        targets=read_targets(document, outline, book.disclosed),
        disclosures=read_disclosures(document, outline, book, timing),
        reports=read_reports(document, outline, timing),
        doubts=read_doubts(reading, outline, book, tasks, is_plan=True),
    )


def _is_plan(document: OfficialDocument, outline: Outline) -> bool:
    if document.type_name in _PLAN_TYPES and (document.type_name or outline.sections):
        return True
    return any(
        fold(appendix.label).startswith(("ke hoach", "chuong trinh", "phuong an")) for appendix in document.appendices
    ) or any("KẾ HOẠCH" in appendix.title.upper() for appendix in document.appendices)


def _with_groups(outline: Outline, book: TaskBook) -> tuple[SectionReading, ...]:
    """Group rows of task tables are sections below the part their table stands in."""
    out: list[SectionReading] = list(outline.sections)
    for place, groups in book.groups.items():
        parent = outline.section_of.get(place)
        level = outline.sections[parent].level + 1 if parent is not None else 1
        for marker, title, path in groups:
            out.append(SectionReading(place, path, marker, title, level, outline.roles[place], parent))
    return tuple(out)


def _finished(document: OfficialDocument, outline: Outline, book: TaskBook) -> list[TaskReading]:
    """Index and cited sections of each task."""
    titles = "\n".join(
        [section.heading for section in outline.sections]
        + [title for groups in book.groups.values() for _marker, title, _path in groups]
    )
    general = plan_index(document.title, titles)
    paths = {section.path for section in outline.sections}
    out = []
    for number, task in enumerate(book.tasks):
        index = single_index(book.group_of.get(number, "")) or general
        out.append(replace(task, index=index, cites=read_cites(task.text, paths)))
    return out


def _same(tasks: list[TaskReading]) -> tuple[TaskReading, ...]:
    """A bullet and an appendix row that say the same: the row points at the bullet."""
    body = [
        (index, fold(task.text))
        for index, task in enumerate(tasks)
        if task.place.region is Region.BODY and task.place.row is None
    ]
    by_start: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for index, text in body:
        by_start[text[:12]].append((index, text))
    out = list(tasks)
    for number, task in enumerate(tasks):
        if task.place.row is None:
            continue
        text = fold(task.text)
        for index, other in by_start.get(text[:12], []):
            if _alike(text, other):
                out[number] = replace(task, same_as=index)
                break
    return tuple(out)


def _alike(a: str, b: str) -> bool:
    a, b = (re.sub(r"[^\w ]", "", text) for text in (a, b))
    if a == b:
        return True
    short, long = sorted((a, b), key=len)
    if len(short) < 20 or len(short) * 2 < len(long):
        return False
    return long.startswith(short) or SequenceMatcher(None, a[:300], b[:300], autojunk=False).ratio() > 0.9
