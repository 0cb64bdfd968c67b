"""scripts/run for real, in a data folder of its own: it starts, mends itself, works in the background, stops."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

TOP = Path(__file__).parents[2]
PATIENCE = 120  # seconds until something that never comes is called a failure; a busy machine needs some of them
OLD_SESSION = """
import datetime, django
django.setup()
from django.contrib.sessions.models import Session
from config.celery import clear_sessions
Session.objects.create(session_key="old", session_data="", expire_date=datetime.datetime.now(datetime.UTC))
clear_sessions.delay()
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def children_of(pid: int) -> list[int]:
    found = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False)
    return [int(word) for word in found.stdout.split()]


def tree_of(pid: int) -> list[int]:
    return [pid, *(below for child in children_of(pid) for below in tree_of(child))]


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


class Portal:
    """One `scripts/run`, its output in a file so that waiting for a sentence cannot block."""

    def __init__(self, folder: Path, log: str) -> None:
        self.log = folder / log
        self.port = free_port()
        self.environment = {
            **{name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}},
            "DATA_DIR": str(folder / "data"),
            "ALLOWED_HOSTS": "cchc.xa.example",
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }
        self.begin = time.monotonic()
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(
                [TOP / "scripts/run", "--no-demo", "--port", str(self.port), "--workers", "1"],
                cwd=folder,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )

    def wait_for(self, sentence: str) -> str:
        limit = time.monotonic() + PATIENCE
        while time.monotonic() < limit:
            text = self.log.read_text()
            if found := re.search(sentence, text):
                return found[0]
            assert self.process.poll() is None, text
            time.sleep(0.02)
        raise AssertionError(f"{sentence!r} never came:\n{self.log.read_text()}")

    def child(self, word: str) -> int:
        limit = time.monotonic() + PATIENCE
        while time.monotonic() < limit:
            for pid in children_of(self.process.pid):
                with contextlib.suppress(OSError):  # one that has just ended
                    if word.encode() in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0"):
                        return pid
            time.sleep(0.05)
        raise AssertionError(f"no {word} among the children")

    def stop(self) -> tuple[int, list[int]]:
        """Exit code, and whoever outlived the stop."""
        family = tree_of(self.process.pid)
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(PATIENCE)
        return code, [pid for pid in family if is_alive(pid)]


@pytest.fixture
def start(tmp_path: Path) -> Iterator:
    started: list[Portal] = []

    def start(log: str) -> Portal:
        started.append(Portal(tmp_path, log))
        return started[-1]

    yield start
    for portal in started:
        if portal.process.poll() is None:
            portal.stop()


def test_a_day_in_the_life_of_the_portal(start, tmp_path: Path) -> None:
    first = start("first.log")
    first.wait_for("Cổng thông tin đã chạy: http://127.0.0.1")
    first.wait_for("manage.py start_office")
    assert oct((tmp_path / "data/secret_key").stat().st_mode & 0o777) == "0o600"

    # a second one on the same data, and one on a port in use, are refused with a sentence
    second = start("second.log")
    assert second.process.wait(PATIENCE) == 1
    assert "đang chạy trên thư mục dữ liệu" in second.log.read_text()
    third = subprocess.run(
        [TOP / "scripts/run", "--port", str(first.port)],
        env={**first.environment, "DATA_DIR": str(tmp_path / "other")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert third.returncode == 1
    assert f"cổng {first.port} đang có chương trình khác dùng" in third.stderr

    # a killed worker comes back and does the work handed in meanwhile
    worker = first.child("worker")
    os.kill(worker, signal.SIGKILL)
    first.wait_for(r"\[worker\] đã ngừng")
    environment = {**first.environment, "PYTHONPATH": str(TOP)}
    subprocess.run([sys.executable, "-c", OLD_SESSION], env=environment, cwd=TOP, check=True)
    assert first.child("worker") != worker
    with sqlite3.connect(tmp_path / "data/portal.sqlite3", timeout=PATIENCE) as database:
        limit = time.monotonic() + PATIENCE
        while database.execute("SELECT count(*) FROM django_session").fetchone()[0]:
            assert time.monotonic() < limit, first.log.read_text()
            time.sleep(0.1)
    database.close()

    code, left = first.stop()
    assert (code, left) == (0, []), first.log.read_text()

    # the second start finds everything done
    again = start("again.log")
    again.wait_for("Cổng thông tin đã chạy")
    assert "✓" not in again.log.read_text()
    assert again.stop() == (0, [])


def test_the_same_program_runs_on_postgresql_and_redis(tmp_path: Path) -> None:
    command = [sys.executable, TOP / "scripts/with_servers.py", TOP / "scripts/run", "--no-demo", "--workers", "1"]
    environment = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    environment |= {"DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings"}
    result = subprocess.run(
        [*command, "--port", str(free_port()), "--stop-after", "3"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert "Cổng thông tin đã chạy" in result.stdout
    assert "đã ngừng" not in result.stdout
    assert not (tmp_path / "portal.sqlite3").exists()


def test_unknown_option_is_refused_with_the_usage() -> None:
    result = subprocess.run([TOP / "scripts/run", "--nhanh"], capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert "Không hiểu lựa chọn --nhanh" in result.stderr
    assert "Cách dùng" in result.stderr
