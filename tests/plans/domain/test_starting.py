"""A plan begun from last year's or from a model: what is proposed, chosen, and made."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from audit.models import AuditEntry
from core.exceptions import DomainError, EditConflict, NotAllowed
from organisations.access import Access
from organisations.domain.units import close_unit, create_unit, rename_unit
from organisations.models import UnitSpelling
from plans.domain.assignments import save_assignment
from plans.domain.drafting import save_block
from plans.domain.starting import begin_plan, choose, drop_start, offer_model, prepare_plan, show_below
from plans.domain.tasks import assign_person, meant, save_task
from plans.enums import PlanState, StartKind
from plans.models import Appendix, AssignmentBlock, Block, LegalBasis, Plan, PlanStart, PlanTask, TableRow, TaskUnit
from plans.queries.starting import chosen_in, duties_of, found_in
from plans.rolling.edits import Group
from plans.rolling.proposal import Change, Choice
from reference.enums import Standing
from reference.models import LegalText
from tests.plans.last_year import last_years_plan, shown_plan
from tests.plans.plans_world import drafted, plan_of, with_line
from tests.world import TODAY, World, access_of


def prepared(world: World, plan: Plan, *, year: int = 2026, kind: StartKind = StartKind.LAST_YEAR) -> PlanStart:
    return prepare_plan(plan, kind=kind, by=access_of(world.lan, world.an_binh), year=year, today=TODAY)


def made(world: World, start: PlanStart) -> Plan:
    return begin_plan(start, by=access_of(world.lan, world.an_binh), today=TODAY)


def changed(start: PlanStart, words: str, group: Group | None = None) -> Change:
    """The change of the line with these words."""
    return next(
        each for each in found_in(start).changes if words in each.before and (group is None or each.group == group)
    )


def lines(plan: Plan) -> list[str]:
    return [f"{each.marker} {each.text}".strip() for each in Block.objects.filter(plan=plan).order_by("position")]


def test_the_plan_of_the_next_year(world: World) -> None:
    source = last_years_plan(world)
    start = prepared(world, source)
    assert Plan.objects.count() == 1  # nothing is made before the button
    plan = made(world, start)
    assert (plan.year, plan.state, plan.number, plan.started_from) == (2026, PlanState.DRAFT, "", source)
    assert plan.title == "Khắc phục hạn chế Chỉ số cải cách hành chính năm 2025; nâng cao Chỉ số năm 2026"
    assert plan.date_text == "ngày      tháng      năm 2026"
    assert plan.agency_lines == ["ỦY BAN NHÂN DÂN", "XÃ AN BÌNH"]
    assert (plan.authority_lines, plan.signer_name) == (source.authority_lines, "Trần Văn Minh")
    assert str(plan.recipients.first()) == "UBND huyện Sông Cái (để báo cáo)"
    assert "Ủy ban nhân dân xã An Bình ban hành Kế hoạch năm 2026 như sau:" in lines(plan)
    indication = Appendix.objects.get(plan=plan).indication
    assert "12/KH-UBND" not in indication
    assert "năm 2026" in indication


def test_deadlines_mean_days_of_the_new_year(world: World) -> None:
    plan = made(world, prepared(world, last_years_plan(world)))
    rows = {task.text: task for task in PlanTask.objects.filter(plan=plan)}
    inspection = rows["Ban hành kế hoạch kiểm tra năm 2026"]
    assert (inspection.deadline_text, inspection.deadline["end_iso"]) == ("Quý I/2026", "2026-03-31")
    rules = rows["Ban hành quy chế làm việc mới (Quý I/2026)."]
    assert (rules.deadline_text, rules.deadline["start_iso"]) == ("Quý I/2026", "2026-01-01")
    cells = [row.cells for row in TableRow.objects.filter(block__plan=plan).order_by("position")]
    assert cells[1][-1] == "Quý I/2026"


def test_what_is_doubtful_waits_for_a_person(world: World) -> None:
    start = prepared(world, last_years_plan(world))
    doubtful = {each.before[:30] for each in found_in(start).changes if not each.sure}
    assert "Đến năm 2025, 100% hồ sơ được " in doubtful
    assert "UBND huyện Sông Cái" in doubtful
    plan = made(world, start)
    assert "- Đến năm 2025, 100% hồ sơ được số hóa theo giai đoạn 2021-2025." in lines(plan)
    assert "- Năm 2024 xã đạt 87,5 điểm, xếp thứ 9/26 xã; năm 2026 phấn đấu tăng ít nhất 3 bậc." in lines(plan)


def test_typed_words_and_ticks_of_one_line_are_put_together(world: World) -> None:
    start = prepared(world, last_years_plan(world))
    by = access_of(world.lan, world.an_binh)
    past = next(each for each in found_in(start).changes if "87,5 điểm" in each.before and each.group == Group.FIGURES)
    year = next(
        each for each in found_in(start).changes
        if "87,5 điểm" in each.before and each.group == Group.YEARS and not each.sure
    )  # fmt: skip
    fresh = past.before.replace("87,5 điểm, xếp thứ 9/26", "90,1 điểm, xếp thứ 6/26")
    choose(start, by=by, seen=start.version, changes={past.key: Choice(True, fresh), year.key: Choice(True)})
    plan = made(world, start)
    assert "- Năm 2025 xã đạt 90,1 điểm, xếp thứ 6/26 xã; năm 2026 phấn đấu tăng ít nhất 3 bậc." in lines(plan)


def test_what_is_unticked_stays_as_it_was(world: World) -> None:
    start = prepared(world, last_years_plan(world))
    by = access_of(world.lan, world.an_binh)
    change = changed(start, "ban hành Kế hoạch năm 2025 như sau")
    choose(start, by=by, seen=start.version, changes={change.key: Choice(False)})
    assert "Ủy ban nhân dân xã An Bình ban hành Kế hoạch năm 2025 như sau:" in lines(made(world, start))


def test_a_basis_typed_away_is_not_in_the_new_plan(world: World) -> None:
    start = prepared(world, last_years_plan(world))
    change = changed(start, "Kế hoạch số 412/KH-UBND", Group.BASES)
    by = access_of(world.lan, world.an_binh)
    choose(start, by=by, seen=start.version, changes={change.key: Choice(True, "")})
    plan = made(world, start)
    assert not any("412/KH-UBND" in line for line in lines(plan))
    assert not LegalBasis.objects.filter(plan=plan, number="412/KH-UBND").exists()


def test_unfinished_duties_keep_their_lineage_finished_ones_go(world: World) -> None:
    source = last_years_plan(world)
    start = prepared(world, source)
    duties = {duty.task.text: duty.task for duty in duties_of(start)}
    assert all(duty.goes_on for duty in duties_of(start))
    gone = [duties["Tập huấn một cửa"].pk, duties["Ban hành kế hoạch kiểm tra năm 2025"].pk]
    by = access_of(world.lan, world.an_binh)
    choose(start, by=by, seen=start.version, fates=dict.fromkeys(gone, False))
    plan = made(world, start)
    kept = {task.lineage for task in PlanTask.objects.filter(plan=plan)}
    assert kept == {task.lineage for task in PlanTask.objects.filter(plan=source).exclude(pk__in=gone)}
    rows = [row.cells[:2] for row in TableRow.objects.filter(block__plan=plan).order_by("position")]
    assert rows == [["I", "Chỉ đạo, điều hành"], ["1", "Tự chấm điểm Chỉ số năm 2026"]]  # title II is left empty


def test_a_section_without_duties_goes_and_citations_follow(world: World) -> None:
    source = last_years_plan(world, issued=False)
    start = prepared(world, source)
    first = [duty.task.pk for duty in duties_of(start) if duty.section.startswith("III.1")]
    assert len(first) == 2
    by = access_of(world.lan, world.an_binh)
    choose(start, by=by, seen=start.version, fates=dict.fromkeys(first, False))
    plan = made(world, start)
    found = lines(plan)
    assert "1. Cải cách thủ tục hành chính" in found  # was 2.
    assert not any("Cải cách thể chế" in line or "phối hợp: Các thôn" in line for line in found)
    assert any("báo cáo theo mục 1 Phần III Kế hoạch này" in line for line in found)
    assert AssignmentBlock.objects.filter(plan=plan).count() == 1


def test_a_person_in_charge_goes_on_and_a_choice_of_meaning_too(world: World) -> None:
    source = last_years_plan(world, issued=False)
    by = access_of(world.lan, world.an_binh)
    task = PlanTask.objects.get(plan=source, text="Tập huấn một cửa")
    rule = task.rule
    assert rule is not None
    save_task(task, by=by, seen=task.version, deadline=meant(rule, each_period=True))
    assign_person(task, by=by, person=world.hung, director=world.minh)
    plan = made(world, prepared(world, source))
    fresh = PlanTask.objects.get(plan=plan, lineage=task.lineage)
    assert (fresh.person, fresh.director) == (world.hung, world.minh)
    assert fresh.deadline["repeats"] is True
    assert fresh.deadline["periods"][0][0] == "2026-04-01"


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


def test_pressed_twice_one_plan_is_made(world: World) -> None:
    start = prepared(world, last_years_plan(world))
    again = PlanStart.objects.get(pk=start.pk)
    first = made(world, start)
    assert made(world, again) == first
    assert Plan.objects.filter(year=2026).count() == 1
    assert AuditEntry.objects.filter(action="Lập từ kế hoạch năm trước").count() == 1
    entry = AuditEntry.objects.get(action="Lập từ kế hoạch năm trước")
    assert "12/KH-UBND năm 2025" in entry.note


def test_prepared_twice_with_one_key_is_one_preparation(world: World) -> None:
    source, key = last_years_plan(world), uuid.uuid4()
    by = access_of(world.lan, world.an_binh)
    facts = {"kind": StartKind.LAST_YEAR, "by": by, "year": 2026, "today": TODAY, "submission_key": key}
    assert prepare_plan(source, **facts) == prepare_plan(source, **facts)


def test_after_the_plan_was_deleted_the_preparation_can_be_used_again(world: World) -> None:
    start = prepared(world, last_years_plan(world))
    Plan.objects.filter(pk=made(world, start).pk).delete()
    start.refresh_from_db()
    assert made(world, start).year == 2026


def test_a_made_preparation_is_not_changed_any_more(world: World) -> None:
    start = prepared(world, last_years_plan(world))
    made(world, start)
    by = access_of(world.lan, world.an_binh)
    with pytest.raises(DomainError, match="đã được lập"):
        choose(start, by=by, seen=start.version, fates={1: False})


def test_of_two_who_choose_the_later_is_told(world: World) -> None:
    start = prepared(world, last_years_plan(world))
    other = PlanStart.objects.get(pk=start.pk)
    change = found_in(start).changes[0]
    choose(start, by=access_of(world.lan, world.an_binh), seen=start.version, changes={change.key: Choice(False)})
    with pytest.raises(EditConflict):
        choose(other, by=access_of(world.hung, world.an_binh), seen=other.version, changes={change.key: Choice(True)})
    assert chosen_in(PlanStart.objects.get(pk=start.pk)) == {change.key: Choice(False)}


def test_a_dropped_preparation_is_gone(world: World) -> None:
    start = prepared(world, last_years_plan(world))
    other = PlanStart.objects.get(pk=start.pk)
    drop_start(start, by=access_of(world.lan, world.an_binh))
    with pytest.raises(DomainError, match="bỏ"):
        made(world, other)


def test_only_ones_own_plans_are_last_years(world: World) -> None:
    neighbour = plan_of(world.binh_minh)
    with pytest.raises(DomainError, match="không còn xem được"):
        prepared(world, neighbour)
    with pytest.raises(NotAllowed):
        prepare_plan(
            last_years_plan(world), kind=StartKind.LAST_YEAR, by=access_of(world.minh, world.an_binh), year=2026,
            today=TODAY,
        )  # fmt: skip


def test_lines_and_tasks_of_a_written_plan_follow_the_words(world: World) -> None:
    plan = drafted(world, "Cải cách hành chính năm 2026")
    by = access_of(world.lan, world.an_binh)
    line = with_line(plan, "Rà soát thủ tục trong năm 2026", task=True)
    task = PlanTask.objects.get(block=line)
    save_task(task, by=by, seen=task.version, deadline_text="Quý II/2026", lead_text="Văn phòng - Thống kê")
    fresh = made(world, prepared(world, plan, year=2027))
    copy = PlanTask.objects.get(plan=fresh, lineage=task.lineage)
    assert (copy.text, copy.deadline_text) == ("Rà soát thủ tục trong năm 2027", "Quý II/2027")
    assert copy.block.text == copy.text
    assert copy.parties.get().unit == world.office
    assert fresh.auto_numbering


def test_a_draft_written_on_since_keeps_its_new_words(world: World) -> None:
    plan = drafted(world, "Cải cách hành chính năm 2026")
    by = access_of(world.lan, world.an_binh)
    line, other = with_line(plan, "Rà soát trong năm 2026"), with_line(plan, "Niêm yết trong năm 2026")
    start = prepared(world, plan, year=2027)
    line.refresh_from_db()
    save_block(line, by=by, seen=line.version, text="Rà soát xong từ lâu")
    other.refresh_from_db()
    fresh = lines(made(world, start))
    assert "- Rà soát xong từ lâu" in fresh
    assert "- Niêm yết trong năm 2027" in fresh


def test_an_assignment_block_takes_the_new_words(world: World) -> None:
    source = last_years_plan(world, issued=False)
    block = AssignmentBlock.objects.filter(plan=source).first()
    assert block is not None
    save_assignment(block, by=access_of(world.lan, world.an_binh), seen=block.version, deadline_text="Quý IV/2025")
    fresh = made(world, prepared(world, source))
    copy = AssignmentBlock.objects.filter(plan=fresh).first()
    assert copy is not None
    assert copy.deadline_text == "Quý IV/2026"
    assert copy.deadline["end_iso"] == "2026-12-31"


# --- models -------------------------------------------------------------------------------------------


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
