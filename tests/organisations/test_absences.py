"""Days away: who may enter them, who stands in, and the end of it."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from accounts.models import User
from core.exceptions import DomainError, NotAllowed
from organisations.domain.absences import end_absence, enter_absence
from organisations.domain.forgetting import forget_reasons
from organisations.models import Absence
from organisations.queries_absence import absences_of, stood_in_for, substitutes_on
from tests.world import TODAY, World, access_of, sign_in

NOW = dt.datetime(2026, 5, 11, 2, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def away(
    world: World, user: User, substitute: User, *, by: User | None = None, first: int = 0, last: int = 4,
    key: uuid.UUID | None = None,
) -> Absence:  # fmt: skip
    """An absence of An Bình from `first` to `last` days after today."""
    return enter_absence(
        user=user, substitute=substitute, first_day=TODAY + first * DAY, last_day=TODAY + last * DAY,
        by=access_of(by or user, world.an_binh), at=NOW, key=key,
    )  # fmt: skip


def test_one_enters_for_oneself_the_head_for_the_unit_the_leader_for_all(world: World) -> None:
    away(world, world.nga, world.lan)
    away(world, world.lan, world.hung, by=world.hung)
    away(world, world.hanh, world.lan, by=world.minh)
    away(world, world.minh, world.hung, by=world.an)
    with pytest.raises(NotAllowed, match="chính mình"):
        away(world, world.hung, world.lan, by=world.nga)
    with pytest.raises(NotAllowed):
        away(world, world.minh, world.lan, by=world.hung, first=20, last=21)


def test_the_neighbour_stands_in_for_nobody_here(world: World) -> None:
    with pytest.raises(DomainError, match="không làm việc ở đơn vị này"):
        away(world, world.lan, world.oanh)
    with pytest.raises(NotAllowed):
        enter_absence(
            user=world.oanh, substitute=world.lan, first_day=TODAY, last_day=TODAY,
            by=access_of(world.hung, world.an_binh), at=NOW,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("first", "last", "says"),
    [(3, 2, "Ngày cuối"), (-9, -1, "đã qua"), (0, 366, "dài nhất một năm")],
)
def test_days_that_make_no_sense(world: World, first: int, last: int, says: str) -> None:
    with pytest.raises(DomainError, match=says):
        away(world, world.lan, world.hung, first=first, last=last)


def test_absences_of_one_person_do_not_overlap(world: World) -> None:
    made = away(world, world.lan, world.hung, first=2, last=6)
    with pytest.raises(DomainError, match="đã có đợt nghỉ"):
        away(world, world.lan, world.hanh, first=6, last=9)
    away(world, world.lan, world.hanh, first=7, last=9)
    end_absence(made, by=access_of(world.lan, world.an_binh), back_on=made.first_day, at=NOW)
    away(world, world.lan, world.hanh, first=0, last=6)  # the one taken back is in nobody's way


def test_the_same_sending_twice_is_one_absence(world: World) -> None:
    key = uuid.uuid4()
    assert away(world, world.lan, world.hung, key=key) == away(world, world.lan, world.hung, key=key)
    assert Absence.objects.count() == 1


def test_the_substitute_of_a_day(world: World) -> None:
    away(world, world.lan, world.hung, first=0, last=2)
    assert substitutes_on(world.an_binh.pk, TODAY - DAY) == {}
    assert substitutes_on(world.an_binh.pk, TODAY + 2 * DAY) == {world.lan.pk: world.hung.pk}
    assert substitutes_on(world.an_binh.pk, TODAY + 3 * DAY) == {}
    assert substitutes_on(world.binh_minh.pk, TODAY) == {}
    assert stood_in_for(world.hung, world.an_binh, TODAY) == {world.lan.pk}


def test_a_substitute_who_is_away_too_is_followed_once_and_never_in_a_circle(world: World) -> None:
    away(world, world.lan, world.hung)
    away(world, world.hung, world.hanh, by=world.minh)
    found = substitutes_on(world.an_binh.pk, TODAY)
    assert found == {world.lan.pk: world.hanh.pk, world.hung.pk: world.hanh.pk}
    away(world, world.hanh, world.lan, by=world.minh)
    found = substitutes_on(world.an_binh.pk, TODAY)
    assert all(user != substitute for user, substitute in found.items())
    assert found[world.lan.pk] == world.hanh.pk


def test_two_who_are_away_for_each_other_keep_the_one_named(world: World) -> None:
    away(world, world.lan, world.hung)
    away(world, world.hung, world.lan)
    assert substitutes_on(world.an_binh.pk, TODAY) == {world.lan.pk: world.hung.pk, world.hung.pk: world.lan.pk}


def test_an_early_end_counts_from_the_day_of_return(world: World) -> None:
    absence = away(world, world.lan, world.hung, first=-2, last=5)
    by = access_of(world.lan, world.an_binh)
    with pytest.raises(DomainError, match="đã bắt đầu"):
        end_absence(absence, by=by, back_on=absence.first_day, at=NOW)
    with pytest.raises(NotAllowed):
        end_absence(absence, by=access_of(world.nga, world.an_binh), back_on=TODAY + DAY, at=NOW)
    ended = end_absence(absence, by=by, back_on=TODAY + DAY, at=NOW)
    assert ended.until == TODAY
    assert substitutes_on(world.an_binh.pk, TODAY) == {world.lan.pk: world.hung.pk}
    assert substitutes_on(world.an_binh.pk, TODAY + DAY) == {}
    assert list(absences_of(world.an_binh, TODAY + DAY, "qua")) == [absence]


def test_the_page_enters_and_shows(world: World) -> None:
    client = sign_in(world.nga)
    first = dt.date.today() + 3 * DAY
    sent = {"substitute": world.lan.pk, "first_day": f"{first:%d/%m/%Y}", "last_day": f"{first:%d/%m/%Y}"}
    assert client.post("/an-binh/nghi-vang/", sent).status_code == 302
    page = client.get("/an-binh/nghi-vang/?loc=toi").content.decode()
    assert "Đỗ Thúy Nga" in page
    assert "Bỏ, đổi ngày" in page
    assert client.post("/an-binh/nghi-vang/", {**sent, "substitute": world.oanh.pk}).status_code == 422
    made = Absence.objects.get()
    assert sign_in(world.lan).get(f"/an-binh/nghi-vang/{made.pk}/ket-thuc/").status_code == 403
    assert sign_in(world.oanh).get(f"/binh-minh/nghi-vang/{made.pk}/ket-thuc/").status_code == 404
    back = client.post(f"/an-binh/nghi-vang/{made.pk}/ket-thuc/", {"back_on": f"{first:%d/%m/%Y}"})
    assert back.status_code == 302
    assert "Đã bỏ" in client.get("/an-binh/nghi-vang/?loc=qua").content.decode()


def test_why_one_is_away_is_read_by_those_concerned_alone(world: World) -> None:
    today = dt.date.today()
    enter_absence(
        user=world.nga, substitute=world.hung, first_day=today, last_day=today, reason="Khám bệnh",
        by=access_of(world.nga, world.an_binh), at=timezone.now(),
    )  # fmt: skip
    for reader in (world.nga, world.minh, world.an):
        assert "Khám bệnh" in sign_in(reader).get("/an-binh/nghi-vang/").content.decode(), reader
    for other in (world.lan, world.hanh):
        page = sign_in(other).get("/an-binh/nghi-vang/").content.decode()
        assert "Đỗ Thúy Nga" in page
        assert "Khám bệnh" not in page, other


def test_the_reason_is_emptied_a_year_after_the_last_day(world: World) -> None:
    absence = away(world, world.nga, world.lan)
    Absence.objects.filter(pk=absence.pk).update(reason="Khám bệnh")
    assert forget_reasons(today=absence.last_day + 365 * DAY) == 0
    assert forget_reasons(today=absence.last_day + 366 * DAY) == 1
    absence.refresh_from_db()
    assert (absence.reason, absence.user) == ("", world.nga)


def test_the_list_costs_the_same_for_many(world: World, django_assert_max_num_queries: object) -> None:
    client = sign_in(world.minh)
    away(world, world.lan, world.hung)
    with django_assert_max_num_queries(14) as one:  # type: ignore[operator]
        client.get("/an-binh/nghi-vang/")
    for user in (world.hung, world.hanh, world.nga):
        away(world, user, world.lan)
    with django_assert_max_num_queries(len(one)):  # type: ignore[operator]
        client.get("/an-binh/nghi-vang/")
