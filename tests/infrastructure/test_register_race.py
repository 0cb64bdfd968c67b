"""Two hundred numbers asked for at once by several processes on one SQLite file."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests.world import World

PROCESSES, EACH = 4, 50
ASK = f"""
import datetime as dt, sys, django
django.setup()
from documents.domain.registering import Paper, hold_number
from organisations.access import Access
from organisations.models import Organisation
office = Organisation.objects.get(code=sys.argv[1])
day = dt.date(2026, 5, 4)
sys.stdin.readline()
for _ in range({EACH}):
    paper = Paper("KH-UBND", "KẾ HOẠCH", "Cải cách hành chính", day)
    print(hold_number(office, paper, by=Access.system(office), today=day).number)
"""


@pytest.mark.django_db(transaction=True)
def test_two_hundred_numbers_are_dense_and_unique(world: World, tmp_path: Path) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("asked of PostgreSQL by tests/documents/domain/test_registering.py")
    file = sqlite3.connect(tmp_path / "portal.sqlite3")
    connection.connection.backup(file)
    file.close()
    environment = {**os.environ, "DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings"}
    start = [sys.executable, "-c", ASK, world.an_binh.code]
    asking = [
        subprocess.Popen(
            start, cwd=settings.BASE_DIR, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for _ in range(PROCESSES)
    ]  # fmt: skip
    for each in asking:
        assert each.stdin is not None
        each.stdin.write("\n")
        each.stdin.flush()
    found: list[int] = []
    for each in asking:
        out, errors = each.communicate(timeout=90)
        assert each.returncode == 0, errors[-2000:]
        found += [int(number) for number in out.split()]
    assert sorted(found) == list(range(1, PROCESSES * EACH + 1))
