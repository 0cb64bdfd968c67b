"""The words of the agency's signature on a file of its own: number, symbol and time, without a picture.

Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.8: top right of the first page, Times New Roman, upright, 10, black.
Drawn by WeasyPrint: pyHanko's own words would need letters measured by another library, and come out spaced.
"""

from __future__ import annotations

import datetime as dt
from html import escape
from typing import Any

from documents.render.fonts import font_face_css
from documents.render.pdf import ONE_AT_A_TIME, press
from documents.signing.places import MM, Place

VIETNAM = dt.timezone(dt.timedelta(hours=7))


def time_words(at: dt.datetime) -> str:
    """ "14/02/2022 09:31:05 +07:00": the components the decree asks for, in Vietnam's time."""
    return f"{at.astimezone(VIETNAM):%d/%m/%Y %H:%M:%S} +07:00"


def words_stamp(notation: str, at: dt.datetime, place: Place) -> bytes:
    """One PDF page of the size of the place, with number and time."""
    from weasyprint import CSS, HTML  # heavy

    css = (
        font_face_css()
        + f"@page {{ size: {place.wide / MM:.2f}mm {place.high / MM:.2f}mm; margin: 0 }}"
        + "html { font: 10pt/1.2 'Portal Serif'; color: #000 } body { margin: 0; text-align: right } p { margin: 0 }"
    )
    html = f'<html lang="vi"><body><p>{escape(notation)}</p><p>{time_words(at)}</p></body></html>'
    with ONE_AT_A_TIME:
        fonts, _, fetcher = press()
        style: Any = CSS(string=css, font_config=fonts, url_fetcher=fetcher)
        pdf: bytes = HTML(string=html, url_fetcher=fetcher).write_pdf(font_config=fonts, stylesheets=[style])
        return pdf
