"""What a step took away comes back as it was; what others did meanwhile stays."""

from __future__ import annotations

from typing import Any

import pytest

from organisations.access import Access
from plans.domain.appendices import add_appendix, delete_appendix
from plans.domain.clauses import add_clause
from plans.domain.drafting import save_block
from plans.domain.tasks import assign_person, merge_same
from plans.enums import AssignmentField
from plans.models import AssignmentBlock, Block, Plan, PlanTask, TableRow, Target, TaskUnit
from tests.plans.editing_desk import line, plain, printed, refused, send, step, take
from tests.plans.plans_world import content_heading, drafted, with_line, with_table
from tests.world import World, access_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def lan(world: World) -> Access:
    return access_of(world.lan, world.an_binh)


@pytest.fixture
def plan(world: World) -> Plan:
    return drafted(world)


def stored(plan: Plan) -> dict[str, list[dict[str, Any]]]:
    """Every row of the plan's text, without the counters of saves."""
    out = {}
    for model in (AssignmentBlock, Block, PlanTask, TaskUnit, Target):
        rows = model._default_manager.filter(plan=plan).order_by("pk").values()
        out[model.__name__] = [{k: v for k, v in row.items() if k not in ("version", "position")} for row in rows]
    rows = TableRow.objects.filter(block__plan=plan).order_by("pk").values()
    out["TableRow"] = [{k: v for k, v in row.items() if k != "version"} for row in rows]
    return out


def undo(plan: Plan, by: Access, done: dict[str, Any]) -> Any:
    return take(plan, by, "restore", step=done["id"])


def do(plan: Plan, by: Access, name: str, **fields: Any) -> dict[str, Any]:
    sent = step(name, **fields)
    (answer,) = send(plan, by, sent).results
    assert answer["ok"], answer
    return sent


def seen(*blocks: Block) -> list[dict[str, str]]:
    return [{"line": str(block.key), "was": block.text} for block in blocks]


def test_a_deleted_duty_comes_back_with_everything(plan: Plan, lan: Access, world: World) -> None:
    block = with_line(plan, task=True)
    take(
        plan,
        lan,
        "task",
        line=str(block.key),
        was={},
        set={"lead_text": "VP-TK; Tổ Một", "deadline_text": "Quý II/2026"},
    )
    task = PlanTask.objects.get(block=block)
    assign_person(task, by=lan, person=world.hung, director=world.minh)
    take(plan, lan, "link", party=TaskUnit.objects.get(name="Tổ Một").pk, unit=world.one_stop.pk)
    target = add_clause(plan, Target, by=lan, text="100% hồ sơ đúng hạn")
    Target.objects.filter(pk=target.pk).update(block=block)
    before, order = stored(plan), printed(plan)
    done = do(plan, lan, "delete", lines=seen(block))
    assert not PlanTask.objects.filter(plan=plan).exists()
    taken = undo(plan, lan, done)
    assert stored(plan) == before
    assert printed(plan) == order
    assert [each["text"] for each in taken.lines] == [block.text]


def test_a_table_comes_back_with_its_rows(plan: Plan, lan: Access) -> None:
    table = with_table(plan, 3)
    before = stored(plan)
    done = do(plan, lan, "delete", lines=seen(table))
    assert not TableRow.objects.filter(block__plan=plan).exists()
    undo(plan, lan, done)
    assert stored(plan) == before


def test_scattered_lines_come_back_each_at_its_place(plan: Plan, lan: Access) -> None:
    take(plan, lan, "add", after=str(content_heading(plan).key), lines=[plain(f"Việc {n}") for n in range(8)])
    order = printed(plan)
    gone = [Block.objects.get(plan=plan, text=f"Việc {n}") for n in (0, 1, 4, 7)]
    done = do(plan, lan, "delete", lines=seen(*gone))
    undo(plan, lan, done)
    assert printed(plan) == order


def test_numbers_make_room_again(plan: Plan, lan: Access) -> None:
    order = printed(plan)
    section = [Block.objects.get(plan=plan, text=text) for text in ("MỤC ĐÍCH, YÊU CẦU", "Mục đích", "Yêu cầu")]
    done = do(plan, lan, "delete", lines=seen(*section))
    assert printed(plan)[0] == "I. MỤC TIÊU"
    undo(plan, lan, done)
    assert printed(plan) == order


def test_a_second_restore_changes_nothing(plan: Plan, lan: Access) -> None:
    block = with_line(plan, task=True)
    done = do(plan, lan, "delete", lines=seen(block))
    undo(plan, lan, done)
    before = stored(plan)
    undo(plan, lan, done)
    assert stored(plan) == before


def test_a_line_typed_anew_under_the_same_name_stays(plan: Plan, lan: Access) -> None:
    block = with_line(plan, task=True)
    done = do(plan, lan, "delete", lines=seen(block))
    after = str(content_heading(plan).key)
    take(plan, lan, "add", after=after, lines=[plain("Gõ lại", str(block.key))])
    undo(plan, lan, done)
    assert [each.text for each in Block.objects.filter(plan=plan, key=block.key)] == ["Gõ lại"]


def test_where_the_line_above_went_too_it_stands_below_the_next_one(plan: Plan, lan: Access) -> None:
    take(plan, lan, "add", after=str(content_heading(plan).key), lines=[plain("Một"), plain("Hai"), plain("Ba")])
    one, two = (Block.objects.get(plan=plan, text=text) for text in ("Một", "Hai"))
    first = do(plan, lan, "delete", lines=seen(two))
    do(plan, lan, "delete", lines=seen(one))
    undo(plan, lan, first)
    place = printed(plan).index("III. NHIỆM VỤ, GIẢI PHÁP")
    assert printed(plan)[place + 1 : place + 3] == ["- Hai", "- Ba"]


def test_a_line_of_an_appendix_that_is_gone_stays_gone(plan: Plan, lan: Access) -> None:
    appendix = add_appendix(plan, by=lan, label="Phụ lục", title="")
    take(plan, lan, "add", after=None, region="appendix", appendix=appendix.pk, lines=[plain("A")])
    block = Block.objects.get(plan=plan, text="A")
    done = do(plan, lan, "delete", lines=seen(block))
    delete_appendix(appendix, by=lan, seen=appendix.version)
    answer = refused(plan, lan, "restore", step=done["id"])
    assert (answer["why"], "Phụ lục" in answer["say"]) == ("refused", True)
    assert not Block.objects.filter(plan=plan, text="A").exists()


def test_links_to_what_is_gone_since_then_come_back_empty(plan: Plan, lan: Access, world: World) -> None:
    block = with_line(plan, task=True)
    take(plan, lan, "task", line=str(block.key), was={}, set={"lead_text": "Văn hóa - Xã hội"})
    done = do(plan, lan, "delete", lines=seen(block))
    world.culture.delete()
    undo(plan, lan, done)
    party = TaskUnit.objects.get(task__block=block)
    assert (party.name, party.unit) == ("Văn hóa - Xã hội", None)


def test_a_merged_duty_is_merged_again(plan: Plan, lan: Access) -> None:
    kept, twin = with_line(plan, "Giữ", task=True), with_line(plan, "Trùng", task=True)
    merge_same(PlanTask.objects.get(block=twin), by=lan, same_as=PlanTask.objects.get(block=kept))
    done = do(plan, lan, "delete", lines=seen(kept))
    assert PlanTask.objects.get(block=twin).tracked
    taken = undo(plan, lan, done)
    again = PlanTask.objects.get(block=twin)
    assert (again.tracked, again.same_as) == (False, PlanTask.objects.get(block=kept))
    assert {each["text"] for each in taken.lines} == {"Giữ", "Trùng"}


@pytest.fixture
def lent(plan: Plan, lan: Access) -> tuple[Block, Block, Block]:
    """A duty that borrows lead and time from two printed lines."""
    duty, lead, time = (
        with_line(plan, text) for text in ("Rà soát", "Cơ quan chủ trì: Tư pháp.", "Thời gian thực hiện: Quý II/2026.")
    )
    assignment = AssignmentBlock.objects.create(plan=plan)
    for block, name in ((lead, AssignmentField.LEAD), (time, AssignmentField.DEADLINE)):
        Block.objects.filter(pk=block.pk).update(assignment=assignment, assignment_field=name)
    take(plan, lan, "mark", line=str(duty.key))
    PlanTask.objects.filter(block=duty).update(assignment=assignment)
    for block in (lead, time):
        block.refresh_from_db()
        save_block(block, by=lan, seen=block.version, text=block.text)
    return duty, lead, time


def test_words_of_an_assignment_block_count_again(plan: Plan, lan: Access, lent: tuple[Block, Block, Block]) -> None:
    duty, lead, _ = lent
    before = stored(plan)
    done = do(plan, lan, "delete", lines=seen(lead))
    assert PlanTask.objects.get(block=duty).effective_lead == ""
    taken = undo(plan, lan, done)
    assert PlanTask.objects.get(block=duty).effective_lead == "Tư pháp"
    now, old = stored(plan), before
    for each in (now, old):  # the parties were written anew from the same words
        each["TaskUnit"] = [{k: v for k, v in row.items() if k != "id"} for row in each["TaskUnit"]]
    assert now == old
    assert {each["text"] for each in taken.lines} >= {lead.text}


def test_a_whole_assignment_block_comes_back_to_its_duties(
    plan: Plan, lan: Access, lent: tuple[Block, Block, Block]
) -> None:
    duty, lead, time = lent
    before = stored(plan)
    done = do(plan, lan, "delete", lines=seen(lead, time))
    assert PlanTask.objects.get(block=duty).assignment is None
    undo(plan, lan, done)
    assert stored(plan) == before


def test_an_unmarked_duty_comes_back(plan: Plan, lan: Access) -> None:
    block = with_line(plan, task=True)
    take(plan, lan, "task", line=str(block.key), was={}, set={"lead_text": "VP-TK", "deadline_text": "Quý II/2026"})
    before = stored(plan)
    done = do(plan, lan, "unmark", line=str(block.key))
    assert not PlanTask.objects.filter(plan=plan).exists()
    undo(plan, lan, done)
    assert stored(plan) == before
    undo(plan, lan, done)
    assert stored(plan) == before


def test_a_duty_marked_again_meanwhile_stays(plan: Plan, lan: Access) -> None:
    block = with_line(plan, task=True)
    done = do(plan, lan, "unmark", line=str(block.key))
    take(plan, lan, "mark", line=str(block.key))
    undo(plan, lan, done)
    assert PlanTask.objects.filter(block=block).count() == 1


def test_joined_lines_come_apart_again(plan: Plan, lan: Access) -> None:
    second, first = with_line(plan, "báo cáo", task=True), with_line(plan, "Rà soát,", task=True)
    before, order = stored(plan), printed(plan)
    done = do(
        plan, lan, "join", line=str(first.key), was="Rà soát,", text="Rà soát, báo cáo", gone=str(second.key),
        gone_was="báo cáo",
    )  # fmt: skip
    undo(plan, lan, done)
    assert (stored(plan), printed(plan)) == (before, order)


def test_joined_to_an_empty_line_and_apart_again(plan: Plan, lan: Access) -> None:
    second, first = with_line(plan, "Báo cáo", task=True), with_line(plan, "")
    before = stored(plan)
    done = do(plan, lan, "join", line=str(first.key), was="", text="Báo cáo", gone=str(second.key), gone_was="Báo cáo")
    undo(plan, lan, done)
    assert stored(plan) == before


def test_joined_words_that_somebody_changed_are_not_torn_apart(plan: Plan, lan: Access) -> None:
    second, first = with_line(plan, "hai"), with_line(plan, "Một")
    done = do(plan, lan, "join", line=str(first.key), was="Một", text="Một hai", gone=str(second.key), gone_was="hai")
    take(plan, lan, "text", line=str(first.key), was="Một hai", text="Một hai ba")
    assert refused(plan, lan, "restore", step=done["id"])["why"] == "conflict"


def test_a_shape_with_the_lines_below_comes_back(plan: Plan, lan: Access) -> None:
    heading = Block.objects.get(plan=plan, text="Yêu cầu")
    below = [line(level=3, kind="paragraph", marker=marker, text=f"Việc {marker}") for marker in ("a)", "b)")]
    take(plan, lan, "add", after=str(heading.key), lines=below)
    before = stored(plan)
    done = do(plan, lan, "shape", line=str(heading.key), was={}, set={"level": 3, "marker": None})
    assert stored(plan) != before
    undo(plan, lan, done)
    assert stored(plan) == before


def test_a_line_shaped_again_meanwhile_stays(plan: Plan, lan: Access) -> None:
    block = with_line(plan)
    done = do(plan, lan, "shape", line=str(block.key), was={}, set={"kind": "heading"})
    take(plan, lan, "shape", line=str(block.key), was={}, set={"kind": "paragraph", "marker": "+"})
    undo(plan, lan, done)
    block.refresh_from_db()
    assert (block.kind, block.marker) == ("paragraph", "+")


def test_only_what_was_taken_in_this_plan_is_undone(plan: Plan, lan: Access, world: World) -> None:
    other = drafted(world, "Kế hoạch khác")
    block = with_line(other)
    done = do(other, lan, "delete", lines=seen(block))
    assert refused(plan, lan, "restore", step=done["id"])["why"] == "gone"
    added = do(plan, lan, "add", after=None, region="body", lines=[plain("A")])
    undo(plan, lan, added)
    assert "- A" in printed(plan)
