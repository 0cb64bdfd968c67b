"""The print face: Liberation Serif 2.x, of the same widths as Times New Roman, from Debian.

Nghị định 30/2020, Phụ lục I, mục I.3 asks for Times New Roman, Unicode, black. The older Debian
package `fonts-liberation` 1.07 has the same family name but lacks most Vietnamese letters, so the
files are opened and their tables read before the first page is printed. Only TTF files: woff2 costs
most of a second per print, and subsets by unicode-range print wrong letters.
"""

from __future__ import annotations

import os
import string
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

FAMILY = "Portal Serif"  # the name in our style sheet; never a system name, which fontconfig could answer otherwise
DEFAULT_DIRS = ("/usr/share/fonts/truetype/liberation2", "/usr/share/fonts/truetype/liberation")


class Style(StrEnum):
    REGULAR = "Regular"
    BOLD = "Bold"
    ITALIC = "Italic"
    BOLD_ITALIC = "BoldItalic"


def _vietnamese_letters() -> str:
    """The 134 letters with a mark: twelve vowels with five tones, six of them marked already, and đ, both cases."""
    letters = {"đ", "Đ"}
    for vowel in "aăâeêioôơuưy":
        for tone in ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"):
            letter = unicodedata.normalize("NFC", vowel + tone)
            letters |= {letter, letter.upper()}
    return "".join(sorted(letters - set(string.ascii_letters)))


VIETNAMESE = _vietnamese_letters()
REQUIRED = VIETNAMESE + string.ascii_letters + string.digits + string.punctuation + " –—“”‘’…•°§×±½₫"


class FontsMissing(Exception):
    """No folder holds a complete print face. `str(error)` is a Vietnamese sentence."""


@dataclass(frozen=True)
class Face:
    """One of the four files with what is needed to foresee the width of a text."""

    path: Path
    advances: dict[int, float]  # code point → advance in em
    default: float  # advance of a character the file does not have, in em

    def missing(self, wanted: str = REQUIRED) -> str:
        return "".join(character for character in wanted if ord(character) not in self.advances)

    def width(self, text: str, size: float) -> float:
        """The width of `text` set in `size` points, in points, kerning left out."""
        get, default = self.advances.get, self.default
        return size * sum([get(ord(character), default) for character in text])


def font_dirs() -> tuple[str, ...]:
    """The folders searched: the setting PRINT_FONT_DIRS, without settings the environment variable, else Debian's."""
    from django.conf import settings  # printing also works in a process without Django's settings
    from django.core.exceptions import ImproperlyConfigured

    try:
        return tuple(settings.PRINT_FONT_DIRS)
    except (ImproperlyConfigured, AttributeError):
        value = os.environ.get("PRINT_FONT_DIRS", "")
        return tuple(part.strip() for part in value.split(",") if part.strip()) or DEFAULT_DIRS


def _open(path: Path) -> Face:
    from fontTools.ttLib import TTFont  # 0.1 s of import that only a print needs

    with TTFont(path, lazy=True) as font:
        unit = font["head"].unitsPerEm
        metrics = font["hmtx"].metrics
        advances = {point: metrics[name][0] / unit for point, name in font.getBestCmap().items()}
        return Face(path, advances, metrics[".notdef"][0] / unit)


@lru_cache(maxsize=4)
def _faces(dirs: tuple[str, ...]) -> dict[Style, Face]:
    seen: list[str] = []
    for directory in dirs:
        paths = {style: Path(directory) / f"LiberationSerif-{style}.ttf" for style in Style}
        absent = [path.name for path in paths.values() if not path.is_file()]
        if absent:
            seen.append(f"{directory}: không có {', '.join(absent)}")
            continue
        try:
            faces = {style: _open(path) for style, path in paths.items()}
        except Exception as error:
            seen.append(f"{directory}: tệp phông chữ hỏng ({error})")
            continue
        lacking = {style: face.missing() for style, face in faces.items() if face.missing()}
        if not lacking:
            return faces
        style, letters = next(iter(lacking.items()))
        seen.append(f"{directory}: bản {style} thiếu {len(letters)} ký tự (ví dụ {letters[:8]})")
    raise FontsMissing("Không có đủ phông chữ để in. " + "; ".join(seen) + ".")


def faces(dirs: Sequence[str] | None = None) -> dict[Style, Face]:
    """The four complete faces of the first folder that has them all; read once per process.

    Raises FontsMissing, inside `measured_roughly` never. A failure is not remembered: after the package is
    installed the next call succeeds.
    """
    try:
        return _faces(tuple(dirs) if dirs is not None else font_dirs())
    except FontsMissing:
        if not _roughly.get():
            raise
        return dict.fromkeys(Style, _ROUGH)


# Mean widths of the print face: near enough for the columns and rules of a Word file, which Word sets anew itself.
_ROUGH = Face(
    Path(), {ord(each): 0.7 if each.isupper() else 0.25 if each in " .,;:-" else 0.46 for each in REQUIRED}, 0.5
)
_roughly: ContextVar[bool] = ContextVar("measured roughly", default=False)


@contextmanager
def measured_roughly() -> Iterator[None]:
    """A Word file is written where the print face is missing too: its widths are then only foreseen about right."""
    before = _roughly.set(True)
    try:
        yield
    finally:
        _roughly.reset(before)


def font_face_css() -> str:
    """The four @font-face rules with absolute file addresses."""
    rules = []
    for style, face in faces().items():
        weight = "bold" if "Bold" in style else "normal"
        slant = "italic" if "Italic" in style else "normal"
        rules.append(
            f"@font-face{{font-family:'{FAMILY}';font-weight:{weight};font-style:{slant};"
            f"src:url('{face.path.resolve().as_uri()}')}}"
        )
    return "\n".join(rules)


def text_width(text: str, size: float, style: Style = Style.REGULAR) -> float:
    """The width of `text` on one line in points, set in `size` points."""
    return faces()[style].width(text, size)


def wrapped_widths(text: str, available: float, size: float, style: Style = Style.REGULAR) -> list[float]:
    """The widths in points of the lines `text` takes in a column of `available` points, filled greedily."""
    face = faces()[style]
    space = face.width(" ", size)
    lines: list[float] = []
    for word in text.split():
        width = face.width(word, size)
        if lines and lines[-1] + space + width <= available:
            lines[-1] += space + width
        else:
            lines.append(width)
    return lines


def balanced_width(text: str, available: float, size: float, style: Style = Style.REGULAR) -> float:
    """The narrowest column in points in which `text` takes no more lines than in `available` points."""
    count = len(wrapped_widths(text, available, size, style))
    if count <= 1:
        return available
    low, high = 0.0, available
    while high - low > 1:
        middle = (low + high) / 2
        widths = wrapped_widths(text, middle, size, style)
        if len(widths) <= count and max(widths) <= middle:
            high = middle
        else:
            low = middle
    return min(available, high * 1.01 + 1)  # kerning, left out above, changes a line by less than one hundredth
