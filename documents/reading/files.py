"""Uploaded bytes → Source, whatever kind of file they are.

The kind is told from the bytes, never from the name or what the browser claims. Everything
that cannot be read ends in one UnreadableFile whose sentence tells the officer what to do.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from enum import StrEnum

from documents.reading.building import MIB, Limits
from documents.reading.source import Source, UnreadableFile

__all__ = ["Kind", "Limits", "read_file", "sniff"]


class Kind(StrEnum):
    EMPTY = "empty"
    DOCX = "docx"
    DOCM = "docm"  # Word with macros
    PDF = "pdf"
    DOC = "doc"  # Word 97–2003
    LOCKED_OFFICE = "locked"  # a .docx or .xlsx behind a password
    OLE = "ole"  # another old Office file
    SPREADSHEET = "spreadsheet"
    PRESENTATION = "presentation"
    ODT = "odt"
    RTF = "rtf"
    ARCHIVE = "archive"
    BROKEN_ZIP = "broken_zip"
    IMAGE = "image"
    PROGRAM = "program"
    MAIL = "mail"  # .eml, .mht
    HTML = "html"
    TEXT = "text"  # anything else: whether it really is text shows when it is decoded


_SAVE_AS_DOCX = "Hãy mở tệp bằng Word, chọn Lưu thành (Save As) kiểu Word Document (.docx) rồi tải lên lại."
_REFUSED = {
    Kind.EMPTY: "Tệp rỗng, không có nội dung. Hãy kiểm tra lại tệp rồi tải lên lại.",
    Kind.DOCM: "Tệp Word có chứa macro nên không được nhận. " + _SAVE_AS_DOCX,
    Kind.DOC: "Đây là tệp Word kiểu cũ (.doc). " + _SAVE_AS_DOCX,
    Kind.LOCKED_OFFICE: "Tệp được đặt mật khẩu. Hãy mở tệp, bỏ mật khẩu, lưu lại thành .docx rồi tải lên lại.",
    Kind.OLE: "Tệp thuộc kiểu Office cũ, không đọc được. " + _SAVE_AS_DOCX,
    Kind.SPREADSHEET: (
        "Đây là bảng tính Excel, không phải văn bản. Hãy tải lên bản kế hoạch ở dạng .docx hoặc PDF, "
        "hoặc chép vùng bảng trong Excel và dán vào ô văn bản."
    ),
    Kind.PRESENTATION: "Đây là tệp trình chiếu, không phải văn bản. Hãy tải lên bản kế hoạch ở dạng .docx hoặc PDF.",
    Kind.ODT: "Đây là tệp OpenDocument (.odt). " + _SAVE_AS_DOCX,
    Kind.RTF: "Đây là tệp RTF. " + _SAVE_AS_DOCX,
    Kind.ARCHIVE: "Đây là tệp nén. Hãy giải nén và tải lên từng tệp .docx hoặc PDF ở bên trong.",
    Kind.BROKEN_ZIP: (
        "Tệp bị hỏng hoặc tải lên chưa trọn vẹn. Hãy mở thử bằng Word, lưu lại thành .docx rồi tải lên lại."
    ),
    Kind.IMAGE: (
        "Đây là ảnh, không có chữ để đọc. Hãy tải lên tệp Word (.docx) hoặc PDF xuất từ Word; "
        "nếu chỉ có bản giấy, hãy gõ hoặc dán nội dung vào ô văn bản."
    ),
    Kind.PROGRAM: "Đây là tệp chương trình, không được nhận. Hãy tải lên tệp Word (.docx) hoặc PDF.",
    Kind.MAIL: "Đây là thư điện tử hoặc trang web đóng gói. Hãy lưu tệp đính kèm ra máy rồi tải lên riêng tệp đó.",
}

_PREFIXES = (
    (b"{\\rtf", Kind.RTF),
    (b"\x89PNG\r\n\x1a\n", Kind.IMAGE),
    (b"\xff\xd8\xff", Kind.IMAGE),
    (b"GIF87a", Kind.IMAGE),
    (b"GIF89a", Kind.IMAGE),
    (b"II*\0", Kind.IMAGE),
    (b"MM\0*", Kind.IMAGE),
    (b"\x7fELF", Kind.PROGRAM),
    (b"\xca\xfe\xba\xbe", Kind.PROGRAM),
    (b"\xcf\xfa\xed\xfe", Kind.PROGRAM),
    (b"\x1f\x8b", Kind.ARCHIVE),
    (b"BZh", Kind.ARCHIVE),
    (b"\xfd7zXZ\0", Kind.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", Kind.ARCHIVE),
    (b"Rar!\x1a\x07", Kind.ARCHIVE),
)
_HTML = re.compile(rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S)
_MAIL = re.compile(rb"(?:MIME-Version|Received|Return-Path|Message-ID):[^\n]*\n", re.I)


def sniff(data: bytes) -> Kind:
    """The kind of file, from its content. Never raises; looks at the start and, in a zip, at the list of parts."""
    if not data.strip(b"\0 \t\r\n\x0b\x0c"):
        return Kind.EMPTY
    head = data[:4096]
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    for prefix, kind in _PREFIXES:
        if data.startswith(prefix):
            return kind
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _sniff_ole(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _sniff_zip(data)
    if (head.startswith(b"RIFF") and head[8:12] == b"WEBP") or head[4:12] in (b"ftypheic", b"ftypavif", b"ftypmif1"):
        return Kind.IMAGE
    if head.startswith(b"BM") and head[6:10] == b"\0\0\0\0":
        return Kind.IMAGE
    if head.startswith(b"MZ") and b"\0" in head:
        return Kind.PROGRAM
    if _HTML.match(head.removeprefix(b"\xef\xbb\xbf")):
        return Kind.HTML
    if _MAIL.match(head):
        return Kind.MAIL
    return Kind.TEXT


def _sniff_ole(data: bytes) -> Kind:
    """Old Office files name their streams in UTF-16; the names are enough to tell them apart."""

    def has(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if has("EncryptedPackage"):
        return Kind.LOCKED_OFFICE
    if has("WordDocument"):
        return Kind.DOC
    if has("Workbook"):
        return Kind.SPREADSHEET
    if has("PowerPoint Document"):
        return Kind.PRESENTATION
    return Kind.OLE


def _sniff_zip(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {info.filename for info in archive.infolist()}
            if "mimetype" in names:
                with archive.open("mimetype") as part:
                    mimetype = part.read(200)  # never read() a stranger's part whole: it may lie about its size
                if b"opendocument" in mimetype:
                    return Kind.SPREADSHEET if b"spreadsheet" in mimetype else Kind.ODT
    except Exception:  # zipfile raises many kinds for hostile input, NotImplementedError and RuntimeError among them
        return Kind.BROKEN_ZIP
    if any(name.startswith("word/") for name in names):
        return Kind.DOCM if any(name.lower().endswith("vbaproject.bin") for name in names) else Kind.DOCX
    if any(name.startswith("xl/") for name in names):
        return Kind.SPREADSHEET
    if any(name.startswith("ppt/") for name in names):
        return Kind.PRESENTATION
    return Kind.DOCX if "[Content_Types].xml" in names else Kind.ARCHIVE


def read_file(name: str, data: bytes, *, limits: Limits = Limits()) -> Source:  # noqa: B008 - immutable
    """The lines and tables of an uploaded file, in reading order.

    `name` only helps to choose the sentence. Raises UnreadableFile, and nothing else, for whatever
    cannot be read. A PDF is read in a separate process that is stopped after `limits.seconds`.
    """
    if len(data) > limits.file_bytes:
        raise UnreadableFile(
            f"Tệp nặng {_mebibytes(len(data))} MB, quá mức {_mebibytes(limits.file_bytes)} MB. "
            "Hãy bỏ bớt ảnh trong tệp hoặc xuất lại PDF dung lượng nhỏ rồi tải lên lại."
        )
    kind = sniff(data)
    if kind is Kind.BROKEN_ZIP and name.lower().endswith(".zip"):
        kind = Kind.ARCHIVE
    if kind in _REFUSED:
        raise UnreadableFile(_REFUSED[kind])
    try:
        return _READERS[kind](data, limits)
    except UnreadableFile:
        raise
    except (MemoryError, RecursionError) as error:
        raise UnreadableFile(
            "Tệp có cấu trúc quá phức tạp, không đọc được. Hãy chép nội dung và dán vào ô văn bản."
        ) from error


def _mebibytes(size: int) -> int:
    return -(-size // MIB)


def _docx(data: bytes, limits: Limits) -> Source:
    from documents.reading.docx import read_docx

    return read_docx(data, limits)


def _pdf(data: bytes, limits: Limits) -> Source:
    from documents.reading.pdf import read_pdf, read_pdf_apart

    return read_pdf_apart(data, limits) if limits.separate_process else read_pdf(data, limits)


def _html(data: bytes, limits: Limits) -> Source:
    from documents.reading.plain import read_html

    return read_html(data, limits)


def _text(data: bytes, limits: Limits) -> Source:
    from documents.reading.plain import read_plain

    return read_plain(data, limits)


_READERS: dict[Kind, Callable[[bytes, Limits], Source]] = {
    Kind.DOCX: _docx,
    Kind.PDF: _pdf,
    Kind.HTML: _html,
    Kind.TEXT: _text,
}
