"""The log in words: field names and stored values as an officer reads them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import template
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist

from audit.models import AuditEntry
from core.templatetags.vi import ngay

register = template.Library()


def _field(entry: AuditEntry, name: str) -> Any:
    try:
        return apps.get_model(entry.object_type)._meta.get_field(name)
    except (LookupError, ValueError, FieldDoesNotExist):
        return None


@register.simple_tag
def changed(entry: AuditEntry) -> list[dict[str, str]]:
    """Each changed field as label, old, new. A field that no longer exists keeps its stored name."""
    out = []
    for name, pair in entry.changes.items():
        field = _field(entry, name)
        old, new = [*pair, None, None][:2] if isinstance(pair, list) else (None, pair)
        label = str(getattr(field, "verbose_name", "") or name)
        out.append({"label": label[:1].upper() + label[1:], "old": _shown(field, old), "new": _shown(field, new)})
    return out


def _shown(field: Any, value: Any) -> str:
    if value is None or value in ("", []):
        return "(trống)"
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, list):
        return " / ".join(str(each) for each in value)
    choices = dict(getattr(field, "flatchoices", None) or ())
    if value in choices:
        return str(choices[value])
    try:
        return ngay(dt.date.fromisoformat(str(value)))
    except ValueError:
        return str(value)
