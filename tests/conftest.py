"""Shared ground of the suite: the cast, a fixed day, how many examples Hypothesis tries.

By default few and always the same, so that a failure speaks of the change at hand; HYPOTHESIS_PROFILE=thorough tries
many, other ones in every run; "again" is for a second database, where only what the database does is new.
"""

from __future__ import annotations

import datetime as dt
import os

import pytest
from hypothesis import HealthCheck, settings

from tests.world import TODAY, world, world_snapshot

__all__ = ["TODAY", "world", "world_snapshot"]

BUSY = [HealthCheck.too_slow, HealthCheck.data_too_large]  # speak of the machine and of the strategy, not of the code
settings.register_profile("suite", max_examples=25, deadline=None, derandomize=True, suppress_health_check=BUSY)
settings.register_profile("again", settings.get_profile("suite"), max_examples=8)
settings.register_profile("thorough", max_examples=500, deadline=None, suppress_health_check=BUSY)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))


@pytest.fixture
def today() -> dt.date:
    return TODAY
