"""Small pieces of the screen: icons, buttons that know why they are grey, status chips."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Any

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from core.decision import Denied

register = template.Library()


@lru_cache(maxsize=256)
def _svg(name: str) -> str:
    path = files("js_lib_bootstrap_icons").joinpath(f"static/bootstrap-icons/{name}.svg")
    text = path.read_text(encoding="utf-8")
    return text.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)


@register.simple_tag
def icon(name: str) -> SafeString:
    """A Bootstrap icon inline; decoration only, so it is hidden from screen readers."""
    return mark_safe(_svg(name))


@register.simple_tag
def chip(text: str, tone: str = "idle") -> SafeString:
    """A status as word and colour. Tones: ok, warn, late, idle, brand."""
    return format_html('<span class="app-chip app-chip-{}">{}</span>', tone, text)


@register.inclusion_tag("components/action_button.html")
def action_button(
    decision: Any, label: str, url: str = "", tone: str = "outline-primary", icon_name: str = ""
) -> dict[str, str]:
    """A link or button that is greyed with its reason when the decision is a refusal."""
    return {
        "reason": decision.reason if isinstance(decision, Denied) else "",
        "label": label,
        "url": url,
        "tone": tone,
        "icon_name": icon_name,
    }


@lru_cache(maxsize=16)
def _modules_in(folder: str) -> tuple[str, ...]:
    return tuple(sorted(f"{folder}/{path.name}" for path in (settings.BASE_DIR / "static" / folder).glob("*.js")))


@register.simple_tag
def preload_modules(*folders: str) -> SafeString:
    """Asks for all modules of these folders at once.

    Without it a browser learns of a module only from the one that imports it: on a slow line each step of that chain
    is a wait of its own.
    """
    names = [(static(name),) for folder in folders for name in _modules_in(folder)]
    return format_html_join("", '<link rel="modulepreload" href="{}">', names)
