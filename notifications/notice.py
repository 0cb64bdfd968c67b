"""What a client says: a notice to one person, with the lines it puts into a digest. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

MOST_LINES = 100  # kept with one notice; how many more there were is counted
LONGEST_TEXT = 500
LONGEST_NOTE = 200


@dataclass(frozen=True)
class Line:
    """One line of the morning e-mail. `weight`: higher is worse and stands earlier. `note`: "quá hạn 3 ngày"."""

    text: str
    url: str
    weight: int = 0
    note: str = ""


@dataclass(frozen=True)
class Notice:
    """`url` is a path inside the portal ("/an-binh/viec/12/"). `key` makes it once for this person, for ever.

    `about`: what it is about, as a letter of its own says in the subject; the text where it is blank.
    """

    kind: str
    recipient_id: int
    organisation_id: int
    text: str
    url: str
    key: str
    lines: Sequence[Line] = ()
    about: str = ""


def shortened(text: str, most: int) -> str:
    """One line of at most `most` characters, cut at a word with "…"."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[most // 2 :] else cut).rstrip(" ,;.") + "…"


def checked_path(url: str) -> str:
    """A path of ours; anything else would let a notice lead people to a strange site."""
    if not url.startswith("/") or url.startswith(("//", "/\\")) or len(url) > 500:
        raise ValueError(f"Không phải đường dẫn trong cổng: {url[:80]}")
    return url


def plain_lines(lines: Sequence[Line]) -> tuple[list[dict[str, object]], int]:
    """The worst lines as plain values, and how many were left out."""
    ordered = sorted(lines, key=lambda line: -line.weight)
    kept = [
        {
            "text": shortened(line.text, LONGEST_TEXT),
            "url": checked_path(line.url),
            "weight": line.weight,
            "note": shortened(line.note, LONGEST_NOTE),
        }
        for line in ordered[:MOST_LINES]
    ]
    return kept, len(ordered) - len(kept)
