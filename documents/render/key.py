"""A name for what a print looks like: equal documents have equal keys, and so equal papers."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from typing import Any

from documents.official import OfficialDocument

RENDERER_VERSION = "1"  # raise it when the same document prints differently than before


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, str) else value


def content_key(document: OfficialDocument) -> str:
    """SHA-256 (64 hex digits) of the document's canonical JSON and the renderer's version."""
    text = json.dumps([RENDERER_VERSION, _plain(document)], ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()
