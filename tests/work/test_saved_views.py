"""Lists under a name: whose they are, what they keep, and where they end."""

from __future__ import annotations

import pytest
from django.http import HttpResponse, QueryDict
from django.test import Client
from django.urls import reverse

from core.exceptions import DomainError, NotAllowed
from tests.world import World, access_of, sign_in
from work.domain.saved_views import change_view, delete_view, save_view
from work.models import SavedView
from work.queries.saved_views import MOST, kept_query, views_here

pytestmark = pytest.mark.django_db


def url(name: str, query: str = "", **kwargs: int) -> str:
    return reverse(f"work:{name}", kwargs={"org": "an-binh", **kwargs}) + query


def saved(
    world: World, who: str = "lan", name: str = "Quá hạn", *, shared: bool = False, page: str = "list"
) -> SavedView:
    by = access_of(getattr(world, who), world.an_binh)
    return save_view(by=by, page=page, name=name, query="nhom=qua-han", shared=shared)


def send(client: Client, **typed: str) -> HttpResponse:
    answer: HttpResponse = client.post(url("view-save"), {"page": "list", "query": "nhom=qua-han", **typed})
    return answer


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("nhom=qua-han&nam=", "nhom=qua-han"),
        ("sau=2026-01-01_5&nhom=qua-han&trang=3", "nhom=qua-han"),
        ("xem=tuan&ngay=2026-05-11&cua=don-vi", "cua=don-vi&xem=tuan"),
        ("next=//evil.example&csrfmiddlewaretoken=x", ""),
        ("q=" + "x" * 600, ""),
        ("q=thủ+tục", "q=th%E1%BB%A7+t%E1%BB%A5c"),
        ("", ""),
    ],
)
def test_filters_are_kept_and_places_are_not(address: str, kept: str) -> None:
    assert kept_query(QueryDict(address)) == kept


def test_a_filtered_list_can_be_kept_and_opened(world: World) -> None:
    lan = sign_in(world.lan)
    assert "Lưu cách lọc này" not in lan.get(url("list")).content.decode()
    assert "Lưu cách lọc này" in lan.get(url("list", "?nhom=qua-han")).content.decode()
    answer = send(lan, name="Việc quá hạn")
    assert (answer.status_code, answer["Location"]) == (303, url("list", "?nhom=qua-han"))
    page = lan.get(url("list", "?nhom=qua-han")).content.decode()
    assert "Việc quá hạn" in page
    assert "Lưu cách lọc này" not in page  # it is kept already
    assert "Việc quá hạn" not in lan.get(url("mine")).content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": "  "}, "Hãy đặt tên"),
        ({"name": "x", "query": "trang=3"}, "Chưa chọn điều kiện"),
        ({"name": "x", "page": "khac"}, ""),
        ({"name": "Quá hạn"}, "Hãy đặt tên khác"),
    ],
)
def test_what_cannot_be_kept_is_said(world: World, typed: dict[str, str], said: str) -> None:
    saved(world)
    answer = send(sign_in(world.lan), **typed)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert SavedView.objects.count() == 1


def test_only_leaders_share_and_then_all_see_it(world: World) -> None:
    with pytest.raises(NotAllowed):
        saved(world, "lan", shared=True)
    saved(world, "minh", "Của lãnh đạo", shared=True)
    saved(world, "minh", "Của riêng")
    page = sign_in(world.lan).get(url("list", "?nhom=den-han")).content.decode()
    assert "Của lãnh đạo" in page
    assert "Của riêng" not in page
    assert "Của lãnh đạo" in sign_in(world.lan).get(url("saved-views")).content.decode()


def test_ones_own_are_changed_by_oneself_alone(world: World) -> None:
    view = saved(world)
    for who, status in (("hung", 404), ("minh", 404)):
        assert sign_in(getattr(world, who)).post(url("view-delete", view_id=view.pk)).status_code == status
    shared = saved(world, "minh", "Chung", shared=True)
    with pytest.raises(NotAllowed):
        delete_view(shared, by=access_of(world.lan, world.an_binh))
    lan = sign_in(world.lan)
    lan.post(url("view-rename", view_id=view.pk), {"name": "Tên mới"})
    view.refresh_from_db()
    assert view.name == "Tên mới"
    lan.post(url("view-delete", view_id=view.pk))
    assert not SavedView.objects.filter(pk=view.pk).exists()


def test_the_neighbours_lists_are_not_there(world: World) -> None:
    by = access_of(world.oanh, world.binh_minh)
    view = save_view(by=by, page="list", name="Của Bình Minh", query="nhom=qua-han")
    SavedView.objects.filter(pk=view.pk).update(shared=True)
    assert not views_here(access_of(world.minh, world.an_binh)).exists()
    assert sign_in(world.minh).get(url("view-rename", view_id=view.pk)).status_code == 404


def test_a_person_keeps_twenty(world: World) -> None:
    for number in range(MOST):
        saved(world, name=f"Danh sách {number}")
    with pytest.raises(DomainError, match="xóa bớt"):
        saved(world, name="Một nữa")


def test_a_name_is_taken_once(world: World) -> None:
    first, second = saved(world, name="Một"), saved(world, name="Hai")
    with pytest.raises(DomainError, match="tên khác"):
        change_view(second, by=access_of(world.lan, world.an_binh), name="Một", shared=False)
    assert saved(world, "hung", name="Một").pk != first.pk  # other people have their own names
    assert saved(world, name="Một", page="mine").pk != first.pk
