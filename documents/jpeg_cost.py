"""What a JPEG makes a decoder do, read from its markers alone: its length says nothing about that. Pure.

A JPEG in one pass is unpacked in bands and made smaller on the way. One in several passes (progressive, or component
by component) is kept whole in memory, and every pass goes over all of it, however few bytes the pass is long.
"""

from __future__ import annotations

_SCAN = b"\xff\xda"
_ONE_PASS = (0xC0, 0xC1)  # baseline and extended, unless the first scan holds only some of the components
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_BARE = frozenset({0x01, *range(0xD0, 0xD9)})  # markers without a length


def passes(data: bytes) -> int:
    """How often the whole picture is gone over at most; 1 for the usual JPEG of a camera."""
    frame = components = 0
    at = 2
    while (marker_at := data.find(b"\xff", at)) >= 0:
        at = marker_at + 1
        while data[at : at + 1] == b"\xff":
            at += 1
        marker = data[at] if at < len(data) else 0
        at += 1
        if marker == 0 or marker in _BARE:
            continue
        length = int.from_bytes(data[at : at + 2], "big")
        if marker in _FRAMES and at + 8 <= len(data):
            frame, components = marker, data[at + 7]
        if marker == _SCAN[1]:
            in_scan = data[at + 2] if at + 2 < len(data) else 0
            if frame in _ONE_PASS and in_scan >= components:
                return 1
            return max(2, data.count(_SCAN, marker_at))
        at += max(length, 2)
    return 1
