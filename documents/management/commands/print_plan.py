"""Print a document from a file: `manage.py print_plan ke-hoach.docx --pdf ke-hoach.pdf --docx ban-word.docx`.

Reads text, Word or PDF, needs no database row and writes none.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from core.os_errors import reason_of
from documents.checks import printing_available


class Command(BaseCommand):
    help = "In một văn bản (.txt, .docx, .pdf) theo thể thức Nghị định 30/2020 ra PDF và Word."
    requires_system_checks: list[str] = []  # printing needs neither database nor URLs

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="Tệp văn bản cần in")
        parser.add_argument("--pdf", type=Path, help="Nơi ghi bản PDF")
        parser.add_argument("--docx", type=Path, help="Nơi ghi bản Word")

    def handle(self, *args: object, **options: object) -> None:
        from documents.reading.assemble import read_document
        from documents.reading.files import read_file
        from documents.reading.source import UnreadableFile

        source, pdf, docx = options["file"], options["pdf"], options["docx"]
        assert isinstance(source, Path)
        if not isinstance(pdf, Path) and not isinstance(docx, Path):
            raise CommandError("Hãy cho biết nơi ghi: --pdf TỆP.pdf, --docx TỆP.docx hoặc cả hai.")
        available = printing_available()
        if not available:
            raise CommandError(available.reason)
        try:
            document = read_document(read_file(source.name, source.read_bytes())).document
        except OSError as error:
            raise CommandError(f"Không mở được tệp {source}: {reason_of(error)}.") from error
        except UnreadableFile as error:
            raise CommandError(str(error)) from error
        if isinstance(pdf, Path):
            from documents.render.pdf import print_document

            printed = print_document(document)
            self._write(pdf, printed.pdf, f"{printed.pages} trang")
        if isinstance(docx, Path):
            from documents.render.docx import render_docx

            self._write(docx, render_docx(document), "Word")

    def _write(self, path: Path, content: bytes, what: str) -> None:
        try:
            path.write_bytes(content)
        except OSError as error:
            raise CommandError(f"Không ghi được tệp {path}: {reason_of(error)}.") from error
        self.stdout.write(f"Đã ghi {path} ({what}, {len(content) / 1024:.0f} KiB).")
