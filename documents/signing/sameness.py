"""Whether a file that came back signed is the document that was sent out to be signed.

Either the sent bytes still begin it (signing appends), or the signer's tool wrote the file anew: then every page must
say the same words and look the same outside the places of the signatures.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from core.text import squeeze
from documents.signing.checking import NotAPdf
from documents.signing.places import Place

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PAGES = 400
_DOTS = 72  # per inch: a letter that changed shows at this size, the grain of another renderer does not
_SPREAD = 48  # of 255: smaller differences of a dot are smoothing
_FEW = 12  # dots a page that may differ more: the edges of a line drawn by another tool


def difference(prepared: bytes, signed: bytes, places: Sequence[Place]) -> str:
    """A sentence about the first difference; blank where it is the same document. Raises NotAPdf.

    `places`: where signatures stand, whose pictures are not compared.
    """
    if signed.startswith(prepared):
        return ""  # what was appended is judged by documents.signing.checking
    ours, theirs = _open(prepared), _open(signed)
    try:
        if len(ours) != len(theirs):
            return f"Tệp gửi lại có {len(theirs)} trang, văn bản cần ký có {len(ours)} trang."
        if len(ours) > MOST_PAGES:
            return f"Văn bản dài quá {MOST_PAGES} trang nên không so được với tệp do phần mềm khác ghi lại."
        for number in range(len(ours)):
            if _words(ours[number]) != _words(theirs[number]):
                return f"Nội dung trang {number + 1} khác với văn bản cần ký."
            hidden = [place for place in places if place.page == number]
            if _differs(_picture(ours[number], hidden), _picture(theirs[number], hidden)):
                return f"Hình trang {number + 1} khác với văn bản cần ký (ngoài chỗ ký)."
    finally:
        ours.close()
        theirs.close()
    return ""


def _open(pdf: bytes):  # type: ignore[no-untyped-def]
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        document = PdfDocument(io.BytesIO(pdf))
        document.init_forms()
    except (PdfiumError, ValueError, TypeError):
        raise NotAPdf("Tệp không phải PDF, hoặc đã hỏng. Hãy tải lại đúng tệp đã ký.") from None
    return document


def _words(page) -> str:  # type: ignore[no-untyped-def]
    text = page.get_textpage()
    try:
        return squeeze(text.get_text_bounded())
    finally:
        text.close()


def _picture(page, hidden: Sequence[Place]) -> Image:  # type: ignore[no-untyped-def]
    """The page in grey with the signatures' places white."""
    from PIL import ImageDraw

    picture = page.render(scale=_DOTS / 72, may_draw_forms=True).to_pil().convert("L")
    draw = ImageDraw.Draw(picture)
    high = page.get_height()
    for place in hidden:
        corners = (place.left - 2, high - place.top - 2, place.right + 2, high - place.bottom + 2)
        draw.rectangle([each * _DOTS / 72 for each in corners], fill=255)
    shown: Image = picture
    return shown


def _differs(ours: Image, theirs: Image) -> bool:
    from PIL import ImageChops

    if ours.size != theirs.size:
        return True
    counts = ImageChops.difference(ours, theirs).histogram()
    return sum(counts[_SPREAD:]) > _FEW
