"""manage.py start_office: from an empty installation to an administrator at work."""

from __future__ import annotations

import datetime as dt
import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from accounts.models import User
from audit.models import AuditEntry
from organisations.domain.founding import read_name
from organisations.enums import Level, Role
from organisations.models import AccessToken, Membership, Organisation
from tests.world import PASSWORD

AN = ("--admin", "Vũ Đức An", "--email", "an@anbinh.example")


def start(*args: str) -> str:
    out = StringIO()
    call_command("start_office", *args, stdout=out)
    return out.getvalue()


def code_in(text: str) -> str:
    found = re.search(r"Mã dùng một lần: ([A-Z0-9-]+)", text)
    assert found is not None
    return found[1]


def test_a_commune_alone_begins_to_work(db: None) -> None:
    told = start("Xã  An Bình", *AN)
    here = Organisation.objects.get()
    assert (here.code, here.name, here.short_name, here.level) == ("an-binh", "xã An Bình", "An Bình", Level.COMMUNE)
    assert here.agency_lines == ["ỦY BAN NHÂN DÂN", "XÃ AN BÌNH"]
    assert "ỦY BAN NHÂN DÂN / XÃ AN BÌNH" in told
    assert "an@anbinh.example" in told
    assert "http://127.0.0.1:8000/moi/" in told
    assert Membership.objects.get().role == Role.ADMIN
    assert set(AuditEntry.objects.values_list("user_name", flat=True)) == {"Cài đặt"}

    client, code = Client(), code_in(told)
    assert client.post("/moi/", {"code": code.lower()}).status_code == 302
    assert client.post(f"/moi/{code}/", {"password": PASSWORD, "password_again": PASSWORD}).status_code == 302
    assert client.get("/an-binh/").status_code == 200


def test_a_province_with_names_of_its_own(db: None) -> None:
    told = start(
        "tỉnh Hà Sơn", "--admin", "Lý Thanh Tâm", "--staff-code", "hs-001", "--code", "tinh-ha-son",
        "--short-name", "Hà  Sơn",
    )  # fmt: skip
    here = Organisation.objects.get()
    assert (here.code, here.short_name, here.level) == ("tinh-ha-son", "Hà Sơn", Level.PROVINCE)
    assert "HS-001" in told


@pytest.mark.parametrize(
    ("args", "told"),
    [
        ((), "Cần tên đơn vị"),
        (("xã An Bình",), "họ tên người quản trị"),
        (("An Bình", *AN), "cấp tỉnh hay cấp xã"),
        (("xã An Bình", "--admin", "Vũ Đức An"), "thư điện tử hoặc mã cán bộ"),
        (("xã An Bình", "--admin", "Vũ Đức An", "--email", "không phải thư"), "Thư điện tử"),
        (("xã An Bình", *AN, "--code", "static"), "dành cho trang của hệ thống"),
        (("xã An Bình", *AN, "--code", "Mã Lạ"), "Mã đơn vị"),
        (("--new-code", "an-binh"), "Không có đơn vị gốc"),
    ],
)
def test_what_is_refused_leaves_nothing_behind(db: None, args: tuple[str, ...], told: str) -> None:
    with pytest.raises(CommandError, match=told):
        start(*args)
    assert not Organisation.objects.exists()
    assert not User.objects.exists()


def test_the_second_office_is_asked_for_openly(db: None) -> None:
    start("xã An Bình", *AN)
    with pytest.raises(CommandError, match="Cổng đã có Xã An Bình"):
        start("xã An Bình", *AN)
    told = start("xã Bình Minh", "--admin", "Bùi Hữu Phúc", "--email", "phuc@binhminh.example", "--another")
    assert "binh-minh" in told
    assert list(Organisation.objects.values_list("path", flat=True)) == ["0001.", "0002."]
    with pytest.raises(CommandError, match="Mã đơn vị"):
        start("xã An Bình", *AN, "--another")


def test_an_administrator_with_a_password_needs_no_code(db: None) -> None:
    start("xã An Bình", *AN)
    User.objects.update(activated_at=timezone.now())
    assert "đã có mật khẩu" in start("xã Bình Minh", *AN, "--another")


def test_a_lost_code_is_replaced_until_it_was_used(db: None) -> None:
    first = code_in(start("xã An Bình", *AN))
    second = code_in(start("--new-code", "an-binh"))
    assert first != second
    assert AccessToken.objects.filter(revoked_at=None).count() == 1
    User.objects.update(activated_at=dt.datetime(2026, 5, 11, tzinfo=dt.UTC))
    with pytest.raises(CommandError, match="đã có quản trị"):
        start("--new-code", "an-binh")


@pytest.mark.parametrize(
    ("typed", "name", "short", "level"),
    [
        ("THÀNH PHỐ Hải Đăng", "thành phố Hải Đăng", "Hải Đăng", Level.PROVINCE),
        ("đặc khu Hòn Mê", "đặc khu Hòn Mê", "Hòn Mê", Level.COMMUNE),
        ("Xa An Binh", "xã An Binh", "An Binh", Level.COMMUNE),
        ("Xãm", "Xãm", "Xãm", None),
        ("", "", "", None),
    ],
)
def test_a_name_tells_its_parts(typed: str, name: str, short: str, level: Level | None) -> None:
    read = read_name(typed)
    assert (read.name, read.short_name, read.level) == (name, short, level)
