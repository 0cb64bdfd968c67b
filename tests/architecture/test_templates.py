"""Templates compile, name what exists, and carry no script or style that the policy would refuse."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template import engines
from django.template.base import Lexer, TokenType
from django.template.loader import get_template
from django.urls import get_resolver

from tests.architecture.test_access import walk

ROOT = Path(__file__).resolve().parents[2] / "templates"
NAMES = sorted(str(path.relative_to(ROOT)) for path in ROOT.rglob("*") if path.suffix in {".html", ".txt"})
# Printed by WeasyPrint from disk, never sent to a browser: the policy does not concern them. App folder → reason.
PRINTED: dict[str, str] = {}

URLS = {name for name, _, _ in walk(get_resolver("config.urls").url_patterns)}


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def tags(name: str, verb: str) -> list[str]:
    tokens = Lexer(text_of(name)).tokenize()
    return [each.contents for each in tokens if each.token_type == TokenType.BLOCK and each.contents.split()[0] == verb]


@pytest.mark.parametrize("name", NAMES)
def test_it_compiles(name: str) -> None:
    get_template(name)


@pytest.mark.parametrize("name", NAMES)
def test_every_url_name_exists(name: str) -> None:
    wanted = {match[1] for tag in tags(name, "url") if (match := re.match(r"url\s+['\"]([^'\"]+)['\"]", tag))}
    assert wanted - URLS == set()


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".html")])
def test_nothing_inline(name: str) -> None:
    if any(name.startswith(folder) for folder in PRINTED):
        return
    text = re.sub(r"{%\s*comment\s*%}.*?{%\s*endcomment\s*%}", "", text_of(name), flags=re.S)
    found = re.findall(
        r"<style\b|<script(?![^>]*\bsrc=)[^>]*>|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:", text, re.I
    )
    assert found == []


@pytest.mark.parametrize("name", NAMES)
def test_every_included_template_and_partial_exists(name: str) -> None:
    for verb in ("include", "extends"):
        for tag in tags(name, verb):
            if match := re.match(verb + r"\s+['\"]([^'\"]+)['\"]", tag):
                get_template(match[1])


def test_every_partial_named_by_a_view_exists() -> None:
    """render_page(…, "x.html", …, partial="rows") asks for x.html#rows."""
    missing = []
    for path in ROOT.parent.glob("*/views/*.py"):
        source = path.read_text(encoding="utf-8")
        for template, partial in re.findall(r"\"([\w/]+\.html)\"[^)]*?partial=\"([\w-]+)\"", source):
            text = text_of(template) if (ROOT / template).exists() else ""
            if not re.search(r"{%\s*partialdef\s+[\"']?" + re.escape(partial) + r"\b", text):
                missing.append(f"{path.name}: {template}#{partial}")
    assert missing == []


def test_the_engine_escapes() -> None:
    assert engines["django"].from_string("{{ x }}").render({"x": "<b>"}) == "&lt;b&gt;"
