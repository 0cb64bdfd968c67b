"""A plan becomes a PDF of the right shape; what it looks like is measured in test_print_rules.py."""

from documents.official import Letterhead, OfficialDocument
from documents.render.key import content_key
from documents.render.pdf import print_document, render_pdf

PLAIN = OfficialDocument(letterhead=Letterhead(agency=("ỦY BAN NHÂN DÂN", "XÃ AN BÌNH")), type_name="KẾ HOẠCH")


def test_equal_documents_print_equal_bytes() -> None:
    assert render_pdf(PLAIN) == render_pdf(OfficialDocument(letterhead=PLAIN.letterhead, type_name="KẾ HOẠCH"))


def test_an_empty_document_still_has_one_page_with_the_national_title() -> None:
    printed = print_document(OfficialDocument())
    assert printed.pages == 1
    assert printed.pdf.startswith(b"%PDF-1.7")


def test_the_key_follows_the_words() -> None:
    assert content_key(PLAIN) != content_key(PLAIN.with_letterhead(number="7"))
    assert len(content_key(PLAIN)) == 64
