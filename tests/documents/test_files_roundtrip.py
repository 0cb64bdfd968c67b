"""What the portal prints it reads back: document → Word or PDF → document, equal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given

from documents.official import OfficialDocument
from documents.reading.assemble import read_document
from documents.reading.files import Limits, read_file
from documents.render.docx import render_docx
from documents.render.pdf import render_pdf
from tests.documents.nd30_samples import PLAN
from tests.strategies.official import documents

IN_PLACE = Limits(separate_process=False)  # our own prints, so nothing has to be stopped


def read_back(print_it: Callable[[OfficialDocument], bytes], document: OfficialDocument) -> OfficialDocument:
    return read_document(read_file("ban-in", print_it(document), limits=IN_PLACE)).document


@given(documents(merged=True))
def test_word(document: OfficialDocument) -> None:
    assert read_back(render_docx, document) == document


@given(documents())  # without merged cells: torn by the end of a page they do not always print whole
def test_pdf(document: OfficialDocument) -> None:
    assert read_back(render_pdf, document) == document


@pytest.mark.parametrize("print_it", [render_docx, render_pdf])
@pytest.mark.parametrize(
    "contact",
    [
        "Địa chỉ: thôn Trung, xã Hà Lâm, tỉnh Hà Sơn. Điện thoại: 0200 000 111.",
        "Địa chỉ: thôn Trung, xã Hà Lâm, tỉnh Hà Sơn, gần trạm y tế và trường tiểu học của xã\nĐiện thoại: 0200 000 111",
        "Địa chỉ: thôn Trung, xã Hà Lâm, tỉnh Hà Sơn; điện thoại 0200 000 111; thư điện tử halam@hason.example và "
        "trang thông tin điện tử halam.hason.example của Ủy ban nhân dân xã",
    ],
)
def test_the_contact_at_the_foot_of_the_first_page(print_it: Callable[[OfficialDocument], bytes], contact: str) -> None:
    assert read_back(print_it, replace(PLAN, contact=contact, appendices=())).contact == contact


def test_no_foot_no_contact() -> None:
    assert read_back(render_docx, replace(PLAN, contact="")).contact == ""
