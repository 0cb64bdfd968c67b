"""From a superior's plan, or a received paper of one, to duties of the commune."""

from __future__ import annotations

import datetime as dt

import pytest

from core.exceptions import DomainError, NotAllowed
from organisations.access import Access
from plans.domain.drafting import add_block
from plans.domain.importing import discard_import, start_import
from plans.domain.rows import add_row
from plans.domain.starting import show_below
from plans.domain.superior import carry_out, choose_offers, prepare_from_superior
from plans.domain.tables import add_table
from plans.domain.tasks import assign_person, mark_task, save_task
from plans.models import Block, LegalBasis, Plan, PlanImport, PlanStart, PlanTask, Target
from plans.queries.superior import Taken, paper_in, sections_for
from plans.rolling.duties import Offer, OfferKind
from tests.plans.last_year import last_years_plan, shown_plan
from tests.plans.plans_world import content_heading, drafted, plan_of, with_line
from tests.world import TODAY, World, access_of

PAPER = """ỦY BAN NHÂN DÂN
TỈNH HÀ SƠN

Số: 88/KH-UBND

Hà Sơn, ngày 06 tháng 01 năm 2026

KẾ HOẠCH
Chuyển đổi số tỉnh Hà Sơn năm 2026

I. NHIỆM VỤ

1. Sở Khoa học và Công nghệ hướng dẫn các đơn vị dùng chữ ký số (Quý I/2026).
2. UBND các xã, phường kiện toàn tổ công nghệ số cộng đồng (trước ngày 31/3/2026).

II. TỔ CHỨC THỰC HIỆN

1. UBND các xã, phường

- Bố trí kinh phí, báo cáo kết quả về Sở Khoa học và Công nghệ trước ngày 10/12/2026.

Trên đây là Kế hoạch chuyển đổi số tỉnh Hà Sơn năm 2026./.

Nơi nhận:
- UBND các xã, phường;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Ngô Đình Quang
"""


def provinces_plan(world: World) -> Plan:
    """Two duties in prose under two titles, one in a table, a target, all in force and shown."""
    plan = plan_of(world.province, "Cải cách hành chính tỉnh Hà Sơn năm 2026")
    by = Access.system(world.province)
    title = add_block(
        plan, by=by, after=content_heading(plan), level=2, marker="1.", text="Thủ tục hành chính", kind="heading"
    )
    line = add_block(
        plan, by=by, after=title, level=3, marker="a)", text="UBND các xã, phường niêm yết thủ tục (Quý II/2026)"
    )
    task = mark_task(line, by=by)
    save_task(task, by=by, seen=task.version, deadline_text="Quý II/2026", result_text="Báo cáo niêm yết")
    with_line(plan, "Sở Nội vụ kiểm tra các sở", task=True)
    targets = Block.objects.get(plan=plan, role="targets")
    add_block(plan, by=by, after=targets, level=2, marker="-", text="100% xã, phường có kế hoạch")
    Target.objects.create(
        plan=plan, text="100% xã, phường có kế hoạch", block=Block.objects.get(plan=plan, text__startswith="100%")
    )
    table = add_table(plan, by=by, after=Block.objects.filter(plan=plan).order_by("-position").first())
    add_row(table, by=by, after=None, cells=["1", "Chấm điểm xã An Bình", "Bảng điểm", "Sở Nội vụ", "", "Quý IV/2026"])
    return shown_plan(world, plan)


def offer(start: PlanStart, words: str) -> Offer:
    return next(each for each in paper_in(start).offers if words in each.text)


def prepared(world: World, source: Plan | PlanImport, target: Plan | None = None) -> PlanStart:
    by = access_of(world.lan, world.an_binh)
    return prepare_from_superior(source, by=by, year=2026, today=TODAY, target=target)


def written(world: World, start: PlanStart) -> Plan:
    return carry_out(start, by=access_of(world.lan, world.an_binh), today=TODAY)


def test_what_it_asks_and_to_whom(world: World) -> None:
    start = prepared(world, provinces_plan(world))
    paper = paper_in(start)
    assert paper.short == "Kế hoạch số 412/KH-UBND ngày 19 tháng 12 năm 2025 của UBND tỉnh Hà Sơn"
    assert start.title == "Cải cách hành chính xã An Bình năm 2026"
    post, inspect, score = offer(start, "niêm yết"), offer(start, "kiểm tra các sở"), offer(start, "Chấm điểm")
    assert (post.clause, post.addressed, post.deadline_text) == ("điểm a, mục III.1", "UBND các xã", "Quý II/2026")
    assert inspect.addressed == ""
    assert (score.clause, score.addressed) == ("nhiệm vụ số 1, mục VI", "xã An Bình")
    assert offer(start, "100% xã").kind == OfferKind.TARGET


def test_a_new_plan_with_the_duties_and_the_basis(world: World) -> None:
    source = provinces_plan(world)
    start = prepared(world, source)
    plan = written(world, start)
    assert (plan.organisation, plan.started_from, plan.year) == (world.an_binh, source, 2026)
    task = PlanTask.objects.get(plan=plan, text__contains="niêm yết")
    assert task.text == "UBND các xã, phường niêm yết thủ tục (Quý II/2026)."
    assert (task.lead_text, task.tracked, task.result_text) == ("", True, "Báo cáo niêm yết")
    assert task.deadline["end_iso"] == "2026-06-30"
    assert task.basis_text.startswith("điểm a, mục III.1 Kế hoạch số 412/KH-UBND ngày 19 tháng 12 năm 2025")
    assert task.basis_task == PlanTask.objects.get(plan=source, text__contains="niêm yết")
    table = PlanTask.objects.get(plan=plan, text__contains="Chấm điểm")
    assert table.text == "Chấm điểm xã An Bình (Quý IV/2026)."  # the time stood in a cell of its own
    assert not PlanTask.objects.filter(plan=plan, text__contains="kiểm tra các sở").exists()
    basis = Block.objects.get(plan=plan, text__startswith="Thực hiện Kế hoạch số 412/KH-UBND")
    assert basis.text.endswith("của Ủy ban nhân dân tỉnh Hà Sơn về cải cách hành chính tỉnh Hà Sơn năm 2026.")
    assert Block.objects.filter(plan=plan, kind="basis").order_by("position").first().text.endswith(";")  # type: ignore[union-attr]
    assert LegalBasis.objects.filter(plan=plan, number="412/KH-UBND").exists()
    assert Target.objects.filter(plan=plan, text__contains="100% xã").exists()


def test_into_a_draft_that_is_there(world: World) -> None:
    source, draft = provinces_plan(world), drafted(world)
    start = prepared(world, source, target=draft)
    sections = sections_for(start)
    organisation = next(each.value for each in sections if "TỔ CHỨC" in each.name)
    post = offer(start, "niêm yết")
    by = access_of(world.lan, world.an_binh)
    others = {each.key: Taken(False, each.text, "") for each in paper_in(start).offers}
    choose_offers(
        start, by=by, seen=start.version,
        offers={**others, post.key: Taken(True, "Niêm yết tại Bộ phận Một cửa", organisation)},
    )  # fmt: skip
    assert written(world, start) == draft
    task = PlanTask.objects.get(plan=draft)
    assert task.text == "Niêm yết tại Bộ phận Một cửa"
    assert task.block is not None
    heading = Block.objects.filter(plan=draft, kind="heading", position__lt=task.block.position).last()
    assert heading is not None
    assert heading.text == "TỔ CHỨC THỰC HIỆN"
    assert Plan.objects.filter(organisation=world.an_binh).count() == 1


def test_twice_pressed_it_is_written_once(world: World) -> None:
    draft = drafted(world)
    start = prepared(world, provinces_plan(world), target=draft)
    written(world, PlanStart.objects.get(pk=start.pk))
    count = PlanTask.objects.filter(plan=draft).count()
    assert written(world, start) == draft
    assert PlanTask.objects.filter(plan=draft).count() == count


def test_the_basis_is_written_once(world: World) -> None:
    source, draft = provinces_plan(world), drafted(world)
    for _ in range(2):
        written(world, prepared(world, source, target=draft))
    assert Block.objects.filter(plan=draft, text__contains="412/KH-UBND").count() == 1


def test_nothing_chosen_is_told(world: World) -> None:
    start = prepared(world, provinces_plan(world))
    none = {each.key: Taken(False, each.text, "content") for each in paper_in(start).offers}
    choose_offers(start, by=access_of(world.lan, world.an_binh), seen=start.version, offers=none)
    with pytest.raises(DomainError, match="chưa chọn"):
        written(world, start)
    assert not Plan.objects.filter(organisation=world.an_binh).exists()


def test_nothing_of_the_inside_comes_along(world: World) -> None:
    source = provinces_plan(world)
    task = PlanTask.objects.get(plan=source, text__contains="niêm yết")
    PlanTask.objects.filter(pk=task.pk).update(person=world.thao, director=world.quang)
    start = prepared(world, source)
    assert "Thảo" not in str(start.found)
    assert "Quang" not in str(start.found)
    plan = written(world, start)
    assert not PlanTask.objects.filter(plan=plan, person__isnull=False).exists()


@pytest.mark.parametrize("hidden", ["not shown", "draft", "of a neighbour", "own"])
def test_only_what_is_shown_from_above(world: World, hidden: str) -> None:
    if hidden == "draft":
        source = plan_of(world.province)
        Plan.objects.filter(pk=source.pk).update(shown_below=True)
    elif hidden == "of a neighbour":
        source = plan_of(world.binh_minh)
        Plan.objects.filter(pk=source.pk).update(shown_below=True)
    elif hidden == "own":
        source = last_years_plan(world)
        Plan.objects.filter(pk=source.pk).update(shown_below=True)
    else:
        source = provinces_plan(world)
        show_below(source, by=Access.system(world.province), shown=False)
    assert not Plan.objects.from_above(access_of(world.lan, world.an_binh), TODAY).exists()
    with pytest.raises(DomainError, match="không còn cho xem"):
        prepared(world, source)


def test_taken_back_in_between_it_is_told(world: World) -> None:
    source = provinces_plan(world)
    start = prepared(world, source)
    show_below(source, by=Access.system(world.province), shown=False)
    with pytest.raises(DomainError, match="không còn cho xem"):
        written(world, start)


def test_the_district_of_those_years_is_above_too(world: World) -> None:
    source = provinces_plan(world)
    Plan.objects.filter(pk=source.pk).update(organisation=world.district)
    by = access_of(world.lan, world.an_binh)
    assert source in Plan.objects.from_above(by, dt.date(2025, 6, 30))
    assert source not in Plan.objects.from_above(by, TODAY)


def test_leaders_do_not_begin_plans(world: World) -> None:
    with pytest.raises(NotAllowed):
        prepare_from_superior(provinces_plan(world), by=access_of(world.minh, world.an_binh), year=2026, today=TODAY)


# --- a paper that is not in the portal --------------------------------------------------------------------


def received(world: World) -> PlanImport:
    return start_import(by=access_of(world.lan, world.an_binh), name="tinh.txt", text=PAPER)


def test_a_received_paper_of_the_superior(world: World) -> None:
    imported = received(world)
    start = prepared(world, imported)
    paper = paper_in(start)
    assert paper.short == "Kế hoạch số 88/KH-UBND ngày 06 tháng 01 năm 2026 của UBND tỉnh Hà Sơn"
    duty = offer(start, "kiện toàn")
    assert (duty.clause, bool(duty.addressed)) == ("nhiệm vụ 2, mục I", True)
    plan = written(world, start)
    task = PlanTask.objects.get(plan=plan, text__contains="kiện toàn")
    assert task.basis_text == f"nhiệm vụ 2, mục I {paper.short}"
    assert task.basis_task is None
    assert Block.objects.filter(plan=plan, text__startswith="Thực hiện Kế hoạch số 88/KH-UBND").exists()
    imported.refresh_from_db()
    assert (imported.plan, imported.original is not None) == (None, True)  # not taken for an own plan, the file stays


def test_what_the_superior_assigns_in_the_end_goes_to_the_same_part(world: World) -> None:
    plan = written(world, prepared(world, received(world)))
    task = PlanTask.objects.get(plan=plan, text__contains="Bố trí kinh phí")
    assert task.block is not None
    heading = Block.objects.filter(plan=plan, kind="heading", position__lt=task.block.position).last()
    assert heading is not None
    assert heading.role == "organisation"


def test_a_discarded_paper_is_no_beginning(world: World) -> None:
    imported = received(world)
    discard_import(imported, by=access_of(world.lan, world.an_binh))
    with pytest.raises(DomainError, match="đã bỏ"):
        prepared(world, imported)


def test_a_paper_without_duties_is_told(world: World) -> None:
    text = "ỦY BAN NHÂN DÂN\nTỈNH HÀ SƠN\nTHÔNG BÁO\nLịch nghỉ lễ\n\nUBND tỉnh thông báo lịch nghỉ./.\n\nNơi nhận:\n- Lưu: VT."
    imported = start_import(by=access_of(world.lan, world.an_binh), name="thong-bao.txt", text=text)
    with pytest.raises(DomainError, match="Không thấy nhiệm vụ nào"):
        prepared(world, imported)


def test_a_task_in_charge_there_is_none_here(world: World) -> None:
    source = provinces_plan(world)
    task = PlanTask.objects.filter(plan=source).first()
    assert task is not None
    with pytest.raises(NotAllowed):
        assign_person(task, by=access_of(world.lan, world.an_binh), person=world.lan)
