"""Takes the legal texts and the measures that come with the portal into the database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reference.domain.loading import load_entries
from reference.domain.loading_measures import load_shipped_measures
from reference.shipped import FILE, read_entries


class Command(BaseCommand):
    help = (
        "Nạp danh mục văn bản căn cứ và loại số liệu kèm theo cổng. Chạy lại bao nhiêu lần cũng được: "
        "điều người dùng đã sửa hoặc đã đối chiếu được giữ nguyên."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--file", type=Path, default=FILE, help="tệp danh mục khác (CSV)")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            entries = read_entries(options["file"].read_text(encoding="utf-8-sig"))
        except (OSError, ValueError) as error:
            raise CommandError(f"Không đọc được danh mục {options['file'].name}: {error}") from None
        outcome = load_entries(entries)
        if options["verbosity"] > 0:
            kept = f", {outcome.kept} văn bản giữ theo người dùng đã sửa" if outcome.kept else ""
            self.stdout.write(f"Danh mục văn bản căn cứ: thêm {outcome.new}, cập nhật {outcome.updated}{kept}.")
        measures = load_shipped_measures()
        if options["verbosity"] > 0:
            kept = f", {measures.kept} loại giữ theo người dùng đã sửa" if measures.kept else ""
            self.stdout.write(f"Danh mục loại số liệu: thêm {measures.new}, cập nhật {measures.updated}{kept}.")
