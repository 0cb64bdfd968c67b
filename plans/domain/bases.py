"""Bases of a plan and the catalogue of legal texts: linking, inserting, putting in order, citing in a line."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from django.db import transaction
from django.db.models import F

from audit.record import record
from core.exceptions import DomainError
from core.text import fold
from documents.official import BlockKind, parse_date_text
from organisations.access import Access
from plans import rules
from plans.bases import Cited, citation_here, citing_day, full_citation, same_document, woven
from plans.bases_lines import documents_cited, in_order, insertion_of, laws_carry_numbers
from plans.domain.drafting import add_block, save_block
from plans.domain.saving import require_now
from plans.models import Block, LegalBasis, Plan
from plans.queries.bases import Citable, preamble_of, words_above
from plans.reading.draft import Region
from reference.models import LegalText
from reference.naming import is_named
from reference.numbers import number_key
from reference.queries import laws_by_name, texts_with_number


@transaction.atomic
def link_bases(plan: Plan) -> int:
    """Tie the plan's bases to the catalogue by number, laws without number by name; how many were tied.

    A tie a person or an earlier reading made stays, unless it leads to another office's own text (a plan
    that was copied from a superior). Part of reading, rereading and copying, which ask the rule and record.
    Three queries, whatever the number of bases.
    """
    day = citing_day(parse_date_text(plan.date_text), plan.year)
    rows = list(LegalBasis.objects.filter(plan=plan).select_related("legal_text"))
    foreign = [
        row for row in rows if row.legal_text and row.legal_text.organisation_id not in (None, plan.organisation_id)
    ]
    for row in foreign:
        row.legal_text = None
    loose = [row for row in rows if row.legal_text is None]
    by_number = texts_with_number(plan.organisation, [row.number for row in loose])
    names = [row.subject for row in loose if not row.number and is_named(row.doc_type)]
    by_name = laws_by_name(plan.organisation, names) if names else {}
    tied = []
    for row in loose:
        candidates = by_number.get(number_key(row.number), []) if row.number else by_name.get(row.subject, [])
        found = best_match(row, candidates, day)
        if found is not None:
            row.legal_text = found
            tied.append(row)
    changed = {row.pk: row for row in [*foreign, *tied]}
    LegalBasis.objects.bulk_update(changed.values(), ["legal_text"])
    return len(tied)


def best_match(basis: Cited, candidates: Sequence[LegalText], day: dt.date) -> LegalText | None:
    """The text a basis means, of those with its number; None when none can be it.

    A number that only one body gives ("30/2020/NĐ-CP") is enough, and a different day is then a doubt to show.
    Where day and issuer both speak against it ("60/KH-UBND" of another office), it is another paper. Of two laws
    of one name the one in force on `day` is meant.
    """
    scored = [(_score(basis, text), bool(text.in_force_on(day)), -place) for place, text in enumerate(candidates)]
    best = max(scored, default=(-1, False, 0))
    return candidates[-best[2]] if best[0] >= 0 else None


# Numbers given once in the country; those of offices ("16/2018/QĐ-UBND") repeat in every one of them.
_NATIONWIDE = re.compile(r"/(?:19|20)\d\d/(?!.*(?:ubnd|hdnd))|/qh\d|ubtvqh|-cp$|-ttg$")


def _score(basis: Cited, text: LegalText) -> int:
    score = 0
    if _NATIONWIDE.search(text.number_key):
        score += 3
    if basis.dated and text.dated:
        score += 4 if basis.dated == text.dated else -2
    mine, theirs = fold(basis.issuer), fold(text.issuer)
    if mine and theirs and not is_named(text.doc_type):
        score += 2 if mine in theirs or theirs in mine else -1
    if fold(basis.doc_type) == fold(text.doc_type):
        score += 2
    return score


@transaction.atomic
def insert_basis(plan: Plan, *, by: Access, source: Citable) -> Block:
    """Write the document as one more basis, in the place, order and endings of the preamble.

    The line before gets its ";" when it is no longer the last. The basis is known to be this entry of
    the catalogue. Refused when the plan names the document among its bases already.
    """
    require_now(rules.can_edit_plan, by, plan)
    lines = preamble_of(plan)
    if any(same_document(source.facts, each) for each in documents_cited(lines)):
        raise DomainError("Kế hoạch đã có căn cứ này.")
    citation = full_citation(source.facts, law_number=laws_carry_numbers(lines))
    found = insertion_of(lines, source.facts, citation)
    for line, text in found.mended.items():
        save_block(line, by=by, seen=line.version, text=text)
    block = add_block(
        plan, by=by, after=found.after, region=Region.PREAMBLE, kind=BlockKind.BASIS, level=1, text=found.text
    )
    earlier = LegalBasis.objects.filter(plan=plan, block__position__lt=block.position)
    position = earlier.count()
    LegalBasis.objects.filter(plan=plan, position__gte=position).exclude(pk__in=earlier.values("pk")).update(
        position=F("position") + 1
    )
    facts = source.facts
    LegalBasis.objects.create(
        plan=plan, block=block, position=position, doc_type=facts.doc_type, number=facts.number, dated=facts.dated,
        issuer=facts.issuer, subject=facts.subject, legal_text=source.text,
    )  # fmt: skip
    record("Chèn căn cứ", plan, by=by, note=str(block))
    return block


@transaction.atomic
def reorder_bases(plan: Plan, *, by: Access, seen: Sequence[str]) -> int:
    """Put the bases in the order of their force; how many lines moved or changed their ending.

    `seen` are the texts in the order the person agreed to. When the bases are no longer these, nothing is
    written and the person is asked to look again. Lines between the bases stay where they are.
    """
    require_now(rules.can_edit_plan, by, plan)
    lines = preamble_of(plan)
    wanted = in_order(lines)
    if [line.text for line in wanted] != list(seen):
        raise DomainError("Các căn cứ vừa được sửa. Thứ tự mới được xếp lại ở dưới, mời ông/bà xem rồi bấm lần nữa.")
    places = [line.key.position for line in lines if line.is_basis]
    before = [(line.key.pk, line.text) for line in lines if line.is_basis]
    for line in wanted:
        if line.text != line.key.text:
            save_block(line.key, by=by, seen=line.key.version, text=line.text)
    moved = [line.key for line, place in zip(wanted, places, strict=True) if line.key.position != place]
    for line, place in zip(wanted, places, strict=True):
        line.key.position = place
    Block.objects.bulk_update(moved, ["position"])
    _follow_lines(plan)
    changed = sum(old != (line.key.pk, line.text) for old, line in zip(before, wanted, strict=True))
    if changed:
        record("Xếp lại căn cứ", plan, by=by, note=f"{changed} dòng đổi chỗ hoặc đổi dấu cuối dòng")
    return changed


def _follow_lines(plan: Plan) -> None:
    """Bases are listed in the order of their lines; those without a line stand behind."""
    rows = LegalBasis.objects.filter(plan=plan).order_by(F("block__position").asc(nulls_last=True), "position", "pk")
    ordered = list(rows)
    for position, row in enumerate(ordered):
        row.position = position
    LegalBasis.objects.bulk_update(ordered, ["position"])


@transaction.atomic
def cite_in_line(block: Block, *, by: Access, seen: int, source: Citable, at: int | None = None) -> Block:
    """Name the document in a line: completely where the plan has not named it before, else by type and number.

    `at` is the place in the line's text; without it the words go to its end. Raises EditConflict when the
    line changed since `seen`.
    """
    plan = block.plan
    require_now(rules.can_edit_plan, by, plan)
    if block.kind == BlockKind.TABLE:
        raise DomainError("Bảng không có chỗ để trích dẫn. Hãy chọn một dòng chữ.")
    here = block.text if at is None else block.text[:at]
    words = citation_here(source.facts, [*words_above(plan, block), here])
    return save_block(block, by=by, seen=seen, text=woven(block.text, words, at))


@transaction.atomic
def set_legal_text(basis: LegalBasis, *, by: Access, text: LegalText | None) -> LegalBasis:
    """A person says which entry of the catalogue a basis is, or that it is none of them."""
    require_now(rules.can_edit_plan, by, basis.plan)
    if text is not None and text.organisation_id not in (None, basis.plan.organisation_id):
        raise DomainError("Văn bản này thuộc danh mục của đơn vị khác.")
    basis.legal_text = text
    basis.save(update_fields=["legal_text"])
    record("Gắn căn cứ với danh mục", basis.plan, by=by, note=f"{basis} → {text or 'không gắn'}")
    return basis
