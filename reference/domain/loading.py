"""Taking the shipped catalogue in, again and again, without touching what people changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

from audit.record import record, record_many, snapshot
from core.text import fold
from organisations.access import Access
from reference.models import LegalText
from reference.numbers import number_key
from reference.shipped import Entry

# What the file says of a text. `successor` is compared by its key.
COLUMNS = ("doc_type", "number", "dated", "issuer", "subject", "valid_from", "valid_until", "standing", "note")
SHIPPED = (*COLUMNS, "successor")
PORTAL = "Danh mục kèm theo cổng"


@dataclass(frozen=True)
class Outcome:
    """`new` texts written, `updated` from the file, `kept` because a person changed or checked them."""

    new: int = 0
    updated: int = 0
    kept: int = 0


def load_entries(entries: Sequence[Entry]) -> Outcome:
    """Bring the common catalogue to what the file says.

    A column is overwritten only while it still holds what was loaded before; a text that a person
    compared with the document is not touched at all. Either way `loaded` remembers what the file says
    now, so that its page can show the difference. A text that a person had entered before the file knew
    it is adopted as it stands. Entries that left the file stay. Of two that load at once one waits and
    finds nothing left to do.
    """
    try:
        return _load(entries)
    except IntegrityError:
        return _load(entries)


@transaction.atomic
def _load(entries: Sequence[Entry]) -> Outcome:
    by = Access.setup(name=PORTAL)
    common = LegalText.objects.filter(organisation__isnull=True).select_for_update().order_by("pk")
    texts = {text.origin: text for text in common if text.origin}
    strangers = {_identity(text.doc_type, text.number, text.subject): text for text in common if not text.origin}
    new: list[LegalText] = []
    for entry in entries:
        if entry.key in texts:
            continue
        adopted = strangers.get(_identity(entry.doc_type, entry.number, entry.subject))
        if adopted is not None:
            adopted.origin, adopted.loaded = entry.key, said_by(entry)
            adopted.save(update_fields=["origin", "loaded"])
            texts[entry.key] = adopted
        else:
            new.append(_new_text(entry))
    LegalText.objects.bulk_create(new)
    texts |= {text.origin: text for text in new}
    _link_new(new, texts)
    record_many("Nạp danh mục", [(text, snapshot(text, "number", "subject")) for text in new], by=by)
    fresh = {text.origin for text in new}
    known = [entry for entry in entries if entry.key not in fresh]
    results = [_bring_up(texts[entry.key], entry, texts, by) for entry in known]
    return Outcome(new=len(new), updated=results.count("updated"), kept=results.count("kept"))


def said_by(entry: Entry) -> dict[str, Any]:
    """What the file says of a text, as it is kept in `loaded`."""
    return {name: _plain(getattr(entry, name)) for name in SHIPPED}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def _identity(doc_type: str, number: str, subject: str) -> tuple[str, str]:
    return fold(doc_type), number_key(number) or fold(subject)


def _new_text(entry: Entry) -> LegalText:
    text = LegalText(origin=entry.key, loaded=said_by(entry), **{name: getattr(entry, name) for name in COLUMNS})
    text.derive()
    return text


def _link_new(new: list[LegalText], texts: dict[str, LegalText]) -> None:
    linked = [text for text in new if text.loaded["successor"]]
    for text in linked:
        text.successor = texts[text.loaded["successor"]]
    LegalText.objects.bulk_update(linked, ["successor"])


def _bring_up(text: LegalText, entry: Entry, texts: dict[str, LegalText], by: Access) -> str:
    """ "updated", "kept" or "same"."""
    said, before = said_by(entry), dict(text.loaded)
    if said == before:
        return "same"
    origins = {each.pk: each.origin for each in texts.values()}
    now = {name: _plain(getattr(text, name)) for name in COLUMNS}
    now["successor"] = origins.get(text.successor_id, "") if text.successor_id else ""
    differing = [name for name in SHIPPED if said[name] != before.get(name) and said[name] != now[name]]
    mine = [name for name in differing if not text.checked_by_name and now[name] == before.get(name)]
    old = snapshot(text, *mine)
    for name in mine:
        setattr(text, name, texts.get(entry.successor) if name == "successor" else getattr(entry, name))
    text.loaded = said
    if mine:
        text.version += 1
    text.save()
    if mine:
        record("Cập nhật từ danh mục kèm theo cổng", text, by=by, before=old, after=snapshot(text, *mine))
        return "updated"
    return "kept" if differing else "same"
