"""Plans offered as models, and shown below."""

from __future__ import annotations

import pytest

from audit.models import AuditEntry
from core.exceptions import DomainError, NotAllowed
from organisations.access import Access
from plans.domain.starting import offer_model, show_below
from plans.domain.tasks import assign_person
from plans.enums import PlanState, StartKind
from plans.models import Plan, PlanTask
from plans.queries.starting import found_in
from plans.rolling.edits import Group
from tests.plans.last_year import last_years_plan, lines, made, prepared, shown_plan
from tests.plans.plans_world import drafted, plan_of, with_line
from tests.world import World, access_of


def test_an_own_model_begins_new_lineages_without_people(world: World) -> None:
    source = last_years_plan(world, issued=False)
    by = access_of(world.lan, world.an_binh)
    task = PlanTask.objects.filter(plan=source).first()
    assert task is not None
    assign_person(task, by=by, person=world.hung)
    offer_model(source, by=by, offered=True)
    plan = made(world, prepared(world, source, kind=StartKind.MODEL))
    assert PlanTask.objects.filter(plan=plan).count() == PlanTask.objects.filter(plan=source).count()
    assert not PlanTask.objects.filter(
        plan=plan, lineage__in=PlanTask.objects.filter(plan=source).values("lineage")
    ).exists()
    assert not PlanTask.objects.filter(plan=plan, person__isnull=False).exists()
    assert not plan.is_model


def superiors_model(world: World) -> Plan:
    """An issued plan of the province, shown below as a model, with places left open for the commune's name."""
    plan = plan_of(world.province, "Cải cách hành chính xã … năm 2026")
    with_line(plan, "UBND xã ……… báo cáo UBND tỉnh Hà Sơn trước ngày 15/6/2026", task=True)
    return shown_plan(world, plan, is_model=True)


def test_a_superiors_model_gets_the_communes_name_and_letterhead(world: World) -> None:
    source = superiors_model(world)
    start = prepared(world, source, kind=StartKind.MODEL, year=2027)
    plan = made(world, start)
    assert plan.title == "Cải cách hành chính xã An Bình năm 2027"
    assert plan.agency_lines == ["ỦY BAN NHÂN DÂN", "XÃ AN BÌNH"]
    assert (plan.organisation, plan.signer_name) == (world.an_binh, "")
    assert "- UBND xã An Bình báo cáo UBND tỉnh Hà Sơn trước ngày 15/6/2027" in lines(plan)
    mention = next(
        each for each in found_in(start).changes if each.group == Group.NAMES and "tỉnh Hà Sơn" in each.before
    )
    assert mention.group == Group.NAMES


def test_a_superiors_own_plan_as_a_model_names_the_commune_as_its_issuer(world: World) -> None:
    plan = plan_of(world.province, "Cải cách hành chính tỉnh Hà Sơn năm 2026")
    start = prepared(world, shown_plan(world, plan, is_model=True), kind=StartKind.MODEL, year=2027)
    assert start.title == "Cải cách hành chính xã An Bình năm 2027"
    fresh = made(world, start)
    assert "Ủy ban nhân dân xã An Bình ban hành Kế hoạch như sau:" in lines(fresh)


@pytest.mark.parametrize("change", [{"shown_below": False}, {"is_model": False}, {"state": PlanState.CLOSED}])
def test_a_superiors_model_is_only_one_in_force_and_shown(world: World, change: dict[str, object]) -> None:
    source = superiors_model(world)
    start = prepared(world, source, kind=StartKind.MODEL)
    Plan.objects.filter(pk=source.pk).update(**change)
    with pytest.raises(DomainError, match="không còn xem được"):
        made(world, start)
    with pytest.raises(DomainError, match="không còn xem được"):
        prepared(world, source, kind=StartKind.MODEL)


def test_a_neighbours_model_is_none_of_ours(world: World) -> None:
    neighbour = plan_of(world.binh_minh)
    Plan.objects.filter(pk=neighbour.pk).update(is_model=True, shown_below=True)
    with pytest.raises(DomainError):
        prepared(world, neighbour, kind=StartKind.MODEL)


def test_who_offers_models_and_shows_plans_below(world: World) -> None:
    plan = drafted(world)
    with pytest.raises(NotAllowed):
        offer_model(plan, by=access_of(world.minh, world.an_binh), offered=True)
    with pytest.raises(NotAllowed):
        offer_model(plan, by=access_of(world.oanh, world.binh_minh), offered=True)
    with pytest.raises(NotAllowed, match="không có đơn vị cấp dưới"):
        show_below(plan, by=access_of(world.lan, world.an_binh), shown=True)
    offer_model(plan, by=access_of(world.lan, world.an_binh), offered=True)
    offer_model(plan, by=access_of(world.lan, world.an_binh), offered=True)
    assert Plan.objects.get(pk=plan.pk).is_model
    assert AuditEntry.objects.filter(action="Dùng làm mẫu").count() == 1


def test_a_draft_of_the_province_is_not_shown_below(world: World) -> None:
    with pytest.raises(NotAllowed, match="đang có hiệu lực"):
        show_below(plan_of(world.province), by=Access.system(world.province), shown=True)
