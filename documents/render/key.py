"""A name for what a print looks like: equal documents have equal keys, and so equal papers."""

from __future__ import annotations

import hashlib
import json

from core.codec import to_plain
from documents.official import OfficialDocument

RENDERER_VERSION = "3"  # raise it when the same document prints differently than before


def content_key(document: OfficialDocument) -> str:
    """SHA-256 (64 hex digits) of the document's canonical JSON and the renderer's version."""
    text = json.dumps([RENDERER_VERSION, to_plain(document)], ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()
