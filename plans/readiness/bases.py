"""Checks of the legal bases: complete, in force on the plan's day, printed one a line (NĐ 30/2020, Phụ lục I, II.6).

Dates of the catalogue that nobody compared with the document are never said as a fact.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from core.text import fold
from documents.official import BlockKind
from documents.reading.place import Region
from plans.readiness.facts import Basis, LegalFact, PlanFacts
from plans.readiness.problem import PLAN, Finding, Level, Place, check
from plans.readiness.wording import day_words, short
from reference.validity import Force, Validity, validity_on

_SOURCE = "NĐ 30/2020, Phụ lục I, II.6"


def _name(basis: Basis) -> str:
    return (
        f"{basis.doc_type} số {basis.number}"
        if basis.number and not basis.law
        else (f"{basis.doc_type} {short(basis.subject, 60)}".strip())
    )


def entry_of(texts: Iterable[LegalFact], *, doc_type: str, dated: dt.date | None, day: dt.date) -> LegalFact | None:
    """The entry of the catalogue that is meant: of the same type, and of the same day where both days are known.

    Of several laws of one name, cited without their day, the one in force is meant, else the newest.
    """
    fits = [
        text
        for text in texts
        if (not doc_type or fold(text.doc_type) == fold(doc_type))
        and (dated is None or text.dated is None or text.dated == dated)
    ]
    if not fits:
        return None
    return next((text for text in fits if _is(text, Force.IN_FORCE, day)), fits[0])


def _validity(text: LegalFact, day: dt.date) -> Validity:
    return validity_on(day, valid_from=text.valid_from, valid_until=text.valid_until, dated=text.dated)


def _is(text: LegalFact, force: Force, day: dt.date) -> bool:
    return _validity(text, day).force is force


def _out_since(text: LegalFact, day: dt.date) -> str:
    """The first day no longer in force."""
    ends = _validity(text, day).ends
    return day_words(ends) if ends is not None else ""


def _bases(plan: PlanFacts) -> Iterator[tuple[Basis, LegalFact]]:
    for basis in plan.bases:
        text = entry_of(basis.texts, doc_type=basis.doc_type, dated=basis.dated, day=plan.day)
        if text is not None:
            yield basis, text


def _instead(text: LegalFact) -> str:
    return f"Hãy thay bằng {text.successor}" if text.successor else "Hãy tìm văn bản thay thế"


@check("basis-expired", "Căn cứ đã hết hiệu lực", Level.BLOCKING, source="Danh mục văn bản căn cứ, ngày đã đối chiếu")
def expired(plan: PlanFacts) -> Iterator[Finding]:
    for basis, text in _bases(plan):
        if text.certain and _is(text, Force.EXPIRED, plan.day):
            yield Finding(
                basis.line.place,
                f"{text.name} hết hiệu lực từ ngày {_out_since(text, plan.day)}, trước {plan.day_name}. "
                f"{_instead(text)}, hoặc bỏ căn cứ này.",
                text.name,
            )


@check(
    "basis-perhaps-expired", "Căn cứ có thể đã hết hiệu lực, cần kiểm tra", Level.ADVISORY,
    source="Danh mục văn bản căn cứ, ngày chưa đối chiếu",
)  # fmt: skip
def perhaps_expired(plan: PlanFacts) -> Iterator[Finding]:
    for basis, text in _bases(plan):
        if not text.certain and _is(text, Force.EXPIRED, plan.day):
            yield Finding(
                basis.line.place,
                f"{text.name} có thể đã hết hiệu lực từ ngày {_out_since(text, plan.day)} "
                "(chưa đối chiếu, cần kiểm tra). "
                f"{_instead(text)} nếu đúng vậy.",
                text.name,
            )


@check("basis-not-yet", "Căn cứ chưa có hiệu lực", Level.ADVISORY, source="Danh mục văn bản căn cứ")
def not_yet(plan: PlanFacts) -> Iterator[Finding]:
    for basis, text in _bases(plan):
        if _is(text, Force.NOT_YET, plan.day) and text.valid_from is not None:
            doubt = "" if text.certain else " (chưa đối chiếu, cần kiểm tra)"
            yield Finding(
                basis.line.place,
                f"{text.name} có hiệu lực từ ngày {day_words(text.valid_from)}{doubt}, sau {plan.day_name}. "
                "Hãy kiểm tra lại căn cứ này.",
                text.name,
            )


@check(
    "basis-younger", "Căn cứ ban hành sau kế hoạch", Level.ADVISORY, source="Căn cứ phải có trước văn bản dựa vào nó"
)
def younger(plan: PlanFacts) -> Iterator[Finding]:
    for basis in plan.bases:
        if basis.dated is not None and basis.dated > (plan.dated or plan.today):
            when = plan.day_name if plan.dated else f"hôm nay ({day_words(plan.today)})"
            yield Finding(
                basis.line.place,
                f"{_name(basis)} ghi ngày {day_words(basis.dated)}, sau {when}. Hãy kiểm tra lại ngày.",
                f"{basis.number} {basis.dated}",
            )


@check(
    "basis-without-issuer", "Căn cứ chưa nêu cơ quan ban hành", Level.ADVISORY, source=f"F08; {_SOURCE}", of_form=True
)
def without_issuer(plan: PlanFacts) -> Iterator[Finding]:
    for basis in plan.bases:
        if not basis.law and not basis.issuer:
            yield Finding(
                basis.line.place,
                f"Căn cứ “{_name(basis)}” chưa nêu cơ quan ban hành. Hãy ghi thêm “của …” sau số và ngày.",
                _name(basis),
            )


@check("basis-without-day", "Căn cứ chưa ghi ngày ban hành", Level.ADVISORY, source=f"F08; {_SOURCE}", of_form=True)
def without_day(plan: PlanFacts) -> Iterator[Finding]:
    for basis in plan.bases:
        if not basis.law and basis.dated is None:
            yield Finding(
                basis.line.place,
                f"Căn cứ “{_name(basis)}” chưa ghi ngày ban hành. Hãy ghi thêm “ngày … tháng … năm …” sau số.",
                _name(basis),
            )


@check("basis-without-so", "Căn cứ thiếu chữ “số”", Level.ADVISORY, source=f"F08; {_SOURCE}", of_form=True)
def without_so(plan: PlanFacts) -> Iterator[Finding]:
    for basis in plan.bases:
        if not basis.number:
            continue
        spelt = r"\s*".join(re.escape(char) for char in re.sub(r"\s", "", basis.number))
        found = re.search(rf"(?P<so>\bsố\s*:?\s*)?{spelt}", basis.line.text, re.IGNORECASE)
        if found and not found["so"]:
            yield Finding(
                basis.line.place,
                f"Căn cứ “{basis.doc_type} {basis.number}” thiếu chữ “số”. "
                f"Hãy viết “{basis.doc_type} số {basis.number}”.",
                basis.number,
            )


@check("no-basis", "Kế hoạch chưa có căn cứ", Level.ADVISORY, source=f"F08; {_SOURCE}")
def none_cited(plan: PlanFacts) -> Iterator[Finding]:
    if plan.body and not plan.bases:
        place = plan.preamble[0].place if plan.preamble else PLAN
        yield Finding(place, "Phần mở đầu chưa nêu văn bản nào làm căn cứ. Hãy thêm căn cứ trước đề mục đầu tiên.")


_PROSE = re.compile(r"(?:căn cứ|thực hiện|thi hành|theo|ngày \d+|triển khai|tiếp tục)\b", re.IGNORECASE)


@check("basis-in-prose", "Căn cứ viết liền trong câu văn", Level.ADVISORY, source=f"F08; {_SOURCE}", of_form=True)
def in_prose(plan: PlanFacts) -> Iterator[Finding]:
    for basis in plan.bases:
        if basis.line.kind is not BlockKind.BASIS and _PROSE.match(basis.line.text):
            yield Finding(
                basis.line.place,
                f"Căn cứ “{_name(basis)}” nằm trong câu văn. Hãy tách mỗi căn cứ thành một dòng kiểu “căn cứ”, "
                "cuối dòng có dấu “;”, dòng cuối cùng có dấu “.”.",
                basis.line.text,
            )
            return


@check("basis-ending", "Dấu cuối dòng căn cứ", Level.ADVISORY, source=f"F08; {_SOURCE}", of_form=True)
def ending(plan: PlanFacts) -> Iterator[Finding]:
    rows = [line for line in plan.preamble if line.kind is BlockKind.BASIS and line.text.strip()]
    for index, line in enumerate(rows):
        wanted = "." if index == len(rows) - 1 else ";"
        if not line.text.rstrip().endswith(wanted):
            which = "căn cứ cuối cùng" if wanted == "." else "căn cứ chưa phải cuối cùng"
            yield Finding(
                line.place,
                f"Dòng “{short(line.text, 50)}” là {which}, phải kết thúc bằng dấu “{wanted}”. Hãy sửa dấu cuối dòng.",
                line.text[-40:],
            )


@check(
    "citation-expired", "Văn bản dẫn trong nội dung có thể đã hết hiệu lực", Level.ADVISORY,
    source="Danh mục văn bản căn cứ",
)  # fmt: skip
def citation_expired(plan: PlanFacts) -> Iterator[Finding]:
    """Documents named in the text outside the bases, by number or, for laws, by name. Each is told once."""
    told: set[str] = set()
    for place, text in (*_numbered(plan), *_laws_named(plan)):
        if text.name in told:
            continue
        told.add(text.name)
        how = (
            "hết hiệu lực từ ngày" if text.certain else "có thể đã hết hiệu lực (chưa đối chiếu, cần kiểm tra) từ ngày"
        )
        yield Finding(
            place,
            f"{text.name} {how} {_out_since(text, plan.day)}. {_instead(text)}, hoặc để vậy nếu nhắc đến với ý khác.",
            text.name,
        )


@check(
    "citation-without-so", "Số văn bản dẫn trong nội dung thiếu chữ “số”", Level.ADVISORY, source=_SOURCE, of_form=True
)
def citation_without_so(plan: PlanFacts) -> Iterator[Finding]:
    for cited in plan.cited:
        if cited.doc_type and not cited.so:
            yield Finding(
                cited.place,
                f"“{cited.words}” thiếu chữ “số”. Hãy viết “{cited.doc_type} số {cited.number}”.",
                cited.words,
            )


def _numbered(plan: PlanFacts) -> Iterator[tuple[Place, LegalFact]]:
    for cited in plan.cited:
        text = entry_of(cited.texts, doc_type=cited.doc_type, dated=None, day=plan.day)
        if text is not None and _is(text, Force.EXPIRED, plan.day):
            yield cited.place, text


def _laws_named(plan: PlanFacts) -> Iterator[tuple[Place, LegalFact]]:
    by_name: dict[str, list[LegalFact]] = {}
    for law in plan.laws:
        by_name.setdefault(f"{law.doc_type} {law.subject}".lower(), []).append(law)
    whole = plan.printed.text.lower()
    for name, laws in by_name.items():
        text = entry_of(laws, doc_type="", dated=None, day=plan.day)
        if text is None or not _is(text, Force.EXPIRED, plan.day) or name not in whole:
            continue
        spelt = re.compile(rf"\b{re.escape(name)}\b", re.IGNORECASE)
        for _, piece in plan.printed.find(spelt):
            if piece.region in (Region.BODY, Region.APPENDIX):
                yield piece.place, text
                break
