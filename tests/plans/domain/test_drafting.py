"""Lines, numbering, header and recipients through their doors."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from audit.models import AuditEntry
from core.exceptions import DomainError, EditConflict, NotAllowed
from documents.official import BlockKind
from organisations.access import Access
from organisations.enums import Role
from organisations.models import Organisation
from plans.domain.appendices import add_appendix, delete_appendix, step_appendix
from plans.domain.assignments import save_assignment
from plans.domain.clauses import add_clause
from plans.domain.drafting import (
    add_block,
    create_plan,
    delete_block,
    move_block,
    renumber,
    save_block,
    save_recipients,
    step_block,
    update_header,
)
from plans.domain.tasks import mark_task, merge_same
from plans.models import AssignmentBlock, Block, Plan, PlanTask, ReportingClause
from plans.official import official_document
from plans.reading.draft import Region
from plans.rules import can_edit_plan, can_view_plan
from tests.plans.plans_world import content_heading, drafted, issued, plan_of, with_line
from tests.world import World, access_of, give_role


def lan(world: World) -> Access:
    return access_of(world.lan, world.an_binh)


def markers(plan: Plan) -> list[str]:
    return list(Block.objects.filter(plan=plan).exclude(marker="").values_list("marker", flat=True))


def test_one_key_makes_one_plan(world: World) -> None:
    key = uuid.uuid4()
    first = create_plan(by=lan(world), year=2026, title="A", submission_key=key)
    assert create_plan(by=lan(world), year=2026, title="B", submission_key=key).pk == first.pk
    other = access_of(world.oanh, world.binh_minh)
    with pytest.raises(DomainError, match="mở lại trang"):
        create_plan(by=other, year=2026, title="C", submission_key=key)


@pytest.mark.parametrize("person", ["minh", "nga", "an", "thao", "oanh"])
def test_only_writers_of_the_organisation_write(world: World, person: str) -> None:
    plan = drafted(world)
    by = access_of(getattr(world, person), world.an_binh)
    with pytest.raises(NotAllowed):
        create_plan(by=by, year=2026, title="A")
    with pytest.raises(NotAllowed):
        update_header(plan, by=by, seen=1, title="B")


def test_a_writer_above_neither_reads_nor_changes_a_draft_below(world: World) -> None:
    give_role(world.quang, world.province, Role.DRAFTER)
    plan, above = drafted(world), access_of(world.quang, world.province)
    assert not Plan.objects.readable_by(above).filter(pk=plan.pk).exists()
    assert not can_view_plan(above, plan)
    assert not can_edit_plan(above, plan)
    assert Plan.objects.readable_by(above).filter(pk=issued(world, plan).pk).exists()


def test_a_new_line_takes_its_number_and_those_below_follow(world: World) -> None:
    plan = drafted(world)
    new = add_block(
        plan, by=lan(world), after=Block.objects.get(plan=plan, marker="I."), kind=BlockKind.HEADING, level=1, marker="I.",
        text="ĐẶC ĐIỂM",
    )  # fmt: skip
    assert new.marker == "II."
    assert content_heading(plan).marker == "IV."


def test_citations_of_own_sections_follow_their_numbers(world: World) -> None:
    plan = drafted(world)
    line = with_line(plan, "Thực hiện theo mục 1 Phần I và Phần III Kế hoạch này", task=True)
    first = Block.objects.get(plan=plan, marker="I.")
    add_block(plan, by=lan(world), after=None, kind=BlockKind.HEADING, level=1, marker="I.", text="MỞ ĐẦU")
    line.refresh_from_db()
    first.refresh_from_db()
    assert first.marker == "II."
    assert line.text == "Thực hiện theo mục 1 Phần II và Phần IV Kế hoạch này"
    assert PlanTask.objects.get(block=line).text == line.text


def test_empty_parts_stand_in_the_order_of_the_paper(world: World) -> None:
    plan = create_plan(by=lan(world), year=2026, title="A", skeleton=False)
    first, second = (add_appendix(plan, by=lan(world), label=f"Phụ lục {n}", title="") for n in ("I", "II"))
    late = add_block(plan, by=lan(world), after=None, region=Region.APPENDIX, appendix=second, text="Phụ lục hai")
    early = add_block(plan, by=lan(world), after=None, region=Region.APPENDIX, appendix=first, text="Phụ lục một")
    body = add_block(plan, by=lan(world), after=None, text="Nội dung")
    basis = add_block(plan, by=lan(world), after=None, region=Region.PREAMBLE, kind=BlockKind.BASIS, text="Căn cứ")
    assert list(Block.objects.filter(plan=plan)) == [basis, body, early, late]


def test_a_stale_line_is_not_saved(world: World) -> None:
    line = with_line(drafted(world))
    save_block(Block.objects.get(pk=line.pk), by=lan(world), seen=line.version, text="Của Hùng")
    with pytest.raises(EditConflict) as conflict:
        save_block(line, by=lan(world), seen=line.version, text="Của Lan")
    assert conflict.value.theirs["text"] == "Của Hùng"
    with pytest.raises(EditConflict):
        delete_block(line, by=lan(world), seen=line.version)
    assert Block.objects.get(pk=line.pk).text == "Của Hùng"


def test_a_table_stays_a_table(world: World) -> None:
    line = with_line(drafted(world))
    with pytest.raises(DomainError, match="Bảng không đổi"):
        save_block(line, by=lan(world), seen=line.version, kind=BlockKind.TABLE)


def test_lines_step_up_and_down_inside_their_part(world: World) -> None:
    plan = drafted(world)
    first = Block.objects.filter(plan=plan, region=Region.BODY).first()
    assert first is not None
    step_block(first, by=lan(world), up=True)
    assert Block.objects.filter(plan=plan, region=Region.BODY).first() == first
    second, third = with_line(plan, "Hai"), with_line(plan, "Một")
    step_block(second, by=lan(world), up=True)
    texts = list(Block.objects.filter(plan=plan, text__in=("Một", "Hai")).values_list("text", flat=True))
    assert texts == ["Hai", "Một"]
    step_block(Block.objects.get(pk=second.pk), by=lan(world), up=False)
    assert Block.objects.get(pk=third.pk).position < Block.objects.get(pk=second.pk).position
    basis = Block.objects.filter(plan=plan, region=Region.PREAMBLE).first()
    with pytest.raises(DomainError, match="cùng một phần"):
        move_block(second, by=lan(world), after=basis)


def test_renumbering_gives_each_appendix_its_own_count(world: World) -> None:
    plan = drafted(world)
    appendix = add_appendix(plan, by=lan(world), label="Phụ lục", title="A")
    last = None
    for text in ("Một", "Hai"):
        last = add_block(
            plan, by=lan(world), after=last, region=Region.APPENDIX, appendix=appendix, kind=BlockKind.HEADING, marker="I.",
            text=text,
        )  # fmt: skip
    Block.objects.filter(plan=plan, marker="VI.").update(marker="IX.")
    assert renumber(plan, by=lan(world)) == 1
    assert markers(plan) == ["I.", "1.", "2.", "II.", "III.", "IV.", "V.", "VI.", "I.", "II."]


def test_deleting_a_line_frees_its_twin(world: World) -> None:
    plan = drafted(world)
    kept, twin = (mark_task(with_line(plan, "Cùng một việc"), by=lan(world)) for _ in range(2))
    merge_same(twin, by=lan(world), same_as=kept)
    line = Block.objects.get(pk=kept.block_id)
    delete_block(line, by=lan(world), seen=line.version)
    twin.refresh_from_db()
    assert twin.tracked
    assert twin.same_as is None


def test_an_appendix_moves_with_its_lines(world: World) -> None:
    plan, by = drafted(world), lan(world)
    one, two, empty = (add_appendix(plan, by=by, label=f"Phụ lục {n}", title="") for n in ("I", "II", "III"))
    for appendix, text in ((one, "a"), (one, "b"), (two, "c")):
        last = Block.objects.filter(appendix=appendix).order_by("-position").first()
        add_block(plan, by=by, after=last, region=Region.APPENDIX, appendix=appendix, text=text)
    main = list(Block.objects.filter(plan=plan, appendix=None).order_by("position").values_list("pk", "position"))
    step_appendix(two, by=by, up=True)

    def order() -> list[str]:
        return [each.label for each in official_document(plan).appendices]

    assert order() == ["Phụ lục II", "Phụ lục I", "Phụ lục III"]
    lines = Block.objects.filter(appendix__isnull=False).order_by("position")
    assert [line.text for line in lines] == ["c", "a", "b"]
    assert (
        list(Block.objects.filter(plan=plan, appendix=None).order_by("position").values_list("pk", "position")) == main
    )
    step_appendix(two, by=by, up=True)
    step_appendix(empty, by=by, up=False)  # at the edges they stay
    assert order() == ["Phụ lục II", "Phụ lục I", "Phụ lục III"]
    step_appendix(empty, by=by, up=True)
    assert order() == ["Phụ lục II", "Phụ lục III", "Phụ lục I"]


def test_deleting_an_appendix_takes_its_lines(world: World) -> None:
    plan = drafted(world)
    appendix = add_appendix(plan, by=lan(world), label="Phụ lục", title="A")
    add_block(plan, by=lan(world), after=None, region=Region.APPENDIX, appendix=appendix, text="Dòng")
    delete_appendix(appendix, by=lan(world), seen=1)
    assert not Block.objects.filter(plan=plan, region=Region.APPENDIX).exists()


def _assignment(plan: Plan) -> tuple[AssignmentBlock, list[Block]]:
    block = AssignmentBlock.objects.create(
        plan=plan, lead_text="Văn phòng - Thống kê", coordinating_text="UBMTTQ xã; các thôn", deadline_text="Quý II"
    )
    printed = [
        ("lead", "Cơ quan phụ trách: Văn phòng - Thống kê tham mưu."),
        ("coordinate", "Cơ quan phối hợp: UBMTTQ xã, các thôn."),
        ("deadline", "Thời gian: Quý II."),
    ]
    lines = [with_line(plan, text) for _, text in printed]
    for line, (field, _) in zip(lines, printed, strict=True):
        Block.objects.filter(pk=line.pk).update(assignment=block, assignment_field=field)
    return block, [Block.objects.get(pk=line.pk) for line in lines]


def test_only_changed_words_of_an_assignment_are_printed_anew(world: World) -> None:
    block, lines = _assignment(drafted(world))
    save_assignment(
        block, by=lan(world), seen=1, lead_text="Tư pháp - Hộ tịch", coordinating_text="UBMTTQ xã; các thôn",
        deadline_text="Quý II, III",
    )  # fmt: skip
    texts = [Block.objects.get(pk=line.pk).text for line in lines]
    assert texts == [
        "Cơ quan phụ trách: Tư pháp - Hộ tịch tham mưu.",
        "Cơ quan phối hợp: UBMTTQ xã, các thôn.",
        "Thời gian: Quý II, III.",
    ]
    assert block.deadline is not None
    assert block.deadline["question"]
    assert block.parties.get(role="lead").unit == world.justice


def test_deleting_a_printed_line_takes_its_words_out_of_the_assignment(world: World) -> None:
    block, lines = _assignment(drafted(world))
    delete_block(lines[2], by=lan(world), seen=lines[2].version)
    block.refresh_from_db()
    assert (block.deadline_text, block.deadline, block.lead_text) == ("", None, "Văn phòng - Thống kê")
    for line in lines[:2]:
        delete_block(line, by=lan(world), seen=line.version)
    assert not AssignmentBlock.objects.exists()


def test_a_year_reads_deadlines_again(world: World) -> None:
    plan = drafted(world)
    line = with_line(plan)
    task = mark_task(line, by=lan(world))
    PlanTask.objects.filter(pk=task.pk).update(deadline_text="Quý II")
    update_header(plan, by=lan(world), seen=1, year=2027)
    task.refresh_from_db()
    assert task.deadline is not None
    assert task.deadline["end_iso"] == "2027-06-30"


def test_a_year_reads_thousands_of_deadlines_in_few_statements(
    world: World, django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    plan = drafted(world)
    line = with_line(plan)
    clause = add_clause(plan, ReportingClause, by=lan(world), text="Báo cáo", due_text="Trước 15/12")
    PlanTask.objects.bulk_create(
        PlanTask(plan=plan, block=line, text=f"Việc {n}", deadline_text=f"Trước ngày {n % 28 + 1}/{n % 12 + 1}")
        for n in range(3000)
    )
    with django_assert_max_num_queries(30):
        update_header(plan, by=lan(world), seen=1, year=2027)
    ends = {task.deadline["end_iso"][:4] for task in PlanTask.objects.filter(plan=plan) if task.deadline}
    assert ends == {"2027"}
    clause.refresh_from_db()
    assert clause.deadline is not None
    assert clause.deadline["end_iso"] == "2027-12-15"


def test_recipients_keep_what_they_mean(world: World) -> None:
    plan = drafted(world)
    save_recipients(plan, by=lan(world), seen=1, lines=[("Lưu: VT", ""), ("UBND tỉnh", "thay báo cáo")])
    plan.recipients.filter(name="UBND tỉnh").update(organisation=world.province)
    save_recipients(
        plan, by=lan(world), seen=2, lines=[("Các thôn", ""), ("UBND tỉnh", "thay báo cáo"), ("Lưu: VT", "")]
    )
    assert plan.recipients.get(name="UBND tỉnh").organisation == world.province
    assert plan.recipients.last().name == "Lưu: VT"


def test_every_door_writes_the_log(world: World) -> None:
    plan = drafted(world)
    with_line(plan)
    actions = AuditEntry.objects.filter(object_type="plans.plan", object_id=str(plan.pk)).values_list(
        "action", flat=True
    )
    assert {"Lập kế hoạch", "Thêm dòng"} <= set(actions)


def test_a_plan_of_another_commune_is_nobody_elses(world: World) -> None:
    foreign: Organisation = world.binh_minh
    with pytest.raises(NotAllowed):
        update_header(plan_of(foreign), by=lan(world), seen=1, title="X")


def test_the_closing_sentence_stays_last_when_sections_move(world: World) -> None:
    plan = create_plan(by=lan(world), year=2026, title="Tuyên truyền")
    last = Block.objects.get(plan=plan, text="CHẾ ĐỘ BÁO CÁO")
    step_block(last, by=lan(world), up=True)
    step_block(Block.objects.get(plan=plan, text="MỤC TIÊU"), by=lan(world), up=False)
    texts = [block.text for block in Block.objects.filter(plan=plan, kind="heading", level=1).order_by("position")]
    assert texts[-2:] == ["CHẾ ĐỘ BÁO CÁO", "TỔ CHỨC THỰC HIỆN"]
    assert texts[1:3] == ["NHIỆM VỤ, GIẢI PHÁP", "MỤC TIÊU"]
    assert Block.objects.filter(plan=plan).order_by("position").last().text.endswith("./.")
    step_block(Block.objects.get(plan=plan, text="TỔ CHỨC THỰC HIỆN"), by=lan(world), up=False)
    assert Block.objects.filter(plan=plan).order_by("position").last().text.endswith("./.")
