"""Which villages and offices an office can inspect."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet

from organisations.enums import Level
from organisations.models import Organisation


def places_to_inspect(organisation: Organisation, today: dt.date) -> QuerySet[Organisation]:
    """Its own villages, and the districts and communes below it."""
    own_villages = Q(parent=organisation, level=Level.VILLAGE)
    below = Q(path__startswith=organisation.path, level__in=(Level.DISTRICT, Level.COMMUNE))
    rows = Organisation.objects.filter(own_villages | below).exclude(pk=organisation.pk)
    return rows.existing_on(today).order_by("path")
