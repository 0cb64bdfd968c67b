"""HTML taken apart into words and tags, each sign looked at once however broken the markup is.

The standard library's parser looks at the rest of the text again for every comment or quote that is left
open; a hostile clipboard of a few megabytes would keep it busy for hours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:_-]{0,40})")
_GAP = re.compile(r"[\s/]*")
_NAME = re.compile(r"[^\s=/>]+|=")
_EQUALS = re.compile(r"\s*=\s*")
_BARE = re.compile(r"[^\s>]*")
_RAW = ("script", "style", "textarea", "title", "xmp")  # what stands in them is no markup
_KEPT = frozenset({"class", "style", "hidden", "rowspan", "colspan", "type", "start", "value"})


@dataclass(frozen=True)
class Tag:
    name: str
    end: bool = False
    attributes: dict[str, str] = field(default_factory=dict)


def tokens(markup: str) -> Iterator[str | Tag]:
    """Words and tags in their order; comments, declarations and what scripts hold are left out."""
    return _Scanner(markup).tokens()


class _Scanner:
    def __init__(self, markup: str) -> None:
        self._markup = markup
        self._missing: set[str] = set()  # what was looked for and stands nowhere behind

    def tokens(self) -> Iterator[str | Tag]:
        markup, at = self._markup, 0
        while at < len(markup):
            sign = markup.find("<", at)
            if sign != at:
                yield unescape(markup[at:sign] if sign > 0 else markup[at:])
                if sign < 0:
                    return
            at = sign
            found = _TAG.match(markup, at)
            if found:
                attributes, at = self._attributes(found.end())
                name = found[2].lower()
                yield Tag(name, bool(found[1]), attributes)
                if name in _RAW and not found[1]:
                    at = self._behind_raw(name, at)
            elif markup.startswith(("<!", "<?"), at):
                closing = "-->" if markup.startswith("<!--", at) else ">"
                end = self._find(closing, at + 2)
                at = end + len(closing) if end >= 0 else len(markup)
            else:
                yield "<"
                at += 1

    def _find(self, what: str, start: int) -> int:
        if what in self._missing:
            return -1
        at = self._markup.find(what, start)
        if at < 0:
            self._missing.add(what)
        return at

    def _attributes(self, at: int) -> tuple[dict[str, str], int]:
        """The attributes that matter here, and the place behind the tag."""
        markup = self._markup
        out: dict[str, str] = {}
        while True:
            at = _end(_GAP, markup, at)
            if at >= len(markup) or markup[at] == ">":
                return out, at + 1
            begin, at = at, _end(_NAME, markup, at)
            name, value = markup[begin:at].lower(), ""
            equals = _EQUALS.match(markup, at)
            if equals:
                value, at = self._value(equals.end())
            if name in _KEPT and name not in out:
                out[name] = unescape(value)

    def _value(self, at: int) -> tuple[str, int]:
        quote = self._markup[at : at + 1]
        if quote in ('"', "'"):
            end = self._find(quote, at + 1)
            if end >= 0:
                return self._markup[at + 1 : end], end + 1
        end = _end(_BARE, self._markup, at)
        return self._markup[at:end], end

    def _behind_raw(self, name: str, at: int) -> int:
        if f"</{name}" in self._missing:
            return len(self._markup)
        found = re.compile(rf"</{name}\b[^>]{{0,200}}>?", re.IGNORECASE).search(self._markup, at)
        if found is None:
            self._missing.add(f"</{name}")
            return len(self._markup)
        return found.end()


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at
