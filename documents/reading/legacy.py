"""Vietnamese before Unicode: TCVN3 (ABC), VNI-Windows and Windows-1258.

Text typed with the old fonts (".VnTime", "VNI-Times") holds Latin-1 characters that only
look Vietnamese in that font. The functions here turn such characters into real letters,
and judge whether a text reads as Vietnamese at all, so that a wrong guess is never kept.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from enum import StrEnum


class LegacyEncoding(StrEnum):
    TCVN3 = "TCVN3 (ABC)"
    VNI = "VNI-Windows"
    CP1258 = "Windows-1258"


_TCVN3_CODES = (
    "µ¸¶·¹" "¨»¾¼½Æ" "©ÇÊÈÉË" "®" "ÌÐÎÏÑ" "ªÒÕÓÔÖ" "×ÝØÜÞ" "ßãáâä" "«åèæçé"
    "¬êíëìî" "ïóñòô" "\xadõøö÷ù" "úýûüþ" "¡¢£¤¥¦§"
)  # fmt: skip
_TCVN3_LETTERS = (
    "àáảãạ" "ăằắẳẵặ" "âầấẩẫậ" "đ" "èéẻẽẹ" "êềếểễệ" "ìíỉĩị" "òóỏõọ" "ôồốổỗộ"
    "ơờớởỡợ" "ùúủũụ" "ưừứửữự" "ỳýỷỹỵ" "ĂÂÊÔƠƯĐ"
)  # fmt: skip
_TCVN3 = str.maketrans(_TCVN3_CODES, _TCVN3_LETTERS)

# VNI writes most letters as a plain one followed by a character standing for its marks.
_VNI_TONES = dict(zip("øùûõï", "\u0300\u0301\u0309\u0303\u0323", strict=True))
_VNI_BREVE = dict(zip("êèéúüë", ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"), strict=True))
_VNI_CIRCUMFLEX = dict(zip("âàáåãä", ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"), strict=True))
_VNI_SINGLE = {"ì": "ì", "í": "í", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "ô": "ơ", "ö": "ư", "î": "ỵ", "ñ": "đ"}


def _vni_pairs() -> dict[str, str]:
    pairs: dict[str, str] = dict(_VNI_SINGLE)
    for base in ("a", "e", "o", "u", "y", "ô", "ö"):
        for code, tone in _VNI_TONES.items():
            pairs[base + code] = _VNI_SINGLE.get(base, base) + tone
    for code, tone in _VNI_BREVE.items():
        pairs["a" + code] = "ă" + tone
    for base, hat in (("a", "â"), ("e", "ê"), ("o", "ô")):
        for code, tone in _VNI_CIRCUMFLEX.items():
            pairs[base + code] = hat + tone
    for written, meant in list(pairs.items()):
        pairs[written.upper()] = meant.upper()
        if len(written) == 2:
            pairs[written[0].upper() + written[1]] = meant.capitalize()
    return {written: unicodedata.normalize("NFC", meant) for written, meant in pairs.items()}


_VNI = _vni_pairs()
_VNI_PATTERN = re.compile("|".join(re.escape(key) for key in sorted(_VNI, key=len, reverse=True)))


_WORD = re.compile(r"[^\W\d_]+")


def from_tcvn3(text: str) -> str:
    """Letters of a text typed for a TCVN3 font.

    TCVN3 has no accented capitals: a font of capitals (".VnTimeH") drew them. Where the font
    is not known, lines and words whose plain letters are all capitals are taken as capitals.
    """
    return "\n".join(_raise_capitals(line) for line in text.translate(_TCVN3).split("\n"))


def _raise_capitals(line: str) -> str:
    plain = [letter for letter in line if letter.isascii() and letter.isalpha()]
    if len(plain) >= 4 and all(letter.isupper() for letter in plain) and not any(map(str.isdigit, line)):
        return line.upper()
    return _WORD.sub(lambda found: _raise_word(found[0]), line)


def _raise_word(word: str) -> str:
    plain = [letter for letter in word if letter.isascii()]
    return word.upper() if len(plain) >= 2 and all(map(str.isupper, plain)) else word


def from_vni(text: str) -> str:
    """Letters of a text typed for a VNI font."""
    return _VNI_PATTERN.sub(lambda found: _VNI[found[0]], text)


def font_converter(font: str) -> Callable[[str], str] | None:
    """What to do with text set in this font; None for an ordinary (Unicode) font.

    The name may carry the subset prefix of a PDF ("ABCDEF+.VnTimeH").
    """
    name = font.rpartition("+")[2].strip().lower()
    if name.startswith((".vn", "vntime", "vnarial")):
        base = name.split(",")[0].split("-")[0]
        return (lambda text: from_tcvn3(text).upper()) if base.endswith("h") else from_tcvn3
    if name.startswith(("vni-", "vni ")):
        return from_vni
    return None


_ONSET = r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx])?"
_NUCLEUS = (
    r"(?:iêu|yêu|oai|oay|oeo|uây|uôi|ươi|ươu|uya|uyê|uyu|"
    r"ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă|oe|oi|oo|ôi|ơi|ua|uâ|uê|ui|uô|uơ|uy|ưa|ưi|ươ|ưu|yê|"
    r"[aăâeêioôơuưy])"
)
_CODA = r"(?:ch|ng|nh|[cmnpt])?"
_SYLLABLE = re.compile(_ONSET + _NUCLEUS + _CODA)
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")


def is_syllable(word: str) -> bool:
    """Whether the word could be a Vietnamese syllable: its letters fit and it has one tone at most."""
    bare = unicodedata.normalize("NFD", word.lower())
    if len(_TONES.findall(bare)) > 1:
        return False
    return bool(_SYLLABLE.fullmatch(unicodedata.normalize("NFC", _TONES.sub("", bare))))


def vietnamese_share(text: str) -> float:
    """How much of the accented words are Vietnamese syllables, 0.0 to 1.0; 1.0 where nothing is accented.

    A word in mixed case ("Céng" read as "CÐng") counts as wrong: it is how a wrong encoding shows.
    """
    accented = [word for word in _WORD.findall(text) if not word.isascii()]
    if not accented:
        return 1.0
    good = sum(1 for word in accented if word in (word.lower(), word.upper(), word.capitalize()) and is_syllable(word))
    return good / len(accented)


def decode_legacy(data: bytes) -> tuple[str, LegacyEncoding] | None:
    """The text of bytes in one of the old encodings, with its name; None where none of them reads well.

    The best reading must make at least 85 % of the accented words Vietnamese; below that a
    person has to save the file anew, since every further guess would put wrong words in a plan.
    """
    latin = data.decode("cp1252", errors="replace") if b"\xad" not in data else data.decode("latin-1")
    readings: list[tuple[float, int, str, LegacyEncoding]] = []
    for rank, (encoding, text) in enumerate(
        (
            (LegacyEncoding.CP1258, unicodedata.normalize("NFC", data.decode("cp1258", errors="replace"))),
            (LegacyEncoding.TCVN3, from_tcvn3(latin)),
            (LegacyEncoding.VNI, from_vni(latin)),
        )
    ):
        symbols = sum(1 for letter in text if ord(letter) > 127 and not letter.isalpha() and letter not in "–—…“”‘’•°")
        score = vietnamese_share(text) - min(1.0, symbols / max(1, len(text)) * 10)
        readings.append((score, -rank, text, encoding))
    score, _, text, encoding = max(readings)
    return (text, encoding) if score >= 0.85 else None
