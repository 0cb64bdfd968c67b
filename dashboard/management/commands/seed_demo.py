"""Fills an empty portal with the demo province and five historical plans, through the domain alone."""

from __future__ import annotations

import datetime as dt
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from dashboard.demo.seeding import STAGES, Setting, run_stage


class Command(BaseCommand):
    help = (
        "Dựng tỉnh mẫu Hà Sơn và năm kế hoạch lịch sử để xem thử. Ngày tháng tính theo hôm nay; "
        "chạy lại lần nữa không thay đổi gì."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--today", type=dt.date.fromisoformat, help="coi ngày này là hôm nay (NĂM-THÁNG-NGÀY)")
        parser.add_argument("--stage", choices=list(STAGES), help="dừng sau bước này")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        today = options["today"] or timezone.localdate()
        setting = Setting(today=today, now=now)
        for name, label in STAGES.items():
            start = time.monotonic()
            made = run_stage(name, setting)
            if options["verbosity"] > 0:
                what = f"thêm {made}" if made else "đã có đủ"
                self.stdout.write(f"  {label}: {what} ({time.monotonic() - start:.1f} giây)")
            if name == options["stage"]:
                break
