"""Metadata of an outgoing paper: Nghị định 30/2020/NĐ-CP, Phụ lục VI. Names, order and lengths are the decree's.

A value that is too long for its field is told and never cut: half a name is another name.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from core.exceptions import DomainError
from core.text import plain_text

LONGEST: dict[str, int] = {
    "FileCode.OrganId": 13,
    "FileCode.FileCatalog": 4,
    "FileCode.FileNotation": 20,
    "DocOrdinal": 3,
    "TypeName": 100,
    "CodeNumber": 11,
    "CodeNotation": 30,
    "IssuedDate": 10,
    "OrganName": 200,
    "Subject": 500,
    "Language": 30,
    "PageAmount": 3,
    "Description": 500,
    "SignerInfo.Position": 100,
    "SignerInfo.FullName": 50,
    "To.OrganId": 13,
    "To.OrganName": 200,
    "Priority": 1,
    "IssuedAmount": 3,
    "DueDate": 10,
}
LABELS: dict[str, str] = {
    "FileCode.OrganId": "Mã định danh của cơ quan",
    "FileCode.FileNotation": "Số và ký hiệu hồ sơ",
    "TypeName": "Tên loại văn bản",
    "CodeNumber": "Số của văn bản",
    "CodeNotation": "Ký hiệu của văn bản",
    "OrganName": "Tên cơ quan ban hành",
    "Subject": "Trích yếu nội dung",
    "Description": "Ghi chú",
    "SignerInfo.Position": "Chức vụ người ký",
    "SignerInfo.FullName": "Họ tên người ký",
    "To.OrganId": "Mã định danh nơi nhận",
    "To.OrganName": "Tên nơi nhận",
    "DocOrdinal": "Số thứ tự văn bản trong hồ sơ",
    "PageAmount": "Số trang",
    "IssuedAmount": "Số lượng bản phát hành",
}


@dataclass(frozen=True)
class Receiver:
    name: str
    organ_id: str = ""


@dataclass(frozen=True)
class Metadata:
    """`organ_id` is the agency's code in the national exchange ("H40.12.05"); blank fields are left out.

    `priority`: 0 thường, 1 khẩn, 2 thượng khẩn, 3 hỏa tốc.
    """

    organ_id: str
    organ_name: str
    type_name: str
    number: str
    notation: str
    issued_on: dt.date
    subject: str
    pages: int
    signer: str
    position: str
    receivers: Sequence[Receiver] = ()
    file_notation: str = ""
    ordinal: int | None = None
    language: str = "Tiếng Việt"
    description: str = ""
    priority: int = 0
    copies: int | None = None
    due_on: dt.date | None = None

    def fields(self) -> Iterator[tuple[str, str]]:
        """Name and value in the order of the decree; several receivers repeat theirs."""
        yield "FileCode.OrganId", self.organ_id
        yield "FileCode.FileCatalog", str(self.issued_on.year)
        yield "FileCode.FileNotation", self.file_notation
        yield "DocOrdinal", "" if self.ordinal is None else str(self.ordinal)
        yield "TypeName", self.type_name
        yield "CodeNumber", self.number
        yield "CodeNotation", self.notation
        yield "IssuedDate", f"{self.issued_on:%d/%m/%Y}"
        yield "OrganName", self.organ_name
        yield "Subject", self.subject
        yield "Language", self.language
        yield "PageAmount", str(self.pages)
        yield "Description", self.description
        yield "SignerInfo.Position", self.position
        yield "SignerInfo.FullName", self.signer
        for receiver in self.receivers:
            yield "To.OrganId", receiver.organ_id
            yield "To.OrganName", receiver.name
        yield "Priority", str(self.priority)
        yield "IssuedAmount", "" if self.copies is None else str(self.copies)
        yield "DueDate", "" if self.due_on is None else f"{self.due_on:%d/%m/%Y}"


class TooLong(DomainError):
    """A value does not fit its field; the sentence names each."""


def write_metadata(metadata: Metadata) -> bytes:
    """The XML in UTF-8. Raises TooLong."""
    values = [(name, " ".join(plain_text(value).split())) for name, value in metadata.fields()]
    long = [(name, len(value)) for name, value in values if len(value) > LONGEST[name]]
    if long:
        told = "; ".join(
            f"{LABELS.get(name, name)} dài {length} ký tự, tối đa {LONGEST[name]}" for name, length in long
        )
        raise TooLong(f"Chưa lập được gói gửi liên thông: {told}. Hãy viết gọn lại rồi gửi.")
    root = ElementTree.Element("Document")
    group: ElementTree.Element | None = None
    for name, value in values:
        outer, _, inner = name.partition(".")
        if not inner:
            group = None
            if value:
                ElementTree.SubElement(root, outer).text = value
            continue
        begins = inner == _FIRST.get(outer)
        if group is None or group.tag != outer or begins:
            group = ElementTree.SubElement(root, outer)
        if value:
            ElementTree.SubElement(group, inner).text = value
    for empty in [each for each in root if not len(each) and not each.text]:
        root.remove(empty)
    ElementTree.indent(root)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


_FIRST = {"FileCode": "OrganId", "SignerInfo": "Position", "To": "OrganId"}
