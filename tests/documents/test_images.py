"""What a picture may cost: told from its header, before anything of it is unpacked."""

from __future__ import annotations

import io
import struct

import pytest
from PIL import Image

from documents.images import LONGEST_SIDE, MOST_PIXELS, UnusablePicture, redrawn
from documents.jpeg_cost import passes


def jpeg(size: tuple[int, int] = (64, 64), **how: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, "JPEG", **how)
    return out.getvalue()


def claiming(side: int, *, progressive: bool, padding: int = 0) -> bytes:
    """A small JPEG whose header says that it is `side` wide and high, with so many bytes of remarks in it."""
    made = bytearray(jpeg(progressive=progressive))
    at = made.index(b"\xff\xc2" if progressive else b"\xff\xc0")
    made[at + 5 : at + 9] = struct.pack(">HH", side, side)
    remark = b"\xff\xfe\xff\xff" + bytes(65533)
    return bytes(made[:2]) + remark * (padding // len(remark) + bool(padding)) + bytes(made[2:])


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize(
    ("side", "progressive", "padding", "sentence"),
    [
        (13370, True, 0, "quá lớn"),
        (8000, True, 0, "quá lớn"),
        (8000, True, 500_000, "quá lớn"),
        (6000, True, 0, "hỏng"),
        (13000, False, 0, "hỏng"),
        (13300, False, 0, "quá lớn"),
        (20000, False, 2_000_000, "quá lớn"),
        (60000, False, 0, "quá lớn"),
    ],
)
def test_a_header_that_promises_too_much_is_refused(side: int, progressive: bool, padding: int, sentence: str) -> None:
    with pytest.raises(UnusablePicture, match=sentence):
        redrawn(claiming(side, progressive=progressive, padding=padding))


@pytest.mark.parametrize("size", [(4080, 3060), (8160, 6120)])
def test_pictures_of_phones_pass_even_in_one_colour(size: tuple[int, int]) -> None:
    data, content_type = redrawn(jpeg(size, optimize=True))
    assert content_type == "image/jpeg"
    assert max(Image.open(io.BytesIO(data)).size) == LONGEST_SIDE


def test_a_progressive_picture_of_twelve_million_pixels_passes() -> None:
    assert max(Image.open(io.BytesIO(redrawn(jpeg((4080, 3060), progressive=True))[0])).size) == LONGEST_SIDE


def test_passes_without_end_are_refused() -> None:
    made = jpeg((4080, 3060), progressive=True)
    last = made.rindex(b"\xff\xda")
    assert MOST_PIXELS > 4080 * 3060
    with pytest.raises(UnusablePicture, match="quá lớn"):
        redrawn(made[:-2] + made[last:-2] * 100 + made[-2:])


def test_the_passes_are_counted() -> None:
    by_component = b"\xff\xd8\xff\xc0\x00\x11\x08\x00\x10\x00\x10\x03" + bytes(9) + b"\xff\xda\x00\x08\x01" + bytes(5)
    assert passes(jpeg()) == 1
    assert passes(jpeg(progressive=True)) == 10
    assert passes(by_component + b"\xff\xda\x00\x08\x01" + bytes(5) + b"\xff\xd9") == 2
    assert passes(b"") == 1
    assert passes(b"\xff\xd8\xff") == 1
