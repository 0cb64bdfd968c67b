"""What somebody wants who typed words to look for: pure thought, the same for every list and for the search page.

Tone marks, capitals and the way letters are composed do not matter. All words must be found, in any order; words in
quotes stand together. A document's number is understood in any spacing ("97 / KH - UBND", "KH 97", "số 97"), and a year
narrows by year as well as by text.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from core.text import fold, squeeze

LONGEST = 200  # characters that are read
MOST_TERMS = 12
SHORT = 2  # letters of a word that says little by itself
BEFORE_WORDS = (" ", "-", "/", "(")  # what a word begins after
FIRST_YEAR, LAST_YEAR = 1945, 2100

# Symbols of documents as officers type them without the slash: types, then bodies (Nghị định 30/2020, Phụ lục III).
_TYPES = "kh qd bc tb ttr nq nd tt ct cv hd qc bb pa da gm gt pc tc ttlt vbhn"
_BODIES = (
    "ubnd hdnd cp ttg tw tu du hu bnv btc btttt btp bxd bkhcn bkhdt bgddt byt bct bnnptnt bldtbxh bvhttdl vpcp snv "
    "stttt stp vp mttq ubmttq cchc"
)
_TYPE, _BODY = (f"(?:{'|'.join(words.split())})" for words in (_TYPES, _BODIES))
_DIGITS = r"(?P<number>\d{1,6}[a-z]?)"
_LETTERS = r"[a-z]{1,12}\d{0,3}"

_WITH_SLASH = (
    rf"(?:\bso\s*:?\s*)?\b{_DIGITS}\s*/\s*"
    rf"(?P<symbol>(?:(?:19|20)\d\d\s*/\s*)?{_LETTERS}(?:\s*-\s*{_LETTERS}|\s+{_BODY}\b)*)"
)
_SPACED = rf"(?:\bso\s*:?\s*)?\b{_DIGITS}\s+(?P<symbol>(?:(?:19|20)\d\d\s+)?{_TYPE}(?:[\s-]+{_BODY})*)\b"
_TURNED = rf"\b(?P<symbol>{_TYPE}(?:[\s-]+{_BODY})*)(?:\s+so\s*:?\s*|\s*:?\s+(?!(?:19|20)\d\d\b)){_DIGITS}\b(?!\s*/)"
_NAMED = rf"\bso\s*:?\s*{_DIGITS}\b(?!\s*/)"
_DATE = r"\b\d{1,2}/\d{1,2}(?:/\d{4})?\b"
_YEAR = r"\b(?:nam\s+)?(?P<number>(?:19|20)\d\d)\b(?!\s*/\s*\d)"
_DOCUMENT = [re.compile(each) for each in (_WITH_SLASH, _SPACED, _TURNED, _NAMED)]
_QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]*)[\"“”„«»]")
_PIECE = re.compile(rf"(?P<date>{_DATE})|(?P<year>{_YEAR})|(?P<digits>\b\d{{1,6}}[a-z]?\b)|(?P<word>[^\W_]+)")


@dataclass(frozen=True)
class Word:
    """A word, or several that stand together, folded: the text must contain it."""

    text: str


@dataclass(frozen=True)
class Year:
    """A row of this year, or one whose text names it."""

    year: int

    @property
    def text(self) -> str:
        return str(self.year)


@dataclass(frozen=True)
class Number:
    """A document's number without leading zeros, and the beginning of its symbol ("kh-ubnd", "2020/nd-cp", "").

    `text` is what the text must contain where the number is only a number in a sentence.
    """

    number: str
    symbol: str = ""
    text: str = ""

    @property
    def padded(self) -> tuple[str, ...]:
        """The number as it can be printed: "5", "05", "005"."""
        return tuple(dict.fromkeys((self.number, self.number.zfill(2), self.number.zfill(3))))

    @property
    def parts(self) -> tuple[str, ...]:
        """The groups of the symbol: "2020", "nd", "cp"."""
        return tuple(part for part in re.split(r"[-/]", self.symbol) if part)

    def is_of(self, number: str, symbol: str) -> bool:
        """Whether a document with this printed number and symbol is meant."""
        key, digits = (re.sub(r"\s", "", fold(each)) for each in (symbol, number))
        groups = re.split(r"[-/]", key)
        return digits.lstrip("0") == self.number and (
            key.startswith(self.symbol) or all(part in groups for part in self.parts)
        )


Term = Word | Year | Number


@dataclass(frozen=True)
class Wanted:
    """`text` is what was typed, as far as it was read; `ignored` are words too short to look for."""

    text: str = ""
    folded: str = ""
    terms: tuple[Term, ...] = ()
    ignored: tuple[str, ...] = ()
    cut: bool = False

    def __bool__(self) -> bool:
        return bool(self.terms)

    @property
    def numbers(self) -> tuple[Number, ...]:
        return tuple(term for term in self.terms if isinstance(term, Number))

    @property
    def is_number_alone(self) -> bool:
        """Only a document's number was typed: what merely stands in that document is not meant."""
        return all(isinstance(term, Number) for term in self.terms)

    @property
    def is_short(self) -> bool:
        """Nothing longer than two letters was typed. Such words stand inside half of all others, so each must
        begin a word; beside longer words they only have to be there."""
        return all(len(term.text) <= SHORT for term in self.terms)

    @property
    def marks(self) -> tuple[str, ...]:
        """Folded texts to mark in what was found."""
        found = [mark for term in self.terms for mark in _marks_of(term) if mark]
        return tuple(dict.fromkeys(found))


def says(wanted: Wanted, folded: str) -> bool:
    """Whether a folded text says all that is wanted; core.matching.saying asks the same of rows."""
    return all(_says(term, folded, begins=wanted.is_short) for term in wanted.terms)


def _says(term: Term, folded: str, *, begins: bool) -> bool:
    if isinstance(term, Number) and term.symbol:
        return any(f"{each}/" in folded for each in term.padded) and all(part in folded for part in term.parts)
    if begins:
        return folded.startswith(term.text) or any(f"{before}{term.text}" in folded for before in BEFORE_WORDS)
    return term.text in folded


def _marks_of(term: Term) -> tuple[str, ...]:
    if isinstance(term, Number):
        return (*(f"{each}/{term.symbol}" for each in term.padded), term.text) if term.symbol else term.padded
    return (term.text,)


def wanted_of(typed: str) -> Wanted:
    """Understand what was typed; never raises, and reads at most LONGEST characters."""
    cut = len(typed) > LONGEST * 8  # before anything is composed: enough for any 200 letters with their marks
    plain = "".join(char if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn") else _blank(char)
                    for char in typed[: LONGEST * 8])  # fmt: skip
    text = squeeze(plain)
    cut, text = cut or len(text) > LONGEST, text[:LONGEST].strip()
    terms: list[Term] = []
    ignored: list[str] = []
    rest = fold(text)
    for phrase in _QUOTED.findall(rest):
        if len(phrase.strip()) > 1:
            terms.append(Word(phrase.strip()))
    rest = _QUOTED.sub(" | ", rest)
    for pattern in _DOCUMENT:
        while found := pattern.search(rest):
            terms.append(_document(found))
            rest = f"{rest[: found.start()]} | {rest[found.end() :]}"
    for piece in _PIECE.finditer(rest):
        term = _term(piece)
        if isinstance(term, str):
            ignored.append(term)
        else:
            terms.append(term)
    unique = tuple(dict.fromkeys(terms))
    return Wanted(text, fold(text), unique[:MOST_TERMS], tuple(dict.fromkeys(ignored)), cut or len(unique) > MOST_TERMS)


def _blank(char: str) -> str:
    """Tabs and line ends part words; marks of direction and zero-width characters vanish."""
    return " " if char in "\t\n\r\v\f\x1c\x1d\x1e\x85" else ""


def _document(found: re.Match[str]) -> Number:
    parts = found.groupdict()
    symbol = re.sub(r"\s*([-/])\s*", r"\1", (parts.get("symbol") or "").strip())
    symbol = re.sub(r"^((?:19|20)\d\d)\s+", r"\1/", symbol).replace(" ", "-")
    number = parts["number"]
    return Number(number.lstrip("0") or "0", symbol, f"{number}/{symbol}" if symbol else number)


def _term(piece: re.Match[str]) -> Term | str:
    """A word, a year, a number, or the word itself when it is too short to look for."""
    if piece["date"]:
        return Word(piece["date"])
    if piece["year"] and FIRST_YEAR <= int(piece["number"]) <= LAST_YEAR:
        return Year(int(piece["number"]))
    if piece["year"] or piece["digits"]:
        digits = piece["number"] or piece["digits"]
        return Number(digits.lstrip("0") or "0", text=digits)
    word: str = piece["word"]
    return Word(word) if len(word) > 1 else word
