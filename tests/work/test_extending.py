"""Xin gia hạn: who asks, who answers, what stays."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from core.exceptions import DomainError, EditConflict, NotAllowed
from notifications.models import Notification
from organisations.access import Access
from tests.work.work_world import NOW, TODAY, issued_with, milestones_of
from tests.world import World, access_of, sign_in
from work.domain.days import extend_milestone
from work.domain.extending import ask_extension, grant_extension, refuse_extension, take_back_extension
from work.models import ExtensionRequest, Milestone
from work.queries.extending import asked_of

LATER = dt.date(2026, 8, 31)


@pytest.fixture
def due(world: World) -> Milestone:
    """Led by the office of Lan and Hùng, due 30/6/2026."""
    return milestones_of(issued_with(world, "Quý II"))[0]


def here(world: World, who: str) -> Access:
    return access_of(getattr(world, who), world.an_binh)


def asked(world: World, due: Milestone, who: str = "lan", on: dt.date = LATER) -> ExtensionRequest:
    return ask_extension(due, by=here(world, who), wanted_on=on, reason="Chờ máy in", at=NOW)


def told(user_id: int) -> list[str]:
    rows = Notification.objects.filter(recipient=user_id, kind__startswith="work.extension")
    return list(rows.values_list("kind", flat=True))


def test_asked_and_agreed_to_with_another_day(world: World, due: Milestone) -> None:
    request = asked(world, due)
    assert told(world.minh.pk) == told(world.hung.pk) == ["work.extension-asked"]
    assert told(world.nga.pk) == told(world.lan.pk) == []
    assert [each.pk for each in asked_of(here(world, "minh"))] == [request.pk]
    assert asked_of(here(world, "lan")).count() == 0
    granted = dt.date(2026, 7, 31)
    grant_extension(request, by=here(world, "minh"), seen=1, granted_on=granted, note="Làm nhanh hơn", at=NOW)
    stored = Milestone.objects.get(pk=due.pk)
    assert (stored.due_on, stored.original_due_on) == (granted, dt.date(2026, 6, 30))
    request.refresh_from_db()
    assert (request.answered_by_name, request.granted_on, request.wanted_on) == ("Trần Văn Minh", granted, LATER)
    assert [entry.kind for entry in stored.entries.all()] == ["ask", "extend"]
    assert "Nguyễn Thị Lan" in stored.entries.last().note
    assert told(world.lan.pk) == ["work.extension-answered"]
    assert asked_of(here(world, "minh")).count() == 0


def test_refused_with_a_reason(world: World, due: Milestone) -> None:
    request = asked(world, due)
    with pytest.raises(DomainError, match="lý do không gia hạn"):
        refuse_extension(request, by=here(world, "hung"), reason="  ", at=NOW)
    refuse_extension(request, by=here(world, "hung"), reason="Đã đủ máy", at=NOW)
    stored = Milestone.objects.get(pk=due.pk)
    assert stored.due_on == dt.date(2026, 6, 30)
    assert [entry.kind for entry in stored.entries.all()] == ["ask", "refuse"]
    asked(world, due)  # one may ask again


def test_who_may_not(world: World, due: Milestone) -> None:
    with pytest.raises(NotAllowed, match="người phụ trách"):
        asked(world, due, "nga")
    with pytest.raises(NotAllowed, match="không cần xin"):
        asked(world, due, "hung")
    request = asked(world, due)
    for who in ("lan", "nga", "an"):
        with pytest.raises(NotAllowed):
            grant_extension(request, by=here(world, who), seen=1, granted_on=LATER, at=NOW)
    with pytest.raises(NotAllowed):
        refuse_extension(request, by=access_of(world.oanh, world.binh_minh), reason="x", at=NOW)


@pytest.mark.parametrize(
    ("on", "says"),
    [(dt.date(2026, 6, 30), "sau hạn"), (dt.date(2026, 5, 1), "sau hạn"), (dt.date(2150, 1, 1), "quá xa")],
)
def test_days_that_cannot_be(world: World, due: Milestone, on: dt.date, says: str) -> None:
    with pytest.raises(DomainError, match=says):
        asked(world, due, on=on)


def test_a_late_duty_is_not_asked_to_a_day_that_has_passed(world: World, due: Milestone) -> None:
    Milestone.objects.filter(pk=due.pk).update(due_on=dt.date(2026, 4, 30), start=dt.date(2026, 4, 1))
    with pytest.raises(DomainError, match="đã qua"):
        asked(world, due, on=dt.date(2026, 5, 5))


def test_one_open_request_and_one_answer(world: World, due: Milestone) -> None:
    request = asked(world, due)
    with pytest.raises(DomainError, match="đang chờ trả lời"):
        asked(world, due, "hanh")
    with pytest.raises(DomainError, match="đang xin gia hạn"):
        extend_milestone(due, by=here(world, "minh"), seen=1, due_on=LATER, reason="Vội", at=NOW)
    grant_extension(request, by=here(world, "minh"), seen=1, granted_on=LATER, at=NOW)
    with pytest.raises(NotAllowed, match="đã được Trần Văn Minh trả lời"):
        refuse_extension(request, by=here(world, "hung"), reason="Muộn", at=NOW)


def test_the_answer_counts_for_what_was_seen(world: World, due: Milestone) -> None:
    request = asked(world, due)
    Milestone.objects.filter(pk=due.pk).update(version=2)
    with pytest.raises(EditConflict):
        grant_extension(request, by=here(world, "minh"), seen=1, granted_on=LATER, at=NOW)


def test_the_same_sending_is_one_request(world: World, due: Milestone) -> None:
    key, by = uuid.uuid4(), here(world, "lan")
    made = [ask_extension(due, by=by, wanted_on=LATER, reason="Chờ", at=NOW, key=key) for _ in range(2)]
    assert made[0] == made[1]


def test_what_was_finished_meanwhile_waits_no_more(world: World, due: Milestone) -> None:
    asked(world, due)
    Milestone.objects.filter(pk=due.pk).update(completed_on=TODAY)
    assert asked_of(here(world, "minh")).count() == 0


def test_the_pages_from_asking_to_the_answer(world: World, due: Milestone) -> None:
    lan, minh = sign_in(world.lan), sign_in(world.minh)
    page = f"/an-binh/viec/{due.pk}/"
    assert "Xin gia hạn" in lan.get(page).content.decode()
    assert lan.post(f"{page}xin-gia-han/", {"wanted_on": "1/1/2020", "reason": "Chờ máy"}).status_code == 422
    assert lan.post(f"{page}xin-gia-han/", {"wanted_on": "31/8/2026", "reason": "Chờ máy"}).status_code == 303
    request = ExtensionRequest.objects.get()
    assert "Xin gia hạn 1" in minh.get("/an-binh/viec-cua-toi/").content.decode()
    assert "Chờ máy" in minh.get("/an-binh/viec/xin-gia-han/").content.decode()
    assert "Trả lời" in minh.get(page).content.decode()
    answer = f"/an-binh/viec/xin-gia-han/{request.pk}/"
    stale = {"viec": "dong-y", "granted_on": "31/8/2026", "seen": "7"}
    refused = minh.post(answer, stale)
    assert refused.status_code == 409
    assert 'name="seen" value="1"' in refused.content.decode()
    assert minh.post(answer, {**stale, "seen": "1"}).status_code == 303
    assert "gia hạn đến 31/8/2026" in minh.get(answer).content.decode()
    assert sign_in(world.oanh).get(f"/binh-minh/viec/xin-gia-han/{request.pk}/").status_code == 404


# ------------------------------------------------------------------ taking it back


def test_who_asked_takes_it_back_and_may_ask_anew(world: World, due: Milestone) -> None:
    request = asked(world, due)
    for who in ("minh", "hung", "hanh"):
        with pytest.raises(NotAllowed, match="người đã đề nghị"):
            take_back_extension(request, by=here(world, who), at=NOW)
    take_back_extension(request, by=here(world, "lan"), at=NOW, note="Máy in đã về")
    stored = Milestone.objects.get(pk=due.pk)
    assert (stored.due_on, [each.kind for each in stored.entries.all()]) == (due.due_on, ["ask", "unask"])
    assert stored.entries.last().note == "Máy in đã về"
    assert asked_of(here(world, "minh")).count() == 0
    assert not Notification.objects.filter(kind="work.extension-asked", read_at=None).exists()
    assert told(world.lan.pk) == []
    with pytest.raises(NotAllowed, match="đã rút"):
        take_back_extension(request, by=here(world, "lan"), at=NOW)
    with pytest.raises(NotAllowed, match="đã rút"):
        refuse_extension(request, by=here(world, "minh"), reason="Không", at=NOW)
    assert asked(world, due).pk != request.pk


def test_an_answered_request_is_not_taken_back(world: World, due: Milestone) -> None:
    request = asked(world, due)
    refuse_extension(request, by=here(world, "minh"), reason="Không lùi được", at=NOW)
    with pytest.raises(NotAllowed, match="Trần Văn Minh trả lời"):
        take_back_extension(request, by=here(world, "lan"), at=NOW)


def test_the_page_of_taking_back(world: World, due: Milestone) -> None:
    request = asked(world, due)
    lan, minh = sign_in(world.lan), sign_in(world.minh)
    page, address = f"/an-binh/viec/{due.pk}/", f"/an-binh/viec/xin-gia-han/{request.pk}/rut/"
    assert address in lan.get(page).content.decode()
    assert address not in minh.get(page).content.decode()
    assert "31/8/2026" in lan.get(address).content.decode()
    assert lan.post(address, {"note": "Thôi"}).status_code == 303
    assert "Rút đề nghị gia hạn" in lan.get(page).content.decode()
    assert "đã rút đề nghị" in minh.get(f"/an-binh/viec/xin-gia-han/{request.pk}/").content.decode()
    assert sign_in(world.oanh).get(f"/binh-minh/viec/xin-gia-han/{request.pk}/rut/").status_code == 404
