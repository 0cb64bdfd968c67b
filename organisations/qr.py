"""An address as an image for a telephone."""

from __future__ import annotations


def qr_image(address: str) -> str:
    """A data: address of an SVG; the policy of the pages allows data images."""
    import segno  # only printing needs it

    return str(segno.make(address, error="m").svg_data_uri(scale=4, border=2))
