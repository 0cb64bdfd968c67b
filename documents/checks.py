"""Can this machine print? The answer for the operator (system check) and for the screens (Vietnamese)."""

from __future__ import annotations

import ctypes.util
from dataclasses import dataclass
from typing import Any

from django.core.checks import CheckMessage, Warning, register

from documents.render.fonts import FontsMissing, faces

FONT_PACKAGE = "fonts-liberation2"

# What WeasyPrint loads when it is imported → the Debian package that brings it.
LIBRARIES = {
    "gobject-2.0": "libpango-1.0-0",
    "pango-1.0": "libpango-1.0-0",
    "pangoft2-1.0": "libpangoft2-1.0-0",
    "harfbuzz": "libpangoft2-1.0-0",
    "harfbuzz-subset": "libharfbuzz-subset0",
    "fontconfig": "fontconfig",
}


@dataclass(frozen=True)
class Availability:
    """Whether printing works here; if not, why (a Vietnamese sentence) and which Debian packages are missing."""

    available: bool
    reason: str = ""
    packages: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self.available


def _libraries_missing() -> tuple[str, ...]:
    wanted = {package for library, package in LIBRARIES.items() if ctypes.util.find_library(library) is None}
    return tuple(sorted(wanted))


def printing_available() -> Availability:
    """Look at fonts and libraries. Costs some milliseconds after the first success; a failure is looked at anew."""
    packages = list(_libraries_missing())
    why = ["Thiếu thư viện Pango để dàn trang."] if packages else []
    try:
        faces()
    except FontsMissing as error:
        packages.append(FONT_PACKAGE)
        why.append(str(error))
    if not packages:
        return Availability(True)
    reason = f"Chức năng in đang tắt. {' '.join(why)} Người quản trị cần cài: apt-get install {' '.join(packages)}."
    return Availability(False, reason, tuple(packages))


@register("printing")
def check_printing(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """documents.W001: the portal runs without printing, so this warns and never stops a start."""
    found = printing_available()
    if found:
        return []
    hint = f"apt-get install -y {' '.join(found.packages)}"
    return [Warning(found.reason, hint=hint, id="documents.W001")]
