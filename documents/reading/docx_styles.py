"""What Word does not store in the text: inherited bold and italic, alignment, and automatic numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from documents.reading.docx_package import W

_OFF = frozenset({"0", "false", "off", "none"})


def toggle(properties: Any | None, name: str) -> bool | None:
    """A yes/no property ("b", "i", "caps" …) of w:rPr or w:pPr; None where it is not stated."""
    element = None if properties is None else properties.find(W + name)
    return None if element is None else element.get(W + "val", "1").lower() not in _OFF


def value(properties: Any | None, name: str, attribute: str = "val") -> str | None:
    element = None if properties is None else properties.find(W + name)
    return None if element is None else element.get(W + attribute)


def whole(text: str | None) -> int:
    """A whole number as Word writes it; 0 for anything else, kept small so that no loop runs away."""
    try:
        return max(-100_000, min(100_000, int(text or "0")))
    except ValueError:
        return 0


@dataclass(frozen=True)
class Look:
    """Effective properties of a style. None: not stated anywhere up the chain."""

    bold: bool | None = None
    italic: bool | None = None
    caps: bool | None = None
    hidden: bool | None = None
    align: str | None = None
    font: str | None = None
    num_id: str | None = None
    level: str | None = None
    borders: bool | None = None

    def over(self, base: Look) -> Look:
        """This look, with what it leaves open taken from `base`."""
        pairs = zip(_row(self), _row(base), strict=True)
        return Look(*(mine if mine is not None else theirs for mine, theirs in pairs))


def _row(look: Look) -> tuple[Any, ...]:
    return tuple(getattr(look, name) for name in Look.__dataclass_fields__)


def look_of(run: Any | None, paragraph: Any | None = None) -> Look:
    """The look stated directly by a w:rPr and a w:pPr."""
    numbering = None if paragraph is None else paragraph.find(W + "numPr")
    return Look(
        bold=toggle(run, "b"),
        italic=toggle(run, "i"),
        caps=toggle(run, "caps"),
        hidden=toggle(run, "vanish"),
        font=value(run, "rFonts", "ascii") or value(run, "rFonts", "hAnsi"),
        align=value(paragraph, "jc"),
        num_id=value(numbering, "numId"),
        level=value(numbering, "ilvl"),
    )


def has_borders(borders: Any | None) -> bool | None:
    """Whether a w:tblBorders or w:tcBorders draws anything; None where it is not stated."""
    if borders is None:
        return None
    return any(side.get(W + "val", "none") not in ("none", "nil") for side in borders)


class Styles:
    """styles.xml: the look of each style with everything it inherits."""

    def __init__(self, root: Any | None) -> None:
        self._elements: dict[str, Any] = {}
        self._looks: dict[str, Look] = {}
        self.default_paragraph = ""
        self._defaults = Look()
        if root is None:
            return
        self._defaults = look_of(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        for style in root.iterfind(W + "style"):
            name = style.get(W + "styleId", "")
            self._elements[name] = style
            if style.get(W + "type") == "paragraph" and style.get(W + "default", "0") not in _OFF:
                self.default_paragraph = name

    def look(self, name: str | None) -> Look:
        """Effective look of a style; a chain that bites its tail ends where it does."""
        return self._chain(name, frozenset()).over(self._defaults)

    def own(self, name: str | None) -> Look:
        """The look of a style without the document's defaults (for character styles laid over a paragraph)."""
        return self._chain(name, frozenset())

    def _chain(self, name: str | None, seen: frozenset[str]) -> Look:
        if name is None or name in seen or name not in self._elements or len(seen) > 30:
            return Look()
        if name not in self._looks:
            style = self._elements[name]
            own = look_of(style.find(W + "rPr"), style.find(W + "pPr"))
            borders = has_borders(style.find(f"{W}tblPr/{W}tblBorders"))
            own = Look(borders=borders).over(own)
            base = value(style, "basedOn")
            self._looks[name] = own.over(self._chain(base, seen | {name}))
        return self._looks[name]


@dataclass
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    legal: bool = False
    restart: int | None = None  # after which level (1-based) it starts anew; 0 never
    style: str = ""


@dataclass
class _List:
    levels: dict[int, _Level] = field(default_factory=dict)
    counters: dict[int, int] = field(default_factory=dict)


class Numbering:
    """numbering.xml, with the counters as they stand while the document is read from its start."""

    def __init__(self, root: Any | None) -> None:
        self._abstract: dict[str, _List] = {}
        self._links: dict[str, str] = {}
        self._numbers: dict[str, tuple[str, dict[int, _Level], dict[int, int]]] = {}
        self._started: set[tuple[str, int]] = set()
        self.by_style: dict[str, tuple[str, int]] = {}
        if root is None:
            return
        style_lists: dict[str, str] = {}
        for abstract in root.iterfind(W + "abstractNum"):
            name = abstract.get(W + "abstractNumId", "")
            levels = {whole(level.get(W + "ilvl")): _level(level) for level in abstract.iterfind(W + "lvl")}
            self._abstract[name] = _List(levels)
            if (link := value(abstract, "styleLink")) is not None:
                style_lists[link] = name
            if (link := value(abstract, "numStyleLink")) is not None:
                self._links[name] = link
        self._links = {name: style_lists[link] for name, link in self._links.items() if link in style_lists}
        for number in root.iterfind(W + "num"):
            num_id = number.get(W + "numId", "")
            levels, starts = {}, {}
            for override in number.iterfind(W + "lvlOverride"):
                depth = whole(override.get(W + "ilvl"))
                if (lvl := override.find(W + "lvl")) is not None:
                    levels[depth] = _level(lvl)
                if (start := value(override, "startOverride")) is not None:
                    starts[depth] = whole(start)
            name = value(number, "abstractNumId") or ""
            self._numbers[num_id] = (self._links.get(name, name), levels, starts)
            for depth, level in self._abstract.get(self._numbers[num_id][0], _List()).levels.items():
                if level.style:
                    self.by_style.setdefault(level.style, (num_id, depth))

    def marker(self, num_id: str, depth: int) -> str:
        """Count one paragraph and give its marker as printed ("I.", "2.1.", "a)", "-"), "" for none.

        Lists that share one definition go on counting together, as in Word, unless one of
        them states its own start.
        """
        if num_id not in self._numbers:
            return ""
        name, overrides, starts = self._numbers[num_id]
        counted = self._abstract.get(name)
        if counted is None:
            return ""
        levels = counted.levels | overrides
        level = levels.get(depth)
        if level is None:
            return ""
        if depth in starts and (num_id, depth) not in self._started:
            counted.counters[depth] = starts[depth]
        elif depth in counted.counters:
            counted.counters[depth] += 1
        else:
            counted.counters[depth] = level.start
        self._started.add((num_id, depth))
        for deeper in [other for other in counted.counters if other > depth]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or 0 < depth + 1 <= restart:
                del counted.counters[deeper]
        if level.format == "bullet":
            return _bullet(level.text)
        text = level.text[:50]
        for other in range(9):
            if f"%{other + 1}" in text:
                shown = levels.get(other, level)
                form = "decimal" if level.legal else shown.format
                text = text.replace(f"%{other + 1}", _number(counted.counters.get(other, shown.start), form))
        return text.strip()


def _level(element: Any) -> _Level:
    restart = value(element, "lvlRestart")
    return _Level(
        start=whole(value(element, "start") or "1"),
        format=value(element, "numFmt") or "decimal",
        text=value(element, "lvlText") or "",
        legal=bool(toggle(element, "isLgl")),
        restart=None if restart is None else whole(restart),
        style=value(element, "pStyle") or "",
    )


def _bullet(sign: str) -> str:
    """A bullet as a person sees it; signs of symbol fonts have private codes and become "-", "+" or "•"."""
    sign = sign.strip()
    if sign in ("\uf02d", "\uf0be"):
        return "-"
    if sign == "\uf02b":
        return "+"
    return sign if sign and all(letter in "-–—+*•" for letter in sign) else "•" if sign else ""


def _letters(count: int) -> str:
    """a … z, then aa, bb … as Word goes on."""
    return chr(ord("a") + (count - 1) % 26) * min(20, (count - 1) // 26 + 1) if count > 0 else ""


_ROMAN = (
    ("m", 1000), ("cm", 900), ("d", 500), ("cd", 400), ("c", 100), ("xc", 90), ("l", 50), ("xl", 40), ("x", 10),
    ("ix", 9), ("v", 5), ("iv", 4), ("i", 1),
)  # fmt: skip


def _roman(count: int) -> str:
    if not 0 < count < 4000:
        return str(count)
    text = ""
    for sign, worth in _ROMAN:
        times, count = divmod(count, worth)
        text += sign * times
    return text


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda count: f"{count:02d}",
    "lowerLetter": _letters,
    "upperLetter": lambda count: _letters(count).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda count: _roman(count).upper(),
    "none": lambda _: "",
    "bullet": lambda _: "",
}


def _number(count: int, form: str) -> str:
    return _FORMATS.get(form, str)(count)
