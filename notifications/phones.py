"""Numbers a text can be sent to, and words a cheap text may carry. Pure."""

from __future__ import annotations

import re

from core.text import unmarked

# Kế hoạch đánh số viễn thông: mobile networks are 03, 05, 07, 08, 09 and eight digits.
_MOBILE = re.compile(r"0[35789]\d{8}")
TEXT_LENGTH = 160  # one message of the plain alphabet; a longer one is paid as two


def mobile_number(written: str) -> str:
    """Digits of a Vietnamese mobile number as "0912345678"; "" for anything else."""
    digits = re.sub(r"[\s.\-()]", "", written)
    if digits.startswith("+84"):
        digits = "0" + digits[3:]
    elif digits.startswith("84") and len(digits) == 11:
        digits = "0" + digits[2:]
    return digits if _MOBILE.fullmatch(digits) else ""


def cheap_text(text: str) -> str:
    """Without tone marks and anything outside ASCII, cut at a word to one message: "Ke hoach so 12 da qua han"."""
    plain = unmarked(text).replace("Đ", "D")
    plain = " ".join("".join(char if char.isascii() else " " for char in plain).split())
    if len(plain) <= TEXT_LENGTH:
        return plain
    return plain[: TEXT_LENGTH - 3].rsplit(" ", 1)[0] + "..."
