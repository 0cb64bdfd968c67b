"""One spelling for many: the text a deadline is read from, with a way back to the original characters.

Plans arrive typed, scanned and copied from web pages: NFD accents, no-break spaces, three kinds of hyphen, Markdown
stars, "quí", "qúy", "thuờng xuyên", no accents at all. The grammar sees one lower-case spelling only.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from core.text import unmarked

MAX_CHARS = 100_000
"""Characters read from one text; the rest is not searched. A whole commune plan has about 30 000."""

_DASHES = dict.fromkeys("‐‑‒–—―−﹣－", "-")
_DROPPED = frozenset("*_`#\u00ad\u200b\u200c\u200d\u2060\ufeff")
_BULLET = re.compile(r"\s*(?:[-+•▪●◦*]|\(?[0-9]{1,2}[.)]|[a-zđ][.)])\s")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Clean:
    """Canonical ``text`` and, for each of its characters, where it came from in the original."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original [start, end) of a non-empty canonical [start, end)."""
        return self.starts[start], self.ends[end - 1]


@lru_cache(maxsize=4096)
def fold(word: str) -> str:
    """Lower-case ASCII skeleton of a Vietnamese word: "Qúy" → "quy", "Đến" → "den"."""
    return unmarked(word.lower())


def _characters(text: str) -> list[tuple[str, int, int]]:
    """(lower-case character, start, end) with accents composed, dashes and white space unified, marks dropped."""
    out: list[tuple[str, int, int]] = []
    limit = min(len(text), MAX_CHARS)
    i = 0
    while i < limit:
        char, j = text[i], i + 1
        if ord(char) > 127 or (j < limit and ord(text[j]) > 0x2FF):
            while j < limit and j - i < 5 and unicodedata.combining(text[j]):
                j += 1
            char = unicodedata.normalize("NFC", text[i:j])
            if 0x2160 <= ord(text[i]) <= 0x217F or 0xFF01 <= ord(text[i]) <= 0xFF5E:
                char = unicodedata.normalize("NFKC", char)
        if char.isspace():
            paragraph = char in "\n\r\u2028\u2029" and (
                text[i : i + 3].count("\n") > 1 or _BULLET.match(text, j) is not None
            )
            if paragraph:
                out.append(("\n", i, j))
            elif out and out[-1][0] not in " \n":
                out.append((" ", i, j))
        elif char not in _DROPPED:
            out.extend((_DASHES.get(c, c), i, j) for c in char.lower())
        i = j
    return out


# Words whose skeleton cannot be mistaken for another word of a plan.
_ALWAYS = {"truoc": "trước"}
# (skeleton, skeleton of the next word) → both words.
_PAIRS = {
    ("thuong", "xuyen"): ("thường", "xuyên"),
    ("lien", "tuc"): ("liên", "tục"),
    ("dinh", "ky"): ("định", "kỳ"),
    ("dinh", "ki"): ("định", "kỳ"),
    ("cham", "nhat"): ("chậm", "nhất"),
    ("muon", "nhat"): ("muộn", "nhất"),
    ("hoan", "thanh"): ("hoàn", "thành"),
    ("tiep", "theo"): ("tiếp", "theo"),
    ("giai", "doan"): ("giai", "đoạn"),
}
# Spellings accepted only next to a number, a Roman numeral or a year.
_BEFORE_NUMBER = {
    "tháng": frozenset({"thang", "thàng", "thãng", "thâng"}),
    "ngày": frozenset({"ngay", "ngầy", "ngảy", "ngáy"}),
    "quý": frozenset({"quy", "qui", "quỳ", "quỷ", "qùy", "qúỵ"}),
    "đến": frozenset({"den", "đên", "đén", "dến", "đền"}),
}
_YEAR_WORDS = frozenset({"nam", "nãm", "nâm", "nằm", "năn"})
_NOT_BEFORE_NAM = frozenset({"việt", "miền", "phía", "hà", "quảng", "viet", "mien", "phia", "ha", "quang"})
_EACH = frozenset({"hàng", "hằng", "hang", "hăng", "hắng"})
_EACH_UNITS = frozenset({"quy", "qui", "thang", "nam", "tuan", "ngay", "nien", "ky"})
_NUMBERISH = re.compile(r"\s*(?:[0-9]|[ivx]+\b|một\b|hai\b|ba\b|bốn\b|tư\b)")
_YEARISH = re.compile(r"\s*(?:19|20|21)[0-9]{2}")
_GLUED_QUARTER = re.compile(r"(quý|quí|qúy|qúi|quy)([ivx]{1,4})$")

# Used only when a text carries no accent at all, so that nobody typed them.
_ASCII = {
    "quy": "quý", "thang": "tháng", "nam": "năm", "ngay": "ngày", "tu": "từ", "den": "đến", "toi": "tới",
    "het": "hết", "cuoi": "cuối", "dau": "đầu", "giua": "giữa", "va": "và", "nhung": "những", "cac": "các",
    "tro": "trở", "di": "đi", "hang": "hằng", "moi": "mỗi", "tung": "từng", "lan": "lần", "tuan": "tuần",
    "mot": "một", "bon": "bốn", "bay": "bảy", "tam": "tám", "chin": "chín", "muoi": "mười", "vong": "vòng",
    "khong": "không", "qua": "quá", "ke": "kể", "lam": "làm", "viec": "việc", "ca": "cả", "bao": "báo",
    "cao": "cáo", "dot": "đột", "xuat": "xuất", "kip": "kịp", "thoi": "thời", "hoac": "hoặc", "nua": "nửa",
    "thu": "thứ", "khoang": "khoảng", "du": "dự", "kien": "kiến", "tet": "tết", "cua": "của", "la": "là",
    "nhat": "nhất", "xong": "xong", "co": "có", "yeu": "yêu", "cau": "cầu", "ky": "kỳ", "gio": "giờ",
    "hoc": "học", "nhiem": "nhiệm", "tiep": "tiếp",
}  # fmt: skip
_ASCII_KEEP = {"quy": {"dinh", "che", "trinh", "hoach", "mo"}, "ngay": {"sau", "khi", "lap"}}


def _respell(text: str, words: list[re.Match[str]]) -> dict[int, str]:
    """Index of a word → its canonical spelling, only for words that change."""
    plain = text.isascii()
    folded = [fold(w[0]) for w in words]
    out: dict[int, str] = {}
    for i, match in enumerate(words):
        word, skeleton, rest = match[0], folded[i], text[match.end() : match.end() + 8]
        following = folded[i + 1] if i + 1 < len(words) and words[i + 1].start() - match.end() <= 1 else ""
        pair = _PAIRS.get((skeleton, following))
        new = out.get(i, word)
        if pair:
            new, out[i + 1] = pair
        elif word in _EACH and following in _EACH_UNITS:
            new = "hằng"
        elif word in ("quí", "qúy", "qúi"):
            new = "quý"
        elif skeleton in _ALWAYS:
            new = _ALWAYS[skeleton]
        elif word in _YEAR_WORDS and _YEARISH.match(rest) and not (i and words[i - 1][0] in _NOT_BEFORE_NAM):
            new = "năm"
        elif skeleton == "sau" and plain and following == "thang":
            new = "sáu"
        elif plain and following not in _ASCII_KEEP.get(skeleton, ()):
            new = _ASCII.get(skeleton, new)
        elif _NUMBERISH.match(rest):
            new = next((good for good, bad in _BEFORE_NUMBER.items() if word in bad), new)
        glued = _GLUED_QUARTER.match(new)
        if glued:
            new = f"quý {glued[2]}"
        if new != word:
            out[i] = new
    return out


_SPELLED_OUT = re.compile(
    r"(?<=[0-9]) ?\((?:(?:một|mốt|hai|ba|bốn|tư|năm|lăm|sáu|bảy|tám|chín|mười|mươi|linh|lẻ) ?){1,4}\)"
)  # "ngày 15 (mười lăm)"
_TIGHT_SPAN = re.compile(
    r"(?<![0-9/])[0-9]{1,2}/[0-9]{1,2}(?:/[0-9]{4})?(-)[0-9]{1,2}/[0-9]{1,2}(?:/[0-9]{4})?(?![0-9/])"
)  # "15/3-30/4/2024"
_BROKEN_AND = re.compile(r"(?<=[0-9])\s?v à(?=\s)")


def clean(text: str) -> Clean:
    """Canonical spelling of ``text`` (first MAX_CHARS characters). Never raises; linear in the length."""
    chars = _characters(text)
    joined = "".join(c for c, _, _ in chars)
    words = list(_WORD.finditer(joined))
    spelled = _respell(joined, words)
    edits = [(words[i].start(), words[i].end(), new) for i, new in spelled.items()]
    edits += [(m.start(), m.end(), " và") for m in _BROKEN_AND.finditer(joined)]
    edits += [(m.start(1), m.end(1), " - ") for m in _TIGHT_SPAN.finditer(joined)]
    edits += [(m.start(), m.end(), "") for m in _SPELLED_OUT.finditer(joined)]
    out: list[tuple[str, int, int]] = []
    at = 0
    for start, end, new in sorted(edits):
        if start < at:
            continue
        out += chars[at:start]
        for k, c in enumerate(new):
            origin = chars[min(start + k, end - 1)]
            out.append((c, origin[1], chars[end - 1][2] if k == len(new) - 1 else origin[2]))
        at = end
    out += chars[at:]
    return Clean("".join(c for c, _, _ in out), tuple(a for _, a, _ in out), tuple(b for _, _, b in out))
