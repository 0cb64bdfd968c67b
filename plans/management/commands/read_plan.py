"""manage.py read_plan: a plan's file → the JSON of docs/reading.md on standard output."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from core.os_errors import reason_of
from documents.reading.files import read_file
from documents.reading.source import UnreadableFile
from plans.reading.as_json import plan_json
from plans.reading.reader import read_plan

SUFFIXES = (".txt", ".docx", ".pdf")


class Command(BaseCommand):
    help = "Đọc một kế hoạch (.txt, .docx, .pdf) và in JSON; hoặc đọc cả thư mục, mỗi tệp một JSON (--out)."
    requires_system_checks: list[str] = []  # reading touches no database

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, help="tệp kế hoạch, hoặc thư mục (cùng với --out)")
        parser.add_argument("--out", type=Path, help="thư mục ghi JSON, mỗi tệp một kết quả")

    def handle(self, *args: Any, path: Path, out: Path | None = None, **options: Any) -> None:
        if path.is_dir():
            self._directory(path, out)
            return
        try:
            text = _json(path)
        except UnreadableFile as error:
            self._refuse(str(error))
        if out is None:
            self.stdout.write(text)
        else:
            out.mkdir(parents=True, exist_ok=True)
            (out / f"{path.stem}.json").write_text(text + "\n", encoding="utf-8")

    def _directory(self, path: Path, out: Path | None) -> None:
        if out is None:
            self._refuse("Đọc cả thư mục thì phải có --out THƯ_MỤC để ghi kết quả.")
        assert out is not None
        out.mkdir(parents=True, exist_ok=True)
        failed = False
        for file in sorted(item for item in path.iterdir() if item.suffix.lower() in SUFFIXES):
            try:
                (out / f"{file.stem}.json").write_text(_json(file) + "\n", encoding="utf-8")
            except UnreadableFile as error:
                failed = True
                self.stderr.write(f"{file.name}: {error}")
        if failed:
            sys.exit(1)

    def _refuse(self, sentence: str) -> None:
        self.stderr.write(sentence)
        sys.exit(1)


def _json(path: Path) -> str:
    """Raises UnreadableFile with a sentence for whatever cannot be read."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableFile(f"Không tìm thấy tệp “{path}”. Hãy kiểm tra lại đường dẫn.") from None
    except OSError as error:
        raise UnreadableFile(f"Không mở được tệp “{path}”: {reason_of(error)}.") from None
    return json.dumps(plan_json(read_plan(read_file(path.name, data))), ensure_ascii=False, indent=1)
