"""Metadata with the names, the order and the lengths of the decree, and the package around it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import io
import zipfile
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.exchange.metadata import LABELS, LONGEST, Metadata, Receiver, TooLong, write_metadata
from documents.exchange.package import write_package

FULL = Metadata(
    organ_id="H40.12.05", organ_name="Ủy ban nhân dân xã An Bình", type_name="Kế hoạch", number="97",
    notation="KH-UBND", issued_on=dt.date(2026, 4, 1), subject="Cải cách hành chính năm 2026 & <các> năm sau", pages=12,
    signer="Trần Văn Minh", position="Chủ tịch", file_notation="01.KH", ordinal=3, description="Bản chính",
    receivers=(Receiver("Ủy ban nhân dân tỉnh Hà Sơn", "H40"), Receiver("Trạm Y tế xã")), priority=1, copies=20,
    due_on=dt.date(2026, 4, 15),
)  # fmt: skip


def read(metadata: Metadata) -> ElementTree.Element:
    return ElementTree.fromstring(write_metadata(metadata))


def test_names_and_order_are_the_decrees() -> None:
    assert [each.tag for each in read(FULL)] == [
        "FileCode", "DocOrdinal", "TypeName", "CodeNumber", "CodeNotation", "IssuedDate", "OrganName", "Subject",
        "Language", "PageAmount", "Description", "SignerInfo", "To", "To", "Priority", "IssuedAmount", "DueDate",
    ]  # fmt: skip


def test_values_come_back_as_they_were() -> None:
    root = read(FULL)
    assert root.findtext("Subject") == FULL.subject
    assert (root.findtext("IssuedDate"), root.findtext("DueDate")) == ("01/04/2026", "15/04/2026")
    assert [(each.findtext("OrganId"), each.findtext("OrganName")) for each in root.findall("To")] == [
        ("H40", "Ủy ban nhân dân tỉnh Hà Sơn"),
        (None, "Trạm Y tế xã"),
    ]
    assert (root.findtext("SignerInfo/Position"), root.findtext("SignerInfo/FullName")) == ("Chủ tịch", "Trần Văn Minh")


def test_what_is_not_known_is_left_out() -> None:
    bare = dataclasses.replace(
        FULL, file_notation="", ordinal=None, description="", receivers=(), copies=None, due_on=None, position=""
    )
    tags = [each.tag for each in read(bare)]
    assert not {"DocOrdinal", "Description", "To", "IssuedAmount", "DueDate"} & set(tags)
    assert read(bare).find("SignerInfo/Position") is None


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"subject": "a" * 501}, "Trích yếu nội dung dài 501 ký tự, tối đa 500"),
        ({"signer": "b" * 51}, "Họ tên người ký dài 51"),
        ({"organ_id": "H40.12.05.0001"}, "Mã định danh của cơ quan dài 14"),
        ({"pages": 1000}, "Số trang dài 4"),
        ({"receivers": (Receiver("c" * 201),)}, "Tên nơi nhận dài 201"),
    ],
)
def test_what_is_too_long_is_named_and_not_cut(changes: dict[str, object], named: str) -> None:
    with pytest.raises(TooLong, match=named):
        write_metadata(dataclasses.replace(FULL, **changes))  # type: ignore[arg-type]


def test_every_field_that_a_person_fills_has_a_name_in_vietnamese() -> None:
    given_by_us = {"FileCode.FileCatalog", "IssuedDate", "Language", "Priority", "DueDate"}
    assert set(LONGEST) - set(LABELS) == given_by_us


@given(st.text(max_size=400))
def test_any_words_make_sound_xml(words: str) -> None:
    read(dataclasses.replace(FULL, subject=words))


def test_the_package_holds_the_files_and_their_hashes() -> None:
    pdf = b"%PDF-1.7 ..."
    made = write_package(FULL, {"97-KH-UBND.pdf": pdf})
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.namelist() == ["metadata.xml", "97-KH-UBND.pdf", "sha256.txt"]
        assert archive.read("97-KH-UBND.pdf") == pdf
        sums = dict(reversed(line.split("  ")) for line in archive.read("sha256.txt").decode().splitlines())
        assert all(hashlib.sha256(archive.read(name)).hexdigest() == found for name, found in sums.items())
    assert made == write_package(FULL, {"97-KH-UBND.pdf": pdf})
