"""Who has what part in a task, as the rules ask for it. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Duties:
    """Units of the organisation that lead and coordinate, the person in charge, the leader above. Ids only.

    The words of an assignment block are already counted in where the task has none of its own.
    """

    lead_units: frozenset[int] = frozenset()
    coordinating_units: frozenset[int] = frozenset()
    person_id: int | None = None
    director_id: int | None = None

    @property
    def is_nobodys(self) -> bool:
        """Neither a person nor a unit of the office leads it: printed names of bodies outside the portal, or none."""
        return not self.lead_units and self.person_id is None
