"""Pictures from people, drawn anew: nothing but the picture is left, and not larger than a screen needs.

What a camera writes beside the picture (place, time, owner) goes; what a stranger hides in it goes, too.
"""

from __future__ import annotations

import io

from documents.jpeg_cost import passes

LONGEST_SIDE = 2560  # pixels; a page of print is legible at this size
MOST_PIXELS = 40_000_000  # of a picture that must be unpacked whole, also a JPEG in several passes
MOST_JPEG_PIXELS = 175_000_000  # unpacked smaller; stays below where Pillow takes any picture for a bomb
MOST_WORK = 500_000_000  # pixels times passes of a JPEG: more keeps a processor busy for many seconds
MOST_JPEG_PIXELS_A_BYTE = 400  # a picture in one colour has 64 to 256; a header that lies has thousands
JPEG, PNG = "image/jpeg", "image/png"
_READ = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")


_TOO_LARGE = "Ảnh quá lớn. Hãy thu nhỏ ảnh, hoặc chụp lại ở cỡ vừa, rồi gửi lại."


class UnusablePicture(Exception):
    """Why the picture is not taken, as a sentence."""


def redrawn(data: bytes) -> tuple[bytes, str]:
    """The picture upright, at most LONGEST_SIDE wide and high, as JPEG, or PNG where it is transparent.

    Gives its bytes and content type. Raises UnusablePicture.
    """
    from PIL import Image, ImageOps  # loaded with the first picture

    try:
        with Image.open(io.BytesIO(data), formats=_READ) as opened:
            _require_payable(data, opened.size, is_jpeg=opened.format in ("JPEG", "MPO"))
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
    except Image.DecompressionBombError:
        raise UnusablePicture(_TOO_LARGE) from None
    except (OSError, ValueError, SyntaxError, MemoryError, EOFError):
        raise UnusablePicture(
            "Không mở được ảnh này. Ảnh của iPhone (HEIC): hãy chụp màn hình ảnh hoặc chọn lưu dạng JPG rồi gửi lại."
        ) from None


def _require_payable(data: bytes, size: tuple[int, int], *, is_jpeg: bool) -> None:
    """Asked of the header, before anything is unpacked: a few hundred bytes may claim any size."""
    pixels = size[0] * size[1]
    times = passes(data) if is_jpeg else 1
    if pixels > (MOST_JPEG_PIXELS if is_jpeg and times == 1 else MOST_PIXELS) or pixels * times > MOST_WORK:
        raise UnusablePicture(_TOO_LARGE)
    if is_jpeg and pixels > len(data) * MOST_JPEG_PIXELS_A_BYTE:
        raise UnusablePicture("Tệp ảnh bị hỏng hoặc chưa tải hết. Hãy chọn lại ảnh hoặc chụp lại rồi gửi.")
