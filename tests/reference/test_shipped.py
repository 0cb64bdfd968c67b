"""The catalogue that comes with the portal: the file can be read, and a broken one says where."""

from __future__ import annotations

import datetime as dt

import pytest

from reference.shipped import COLUMNS, FILE, read_entries

HEAD = ",".join(COLUMNS)
GOOD = "nd-1,Nghị định,1/2020/NĐ-CP,2020-01-02,Chính phủ,Một việc,2020-02-01,,,recalled,N1,"


def entries(*lines: str) -> list[str]:
    return [each.key for each in read_entries("\n".join([HEAD, *lines]))]


def test_the_shipped_file_is_sound() -> None:
    found = read_entries(FILE.read_text(encoding="utf-8"))
    by_key = {each.key: each for each in found}
    assert len(found) > 60
    assert by_key["nd-61-2018"].valid_until == dt.date(2025, 6, 30)
    assert by_key["nd-61-2018"].successor == "nd-118-2025"
    assert by_key["nd-30-2020"].standing == "checked"
    assert by_key["pl-34-2007"].standing == "recalled"  # its beginning is known from memory alone
    numbers = [(each.doc_type, each.number) for each in found if each.number]
    assert len(numbers) == len(set(numbers))


def test_a_text_that_ended_names_what_came_or_stands_alone() -> None:
    """Where a text was replaced, the next one begins the day after, or the dates are a mistake of ours."""
    found = {each.key: each for each in read_entries(FILE.read_text(encoding="utf-8"))}
    gaps = [
        each.key
        for each in found.values()
        if each.successor
        and each.valid_until
        and (begin := found[each.successor].valid_from)
        and begin != each.valid_until + dt.timedelta(days=1)
    ]
    assert gaps == []


@pytest.mark.parametrize(
    ("lines", "what"),
    [
        ((GOOD.replace("2020-02-01", "01/02/2020"),), "dòng 2: valid_from phải là NĂM-THÁNG-NGÀY"),
        ((GOOD.replace("recalled", "sure"),), "dòng 2: mức chắc chắn"),
        ((GOOD, GOOD), "dòng 3: khóa nd-1 đã có"),
        ((GOOD.replace("2020-02-01,,", "2020-02-01,2019-01-01,"),), "hết hiệu lực trước khi có hiệu lực"),
        ((GOOD.replace(",,recalled", ",nd-9,recalled"),), "không có văn bản thay thế nd-9"),
        ((GOOD.replace(",,recalled", ",nd-1,recalled"),), "thành vòng"),
        ((GOOD + ",thừa",), "dòng 2: thừa hoặc thiếu ô"),
        (("nd-1,Nghị định",), "dòng 2: thừa hoặc thiếu ô"),
        (("nd-1,Nghị định,,,Chính phủ,,,,,recalled,,",), "cần khóa, loại văn bản"),
    ],
)
def test_a_broken_line_is_named(lines: tuple[str, ...], what: str) -> None:
    with pytest.raises(ValueError, match=what):
        entries(*lines)


def test_other_columns_are_refused() -> None:
    with pytest.raises(ValueError, match="các cột phải là"):
        read_entries("a,b\n1,2")
