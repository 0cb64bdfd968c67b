"""How a sentence of a check names days and quotes the plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence


def short(text: str, most: int = 70) -> str:
    """The beginning of a text for a quotation, cut behind a word."""
    text = " ".join(text.split()).strip(" ;,")
    if len(text) <= most:
        return text
    cut = text[:most].rsplit(" ", 1)[0]
    return f"{cut.rstrip(' ,;:.')}…"


def day_words(day: dt.date) -> str:
    """ "05/3/2026": the month padded only for January and February, as the decree writes dates."""
    return f"{day.day:02d}/{f'{day.month:02d}' if day.month <= 2 else day.month}/{day.year}"


def listed(parts: Sequence[str]) -> str:
    """ "a", "a và b", "a, b và c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} và {parts[-1]}"


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
