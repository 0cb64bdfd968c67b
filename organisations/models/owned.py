"""Rows that belong to an organisation, and who may see them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from organisations.access import Access

M = TypeVar("M", bound=models.Model)


class OwnedQuerySet(models.QuerySet[M]):
    """The model names the road to its organisation once: `owner_path = "plan__organisation__path"`."""

    def visible_to(self, access: Access) -> Self:
        """Rows inside the organisations this access reaches; an empty access gives no rows."""
        if not access.paths:
            return self.none()
        field = self.model.owner_path  # type: ignore[attr-defined]
        wanted = Q()
        for path in access.paths:
            wanted |= Q(**{f"{field}__startswith": path})
        return self.filter(wanted)

    def of(self, access: Access) -> Self:
        """Rows of exactly the organisation in the URL, whatever else the person may see."""
        if access.organisation is None:
            return self.none()
        field = self.model.owner_path  # type: ignore[attr-defined]
        return self.filter(**{field: access.organisation.path})
