"""The pages ask the clock; here it stands at nine o'clock of TODAY."""

from __future__ import annotations

import pytest

from tests.work.work_world import NOW


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
