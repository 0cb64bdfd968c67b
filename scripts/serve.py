"""Runs the portal on one machine: web server, background worker and timetable under one supervisor."""

from __future__ import annotations

import argparse
import errno
import fcntl
import http.client
import os
import socket
import sys
from pathlib import Path
from typing import IO

sys.path.insert(0, str(Path(__file__).resolve().parent))

from supervisor import Child, Supervisor

TOP = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("DATA_DIR", "").strip() or TOP / "var")
HEALTH = "/khoe"


def refuse_busy_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                sys.exit(f"LỖI: cổng {port} đang có chương trình khác dùng. Thử: scripts/run --port {port + 1}")
            sys.exit(f"LỖI: không mở được {host}:{port}: {error.strerror}")


def lock_data() -> IO[str]:
    """Two portals on one data folder would share a queue and send every reminder tick twice."""
    DATA.mkdir(parents=True, exist_ok=True)
    handle = open(DATA / "run.lock", "w")  # noqa: SIM115 - held until the program ends
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        sys.exit(f"LỖI: cổng thông tin đang chạy trên thư mục dữ liệu {DATA}. Dừng nó trước, hoặc đặt DATA_DIR khác.")
    return handle


def children(host: str, port: int, workers: int) -> list[Child]:
    python = [sys.executable, "-m"]
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    celery = [*python, "celery", "--quiet", "-A", "config"]
    web = [*python, "gunicorn", "config.wsgi", "--bind", address, "--workers", str(workers), "--preload"]
    web += ["--no-control-socket", "--timeout", "60", "--graceful-timeout", "8", "--log-level", "warning"]
    web += ["--max-requests", "5000", "--max-requests-jitter", "500"]
    worker = [*celery, "worker", "--concurrency", "1", "--loglevel", "WARNING", "--hostname", "portal@%h"]
    worker += ["--without-gossip", "--without-mingle"]
    beat = [*celery, "beat", "--loglevel", "WARNING", "--schedule", str(DATA / "celerybeat-schedule"), "--pidfile="]
    return [
        Child("web", web),
        Child("worker", worker, after_ready=True),
        Child("beat", beat, after_ready=True),
    ]


def healthy(host: str, port: int) -> bool:
    """Asks the health page under a name the portal answers to, whatever ALLOWED_HOSTS says."""
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    allowed = os.environ.get("ALLOWED_HOSTS", "").split(",")[0].strip().lstrip(".")
    headers = {"Host": allowed} if allowed not in {"", "*"} else {}
    connection = http.client.HTTPConnection(near, port, timeout=5)
    try:
        connection.request("GET", HEALTH, headers=headers)
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def prepare_environment() -> None:
    os.chdir(TOP)
    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("PYTHONWARNINGS", "ignore:You're running the worker with superuser")  # only JSON is accepted


def banner(url: str) -> str:
    greeting = DATA / "greeting.txt"  # the demo accounts, or the first step of an empty portal (prepare.py)
    text = greeting.read_text().strip() if greeting.exists() else ""
    lines = ["", f"Cổng thông tin đã chạy: {url}", *([text] if text else []), "Dừng: Ctrl-C", ""]
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--stop-after", type=float)
    parser.add_argument("--check-only", action="store_true", help="only say whether a start would be refused")
    parser.add_argument("--health", action="store_true", help="only ask a running portal whether it is well")
    parser.add_argument("--only", choices=["web", "worker", "beat"], help="become this one program (containers)")
    options = parser.parse_args()
    if options.health:
        return 0 if healthy(options.host, options.port) else 1
    prepare_environment()
    programs = children(options.host, options.port, options.workers)
    if options.only:
        command = next(child.command for child in programs if child.name == options.only)
        os.execv(command[0], list(command))
    refuse_busy_port(options.host, options.port)
    lock = lock_data()
    if options.check_only:
        return 0
    url = os.environ.get("PUBLIC_URL") or f"http://127.0.0.1:{options.port}"
    with lock:
        return Supervisor(
            programs,
            ready=lambda: healthy(options.host, options.port),
            on_ready=lambda: print(banner(url), flush=True),
            stop_after=options.stop_after,
        ).run()


if __name__ == "__main__":
    sys.exit(main())
