"""Loading the shipped catalogue again and again."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command

from audit.models import AuditEntry
from organisations.access import Access
from reference.domain.loading import Outcome, load_entries
from reference.domain.texts import mark_checked, save_text, take_shipped
from reference.enums import Standing
from reference.models import LegalText
from reference.shipped import FILE, Entry, read_entries
from tests.world import TODAY, World, access_of

OLD = Entry(
    "nd-1", "Nghị định", "1/2018/NĐ-CP", dt.date(2018, 4, 23), "Chính phủ", "Cơ chế một cửa", dt.date(2018, 6, 21), None, "",
    "recalled", "Ghi chú",
)  # fmt: skip
NEW = Entry(
    "nd-2",
    "Nghị định",
    "2/2025/NĐ-CP",
    dt.date(2025, 6, 9),
    "Chính phủ",
    "Một cửa",
    dt.date(2025, 7, 1),
    None,
    "",
    "recalled",
    "",
)
ENDED = replace(OLD, valid_until=dt.date(2025, 6, 30), successor="nd-2")


def text(key: str) -> LegalText:
    return LegalText.objects.get(origin=key)


def keeper(world: World) -> Access:
    return access_of(world.tam, world.province)


@pytest.mark.django_db
def test_the_file_is_loaded_once_and_then_nothing_changes() -> None:
    entries = read_entries(FILE.read_text(encoding="utf-8"))
    assert load_entries(entries) == Outcome(new=len(entries))
    before = list(LegalText.objects.order_by("pk").values())
    written = AuditEntry.objects.count()
    assert load_entries(entries) == Outcome()
    assert list(LegalText.objects.order_by("pk").values()) == before
    assert AuditEntry.objects.count() == written
    decree = text("nd-61-2018")
    assert decree.successor == text("nd-118-2025")
    assert decree.number_key == "61/2018/nd-cp"
    assert "mot cua" in decree.search


@pytest.mark.django_db
def test_news_of_the_file_come_in() -> None:
    load_entries([OLD])
    assert load_entries([ENDED, NEW]) == Outcome(new=1, updated=1)
    found = text("nd-1")
    assert (found.valid_until, found.successor, found.version) == (dt.date(2025, 6, 30), text("nd-2"), 2)


def test_what_a_person_changed_stays_and_the_rest_comes_in(world: World) -> None:
    load_entries([OLD])
    save_text(text("nd-1"), by=keeper(world), seen=1, valid_until=dt.date(2025, 5, 31))
    assert load_entries([replace(ENDED, issuer="Chính phủ nước ta"), NEW]) == Outcome(new=1, updated=1)
    found = text("nd-1")
    assert found.valid_until == dt.date(2025, 5, 31)
    assert found.issuer == "Chính phủ nước ta"
    assert found.successor == text("nd-2")
    assert found.loaded["valid_until"] == "2025-06-30"
    assert load_entries([replace(ENDED, issuer="Chính phủ nước ta"), NEW]) == Outcome()


def test_what_a_person_compared_with_the_document_is_left_alone(world: World) -> None:
    load_entries([OLD])
    mark_checked(text("nd-1"), by=keeper(world), seen=1, compared_with="Công báo", today=TODAY)
    assert load_entries([ENDED, NEW]) == Outcome(new=1, kept=1)
    found = text("nd-1")
    assert (found.valid_until, found.successor, found.standing) == (None, None, Standing.CHECKED)
    take_shipped(found, by=keeper(world), seen=found.version)
    found = text("nd-1")
    assert (found.valid_until, found.successor, found.standing) == (
        dt.date(2025, 6, 30),
        text("nd-2"),
        Standing.RECALLED,
    )
    assert found.checked_by_name == ""


@pytest.mark.django_db
def test_a_text_that_a_person_had_entered_is_adopted_as_it_stands() -> None:
    mine = LegalText.objects.create(doc_type="Nghị định", number="1 / 2018/NĐ - CP", subject="Tên tôi ghi")
    assert load_entries([OLD]) == Outcome()
    assert text("nd-1").pk == mine.pk
    assert text("nd-1").subject == "Tên tôi ghi"


@pytest.mark.django_db
def test_an_entry_that_left_the_file_stays() -> None:
    load_entries([OLD, NEW])
    assert load_entries([NEW]) == Outcome()
    assert text("nd-1").number == "1/2018/NĐ-CP"


@pytest.mark.django_db
def test_the_command_says_what_is_wrong_with_a_file(tmp_path, capsys) -> None:  # type: ignore[no-untyped-def]
    broken = tmp_path / "sai.csv"
    broken.write_text("a,b\n")
    with pytest.raises(CommandError, match=r"sai\.csv: dòng 1"):
        call_command("load_reference", file=broken)
    assert not LegalText.objects.exists()
    call_command("load_reference")
    assert "thêm" in capsys.readouterr().out
