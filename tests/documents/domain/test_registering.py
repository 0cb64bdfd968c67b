"""Each number is given once and in order, whoever asks and whatever fails between."""

from __future__ import annotations

import datetime as dt
import threading
import uuid
from typing import Any

import pytest
from django.db import connection, transaction

from audit.models import AuditEntry
from core.exceptions import DomainError, EditConflict, NotAllowed
from documents.domain.issuing import record_issued
from documents.domain.numbering_rules import open_register, set_numbering
from documents.domain.registering import Paper, enter_by_hand, fill_columns, free_number, hold_number, register_for
from documents.enums import EntryState, NumberingScheme
from documents.models import Register, RegisterEntry
from documents.numbering import Number
from documents.official import Block, BlockKind, Letterhead, OfficialDocument, Recipient, Signature
from organisations.access import Access
from tests.world import TODAY, World, access_of

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 5, 4)


def paper(symbol: str = "KH-UBND", on: dt.date = DAY, title: str = "Cải cách hành chính") -> Paper:
    return Paper(symbol=symbol, type_name="KẾ HOẠCH", title=title, dated_on=on)


def document(number: str, symbol: str = "KH-UBND") -> OfficialDocument:
    return OfficialDocument(
        letterhead=Letterhead((), ("ỦY BAN NHÂN DÂN", "XÃ AN BÌNH"), number, symbol, "An Bình", "ngày 04 tháng 5 năm 2026"),
        type_name="KẾ HOẠCH", title="Cải cách hành chính năm 2026", body=(Block(BlockKind.PARAGRAPH, "Lời."),),
        recipients=(Recipient("UBND tỉnh", "để b/c"), Recipient("Lưu: VT, VP")),
        signatures=(Signature(("TM. ỦY BAN NHÂN DÂN",), "CHỦ TỊCH", "Trần Văn Minh"),),
    )  # fmt: skip


@pytest.fixture
def clerk(world: World) -> Access:
    return access_of(world.hanh, world.an_binh)


@pytest.fixture
def hold(world: World, clerk: Access) -> Any:
    def do(on: dt.date = DAY, symbol: str = "KH-UBND", **more: Any) -> RegisterEntry:
        return hold_number(world.an_binh, paper(symbol, on), by=clerk, today=TODAY, **more)

    return do


@pytest.fixture
def issue(world: World, clerk: Access) -> Any:
    def do(number: str, on: dt.date = DAY, symbol: str = "KH-UBND") -> Any:
        return record_issued(
            document(number, symbol), kind="plan", organisation=world.an_binh, issued_on=on, by=clerk, recorded=True
        )

    return do


def numbers(world: World) -> list[str]:
    rows = RegisterEntry.objects.filter(organisation=world.an_binh)
    return [f"{each.number}{each.suffix} {each.state}" for each in rows]


# ------------------------------------------------------------------ from the portal


def test_numbers_follow_each_other_and_each_series_counts_by_itself(world: World, hold: Any) -> None:
    assert [hold().number, hold().number, hold(symbol="BC-UBND").number, hold().number] == [1, 2, 1, 3]
    assert hold().notation == "04/KH-UBND"
    assert AuditEntry.objects.filter(action="Giữ số văn bản").count() == 5


def test_one_sending_is_one_number(world: World, hold: Any) -> None:
    key = uuid.uuid4()
    assert hold(key=key).pk == hold(key=key).pk
    assert hold().number == 2


def test_a_failed_transaction_gives_its_number_back(world: World, hold: Any) -> None:
    def fail() -> None:
        with transaction.atomic():
            hold()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert hold().number == 1


def test_the_last_held_number_is_given_back(world: World, clerk: Access, hold: Any) -> None:
    hold()
    last = hold()
    assert free_number(last, by=clerk, reason="Chưa ký") is None
    assert numbers(world) == ["1 held"]
    assert hold().number == 2


def test_a_held_number_inside_the_book_is_cancelled_with_its_reason(world: World, clerk: Access, hold: Any) -> None:
    first = hold()
    hold()
    free_number(first, by=clerk, reason="Lãnh đạo không ký")
    assert numbers(world) == ["1 cancelled", "2 held"]
    assert RegisterEntry.objects.get(number=1).reason == "Lãnh đạo không ký"
    assert hold().number == 3
    with pytest.raises(DomainError, match="Chỉ bỏ được số đang giữ"):
        free_number(first, by=clerk, reason="Lần nữa")


def test_a_line_written_by_mistake_is_taken_back(world: World, clerk: Access, hold: Any, issue: Any) -> None:
    wrong = enter_by_hand(world.an_binh, Number(999_999), paper(), by=clerk, today=TODAY)
    assert free_number(wrong, by=clerk, reason="Gõ nhầm số") is None
    assert hold().number == 1
    with pytest.raises(DomainError, match="văn bản trên hệ thống"):
        free_number(issue("2").register_entry, by=clerk, reason="Không cần")


def test_giving_back_needs_a_reason(world: World, clerk: Access, hold: Any) -> None:
    with pytest.raises(DomainError, match="lý do"):
        free_number(hold(), by=clerk, reason="  ")


def test_numbers_and_days_have_one_order(world: World, hold: Any) -> None:
    hold(DAY)
    with pytest.raises(DomainError, match="Số 2 không thể đề ngày 01/5/2026: số 1 đứng trước"):
        hold(DAY - dt.timedelta(days=3))
    assert hold(DAY).number == 2, "the refused one took no number"
    with pytest.raises(DomainError, match="sau hôm nay"):
        hold(TODAY + dt.timedelta(days=1))


def test_only_the_clerk_gives_numbers(world: World) -> None:
    for person in (world.lan, world.minh, world.thao):
        with pytest.raises(NotAllowed):
            hold_number(world.an_binh, paper(), by=access_of(person, world.an_binh), today=TODAY)


# ------------------------------------------------------------------ papers


def test_an_issued_paper_is_a_line_of_the_book(world: World, issue: Any) -> None:
    entry = issue("97").register_entry
    assert (entry.notation, entry.state, entry.dated_on) == ("97/KH-UBND", EntryState.ISSUED, DAY)
    assert (entry.recipients, entry.filed_with, entry.signer_name) == ("UBND tỉnh", "Lưu: VT, VP", "Trần Văn Minh")
    assert Register.objects.get().last_number == 97


def test_the_next_number_follows_the_highest(world: World, issue: Any, hold: Any) -> None:
    issue("97")
    assert hold().number == 98


def test_a_held_number_becomes_the_line_of_its_paper(world: World, issue: Any, hold: Any) -> None:
    held = hold()
    assert issue("1").register_entry.pk == held.pk
    assert numbers(world) == ["1 issued"]


def test_a_held_number_goes_with_its_day(world: World, issue: Any, hold: Any) -> None:
    hold()
    with pytest.raises(DomainError, match="trong sổ đề ngày 04/5/2026"):
        issue("1", DAY + dt.timedelta(days=1))


def test_a_late_entry_fills_its_gap_between_its_neighbours(world: World, issue: Any) -> None:
    issue("8", dt.date(2026, 1, 18))
    issue("97", dt.date(2026, 4, 1))
    issue("60", dt.date(2026, 2, 19))
    for day, beside in ((dt.date(2026, 4, 2), "số 97 đứng sau"), (dt.date(2026, 2, 18), "số 60 đứng trước")):
        with pytest.raises(DomainError, match=beside):
            issue("61", day)
    assert numbers(world) == ["8 issued", "60 issued", "97 issued"]


def test_a_number_with_a_letter_stands_after_its_number(world: World, issue: Any) -> None:
    issue("12", dt.date(2026, 3, 1))
    issue("13", dt.date(2026, 3, 5))
    issue("12a", dt.date(2026, 3, 2))
    with pytest.raises(DomainError, match="số 13 đứng sau"):
        issue("12b", dt.date(2026, 3, 6))


def test_a_cancelled_number_stays_cancelled(world: World, clerk: Access, hold: Any, issue: Any) -> None:
    first = hold()
    hold()
    free_number(first, by=clerk, reason="Lãnh đạo không ký")
    with pytest.raises(DomainError, match=r"đã hủy \(Lãnh đạo không ký\)"):
        issue("1")


def test_a_paper_entered_by_hand_is_joined_by_its_text_later(world: World, clerk: Access, issue: Any) -> None:
    entry = enter_by_hand(world.an_binh, Number(7), paper(), by=clerk, today=TODAY)
    assert issue("7").register_entry.pk == entry.pk
    with pytest.raises(DomainError, match="đã cấp cho"):
        enter_by_hand(world.an_binh, Number(7), paper(), by=clerk, today=TODAY)


def test_two_kinds_in_a_common_book_cannot_share_a_number(world: World, clerk: Access, issue: Any) -> None:
    set_numbering(world.an_binh, by=clerk, scheme=NumberingScheme.COMMON, own_types=[], from_year=2026, year=2026)
    enter_by_hand(world.an_binh, Number(7), paper("BC-UBND"), by=clerk, today=TODAY)
    with pytest.raises(DomainError, match="07/BC-UBND đã cấp cho"):
        issue("7")
    assert hold_number(world.an_binh, paper("QĐ-UBND"), by=clerk, today=TODAY).number == 8


# ------------------------------------------------------------------ how the office numbers


def test_some_kinds_have_their_own_series(world: World, clerk: Access) -> None:
    set_numbering(world.an_binh, by=clerk, scheme=NumberingScheme.SOME, own_types=["KH"], from_year=2026, year=2026)
    series = [register_for(world.an_binh, symbol, 2026).series for symbol in ("KH-UBND", "BC-UBND", "UBND-VX")]
    assert series == ["KH", "", ""]
    assert register_for(world.an_binh, "BC-UBND", 2025).series == "BC", "the year before keeps its way"


def test_a_year_that_has_begun_keeps_its_way(world: World, clerk: Access, hold: Any) -> None:
    hold()
    with pytest.raises(DomainError, match="từ năm 2027"):
        set_numbering(world.an_binh, by=clerk, scheme=NumberingScheme.COMMON, own_types=[], from_year=2026, year=2026)
    set_numbering(world.an_binh, by=clerk, scheme=NumberingScheme.COMMON, own_types=[], from_year=2027, year=2026)
    with pytest.raises(DomainError, match="từ năm 2026 trở đi"):
        set_numbering(world.an_binh, by=clerk, scheme=NumberingScheme.EACH, own_types=[], from_year=2025, year=2026)


def test_the_portal_goes_on_from_the_paper_book(world: World, clerk: Access, hold: Any, issue: Any) -> None:
    open_register(world.an_binh, by=clerk, symbol="KH-UBND", year=2026, opened_at=60)
    with pytest.raises(DomainError, match="Sổ giấy đã dùng đến số 60"):
        issue("12")
    assert hold().number == 61
    with pytest.raises(DomainError, match="đã có số 61"):
        open_register(world.an_binh, by=clerk, symbol="KH-UBND", year=2026, opened_at=70)
    assert open_register(world.an_binh, by=clerk, symbol="KH-UBND", year=2026, opened_at=59).last_number == 61


def test_what_the_paper_book_had_used_is_never_used_again(world: World, clerk: Access, hold: Any) -> None:
    open_register(world.an_binh, by=clerk, symbol="KH-UBND", year=2026, opened_at=120)
    change = {"by": clerk, "scheme": NumberingScheme.COMMON, "own_types": [], "from_year": 2026, "year": 2026}
    with pytest.raises(DomainError, match="dùng đến số 120"):
        set_numbering(world.an_binh, **change)
    assert hold().number == 121


def test_a_late_line_of_the_paper_book_does_not_close_it(world: World, clerk: Access) -> None:
    open_register(world.an_binh, by=clerk, symbol="KH-UBND", year=2026, opened_at=40)
    enter_by_hand(world.an_binh, Number(12, "a"), paper(), by=clerk, today=TODAY)
    assert open_register(world.an_binh, by=clerk, symbol="KH-UBND", year=2026, opened_at=45).opened_at == 45


def test_the_later_columns_are_filled_by_one_of_two(world: World, clerk: Access, issue: Any) -> None:
    entry = issue("5").register_entry
    seen = entry.version
    fill_columns(entry, by=clerk, seen=seen, copies=12, sent_on=DAY)
    again = RegisterEntry.objects.get(pk=entry.pk)
    assert (again.copies, again.sent_on) == (12, DAY)
    with pytest.raises(EditConflict):
        fill_columns(again, by=clerk, seen=seen, copies=3)


# ------------------------------------------------------------------ two hundred at once


@pytest.mark.django_db(transaction=True)
def test_two_hundred_ask_at_once(world: World) -> None:
    """On a server with connections of their own; for SQLite see tests/infrastructure/test_register_race.py."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite in memory belongs to one connection")
    found: list[int] = []
    failed: list[BaseException] = []

    def ask() -> None:
        try:
            by = Access.system(world.an_binh)
            for _ in range(10):
                found.append(hold_number(world.an_binh, paper(), by=by, today=TODAY).number)
        except BaseException as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not failed
    assert sorted(found) == list(range(1, 201))
