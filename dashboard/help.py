"""The pages of "Trợ giúp": docs/features and CHANGELOG.md of the checkout, so that they change with the code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.token import Token

CHANGES = "co-gi-moi"


@dataclass(frozen=True)
class HelpPage:
    """`slug` is the file's name without ending, `text` what follows the title."""

    slug: str
    title: str
    text: str

    @property
    def summary(self) -> SafeString:
        """The first paragraph: what the page is about."""
        return SafeString(_MARKDOWN.renderInline(self.text.partition("\n\n")[0]))

    @property
    def html(self) -> SafeString:
        return SafeString(_MARKDOWN.render(self.text))


def help_pages() -> list[HelpPage]:
    """Every page by its title, what is new last."""
    pages = [_page(path.stem, path) for path in Path(settings.BASE_DIR, "docs", "features").glob("*.md")]
    return [*sorted(pages, key=lambda page: page.title), _page(CHANGES, Path(settings.BASE_DIR, "CHANGELOG.md"))]


def help_page(slug: str) -> HelpPage | None:
    return next((page for page in help_pages() if page.slug == slug), None)


def _page(slug: str, path: Path) -> HelpPage:
    heading, _, rest = path.read_text(encoding="utf-8").partition("\n")
    return HelpPage(slug, heading.removeprefix("# "), rest.strip())


def _open_table(self: Any, tokens: Sequence[Token], index: int, *_: Any) -> str:
    """Wide tables scroll by themselves, on a telephone and by keyboard; each is called by its number."""
    number = sum(token.type == "table_open" for token in tokens[: index + 1])
    return f'<div class="app-scroll" tabindex="0" role="region" aria-label="Bảng {number}"><table class="app-table">'


def _close_table(self: Any, *_: Any) -> str:
    return "</table></div>"


# js-default: tables, and HTML in the text is shown as text (the pages carry no script or style of their own).
_MARKDOWN = MarkdownIt("js-default")
_MARKDOWN.add_render_rule("table_open", _open_table)
_MARKDOWN.add_render_rule("table_close", _close_table)
