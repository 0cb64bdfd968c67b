"""The table role → capabilities, and which roles must use a second factor.

A role counts in the organisation of the membership; appraisers and superior leaders also look
into the organisations below theirs, where they have only what SEEN_FROM_ABOVE lists: what was
submitted, issued or reported, never drafts, inner remarks or petitioners.
"""

from __future__ import annotations

from organisations.enums import Capability as C
from organisations.enums import Level, Role

CAPABILITIES: dict[Role, frozenset[C]] = {
    Role.ADMIN: frozenset({C.VIEW_ISSUED, C.MANAGE_PEOPLE, C.MANAGE_TREE, C.VIEW_AUDIT}),
    Role.DRAFTER: frozenset({C.VIEW_DRAFTS, C.EDIT_PLANS, C.VIEW_ISSUED}),
    Role.UNIT_HEAD: frozenset({C.VIEW_DRAFTS, C.EDIT_PLANS, C.RETURN_PLANS, C.VIEW_ISSUED}),
    Role.CLERK: frozenset({C.VIEW_DRAFTS, C.EDIT_PLANS, C.ISSUE_PLANS, C.VIEW_ISSUED}),
    Role.LEADER: frozenset({C.VIEW_DRAFTS, C.RETURN_PLANS, C.VIEW_ISSUED, C.VIEW_AUDIT}),
    Role.ONE_STOP: frozenset({C.VIEW_ISSUED}),
    Role.APPRAISER: frozenset({C.VIEW_ISSUED, C.VIEW_BELOW}),
    Role.SUPERIOR: frozenset({C.VIEW_ISSUED, C.VIEW_BELOW}),
}

SEEN_FROM_ABOVE: frozenset[C] = frozenset({C.VIEW_ISSUED})
LOOKS_BELOW: frozenset[Role] = frozenset({Role.APPRAISER, Role.SUPERIOR})
# A province's administrator opens the account of a commune's administrator, nothing else there.
ADMIN_BELOW: frozenset[C] = frozenset({C.APPOINT_ADMIN})

SECOND_FACTOR: frozenset[Role] = frozenset({Role.LEADER, Role.CLERK, Role.ADMIN})

_INSIDE = (Role.DRAFTER, Role.UNIT_HEAD, Role.CLERK, Role.LEADER, Role.ADMIN)
ROLES_AT: dict[Level, tuple[Role, ...]] = {
    Level.PROVINCE: (*_INSIDE, Role.APPRAISER, Role.SUPERIOR),
    Level.DISTRICT: (*_INSIDE, Role.APPRAISER, Role.SUPERIOR),
    Level.COMMUNE: (*_INSIDE, Role.ONE_STOP),
    Level.VILLAGE: (),  # a village head works by a link, without an account
}
