"""What the portal prints it reads back: document → Word or PDF → document, equal."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings

from documents.official import OfficialDocument
from documents.reading.assemble import read_document
from documents.reading.files import Limits, read_file
from documents.render.docx import render_docx
from documents.render.pdf import render_pdf
from tests.strategies.official import documents

IN_PLACE = Limits(separate_process=False)  # our own prints, so nothing has to be stopped


def read_back(print_it: Callable[[OfficialDocument], bytes], document: OfficialDocument) -> OfficialDocument:
    return read_document(read_file("ban-in", print_it(document), limits=IN_PLACE)).document


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents(merged=True))
def test_word(document: OfficialDocument) -> None:
    assert read_back(render_docx, document) == document


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents())  # without merged cells: torn by the end of a page they do not always print whole
def test_pdf(document: OfficialDocument) -> None:
    assert read_back(render_pdf, document) == document
