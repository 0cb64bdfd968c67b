"""Many duties change hands: `python benchmarks/people.py [--tasks 3000]`.

Builds a commune in a temporary folder (or on DATABASE_URL, an empty database), gives 2,000 pieces of work to one person
at once, takes them back, hands 500 duties over, and prints the minutes of 3 and of 300 duties. Tells seconds and the
number of statements.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
_folder = tempfile.TemporaryDirectory(prefix="portal-benchmark-")
os.environ.update(DATA_DIR=_folder.name, DJANGO_SETTINGS_MODULE="config.settings_test")

import django

django.setup()

from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from benchmarks.commune import build
from documents.render.docx import render_docx
from documents.render.pdf import render_pdf
from organisations.access import Access
from plans.models import PlanTask
from tests.world import build_world
from work.assigning import propose
from work.domain.assigning import assign_many, undo_batch
from work.domain.handing_over import Wanted, hand_over
from work.enums import ChargePart
from work.handing_over import seen
from work.models import HandOver, Milestone
from work.queries.assigning import Chosen, lines_of
from work.queries.handing_over import duties_of_person
from work.queries.minutes import minutes_of


@contextmanager
def told(label: str) -> Iterator[None]:
    with CaptureQueriesContext(connection) as queries:
        begun, worked = time.perf_counter(), time.process_time()
        yield
        seconds, busy = time.perf_counter() - begun, time.process_time() - worked
    print(f"{label:44s} {len(queries):4d} câu lệnh  {seconds:6.2f} s (CPU {busy:5.2f})", flush=True)


def main() -> int:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--tasks", type=int, default=3000)
    tasks = arguments.parse_args().tasks
    call_command("migrate", verbosity=0)
    world, today, now = build_world(), timezone.localdate(), timezone.now()
    build(world, tasks, today)
    by = Access.of(world.minh, world.an_binh, today=today)
    assert by is not None
    rows = Milestone.objects.filter(organisation=world.an_binh).live().open().order_by("due_on", "pk")
    chosen = Chosen(milestones=tuple(rows.values_list("pk", flat=True)[:2000]))
    wishes = {ChargePart.PERSON: world.lan.pk, ChargePart.HOLDER: world.lan.pk}
    with told(f"xem trước {len(chosen)} việc"):
        proposal = propose(lines_of(by, chosen, today), wishes)
    with told(f"giao {len(chosen)} việc"):
        batch = assign_many(chosen, wishes, by=by, seen=proposal.seen, at=now)
    with told("hoàn tác"):
        undo_batch(batch, by=by, at=timezone.now())
    for count in (3, 300, 500):
        ids = list(PlanTask.objects.filter(plan__organisation=world.an_binh).values_list("pk", flat=True)[:count])
        PlanTask.objects.filter(pk__in=ids).update(person=world.hung)
        duties = duties_of_person(world.an_binh, world.hung, today)
        to = {duty.task: world.lan.pk for duty in duties}
        wanted = Wanted(world.hung, today, "Chuyển công tác", world.minh)
        with told(f"bàn giao {len(duties)} nhiệm vụ"):
            made: HandOver = hand_over(wanted, to, by=by, looked_at=seen(duties), at=timezone.now())
        if count == 500:
            continue
        document = minutes_of(made)
        with told(f"biên bản {count} nhiệm vụ, PDF"):
            render_pdf(document)
        with told(f"biên bản {count} nhiệm vụ, Word"):
            render_docx(document)
        PlanTask.objects.filter(pk__in=ids).update(person=None)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
