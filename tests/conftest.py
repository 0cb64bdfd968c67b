"""Shared ground of the suite: the cast, a fixed day."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.world import TODAY, world, world_snapshot

__all__ = ["TODAY", "world", "world_snapshot"]


@pytest.fixture
def today() -> dt.date:
    return TODAY
