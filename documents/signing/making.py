"""Preparing a file for its signatures, and signing it.

All fields are made before the first signature: the leader's certifies the file and allows nothing afterwards but the
filling of fields that are there already. What is signed is appended; no byte before it changes.
"""

from __future__ import annotations

import datetime as dt
import io
import tempfile
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from core.exceptions import DomainError
from documents.signing.places import Place

if TYPE_CHECKING:
    from pyhanko.sign.signers import Signer, SimpleSigner

_RESERVED = 24_576  # bytes kept for a signature: certificates of a long chain and their answers fit


class UnusableKey(DomainError):
    """The key file cannot be used; the sentence says why."""


def prepare(pdf: bytes, places: Mapping[str, Place]) -> bytes:
    """The same file with empty signature fields, in this order, appended to it."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.fields import SigFieldSpec, append_signature_field

    writer: Any = IncrementalPdfFileWriter(io.BytesIO(pdf))
    for name, place in places.items():
        append_signature_field(writer, SigFieldSpec(name, on_page=place.page, box=place.corners))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def load_pkcs12(content: bytes, passphrase: str, *, now: dt.datetime) -> SimpleSigner:
    """A key from a .p12 file. Raises UnusableKey for a wrong pass phrase, no key, or a certificate out of its time."""
    from pyhanko.sign.signers import SimpleSigner

    try:
        signer = SimpleSigner.load_pkcs12_data(content, other_certs=[], passphrase=passphrase.encode())
    except (ValueError, TypeError, OSError):
        signer = None
    if signer is None or signer.signing_cert is None:
        raise UnusableKey("Không mở được tệp khóa: sai mật khẩu, hoặc tệp không phải .p12 có khóa riêng.")
    validity = signer.signing_cert["tbs_certificate"]["validity"]
    first, last = validity["not_before"].native, validity["not_after"].native
    if not first <= now <= last:
        raise UnusableKey(
            f"Chứng thư số có hiệu lực từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}, nên không dùng để ký được."
        )
    key: SimpleSigner = signer
    return key


def sign(
    pdf: bytes,
    field: str,
    signer: Signer,
    *,
    picture: bytes | None = None,
    stamp: bytes | None = None,
    certify: bool = False,
    place: str = "",
    reason: str = "",
) -> bytes:
    """Sign the field of a prepared file. `picture`: a PNG that fills it; `stamp`: one PDF page instead.

    `certify`: the first signature, after which only the other prepared fields may be filled.
    """
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

    about = PdfSignatureMetadata(
        field_name=field, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES, certify=certify,
        docmdp_permissions=MDPPerm.FILL_FORMS, location=place or None, reason=reason or None,
    )  # fmt: skip
    out = io.BytesIO()
    with tempfile.NamedTemporaryFile(suffix=".pdf") as page:  # pyHanko reads a stamp's page from a file, while it signs
        page.write(stamp or b"")
        page.flush()
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        PdfSigner(about, signer, stamp_style=_look(picture, page.name if stamp else "")).sign_pdf(
            writer, existing_fields_only=True, bytes_reserved=_RESERVED, output=out
        )
    return out.getvalue()


def _look(picture: bytes | None, stamp: str) -> Any:
    """A picture or a page drawn over the whole field, without the words and frame of pyHanko's own stamps."""
    from pyhanko.pdf_utils.layout import AxisAlignment, InnerScaling, Margins, SimpleBoxLayoutRule
    from pyhanko.stamp import StaticStampStyle

    whole = SimpleBoxLayoutRule(
        x_align=AxisAlignment.ALIGN_MID, y_align=AxisAlignment.ALIGN_MID, margins=Margins(0, 0, 0, 0),
        inner_content_scaling=InnerScaling.STRETCH_TO_FIT,
    )  # fmt: skip
    if picture is not None:
        from PIL import Image
        from pyhanko.pdf_utils.images import PdfImage

        with Image.open(io.BytesIO(picture)) as opened:
            return StaticStampStyle(
                border_width=0, background=PdfImage(opened.convert("RGBA")), background_layout=whole
            )
    if stamp:
        return StaticStampStyle.from_pdf_file(stamp, border_width=0, background_layout=whole)
    return StaticStampStyle(border_width=0)
