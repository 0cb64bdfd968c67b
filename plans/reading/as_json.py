"""PlanReading → the JSON of `manage.py read_plan` (docs/reading.md)."""

from __future__ import annotations

import re
from typing import Any

from plans.deadlines import to_json
from plans.reading.draft import PlanReading, ReportReading, SectionReading, TaskReading
from plans.reading.words import fold


def plan_json(reading: PlanReading) -> dict[str, Any]:
    """The reading in the shape exchanged between programs; unknown is null, never invented."""
    document = reading.document
    sheet = document.letterhead
    return {
        "header": {
            "parent_agency": _joined(sheet.parent_agency),
            "agency": _joined(sheet.agency) or reading.agency_inferred or None,
            "number": reading.number_text or sheet.number or None,
            "symbol": sheet.symbol or None,
            "place": sheet.place or None,
            "date_text": sheet.date_text or None,
            "date_iso": sheet.date.isoformat() if sheet.date else None,
            "title": f"{document.type_name.capitalize()} {document.title}".strip() or None,
            "abstract": document.title or None,
            "agency_inferred": bool(reading.agency_inferred),
        },
        "bases": [
            {
                "doc_type": basis.doc_type,
                "number": basis.number or None,
                "date_iso": basis.date_iso or None,
                "issuer": basis.issuer or None,
                "subject": basis.subject or None,
            }
            for basis in reading.bases
        ],
        "sections": _tree(reading.sections),
        "tasks": [_task(number, task, reading) for number, task in enumerate(reading.tasks, start=1)],
        "disclosures": [
            {"item": item.item, "channels": list(item.channels), "frequency": item.frequency or None}
            for item in reading.disclosures
        ],
        "targets": [
            {
                "text": target.text,
                "metric": target.metric or None,
                "value": target.value,
                "comparator": target.comparator or None,
            }
            for target in reading.targets
        ],
        "reports_due": [
            {"text": report.text, "period": report.period or None, "due_rule": _due_rule(report)}
            for report in reading.reports
        ],
        "recipients": [{"name": item.name, "purpose": item.purpose or None} for item in document.recipients],
        "signatory": {
            "authority_line": " / ".join(document.signature.authority) or None,
            "position": document.signature.position or None,
            "name": document.signature.name or None,
        },
        "appendix_rows": sum(1 for task in reading.tasks if task.place.row is not None),
        "notes": [*reading.notes, *(doubt.sentence for doubt in reading.doubts)],
        "year": reading.year,
        "doubts": [
            {"field": doubt.field, "sentence": doubt.sentence, "line": doubt.line or None, "guess": doubt.guess or None}
            for doubt in reading.doubts
        ],
        "dropped_lines": list(reading.dropped),
    }


def _joined(lines: tuple[str, ...]) -> str | None:
    return " ".join(lines) or None


def _tree(sections: tuple[SectionReading, ...]) -> list[dict[str, Any]]:
    """Sections nested; depth counted by nesting, whatever levels were skipped on paper."""
    nodes: list[dict[str, Any]] = []
    roots: list[dict[str, Any]] = []
    for section in sections:
        parent = nodes[section.parent] if section.parent is not None else None
        node: dict[str, Any] = {
            "marker": section.marker or None,
            "heading": section.heading,
            "level": parent["level"] + 1 if parent else 1,
            "children": [],
        }
        nodes.append(node)
        (parent["children"] if parent else roots).append(node)
    return roots


def _task(number: int, task: TaskReading, reading: PlanReading) -> dict[str, Any]:
    return {
        "id": f"T{number:03d}",
        "text_first_40_chars": " ".join(task.text.split())[:40],
        "section": task.section,
        "lead": [party.name for party in task.leads],
        "coordinating": [party.name for party in task.coordinating],
        "deadline_text": task.deadline_text or None,
        "deadline": to_json(task.deadline) if task.deadline else None,
        "result": task.result or None,
        "index": task.index or None,
        "text": task.text,
        "cites": list(task.cites),
        "same_as": f"T{task.same_as + 1:03d}" if task.same_as is not None else None,
        "lines": list(reading.lines.get(task.place, ())),
    }


def _due_rule(report: ReportReading) -> str | None:
    """The term of a report in the words of the exchange format."""
    folded = fold(report.due_rule)
    if not folded:
        return None
    word = "before" if folded.startswith("truoc") else "by"
    found = re.search(r"(\d{1,2})(?: cua)? thang (?:cuoi|cuoi cung) (?:cua )?quy", folded)
    if found:
        return f"{word} day {int(found[1]):02d} of the last month of the quarter"
    found = re.search(r"(\d{1,2})\s*(?:thang|/|-)\s*(\d{1,2})", folded)
    if found:
        return f"{word} {int(found[2]):02d}-{int(found[1]):02d}"
    found = re.search(r"(\d{1,2})\s*(?:hang|moi) thang", folded)
    if found:
        return f"{word} day {int(found[1]):02d} of each month"
    return report.due_rule
