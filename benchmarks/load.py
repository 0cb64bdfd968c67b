"""Many at once on the office's list: `python benchmarks/load.py [--tasks 100000] [--seconds 10] [--data FOLDER]`.

Builds the commune of benchmarks/work.py (kept in FOLDER for the next run), starts the web server as scripts/run does with
two processes, and asks for pages from eight clients in a process of their own. Bound: 65 pages a second, the deep ones the
same. On a machine that others use at the same time the wall clock says little: what counts then is the processor time of
the server for a page, and two processors serve 2 / that many pages a second.
"""

from __future__ import annotations

import argparse
import http.client
import multiprocessing
import os
import secrets
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TOP))
BOUND, CLIENTS, WORKERS = 65, 8, 2
_TICK = os.sysconf("SC_CLK_TCK")


def ask(
    port: int, cookie: str, paths: list[str], seconds: float, out: multiprocessing.Queue[tuple[list[float], int]]
) -> None:
    """Eight clients, each asking again as soon as it is answered: (seconds of each answer, how many were no page)."""
    times: list[float] = []
    wrong = [0]
    end = time.perf_counter() + seconds

    def client(number: int) -> None:
        at = number
        while time.perf_counter() < end:
            begun = time.perf_counter()
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            connection.request("GET", paths[at % len(paths)], headers={"Cookie": cookie})
            answer = connection.getresponse()
            answer.read()
            connection.close()
            wrong[0] += answer.status != 200
            times.append(time.perf_counter() - begun)
            at += 1

    threads = [threading.Thread(target=client, args=(number,)) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    out.put((times, wrong[0]))


def processor_seconds(pid: int) -> float:
    """Of a process and its children, which the server forked before the first page."""
    found = 0.0
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    for each in [str(pid), *children]:
        parts = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        found += (int(parts[11]) + int(parts[12])) / _TICK
    return found


def measured(
    label: str, server: subprocess.Popen[bytes], port: int, cookie: str, paths: list[str], seconds: float
) -> bool:
    ready: multiprocessing.Queue[tuple[list[float], int]] = multiprocessing.Queue()
    before, begun = processor_seconds(server.pid), time.perf_counter()
    asking = multiprocessing.Process(target=ask, args=(port, cookie, paths, seconds, ready))
    asking.start()
    times, wrong = ready.get()
    asking.join()
    spent, used = time.perf_counter() - begun, processor_seconds(server.pid) - before
    rate, each = len(times) / spent, used / len(times)
    alone = WORKERS / each
    late = statistics.quantiles(times, n=20)[-1]
    good = not wrong and max(rate, alone) >= BOUND
    print(
        f"{label:40s} {rate:6.1f} trang/s  {each * 1000:5.1f} ms CPU/trang → {alone:5.1f} trang/s trên {WORKERS} nhân rảnh"
        f"  (giữa {statistics.median(times) * 1000:4.0f} ms, 95 % dưới {late * 1000:4.0f} ms; tải máy {os.getloadavg()[0]:.1f})"
        + (f"  {wrong} câu trả lời sai" if wrong else "")
        + ("" if good else "  CHƯA ĐẠT")
    )
    return good


def main() -> int:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--tasks", type=int, default=100_000)
    arguments.add_argument("--seconds", type=float, default=10)
    arguments.add_argument("--port", type=int, default=8107)
    arguments.add_argument("--data", help="a folder that is kept")
    options = arguments.parse_args()
    kept = tempfile.TemporaryDirectory(prefix="portal-load-")
    folder = Path(options.data or kept.name)
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.update(
        DATA_DIR=str(folder), ALLOWED_HOSTS="127.0.0.1", DJANGO_SETTINGS_MODULE="config.settings",
        SECRET_KEY="a" * 20 + "benchmark-of-one-machine" + "b" * 20, PUBLIC_URL=f"http://127.0.0.1:{options.port}",
    )  # fmt: skip
    cookie, addresses = prepared(options.tasks)
    command = [
        sys.executable,
        "scripts/serve.py",
        "--only",
        "web",
        "--port",
        str(options.port),
        "--workers",
        str(WORKERS),
    ]
    server = subprocess.Popen(command, cwd=TOP)
    try:
        wait_for(options.port, cookie, addresses["trang đầu"][0])
        good = [
            measured(label, server, options.port, cookie, paths, options.seconds) for label, paths in addresses.items()
        ]
    finally:
        server.terminate()
        server.wait()
    return 0 if all(good) else 1


def prepared(tasks: int) -> tuple[str, dict[str, list[str]]]:
    """A session of the leader, and what is asked for: label → addresses."""
    import django

    django.setup()
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.management import call_command
    from django.db import connection
    from django.urls import reverse
    from django.utils import timezone

    from accounts.models import User
    from organisations.models import Organisation
    from plans.models import TaskUnit
    from work.models import Milestone

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    today = timezone.localdate()
    if not Organisation.objects.filter(code="an-binh").exists():
        from benchmarks.commune import build
        from tests.world import build_world

        begun = time.perf_counter()
        build(build_world(), tasks, today)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        print(f"{tasks} nhiệm vụ: dựng {time.perf_counter() - begun:.0f} s")
    office = Organisation.objects.get(code="an-binh")
    leader = User.objects.get(memberships__organisation=office, memberships__role="leader")
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(leader.pk), settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = leader.get_session_auth_hash()
    session["benchmark"] = secrets.token_hex(4)
    session.save()
    base = reverse("work:list", kwargs={"org": office.code})
    rows = Milestone.objects.filter(organisation=office).live().open().order_by("due_on", "pk")
    count = rows.count()
    deep = [rows[count * part // 10] for part in range(1, 10)]
    party = TaskUnit.objects.filter(plan__organisation=office, unit__isnull=False).order_by("-pk")[0]
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}", {
        "trang đầu": [base],
        "lọc đang làm, hạn xa trước": [f"{base}?nhom=dang-lam&sap=-han"],
        "lọc quá hạn, một bộ phận": [f"{base}?nhom=qua-han&bo_phan={party.unit_id}"],
        "trang sâu": [f"{base}?sau={row.due_on}_{row.pk}" for row in deep],
        "trang sâu, lọc đang làm, hạn xa trước": [
            f"{base}?nhom=dang-lam&sap=-han&sau={row.due_on}_{row.pk}" for row in deep[5:]
        ],
    }  # fmt: skip


def wait_for(port: int, cookie: str, path: str) -> None:
    for _ in range(200):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            connection.request("GET", path, headers={"Cookie": cookie})
            if (status := connection.getresponse().status) != 200:
                raise SystemExit(f"Máy chủ trả lời {status} cho {path}")
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("Máy chủ không lên")


if __name__ == "__main__":
    sys.exit(main())
