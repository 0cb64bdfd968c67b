"""No model without its migration, and every migration named by what it does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(path.relative_to(ROOT) for path in ROOT.glob("*/migrations/[0-9]*.py"))


@pytest.mark.django_db
def test_none_is_missing() -> None:
    try:
        call_command("makemigrations", check=True, dry_run=True, verbosity=3)
    except SystemExit:
        pytest.fail("Có thay đổi model chưa có migration: chạy manage.py makemigrations")


@pytest.mark.parametrize("path", FILES, ids=str)
def test_the_name_says_what_it_does(path: Path) -> None:
    assert not re.search(r"_auto_\d{8}|_alter_.*_and_more$", path.stem)
