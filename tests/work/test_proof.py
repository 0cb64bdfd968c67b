"""Proof: files told by their content, pictures redrawn, links, withdrawal."""

from __future__ import annotations

import datetime as dt
import io
import uuid
import zipfile

import pytest
from PIL import Image

from core.exceptions import DomainError, NotAllowed
from documents.images import LONGEST_SIDE, UnusablePicture, redrawn
from documents.models import Attachment
from organisations.access import Access
from tests.work.work_world import NOW, TODAY, issued_with, milestones_of
from tests.world import World, access_of
from work.domain import proof
from work.models import Evidence, Milestone

PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF"


def here(world: World, who: str) -> Access:
    return access_of(getattr(world, who), world.an_binh)


def one(world: World, words: str = "Quý II", **parties: str) -> Milestone:
    return milestones_of(issued_with(world, words, **parties))[0]


def zipped(*names: str, mimetype: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, "<x/>")
    return out.getvalue()


def photo(size: tuple[int, int] = (400, 300), *, kind: str = "JPEG", mode: str = "RGB", exif: bool = True) -> bytes:
    picture = Image.new(mode, size, 128 if mode == "L" else (200, 30, 30, 90)[: len(mode)])
    picture.putpixel((0, 0), 0 if mode == "L" else (0, 0, 0, 0)[: len(mode)])
    data = Image.Exif()
    data[0x0110] = "Điện thoại của chị Lan"
    data[0x0112] = 6  # turned by 90 degrees
    data.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    picture.save(out, kind, **({"exif": data} if exif and kind in ("JPEG", "PNG", "WEBP") else {}))
    return out.getvalue()


def added(
    world: World, milestone: Milestone, data: bytes = PDF, name: str = "bien-ban.pdf", who: str = "lan"
) -> Evidence:
    return proof.add_file(milestone, by=here(world, who), at=NOW, name=name, data=data, fact_on=TODAY)


def test_a_file_is_kept_with_its_day_and_place(world: World) -> None:
    milestone = one(world)
    made = proof.add_file(
        milestone, by=here(world, "lan"), at=NOW, name="C:\\quet\\bien ban.PDF", data=PDF,
        fact_on=dt.date(2026, 5, 4), title="Biên bản họp", page="trang 3", note="Có chữ ký",
    )  # fmt: skip
    assert (made.title, made.page, made.note) == ("Biên bản họp", "trang 3", "Có chữ ký")
    assert (made.fact_on, made.added_at, made.added_by_name) == (dt.date(2026, 5, 4), NOW, "Nguyễn Thị Lan")
    assert made.attachment is not None
    assert (made.attachment.name, made.attachment.content_type) == ("bien ban.pdf", "application/pdf")


def test_one_file_proves_many_and_is_stored_once(world: World) -> None:
    plan = issued_with(world, "Quý II", "Quý III")
    first, second = milestones_of(plan, 1)[0], milestones_of(plan, 2)[0]
    evidence = added(world, first)
    added(world, second, name="ten-khac.pdf")
    assert Attachment.objects.count() == 1
    with pytest.raises(DomainError, match="đã là minh chứng"):
        added(world, first)
    third = milestones_of(issued_with(world, "Quý IV", number="98"))[0]
    kept = proof.add_kept_file(third, by=here(world, "lan"), at=NOW, evidence=evidence, fact_on=TODAY, page="trang 2")
    assert (kept.attachment, kept.title, kept.page) == (evidence.attachment, evidence.title, "trang 2")


def test_a_file_of_another_office_cannot_be_borrowed(world: World) -> None:
    evidence = added(world, one(world))
    assert evidence.attachment is not None
    Attachment.objects.filter(pk=evidence.attachment_id).update(organisation=world.binh_minh)
    foreign = Evidence.objects.get(pk=evidence.pk)
    other = milestones_of(issued_with(world, "Quý IV", number="98"))[0]
    with pytest.raises(DomainError, match="của đơn vị"):
        proof.add_kept_file(other, by=here(world, "lan"), at=NOW, evidence=foreign, fact_on=TODAY)


@pytest.mark.parametrize(
    ("data", "content_type", "ending"),
    [
        (PDF, "application/pdf", ".pdf"),
        (b"rac truoc\n" + PDF, "application/pdf", ".pdf"),
        (zipped("[Content_Types].xml", "word/document.xml"), "wordprocessingml.document", ".docx"),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), "spreadsheetml.sheet", ".xlsx"),
        (zipped("[Content_Types].xml", "ppt/presentation.xml"), "presentationml.presentation", ".pptx"),
        (zipped("content.xml", mimetype="application/vnd.oasis.opendocument.text"), "opendocument.text", ".odt"),
        (zipped("content.xml", mimetype="application/vnd.oasis.opendocument.spreadsheet"), "opendocument.spreadsheet",
         ".ods"),
        (photo(), "image/jpeg", ".jpg"),
        (photo(kind="PNG"), "image/jpeg", ".jpg"),
        (photo(kind="PNG", mode="RGBA"), "image/png", ".png"),
        (photo(kind="WEBP"), "image/jpeg", ".jpg"),
        (photo(kind="GIF", mode="L"), "image/jpeg", ".jpg"),
        (photo(kind="TIFF"), "image/jpeg", ".jpg"),
    ],
)  # fmt: skip
def test_a_file_is_told_by_its_content(world: World, data: bytes, content_type: str, ending: str) -> None:
    made = added(world, one(world), data, name="tep.exe")
    assert made.attachment is not None
    assert made.attachment.content_type.endswith(content_type)
    assert made.attachment.name == f"tep{ending}"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "rỗng"),
        (b"MZ\x90\x00" + b"\0" * 80, "chương trình"),
        (b"\x7fELF" + b"\0" * 80, "chương trình"),
        (b"<!doctype html><script>alert(1)</script>", "không được nhận"),
        (b"chi la chu", "không được nhận"),
        (b"{\\rtf1 x}", "không được nhận"),
        (zipped("a.txt"), "tệp nén"),
        (b"PK\x03\x04 hong", "bị hỏng"),
        (zipped("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "macro"),
        (zipped("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"), "macro"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "kiểu cũ"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "kiểu cũ"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
        (b"\xff\xd8\xff\xe0 khong phai anh", "Không mở được ảnh"),
        (b"\0\0\0\x20ftypheic" + b"\0" * 40, "HEIC"),
        (zipped("content.xml", mimetype="application/vnd.oasis.opendocument.graphics"), "không được nhận"),
    ],
)
def test_what_is_not_taken_is_said_with_what_to_do(world: World, data: bytes, words: str) -> None:
    with pytest.raises(DomainError, match=words):
        added(world, one(world), data)
    assert not Attachment.objects.filter(evidence__isnull=False).exists()
    assert not Evidence.objects.exists()


def test_a_file_above_the_limit_is_told(world: World, settings: pytest.FixtureRequest) -> None:
    settings.UPLOAD_LIMIT_MB = 1  # type: ignore[attr-defined]
    with pytest.raises(DomainError, match="quá mức 1 MB"):
        added(world, one(world), PDF + b"x" * (1024 * 1024))


# ------------------------------------------------------------------ pictures


def test_a_picture_loses_what_the_camera_wrote_and_stands_upright() -> None:
    data, content_type = redrawn(photo((400, 300)))
    with Image.open(io.BytesIO(data)) as picture:
        assert (content_type, picture.size) == ("image/jpeg", (300, 400))
        assert not picture.getexif()
    assert "Điện thoại".encode() not in data


def test_a_large_picture_is_made_smaller() -> None:
    data, _ = redrawn(photo((6000, 3000), exif=False))
    with Image.open(io.BytesIO(data)) as picture:
        assert max(picture.size) <= LONGEST_SIDE
        assert picture.width == 2 * picture.height


def test_the_same_picture_is_the_same_bytes() -> None:
    assert redrawn(photo()) == redrawn(photo())


def test_a_picture_that_would_fill_the_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("documents.images.MOST_PIXELS", 1000)
    with pytest.raises(UnusablePicture, match="quá lớn"):
        redrawn(photo(kind="PNG"))


# ------------------------------------------------------------------ links and people


def test_a_link_is_proof(world: World) -> None:
    made = proof.add_link(
        one(world), by=here(world, "lan"), at=NOW, url=" https://anbinh.example/tin/12 ", fact_on=TODAY
    )
    assert (made.url, made.title, made.attachment) == ("https://anbinh.example/tin/12", "anbinh.example", None)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "ftp://x.vn/a", "anbinh.example/tin", "https://", "", "https://x.vn/" + "a" * 500]
)
def test_only_addresses_of_the_web_are_links(world: World, url: str) -> None:
    with pytest.raises(DomainError, match="Đường dẫn phải"):
        proof.add_link(one(world), by=here(world, "lan"), at=NOW, url=url, fact_on=TODAY)


def test_a_day_to_come_proves_nothing(world: World) -> None:
    with pytest.raises(DomainError, match="sau hôm nay"):
        proof.add_link(
            one(world), by=here(world, "lan"), at=NOW, url="https://x.vn/a", fact_on=TODAY + dt.timedelta(days=1)
        )


def test_those_who_help_may_add_proof_and_others_not(world: World) -> None:
    milestone = one(world, lead="Tư pháp - Hộ tịch", coordinating="Văn phòng - Thống kê")
    added(world, milestone, who="lan")
    for by in (here(world, "nga"), here(world, "minh"), access_of(world.oanh, world.binh_minh)):
        with pytest.raises(NotAllowed):
            proof.add_file(milestone, by=by, at=NOW, name="x.pdf", data=PDF + b"2", fact_on=TODAY)
    Milestone.objects.filter(pk=milestone.pk).update(completed_on=TODAY, accepted_on=TODAY)
    with pytest.raises(NotAllowed, match="đã được duyệt"):
        added(world, milestone, PDF + b"3")


def test_proof_is_withdrawn_with_a_reason_and_stays_in_sight(world: World) -> None:
    milestone = one(world)
    evidence = added(world, milestone)
    with pytest.raises(NotAllowed, match="Chỉ người đã thêm"):
        proof.withdraw_proof(evidence, by=here(world, "hung"), at=NOW, reason="x")
    with pytest.raises(DomainError, match="lý do"):
        proof.withdraw_proof(evidence, by=here(world, "lan"), at=NOW, reason=" ")
    proof.withdraw_proof(evidence, by=here(world, "lan"), at=NOW, reason="Gửi nhầm tệp")
    stored = Evidence.objects.get()
    assert (stored.withdrawn_at, stored.withdrawn_by_name, stored.withdrawn_reason) == (
        NOW, "Nguyễn Thị Lan", "Gửi nhầm tệp",
    )  # fmt: skip
    assert not Evidence.objects.standing().exists()
    with pytest.raises(DomainError, match="đã được rút"):
        proof.withdraw_proof(evidence, by=here(world, "minh"), at=NOW, reason="x")
    added(world, milestone)  # the same file may prove it again


def test_the_same_sending_adds_one_proof(world: World) -> None:
    milestone, key = one(world), uuid.uuid4()
    for _ in range(2):
        proof.add_link(milestone, by=here(world, "lan"), at=NOW, url="https://x.vn/a", fact_on=TODAY, key=key)
    assert Evidence.objects.count() == 1


def test_there_is_an_end_to_proofs(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "MOST", 2)
    milestone = one(world)
    for number in range(2):
        added(world, milestone, PDF + str(number).encode())
    with pytest.raises(DomainError, match="nhiều nhất 2"):
        added(world, milestone)
