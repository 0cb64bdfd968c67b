"""Number, date and text are frozen together; a number is given once a year."""

from __future__ import annotations

import datetime as dt

import pytest

from audit.models import AuditEntry
from core.codec import from_plain
from core.exceptions import DomainError
from documents.checks import printing_available
from documents.domain import printing
from documents.domain.attachments import store_file
from documents.domain.issuing import record_issued
from documents.domain.printing import keep_issued_pdf, pdf_of, print_path, prune
from documents.models import Attachment, WorkItem
from documents.official import Block, BlockKind, Letterhead, OfficialDocument, Row, Signature, Table
from documents.render.key import content_key
from tests.world import access_of

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 3, 5)


def document(number: str = "12", rows: int = 0) -> OfficialDocument:
    table = Table(("STT", "Nội dung"), tuple(Row((str(i), f"Nhiệm vụ {i} " * 12)) for i in range(rows)))
    return OfficialDocument(
        letterhead=Letterhead(
            (), ("ỦY BAN NHÂN DÂN", "XÃ AN BÌNH"), number, "KH-UBND", "An Bình", "ngày 05 tháng 3 năm 2026"
        ),
        type_name="KẾ HOẠCH",
        title="Cải cách hành chính năm 2026",
        body=(
            Block(BlockKind.HEADING, "MỤC ĐÍCH", "I.", 1),
            *((Block(BlockKind.TABLE, table=table, level=2),) if rows else ()),
            Block(BlockKind.PARAGRAPH, "Trên đây là Kế hoạch./.", level=2),
        ),
        signatures=(Signature(("TM. ỦY BAN NHÂN DÂN",), "CHỦ TỊCH", "Trần Văn Minh"),),
    )


@pytest.fixture
def issue(world):
    by = access_of(world.hanh, world.an_binh)

    def do(doc: OfficialDocument, **changes):
        arguments = {"kind": "plan", "organisation": world.an_binh, "issued_on": DAY, "by": by, "recorded": True}
        return record_issued(doc, **{**arguments, **changes})

    return do


def test_the_text_is_kept_as_it_was(issue):
    issued = issue(document())
    assert from_plain(OfficialDocument, issued.content) == document()
    assert issued.content_key == content_key(document())
    assert (issued.notation, issued.year, issued.signer_name) == ("12/KH-UBND", 2026, "Trần Văn Minh")
    assert AuditEntry.objects.filter(object_id=str(issued.pk), action="Ghi nhận ban hành").exists()


def test_a_number_is_given_once_a_year(issue):
    issue(document())
    with pytest.raises(DomainError, match="đã được cấp trong năm 2026"):
        issue(document())
    issue(document(), issued_on=dt.date(2027, 3, 5))
    issue(document("13"))


def test_a_blank_number_is_refused(issue):
    with pytest.raises(DomainError, match="số và ký hiệu"):
        issue(document(""))


def test_the_pdf_of_an_issued_paper_is_made_once(issue):
    assert printing_available()
    issued = issue(document())
    first = keep_issued_pdf(issued.pk)
    assert first is not None
    assert first.file.read(5) == b"%PDF-"
    assert keep_issued_pdf(issued.pk).pk == first.pk
    assert Attachment.objects.count() == 1


def test_a_short_preview_is_made_at_once_and_kept_by_its_content(world):
    by = access_of(world.lan, world.an_binh)
    made = pdf_of(document(), organisation=world.an_binh, by=by)
    assert made == print_path(content_key(document()))
    stamp = made.stat().st_ino
    assert pdf_of(document(), organisation=world.an_binh, by=by).stat().st_ino == stamp


def test_a_long_preview_is_a_row_of_work(world):
    by = access_of(world.lan, world.an_binh)
    long = document(rows=600)
    item = pdf_of(long, organisation=world.an_binh, by=by)
    assert isinstance(item, WorkItem)
    assert pdf_of(long, organisation=world.an_binh, by=by).pk == item.pk


def test_previews_nobody_opens_are_thrown_away(world):
    path = pdf_of(document("99"), organisation=world.an_binh, by=access_of(world.lan, world.an_binh))
    assert prune(now=path.stat().st_mtime + 10) == 0
    assert prune(now=path.stat().st_mtime + 31 * 86400) >= 1
    assert not path.exists()


def test_the_same_file_sent_twice_at_once_is_kept_once(world, monkeypatch):
    by = access_of(world.hanh, world.an_binh)

    def send() -> Attachment:
        return store_file(organisation=world.an_binh, name="a.txt", data=b"x", content_type="text/plain", by=by)

    first = send()
    monkeypatch.setattr(Attachment.objects, "filter", lambda **_: Attachment.objects.none(), raising=False)
    assert send() == first


def test_a_full_disk_is_said_and_leaves_nothing(world, monkeypatch, settings, tmp_path):
    by = access_of(world.hanh, world.an_binh)
    settings.MEDIA_ROOT = tmp_path

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Attachment._meta.get_field("file").storage, "_save", full)
    with pytest.raises(DomainError, match="ổ đĩa"):
        store_file(organisation=world.an_binh, name="a.txt", data=b"y", content_type="text/plain", by=by)
    assert not Attachment.objects.exists()
    monkeypatch.setattr(printing.os, "fdopen", full)
    with pytest.raises(DomainError, match="ổ đĩa"):
        pdf_of(document(), organisation=world.an_binh, by=by)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
