"""The supervisor with toy programs: restarts, stops, leaves nobody behind."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

TOP = Path(__file__).parents[2]
PATIENCE = 60  # seconds until something that never comes is called a failure; a busy machine needs some of them
PROGRAM = """
import sys
sys.path.insert(0, {scripts!r})
from supervisor import Child, Supervisor
children = [Child(name, [sys.executable, "-uc", code]) for name, code in {children!r}]
sys.exit(Supervisor(children, ready={ready}, ready_patience=0.5, stop_after={stop_after}).run())
"""
SLEEPER = "import os, time; print('pid', os.getpid()); time.sleep(600)"
PARENT = f"import subprocess, sys; subprocess.run([sys.executable, '-uc', {SLEEPER!r}])"
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + SLEEPER


@pytest.fixture
def start() -> Iterator:
    running: list[subprocess.Popen[str]] = []

    def start(*children: tuple[str, str], ready: str = "None", stop_after: str = "None") -> subprocess.Popen[str]:
        code = PROGRAM.format(scripts=str(TOP / "scripts"), children=list(children), ready=ready, stop_after=stop_after)
        running.append(subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True))
        return running[-1]

    yield start
    for process in running:
        process.kill()
        process.wait()


def next_pid(process: subprocess.Popen[str], name: str) -> int:
    assert process.stdout
    for line in process.stdout:
        if found := re.match(rf"\[{name}\] pid (\d+)", line):
            return int(found[1])
    raise AssertionError(f"{name} never said its number")


def gone(pid: int) -> bool:
    limit = time.monotonic() + PATIENCE
    while time.monotonic() < limit:
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except OSError:
            return True
        time.sleep(0.02)
    return False


def test_a_dead_child_comes_back(start) -> None:
    process = start(("a", SLEEPER))
    first = next_pid(process, "a")
    os.kill(first, signal.SIGKILL)
    assert next_pid(process, "a") != first


def test_a_child_that_keeps_dying_is_started_ever_more_seldom(start) -> None:
    process = start(("a", "raise SystemExit(3)"))
    assert process.stdout
    waits = (re.search(r"mã 3\); khởi động lại sau (\S+) giây", line) for line in process.stdout)
    assert [found[1] for found in islice(filter(None, waits), 2)] == ["0.5", "1"]


def test_it_stops_by_itself_when_told_to(start) -> None:
    process = start(("a", SLEEPER), stop_after="0.2")
    assert process.wait(PATIENCE) == 0


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_stopping_ends_everyone(start, how: signal.Signals) -> None:
    process = start(("a", SLEEPER), ("b", PARENT))
    pids = [next_pid(process, "a"), next_pid(process, "b")] if how == signal.SIGTERM else [next_pid(process, "b")]
    process.send_signal(how)
    assert process.wait(PATIENCE) == 0
    assert all(gone(pid) for pid in pids)


def test_a_second_request_does_not_wait_for_a_stubborn_child(start) -> None:
    process = start(("a", STUBBORN))
    pid = next_pid(process, "a")
    process.terminate()
    time.sleep(0.3)
    process.terminate()
    process.wait(PATIENCE)
    assert gone(pid)


def test_a_killed_supervisor_takes_its_children_along(start) -> None:
    process = start(("a", SLEEPER))
    pid = next_pid(process, "a")
    process.kill()
    assert gone(pid)


def test_never_ready_is_an_error(start) -> None:
    process = start(("a", SLEEPER), ready="lambda: False")
    output, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    assert "chưa sẵn sàng" in output
