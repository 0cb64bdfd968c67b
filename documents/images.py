"""Pictures from people, drawn anew: nothing but the picture is left, and not larger than a screen needs.

What a camera writes beside the picture (place, time, owner) goes; what a stranger hides in it goes, too.
"""

from __future__ import annotations

import io

LONGEST_SIDE = 2560  # pixels; a page of print is legible at this size
MOST_PIXELS = 60_000_000  # of a picture that must be unpacked whole; JPEG is unpacked smaller
MOST_JPEG_PIXELS = 250_000_000
JPEG, PNG = "image/jpeg", "image/png"
_READ = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")


class UnusablePicture(Exception):
    """Why the picture is not taken, as a sentence."""


def redrawn(data: bytes) -> tuple[bytes, str]:
    """The picture upright, at most LONGEST_SIDE wide and high, as JPEG, or PNG where it is transparent.

    Gives its bytes and content type. Raises UnusablePicture.
    """
    from PIL import Image, ImageOps  # loaded with the first picture

    try:
        with Image.open(io.BytesIO(data), formats=_READ) as opened:
            wide, high = opened.size
            if wide * high > (MOST_JPEG_PIXELS if opened.format in ("JPEG", "MPO") else MOST_PIXELS):
                raise UnusablePicture("Ảnh quá lớn. Hãy thu nhỏ ảnh, hoặc chụp lại ở cỡ vừa, rồi gửi lại.")
            opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            picture = ImageOps.exif_transpose(opened)
            picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            out = io.BytesIO()
            if picture.has_transparency_data:
                picture.convert("RGBA").save(out, "PNG", optimize=True)
                return out.getvalue(), PNG
            picture.convert("RGB").save(out, "JPEG", quality=85, optimize=True)
            return out.getvalue(), JPEG
    except UnusablePicture:
        raise
    except (OSError, ValueError, SyntaxError, MemoryError, EOFError, Image.DecompressionBombError):
        raise UnusablePicture(
            "Không mở được ảnh này. Ảnh của iPhone (HEIC): hãy chụp màn hình ảnh hoặc chọn lưu dạng JPG rồi gửi lại."
        ) from None
