"""Links of village heads, and the log."""

from __future__ import annotations

import datetime as dt
import re

from django.test import Client
from django.utils import timezone

from audit.record import record
from organisations.access import Access
from organisations.models import AccessToken
from tests.world import World, sign_in

ADD = "/an-binh/thon/an-binh-thon-dong/duong-dan/"


def make_link(world: World) -> str:
    page = sign_in(world.an).post(ADD, {"holder_name": "Ông Tư", "days": "365"}).content.decode()
    found = re.search(r"http://127\.0\.0\.1:8000(/thon/[\w-]+/)", page)
    assert found
    assert "data:image/svg+xml" in page
    return found[1]


def test_the_link_opens_until_it_is_revoked(world: World) -> None:
    link = make_link(world)
    answer = Client().get(link)
    page = answer.content.decode()
    assert "Thôn Đông" in page
    assert "Xã An Bình" in page
    assert "Ông Tư" in page
    assert answer["X-Robots-Tag"] == "noindex"
    token = AccessToken.objects.get()
    assert token.last_used_at is not None
    assert token.hash not in link
    assert sign_in(world.lan).post(f"/an-binh/thon/duong-dan/{token.pk}/thu-hoi/").status_code == 403
    assert sign_in(world.phuc).post(f"/binh-minh/thon/duong-dan/{token.pk}/thu-hoi/").status_code == 404
    sign_in(world.an).post(f"/an-binh/thon/duong-dan/{token.pk}/thu-hoi/")
    assert Client().get(link).status_code == 410


def test_the_link_ends(world: World) -> None:
    link = make_link(world)
    AccessToken.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    assert Client().get(link).status_code == 410


def test_an_invitation_code_is_no_village_link(world: World) -> None:
    link = make_link(world)
    assert Client().get(link.replace("/thon/", "/moi/")).status_code == 410


def test_what_cannot_be(world: World) -> None:
    client = sign_in(world.an)
    assert client.post(ADD, {"holder_name": "", "days": "365"}).status_code == 422
    assert client.post(ADD, {"holder_name": "Ông Tư", "days": "99999"}).status_code == 422
    assert client.post("/an-binh/thon/", {"name": "THÔN ĐÔNG"}).status_code == 422
    assert client.post("/an-binh/thon/", {"name": "thôn Đồng"}).status_code == 302, "another name"
    assert client.post("/an-binh/thon/", {"name": "thôn Đông"}).status_code == 422


def test_the_log_is_of_this_office_alone(world: World) -> None:
    record("Việc của An Bình", world.an_binh, by=Access.system(world.an_binh))
    record("Việc của Bình Minh", world.binh_minh, by=Access.system(world.binh_minh))
    record("Việc của An Lạc", world.an_lac, by=Access.system(world.an_lac))
    page = sign_in(world.minh).get("/an-binh/nhat-ky/").content.decode()
    assert "Việc của An Bình" in page
    assert "Việc của An Lạc" in page, "An Bình took over An Lạc"
    assert "Việc của Bình Minh" not in page
    above = sign_in(world.tam).get("/ha-son/nhat-ky/").content.decode()
    assert "Việc của An Bình" not in above


def test_filters_of_the_log(world: World) -> None:
    record("Đổi thử", world.an_binh, by=Access.system(world.an_binh), after={"level": "commune", "name": "<b>x</b>"})
    client = sign_in(world.an)
    page = client.get("/an-binh/nhat-ky/?q=doi thu").content.decode()
    assert "Đổi thử" in page
    assert "Cấp xã" in page
    assert "&lt;b&gt;x" in page
    assert "Đổi thử" not in client.get("/an-binh/nhat-ky/?den=01/01/2020").content.decode()
    assert "Ngày không đúng" in client.get("/an-binh/nhat-ky/?tu=40/40/2020").content.decode()


def test_the_page_of_the_office_shows_where_it_comes_from(world: World) -> None:
    page = sign_in(world.lan).get("/an-binh/don-vi/").content.decode()
    for text in ("Tỉnh Hà Sơn", "Huyện Sông Cái, đến hết 30/6/2025", "Xã An Lạc (sáp nhập", "ỦY BAN NHÂN DÂN"):
        assert text in page
