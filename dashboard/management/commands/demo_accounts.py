"""Prints who can sign in to the demo province, as what, and where the work begins."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from dashboard.demo.data import people
from dashboard.demo.seeding.staff import PASSWORD
from dashboard.demo.seeding.villages import village_links
from organisations.enums import Role
from organisations.models import Organisation

MAIN = ("an-binh", "ha-son", "binh-minh")


class Command(BaseCommand):
    help = "Bảng tài khoản của tỉnh mẫu: vai trò, thư điện tử, mã cán bộ, đơn vị, địa chỉ. Chỉ dùng để xem thử."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--all", action="store_true", help="mọi người của tỉnh mẫu, không chỉ mỗi vai trò một người"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        rows = self._rows(everybody=options["all"])
        if not rows:
            raise CommandError("Chưa có tỉnh mẫu. Chạy: manage.py seed_demo")
        head = ("Vai trò", "Họ và tên", "Thư điện tử", "Mã cán bộ", "Đơn vị", "Địa chỉ")
        widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
        self.stdout.write(f"Tài khoản xem thử (tỉnh Hà Sơn là tỉnh mẫu, không có thật). Mật khẩu chung: {PASSWORD}")
        for row in (head, tuple("-" * width for width in widths), *rows):
            self.stdout.write("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
        for name, village, path in village_links()[: None if options["all"] else 1]:
            self.stdout.write(f"Trưởng thôn (không cần tài khoản): {name}, {village}: {settings.PUBLIC_URL}{path}")

    def _rows(self, *, everybody: bool) -> list[tuple[str, ...]]:
        """One row per role in the first main commune or the province that has it; all rows when asked."""
        existing = set(User.objects.filter(is_active=True).values_list("email", flat=True))
        names = dict(Organisation.objects.values_list("code", "name"))
        found = [
            (work, person)
            for person in people()
            for work in person.works
            if person.email in existing and work.at in names
        ]
        if not everybody:
            chosen = []
            for role in Role:
                of_role = [pair for pair in found if pair[0].role == role and pair[0].at in MAIN]
                of_role.sort(key=lambda pair: MAIN.index(pair[0].at))
                chosen += of_role[:1]
            neighbour = [pair for pair in found if pair[0].at == "binh-minh" and pair[0].role == Role.DRAFTER]
            found = chosen + neighbour
        return [
            (
                Role(work.role).label,
                person.name,
                person.email,
                person.staff_code,
                names[work.at],
                f"{settings.PUBLIC_URL}/{work.at}/",
            )
            for work, person in found
        ]
