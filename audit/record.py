"""The only writer of the log. Every domain function calls it in its own transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Protocol

from django.db.models import Model
from django.utils import timezone

from audit.models import AuditEntry


class Actor(Protocol):
    """What the log needs to know of the person: `organisations.access.Access` is one."""

    @property
    def user_id(self) -> int | None: ...
    @property
    def user_name(self) -> str: ...
    @property
    def organisation_id(self) -> int | None: ...
    @property
    def request_id(self) -> str: ...


_MASKED = ("password", "secret", "token", "key")
_LONGEST = 2000
TYPING_MINUTES = 10  # a sentence saved at every pause is one entry, not thirty


def record(
    action: str,
    obj: Model,
    *,
    by: Actor,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    note: str = "",
    organisation_id: int | None = None,
    part: str = "",
) -> AuditEntry:
    """Write one entry. `before` and `after` are snapshots of fields; only what differs is kept.

    `part`: what of the object is being typed in ("dòng 12"). When the object's last entry says the same of
    the same person a few minutes ago, it goes on: the first old words and the last new ones.
    """
    changes = diff(before or {}, after or {})
    entry = _entry(action, obj, changes, by=by, note=note, organisation_id=organisation_id)
    entry.part = part
    last = _still_going_on(entry) if part else None
    if last is not None:
        for name, (old, new) in changes.items():
            last.changes[name] = [last.changes[name][0] if name in last.changes else old, new]
        last.note, last.object_text = entry.note, entry.object_text
        last.save()
        return last
    entry.save()
    return entry


def _still_going_on(entry: AuditEntry) -> AuditEntry | None:
    about = AuditEntry.objects.filter(object_type=entry.object_type, object_id=entry.object_id)
    last = about.order_by("-at", "-id").first()
    since = timezone.now() - dt.timedelta(minutes=TYPING_MINUTES)
    same = last is not None and (last.user_id, last.action, last.part) == (entry.user_id, entry.action, entry.part)
    return last if last is not None and same and entry.user_id is not None and last.at > since else None


def record_many(
    action: str, objects: Sequence[tuple[Model, dict[str, Any]]], *, by: Actor, organisation_id: int | None = None
) -> None:
    """One entry for each new object with its fields, in few statements: a sheet of thousands of rows."""
    entries = [_entry(action, obj, diff({}, after), by=by, organisation_id=organisation_id) for obj, after in objects]
    for entry in entries:
        entry.fill_search()
    AuditEntry.objects.bulk_create(entries, batch_size=500)


def _entry(
    action: str, obj: Model, changes: dict[str, list[Any]], *, by: Actor, note: str = "", organisation_id: int | None
) -> AuditEntry:
    return AuditEntry(
        user_id=by.user_id,
        user_name=by.user_name,
        organisation_id=organisation_id if organisation_id is not None else by.organisation_id,
        object_type=obj._meta.label_lower,
        object_id=str(obj.pk),
        object_text=str(obj)[:300],
        action=action,
        note=note,
        changes=changes,
        request_id=by.request_id,
    )


def snapshot(obj: Model, *fields: str) -> dict[str, Any]:
    """The named fields as plain values, for `before` and `after`."""
    return {name: _plain(getattr(obj, name)) for name in fields}


def diff(before: dict[str, Any], after: dict[str, Any]) -> dict[str, list[Any]]:
    """Field → [old, new] where they differ; names that sound like secrets are masked."""
    out: dict[str, list[Any]] = {}
    for name in {**before, **after}:
        old, new = _plain(before.get(name)), _plain(after.get(name))
        if old != new:
            out[name] = ["•••", "•••"] if any(word in name.lower() for word in _MASKED) else [old, new]
    return out


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return value if len(value) <= _LONGEST else value[:_LONGEST] + "…"
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Model):
        return str(value)
    return value
