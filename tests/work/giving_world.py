"""Giving and handing over as on the pages: looked at first, then done."""

from __future__ import annotations

import datetime as dt

from accounts.models import User
from organisations.access import Access
from organisations.domain.memberships import end_membership
from organisations.models import Membership
from tests.work.work_world import NOW, TODAY
from tests.world import World, access_of
from work.assigning import Wishes, propose
from work.domain.assigning import assign_many
from work.domain.handing_over import Wanted, hand_over
from work.handing_over import seen
from work.models import AssignmentBatch, HandOver, Milestone
from work.queries.assigning import Chosen, lines_of
from work.queries.handing_over import duties_of_person


def here(world: World, who: str) -> Access:
    return access_of(getattr(world, who), world.an_binh)


def give(world: World, milestone: Milestone, wishes: Wishes, who: str = "minh") -> AssignmentBatch:
    by, chosen = here(world, who), Chosen(milestones=(milestone.pk,))
    return assign_many(chosen, wishes, by=by, seen=propose(lines_of(by, chosen, TODAY), wishes).seen, at=NOW)


def handed_over(world: World, giver: User, receiver: User, who: str = "minh") -> HandOver:
    """Everything the giver has."""
    duties = duties_of_person(world.an_binh, giver, TODAY)
    to = {each.task: receiver.pk for each in duties}
    wanted = Wanted(giver, TODAY, "Chuyển công tác")
    return hand_over(wanted, to, by=here(world, who), looked_at=seen(duties), at=NOW)


def leaves(world: World, user: User) -> None:
    """The last day was yesterday."""
    for role in Membership.objects.filter(user=user, organisation=world.an_binh):
        end_membership(
            membership=role, last_day=TODAY - dt.timedelta(days=1), reason="Chuyển công tác", today=TODAY,
            by=here(world, "an"),
        )  # fmt: skip
