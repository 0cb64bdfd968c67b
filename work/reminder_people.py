"""To whom a milestone is spoken of on a day, by the parts people have in it. Pure: ids only.

Never to somebody who has left, and never to nobody while anybody works in the office.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from work.duties import Duties
from work.reminder_stages import Audience

HEAD, LEADER, CLERK, DRAFTER, ADMIN = "unit_head", "leader", "clerk", "drafter", "admin"  # organisations.enums.Role
# Who answers for what has nobody left: the first of these groups in which somebody works.
LAST_RESORT = ((LEADER, CLERK), (HEAD,), (DRAFTER,), (ADMIN,))


@dataclass(frozen=True)
class Job:
    """One role of an active person in the office, as a membership says it."""

    user_id: int
    role: str
    unit_id: int | None = None


@dataclass(frozen=True)
class Told:
    """A person who is told; `for_id` is the one away for whom this person stands in."""

    user_id: int
    for_id: int | None = None


class Office:
    """Who works in an office on a day. `substitutes`: person away → who stands in."""

    def __init__(self, jobs: Iterable[Job], substitutes: Mapping[int, int] | None = None) -> None:
        self.people: set[int] = set()
        self._by_role: dict[str, list[int]] = defaultdict(list)
        self._members: dict[int, list[int]] = defaultdict(list)
        self._heads: dict[int, list[int]] = defaultdict(list)
        self._substitutes = dict(substitutes or {})
        for job in jobs:
            self.people.add(job.user_id)
            self._by_role[job.role].append(job.user_id)
            if job.unit_id is not None:
                self._members[job.unit_id].append(job.user_id)
                if job.role == HEAD:
                    self._heads[job.unit_id].append(job.user_id)

    def told(
        self,
        duties: Duties,
        holder_id: int | None,
        audiences: Iterable[Audience],
        *,
        confirmed_units: frozenset[int] = frozenset(),
        superiors: tuple[Told, ...] = (),
    ) -> dict[Told, Audience]:
        """Each person once, as the first of the audiences.

        Who stands in for several people, or is asked in person, too, is told once: in person before "instead of".
        """
        roads: dict[Audience, Callable[[], Iterable[Told]]] = {
            Audience.DOER: lambda: self.present(self.doers(duties, holder_id)),
            Audience.HELPER: lambda: self.present(self._of_units(duties.coordinating_units - confirmed_units)),
            Audience.LEADER: lambda: self.present(self.leaders(duties)),
            Audience.SUPERIOR: lambda: superiors,
        }
        found: dict[int, tuple[Told, Audience]] = {}
        wanted = set(audiences)
        for audience in Audience:
            if audience in wanted:
                for told in sorted(roads[audience](), key=lambda each: each.for_id or 0):
                    found.setdefault(told.user_id, (told, audience))
        return dict(found.values())

    def doers(self, duties: Duties, holder_id: int | None) -> set[int]:
        """Who holds it, else who is in charge, else the heads of the leading units or, without a head, all of them.

        A duty that is nobody's here is a matter of those who write the plans.
        """
        for person in (holder_id, duties.person_id):
            if person in self.people and person is not None:
                return {person}
        found = self._of_units(duties.lead_units)
        if not found and not duties.lead_units:
            found = {*self._by_role[CLERK], *self._by_role[DRAFTER]}
        return found or self.last_resort()

    def leaders(self, duties: Duties) -> set[int]:
        """The leader named above the task while he works here, else the leaders of the office."""
        if duties.director_id is not None and duties.director_id in self.people:
            return {duties.director_id}
        return set(self._by_role[LEADER])

    def last_resort(self) -> set[int]:
        """Empty only where nobody works any more."""
        for roles in LAST_RESORT:
            found = {person for role in roles for person in self._by_role[role]}
            if found:
                return found
        return set(self.people)

    def _of_units(self, units: Iterable[int]) -> set[int]:
        return {person for unit in units for person in (self._heads.get(unit, []) or self._members.get(unit, []))}

    def present(self, people: Iterable[int]) -> set[Told]:
        """Those who are away give way to whoever stands in, if that one works here."""
        found = set()
        for person in people:
            by = self._substitutes.get(person)
            found.add(Told(by, person) if by is not None and by in self.people else Told(person))
        return found
