"""Working papers as PDF: calendars, lists for a meeting. No documents after Nghị định 30/2020, so no letterhead of one.

The same press as documents.render.pdf: our fonts alone, no network, one print at a time. `documents.render` knows no
templates: the caller gives the page, already escaped.
"""

from __future__ import annotations

import atexit
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from documents.render.fonts import font_face_css
from documents.render.pdf import ONE_AT_A_TIME, press

if TYPE_CHECKING:
    from weasyprint import CSS

STYLESHEET = Path(__file__).resolve().parents[2] / "static" / "css" / "print" / "working-paper.css"


@cache
def _styles() -> CSS:
    from weasyprint import CSS

    fonts, _, fetcher = press()
    atexit.register(_styles.cache_clear)  # as the styles of documents.render.pdf
    return CSS(string=font_face_css() + STYLESHEET.read_text(encoding="utf-8"), font_config=fonts, url_fetcher=fetcher)


def print_working_paper(html: str) -> bytes:
    """A whole HTML page as tagged PDF. Raises FontsMissing where no complete print face is installed."""
    from weasyprint import HTML  # heavy

    with ONE_AT_A_TIME:
        fonts, _, fetcher = press()
        page: Any = HTML(string=html, url_fetcher=fetcher)
        pdf: bytes = page.write_pdf(font_config=fonts, stylesheets=[_styles()], pdf_tags=True)
        return pdf
