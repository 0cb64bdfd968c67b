"""Numbers of documents as people type them: spaces, dashes and zeros that mean nothing. Pure."""

from __future__ import annotations

import re

from core.text import fold

_UNSEEN = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad]+")
_DASHES = re.compile(r"[‐-―−]")  # hyphens, en dash, em dash and the minus sign all stand for "-"
_LEAD = re.compile(r"^(?:so:?)?0*(?=\d)")


def number_key(number: str) -> str:
    """What all spellings of one number have in common: "Số: 05 / 2020/NĐ – CP" → "5/2020/nd-cp".

    The letter Đ is often typed as the Icelandic Ð, which looks the same.
    """
    plain = _UNSEEN.sub("", fold(number.replace("Ð", "Đ").replace("ð", "đ")))
    return _LEAD.sub("", _DASHES.sub("-", plain)).strip(".,;:")
