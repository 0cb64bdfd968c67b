"""pytest plugin (-p pytest_database_only): only the tests that touch the database.

The others were run once already, and so were those marked `one_database`; another database changes nothing for them.
"""

from __future__ import annotations

import pytest

TOUCHING = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    kept, left = [], []
    for item in items:
        touches = item.get_closest_marker("django_db") or TOUCHING & set(getattr(item, "fixturenames", ()))
        repeated = touches and not item.get_closest_marker("one_database")
        (kept if repeated else left).append(item)
    items[:] = kept
    config.hook.pytest_deselected(items=left)
