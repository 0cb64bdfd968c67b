"""How much work a start is when nothing is left to set up: `python benchmarks/starting.py`.

Starts the portal twice on an empty data folder; the figure is the processor time of the second start and its stop, all
processes together. Target: 5 s. Ends with 1 when it is missed.
"""

from __future__ import annotations

import os
import resource
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
TARGET = 5.0


def start(folder: str) -> float:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [TOP / "scripts/run", "--no-demo", "--workers", "1", "--stop-after", "0", "--port", port]
    subprocess.run(command, env={**os.environ, "DATA_DIR": folder}, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="portal-benchmark-") as folder:
        first, second = start(folder), start(folder)
    print(f"first start {first:.2f} s, second start {second:.2f} s of {TARGET:.1f}")
    return 1 if second > TARGET else 0


if __name__ == "__main__":
    sys.exit(main())
