"""Words typed into a line: taken, taken once, refused without losing one; and who sits where."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest

from accounts.models import User
from audit.models import AuditEntry
from core.exceptions import NotAllowed
from organisations.access import Access
from plans.domain.appendices import add_appendix
from plans.domain.drafting import add_block, save_block
from plans.domain.editing.seats import forget_editing, take_seat
from plans.models import Block, EditorSeat, EditStep, Plan, PlanTask
from plans.queries.editor import people_at
from tests.plans.editing_desk import NOW, at, line, new_key, plain, printed, refused, send, step, take
from tests.plans.plans_world import content_heading, drafted, issued, plan_of, with_line
from tests.world import World, access_of

pytestmark = pytest.mark.django_db


# --- text ---------------------------------------------------------------------------------------------


def test_words_are_stored_as_they_are_printed(plan: Plan, lan: Access) -> None:
    block = with_line(plan)
    taken = take(plan, lan, "text", line=str(block.key), was=f" {block.text}\u200b ", text="Rà  soát\u00a0 lại\u202e ")
    assert [each["text"] for each in taken.lines] == ["Rà soát lại"]
    assert AuditEntry.objects.filter(action="Sửa dòng", user_name="Nguyễn Thị Lan").exists()


def test_a_duty_takes_the_new_words_of_its_line(plan: Plan, lan: Access) -> None:
    block = with_line(plan, task=True)
    take(plan, lan, "text", line=str(block.key), was=block.text, text="Rà soát lại")
    assert PlanTask.objects.get(block=block).text == "Rà soát lại"


def test_the_later_one_sees_both_texts(plan: Plan, lan: Access, hung: Access) -> None:
    block = with_line(plan)
    take(plan, hung, "text", line=str(block.key), was=block.text, text="Chữ của Hùng")
    answer = refused(plan, lan, "text", line=str(block.key), was=block.text, text="Chữ của Lan")
    assert (answer["why"], answer["theirs"]["text"], answer["theirs"]["by"]) == (
        "conflict", "Chữ của Hùng", "Lê Quốc Hùng",
    )  # fmt: skip
    assert answer["say"].startswith("Lê Quốc Hùng vừa sửa")
    take(plan, lan, "text", line=str(block.key), was="Chữ của Hùng", text="Chữ của Lan")


def test_other_changes_of_the_line_are_no_conflict(plan: Plan, lan: Access, hung: Access) -> None:
    block = with_line(plan)
    take(plan, hung, "shape", line=str(block.key), was={"marker": "-"}, set={"marker": "+"})
    take(plan, lan, "text", line=str(block.key), was=block.text, text="Chữ của Lan")


def test_the_same_words_from_two_people_are_no_conflict(plan: Plan, lan: Access, hung: Access) -> None:
    block = with_line(plan)
    take(plan, hung, "text", line=str(block.key), was=block.text, text="Như nhau")
    before = AuditEntry.objects.count()
    take(plan, lan, "text", line=str(block.key), was=block.text, text="Như nhau ")
    assert AuditEntry.objects.count() == before


def test_words_for_a_deleted_line_are_told(plan: Plan, lan: Access, hung: Access) -> None:
    block = with_line(plan)
    take(plan, hung, "delete", lines=[{"line": str(block.key), "was": block.text}])
    answer = refused(plan, lan, "text", line=str(block.key), was=block.text, text="Khác")
    assert answer["why"] == "gone"
    assert "giữ lại thành dòng mới" in answer["say"]


def test_a_line_of_another_plan_is_gone(plan: Plan, lan: Access, world: World) -> None:
    foreign = Block.objects.filter(plan=plan_of(world.binh_minh)).first()
    assert foreign is not None
    assert refused(plan, lan, "text", line=str(foreign.key), was=foreign.text, text="Khác")["why"] == "gone"
    assert refused(plan, lan, "add", after=str(foreign.key), lines=[line()])["why"] == "gone"


# --- once ------------------------------------------------------------------------------------------


def test_a_step_sent_again_is_answered_again(plan: Plan, lan: Access) -> None:
    key = new_key()
    once = step("add", after=str(content_heading(plan).key), lines=[plain("Một lần", key)])
    first = send(plan, lan, once)
    again = send(plan, lan, once)
    assert [each["ok"] for each in first.results + again.results] == [True, True]
    assert printed(plan).count("- Một lần") == 1
    assert (first.revision, again.behind) == (again.revision, False)


def test_known_and_new_steps_in_one_batch(plan: Plan, lan: Access) -> None:
    block = with_line(plan)
    known = step("text", line=str(block.key), was=block.text, text="Lần đầu")
    send(plan, lan, known)
    taken = send(plan, lan, known, step("text", line=str(block.key), was="Lần đầu", text="Lần hai"))
    assert [each["ok"] for each in taken.results] == [True, True]
    assert at(plan, "Lần hai").pk == block.pk


def test_a_refused_step_is_tried_again(plan: Plan, lan: Access) -> None:
    block = with_line(plan)
    wrong = step("text", line=str(block.key), was="Khác hẳn", text="Mới")
    assert not send(plan, lan, wrong).results[0]["ok"]
    save_block(block, by=lan, seen=block.version, text="Khác hẳn")
    assert send(plan, lan, wrong).results[0]["ok"]


def test_a_step_of_another_plan_with_the_same_key_is_its_own(world: World, lan: Access) -> None:
    one, other = drafted(world), drafted(world, "Kế hoạch khác")
    key = new_key()
    for plan in (one, other):
        same = {**step("add", after=None, region="body", lines=[plain("A")]), "id": key}
        assert send(plan, lan, same).results[0]["ok"]
    assert EditStep.objects.filter(key=key).count() == 2


def test_one_refused_step_does_not_hold_up_the_others(plan: Plan, lan: Access) -> None:
    block = with_line(plan)
    missing = new_key()
    taken = send(
        plan, lan,
        step("add", after=new_key(), lines=[plain("Không vào", missing)]),
        step("text", line=missing, was="Không vào", text="Không vào được"),
        step("text", line=str(block.key), was=block.text, text="Vào được"),
    )  # fmt: skip
    assert [(each["ok"], each.get("why")) for each in taken.results] == [(False, "gone"), (False, "gone"), (True, None)]


def test_who_is_behind_is_told(plan: Plan, lan: Access, hung: Access) -> None:
    seen = Plan.objects.get(pk=plan.pk).revision
    take(plan, hung, "add", after=None, region="body", lines=[plain("Của Hùng")])
    mine = step("add", after=None, region="body", lines=[plain("Của Lan")])
    assert send(plan, lan, mine, seen=seen).behind
    assert not send(plan, lan, step("add", after=None, region="body", lines=[plain("Nữa")])).behind


@pytest.mark.parametrize(
    "broken",
    [
        {"do": "fly"},
        {"do": "text"},
        {"do": "text", "line": "x"},
        {"do": "text", "line": None, "was": 1},
        {"do": "text", "line": "{key}", "was": 5, "text": []},
        {"do": "text", "line": "{key}", "was": "Rà soát quy trình nội bộ", "text": "x" * 20_001},
        {"do": "add"},
        {"do": "add", "lines": []},
        {"do": "add", "lines": [5]},
        {"do": "add", "region": ["body"], "lines": [{"key": "{new}", "text": "A"}]},
        {"do": "add", "region": {"body": 1}, "lines": [{"key": "{new}", "text": "A"}]},
        {"do": "add", "lines": [{}]},
        {"do": "add", "lines": [{"key": "{new}", "kind": "song"}]},
        {"do": "add", "lines": [{"key": "{new}", "level": "1"}]},
        {"do": "add", "lines": [{"key": "{new}", "marker": "1" * 31}]},
        {"do": "add", "lines": [{"key": "{new}", "kind": "table", "level": 1, "marker": ""}]},
        {"do": "add", "region": "moon", "lines": [{"key": "{new}"}]},
        {"do": "add", "region": "appendix", "lines": [{"key": "{new}"}]},
        {"do": "add", "after": ["{new}"] * 99, "lines": [{"key": "{new}"}]},
        {"do": "add", "lines": [{"key": "{key}"}]},
        {"do": "split", "line": "{key}", "was": "Rà soát quy trình nội bộ", "text": "Rà"},
        {"do": "join", "line": "{key}", "was": "Rà soát quy trình nội bộ", "gone": "{key}"},
        {"do": "shape", "line": "{key}", "was": {}, "set": {}},
        {"do": "shape", "line": "{key}", "was": {}, "set": {"text": "A"}},
        {"do": "shape", "line": "{key}", "was": {}, "set": {"level": True}},
        {"do": "shape", "line": "{key}", "was": {}, "set": {"kind": "table"}},
        {"do": "move", "lines": ["{new}"]},
        {"do": "move", "lines": "{key}"},
        {"do": "delete", "lines": [None]},
        {"do": "restore", "step": "{new}"},
        {"do": "mark", "line": "{new}"},
        {"do": "task", "line": "{key}", "set": {}},
        {"do": "follow", "line": "{key}", "tracked": "yes"},
        {"do": "link", "party": "1", "unit": 1},
        {"do": "link", "party": 10**30, "unit": 1},
    ],
)
def test_nonsense_is_refused_and_changes_nothing(plan: Plan, lan: Access, broken: dict[str, Any]) -> None:
    block = with_line(plan)
    names = {"{key}": str(block.key), "{new}": new_key()}

    def filled(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: filled(each) for name, each in value.items()}
        if isinstance(value, list):
            return [filled(each) for each in value]
        return names.get(value, value) if isinstance(value, str) else value

    before = list(Block.objects.filter(plan=plan).values())
    (answer,) = send(plan, lan, {"id": new_key(), **filled(broken)}).results
    assert answer["ok"] is False
    assert answer["say"].endswith(".")
    assert list(Block.objects.filter(plan=plan).values()) == before
    assert EditStep.objects.count() == 0


def test_an_issued_plan_takes_no_step(plan: Plan, lan: Access, world: World) -> None:
    block = with_line(plan)
    issued(world, plan)
    with pytest.raises(NotAllowed, match="đã ban hành"):
        send(plan, lan, step("text", line=str(block.key), was=block.text, text="Khác"))
    block.refresh_from_db()
    assert block.text != "Khác"


@pytest.mark.parametrize("who", ["minh", "nga", "an", "oanh", "thao"])
def test_others_take_no_step(plan: Plan, world: World, who: str) -> None:
    block = with_line(plan)
    with pytest.raises(NotAllowed):
        send(plan, access_of(getattr(world, who), world.an_binh), step("mark", line=str(block.key)))


# --- who sits there ---------------------------------------------------------------------------------


def seat(plan: Plan, by: Access, tab: uuid.UUID, seconds: int = 0, at_line: uuid.UUID | None = None) -> None:
    take_seat(plan, by=by, tab=tab, line=at_line, at=NOW + dt.timedelta(seconds=seconds))


def test_two_people_see_each_other_and_where(plan: Plan, lan: Access, hung: Access) -> None:
    mine, other, second = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
    block = with_line(plan)
    seat(plan, lan, mine)
    seat(plan, lan, second)
    seat(plan, hung, other, at_line=block.key)
    assert people_at(plan, by=lan, tab=mine, at=NOW) == [
        {"name": "thẻ khác của ông/bà", "line": None},
        {"name": "Lê Quốc Hùng", "line": str(block.key)},
    ]
    assert people_at(plan, by=lan, tab=mine, at=NOW + dt.timedelta(seconds=31)) == []


def test_a_sign_of_life_is_not_written_at_every_key(plan: Plan, lan: Access) -> None:
    tab = uuid.uuid4()
    seat(plan, lan, tab)
    seat(plan, lan, tab, seconds=5)
    assert EditorSeat.objects.get().seen_at == NOW
    seat(plan, lan, tab, seconds=6, at_line=(line_key := uuid.uuid4()))
    assert EditorSeat.objects.get().line == line_key
    seat(plan, lan, tab, seconds=20, at_line=line_key)
    assert EditorSeat.objects.get().seen_at == NOW + dt.timedelta(seconds=20)


def test_seats_of_one_person_are_bounded(plan: Plan, lan: Access) -> None:
    for number in range(40):
        seat(plan, lan, uuid.uuid4(), seconds=number)
    assert EditorSeat.objects.count() == 20
    seat(plan, lan, uuid.uuid4(), seconds=3600)
    assert EditorSeat.objects.count() == 1


def test_steps_and_seats_are_forgotten(plan: Plan, lan: Access, settings: Any) -> None:
    settings.EDIT_STEPS_KEPT_DAYS = 7
    block = with_line(plan)
    send(plan, lan, step("mark", line=str(block.key)), at=NOW - dt.timedelta(days=8))
    kept = step("text", line=str(block.key), was=block.text, text="Mới")
    send(plan, lan, kept, at=NOW - dt.timedelta(days=6))
    seat(plan, lan, uuid.uuid4(), seconds=-7200)
    assert forget_editing(now=NOW) == 1
    assert [str(each.key) for each in EditStep.objects.all()] == [kept["id"]]
    assert not EditorSeat.objects.exists()


def test_a_person_who_left_leaves_the_step(plan: Plan, lan: Access) -> None:
    block = with_line(plan)
    take(plan, lan, "mark", line=str(block.key))
    assert EditStep.objects.get().by == User.objects.get(pk=lan.user_id)


def test_an_unused_door_stays_shut_for_a_foreign_appendix(plan: Plan, lan: Access, world: World) -> None:
    other = plan_of(world.binh_minh)
    foreign = add_appendix(other, by=Access.system(world.binh_minh), label="Phụ lục", title="")
    add_block(other, by=Access.system(world.binh_minh), after=None, region="appendix", appendix=foreign, text="Của họ")
    answer = refused(plan, lan, "add", after=None, region="appendix", appendix=foreign.pk, lines=[plain("A")])
    assert answer["why"] == "gone"
