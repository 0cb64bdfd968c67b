"""Files that people hand in to be kept: told by their content, limited, pictures redrawn."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePath

from django.conf import settings

from core.exceptions import DomainError
from documents.domain.attachments import store_file
from documents.images import PNG, UnusablePicture, redrawn
from documents.models import Attachment
from documents.reading.files import Kind, sniff
from organisations.access import Access
from organisations.models import Organisation

TAKEN = "PDF, Word (.docx), Excel (.xlsx), PowerPoint (.pptx), OpenDocument, ảnh JPG hoặc PNG"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
_XLSX, _ODS = (_OFFICE + "spreadsheetml.sheet", ".xlsx"), (_OPEN + "spreadsheet", ".ods")
_ZIPPED = {
    Kind.DOCX: (_OFFICE + "wordprocessingml.document", ".docx"),
    Kind.PRESENTATION: (_OFFICE + "presentationml.presentation", ".pptx"),
    Kind.ODT: (_OPEN + "text", ".odt"),
}
_OLD = "Đây là tệp Office kiểu cũ. Hãy mở tệp, chọn Lưu thành (Save As) kiểu mới (.docx, .xlsx, .pptx) rồi gửi lại."
_MACRO = "Tệp có chứa macro nên không được nhận. Hãy lưu lại thành kiểu không có macro rồi gửi lại."
_ONLY_PICTURES = "“{}” không phải là ảnh. Hãy chụp hoặc chọn ảnh rồi gửi lại."
_NOT_HERE = "Loại tệp này không được nhận ở đây. Hãy chọn tệp khác."
_REFUSED = {
    Kind.EMPTY: "Tệp rỗng, không có nội dung. Hãy kiểm tra lại tệp.",
    Kind.DOCM: _MACRO,
    Kind.DOC: _OLD,
    Kind.OLE: _OLD,
    Kind.LOCKED_OFFICE: "Tệp được đặt mật khẩu nên người khác không mở được. Hãy bỏ mật khẩu rồi gửi lại.",
    Kind.ARCHIVE: "Đây là tệp nén. Hãy giải nén và gửi từng tệp bên trong.",
    Kind.BROKEN_ZIP: "Tệp bị hỏng hoặc tải lên chưa trọn vẹn. Hãy mở thử trên máy, lưu lại rồi gửi lại.",
    Kind.PROGRAM: "Đây là tệp chương trình, không được nhận.",
}


@dataclass(frozen=True)
class Upload:
    """A file that may be kept: what it is was told by its content, a picture is redrawn. Nothing is stored yet."""

    name: str
    data: bytes
    content_type: str


def read_upload(*, name: str, data: bytes, kinds: Collection[Kind] | None = None) -> Upload:
    """Look at a file that somebody handed in. `kinds`: those that are taken here, None for all of TAKEN.

    Raises DomainError with a sentence that says what to do instead.
    """
    limit = settings.UPLOAD_LIMIT_MB
    if len(data) > limit * 1024 * 1024:
        raise DomainError(
            f"Tệp nặng {len(data) // 1024 // 1024} MB, quá mức {limit} MB. Hãy xuất lại ở dung lượng nhỏ hơn."
        )
    kind = sniff(data)
    if kinds is not None and kind not in kinds and kind not in _REFUSED:
        raise DomainError(_ONLY_PICTURES.format(name[:60]) if set(kinds) == {Kind.IMAGE} else _NOT_HERE)
    data, content_type, ending = _told(data, kind)
    stem = PurePath(name.replace("\\", "/")).name
    stem = stem.rsplit(".", 1)[0] if "." in stem[1:] else stem
    return Upload(f"{stem[:240] or 'tep'}{ending}", data, content_type)


def keep_upload(upload: Upload, *, organisation: Organisation, by: Access) -> Attachment:
    """Store what was read. Called when nothing else can refuse the sending any more: a refused file takes no room."""
    return store_file(
        organisation=organisation, name=upload.name, data=upload.data, content_type=upload.content_type, by=by
    )


def accept_upload(
    *, organisation: Organisation, name: str, data: bytes, by: Access, kinds: Collection[Kind] | None = None
) -> Attachment:
    """Keep a file that somebody handed in. Raises DomainError with a sentence that says what to do instead."""
    return keep_upload(read_upload(name=name, data=data, kinds=kinds), organisation=organisation, by=by)


def _told(data: bytes, kind: Kind) -> tuple[bytes, str, str]:
    """The bytes to keep, what they are, and the ending of their name."""
    if kind in _REFUSED:
        raise DomainError(_REFUSED[kind])
    if kind is Kind.PDF:
        return data, "application/pdf", ".pdf"
    if kind is Kind.IMAGE:
        try:
            redone, content_type = redrawn(data)
        except UnusablePicture as error:
            raise DomainError(str(error)) from None
        return redone, content_type, ".png" if content_type == PNG else ".jpg"
    if kind is Kind.SPREADSHEET or kind in _ZIPPED:
        if not data.startswith(b"PK"):
            raise DomainError(_OLD)  # binary files of old Office can hide macros
        if b"vbaProject.bin" in data:
            raise DomainError(_MACRO)
        declared = data[:200]
        if kind is Kind.SPREADSHEET:
            return data, *(_ODS if _OPEN.encode() in declared else _XLSX)
        if kind is not Kind.ODT or f"{_OPEN}text".encode() in declared:
            return data, *_ZIPPED[kind]
    raise DomainError(f"Loại tệp này không được nhận làm minh chứng. Các loại nhận được: {TAKEN}.")
