"""Whole plans of other bodies and habits than the usual commune's: each sample beside the facts a person reads in it."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest

from documents.reading.source import UnreadableFile
from documents.reading.text import read_text
from plans.reading.as_json import plan_json
from plans.reading.reader import read_plan

SAMPLES = Path(__file__).parents[1] / "samples"
READ = sorted((SAMPLES / "should_read").glob("*.txt"))
REFUSED = sorted((SAMPLES / "should_refuse").glob("*.txt"))


def facts(text: str) -> dict:
    reading = read_plan(read_text(text))
    out = plan_json(reading)
    return {
        "header": {key: value for key, value in out["header"].items() if key not in ("title", "agency_inferred")},
        "bases": [basis["number"] or basis["subject"] for basis in out["bases"]],
        "sections": [f"{section.path} {section.heading}" for section in reading.sections],
        "tasks": [
            {
                "starts": task["text"][:40],
                "section": task["section"],
                "lead": task["lead"],
                "coordinating": task["coordinating"],
                "due": task["deadline_text"],
                "kind": (task["deadline"] or {}).get("kind"),
                "end": (task["deadline"] or {}).get("end_iso"),
                "result": task["result"],
            }
            for task in out["tasks"]
        ],
        "targets": [[target["text"], target["value"]] for target in out["targets"]],
        "disclosures": [item["item"] for item in out["disclosures"]],
        "reports": [[report["period"], report["due_rule"]] for report in out["reports_due"]],
        "recipients": [[item["name"], item["purpose"]] for item in out["recipients"]],
        "signatory": out["signatory"],
        "appendix_rows": out["appendix_rows"],
        "doubts": sorted({doubt["field"] for doubt in out["doubts"]}),
    }


@pytest.mark.parametrize("path", READ, ids=lambda path: path.stem)
def test_the_facts_of_a_sample_are_read(path):
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    got = facts(path.read_text(encoding="utf-8"))
    for key, value in expected.items():
        assert got[key] == value, key


@pytest.mark.parametrize("path", READ, ids=lambda path: path.stem)
def test_decomposed_letters_and_windows_line_ends_change_nothing(path):
    text = path.read_text(encoding="utf-8")
    assert facts(unicodedata.normalize("NFD", text)) == facts(text)
    assert facts(text.replace("\n", "\r\n")) == facts(text)
    assert facts(text.replace(" ", "\u00a0")) == facts(text)


@pytest.mark.parametrize("path", [path for path in REFUSED if path.stem != "rong"], ids=lambda path: path.stem)
def test_what_is_no_plan_gives_no_task_and_says_so_first(path):
    reading = read_plan(read_text(path.read_text(encoding="utf-8")))
    assert reading.tasks == ()
    assert reading.targets == ()
    assert reading.doubts[0].field == "document"
    assert reading.doubts[0].sentence.startswith("Văn bản")


def test_an_empty_file_is_refused_with_a_sentence():
    with pytest.raises(UnreadableFile, match="không có chữ nào"):
        read_plan(read_text((SAMPLES / "should_refuse" / "rong.txt").read_text(encoding="utf-8")))


def test_there_are_samples_of_both_kinds():
    assert len(READ) >= 8
    assert len(REFUSED) >= 4
