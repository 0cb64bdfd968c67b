"""How documents are cited in a plan: in what words, in which order, with which endings. Pure.

Nghị định 30/2020, Phụ lục I, mục II.6: a basis names type, number, day, issuer and subject; Luật and
Pháp lệnh go without number and issuer. In running text the first mention is complete (a law by its
name alone), later ones give type and number.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from core.days import written
from core.text import fold, squeeze
from documents.official import n30_date
from reference.naming import is_named, law_name, short_name
from reference.numbers import number_key


class Cited(Protocol):
    """What is known of a document: an entry of the catalogue, a basis of a plan, an issued paper."""

    @property
    def doc_type(self) -> str: ...
    @property
    def number(self) -> str: ...
    @property
    def dated(self) -> dt.date | None: ...
    @property
    def issuer(self) -> str: ...
    @property
    def subject(self) -> str: ...


@dataclass(frozen=True)
class Citation:
    """A document by its facts alone. Unknown is empty."""

    doc_type: str
    number: str = ""
    dated: dt.date | None = None
    issuer: str = ""
    subject: str = ""


# A subject that begins with one of these follows the issuer without "về".
_ACTS = (
    "về|v/v|ban hành|bãi bỏ|bổ sung|công bố|công nhận|đính chính|giao|hướng dẫn|kiện toàn|phân bổ|phân công|phê chuẩn|"
    "phê duyệt|quy định|quyết định|sửa đổi|thành lập|thay thế"
)
_ACT = re.compile(rf"(?:{_ACTS})\b", re.IGNORECASE)
# Names of documents and of what has a proper name keep their capital.
_PROPER = re.compile(
    r"(?:Bộ (?:chỉ số|tiêu chí)|Chỉ số|Chiến lược|Chương trình|Danh mục|Đề án|Điều lệ|Kế hoạch|Nghị định|Nghị quyết|"
    r"Quy chế|Quyết định|Thông tư|Hệ thống|Ủy ban|Hội đồng|Nhà nước|Nhân dân)\b"
)


def full_citation(cited: Cited, *, in_text: bool = False, law_number: bool = False) -> str:
    """ "Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư".

    What is not known is left out. A law is "Luật Thực hiện dân chủ ở cơ sở ngày 10 tháng 11 năm 2022"
    as a basis and its bare name in running text; `law_number` adds its number where the office's
    bases carry it.
    """
    subject = squeeze(cited.subject).rstrip(" .;,")
    if is_named(cited.doc_type) and subject:
        parts = [law_name(cited.doc_type, subject)]
        if law_number and cited.number:
            parts.append(f"số {squeeze(cited.number)}")
        if cited.dated and not in_text:
            parts.append(n30_date(cited.dated))
        return " ".join(parts)
    parts = [short_citation(cited)]
    if cited.dated:
        parts.append(n30_date(cited.dated))
    if cited.issuer and not is_named(cited.doc_type):
        parts.append(f"của {squeeze(cited.issuer)}")
    if subject:
        parts.append(_about(cited.doc_type, subject))
    return " ".join(parts)


def short_citation(cited: Cited) -> str:
    """A later mention: "Nghị định số 30/2020/NĐ-CP", "Luật Khiếu nại"."""
    return short_name(cited.doc_type, cited.number, cited.subject)


def _about(doc_type: str, subject: str) -> str:
    """The subject as it follows the issuer: "về công tác văn thư", "quy định chi tiết …"."""
    if subject.lower().startswith("v/v "):
        subject = f"về việc {subject[4:]}"
    if _ACT.match(subject) and not _PROPER.match(subject):
        return subject[0].lower() + subject[1:]
    lead = "về việc" if fold(doc_type) == "cong van" else "về"
    return f"{lead} {_uncapitalised(subject)}"


def _uncapitalised(text: str) -> str:
    """The first letter small, unless the word is an abbreviation or begins a name."""
    words = text.split()
    first = words[0]
    named = len(words) > 1 and words[1][:1].isupper() and not words[1].isupper()
    if (len(first) > 1 and first.isupper()) or named or _PROPER.match(text):
        return text
    return text[0].lower() + text[1:]


def same_document(one: Cited, other: Cited) -> bool:
    """Whether two citations mean one document: by number, laws by name; a different day tells them apart.

    "60/KH-UBND" of another day is another paper, unless both name the same issuer: then one day is mistyped.
    """
    same_day = one.dated is None or other.dated is None or one.dated == other.dated
    numbers = number_key(one.number), number_key(other.number)
    if all(numbers):
        same_issuer = bool(one.issuer) and fold(one.issuer) == fold(other.issuer)
        return numbers[0] == numbers[1] and (same_day or same_issuer)
    named = is_named(one.doc_type) and is_named(other.doc_type) and bool(one.subject.strip())
    return named and same_day and fold(short_citation(one)) == fold(short_citation(other))


_NUMBER = re.compile(r"\b\d+\w?(?:\s?[-/–‑]\s?[\wĐÐđð&.]+){1,5}")


def is_mentioned(cited: Cited, texts: Iterable[str]) -> bool:
    """Whether one of these texts names the document: by its number in any spelling, a law by its name."""
    key = number_key(cited.number)
    name = fold(short_citation(cited)) if is_named(cited.doc_type) and cited.subject else ""
    for text in texts:
        if key and any(number_key(found) == key for found in _NUMBER.findall(text)):
            return True
        if name and re.search(rf"\b{re.escape(name)}\b", fold(text)):
            return True
    return False


def citation_here(cited: Cited, above: Iterable[str]) -> str:
    """How running text names the document behind these texts: complete the first time, then short."""
    return short_citation(cited) if is_mentioned(cited, above) else full_citation(cited, in_text=True)


def woven(text: str, words: str, at: int | None = None) -> str:
    """The line with these words at a place in it, or at its end before the punctuation, with single spaces."""
    place = len(text.rstrip(" .;:,/")) if at is None else max(0, min(at, len(text)))
    before, behind = text[:place].rstrip(), text[place:]
    gap = "" if not behind or behind[:1] in ".,;:)/" else " "
    return squeeze(f"{before} {words}{gap}{behind}")


def citing_day(printed: dt.date | None, year: int, today: dt.date | None = None) -> dt.date:
    """The day on which a plan's bases have to be in force: the printed one, else today within the plan's year.

    A plan for a later year is asked about its first day, one of an earlier year about its last.
    """
    if printed is not None:
        return printed
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    return last if today is None else min(max(today, first), last)


def difference(basis: Cited, text: Cited) -> str:
    """What a plan's basis says otherwise than the catalogue's text of the same number; "" where they agree."""
    said = []
    types = {fold(basis.doc_type), fold(text.doc_type)}
    if len(types) > 1 and "van ban" not in types and types != {"luat", "bo luat"}:
        said.append(f"danh mục ghi là {text.doc_type}, kế hoạch ghi là {basis.doc_type}")
    if basis.dated and text.dated and basis.dated != text.dated:
        said.append(f"danh mục ghi ngày {written(text.dated)}, kế hoạch ghi ngày {written(basis.dated)}")
    if not said:
        return ""
    sentence = "; ".join(said)
    return f"{sentence[0].upper()}{sentence[1:]}."
