"""Telling many people: `python benchmarks/notices.py`, and on PostgreSQL
`python scripts/with_servers.py python benchmarks/notices.py`.

20,000 notices to 2,000 people by notify_many, their morning e-mails, 500 letters through a mail server on this machine,
and the bell of one of them. Time of one warm process, and how many statements the database was asked.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
_folder = tempfile.TemporaryDirectory(prefix="portal-benchmark-")
os.environ.update(DATA_DIR=_folder.name, DJANGO_SETTINGS_MODULE="config.settings_test")

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection, reset_queries

from accounts.models import User
from notifications.domain.delivering import send_waiting
from notifications.domain.mornings import write_digests
from notifications.domain.notify import Line, Notice, notify_many
from notifications.models import OutgoingEmail
from notifications.queries import unread_count
from organisations.enums import Role
from organisations.models import Membership
from tests.notifications.kinds_of_tests import LATE, clock
from tests.smtp_sink import smtp_sink
from tests.world import SINCE, World, build_world

PEOPLE, EACH, LETTERS = 2_000, 10, 500
YEARS = 3650  # days: a morning to come, so that nothing is sent before it is asked for


def people_of(world: World) -> list[User]:
    people = User.objects.bulk_create(
        [
            User(full_name=f"Cán bộ {number}", email=f"can-bo-{number}@cchc.example", password="!")
            for number in range(PEOPLE)
        ],
        batch_size=500,
    )
    Membership.objects.bulk_create(
        [Membership(user=each, organisation=world.an_binh, role=Role.ONE_STOP, valid_from=SINCE) for each in people],
        batch_size=500,
    )
    return people


def notices_for(people: list[User], world: World) -> list[Notice]:
    line = Line("Rà soát, niêm yết thủ tục hành chính", "/an-binh/viec/1/", 10, "Quá hạn 3 ngày")
    return [
        Notice(
            LATE.code, person.pk, world.an_binh.pk, f"Việc {number} quá hạn", f"/an-binh/viec/{number}/", f"v-{number}",
            (line,),
        )
        for number in range(EACH)
        for person in people
    ]  # fmt: skip


def measured(what: str, act: Callable[[], int]) -> None:
    reset_queries()
    asked = 0

    def count(execute: object, sql: str, params: object, many: bool, context: object) -> object:
        nonlocal asked
        asked += 1
        return execute(sql, params, many, context)  # type: ignore[operator]

    with connection.execute_wrapper(count):
        start = time.perf_counter()
        number = act()
        took = time.perf_counter() - start
    print(f"{what:<46} {number:>7} {took:>8.2f} s {asked:>7} câu lệnh")


def main() -> None:
    call_command("migrate", verbosity=0)
    world = build_world()
    people = people_of(world)
    notices = notices_for(people, world)
    print(f"{connection.vendor}, {PEOPLE} người")
    measured("ghi thông báo", lambda: notify_many(notices, at=clock(6, days=YEARS)))
    measured("ghi lại lần nữa (không thêm gì)", lambda: notify_many(notices, at=clock(6, days=YEARS)))
    measured("viết thư buổi sáng", lambda: write_digests(at=clock(7, days=YEARS)))
    measured("nhịp sau (không còn gì)", lambda: write_digests(at=clock(7, 5, days=YEARS)))
    kept = OutgoingEmail.objects.order_by("pk").values("pk")[:LETTERS]
    OutgoingEmail.objects.exclude(pk__in=list(kept.values_list("pk", flat=True))).update(
        not_before=clock(8, days=YEARS) + dt.timedelta(days=1)
    )
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_USE_TLS = False
    with smtp_sink() as sink:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
        measured("gửi thư", lambda: send_waiting(at=clock(7, 10, days=YEARS)))
        assert len(sink.mailbox) == LETTERS
        print(f"{'kết nối tới máy chủ thư':<46} {sink.connections:>7}")
    reader = people[0]
    measured("chuông của một người", lambda: unread_count(reader))


if __name__ == "__main__":
    main()
