"""A document as PDF, after Nghị định 30/2020, by WeasyPrint.

PDF/A-3u with tags: level "u" promises that every letter copies out as Unicode, part 3 allows the
structured plan to be attached; level "a" is not claimed because nobody checked the tags against it.
No network, no database; the style sheet is parsed once per process.
"""

from __future__ import annotations

import atexit
import datetime as dt
import threading
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from documents.official import OfficialDocument
from documents.render.fetcher import local_fetcher
from documents.render.fonts import faces, font_face_css
from documents.render.html import document_html
from documents.render.key import content_key
from documents.render.tables import PageEnds

if TYPE_CHECKING:
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

STYLESHEET = Path(__file__).resolve().parents[2] / "static" / "css" / "print" / "nd30.css"
VARIANT = "pdf/a-3u"

ONE_AT_A_TIME = threading.Lock()  # Pango's font map, shared by all prints of the process, is not thread-safe


@dataclass(frozen=True)
class SignatureBox:
    """The blank paper of ô 7c for signature number `index`: page from 0, corners in points from the bottom left."""

    index: int
    page: int
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True)
class Printed:
    pdf: bytes
    pages: int
    signature_boxes: tuple[SignatureBox, ...]


@cache
def press() -> tuple[FontConfiguration, CSS, Any]:
    """Font configuration, parsed style sheet and fetcher, made by the first print of the process."""
    from weasyprint import CSS  # 0.9 s and 40 MiB that only a printing process pays
    from weasyprint.text.fonts import FontConfiguration

    fetcher = local_fetcher(frozenset(face.path.resolve() for face in faces().values()))
    fonts = FontConfiguration()
    atexit.register(press.cache_clear)  # freed while Pango is still loaded; later it complains on the way out
    css = CSS(
        string=font_face_css() + STYLESHEET.read_text(encoding="utf-8"),
        font_config=fonts,
        url_fetcher=fetcher,
    )
    return fonts, css, fetcher


def print_document(document: OfficialDocument, *, created: dt.date | None = None) -> Printed:
    """The PDF with its number of pages and the places for the signatures.

    `created` is the date written into the file's properties (default: the document's own date, or none).
    Raises FontsMissing where no complete print face is installed. Equal input gives equal bytes.
    """
    from weasyprint import HTML  # as above

    created = created or document.letterhead.date
    with ONE_AT_A_TIME:
        fonts, css, fetcher = press()
        options = {"pdf_variant": VARIANT, "pdf_tags": True, "pdf_identifier": content_key(document)[:32].encode()}

        def set_pages(ends: PageEnds) -> Any:
            html = HTML(string=document_html(document, created=created, ends=ends), url_fetcher=fetcher)
            return html.render(font_config=fonts, stylesheets=[css], **options)

        rendered = set_pages(PageEnds())
        ends = PageEnds.of(page.anchors for page in rendered.pages)
        if ends.last:  # a page end tears a merged column: once more, with a line there; nothing else moves
            rendered = set_pages(ends)
        pdf: bytes = rendered.write_pdf(**options)
        return Printed(pdf, len(rendered.pages), _signature_boxes(rendered))


def _signature_boxes(rendered: Any) -> tuple[SignatureBox, ...]:
    found = []
    for number, page in enumerate(rendered.pages):
        for name, (left, top, right, bottom) in page.anchors.items():
            prefix, _, index = name.rpartition("-")
            if prefix == "signature":
                corners = (left, page.height - bottom, right, page.height - top)
                found.append(SignatureBox(int(index), number, *(value * 0.75 for value in corners)))
    return tuple(sorted(found, key=lambda box: box.index))


def render_pdf(document: OfficialDocument, *, created: dt.date | None = None) -> bytes:
    """The document as a tagged PDF/A-3u in Vietnamese. See `print_document`."""
    return print_document(document, created=created).pdf
