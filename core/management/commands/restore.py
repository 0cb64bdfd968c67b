"""manage.py restore: everything back from one file."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.backup import BackupError, restore_backup


@contextlib.contextmanager
def portal_stopped() -> Iterator[None]:
    """Holds the lock of scripts/run, so that neither side can start while the other is at work."""
    with Path(settings.DATA_DIR, "run.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CommandError("Cổng đang chạy trên dữ liệu này; hãy dừng cổng rồi khôi phục.") from None
        yield


class Command(BaseCommand):
    help = "Khôi phục từ tệp do lệnh backup tạo ra. Hãy dừng cổng trước khi chạy."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", type=Path, help="tệp sao lưu")
        parser.add_argument("--replace", action="store_true", help="thay hết dữ liệu đang có")

    def handle(self, *args: Any, source: Path, replace: bool, **options: Any) -> None:
        others = os.umask(0o077)  # what is restored holds personal data: only its owner reads it
        try:
            with portal_stopped():
                count = restore_backup(source, replace=replace)
        except (BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        finally:
            os.umask(others)
        self.stdout.write(f"Đã khôi phục {count['rows']} dòng dữ liệu và {count['files']} tệp.")
