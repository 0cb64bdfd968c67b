"""What the search page finds in the catalogue of legal texts."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils import timezone

from core.ranking import CANDIDATES, Candidate, best
from core.templatetags.vi import ngay
from core.text import fold
from core.wanted import Wanted
from organisations.access import Access
from organisations.finding import Findable, Hit
from reference import rules
from reference.models import LegalText
from reference.queries_texts import text_list, text_row


def find_texts(access: Access, wanted: Wanted, most: int) -> list[int]:
    """Texts of the common catalogue and the office's own."""
    if not rules.can_view_texts(access):
        return []
    found = text_list(access, wanted=wanted, day=timezone.localdate()).values_list(
        "pk", "number", "subject", "doc_type"
    )
    return best(wanted, (_candidate(*each) for each in found[: max(CANDIDATES, most)]), most)


def _candidate(key: int, printed: str, subject: str, doc_type: str) -> Candidate:
    number, _, symbol = printed.partition("/")
    return Candidate(key, fold(subject or doc_type), number, symbol)


def show_texts(access: Access, keys: Sequence[int]) -> list[Hit]:
    assert access.organisation is not None
    org, today = access.organisation.code, timezone.localdate()
    texts = LegalText.objects.select_related("successor").in_bulk(keys)
    rows = [text_row(texts[key], today) for key in keys if key in texts]
    return [
        Hit(
            title=str(row.text),
            url=reverse("reference:text", kwargs={"org": org, "text_id": row.text.pk}),
            note=" · ".join(filter(None, (row.text.issuer, f"ngày {ngay(row.text.dated)}" if row.text.dated else ""))),
            detail=row.text.subject if row.text.number else "",
            state=row.words,
            tone=row.tone,
        )
        for row in rows
    ]


FINDABLES = (Findable("van-ban-can-cu", "Văn bản căn cứ", "journal-text", 50, find_texts, show_texts),)
