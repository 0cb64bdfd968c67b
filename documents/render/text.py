"""Text on its way to paper: what is dropped, and which words must stay together on a line.

Characters are never replaced by look-alikes (no U+00A0, no U+2011): what stands on paper copies
out equal to what is stored. Words are held together by the layout alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

LONGEST_KEPT = 48  # characters; a longer "word" must stay breakable or it runs off the paper

# C0 and C1 controls, bidirectional overrides, byte-order marks and non-characters: invisible at
# best, able to turn a signed sentence around at worst.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """The text as it can be printed: composed (NFC), no control characters, line ends as "\\n"."""
    text = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    text = _SURROGATES.sub("\ufffd", _INVISIBLE.sub("", text))
    return unicodedata.normalize("NFC", text)


def one_line(text: str) -> str:
    """The text with every run of white space as one space, without any at the ends."""
    return " ".join(clean(text).split())


@dataclass(frozen=True)
class Piece:
    """A run of text; `kept` says that no line may end inside it."""

    text: str
    kept: bool = False

    @property
    def joint(self) -> int:
        """The index of the first place where a kept run could be torn: what stands before it needs no holding."""
        found = _JOINT.search(self.text, 1)
        return found.start() if found else 0


_WORD = re.compile(r"\S+")
_OPENING = "(\"'“‘[«"
_CLOSING = ",;.:)\"'”’]»"
_NUMBER = re.compile(r"\d")
_ROMAN = re.compile(r"[IVXLC]+")
_AMOUNT = re.compile(r"\d[\d.,]*")
_BEFORE_NUMBER = {
    "ngày", "tháng", "năm", "quý", "số", "số:", "điều", "khoản", "mục", "chương", "phần", "lục", "tiết", "bước", "biểu",
}  # fmt: skip
_UNITS = {"%", "đồng", "nghìn", "triệu", "tỷ", "tỉ"}
_PUNCTUATION_ONLY = re.compile(r"[./,;:!?)\]”»…%]+")
_KERNED = re.compile("[AFLPRTVWY1]")
_TEARS = re.compile(r"[-/–—]")
_JOINT = re.compile(r"\s|[-/–]|.(?=—)")  # a line may end before "—" too, so its neighbour is held with it
_DASHES = {"-", "–", "—"}
_SENTENCE_END = (".", ";", ":", "!", "?")
_MARKED = 24  # letters; a longer word leaves its marker rather than a whole line blank
_MARKER = re.compile(r"[-–—+*•]|[a-zđ]\d?[.)]|\d{1,2}(?:\.\d{1,2})*[.)]|[IVX]{1,5}[.)]")
_LOOSE = re.compile(r"://|@|www\.", re.IGNORECASE)


def _keeps_whole(word: str) -> bool:
    """Whether a word that could be torn after "/" or "-" must not be: 97/KH-UBND, 07/9/2021, 2024-2025, đúng./."""
    return 1 < len(word) <= LONGEST_KEPT and bool(_TEARS.search(word)) and not _LOOSE.search(word)


def _keeps_together(word: str, after: str, opens: bool) -> bool:
    """Whether no line may end between `word` and `after`; `opens` says that `word` begins a paragraph or item."""
    if _PUNCTUATION_ONLY.fullmatch(after):
        return True  # "./." and other punctuation never open a line
    if after in _DASHES:
        return not word.endswith(_SENTENCE_END)  # "Văn hóa - Xã hội": a dash at the head of a line reads as a marker
    if opens and _MARKER.fullmatch(word) and len(after) <= _MARKED:
        return True
    left, right = word.lstrip(_OPENING).casefold(), after.lstrip(_OPENING)
    bare = right.rstrip(_CLOSING)
    if left in _BEFORE_NUMBER and (_NUMBER.match(right) or _ROMAN.fullmatch(bare)):
        return True
    if left == "điểm" and len(bare) == 1 and bare.isalpha():
        return True
    return bool(_AMOUNT.fullmatch(left)) and bare in _UNITS


def pieces(text: str, *, opens: bool = True) -> list[Piece]:
    """Cut `text` into runs that may and runs that must not be torn at a line end.

    The pieces joined are the text again, character by character. Runs are short: a long one that does not
    fit leaves holes between the words of the line before. `opens` says that the text is the beginning of a
    paragraph, where "-" or "a)" is a marker and stays with its first word.
    """
    words = list(_WORD.finditer(text))
    found: list[Piece] = []
    done = 0  # everything before is in `found`
    index = 0
    while index < len(words):
        last = index
        while last + 1 < len(words) and "\n" not in text[words[last].end() : words[last + 1].start()]:
            if not _keeps_together(words[last][0], words[last + 1][0], _opens(text, words, last, opens)):
                break
            if words[last + 1].end() - words[index].start() > LONGEST_KEPT:
                break
            last += 1
        start, end = words[index].start(), words[last].end()
        run = text[start:end]
        if last > index or _keeps_whole(run):
            if start > done:
                found.append(Piece(text[done:start]))
            found.append(Piece(run, kept=True))
            done = end
        index = last + 1
    if done < len(text):
        found.append(Piece(text[done:]))
    return found


def _opens(text: str, words: list[re.Match[str]], index: int, first: bool) -> bool:
    """Whether a word begins a paragraph, a stored line, or an item run on after the end of a sentence."""
    if index == 0:
        return first
    before = words[index - 1]
    if "\n" in text[before.end() : words[index].start()]:
        return True
    return words[index][0] in _DASHES and before[0].endswith(_SENTENCE_END)


def torn(found: list[Piece], width: Callable[[str], float], column: float, indent: float = 0.0) -> set[int]:
    """The indexes of the kept pieces that a line end could fall into, in a column of `column` points.

    Every kept run costs the layout engine as much as a line of text, and most stand well inside their
    line. So the lines are filled here first, with the widths of the print face (`width`, in points);
    where a line end is too close to call, both ways are followed. A piece with no room in the column
    is left out: it must stay breakable, or it runs into the next cell.
    """
    runs: list[tuple[float, int | None]] = []  # width and, if kept, the index of the piece
    less: list[float] = []  # by how much kerning, which `width` leaves out, may narrow the run
    kerning = width("0") * 0.2  # points for one of the letters below; it only ever narrows
    starts: list[bool] = []  # whether a stored line end stands before the run
    fresh = False
    loose = False
    for index, piece in enumerate(found):
        if piece.kept:
            wide = width(piece.text)
            runs.append((wide, index if wide <= column else None))
            less.append(kerning * len(_KERNED.findall(piece.text)))
            starts.append(fresh)
            fresh = False
            continue
        for part in re.findall(r"\n|[^\s]+", piece.text):
            if part == "\n":
                fresh = True
                continue
            runs.append((width(part), None))
            less.append(kerning * len(_KERNED.findall(part)))
            starts.append(fresh)
            fresh = False
            loose = loose or bool(_TEARS.search(part, 1)) or runs[-1][0] > column * 0.9
    kept = {index for _, index in runs if index is not None}
    if loose or any(index is None and found_width > column for found_width, index in runs):
        return kept  # words that break inside make the lines hard to foresee
    space = width(" ")
    needed: set[int] = set()
    waiting, seen = [0], {0}
    while waiting:
        first = waiting.pop()
        room = column - (indent if first == 0 else 0.0)
        reach = narrowed = 0.0
        for position in range(first, len(runs)):
            if position > first and starts[position]:
                nexts = [position]
                ended = True
            else:
                reach += runs[position][0] + (space if position > first else 0.0)
                narrowed += less[position]
                nexts = [position] if position > first and reach > room - 0.5 else []
                ended = position > first and reach - narrowed > room + 0.5
            for following in nexts:
                piece_index = runs[following][1]
                if piece_index is not None:
                    needed.add(piece_index)
                if following not in seen:
                    seen.add(following)
                    waiting.append(following)
            if ended:
                break
    return needed
