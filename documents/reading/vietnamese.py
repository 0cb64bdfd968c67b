"""Is it Vietnamese at all, and is it an official document?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from documents.reading.letters import MARKED
from documents.reading.lines import Line

_MARKED = frozenset(MARKED)
_SMALL_WORDS = (
    "va cua cac thuc hien theo xa tinh nam ve cho trong duoc nhiem vu ke hoach chu tri phoi hop to chuc don vi "
    "hanh chinh"
)
_FUNCTION_WORDS = frozenset(_SMALL_WORDS.split())

FOREIGN = "Văn bản không viết bằng tiếng Việt nên không đọc được thành kế hoạch. Hãy tải lên bản tiếng Việt."


def language_doubt(lines: Sequence[Line]) -> str:
    """A sentence where the text is not Vietnamese; "" where it is, or where there is too little to say."""
    sample = " ".join(line.text for line in lines[:400])[:20000].casefold()
    letters = [char for char in sample if char.isalpha()]
    if len(letters) < 40:
        return ""
    marked = sum(1 for char in letters if char in _MARKED)
    if marked / len(letters) > 0.06:
        return ""
    words = re.findall(r"[^\W\d_]+", " ".join(line.folded for line in lines[:400])[:20000])
    known = sum(1 for word in words if word in _FUNCTION_WORDS)
    # Vietnamese typed without marks keeps its words; a foreign text has hardly any of them.
    return "" if known / max(1, len(words)) > 0.12 else FOREIGN


_SIGNS = (
    re.compile(r"cong hoa xa hoi chu nghia viet nam|dang cong san viet nam"),
    re.compile(r"^so\s*[:.]?\s*[\d.…_ ]*\w?(?:\s?-\s?\w+)?\s*/\s*[\w-]{2,}"),
    re.compile(r"ngay\s*[\d.…_ ]*\s*thang\s*[\d.…_ ]*\s*nam\s*(?:\d|\.|…)"),
    re.compile(
        r"^(?:ke hoach|quyet dinh|bao cao|thong bao|chuong trinh|phuong an|de an|to trinh|huong dan|chi thi|"
        r"nghi quyet|bien ban)\b"
    ),
    re.compile(r"^(?:can cu|thuc hien|kinh gui)\b.*\b(?:so|luat|nghi|quyet|ke hoach|cong van|chi thi)\b"),
    re.compile(r"^noi nhan\b"),
    re.compile(r"^(?:tm|kt|tl|tuq|q)\. ?[a-z]"),
    re.compile(
        r"^(?:[ivx]{1,4}|phan \w+|phan thu \w+|[a-d]|\d)\s?[./):]\s*.{0,30}(?:muc dich|yeu cau|muc tieu|noi dung|"
        r"nhiem vu|to chuc thuc hien|kinh phi|giai phap)"
    ),
    re.compile(r"^tren day la\b"),
    re.compile(r"^phu luc\b"),
)


def looks_official(lines: Sequence[Line]) -> bool:
    """At least two different signs of the form of Nghị định 30/2020."""
    seen: set[int] = set()
    for line in lines:
        folded = line.folded[:400]
        for index, sign in enumerate(_SIGNS):
            if index not in seen and sign.search(folded):
                seen.add(index)
        if len(seen) >= 2:
            return True
    return False
