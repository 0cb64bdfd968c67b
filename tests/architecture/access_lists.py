"""Rows of the calendar, of lists kept under a name and of Excel files of work."""

from __future__ import annotations

from typing import Any

from tests.architecture.access_table import INSIDE, Row, public, staff
from tests.architecture.access_work import foreign, made
from tests.world import World, access_of
from work.domain.saved_views import save_view
from work.models import Milestone, SavedView


def _saved(world: World) -> dict[str, Any]:
    kept = world.__dict__.get("_saved_view")
    if kept is None:
        by = access_of(world.lan, world.an_binh)
        view = save_view(by=by, page="list", name="Việc quá hạn", query="nhom=qua-han")
        kept = world.__dict__["_saved_view"] = view.pk
    return {"view_id": kept}


def _foreign_saved(world: World) -> dict[str, Any]:
    """A list of the neighbour, shared in her office."""
    view, _ = SavedView.objects.get_or_create(
        organisation=world.binh_minh, owner=world.oanh, page="list", name="Của Bình Minh",
        defaults={"query": "nhom=qua-han", "shared": True},
    )  # fmt: skip
    return {"view_id": view.pk}


def _plan(world: World) -> dict[str, Any]:
    return {"plan_id": Milestone.objects.get(pk=made(world)["due"]).plan_id}


def _foreign_plan(world: World) -> dict[str, Any]:
    return {"plan_id": Milestone.objects.get(pk=foreign(world)["due"]).plan_id}


_OTHERS = dict.fromkeys(INSIDE - {"lan"}, 404)  # a list of one's own is nobody else's business

LISTS: dict[str, Row] = {
    "work:calendar": staff(INSIDE),
    "work:calendar-print": staff(INSIDE),
    "work:phone-calendar": staff(INSIDE),
    "work:phone-calendar-revoke": staff(INSIDE, ok=405),
    "work:saved-views": staff(INSIDE),
    "work:view-save": staff(INSIDE, ok=303),
    "work:view-rename": staff(frozenset({"lan"}), _saved, but=_OTHERS, foreign=_foreign_saved),
    "work:view-delete": staff(INSIDE, _saved, ok=405),
    "work:mine-export": staff(INSIDE),
    "work:list-export": staff(INSIDE),
    "work:workbook-import": staff(INSIDE),
    "work:workbook-apply": staff(INSIDE, ok=302),
    "work:timeline": staff(INSIDE, _plan, foreign=_foreign_plan),
    "work:timelines": staff(INSIDE),
    "work-public:feed": public(lambda world: {"secret": "x" * 24}, ok=410),
}
