"""Vietnamese letters by case, for patterns: the code points of capitals and small letters lie mixed in Unicode."""

from __future__ import annotations

import re

MARKED = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
LOWER = "a-z" + MARKED
UPPER = "A-Z" + MARKED.upper()

# Characters that stand in a text without being seen: soft hyphens, marks of direction, controls other than white space.
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def pattern(text: str) -> str:
    """A pattern in which `‹A›` stands for any capital letter and `‹a›` for any small one, inside a character class."""
    return text.replace("‹A›", UPPER).replace("‹a›", LOWER)


def compile_letters(text: str, flags: int = 0) -> re.Pattern[str]:
    """`re.compile` of a pattern with `‹A›` and `‹a›`."""
    return re.compile(pattern(text), flags)
