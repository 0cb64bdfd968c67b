"""The only door through which a print may read anything: our own font files."""

from __future__ import annotations

import urllib.parse
from collections.abc import Callable
from pathlib import Path
from typing import Any


class Refused(ValueError):
    """A print asked for something that is not ours. Nothing of it is read."""


def allowed_path(url: str, allowed: frozenset[Path]) -> Path:
    """The file behind `url` if it is one of `allowed`; otherwise Refused (network, data:, any other file)."""
    parts = urllib.parse.urlsplit(url)
    if parts.scheme != "file" or parts.netloc not in ("", "localhost"):
        raise Refused(f"Bản in không được đọc địa chỉ này: {url[:200]}")
    path = Path(urllib.parse.unquote(parts.path)).resolve()
    if path not in allowed:
        raise Refused(f"Bản in không được đọc tệp này: {path}")
    return path


def local_fetcher(allowed: frozenset[Path]) -> Callable[..., Any]:
    """A WeasyPrint fetcher that hands out the files of `allowed` and refuses everything else."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # heavy, only a print needs it

    class LocalFetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            path = allowed_path(url, allowed)
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": "font/ttf"})

    return LocalFetcher()
