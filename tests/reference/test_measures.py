"""What is counted: shipped, kept common by the province, added by offices; never another office's."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import AuditEntry
from core.exceptions import DomainError, EditConflict, NotAllowed
from reference.domain.loading import Outcome
from reference.domain.loading_measures import load_measures, load_shipped_measures
from reference.domain.measures import add_measure, save_measure
from reference.models import Measure
from reference.shipped_measures import COLUMNS, FILE, MeasureEntry, read_measures
from tests.world import TODAY, World, access_of, sign_in

HEAD = ",".join(COLUMNS)
ENTRY = MeasureEntry("tin", "CD10", "Số tin, bài", "tin, bài", "sum", 0, None, None, "", 0)


def url(name: str, org: str = "an-binh", **kwargs: int) -> str:
    return reverse(f"reference:{name}", kwargs={"org": org, **kwargs})


# ------------------------------------------------------------------ the file


def test_the_shipped_file_is_sound_and_names_nothing_twice() -> None:
    entries = read_measures(FILE.read_text(encoding="utf-8"))
    assert len({each.key for each in entries}) == len(entries) > 40
    names = [(each.name.lower(), each.unit.lower()) for each in entries]
    assert len(set(names)) == len(names)
    codes = [each.code for each in entries if each.code]
    assert len(set(codes)) == len(codes)
    assert {each.kind for each in entries} == {"sum", "latest", "rate"}
    assert all(each.unit == "%" for each in entries if each.kind == "rate")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("key,name\n", "dòng 1: các cột phải là"),
        (f"{HEAD}\na,,Tên,cái,sum,0,,\n", "dòng 2: thừa hoặc thiếu ô"),
        (f"{HEAD}\na,,,cái,sum,0,,,\n", "dòng 2: cần khóa, tên và đơn vị tính"),
        (f"{HEAD}\na,,Tên,cái,avg,0,,,\n", "dòng 2: cách tổng hợp"),
        (f"{HEAD}\na,,Tên,cái,sum,7,,,\n", "dòng 2: số chữ số thập phân"),
        (f"{HEAD}\na,,Tên,cái,sum,0,01/01/2026,,\n", "dòng 2: valid_from phải là NĂM-THÁNG-NGÀY"),
        (f"{HEAD}\na,,Tên,cái,sum,0,,,\na,,Khác,cái,sum,0,,,\n", "dòng 3: khóa a đã có"),
    ],
)
def test_a_broken_file_names_its_line(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        read_measures(text)


# ------------------------------------------------------------------ loading


@pytest.mark.django_db
def test_loading_twice_changes_nothing() -> None:
    first = load_shipped_measures()
    assert first.new == Measure.objects.count() > 40
    assert load_shipped_measures() == Outcome()


def test_what_a_person_changed_stays_and_the_rest_follows_the_file(world: World) -> None:
    load_measures([ENTRY])
    measure = Measure.objects.get()
    save_measure(measure, by=access_of(world.tam, world.province), seen=1, name="Số tin bài đã đăng")
    newer = replace(ENTRY, name="Số tin", unit="tin", kind="rate", decimals=2)
    assert load_measures([newer]) == Outcome(updated=1)
    measure.refresh_from_db()
    assert (measure.name, measure.unit) == ("Số tin bài đã đăng", "tin")
    assert (measure.kind, measure.decimals) == ("sum", 0), "totals were read by them"
    assert load_measures([newer]) == Outcome()


# ------------------------------------------------------------------ an office's own


def test_an_office_adds_its_own_once_however_often_it_is_sent(world: World) -> None:
    by, key = access_of(world.lan, world.an_binh), uuid.uuid4()
    first = add_measure(by=by, name="  Số buổi   chợ phiên ", unit="buổi", key=key)
    assert add_measure(by=by, name="Số buổi chợ phiên", unit="buổi", key=key) == first
    assert (first.name, first.organisation) == ("Số buổi chợ phiên", world.an_binh)
    assert AuditEntry.objects.filter(action="Thêm loại số liệu").count() == 1
    neighbours = Measure.objects.usable_in(world.binh_minh)
    assert first not in neighbours


def test_two_names_of_one_thing_are_refused(world: World) -> None:
    load_measures([ENTRY])
    by = access_of(world.lan, world.an_binh)
    with pytest.raises(DomainError, match="Đã có loại số liệu"):
        add_measure(by=by, name="SỐ TIN, BÀI", unit="Tin, bài")
    own = add_measure(by=by, name="Số buổi", unit="buổi")
    with pytest.raises(DomainError, match="Đã có loại số liệu"):
        save_measure(own, by=by, seen=1, name="số tin, bài", unit="tin, bài")


@pytest.mark.parametrize("who", ["minh", "nga", "an", "thao"])
def test_who_writes_no_plans_adds_none(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        add_measure(by=access_of(getattr(world, who), world.an_binh), name="Số buổi", unit="buổi")


def test_the_common_ones_are_kept_by_the_province(world: World) -> None:
    load_measures([ENTRY])
    measure = Measure.objects.get()
    with pytest.raises(NotAllowed, match="cấp tỉnh"):
        save_measure(measure, by=access_of(world.lan, world.an_binh), seen=1, name="Khác")
    with pytest.raises(NotAllowed):
        add_measure(by=access_of(world.lan, world.an_binh), name="Khác", unit="cái", common=True)
    made = add_measure(by=access_of(world.tam, world.province), name="Khác", unit="cái", common=True)
    assert made.organisation is None


def test_of_two_who_change_it_one_is_told(world: World) -> None:
    by = access_of(world.lan, world.an_binh)
    own = add_measure(by=by, name="Số buổi", unit="buổi")
    save_measure(own, by=by, seen=1, valid_until=TODAY)
    with pytest.raises(EditConflict):
        save_measure(Measure.objects.get(pk=own.pk), by=by, seen=1, name="Số cuộc")
    assert own.is_offered_on(TODAY)
    assert not own.is_offered_on(TODAY + dt.timedelta(days=1))
    assert own in Measure.objects.offered_on(TODAY)
    assert own not in Measure.objects.offered_on(TODAY + dt.timedelta(days=1))


# ------------------------------------------------------------------ the pages


def test_the_list_shows_the_common_and_the_own_and_asks_no_more_for_three_than_for_one(world: World) -> None:
    load_measures([ENTRY])
    add_measure(by=access_of(world.lan, world.an_binh), name="Số buổi chợ phiên", unit="buổi")
    add_measure(by=access_of(world.oanh, world.binh_minh), name="Số buổi của hàng xóm", unit="buổi")
    client = sign_in(world.lan)

    def asked() -> tuple[int, str]:
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(url("measures"))
        assert answer.status_code == 200
        return len(captured), answer.content.decode()

    one, text = asked()
    assert "Số tin, bài" in text
    assert "Số buổi chợ phiên" in text
    assert "hàng xóm" not in text
    for number in (1, 2):
        add_measure(by=access_of(world.lan, world.an_binh), name=f"Loại {number}", unit="cái")
    assert asked()[0] == one
    above = sign_in(world.thao).get(url("measures")).content.decode()
    assert "Số tin, bài" in above
    assert "chợ phiên" not in above


def test_the_form_adds_and_what_was_typed_stays_when_refused(world: World) -> None:
    client = sign_in(world.lan)
    sent = {"name": "Số buổi", "unit": "buổi", "kind": "sum", "decimals": "0"}
    assert client.post(url("measure-add"), sent).status_code == 303
    again = client.post(url("measure-add"), {**sent, "note": "đếm theo sổ"})
    assert again.status_code == 422
    assert "Đã có loại số liệu" in again.content.decode()
    assert "đếm theo sổ" in again.content.decode()
    wrong = client.post(
        url("measure-add"), {**sent, "name": "Khác", "valid_from": "2/5/2026", "valid_until": "1/5/2026"}
    )
    assert wrong.status_code == 422
    assert "phải sau ngày bắt đầu dùng" in wrong.content.decode()


def test_changing_after_somebody_else_shows_both(world: World) -> None:
    by = access_of(world.lan, world.an_binh)
    own = add_measure(by=by, name="Số buổi", unit="buổi")
    save_measure(own, by=by, seen=1, name="Số cuộc")
    address = url("measure-edit", measure_id=own.pk)
    answer = sign_in(world.hung).post(address, {"name": "Số lần", "unit": "lần", "seen": "1"})
    assert answer.status_code == 409
    assert "Số cuộc" in answer.content.decode()
    assert "Số lần" in answer.content.decode()
    assert sign_in(world.hung).post(address, {"name": "Số lần", "unit": "lần", "seen": "2"}).status_code == 303


def test_another_offices_measure_does_not_exist(world: World) -> None:
    theirs = add_measure(by=access_of(world.oanh, world.binh_minh), name="Số buổi", unit="buổi")
    assert sign_in(world.lan).get(url("measure-edit", measure_id=theirs.pk)).status_code == 404
