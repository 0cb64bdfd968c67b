"""Keeps a few child programs alive: restarts a dead one with growing pauses, stops all of them together.

Standard library only, so that it weighs little and starts at once. A child runs in a session of its own (Ctrl-C reaches
only the supervisor, which passes it on in order) and is told to end by the kernel should the supervisor be killed.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import selectors
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import IO

STEADY_AFTER = 30.0  # seconds of life after which a child's earlier deaths are forgotten
LONGEST_PAUSE = 30.0  # seconds between two starts, at most
STOP_PATIENCE = 10.0  # seconds between the request to end and the kill
_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


def _die_with_parent() -> None:
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class Child:
    """One program: its name in the output, its command, and the seconds it may still wait before its next start."""

    name: str
    command: Sequence[str]
    after_ready: bool = False  # starts only once the supervisor's `ready` said yes
    process: subprocess.Popen[bytes] | None = None
    deaths: int = 0
    started: float = 0.0
    due: float = 0.0
    tail: bytes = field(default=b"", repr=False)

    @property
    def output(self) -> IO[bytes]:
        assert self.process is not None
        assert self.process.stdout is not None
        return self.process.stdout

    def pause(self) -> float:
        return min(LONGEST_PAUSE, 0.5 * 2.0 ** min(self.deaths - 1, 10))


class Supervisor:
    def __init__(
        self,
        children: Sequence[Child],
        *,
        ready: Callable[[], bool] | None = None,
        on_ready: Callable[[], None] | None = None,
        ready_patience: float = 60.0,
        stop_after: float | None = None,
        write: Callable[[str], None] = lambda line: print(line, flush=True),
    ) -> None:
        self.children = list(children)
        self.ready = ready
        self.on_ready = on_ready
        self.ready_patience = ready_patience
        self.stop_after = stop_after
        self.write = write
        self.is_ready = ready is None
        self.stop_asked = 0
        self.selector = selectors.DefaultSelector()

    # -- life

    def run(self) -> int:
        """Runs until asked to stop; 0, or 1 when the children never became ready."""
        wake, self._wake_end = os.pipe()
        os.set_blocking(self._wake_end, False)
        os.set_blocking(wake, False)
        self.selector.register(wake, selectors.EVENT_READ, None)
        signal.set_wakeup_fd(self._wake_end, warn_on_full_buffer=False)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask_to_stop)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        begin = time.monotonic()
        code = 0
        try:
            while not self.stop_asked:
                self._start_due()
                self._read(0.1 if not self.is_ready else self._until_next())
                self._bury()
                if not self.is_ready and self.ready and self.ready():
                    self.is_ready = True
                    if self.on_ready:
                        self.on_ready()
                    begin = time.monotonic()
                if not self.is_ready and time.monotonic() - begin > self.ready_patience:
                    self.write(f"LỖI: sau {self.ready_patience:.0f} giây vẫn chưa sẵn sàng, dừng lại.")
                    code = 1
                    break
                if self.is_ready and self.stop_after is not None and time.monotonic() - begin >= self.stop_after:
                    break
        finally:
            self._stop_all()
        return code

    def _ask_to_stop(self, number: int, _frame: object) -> None:
        self.stop_asked += 1

    def _until_next(self) -> float:
        waiting = [child.due - time.monotonic() for child in self.children if child.process is None]
        return max(0.02, min([1.0 if self.stop_after is None else 0.2, *waiting]))

    # -- children

    def _start_due(self) -> None:
        for child in self.children:
            if child.process or child.due > time.monotonic() or (child.after_ready and not self.is_ready):
                continue
            child.process = subprocess.Popen(
                child.command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_die_with_parent,  # noqa: PLW1509 - this program has one thread
            )
            child.started = time.monotonic()
            os.set_blocking(child.output.fileno(), False)
            self.selector.register(child.output, selectors.EVENT_READ, child)

    def _bury(self) -> None:
        for child in self.children:
            if child.process is None or child.process.poll() is None:
                continue
            code, lived = child.process.returncode, time.monotonic() - child.started
            self._kill_group(child, signal.SIGKILL)  # what it may have left behind
            self._drain(child)
            self._forget(child)
            if self.stop_asked:
                continue
            child.deaths = 1 if lived > STEADY_AFTER else child.deaths + 1
            child.due = time.monotonic() + child.pause()
            self.write(f"[{child.name}] đã ngừng (mã {code}); khởi động lại sau {child.pause():g} giây")

    def _forget(self, child: Child) -> None:
        self.selector.unregister(child.output)
        child.output.close()
        if child.tail:
            self.write(f"[{child.name}] {child.tail.decode(errors='replace')}")
        child.process, child.tail = None, b""

    @staticmethod
    def _kill_group(child: Child, number: int) -> None:
        assert child.process
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.process.pid, number)

    def _stop_all(self) -> None:
        """Asks each child to end, waits, kills the rest; a second Ctrl-C shortens the wait."""
        asked = self.stop_asked = max(self.stop_asked, 1)
        for child in self.children:
            if child.process:
                child.process.terminate()
        limit = time.monotonic() + STOP_PATIENCE
        while any(child.process for child in self.children):
            if time.monotonic() > limit or self.stop_asked > asked:
                for child in self.children:
                    if child.process:
                        self._kill_group(child, signal.SIGKILL)
            self._read(0.05)
            self._bury()

    # -- output

    def _read(self, timeout: float) -> None:
        for key, _ in self.selector.select(timeout):
            if key.data is None:
                os.read(key.fd, 4096)
            else:
                self._drain(key.data)

    def _drain(self, child: Child) -> None:
        while True:
            try:
                piece = os.read(child.output.fileno(), 65536)
            except BlockingIOError:
                return
            if not piece:
                return
            *lines, child.tail = (child.tail + piece).split(b"\n")
            for line in lines:
                self.write(f"[{child.name}] {line.decode(errors='replace')}")
