"""The private servers of the test run: they work, and they are gone afterwards, however the run ends."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

TOP = Path(__file__).parents[2]
PATIENCE = 120  # seconds until something that never comes is called a failure; a busy machine needs some of them
SHOW = "import os, time; print(os.environ['DATABASE_URL'], os.environ['REDIS_URL'], flush=True); time.sleep({})"
ASK = """
import os, urllib.parse, psycopg2, redis
place = urllib.parse.parse_qs(urllib.parse.urlsplit(os.environ["DATABASE_URL"]).query)["host"][0]
with psycopg2.connect(host=place, user="portal", dbname="portal") as database, database.cursor() as cursor:
    cursor.execute("CREATE EXTENSION pg_trgm")
    cursor.execute("CREATE EXTENSION unaccent")
    cursor.execute("SELECT unaccent('Đường làng'), similarity('ke hoach', 'ke hoach nam') > 0.5")
    print(cursor.fetchone(), redis.Redis.from_url(os.environ["REDIS_URL"]).ping(), place)
"""


def start(code: str) -> subprocess.Popen[str]:
    command = [sys.executable, TOP / "scripts/with_servers.py", sys.executable, "-c", code]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def nobody_works_in(folder: Path) -> bool:
    found = subprocess.run(["pgrep", "-f", str(folder)], capture_output=True, check=False)
    return found.returncode == 1


def test_servers_have_what_the_portal_needs_and_leave_with_the_command() -> None:
    process = start(ASK)
    output, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    *answers, place = output.split()
    assert " ".join(answers) == "('Duong lang', True) True"
    assert nobody_works_in(Path(place))
    assert not Path(place).exists()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_servers_leave_when_the_run_is_ended(how: signal.Signals) -> None:
    process = start(SHOW.format(600))
    assert process.stdout
    folder = Path(process.stdout.readline().split()[0].partition("host=")[2]).parent
    try:
        process.send_signal(how)
        process.wait(PATIENCE)
        limit = time.monotonic() + PATIENCE
        while not nobody_works_in(folder):
            assert time.monotonic() < limit
            time.sleep(0.05)
        assert how == signal.SIGKILL or not folder.exists()
    finally:
        subprocess.run(["rm", "-rf", str(folder)], check=True)
