"""Units, communes and cited documents that are others now, in a plan begun from last year's."""

from __future__ import annotations

import datetime as dt

from organisations.domain.units import close_unit, create_unit, rename_unit
from organisations.models import UnitSpelling
from plans.models import LegalBasis, PlanTask, TaskUnit
from plans.queries.starting import found_in
from plans.rolling.edits import Group
from reference.enums import Standing
from reference.models import LegalText
from tests.plans.last_year import changed, last_years_plan, lines, made, prepared
from tests.world import TODAY, World, access_of


def test_units_that_ended_or_are_called_otherwise(world: World) -> None:
    source = last_years_plan(world)
    by = access_of(world.an, world.an_binh)
    rename_unit(
        unit=world.office, name="Văn phòng HĐND và UBND", short_name="VP", kind=world.office.kind, position=1,
        today=TODAY, by=by,
    )  # fmt: skip
    UnitSpelling.objects.create(unit=world.office, text="VP-TK")
    close_unit(unit=world.justice, last_day=dt.date(2026, 3, 31), today=TODAY, by=by)
    start = prepared(world, source)
    cell = next(each for each in found_in(start).changes if each.before == "Văn phòng - Thống kê")
    assert (cell.after, cell.sure) == ("Văn phòng HĐND và UBND", True)
    sentence = changed(start, "Theo đề nghị của Công chức Văn phòng - Thống kê", Group.NAMES)
    assert not sentence.sure  # may be another way to say it
    ended = changed(start, "Tư pháp - Hộ tịch", Group.NAMES)
    assert not ended.sure
    assert "ngừng hoạt động" in ended.why
    plan = made(world, start)
    row = PlanTask.objects.get(plan=plan, text="Ban hành kế hoạch kiểm tra năm 2026")
    lead = TaskUnit.objects.get(task=row, role="lead")
    assert (lead.name, lead.unit) == ("Văn phòng HĐND và UBND", world.office)
    assert not TaskUnit.objects.filter(plan=plan, unit=world.justice).exists()  # the link of an ended unit goes


def test_the_unit_most_people_moved_to_is_offered(world: World) -> None:
    source = last_years_plan(world)
    by = access_of(world.an, world.an_binh)
    centre = create_unit(organisation=world.an_binh, name="Phòng Văn hóa - Tư pháp", today=TODAY, by=by)
    close_unit(unit=world.office, last_day=dt.date(2026, 4, 30), move_people_to=centre, today=TODAY, by=by)
    change = changed(prepared(world, source), "Văn phòng - Thống kê", Group.NAMES)
    assert "Phòng Văn hóa - Tư pháp" in change.after
    assert not change.sure


def test_merged_communes(world: World) -> None:
    start = prepared(world, last_years_plan(world))
    commune = changed(start, "Xã An Lạc", Group.NAMES)
    assert (commune.after, commune.sure) == ("Xã An Bình", False)  # a recipient: the office itself now
    former = changed(start, "văn bản của xã An Lạc còn hiệu lực", Group.NAMES)
    assert not former.sure


def legal(number: str, year: int, until: dt.date | None = None, **facts: object) -> LegalText:
    return LegalText.objects.create(
        doc_type="Nghị định", number=number, dated=dt.date(year, 4, 23), issuer="Chính phủ",
        subject="thực hiện cơ chế một cửa", valid_from=dt.date(year, 6, 1), valid_until=until,
        standing=facts.pop("standing", Standing.CHECKED), **facts,
    )  # fmt: skip


def test_an_expired_basis_gives_way_to_what_replaced_it_in_the_end(world: World) -> None:
    last = legal("200/2026/NĐ-CP", 2026)
    middle = legal("118/2025/NĐ-CP", 2025, dt.date(2026, 3, 31), successor=last)
    legal("61/2018/NĐ-CP", 2018, dt.date(2025, 6, 30), successor=middle)
    start = prepared(world, last_years_plan(world))
    change = changed(start, "61/2018/NĐ-CP", Group.BASES)
    assert change.sure
    assert "hết hiệu lực" in change.why
    plan = made(world, start)
    assert any(line.startswith("Căn cứ Nghị định số 200/2026/NĐ-CP ngày 23 tháng 4 năm 2026") for line in lines(plan))
    basis = LegalBasis.objects.get(plan=plan, number="200/2026/NĐ-CP")
    assert (basis.dated, basis.legal_text) == (dt.date(2026, 4, 23), last)


def test_a_successor_nobody_checked_is_only_offered(world: World) -> None:
    last = legal("118/2025/NĐ-CP", 2025, standing=Standing.RECALLED)
    legal("61/2018/NĐ-CP", 2018, dt.date(2025, 6, 30), successor=last)
    change = changed(prepared(world, last_years_plan(world)), "61/2018/NĐ-CP", Group.BASES)
    assert not change.sure
    assert "cần kiểm tra" in change.why
    assert "118/2025/NĐ-CP" in change.after


def test_successors_that_point_at_each_other_end(world: World) -> None:
    one = legal("61/2018/NĐ-CP", 2018, dt.date(2025, 6, 30))
    two = legal("118/2025/NĐ-CP", 2025, dt.date(2025, 12, 31), successor=one)
    LegalText.objects.filter(pk=one.pk).update(successor=two)
    change = changed(prepared(world, last_years_plan(world)), "61/2018/NĐ-CP", Group.BASES)
    assert change.after == change.before
    assert "Chưa rõ văn bản thay thế" in change.why


def test_laws_of_one_name_are_told_apart_by_their_day(world: World) -> None:
    facts = {"doc_type": "Luật", "subject": "Tổ chức chính quyền địa phương", "standing": Standing.CHECKED}
    fresh = LegalText.objects.create(
        **facts, number="72/2025/QH15", dated=dt.date(2025, 6, 16), valid_from=dt.date(2025, 7, 1)
    )
    LegalText.objects.create(
        **facts, number="77/2015/QH13", dated=dt.date(2015, 6, 19), valid_until=dt.date(2025, 6, 30), successor=fresh
    )
    change = changed(prepared(world, last_years_plan(world)), "Luật Tổ chức chính quyền", Group.BASES)
    assert change.after == "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;"
