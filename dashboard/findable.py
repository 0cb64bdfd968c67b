"""What the search page finds in the pages of "Trợ giúp"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from django.urls import reverse
from django.utils.html import strip_tags

from core.ranking import Candidate, best
from core.text import fold, squeeze
from core.wanted import Wanted
from dashboard.help import help_pages
from organisations.access import Access
from organisations.finding import Findable, Hit


@lru_cache(maxsize=64)
def _words(text: str) -> str:
    """The folded words of a page, without its signs."""
    return re.sub(r"[^\w/]+", " ", fold(text)).strip()


def find_help(access: Access, wanted: Wanted, most: int) -> list[str]:
    """Pages by title and text; the bare number of a document is not looked for."""
    if wanted.is_number_alone:
        return []
    pages = [(page, _words(page.title), _words(page.text)) for page in help_pages()]
    terms = [f" {term.text}" for term in wanted.terms]  # each begins a word: long texts hold everything somewhere
    found = (
        Candidate(page.slug, title) for page, title, text in pages if all(term in f" {title} {text}" for term in terms)
    )
    return best(wanted, found, most)


def show_help(access: Access, keys: Sequence[str]) -> list[Hit]:
    assert access.organisation is not None
    org = access.organisation.code
    pages = {page.slug: page for page in help_pages()}
    return [
        Hit(
            title=page.title,
            url=reverse("dashboard:help-page", kwargs={"org": org, "slug": page.slug}),
            detail=squeeze(strip_tags(page.summary)),
        )
        for key in keys
        if (page := pages.get(key)) is not None
    ]


FINDABLES = (Findable("tro-giup", "Trợ giúp", "question-circle", 90, find_help, show_help),)
