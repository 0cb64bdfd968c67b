"""Who may open which address: one row a URL name, the whole cast in each.

A new URL needs a row here or in access_plans.py, else tests/architecture/test_access.py fails. Helpers:

    public(kwargs)                 everybody gets 200
    account(kwargs)                signed in: 200; nobody: to the sign-in page
    staff(allowed, kwargs)         a page of An Bình: `allowed` get `ok`, the rest of those who may
                                   enter the organisation get 403, strangers 404, nobody the sign-in page
    province(allowed, kwargs)      the same for a page of tỉnh Hà Sơn

`ok` is 200 for a page, 405 for an address that only takes POST (the rule is asked before the method).
`but` names exceptions. `kwargs` and `foreign` are functions of the world; `foreign` names an object of
another organisation under An Bình's address: it must be 404 even for those in `allowed`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.world import World

Kwargs = Callable[[World], dict[str, Any]]

INSIDE = frozenset({"lan", "minh", "hung", "hanh", "nga", "an"})
ABOVE = frozenset({"thao", "quang", "tam"})
NEIGHBOURS = frozenset({"oanh", "phuc"})
EVERYBODY = INSIDE | ABOVE | NEIGHBOURS | {"son", "nobody"}

ADMIN = frozenset({"an"})
EDITORS = frozenset({"lan", "hung", "hanh"})
DRAFT_READERS = EDITORS | {"minh"}
LOG_READERS = frozenset({"an", "minh"})
TO_SIGN_IN = 302


@dataclass(frozen=True)
class Row:
    expected: dict[str, int]
    kwargs: Kwargs
    foreign: Kwargs | None = None


def _nothing(world: World) -> dict[str, Any]:
    return {}


def _with_org(code: str, kwargs: Kwargs | None) -> Kwargs:
    return lambda world: {"org": code, **(kwargs(world) if kwargs else {})}


def public(kwargs: Kwargs = _nothing, *, ok: int = 200, but: dict[str, int] | None = None) -> Row:
    return Row(dict.fromkeys(EVERYBODY, ok) | (but or {}), kwargs)


def account(kwargs: Kwargs = _nothing, *, ok: int = 200, but: dict[str, int] | None = None) -> Row:
    return Row(dict.fromkeys(EVERYBODY, ok) | {"nobody": TO_SIGN_IN} | (but or {}), kwargs)


def staff(
    allowed: frozenset[str],
    kwargs: Kwargs | None = None,
    *,
    ok: int = 200,
    but: dict[str, int] | None = None,
    foreign: Kwargs | None = None,
) -> Row:
    expected = dict.fromkeys(EVERYBODY, 404) | {"nobody": TO_SIGN_IN}
    expected |= dict.fromkeys(INSIDE | ABOVE, 403) | dict.fromkeys(allowed, ok) | (but or {})
    return Row(expected, _with_org("an-binh", kwargs), _with_org("an-binh", foreign) if foreign else None)


def province(
    allowed: frozenset[str], kwargs: Kwargs | None = None, *, ok: int = 200, but: dict[str, int] | None = None
) -> Row:
    expected = dict.fromkeys(EVERYBODY, 404) | {"nobody": TO_SIGN_IN}
    expected |= dict.fromkeys(ABOVE, 403) | dict.fromkeys(allowed, ok) | (but or {})
    return Row(expected, _with_org("ha-son", kwargs))


def _user(world: World) -> dict[str, Any]:
    return {"user_id": world.lan.pk}


def _foreign_user(world: World) -> dict[str, Any]:
    return {"user_id": world.oanh.pk}


def _membership(world: World) -> dict[str, Any]:
    return {"membership_id": world.lan.memberships.get().pk}


def _foreign_membership(world: World) -> dict[str, Any]:
    return {"membership_id": world.oanh.memberships.get().pk}


def _unit(world: World) -> dict[str, Any]:
    return {"unit_id": world.office.pk}


def _foreign_unit(world: World) -> dict[str, Any]:
    return {"unit_id": world.neighbour_office.pk}


def _commune(world: World) -> dict[str, Any]:
    return {"code": world.an_binh.code}


def _commune_admin(world: World) -> dict[str, Any]:
    return {"code": world.an_binh.code, "user_id": world.an.pk}


_TAM = frozenset({"tam"})
_OWN_HOME = {"lan", "minh", "hung", "hanh", "nga", "an", "oanh", "phuc", "thao", "quang", "tam"}

PEOPLE: dict[str, Row] = {
    "health": public(),
    # accounts: somebody signed in is sent on from the sign-in page
    "accounts:login": public(but=dict.fromkeys(EVERYBODY - {"nobody"}, 302)),
    "accounts:logout": public(ok=405),
    "accounts:password-reset": public(),
    "accounts:password-reset-sent": public(),
    "accounts:password-reset-confirm": public(lambda world: {"uid": "MQ", "token": "abc-def"}, ok=410),
    "accounts:password-change": account(),
    "accounts:profile": account(),
    "accounts:totp-setup": account(),
    "accounts:totp-verify": account(ok=302),  # nobody of the cast has a telephone: to the setting up
    "accounts:totp-codes": account(ok=302),
    "accounts:totp-codes-new": account(ok=405),
    # pages of a code or a link
    "organisations-public:invitation-code": public(),
    "organisations-public:invitation": public(lambda world: {"code": "KHONG-CO"}, ok=410),
    "organisations-public:village": public(lambda world: {"secret": "khong-co"}, ok=410),
    # first pages: whoever has one office goes straight to it
    "dashboard:home": account(but=dict.fromkeys(_OWN_HOME, 302)),
    "dashboard:organisation-home": staff(INSIDE | ABOVE),
    "dashboard:plans-below": province(frozenset({"thao", "quang"})),
    "dashboard:help": staff(INSIDE | ABOVE),
    "dashboard:help-page": staff(INSIDE | ABOVE, lambda world: {"slug": "ke-hoach"}),
    # one organisation
    "organisations:organisation": staff(INSIDE | ABOVE),
    "organisations:organisation-edit": staff(ADMIN),
    "organisations:unit-list": staff(ADMIN),
    "organisations:unit-edit": staff(ADMIN, _unit, foreign=_foreign_unit),
    "organisations:unit-close": staff(ADMIN, _unit, foreign=_foreign_unit),
    "organisations:spelling-forget": staff(ADMIN, lambda world: {"spelling_id": 1}, ok=405),
    "organisations:people": staff(ADMIN),
    "organisations:person-add": staff(ADMIN),
    "organisations:codes": staff(ADMIN, ok=405),
    "organisations:people-import": staff(ADMIN),
    "organisations:people-import-apply": staff(ADMIN, ok=405),
    "organisations:people-template": staff(ADMIN),
    "organisations:person": staff(ADMIN, _user, foreign=_foreign_user),
    "organisations:person-edit": staff(ADMIN, _user, foreign=_foreign_user),
    "organisations:role-add": staff(ADMIN, _user, foreign=_foreign_user),
    "organisations:person-deactivate": staff(ADMIN, _user, ok=405),
    "organisations:person-reactivate": staff(ADMIN, _user, ok=405),
    "organisations:person-erase": staff(ADMIN, _user, ok=405),
    "organisations:person-reset-factor": staff(ADMIN, _user, foreign=_foreign_user),
    "organisations:person-invite": staff(ADMIN, _user, ok=405),
    "organisations:person-code": staff(ADMIN, _user, ok=405),
    "organisations:role-end": staff(ADMIN, _membership, foreign=_foreign_membership),
    "organisations:role-transfer": staff(ADMIN, _membership, foreign=_foreign_membership),
    "organisations:villages": staff(ADMIN),
    "organisations:village-link-add": staff(
        ADMIN, lambda world: {"code": world.village.code}, foreign=lambda world: {"code": world.binh_minh.code}
    ),
    "organisations:village-link-revoke": staff(ADMIN, lambda world: {"token_id": 1}, ok=405),
    "organisations:history": staff(LOG_READERS),
    # the province's pages about those below
    "organisations:below": province(_TAM),
    "organisations:below-add": province(_TAM),
    "organisations:below-admins": province(_TAM, _commune),
    "organisations:below-admin-invite": province(_TAM, _commune_admin, ok=405),
    "organisations:below-admin-code": province(_TAM, _commune_admin, ok=405),
    "organisations:below-admin-end": province(_TAM, _commune_admin),
}
