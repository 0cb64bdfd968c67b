"""Telling files apart, text encodings, and what is refused whatever the kind."""

from __future__ import annotations

import contextlib
import io
import unicodedata
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.reading import legacy
from documents.reading.building import Limits
from documents.reading.files import Kind, read_file, sniff
from documents.reading.plain import decode
from documents.reading.source import Source, SourceLine, SourceTable, UnreadableFile

IN_PLACE = Limits(separate_process=False, pages=20, characters=100_000)
TEXT = (
    "KẾ HOẠCH\nCải cách hành chính năm 2026\n\nI. MỤC ĐÍCH, YÊU CẦU\n"
    "- Rà soát, đơn giản hóa thủ tục; nâng cao sự hài lòng của người dân ở Tổ dân phố số 5.\n"
)


def texts(source: Source) -> list[str]:
    return [item.text for item in source.items if isinstance(item, SourceLine) and item.text]


def refused(data: bytes, name: str = "tep") -> str:
    with pytest.raises(UnreadableFile) as caught:
        read_file(name, data, limits=IN_PLACE)
    return str(caught.value)


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, b"application/vnd.oasis.opendocument.text" if name == "mimetype" else b"x")
    return out.getvalue()


def ole(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500 + stream.encode("utf-16-le") + b"\0" * 500


KINDS = [
    (b"", Kind.EMPTY, "rỗng"),
    (b" \r\n\t", Kind.EMPTY, "rỗng"),
    (ole("WordDocument"), Kind.DOC, ".docx"),
    (ole("EncryptedPackage"), Kind.LOCKED_OFFICE, "mật khẩu"),
    (ole("Workbook"), Kind.SPREADSHEET, "bảng tính"),
    (ole("SummaryInformation"), Kind.OLE, ".docx"),
    (zipped("word/document.xml", "word/vbaProject.bin"), Kind.DOCM, "macro"),
    (zipped("xl/workbook.xml"), Kind.SPREADSHEET, "bảng tính"),
    (zipped("ppt/presentation.xml"), Kind.PRESENTATION, "trình chiếu"),
    (zipped("mimetype", "content.xml"), Kind.ODT, "OpenDocument"),
    (zipped("a.txt"), Kind.ARCHIVE, "giải nén"),
    (b"PK\x03\x04" + b"\1" * 100, Kind.BROKEN_ZIP, "hỏng"),
    (b"{\\rtf1\\ansi K\\u7871?}", Kind.RTF, "RTF"),
    (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, Kind.IMAGE, "ảnh"),
    (b"\xff\xd8\xff\xe0\0\x10JFIF\0", Kind.IMAGE, "ảnh"),
    (b"RIFF\0\0\0\0WEBPVP8 ", Kind.IMAGE, "ảnh"),
    (b"MZ\x90\0\x03\0\0\0", Kind.PROGRAM, "chương trình"),
    (b"\x7fELF\x02\x01\x01\0", Kind.PROGRAM, "chương trình"),
    (b"Rar!\x1a\x07\0", Kind.ARCHIVE, "giải nén"),
    (b"MIME-Version: 1.0\nContent-Type: multipart/related\n\nx", Kind.MAIL, "đính kèm"),
]


@pytest.mark.parametrize(("data", "kind", "word"), KINDS)
def test_what_is_not_a_document_is_refused_with_what_to_do(data: bytes, kind: Kind, word: str) -> None:
    assert sniff(data) is kind
    assert word in refused(data)


def test_the_name_does_not_decide() -> None:
    assert "bảng tính" in refused(zipped("xl/workbook.xml"), "ke-hoach.docx")
    assert texts(read_file("ke-hoach.docx", TEXT.encode()))[0] == "KẾ HOẠCH"


def test_a_heavy_file_is_refused_before_it_is_looked_at() -> None:
    with pytest.raises(UnreadableFile, match="2 MB, quá mức 1 MB"):
        read_file("a.pdf", b"%PDF-" + b"x" * (1024 * 1024), limits=Limits(file_bytes=1024 * 1024))


# Encodings of text files


def cp1258(text: str) -> bytes:
    """As Windows writes it: the letter, then its tone as a character of its own."""
    out = b""
    for letter in text:
        marks = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323")
        base = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in tone))
        try:
            out += letter.encode("cp1258")
        except UnicodeEncodeError:
            out += (base + tone).encode("cp1258")
    return out


def tcvn3(text: str) -> bytes:
    letters = dict(zip(legacy._TCVN3_LETTERS, legacy._TCVN3_CODES, strict=True))
    return "".join(letters.get(letter, letters.get(letter.lower(), letter)) for letter in text).encode("latin-1")


def vni(text: str) -> bytes:
    letters = {meant: written for written, meant in legacy._VNI.items()}
    return "".join(letters.get(letter, letter) for letter in text).encode("latin-1")


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
        unicodedata.normalize("NFD", TEXT).encode(),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
    ],
)
def test_every_unicode_form_gives_the_same_text(data: bytes) -> None:
    assert decode(data) == (TEXT, "")


@pytest.mark.parametrize(
    ("data", "name"), [(cp1258(TEXT), "Windows-1258"), (tcvn3(TEXT), "TCVN3 (ABC)"), (vni(TEXT), "VNI-Windows")]
)
def test_old_encodings_are_recognised_by_their_words(data: bytes, name: str) -> None:
    assert decode(data) == (TEXT, name)
    assert name in read_file("cu.txt", data).notes[0]


@pytest.mark.parametrize(
    "data",
    [
        "Élève à côté de la forêt où dès père mère, naïve".encode("latin-1"),
        "Привет, это план работы на год".encode("cp1251"),
        "改革行政計劃".encode("gb18030"),
    ],
)
def test_an_unknown_encoding_is_not_guessed(data: bytes) -> None:
    assert "UTF-8" in refused(data)


def test_bytes_that_are_no_text_are_refused() -> None:
    assert "không phải là văn bản" in refused(bytes(range(256)) * 20)
    assert "không phải là văn bản" in refused(b"K\0e h\0\0\0oach" * 40)


def test_script_in_a_text_is_just_text() -> None:
    text = "<script>alert(1)</script>"
    assert texts(read_file("a.txt", f"Kế hoạch {text}".encode())) == [f"Kế hoạch {text}"]


def test_tabs_in_a_text_file_make_a_table() -> None:
    rows = "STT\tNội dung\tThời gian\n1\tRà soát\tQuý I\n2\tCông khai\tQuý II\n"
    tables = [item for item in read_file("a.txt", rows.encode()).items if isinstance(item, SourceTable)]
    assert tables[0].rows[1] == ("1", "Rà soát", "Quý I")


def test_a_web_page_gives_its_words_and_its_tables() -> None:
    page = """<!DOCTYPE html><html><head><title>x</title><style>p{}</style></head><body><script>alert(1)</script>
    <h1>KẾ HOẠCH</h1><p>Cải cách<br>hành chính &amp; công khai</p><table>
    <tr><th>STT</th><th>Nội dung</th><th>Hạn</th></tr>
    <tr><td>1</td><td><p>Rà soát</p></td><td>Quý I</td></tr></table></body></html>"""
    source = read_file("a.doc", page.encode())
    assert texts(source) == ["KẾ HOẠCH", "Cải cách", "hành chính & công khai"]
    tables = [item for item in source.items if isinstance(item, SourceTable)]
    assert tables[0].rows == (("STT", "Nội dung", "Hạn"), ("1", "Rà soát", "Quý I"))
    assert "trang web" in source.notes[0]


@pytest.mark.parametrize(
    ("word", "good"),
    [
        ("nghiêng", True),
        ("ƯƠNG", True),
        ("Huyện", True),
        ("quyết", True),
        ("hßa", False),
        ("ệế", False),
        ("strâng", False),
    ],
)
def test_syllables(word: str, good: bool) -> None:
    assert legacy.is_syllable(word) is good


# Anything at all


def reads_or_refuses(data: bytes) -> None:
    with contextlib.suppress(UnreadableFile):
        assert isinstance(read_file("tep", data, limits=IN_PLACE), Source)


STARTS = [
    b"",
    b"%PDF-1.4\n",
    b"PK\x03\x04",
    b"<html>",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
]


@given(st.sampled_from(STARTS), st.binary(max_size=400))
def test_random_bytes_never_raise_anything_else(start: bytes, rest: bytes) -> None:
    reads_or_refuses(start + rest)


@given(st.text(max_size=300), st.sampled_from(["utf-8", "utf-16", "utf-32"]))
def test_random_texts_never_raise_anything_else(text: str, encoding: str) -> None:
    reads_or_refuses(text.encode(encoding, errors="replace"))


def small_docx() -> bytes:
    import docx

    document = docx.Document()
    document.add_paragraph("Kế hoạch cải cách hành chính", style="List Number")
    table = document.add_table(rows=2, cols=2, style="Table Grid")
    table.cell(0, 0).merge(table.cell(1, 0)).text = "A"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def small_pdf() -> bytes:
    from weasyprint import HTML

    data: bytes = HTML(
        string="<p>Kế hoạch cải cách hành chính năm 2026</p><table border=1><tr><td>1<td>2</table>"
    ).write_pdf(pdf_tags=True, uncompressed_pdf=True)
    return data


DOCX, PDF = small_docx(), small_pdf()


@st.composite
def damaged(draw: st.DrawFn, whole: bytes) -> bytes:
    """A file with some bytes changed, and perhaps its end cut off."""
    data = bytearray(whole)
    for _ in range(draw(st.integers(1, 12))):
        data[draw(st.integers(0, len(data) - 1))] = draw(st.integers(0, 255))
    return bytes(data[: draw(st.integers(len(data) // 2, len(data)))]) if draw(st.booleans()) else bytes(data)


@given(damaged(PDF))
def test_damaged_pdfs_never_raise_anything_else(data: bytes) -> None:
    reads_or_refuses(data)


@given(damaged(DOCX))
def test_damaged_word_files_never_raise_anything_else(data: bytes) -> None:
    reads_or_refuses(data)


@given(
    st.sampled_from(["word/document.xml", "word/styles.xml", "word/numbering.xml", "[Content_Types].xml"]), st.data()
)
def test_damaged_parts_of_word_files_never_raise_anything_else(part: str, data: st.DataObject) -> None:
    """The zip is whole, its XML is not: what a checksum would otherwise hide."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(DOCX)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == part:
                place = data.draw(st.integers(0, len(content) - 1))
                length = data.draw(st.integers(0, 30))
                content = content[:place] + data.draw(st.binary(max_size=30)) + content[place + length :]
            new.writestr(name, content)
    reads_or_refuses(out.getvalue())
