"""What a PDF must not bring in: scripts, things it starts, files hidden in it, a password.

Objects are walked, not bytes searched: names are written in many ways ("/J#61vaScript") and objects lie in streams.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from documents.signing.checking import NotAPdf

MOST_OBJECTS = 200_000
_SCRIPTS = {"/JS", "/JavaScript"}
_STARTS = {"/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/Rendition", "/RichMediaExecute"}


def hazards(pdf: bytes, *, own_files: frozenset[str] = frozenset()) -> list[str]:
    """Sentences about what was found; empty for a harmless file. `own_files`: names of attachments that we made.

    Raises NotAPdf.
    """
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=False)
        if reader.encrypted:
            return ["Tệp có mật khẩu. Hãy gửi tệp không đặt mật khẩu."]
        found = set(_kinds(reader))
        files = _attached(reader) - own_files
    except Exception:  # a damaged or hostile file breaks the reader anywhere
        raise NotAPdf("Tệp không phải PDF, hoặc đã hỏng. Hãy tải lại đúng tệp đã ký.") from None
    out = []
    if found & _SCRIPTS:
        out.append("Tệp chứa mã lệnh (JavaScript) nên không được nhận.")
    if found & _STARTS:
        out.append("Tệp có lệnh tự mở chương trình hoặc gửi dữ liệu ra ngoài nên không được nhận.")
    if files:
        out.append(f"Tệp có tệp khác đính bên trong ({', '.join(sorted(files))[:120]}) nên không được nhận.")
    return out


def _kinds(reader: Any) -> Iterator[str]:
    """Names of keys and of actions in every object that the document as it is now reaches."""
    from pyhanko.pdf_utils import generic

    looked = 0
    seen: set[tuple[int, int]] = set()
    waiting: list[Any] = [reader.root]
    while waiting:
        each: Any = waiting.pop()
        if isinstance(each, generic.IndirectObject):
            key = (each.idnum, each.generation)
            if key in seen:
                continue
            seen.add(key)
            each = reader.get_object(each.reference)
        looked += 1
        if looked > MOST_OBJECTS:
            raise ValueError("too many objects")
        if isinstance(each, dict):
            for name in list(each.keys()):
                yield str(name)
                value = each.raw_get(name) if hasattr(each, "raw_get") else each[name]
                if str(name) == "/S" and isinstance(value, str):
                    yield str(value)
                waiting.append(value)
        elif isinstance(each, list):
            raw = each.raw_get if hasattr(each, "raw_get") else each.__getitem__
            waiting.extend(raw(index) for index in range(len(each)))


def _attached(reader: Any) -> set[str]:
    """Names of files embedded in the document."""
    names = reader.root.get("/Names")
    tree = names.get("/EmbeddedFiles") if names else None
    found: set[str] = set()
    waiting = [tree] if tree else []
    looked = 0
    while waiting:
        node = waiting.pop().get_object()
        leaves = node.get("/Names", ())
        found |= {str(leaves[index]) for index in range(0, len(leaves) - 1, 2)}
        waiting.extend(node.get("/Kids", ()))
        looked += 1
        if looked > MOST_OBJECTS:
            raise ValueError("too many objects")
    return found
