"""The reminders of one morning at their bound: `python benchmarks/reminders.py [--communes 100] [--milestones 100000]`.

Builds communes with live milestones, a fifth of which reach a stage on the morning that is timed, in a temporary folder
(or on DATABASE_URL, an empty database: `python scripts/with_servers.py python benchmarks/reminders.py`). The morning
before is run first, so that the rest has its claims, as on any day. Bound: 30 s for 20,000 of 100,000 on two cores, and
a batch costs the same number of queries whatever it holds.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
_folder = tempfile.TemporaryDirectory(prefix="portal-benchmark-")
os.environ.update(DATA_DIR=_folder.name, DJANGO_SETTINGS_MODULE="config.settings")

import django

django.setup()

from django.core.management import call_command
from django.db import connection

from accounts.models import User
from documents.models import IssuedDocument
from notifications.models import Notification
from organisations.access import Access
from organisations.domain.tree import create_organisation
from organisations.enums import Level, Role
from organisations.models import Membership, Organisation, Subordination, Unit
from plans.enums import PartyKind, PartyRole, PlanState
from plans.models import Plan, PlanTask, TaskUnit
from work.domain.reminders import Summary, remind
from work.enums import MilestoneKind
from work.models import Milestone, MilestoneReminder, ReminderRun

MORNING = dt.date(2026, 5, 13)  # a Wednesday between working days
BEFORE = MORNING - dt.timedelta(days=1)
SINCE = dt.date(2025, 7, 1)
REACHED = (7, 3, 1, 0, -1, -7, -30, -60)  # days left of those that reach a stage
BETWEEN = (6, 5, 4, 2, -2, -4, -10, -20, -29, -33, -50, -70, -85)
UNITS, MEMBERS = 5, 3
BOUND_S = 30.0
CHUNK = 2000


def people(count: int) -> list[User]:
    first = User.objects.count()
    return User.objects.bulk_create(
        User(full_name=f"Cán bộ {first + each}", email=f"cb{first + each}@bench.example", password="!")
        for each in range(count)
    )


def role(user: User, organisation: Organisation, what: Role, unit: Unit | None = None) -> Membership:
    return Membership(user=user, organisation=organisation, role=what, unit=unit, valid_from=SINCE)


def build(communes: int, milestones: int, reaching: int) -> None:
    draw = random.Random(2026)
    setup = Access.setup()
    common: dict[str, Any] = {"agency_lines": ["ỦY BAN NHÂN DÂN"], "today": MORNING, "by": setup}
    province = create_organisation(
        code="tinh", name="tỉnh Thử", short_name="Thử", level=Level.PROVINCE, parent=None, **common
    )
    above = people(3)
    Membership.objects.bulk_create(
        [
            role(above[0], province, Role.APPRAISER),
            role(above[1], province, Role.SUPERIOR),
            role(above[2], province, Role.ADMIN),
        ]
    )
    each_has = milestones // communes
    every = [REACHED[index % len(REACHED)] for index in range(reaching)]
    rest = milestones - reaching
    every += [BETWEEN[index % len(BETWEEN)] for index in range(rest // 2)]
    every += [8 + index % 200 for index in range(rest - rest // 2)]
    draw.shuffle(every)
    for number in range(communes):
        name = f"xã Thử {number}"
        commune = create_organisation(
            code=f"xa-{number}", name=name, short_name=f"Thử {number}", level=Level.COMMUNE, parent=province,
            valid_from=SINCE, **common,
        )  # fmt: skip
        if not Subordination.objects.filter(organisation=commune).exists():
            Subordination.objects.create(organisation=commune, superior=province, valid_from=SINCE)
        units = Unit.objects.bulk_create(
            Unit(organisation=commune, name=f"Bộ phận {each}", position=each) for each in range(UNITS)
        )
        crew = people(3 + UNITS * (1 + MEMBERS))
        roles = [
            role(crew[0], commune, Role.LEADER),
            role(crew[1], commune, Role.LEADER),
            role(crew[2], commune, Role.CLERK),
        ]
        for index, unit in enumerate(units):
            head, *members = crew[3 + index * (1 + MEMBERS) : 3 + (index + 1) * (1 + MEMBERS)]
            roles.append(role(head, commune, Role.UNIT_HEAD, unit))
            roles += [role(each, commune, Role.DRAFTER, unit) for each in members]
        Membership.objects.bulk_create(roles)
        duties(commune, units, crew, every[number * each_has : (number + 1) * each_has], draw)


def duties(commune: Organisation, units: list[Unit], crew: list[User], left: list[int], draw: random.Random) -> None:
    issued_on = MORNING - dt.timedelta(days=120)
    issued = IssuedDocument.objects.create(
        organisation=commune, kind="plan", type_name="KẾ HOẠCH", number="1", symbol="KH-UBND", year=2026,
        issued_on=issued_on, title="Kế hoạch", content={}, content_key=commune.code,
    )  # fmt: skip
    plan = Plan.objects.create(
        organisation=commune, year=2026, title="Kế hoạch", number="1", state=PlanState.ISSUED, issued=issued
    )
    tasks = PlanTask.objects.bulk_create(
        (
            PlanTask(
                plan=plan, text=f"Nhiệm vụ {index} của kế hoạch cải cách hành chính năm 2026", tracked=True,
                lead_text="Bộ phận", coordinating_text="Bộ phận" if index % 3 == 0 else "", added_on=issued_on,
                person=draw.choice(crew[3:]) if index % 4 == 0 else None,
            )
            for index in range(len(left))
        ),
        batch_size=CHUNK,
    )  # fmt: skip
    parties = []
    for index, task in enumerate(tasks):
        lead = units[index % UNITS]
        parties.append(
            TaskUnit(plan=plan, task=task, role=PartyRole.LEAD, name="Bộ phận", kind=PartyKind.UNIT, unit=lead)
        )
        if index % 3 == 0:
            helper = units[(index + 1) % UNITS]
            parties.append(
                TaskUnit(
                    plan=plan, task=task, role=PartyRole.COORDINATE, name="Bộ phận", kind=PartyKind.UNIT, unit=helper
                )
            )
    TaskUnit.objects.bulk_create(parties, batch_size=CHUNK)
    Milestone.objects.bulk_create(
        (
            Milestone(
                organisation=commune, plan=plan, task=task, kind=MilestoneKind.DUE, start=issued_on,
                due_on=(due := MORNING + dt.timedelta(days=days)), original_due_on=due,
            )
            for task, days in zip(tasks, left, strict=True)
        ),
        batch_size=CHUNK,
    )  # fmt: skip


class Counted:
    """Queries, batch by batch."""

    def __init__(self) -> None:
        self.now, self.of_claims, self.of_notices = Counter[str](), list[Counter[str]](), list[Counter[str]]()
        self._notices = -1

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.now["ghi" if sql.startswith(("INSERT", "UPDATE")) else "đọc"] += 1
        return execute(sql, params, many, context)

    def after_batch(self, done: Summary) -> None:
        (self.of_notices if done.notices else self.of_claims).append(self.now)
        self.now = Counter()

    def said(self) -> str:
        def span(batches: list[Counter[str]], what: str) -> str:
            found = [each[what] for each in batches]
            return f"{min(found)}–{max(found)} {what}" if found else f"không {what}"

        parts = [("lượt nhắc", self.of_claims), ("thông báo", self.of_notices)]
        return "; ".join(f"đợt {name}: {span(found, 'đọc')}, {span(found, 'ghi')}" for name, found in parts)


def timed(label: str, day: dt.date) -> float:
    counted = Counted()
    at = dt.datetime.combine(day, dt.time(6), tzinfo=dt.UTC) - dt.timedelta(hours=7)
    begun, busy = time.perf_counter(), time.process_time()
    with connection.execute_wrapper(counted):
        done = remind(today=day, at=at, after_batch=counted.after_batch)
    took = time.perf_counter() - begun
    print(
        f"{label}: {took:.1f} s (CPU {time.process_time() - busy:.1f}), {done.batches} đợt, {done.claims} lượt nhắc mới, "
        f"{done.notices} thông báo\n    truy vấn mỗi {counted.said()}"
    )
    return took


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--communes", type=int, default=100)
    parser.add_argument("--milestones", type=int, default=100_000)
    arguments = parser.parse_args()
    call_command("migrate", verbosity=0)
    begun, reaching = time.perf_counter(), arguments.milestones // 5
    build(arguments.communes, arguments.milestones, reaching)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    live = Milestone.objects.live().open().count()
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    print(
        f"{connection.vendor}: {live} mốc, {arguments.communes} xã, {User.objects.count()} người; dựng {time.perf_counter() - begun:.0f} s; tải máy {load}"
    )
    timed("sáng đầu tiên, mọi mốc đều mới", BEFORE)
    before = MilestoneReminder.objects.values("milestone").distinct().count()
    took = timed(f"sáng {MORNING:%d/%m}", MORNING)
    fresh = MilestoneReminder.objects.filter(claimed_on=MORNING).values("milestone").distinct().count()
    print(
        f"    {fresh} mốc đến bậc nhắc mới (trước đó {before} mốc đã được nhắc), {Notification.objects.count()} thông báo"
    )
    timed("nhịp sau đó", MORNING)
    ReminderRun.objects.all().delete()
    timed("chạy lại từ đầu", MORNING)
    print(f"bộ nhớ lớn nhất {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    if took > BOUND_S:
        print("QUÁ MỨC")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
