"""The parts of a .docx, taken out of the zip without trusting it.

A zip may lie about sizes, and XML may define entities that multiply; both are bounded here
so that the reader above can think about words only. Media and embedded files are never unpacked.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from typing import Any

from lxml import etree

from documents.reading.building import MIB, Limits
from documents.reading.source import UnreadableFile

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = (  # the ISO "strict" dialect differs in its names only
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R[1:-1].encode()),
)

BROKEN = "Tệp Word bị hỏng hoặc tải lên chưa trọn vẹn. Hãy mở bằng Word, lưu lại thành .docx mới rồi tải lên lại."
_SUSPICIOUS = (
    "Tệp Word có cấu trúc bất thường (bung ra quá lớn) nên không được nhận. "
    "Hãy chép nội dung sang một tệp Word mới, lưu thành .docx rồi tải lên lại."
)
_MACRO = (
    "Tệp Word có chứa macro nên không được nhận. "
    "Hãy mở tệp bằng Word, chọn Lưu thành (Save As) kiểu Word Document (.docx) rồi tải lên lại."
)


class Package:
    """Opens the zip and finds the main part. Raises UnreadableFile for bombs, macros and broken files."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._limits = limits
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            parts = self._archive.infolist()
        except Exception as error:
            raise UnreadableFile(BROKEN) from error
        if len(parts) > limits.parts or sum(part.file_size for part in parts) > limits.unpacked_bytes:
            raise UnreadableFile(_SUSPICIOUS)
        self._parts = {part.filename.lower(): part for part in parts}
        if any(part.flag_bits & 1 for part in parts):
            raise UnreadableFile("Tệp được đặt mật khẩu. Hãy mở tệp, bỏ mật khẩu, lưu lại thành .docx rồi tải lên lại.")
        content_types = self._bytes("[Content_Types].xml") or b""
        if b"macroenabled" in content_types.lower() or any(part.endswith("vbaproject.bin") for part in self._parts):
            raise UnreadableFile(_MACRO)
        self._targets: dict[str, str] = {}  # relationship id → part
        self.main = self._find_main()
        self._targets.clear()
        self._related = self._relationships(self.main)

    def _find_main(self) -> str:
        for kind, target in self._relationships(""):
            if kind.endswith("/officeDocument") and target.lower() in self._parts:
                return target
        return "word/document.xml"

    def document(self) -> Any:
        """The root of the main part."""
        root = self.part(self.main)
        if root is None or root.tag != W + "document":
            raise UnreadableFile(BROKEN)
        return root

    def related(self, kind: str) -> Any | None:
        """The root of the part related to the document as "styles", "numbering", "footnotes" …, or None."""
        for found, target in self._related:
            if found.endswith("/" + kind):
                return self.part(target)
        return None

    def by_id(self, name: str) -> Any | None:
        """The root of the part the document relates to under this id, or None."""
        target = self._targets.get(name)
        return None if target is None else self.part(target)

    def part(self, name: str) -> Any | None:
        data = self._bytes(name)
        return None if data is None else self._xml(data)

    def _relationships(self, name: str) -> list[tuple[str, str]]:
        folder, base = posixpath.split(name)
        data = self._bytes(posixpath.join(folder, "_rels", base + ".rels"))
        found: list[tuple[str, str]] = []
        if data is None:
            return found
        for element in self._xml(data).iter(_RELATIONSHIP):
            if element.get("TargetMode") == "External":
                continue
            target = posixpath.normpath(posixpath.join("/", folder, element.get("Target", ""))).lstrip("/")
            found.append((element.get("Type", ""), target))
            self._targets[element.get("Id", "")] = target
        return found

    def _bytes(self, name: str) -> bytes | None:
        """A part's bytes, unpacked only as far as the limit; None where there is no such part."""
        part = self._parts.get(name.lower())
        if part is None:
            return None
        limit = self._limits.part_bytes
        if part.file_size > limit:
            raise UnreadableFile(_SUSPICIOUS)
        try:
            with self._archive.open(part) as stream:
                data = stream.read(limit + 1)
        except Exception as error:  # zipfile and zlib raise many kinds for hostile input
            raise UnreadableFile(BROKEN) from error
        if len(data) > limit or (len(data) > 4 * MIB and len(data) > self._limits.ratio * max(1, part.compress_size)):
            raise UnreadableFile(_SUSPICIOUS)
        if data.count(b"<") > self._limits.tags:
            raise UnreadableFile(_SUSPICIOUS)
        return data

    def _xml(self, data: bytes) -> Any:
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
            remove_comments=True, remove_pis=True,
        )  # fmt: skip
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise UnreadableFile(BROKEN) from error
        if root.getroottree().docinfo.internalDTD is not None:  # Word never writes one: entities are an attack
            raise UnreadableFile(_SUSPICIOUS)
        return root
