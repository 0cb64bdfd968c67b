"""manage.py remind [--today 2026-03-02] [--organisation an-binh] [--dry-run]: a day's reminders, done or rehearsed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.models import User
from core.days import weekday, written
from organisations.models import Organisation
from work.domain.reminders import Summary, remind
from work.queries.reminder_rehearsal import rehearsal
from work.queries.reminding import BATCH

LINES_SHOWN = 20  # of one person


class Command(BaseCommand):
    help = "Nhắc việc của một ngày. Chạy lại không nhắc hai lần; --dry-run chỉ in ra, không ghi gì."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--today", type=dt.date.fromisoformat, help="Ngày nhắc, dạng 2026-03-02; mặc định hôm nay.")
        parser.add_argument("--organisation", help="Mã đơn vị; mặc định mọi đơn vị.")
        parser.add_argument("--dry-run", action="store_true", help="Diễn tập: in ai sẽ đọc gì, không ghi gì.")
        parser.add_argument("--people", type=int, default=50, help="Diễn tập: in nhiều nhất bấy nhiêu người (50).")
        parser.add_argument("--batch", type=int, default=BATCH, help="Số việc của một đợt ghi (1000).")
        parser.add_argument("--progress", action="store_true", help="In một dòng sau mỗi đợt ghi.")

    def handle(self, *args: Any, **options: Any) -> None:
        today = options["today"] or timezone.localdate()
        only = self._office(options["organisation"])
        if options["dry_run"]:
            self._rehearse(today, only, options["people"])
        else:
            self._remind(today, only, max(options["batch"], 1), progress=options["progress"])

    def _office(self, code: str | None) -> Organisation | None:
        if not code:
            return None
        found = Organisation.objects.filter(code=code).first()
        if found is None:
            raise CommandError(f"Không có đơn vị nào có mã “{code}”.")
        return found

    def _remind(self, today: dt.date, only: Organisation | None, batch: int, *, progress: bool) -> None:
        def say(done: Summary) -> None:
            self.stdout.write(f"đợt {done.batches}: {done.claims} lượt nhắc, {done.notices} thông báo")
            self.stdout.flush()

        after = say if progress else None
        done = remind(today=today, at=timezone.now(), organisation=only, batch=batch, after_batch=after)
        if done.day_off:
            self.stdout.write(f"{_named(today)} là ngày nghỉ, không nhắc ai.")
        elif done.done_before:
            self.stdout.write(f"Việc nhắc ngày {written(today)} đã xong từ trước.")
        else:
            self.stdout.write(f"Đã báo cho {done.notices} người, {done.claims} lượt nhắc mới, {done.batches} đợt ghi.")
            self._orphans(done.orphans)

    def _rehearse(self, today: dt.date, only: Organisation | None, people: int) -> None:
        found = rehearsal(today, only)
        if found.morning is None:
            self.stdout.write(f"{_named(today)} là ngày nghỉ, sẽ không nhắc ai.")
            return
        until = f", tính cả các ngày nghỉ đến {written(found.morning.until)}" if found.morning.until > today else ""
        total = sum(len(each.lines) for each in found.notices)
        self.stdout.write(f"{_named(today)}{until}: {len(found.notices)} người, {total} dòng. Diễn tập, không ghi gì.")
        shown = found.notices[:people]
        names = User.objects.in_bulk([each.recipient_id for each in shown])
        offices = Organisation.objects.in_bulk({each.organisation_id for each in shown})
        for notice in shown:
            who = f"{names[notice.recipient_id].full_name} ({offices[notice.organisation_id]})"
            self.stdout.write(f"\n{who}: {notice.text}")
            for line in notice.lines[:LINES_SHOWN]:
                self.stdout.write(f"  - {line.text} [{line.note}]")
            if len(notice.lines) > LINES_SHOWN:
                self.stdout.write(f"  … và {len(notice.lines) - LINES_SHOWN} dòng nữa")
        if len(found.notices) > people:
            self.stdout.write(f"\n… và {len(found.notices) - people} người nữa (xem thêm bằng --people).")
        self._orphans(found.orphans)

    def _orphans(self, number: int) -> None:
        if number:
            self.stdout.write(f"{number} việc không nhắc được ai: đơn vị không còn người nào có vai trò.")


def _named(day: dt.date) -> str:
    name = weekday(day)
    return f"{name[0].upper()}{name[1:]} {written(day)}"
