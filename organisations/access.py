"""Who is asking, in which organisation, and what they may do there. Built once per request."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils import timezone

from organisations.enums import Capability, Role
from organisations.models import Membership, Organisation
from organisations.queries_absence import stood_in_for
from organisations.roles import ADMIN_BELOW, CAPABILITIES, LOOKS_BELOW, SECOND_FACTOR, SEEN_FROM_ABOVE


@dataclass(frozen=True)
class Access:
    """`paths`: subtrees whose shared rows this person may see. `from_above`: not a member here.

    `day`: on which the access was made. `holder_name`: of somebody who holds a link and has no account; it is only
    the name under which the log keeps the act.
    """

    user: Any = None
    organisation: Organisation | None = None
    capabilities: frozenset[Capability] = frozenset()
    paths: tuple[str, ...] = ()
    roles: frozenset[Role] = frozenset()
    unit_ids: frozenset[int] = frozenset()
    from_above: bool = False
    request_id: str = field(default="", compare=False)
    system_name: str = ""
    holder_name: str = ""
    day: dt.date | None = field(default=None, compare=False)

    def can(self, capability: Capability) -> bool:
        return capability in self.capabilities

    @property
    def user_id(self) -> int | None:
        return self.user.pk if self.user is not None else None

    @property
    def user_name(self) -> str:
        return self.user.full_name if self.user is not None else self.holder_name or self.system_name

    @property
    def organisation_id(self) -> int | None:
        return self.organisation.pk if self.organisation is not None else None

    @property
    def is_system(self) -> bool:
        """The portal itself: no person, but a name under which the log keeps what it did."""
        return self.user is None and bool(self.system_name) and not self.holder_name

    @cached_property
    def stands_in_for(self) -> frozenset[int]:
        """Ids of those who are away and for whom this person stands in here; asked once, when first needed."""
        if self.user is None or self.organisation is None or self.from_above:
            return frozenset()
        return frozenset(stood_in_for(self.user, self.organisation, self.day or timezone.localdate()))

    @property
    def person_ids(self) -> frozenset[int]:
        """The person, and those for whom the person stands in."""
        return self.stands_in_for if self.user_id is None else self.stands_in_for | {self.user_id}

    @classmethod
    def none(cls) -> Access:
        return cls()

    @classmethod
    def setup(cls, *, name: str = "Cài đặt") -> Access:
        """The installation before there is any organisation: makes the first one and its administrator."""
        return cls(capabilities=frozenset(Capability), system_name=name)

    @classmethod
    def system(cls, organisation: Organisation, *, name: str = "Hệ thống") -> Access:
        """The portal itself acting for one organisation: jobs, seeding. Passed openly, never ambient."""
        every = frozenset(Capability)
        return cls(organisation=organisation, capabilities=every, paths=(organisation.path,), system_name=name)

    @classmethod
    def holder(cls, organisation: Organisation | None, *, name: str) -> Access:
        """Who holds a link of this organisation: no capability, no subtree, and not the portal itself."""
        return cls(organisation=organisation, holder_name=name)

    @classmethod
    def of(
        cls, user: Any, organisation: Organisation, *, today: dt.date | None = None, request_id: str = ""
    ) -> Access | None:
        """What this person has in this organisation, or None for a stranger (who is told 404).

        One query: the person's active memberships. A membership counts here when it is of this
        organisation, or of one above it on today's path and the role looks below.
        """
        today = today or timezone.localdate()
        capabilities: set[Capability] = set()
        roles: set[Role] = set()
        unit_ids: set[int] = set()
        member = False
        for membership in memberships_of(user, today):
            role, home = Role(membership.role), membership.organisation
            if home.pk == organisation.pk:
                member = True
                roles.add(role)
                capabilities |= CAPABILITIES[role]
                if membership.unit_id:
                    unit_ids.add(membership.unit_id)
            elif organisation.path.startswith(home.path):
                if role in LOOKS_BELOW:
                    roles.add(role)
                    capabilities |= SEEN_FROM_ABOVE
                elif role == Role.ADMIN:
                    roles.add(role)
                    capabilities |= ADMIN_BELOW
        if not capabilities:
            return None
        return cls(
            user=user,
            organisation=organisation,
            capabilities=frozenset(capabilities),
            paths=(organisation.path,),
            roles=frozenset(roles),
            unit_ids=frozenset(unit_ids),
            from_above=not member,
            request_id=request_id,
            day=today,
        )


def memberships_of(user: Any, today: dt.date) -> list[Membership]:
    """The person's active memberships, read once per request and kept on the user object."""
    kept: list[Membership] | None = getattr(user, "_active_memberships", None)
    if kept is None:
        kept = list(Membership.objects.active_on(today).filter(user=user).select_related("organisation", "unit"))
        user._active_memberships = kept
    return kept


def needs_second_factor(user: Any, today: dt.date) -> bool:
    """Leaders, clerks and administrators sign in with a second factor (where the installation asks for it)."""
    return any(Role(membership.role) in SECOND_FACTOR for membership in memberships_of(user, today))
