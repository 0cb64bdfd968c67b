"""Showing what was found."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from core.marks import Piece

register = template.Library()


@register.filter
def pieces(runs: Iterable[Piece]) -> SafeString:
    """Runs of a text, the wanted ones within <mark>."""
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", run) if is_marked else run,) for run, is_marked in runs)
    )
