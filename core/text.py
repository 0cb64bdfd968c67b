"""Vietnamese text for machines: folded for search, Roman numerals, letters of điểm."""

from __future__ import annotations

import re
import unicodedata

# Điểm are lettered in the Vietnamese alphabet, without f, j, w, z and the marked vowels
# (Nghị định 30/2020, Phụ lục I, mục II.5).
POINT_LETTERS = "abcdđeghiklmnopqrstuvxy"

_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def unmarked(text: str) -> str:
    """The text without tone marks and đ as d, case kept; a capital Đ, which has no mark to take off, stays."""
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def fold(text: str) -> str:
    """Lower case without tone marks, đ as d, white space collapsed: what search compares.

    Filled in Python because SQLite compares Vietnamese letters by case and PostgreSQL does not.
    """
    return re.sub(r"\s+", " ", unmarked(text.lower())).strip()


def squeeze(text: str) -> str:
    """NFC, no-break and repeated spaces as one space, no space at the ends."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


def plain_text(text: str) -> str:
    """NFC, line ends as \\n, without control characters and marks of direction that no printer shows."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(
        char for char in text if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    )


def one_line(text: str) -> str:
    """What was typed or pasted as it is stored in one printed line: nothing unseen, single spaces, none at the ends."""
    return squeeze(plain_text(text.replace("\x0b", "\n").replace("\x0c", "\n").replace("\u2028", "\n")))


def roman(number: int) -> str:
    """1 → "I". Numbers below 1 or above 399 do not occur in an outline and raise ValueError."""
    if not 1 <= number < 400:
        raise ValueError(number)
    out = ""
    for value, letters in _ROMAN:
        while number >= value:
            out += letters
            number -= value
    return out


def point_letter(number: int) -> str:
    """1 → "a", 5 → "đ"; beyond the alphabet "a1", "b1" … as long lists are lettered by custom."""
    if number < 1:
        raise ValueError(number)
    round_, index = divmod(number - 1, len(POINT_LETTERS))
    return POINT_LETTERS[index] + (str(round_) if round_ else "")
