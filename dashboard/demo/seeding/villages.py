"""Gives each village head of the demo the link that stands in for an account."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from django.conf import settings
from django.urls import reverse

from dashboard.demo.data import organisation, village_heads
from dashboard.demo.seeding.places import SEEDER
from organisations.access import Access
from organisations.domain.villages import create_village_link
from organisations.models import AccessToken, Organisation

_YEAR = 365


def seed_village_links(now: dt.datetime) -> int:
    """One link for each village head whose village never had one; returns how many.

    A secret is known only when it is made, so the addresses are kept in a file of the data folder
    for `demo_accounts` to print. Without the file the commune's administrator makes a new link.
    """
    lines = []
    for head in village_heads():
        village = Organisation.objects.select_related("parent").get(code=organisation(head.of).village_code(head.at))
        if AccessToken.objects.filter(organisation=village).exists():
            continue
        assert village.parent is not None
        _, secret = create_village_link(
            village=village,
            holder_name=head.name,
            days=_YEAR,
            now=now,
            by=Access.system(village.parent, name=SEEDER),
        )
        path = reverse("organisations-public:village", kwargs={"secret": secret})
        lines.append(f"{head.name}\t{village.name}, {village.parent.name}\t{path}\n")
    if lines:
        with links_file().open("a", encoding="utf-8") as file:
            file.writelines(lines)
    return len(lines)


def links_file() -> Path:
    return Path(settings.DATA_DIR, "demo_village_links.txt")


def village_links() -> list[tuple[str, str, str]]:
    """(name, village, path) of each link that was made; empty when the file is gone."""
    if not links_file().exists():
        return []
    rows = (line.rstrip("\n").split("\t") for line in links_file().read_text(encoding="utf-8").splitlines())
    return [(row[0], row[1], row[2]) for row in rows if len(row) == 3]
