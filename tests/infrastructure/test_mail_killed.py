"""A sender that is really killed among five hundred letters: in the end each mailbox holds one."""

from __future__ import annotations

import datetime as dt
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

from accounts.models import User
from notifications.domain.mornings import write_digests
from notifications.domain.notify import Notice, notify_many
from notifications.enums import Sending
from notifications.models import OutgoingEmail
from organisations.enums import Role
from organisations.models import Membership
from tests.notifications.kinds_of_tests import LATE, clock
from tests.smtp_sink import smtp_sink
from tests.world import World

PEOPLE = 500
YEARS = 3650  # days; the mornings of this test are to come, so that nothing but its workers sends
PATIENCE = 120
WORKER = """
import datetime as dt, sys, django
django.setup()
from notifications.domain.delivering import send_waiting
at = dt.datetime.fromisoformat(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
while send_waiting(at=at):
    pass
"""


def environment_for(folder: Path, port: int) -> dict[str, str]:
    """The settings of a real portal over the rows of this test: a copy of them, or the same PostgreSQL."""
    environment = {
        **os.environ, "DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings",
        "EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(port), "EMAIL_USE_TLS": "0",
    }  # fmt: skip
    if connection.vendor == "sqlite":
        copy = sqlite3.connect(folder / "portal.sqlite3")
        connection.connection.backup(copy)
        copy.close()
    else:
        known = connection.settings_dict
        host = quote(str(known["HOST"] or known.get("OPTIONS", {}).get("host", "")), safe="")
        environment["DATABASE_URL"] = f"postgres://{known['USER']}@/{known['NAME']}?host={host}"
    return environment


def states(folder: Path) -> list[str]:
    if connection.vendor != "sqlite":
        return list(OutgoingEmail.objects.order_by().values_list("state", flat=True).distinct())
    with sqlite3.connect(folder / "portal.sqlite3") as opened:
        return [row[0] for row in opened.execute("SELECT DISTINCT state FROM notifications_outgoingemail")]


@pytest.mark.django_db(transaction=True)
def test_killed_among_the_letters_then_two_at_once(world: World, tmp_path: Path) -> None:
    people = User.objects.bulk_create(
        User(full_name=f"Cán bộ {index}", email=f"can-bo-{index}@cchc.example", password="!") for index in range(PEOPLE)
    )
    Membership.objects.bulk_create(
        Membership(user=each, organisation=world.an_binh, role=Role.DRAFTER, valid_from=dt.date(2024, 1, 2))
        for each in people
    )
    notices = [
        Notice(LATE.code, each.pk, world.an_binh.pk, f"Việc {index} quá hạn", "/an-binh/viec/1/", f"nhac-{index}")
        for index, each in enumerate(people)
    ]
    assert notify_many(notices, at=clock(6, days=YEARS)) == PEOPLE
    assert write_digests(at=clock(7, days=YEARS)) == PEOPLE
    running: list[subprocess.Popen[str]] = []

    with smtp_sink() as sink:
        environment = environment_for(tmp_path, sink.port)

        def start(minute: int) -> subprocess.Popen[str]:
            process = subprocess.Popen(
                [sys.executable, "-c", WORKER, clock(7, minute, days=YEARS).isoformat()], cwd=settings.BASE_DIR,
                env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            )  # fmt: skip
            running.append(process)
            return process

        def go(process: subprocess.Popen[str]) -> None:
            assert process.stdin is not None
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n", process.stderr and process.stderr.read()
            process.stdin.write("\n")
            process.stdin.flush()

        def kill(number: int) -> None:
            """When the server has this letter and has not yet said so."""
            if number == 171:
                os.kill(first.pid, signal.SIGKILL)

        sink.before_yes = kill
        try:
            first, *others = start(1), start(6), start(6)  # by then the lease of what the first one held has run out
            go(first)
            assert first.wait(PATIENCE) == -signal.SIGKILL
            assert len(sink.letters) == 171
            for process in others:
                go(process)
            for process in others:
                _, errors = process.communicate(timeout=PATIENCE)
                assert process.returncode == 0, errors[-2000:]
        finally:
            for process in running:
                process.kill()
                process.wait()
        # The letter that the dead worker had handed over came a second time, as the same letter.
        assert len(sink.letters) == PEOPLE + 1
        assert len(sink.mailbox) == PEOPLE
        whose = {str(letter["Message-ID"]): str(letter["To"]) for letter in sink.letters}
        assert sorted(whose.values()) == sorted(each.email for each in people)
    assert states(tmp_path) == [Sending.SENT]
