"""A plan begun from last year's: what is proposed, chosen, and made."""

from __future__ import annotations

import uuid

import pytest

from audit.models import AuditEntry
from core.exceptions import DomainError, EditConflict, NotAllowed
from plans.domain.assignments import save_assignment
from plans.domain.drafting import save_block
from plans.domain.starting import choose, drop_start, prepare_plan
from plans.domain.tasks import assign_person, meant, save_task
from plans.enums import PlanState, StartKind
from plans.models import Appendix, AssignmentBlock, LegalBasis, Plan, PlanStart, PlanTask, TableRow
from plans.queries.starting import chosen_in, duties_of, found_in
from plans.rolling.edits import Group
from plans.rolling.proposal import Choice
from tests.plans.last_year import changed, last_years_plan, lines, made, prepared
from tests.plans.plans_world import drafted, plan_of, with_line
from tests.world import TODAY, World, access_of


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
