"""Trợ giúp shows the pages of docs/features and what is new, as they stand in the checkout."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings

from dashboard.help import CHANGES, HelpPage, help_page, help_pages
from tests.world import World, sign_in

FILES = sorted(path.stem for path in Path(settings.BASE_DIR, "docs", "features").glob("*.md"))


def test_every_page_is_there_with_its_title_and_what_it_is_about() -> None:
    pages = help_pages()
    assert sorted(page.slug for page in pages) == sorted([*FILES, CHANGES])
    for page in pages:
        assert page.title
        assert not page.title.startswith("#")
        assert len(page.summary) > 40
        assert "<h1" not in page.html  # the heading of the screen is the page's title


@pytest.mark.parametrize("slug", [*FILES, CHANGES])
def test_the_page_is_markdown_shown_as_pieces_of_the_screen(slug: str) -> None:
    page = help_page(slug)
    assert page is not None
    assert "<h2>" in page.html
    assert not re.search(r"\*\*|^\s*\|", page.html, re.M)
    assert page.html.count('<table class="app-table">') == page.html.count("</table></div>")
    assert not re.search(r"\sstyle=|<script", page.html)


def test_html_in_a_page_is_shown_as_text() -> None:
    page = HelpPage("thu", "Thử", 'a <script>x()</script> [b](javascript:x) <b onclick="x()">')
    assert "<script" not in page.html + page.summary
    assert "<b " not in page.html
    assert 'href="javascript' not in page.html


@pytest.mark.django_db
def test_everybody_of_the_office_finds_it_in_the_menu(world: World) -> None:
    client = sign_in(world.nga)
    index = client.get("/an-binh/tro-giup/")
    assert index.status_code == 200
    shown = index.content.decode()
    assert 'class="app-side-link active" href="/an-binh/tro-giup/"' in shown
    for slug in (*FILES, CHANGES):
        address = f"/an-binh/tro-giup/{slug}/"
        assert f'href="{address}"' in shown
        page = client.get(address)
        assert page.status_code == 200
        assert 'class="app-side-link active" href="/an-binh/tro-giup/"' in page.content.decode()
    assert client.get("/an-binh/tro-giup/khong-co/").status_code == 404
