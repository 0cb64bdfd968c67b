"""Rows of the search page: everybody inside and above; what each finds is tried in tests/search."""

from __future__ import annotations

from tests.architecture.access_table import ABOVE, INSIDE, Row, staff

SEARCH: dict[str, Row] = {
    "search:everything": staff(INSIDE | ABOVE),
    "search:suggest": staff(INSIDE | ABOVE),
    "search:kind": staff(INSIDE | ABOVE, lambda world: {"kind": "ke-hoach"}, foreign=lambda world: {"kind": "khac"}),
}
