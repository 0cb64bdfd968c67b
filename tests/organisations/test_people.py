"""The people of an office on its pages: bad input, other offices, codes, the last administrator."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from audit.models import AuditEntry
from organisations.enums import Role
from organisations.models import AccessToken, Membership
from tests.mailbox import delivered
from tests.world import TODAY, World, give_role, make_person, sign_in

ADD = "/an-binh/tai-khoan/them/"
NEW = "Mat-khau-moi-2027"


def form(**changes: str) -> dict[str, str]:
    return {
        "full_name": "Trịnh Văn Mới",
        "email": "moi@cchc.example",
        "staff_code": "",
        "phone": "0912 345 678",
        "role": "drafter",
        "unit": "",
        "title": "",
        "valid_from": "01/5/2026",
        "valid_to": "",
        **changes,
    }


def errors(answer: object) -> str:
    found = answer.context["form"].errors
    return " ".join(text for texts in found.values() for text in texts)


def test_a_new_person_is_added_once(world: World) -> None:
    client = sign_in(world.an)
    answer = client.post(ADD, form(unit=str(world.culture.pk)))
    user = User.objects.get(email="moi@cchc.example")
    assert answer.url == f"/an-binh/tai-khoan/{user.pk}/"
    assert not user.has_usable_password()
    again = client.post(ADD, form(unit=str(world.culture.pk), email="MOI@cchc.example"))
    assert "đã có vai trò" in errors(again)
    assert (User.objects.filter(email__iexact="moi@cchc.example").count(), user.memberships.count()) == (1, 1)
    entry = AuditEntry.objects.get(action="Mở tài khoản", object_id=str(user.pk))
    assert (entry.organisation_id, entry.user) == (world.an_binh.pk, world.an)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"email": "", "staff_code": ""}, "Cần thư điện tử hoặc mã cán bộ"),
        ({"email": "khong-phai-thu"}, "email"),
        ({"phone": "12ab"}, "Số điện thoại không đúng"),
        ({"valid_from": "31/02/2026"}, "Ngày không đúng"),
        ({"valid_to": "01/4/2026"}, "từ ngày bắt đầu trở đi"),
        ({"full_name": "x" * 121}, "120"),
        ({"full_name": ""}, "bắt buộc"),
        ({"role": "superior"}, "lựa chọn"),
        ({"role": "unit_head"}, "cần chọn bộ phận"),
        ({"staff_code": "ab@c", "email": ""}, "không có ký tự @"),
        ({"full_name": "\x00Trịnh"}, ""),
    ],
)
def test_bad_input_is_told_and_writes_nothing(world: World, changes: dict, said: str) -> None:
    before = (User.objects.count(), Membership.objects.count())
    answer = sign_in(world.an).post(ADD, form(**changes))
    assert answer.status_code == 422
    assert said in errors(answer)
    assert (User.objects.count(), Membership.objects.count()) == before


def test_a_script_is_text(world: World) -> None:
    client = sign_in(world.an)
    client.post(ADD, form(full_name="<script>alert(1)</script>", title="<img src=x onerror=alert(1)>"))
    user = User.objects.get(email="moi@cchc.example")
    for path in ("/an-binh/tai-khoan/", f"/an-binh/tai-khoan/{user.pk}/", "/an-binh/nhat-ky/"):
        page = client.get(path).content
        assert b"<script>alert" not in page, path
        assert b"<img src=x" not in page, path


def test_a_unit_of_the_neighbour_in_the_body(world: World) -> None:
    answer = sign_in(world.an).post(ADD, form(unit=str(world.neighbour_office.pk)))
    assert answer.status_code == 422
    assert not User.objects.filter(email="moi@cchc.example").exists()


def test_an_address_does_not_give_away_a_name(world: World) -> None:
    answer = sign_in(world.an).post(ADD, form(email="oanh@cchc.example"))
    assert "mang tên khác" in errors(answer)
    assert "Oanh" not in answer.content.decode()
    answer = sign_in(world.an).post(ADD, form(email="OANH@cchc.example", full_name="hoang thi oanh"))
    assert answer.status_code == 302
    assert world.oanh.memberships.filter(organisation=world.an_binh).exists()


@pytest.mark.parametrize("act", ["in-phieu", "gui-thu-moi", "khoa", "xoa-lien-he", "dat-lai-xac-thuc", "sua"])
def test_who_works_elsewhere_too_is_not_taken_over(world: World, act: str) -> None:
    """An administrator gives a colleague of the neighbour a role here, and still cannot reach the account."""
    give_role(world.oanh, world.an_binh, Role.DRAFTER)
    client = sign_in(world.an)
    body = {"reason": "thử", "full_name": "x", "email": "an@cchc.example"}
    answer = client.post(f"/an-binh/tai-khoan/{world.oanh.pk}/{act}/", body, follow=True)
    assert "vai trò ở đơn vị khác" in answer.content.decode()
    world.oanh.refresh_from_db()
    assert (world.oanh.is_active, world.oanh.email) == (True, "oanh@cchc.example")
    assert not AccessToken.objects.filter(user=world.oanh).exists()
    assert delivered() == []


def printed_code(page: bytes) -> str:
    found = re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}", page.decode())
    assert found
    return found[0]


def test_the_printed_code_opens_once(world: World) -> None:
    client = sign_in(world.an)
    client.post(ADD, form())
    user = User.objects.get(email="moi@cchc.example")
    page = client.post(f"/an-binh/tai-khoan/{user.pk}/in-phieu/").content
    code = printed_code(page)
    assert "Trịnh Văn Mới" in page.decode()
    assert "http://127.0.0.1:8000/moi/" in page.decode()
    assert not AccessToken.objects.filter(hash=code).exists(), "only the hash is kept"
    guest = Client()
    to = guest.post("/moi/", {"code": f" {code.lower().replace('-', ' ')} "}).url
    assert "moi@cchc.example" in guest.get(to).content.decode()
    assert guest.post(to, {"password": "ngan", "password_again": "ngan"}).status_code == 422
    assert guest.post(to, {"password": NEW, "password_again": NEW}).url == "/"
    assert guest.get("/", follow=False).url == "/an-binh/"
    user.refresh_from_db()
    assert user.activated_at is not None
    assert Client().get(to).status_code == 410
    assert Client().post(to, {"password": NEW, "password_again": NEW}).status_code == 410


def test_a_new_code_ends_the_old_one_and_time_ends_both(world: World) -> None:
    client, user = sign_in(world.an), world.lan
    old = printed_code(client.post(f"/an-binh/tai-khoan/{user.pk}/in-phieu/").content)
    new = printed_code(client.post(f"/an-binh/tai-khoan/{user.pk}/in-phieu/").content)
    assert Client().post("/moi/", {"code": old}).status_code == 422
    assert Client().post("/moi/", {"code": new}).status_code == 302
    AccessToken.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    assert Client().post("/moi/", {"code": new}).status_code == 422


def test_the_letter_carries_the_link(world: World) -> None:
    sign_in(world.an).post(f"/an-binh/tai-khoan/{world.lan.pk}/gui-thu-moi/")
    letter = delivered()[0]
    assert letter.to == ["lan@cchc.example"]
    link = re.search(r"http://127\.0\.0\.1:8000(/moi/\w{12}/)", letter.body)
    assert link
    assert Client().get(link[1]).status_code == 200


def test_a_silent_mail_server_is_told_to_the_administrator_and_asked_again(world: World, settings: Any) -> None:
    backend = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    now = timezone.now()
    sign_in(world.an).post(f"/an-binh/tai-khoan/{world.lan.pk}/gui-thu-moi/")
    assert delivered() == []
    settings.EMAIL_BACKEND = backend
    assert [letter.to for letter in delivered(now + dt.timedelta(minutes=20))] == [["lan@cchc.example"]]


def test_sheets_for_everybody_new(world: World) -> None:
    client = sign_in(world.an)
    for number in range(3):
        client.post(ADD, form(full_name=f"Người {number}", email=f"n{number}@cchc.example"))
    page = client.post("/an-binh/tai-khoan/in-phieu/").content.decode()
    assert page.count('class="app-slip"') == 3


def test_a_code_does_not_pass_the_second_step(world: World) -> None:
    from tests.accounts.test_second_factor import turn_on

    turn_on(world.minh)
    code = printed_code(sign_in(world.an).post(f"/an-binh/tai-khoan/{world.minh.pk}/in-phieu/").content)
    guest = Client()
    to = guest.post("/moi/", {"code": code}).url
    guest.post(to, {"password": NEW, "password_again": NEW})
    assert guest.get("/an-binh/don-vi/").url.startswith("/xac-thuc/")


def test_locking_and_forgetting(world: World) -> None:
    client, path = sign_in(world.an), f"/an-binh/tai-khoan/{world.nga.pk}"
    client.post(f"{path}/khoa/")
    world.nga.refresh_from_db()
    assert not world.nga.is_active
    client.post(f"{path}/xoa-lien-he/")
    world.nga.refresh_from_db()
    assert world.nga.email, "too early"
    world.nga.deactivated_at -= dt.timedelta(days=91)
    world.nga.save()
    client.post(f"{path}/xoa-lien-he/")
    world.nga.refresh_from_db()
    assert (world.nga.email, world.nga.phone, world.nga.full_name) == ("", "", "Đỗ Thúy Nga")
    entry = AuditEntry.objects.get(action="Xóa thông tin liên hệ")
    assert "nga@" not in f"{entry.note}{entry.changes}"


def test_the_log_never_holds_contact_details(world: World) -> None:
    client = sign_in(world.an)
    client.post(ADD, form())
    user = User.objects.get(email="moi@cchc.example")
    facts = {"full_name": user.full_name, "email": "moi.hon@cchc.example", "staff_code": "", "phone": "0987 654 321"}
    assert client.post(f"/an-binh/tai-khoan/{user.pk}/sua/", facts).status_code == 302
    user.refresh_from_db()
    assert user.email == "moi.hon@cchc.example"
    written = " ".join(f"{each.changes} {each.note} {each.search}" for each in AuditEntry.objects.all())
    for text in ("moi@", "moi.hon@", "0912 345", "0987 654"):
        assert text not in written


def test_the_only_administrator_stays(world: World) -> None:
    client = sign_in(world.an)
    membership = world.an.memberships.get()
    answer = client.post(f"/an-binh/tai-khoan/vai-tro/{membership.pk}/ket-thuc/", {"last_day": f"{TODAY:%d/%m/%Y}"})
    assert "quản trị duy nhất" in errors(answer)
    answer = client.post(f"/an-binh/tai-khoan/{world.an.pk}/khoa/", follow=True)
    assert "không tự khóa" in answer.content.decode()
    world.an.refresh_from_db()
    assert world.an.is_active


def test_the_province_opens_the_first_account(world: World) -> None:
    client = sign_in(world.tam)
    facts = {"name": "xã Hòa Lạc", "short_name": "Hòa Lạc", "level": "commune", "agency_lines": "UBND\nXÃ HÒA LẠC"}
    assert client.post("/ha-son/cap-duoi/them/", facts).url == "/ha-son/cap-duoi/hoa-lac/quan-tri/"
    again = client.post("/ha-son/cap-duoi/them/", facts)
    assert again.status_code == 422
    person = {"full_name": "Lò Văn Quản", "email": "quan@cchc.example"}
    assert client.post("/ha-son/cap-duoi/hoa-lac/quan-tri/", person).status_code == 302
    user = User.objects.get(email="quan@cchc.example")
    page = client.post(f"/ha-son/cap-duoi/hoa-lac/quan-tri/{user.pk}/in-phieu/").content
    guest = Client()
    to = guest.post("/moi/", {"code": printed_code(page)}).url
    guest.post(to, {"password": NEW, "password_again": NEW})
    assert guest.get("/hoa-lac/tai-khoan/").status_code == 200
    assert guest.get("/an-binh/tai-khoan/").status_code == 404


@pytest.mark.parametrize("code", ["ha-son", "khong-co", "an-binh-thon-dong"])
def test_the_province_reaches_only_those_below(world: World, code: str) -> None:
    assert sign_in(world.tam).get(f"/ha-son/cap-duoi/{code}/quan-tri/").status_code == 404


def test_the_province_does_not_print_codes_of_drafters(world: World) -> None:
    client = sign_in(world.tam)
    assert client.post(f"/ha-son/cap-duoi/an-binh/quan-tri/{world.lan.pk}/in-phieu/").status_code == 404
    give_role(world.lan, world.an_binh, Role.ADMIN)
    assert client.post(f"/ha-son/cap-duoi/an-binh/quan-tri/{world.lan.pk}/in-phieu/").status_code in {403, 409}
    assert not AccessToken.objects.filter(user=world.lan).exists()


def test_search_without_tone_marks(world: World) -> None:
    client = sign_in(world.an)
    names = [user.full_name for user in client.get("/an-binh/tai-khoan/?q=do thuy").context["listing"].page]
    assert names == ["Đỗ Thúy Nga"]
    everyone = [user.full_name for user in client.get("/an-binh/tai-khoan/").context["listing"].page]
    assert everyone[0] == "Vũ Đức An", "by given name"
    for query in (
        "trang=999",
        "trang=x",
        "bo_phan=x",
        "bo_phan=²",
        f"bo_phan={9**30}",
        "trang_thai=la",
        "q=%00",
        "sap=x",
    ):
        assert client.get("/an-binh/tai-khoan/?" + query).status_code == 200
    assert sign_in(world.tam).get("/ha-son/cap-duoi/?q=%00an").status_code == 200
    assert sign_in(world.quang).get("/ha-son/don-vi-truc-thuoc/?q=%00an").status_code == 200


def test_queries_do_not_grow_with_rows(world: World, django_assert_num_queries: object) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = sign_in(world.an)
    paths = ("/an-binh/tai-khoan/", "/an-binh/bo-phan/", "/an-binh/thon/", "/an-binh/nhat-ky/")

    def counts() -> list[int]:
        out = []
        for path in paths:
            with CaptureQueriesContext(
                connection,
            ) as found:
                assert client.get(path).status_code == 200
            out.append(len(found))
        return out

    counts()
    before = counts()
    for number in range(3):
        user = make_person(f"Người {number}", email=f"n{number}@cchc.example")
        give_role(user, world.an_binh, Role.DRAFTER, unit=world.culture)
        client.post("/an-binh/bo-phan/", {"name": f"Tổ {number} mới", "kind": "office"})
        client.post("/an-binh/thon/", {"name": f"thôn {number}"})
    assert counts() == before


def test_queries_of_the_offices_below(world: World) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = sign_in(world.tam)

    def count() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get("/ha-son/cap-duoi/")
        return len(found)

    count()
    before = count()
    for number in range(3):
        facts = {"name": f"xã Số {number}", "short_name": f"Số {number}", "level": "commune", "agency_lines": "UBND"}
        client.post("/ha-son/cap-duoi/them/", facts)
    assert count() == before
