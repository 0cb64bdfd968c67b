"""What the search page finds of issued papers."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet

from core.matching import saying
from core.ranking import CANDIDATES, Candidate, best
from core.templatetags.vi import ngay
from core.text import fold
from core.wanted import Wanted
from documents.models import IssuedDocument
from documents.official import n30_number
from documents.papers import addresses_of
from organisations.access import Access
from organisations.enums import Capability
from organisations.finding import Findable, Hit
from organisations.models import Organisation


def find_papers(access: Access, wanted: Wanted, most: int) -> list[int]:
    """Papers of the office, and for superiors of those below; the asked number first, then the newest."""
    if not access.can(Capability.VIEW_ISSUED):
        return []
    offices = Organisation.objects.within(*access.paths) if access.can(Capability.VIEW_BELOW) else [access.organisation]
    saying_it = IssuedDocument.objects.filter(saying(wanted, is_document=True), organisation__in=offices)
    # Apart, so that only the index of the words is gone through: a row of this table holds a whole text.
    found = IssuedDocument.objects.filter(pk__in=saying_it.order_by().values("pk")).order_by("-issued_on", "-pk")
    rows = _candidates(found, max(CANDIDATES, most))
    if wanted.numbers and len(rows) >= CANDIDATES:  # the one that is meant may be older than all of these
        padded = [each for number in wanted.numbers for each in number.padded]
        rows += _candidates(found.filter(number__in=padded), CANDIDATES)
    return best(wanted, rows, most)


def _candidates(papers: QuerySet[IssuedDocument], most: int) -> list[Candidate]:
    columns = papers.values_list("pk", "title", "number", "symbol")[:most]
    return [Candidate(key, fold(title), number, symbol) for key, title, number, symbol in columns]


def show_papers(access: Access, keys: Sequence[int]) -> list[Hit]:
    papers = IssuedDocument.objects.select_related("organisation").defer("content", "search").in_bulk(keys)
    pages = addresses_of([(paper.pk, paper.kind) for paper in papers.values()])
    return [
        Hit(title=paper.title, url=pages[key], note=_note(paper, access))
        for key in keys
        if (paper := papers.get(key)) is not None and key in pages
    ]


def _note(paper: IssuedDocument, access: Access) -> str:
    name = f"{paper.type_name.capitalize()} số {n30_number(paper.number)}/{paper.symbol} ngày {ngay(paper.issued_on)}"
    elsewhere = paper.organisation.display_name if paper.organisation_id != access.organisation_id else ""
    return " · ".join(filter(None, (name, paper.signer_name and f"người ký: {paper.signer_name}", elsewhere)))


FINDABLES = (Findable("van-ban", "Văn bản đã ban hành", "patch-check", 30, find_papers, show_papers),)
