"""Vietnamese letters by case, for patterns: the code points of capitals and small letters lie mixed in Unicode."""

from __future__ import annotations

import re

_MARKED = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
LOWER = "a-z" + _MARKED
UPPER = "A-Z" + _MARKED.upper()


def pattern(text: str) -> str:
    """A pattern in which `‹A›` stands for any capital letter and `‹a›` for any small one, inside a character class."""
    return text.replace("‹A›", UPPER).replace("‹a›", LOWER)


def compile_letters(text: str, flags: int = 0) -> re.Pattern[str]:
    """`re.compile` of a pattern with `‹A›` and `‹a›`."""
    return re.compile(pattern(text), flags)
