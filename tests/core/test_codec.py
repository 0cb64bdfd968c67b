"""Plain JSON and back gives the same value."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, field
from enum import StrEnum

import pytest
from hypothesis import given

from core.codec import from_plain, to_plain
from documents.official import OfficialDocument
from documents.reading.source import Source, SourceLine, SourceTable
from tests.strategies.official import documents


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True)
class Spot:
    x: int
    name: str | None = None


@dataclass(frozen=True)
class Map:
    colour: Colour
    day: dt.date | None = None
    spots: tuple[Spot, ...] = ()
    legend: dict[Spot, tuple[int, ...]] = field(default_factory=dict)
    words: dict[str, int] = field(default_factory=dict)


@pytest.mark.parametrize(
    "value",
    [
        Map(Colour.RED),
        Map(Colour.RED, dt.date(2026, 2, 5), (Spot(1), Spot(2, "hai")), {Spot(1): (1, 2)}, {"a": 1}),
    ],
)
def test_there_and_back(value):
    assert from_plain(Map, json.loads(json.dumps(to_plain(value)))) == value


def test_one_of_two_classes_is_told_by_its_fields():
    source = Source((SourceLine(1, "Kế hoạch", bold=True), SourceTable(2, (("1", None), ("2", "b")))), ("ghi chú",))
    assert from_plain(Source, json.loads(json.dumps(to_plain(source)))) == source


def test_unknown_keys_are_ignored_and_missing_ones_take_defaults():
    assert from_plain(Map, {"colour": "red", "gone": 1}) == Map(Colour.RED)


@given(documents())
def test_every_document_comes_back(document: OfficialDocument):
    assert from_plain(OfficialDocument, json.loads(json.dumps(to_plain(document)))) == document
