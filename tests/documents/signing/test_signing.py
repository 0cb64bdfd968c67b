"""Signed by real certificates made here, then altered in every way we could think of."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import random
from functools import cache

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pypdf import PdfReader, PdfWriter

from documents.official import OfficialDocument
from documents.render.pdf import SignatureBox, print_document
from documents.signing.checking import Checked, NotAPdf, Worth, check
from documents.signing.hazards import hazards
from documents.signing.making import UnusableKey, load_pkcs12, prepare, sign
from documents.signing.places import A4, AGENCY, LEADER, MM, SEAL_MM, Place, appendix_place, leader_place, seal_place
from documents.signing.sameness import difference
from documents.signing.stamps import words_stamp
from tests.documents.signing.certificates import (
    BLUE,
    NOW,
    PASSPHRASE,
    RED,
    Holder,
    agency,
    branch,
    issue,
    leader,
    picture,
    root,
)
from tests.documents.test_print_pdf import SMALL


@cache
def places() -> dict[str, Place]:
    (box,) = print_document(SMALL).signature_boxes
    first = leader_place(box)
    return {LEADER: first, AGENCY: seal_place(first)}


@cache
def prepared() -> bytes:
    return prepare(print_document(SMALL).pdf, places())


def by(pdf: bytes, field: str, holder: Holder, **more: object) -> bytes:
    key = load_pkcs12(holder.key_file(), PASSPHRASE, now=NOW)
    return sign(pdf, field, key, certify=field == LEADER, **more)  # type: ignore[arg-type]


@cache
def by_leader() -> bytes:
    return by(prepared(), LEADER, leader(), picture=picture(BLUE, (400, 200)), place="An Bình")


@cache
def by_both() -> bytes:
    return by(by_leader(), AGENCY, agency(), picture=picture(RED, (300, 300)))


def judged(pdf: bytes, *roots: bytes, now: dt.datetime = NOW) -> Checked:
    return check(pdf, roots=roots or (root().der,), now=now)


def appended(pdf: bytes, *, script: bool = False) -> bytes:
    """What an attacker does: an increment that draws over the page, or brings a script."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    if script:
        act = {"/S": generic.NameObject("/JavaScript"), "/JS": generic.pdf_string("app.alert(1)")}
        writer.root["/OpenAction"] = generic.DictionaryObject({generic.NameObject(k): v for k, v in act.items()})
        writer.update_root()
    else:
        mark = generic.StreamObject(stream_data=b"q 1 0 0 rg 100 400 60 8 re f Q")
        writer.add_stream_to_page(0, writer.add_object(mark))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def rewritten(pdf: bytes) -> bytes:
    """The same document written anew, as some tools do."""
    out = io.BytesIO()
    PdfWriter(clone_from=io.BytesIO(pdf)).write(out)
    return out.getvalue()


# ------------------------------------------------------------------ signing


def test_leader_then_agency_and_both_hold() -> None:
    found = judged(by_both())
    assert found.worth is Worth.VALID
    assert [(each.field, each.signer) for each in found.found] == [
        (LEADER, "Trần Văn Minh"),
        (AGENCY, "Ủy ban nhân dân xã An Bình"),
    ]
    assert all(each.issuer == "Tổ chức chứng thực thử nghiệm G2" for each in found.found)
    assert all(each.signed_at is not None for each in found.found)


def test_nothing_before_a_signature_changes() -> None:
    assert by_leader().startswith(prepared())
    assert by_both().startswith(by_leader())


def test_the_words_of_the_paper_stay_as_they_were() -> None:
    before, after = (PdfReader(io.BytesIO(pdf)).pages[0].extract_text() for pdf in (prepared(), by_both()))
    assert before == after


def test_the_agency_signs_an_appendix_with_number_and_time_instead_of_a_picture() -> None:
    at = dt.datetime(2022, 2, 14, 2, 31, 5, tzinfo=dt.UTC)
    alone = prepare(print_document(SMALL).pdf, {AGENCY: appendix_place()})
    stamp = words_stamp("05/KH-UBND", at, appendix_place())
    signed = sign(alone, AGENCY, load_pkcs12(agency().key_file(), PASSPHRASE, now=NOW), stamp=stamp)
    assert judged(signed).worth is Worth.VALID
    widget = PdfReader(io.BytesIO(signed)).pages[0]["/Annots"][0].get_object()  # type: ignore[index]
    left, bottom, *_ = (float(each) for each in widget["/Rect"])
    assert left > A4[0] / 2
    assert bottom > A4[1] * 0.9
    assert PdfReader(io.BytesIO(stamp)).pages[0].extract_text().split() == [
        "05/KH-UBND",
        "14/02/2022",
        "09:31:05",
        "+07:00",
    ]


@pytest.mark.parametrize("content", [b"", b"khong phai khoa", b"\x30\x82\x01\x0a"])
def test_what_is_no_key_is_said(content: bytes) -> None:
    with pytest.raises(UnusableKey, match="Không mở được tệp khóa"):
        load_pkcs12(content, PASSPHRASE, now=NOW)


def test_a_wrong_pass_phrase_is_said() -> None:
    with pytest.raises(UnusableKey, match="sai mật khẩu"):
        load_pkcs12(leader().key_file(), "sai", now=NOW)


def test_an_expired_key_does_not_sign() -> None:
    old = issue("Người cũ", branch(), first=-400, last=-30)
    with pytest.raises(UnusableKey, match="có hiệu lực từ"):
        load_pkcs12(old.key_file(), PASSPHRASE, now=NOW)


# ------------------------------------------------------------------ places


BOX = SignatureBox(0, 0, left=300, bottom=400, right=534, top=476)


def test_the_leaders_picture_is_centred_and_keeps_its_proportion() -> None:
    for proportion in (0.5, 1.0, 2.0, 6.0):
        place = leader_place(BOX, proportion)
        assert place.wide / place.high == pytest.approx(proportion)
        assert (place.left + place.right) / 2 == pytest.approx((BOX.left + BOX.right) / 2)
        assert place.left >= BOX.left - 0.01
        assert place.top <= BOX.top + 0.01


def test_the_seal_covers_the_left_third_in_its_real_size() -> None:
    first = leader_place(BOX)
    seal = seal_place(first)
    assert seal.wide == pytest.approx(SEAL_MM * MM)
    assert seal.high == pytest.approx(SEAL_MM * MM)
    assert (seal.right - first.left) / first.wide == pytest.approx(1 / 3)


@pytest.mark.parametrize("bottom", [-20.0, 0.0, 780.0])
def test_the_seal_never_leaves_the_paper(bottom: float) -> None:
    seal = seal_place(Place(0, 20, bottom, 120, bottom + 50))
    assert 0 <= seal.left < seal.right <= A4[0]
    assert 0 <= seal.bottom < seal.top <= A4[1]


# ------------------------------------------------------------------ altered files


def signed_ranges(pdf: bytes) -> list[range]:
    found = []
    for each in PdfFileReader(io.BytesIO(pdf)).embedded_signatures:
        first, length, second, rest = (int(number) for number in each.byte_range)
        found += [range(first, first + length), range(second, second + rest)]
    return found


def test_a_flip_in_any_signed_range_is_seen() -> None:
    """Every range of both signatures, 8 places each; a file that can no longer be read counts as seen."""
    chance = random.Random(30)
    pdf = by_both()
    for places_ in signed_ranges(pdf):
        for at in chance.sample(places_, 8):
            changed = bytearray(pdf)
            changed[at] ^= 1 << chance.randrange(8)
            try:
                found = judged(bytes(changed))
            except NotAPdf:
                continue
            assert found.worth is Worth.BROKEN, f"byte {at}"


def test_what_is_laid_over_afterwards_is_seen() -> None:
    for pdf in (by_leader(), by_both()):
        found = judged(appended(pdf))
        assert found.worth is Worth.BROKEN
        assert "vẽ đè lên văn bản sau khi ký" in found.found[0].why


def test_a_file_written_anew_after_signing_is_seen() -> None:
    found = judged(rewritten(by_both()))
    assert found.worth is Worth.BROKEN
    assert "đã bị sửa sau khi ký" in found.found[0].why


def test_bytes_after_the_last_signature_are_seen() -> None:
    assert judged(by_both() + b"\n% them\n").wrong == "Tệp có phần thêm vào sau chữ ký cuối cùng."


def test_a_signature_of_another_document_does_not_hold_here() -> None:
    other = dataclasses.replace(SMALL, title="Một kế hoạch khác")
    theirs = by(prepare(print_document(other).pdf, places()), LEADER, leader())
    assert judged(theirs).worth is Worth.VALID
    assert difference(prepared(), theirs, list(places().values())) != ""


def test_without_any_signature() -> None:
    assert judged(prepared()).wrong == "Tệp không có chữ ký số nào."
    assert judged(prepared()).worth is Worth.BROKEN


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x03\x04", b"<html></html>"])
def test_what_is_no_pdf(content: bytes) -> None:
    for look in (lambda: judged(content), lambda: hazards(content), lambda: difference(prepared(), content, [])):
        with pytest.raises(NotAPdf, match="không phải PDF"):
            look()


# ------------------------------------------------------------------ certificates


def test_an_unknown_authority_is_not_verified_and_named() -> None:
    found = judged(by_both(), issue("Nơi khác", authority=True).pem)
    assert found.worth is Worth.UNVERIFIED
    assert "Tổ chức chứng thực thử nghiệm G2" in found.found[0].why


def test_a_missing_chain_is_not_verified() -> None:
    key = load_pkcs12(leader().key_file(above=False), PASSPHRASE, now=NOW)
    found = judged(sign(prepared(), LEADER, key, certify=True))
    assert (found.worth, "thiếu chứng thư trung gian" in found.found[0].why) == (Worth.UNVERIFIED, True)
    assert (
        check(sign(prepared(), LEADER, key, certify=True), roots=[root().pem, branch().pem], now=NOW).worth
        is Worth.VALID
    )


def test_a_certificate_out_of_its_time_is_not_verified() -> None:
    found = judged(by_both(), now=NOW + dt.timedelta(days=400))
    assert found.worth is Worth.UNVERIFIED
    assert "chỉ có hiệu lực từ" in found.found[0].why


def test_a_certificate_that_may_not_sign_is_not_verified() -> None:
    found = judged(by(prepared(), LEADER, issue("Mã hóa", branch(), signs=False)))
    assert found.worth is Worth.UNVERIFIED
    assert found.found[0].why == "Chứng thư số này không dùng để ký văn bản."


# ------------------------------------------------------------------ the same document


def test_the_same_document_signed_or_written_anew() -> None:
    hidden = list(places().values())
    assert difference(prepared(), by_both(), hidden) == ""
    assert difference(prepared(), rewritten(by_both()), hidden) == ""


def test_a_mark_beside_the_signatures_is_another_document() -> None:
    found = difference(prepared(), rewritten(appended(by_both())), list(places().values()))
    assert found == "Hình trang 1 khác với văn bản cần ký (ngoài chỗ ký)."


def _other(**changes: object) -> OfficialDocument:
    return dataclasses.replace(SMALL, **changes)  # type: ignore[arg-type]


def test_other_words_and_other_pages_are_another_document() -> None:
    words = print_document(_other(title=SMALL.title.replace("2026", "2025"))).pdf
    assert "Nội dung trang 1 khác" in difference(prepared(), words, [])
    writer = PdfWriter(clone_from=io.BytesIO(prepared()))
    writer.add_blank_page()
    out = io.BytesIO()
    writer.write(out)
    assert "có 2 trang, văn bản cần ký có 1 trang" in difference(prepared(), out.getvalue(), [])


# ------------------------------------------------------------------ what a file brings in


def test_a_signed_paper_is_harmless() -> None:
    assert hazards(by_both()) == []


def test_scripts_hidden_files_and_passwords_are_refused() -> None:
    assert "JavaScript" in hazards(appended(by_both(), script=True))[0]
    writer = PdfWriter(clone_from=io.BytesIO(prepared()))
    writer.add_attachment("thu.exe", b"MZ")
    out = io.BytesIO()
    writer.write(out)
    assert "thu.exe" in hazards(out.getvalue())[0]
    assert hazards(out.getvalue(), own_files=frozenset({"thu.exe"})) == []
    locked = PdfWriter(clone_from=io.BytesIO(prepared()))
    locked.encrypt("mat-khau")
    out = io.BytesIO()
    locked.write(out)
    assert "mật khẩu" in hazards(out.getvalue())[0]
