"""manage.py extend_milestones [--today 2026-03-02]: what the worker does every night, by hand or for another day."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from work.domain.milestones import extend_plans


class Command(BaseCommand):
    help = "Lập các mốc thời hạn còn thiếu của mọi kế hoạch đang có hiệu lực. Chạy lại không tạo trùng."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--today", type=dt.date.fromisoformat, help="Ngày tính, dạng 2026-03-02; mặc định hôm nay.")

    def handle(self, *args: Any, **options: Any) -> None:
        made = extend_plans(today=options["today"] or timezone.localdate())
        self.stdout.write(f"Đã lập {made} mốc.")
