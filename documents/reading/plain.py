"""Bytes of a text or web page file → text → Source.

The encoding is told from the bytes: Unicode by its marks and its rules, the old Vietnamese
encodings by whether the words come out Vietnamese. A text nobody can make sense of is refused.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import replace
from html.parser import HTMLParser

from documents.reading.building import Limits
from documents.reading.legacy import decode_legacy
from documents.reading.source import Source, UnreadableFile

_BINARY = "Tệp này không phải là văn bản. Hãy tải lên tệp Word (.docx), PDF có chữ hoặc văn bản thuần (.txt)."
_NO_ENCODING = (
    "Không nhận ra bảng mã của tệp văn bản. Hãy mở tệp, lưu lại với bảng mã Unicode (UTF-8) rồi tải lên lại, "
    "hoặc dán thẳng nội dung vào ô văn bản."
)
_TOO_LONG = "Tệp có quá nhiều chữ so với một văn bản hành chính. Hãy tách lấy riêng bản kế hoạch rồi tải lên lại."

_MARKS = (  # the longer mark first: UTF-32's begins with UTF-16's
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(data: bytes) -> tuple[str, str]:
    """The text in composed letters with "\\n" line ends, and the encoding's name ("" for Unicode).

    Raises UnreadableFile for bytes that are no text or whose encoding is not recognised.
    """
    text, encoding = _decode(data)
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).removeprefix("\ufeff")
    controls = sum(1 for letter in text if letter < " " and letter not in "\n\t\f\v")
    if "\0" in text or controls > max(2, len(text) // 200):
        raise UnreadableFile(_BINARY)
    return "".join(letter for letter in text if letter >= " " or letter in "\n\t\f"), encoding


def _decode(data: bytes) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding), ""
            except UnicodeDecodeError:
                break
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    if text and "\0" not in text:
        return text, ""
    if b"\0" in data:
        return _utf16_without_mark(data), ""
    legacy = decode_legacy(data)
    if legacy is None:
        controls = sum(1 for byte in data if byte < 32 and byte not in b"\t\n\r\f\v")
        raise UnreadableFile(_BINARY if controls > len(data) // 100 else _NO_ENCODING)
    return legacy[0], str(legacy[1])


def _utf16_without_mark(data: bytes) -> str:
    """Text saved as UTF-16 with no mark: one half of the byte pairs is nearly always zero for spaces and ASCII."""
    if len(data) % 2 == 0:
        for encoding, zeros in (("utf-16-le", data[1::2]), ("utf-16-be", data[0::2])):
            if zeros.count(0) * 2 < len(zeros):
                continue
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
    raise UnreadableFile(_BINARY)


def read_plain(data: bytes, limits: Limits) -> Source:
    """A text file. Raises UnreadableFile."""
    text, encoding = decode(data)
    return _read(text, limits, f"Tệp dùng bảng mã {encoding}, đã chuyển sang Unicode." if encoding else "")


def read_html(data: bytes, limits: Limits) -> Source:
    """A saved web page, or a .doc that is one inside: its words only, scripts and styles left out."""
    text, _ = decode(data)
    stripper = _Stripper()
    stripper.feed(text)
    stripper.close()
    return _read(
        stripper.text(),
        limits,
        "Tệp là trang web: chỉ lấy phần chữ; hãy xem lại các dòng thừa như thực đơn, quảng cáo, lượt xem.",
    )


def _read(text: str, limits: Limits, note: str) -> Source:
    if not text.strip():
        raise UnreadableFile("Tệp không có chữ nào. Hãy kiểm tra lại tệp rồi tải lên lại.")
    if len(text) > limits.characters or text.count("\n") > limits.items:
        raise UnreadableFile(_TOO_LONG)
    from documents.reading.text import read_text

    source = read_text(text)
    return replace(source, notes=(note, *source.notes)) if note else source


class _Stripper(HTMLParser):
    """Words of a page: one line per block, the cells of a table row separated by tabs."""

    _SILENT = frozenset({"script", "style", "head", "noscript", "template", "svg", "select"})
    _INLINE = frozenset(
        {"a", "abbr", "b", "code", "em", "font", "i", "img", "ins", "label", "o:p", "q", "s", "small", "span", "strong"}
        | {"sub", "sup", "u", "wbr"}
    )

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._silent = 0
        self._cell_depth = 0
        self._first_cell = True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self._SILENT:
            self._silent += 1
        elif tag == "tr":
            self._new_row()
            self._first_cell, self._cell_depth = True, 0
        elif tag in ("td", "th"):
            if not self._first_cell:
                self._parts.append("\t")
            self._first_cell, self._cell_depth = False, 1
        elif tag not in self._INLINE:
            self._parts.append(" " if self._cell_depth else "\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in ("tr", "table"):
            self._new_row()
            self._cell_depth = 0
        elif tag not in self._INLINE:
            self._parts.append(" " if self._cell_depth else "\n")

    def _new_row(self) -> None:
        """End the line, but leave no empty one: rows apart would not be one table."""
        if self._parts and not self._parts[-1].endswith("\n"):
            self._parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent and (data.strip() or (self._parts and not self._parts[-1].endswith("\n"))):
            self._parts.append(re.sub(r"\s+", " ", data))

    def text(self) -> str:
        lines = "".join(self._parts).split("\n")
        return "\n".join(re.sub(r" *\t *", "\t", re.sub(r" {2,}", " ", line)).strip(" ") for line in lines)
