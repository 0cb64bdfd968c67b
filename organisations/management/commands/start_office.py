"""Makes the first organisation of an empty installation and its administrator, and prints the code to begin with."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils import timezone

from core.exceptions import DomainError
from organisations.domain.founding import Office, found_office, renew_first_code
from organisations.enums import Level

EXAMPLE = 'manage.py start_office "xã An Bình" --admin "Vũ Đức An" --email an@anbinh.gov.vn'


class Command(BaseCommand):
    help = (
        "Tạo đơn vị đầu tiên của một cổng còn trống (một tỉnh, hoặc riêng một xã) và tài khoản quản trị của đơn vị, "
        f"rồi in mã dùng một lần để người ấy đặt mật khẩu. Ví dụ: {EXAMPLE}"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", nargs="?", default="", help='tên đầy đủ, ví dụ "xã An Bình" hoặc "tỉnh Hà Sơn"')
        parser.add_argument("--admin", default="", help="họ tên người quản trị")
        parser.add_argument("--email", default="", help="thư điện tử để đăng nhập")
        parser.add_argument("--staff-code", default="", help="mã cán bộ để đăng nhập, khi không có thư điện tử")
        parser.add_argument("--code", default="", help="mã đơn vị, nằm trong địa chỉ trang; để trống thì lấy theo tên")
        parser.add_argument("--short-name", default="", help="địa danh ghi trước ngày tháng; để trống thì lấy theo tên")
        parser.add_argument(
            "--level", choices=[Level.PROVINCE.value, Level.COMMUNE.value],
            help="province (cấp tỉnh) hoặc commune (cấp xã), khi tên chưa nói rõ",
        )  # fmt: skip
        parser.add_argument("--another", action="store_true", help="thêm một đơn vị gốc nữa dù cổng đã có đơn vị")
        parser.add_argument("--new-code", metavar="MÃ-ĐƠN-VỊ", help="cấp mã mới khi mã trước đã mất hoặc hết hạn")

    def handle(self, *args: Any, **options: Any) -> None:
        today, now = timezone.localdate(), timezone.now()
        try:
            if options["new_code"]:
                office = renew_first_code(code=options["new_code"], today=today, now=now)
            elif not options["name"].strip() or not options["admin"].strip():
                raise CommandError(f"Cần tên đơn vị và họ tên người quản trị. Ví dụ: {EXAMPLE}")
            else:
                office = found_office(
                    name=options["name"], code=options["code"], short_name=options["short_name"],
                    level=Level(options["level"]) if options["level"] else None, admin_name=options["admin"],
                    email=options["email"], staff_code=options["staff_code"], another=options["another"],
                    today=today, now=now,
                )  # fmt: skip
        except DomainError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(told(office))


def told(office: Office) -> str:
    """What the person at the keyboard needs, and nothing more: the code is shown only now."""
    here, base = office.organisation, settings.PUBLIC_URL.rstrip("/")
    lines = [
        f"{here.display_name} (mã {here.code}): {base}/{here.code}/",
        f"  Trên đầu văn bản: {' / '.join(here.agency_lines)}",
        f"  Quản trị đăng nhập bằng: {office.login}",
    ]
    if office.invitation is None:
        return "\n".join([*lines, "  Người này đã có mật khẩu: đăng nhập như thường lệ."])
    until = timezone.localtime(office.invitation.expires_at)
    return "\n".join([
        *lines,
        f"  Mã dùng một lần: {office.invitation.code} (đến {until:%H:%M ngày %d/%m/%Y})",
        f"  Nhập mã và đặt mật khẩu tại: {base}{reverse('organisations-public:invitation-code')}",
        f"  Mất mã hoặc mã hết hạn: manage.py start_office --new-code {here.code}",
    ])  # fmt: skip
