"""Shared ground of the suite: the cast, a fixed day."""

from __future__ import annotations

import datetime as dt

import pytest

TODAY = dt.date(2026, 5, 11)  # a Monday


@pytest.fixture
def today() -> dt.date:
    return TODAY
