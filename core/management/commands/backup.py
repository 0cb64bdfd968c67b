"""manage.py backup: everything into one file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.template.defaultfilters import filesizeformat
from django.utils import timezone

from core.backup import BackupError, create_backup


class Command(BaseCommand):
    help = "Sao lưu cơ sở dữ liệu và tệp tải lên vào một tệp. Chạy được khi cổng đang mở."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("out", nargs="?", type=Path, help="tệp .tar.gz, .tar hoặc một thư mục")
        parser.add_argument("--keep", type=int, help="chỉ giữ chừng này tệp portal-*.tar.gz mới nhất trong thư mục")

    def handle(self, *args: Any, out: Path | None, keep: int | None, **options: Any) -> None:
        out = out or Path(settings.DATA_DIR, "backups")
        named = out.name.endswith((".tar", ".tar.gz", ".tgz"))
        if named and keep is not None:
            raise CommandError("--keep chỉ dùng khi ghi vào một thư mục.")
        if keep is not None and keep < 1:
            raise CommandError("--keep phải từ 1 trở lên.")
        folder = out.parent if named else out
        now = timezone.localtime()
        target = out if named else folder / f"portal-{now:%Y%m%d-%H%M%S}.tar.gz"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            count = create_backup(target, now=now)
        except (BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        if keep:
            for old in sorted(folder.glob("portal-*.tar.gz"))[:-keep]:
                old.unlink()
        size = filesizeformat(target.stat().st_size)
        self.stdout.write(f"Đã sao lưu {count['rows']} dòng dữ liệu, {count['files']} tệp: {target} ({size})")
