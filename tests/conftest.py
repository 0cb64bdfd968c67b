"""Shared ground of the suite: the cast, a fixed day."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.world import TODAY, world

__all__ = ["TODAY", "world"]


@pytest.fixture
def today() -> dt.date:
    return TODAY
