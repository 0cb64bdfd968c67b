"""Rows of the sheet of a table: its rows for the page, Excel out and in, a table from a file."""

from __future__ import annotations

from typing import Any

from plans.models import Block
from tests.architecture.access_plans import PLAN, _table, read, write
from tests.architecture.access_table import Row
from tests.world import World


def _key(world: World) -> dict[str, Any]:
    here = _table(world)
    return {"plan_id": here["plan_id"], "key": Block.objects.get(pk=here["block_id"]).key}


SHEET: dict[str, Row] = {
    "plans:sheet-export": read(_table),
    "plans:sheet-import": write(_table),
    "plans:sheet-import-apply": write(_table, ok=303),  # back to the file without what was shown
    "plans:sheet-new": write(PLAN),
    "plans:sheet-of": write(_key, ok=303),  # to the table's page
    "plans:sheet-rows": write(_table),
}
