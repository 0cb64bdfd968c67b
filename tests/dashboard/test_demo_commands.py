"""The demo commands on an empty portal."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from organisations.models import Organisation


def test_no_accounts_without_a_demo(db):
    with pytest.raises(CommandError):
        call_command("demo_accounts", stdout=StringIO())


def test_a_stage_can_be_built_alone(db):
    call_command("seed_demo", "--stage=places", "--today=2026-11-21", stdout=StringIO())
    assert Organisation.objects.filter(code="an-binh").exists()
    assert not User.objects.exists()
