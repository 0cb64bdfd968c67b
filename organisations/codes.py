"""One-time codes that a person types from paper. Pure."""

from __future__ import annotations

import secrets

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # without I, L, O, 0, 1, which look alike on paper
LENGTH = 12  # about 59 bits: not to be guessed in the days it lives
LINK_LENGTH = 20  # about 99 bits: a link lives for years


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def new_link_secret() -> str:
    """The secret of a link, short enough for a message and, in need, to be typed from paper."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LINK_LENGTH)).lower()


def printed(code: str) -> str:
    """ "ABCD-EFGH-JKMN": what stands on the sheet."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def typed(text: str) -> str:
    """What a person typed, without dashes, spaces and case."""
    return "".join(char for char in text.upper() if char.isascii() and char.isalnum())[:40]
