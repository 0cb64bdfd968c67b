"""Each step of the editor: taken, taken once, refused without losing a word."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest

from accounts.models import User
from audit.models import AuditEntry
from core.exceptions import NotAllowed
from organisations.access import Access
from organisations.models import UnitSpelling
from plans.domain.appendices import add_appendix
from plans.domain.drafting import add_block, save_block
from plans.domain.editing.seats import forget_editing, take_seat
from plans.domain.tasks import mark_task
from plans.models import Block, EditorSeat, EditStep, Plan, PlanTask, TaskUnit
from plans.queries.editor import people_at
from tests.plans.editing_desk import NOW, line, new_key, plain, printed, refused, send, step, take
from tests.plans.plans_world import content_heading, drafted, issued, plan_of, with_line, with_table
from tests.world import World, access_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def lan(world: World) -> Access:
    return access_of(world.lan, world.an_binh)


@pytest.fixture
def hung(world: World) -> Access:
    return access_of(world.hung, world.an_binh)


@pytest.fixture
def plan(world: World) -> Plan:
    return drafted(world)


def at(plan: Plan, text: str) -> Block:
    return Block.objects.select_related("plan__organisation").get(plan=plan, text=text)


def key_of(plan: Plan, text: str) -> str:
    return str(at(plan, text).key)


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


# --- adding --------------------------------------------------------------------------------------


def test_enter_goes_on_with_the_list_and_its_numbers(plan: Plan, lan: Access) -> None:
    key = new_key()
    taken = take(plan, lan, "add", after=key_of(plan, "Mục đích"), lines=[line(key)])
    made = next(each for each in taken.lines if each["key"] == key)
    assert (made["kind"], made["level"], made["marker"]) == ("heading", 2, "2.")
    assert at(plan, "Yêu cầu").marker == "3."
    assert taken.order is not None
    assert taken.order.index(key) == taken.order.index(key_of(plan, "Mục đích")) + 1


def test_a_new_line_at_another_level_looks_like_its_siblings(plan: Plan, lan: Access) -> None:
    key = new_key()
    taken = take(plan, lan, "add", after=key_of(plan, "Yêu cầu"), lines=[line(key, level=1)])
    made = next(each for each in taken.lines if each["key"] == key)
    assert (made["kind"], made["level"], made["marker"]) == ("heading", 1, "II.")
    assert at(plan, "MỤC TIÊU").marker == "III."


def test_without_automatic_numbers_the_next_one_is_taken(plan: Plan, lan: Access) -> None:
    Plan.objects.filter(pk=plan.pk).update(auto_numbering=False)
    key = new_key()
    take(plan, lan, "add", after=key_of(plan, "Yêu cầu"), lines=[line(key), line(text="Nữa")])
    assert [Block.objects.get(key=key).marker, at(plan, "Nữa").marker] == ["3.", "4."]


def test_a_new_line_of_the_preamble_is_a_basis(plan: Plan, lan: Access) -> None:
    key = new_key()
    take(plan, lan, "add", after=None, region="preamble", lines=[line(key, text="Căn cứ Nghị quyết;")])
    assert (at(plan, "Căn cứ Nghị quyết;").kind, printed(plan, "preamble")[0]) == ("basis", "Căn cứ Nghị quyết;")


@pytest.mark.parametrize(
    ("region", "kind", "stored"),
    [("preamble", "heading", "paragraph"), ("body", "basis", "paragraph"), ("body", "heading", "heading")],
)
def test_kinds_fit_their_part(plan: Plan, lan: Access, region: str, kind: str, stored: str) -> None:
    key = new_key()
    take(plan, lan, "add", after=None, region=region, lines=[line(key, kind=kind, text="A")])
    assert Block.objects.get(key=key).kind == stored


def test_300_pasted_lines_are_one_change(plan: Plan, lan: Access) -> None:
    after = content_heading(plan)
    lines = [plain(f"Việc {number}") for number in range(300)]
    taken = take(plan, lan, "add", after=str(after.key), lines=lines)
    assert [each["key"] for each in taken.lines][:300] == [each["key"] for each in lines]
    assert AuditEntry.objects.filter(action="Thêm dòng").count() == 1
    positions = list(Block.objects.filter(plan=plan).order_by("position").values_list("position", flat=True))
    assert positions == sorted(set(positions))


def test_a_key_made_twice_writes_nothing(plan: Plan, lan: Access) -> None:
    key = new_key()
    rows = [{"key": key, "kind": "data", "cells": ["A"]}] * 2
    table = line(kind="table", level=1, marker="", columns=[{"title": "A", "role": ""}], rows=rows)
    for lines in ([table], [plain("A", key), plain("B", key)]):
        assert refused(plan, lan, "add", after=None, lines=lines)["why"] == "refused"
    assert not Block.objects.filter(plan=plan, key=key).exists()


def test_a_pasted_table_has_its_duties(plan: Plan, lan: Access, world: World) -> None:
    columns = [{"title": "Nội dung", "role": "content"}, {"title": "Chủ trì", "role": "lead"}]
    rows = [
        {"key": new_key(), "kind": "data", "cells": ["Rà soát", "VP-TK", "thừa"]},
        {"key": new_key(), "kind": "data", "cells": ["Kiểm tra", None]},
        {"key": new_key(), "kind": "group", "cells": ["II", None]},
        {"key": new_key(), "kind": "data", "cells": ["Báo cáo"]},
    ]
    table = line(kind="table", level=1, marker="", columns=columns, rows=rows)
    taken = take(plan, lan, "add", after=str(content_heading(plan).key), lines=[table])
    (made,) = [each for each in taken.lines if each["kind"] == "table"]
    assert [row["cells"] for row in made["rows"]] == [
        ["Rà soát", "VP-TK"],
        ["Kiểm tra", None],
        ["II", ""],
        ["Báo cáo", ""],
    ]
    assert [row["task"] and row["task"]["lead_text"] for row in made["rows"]] == ["VP-TK", "VP-TK", None, ""]
    assert {party.unit for party in TaskUnit.objects.filter(plan=plan)} == {world.office}


def test_after_a_deleted_line_the_nearest_one_above_counts(plan: Plan, lan: Access) -> None:
    above, gone = content_heading(plan), new_key()
    take(plan, lan, "add", after=[gone, new_key(), str(above.key)], lines=[plain("Vẫn vào")])
    assert printed(plan)[printed(plan).index("III. NHIỆM VỤ, GIẢI PHÁP") + 1] == "- Vẫn vào"
    take(plan, lan, "add", after=[gone, None], region="preamble", lines=[line(text="Đầu phần")])
    assert printed(plan, "preamble")[0] == "Đầu phần"


def test_a_plan_does_not_grow_beyond_reading(plan: Plan, lan: Access, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("plans.domain.lines.MOST_LINES", 15)
    assert "Nhập từ văn bản" in refused(plan, lan, "add", after=None, lines=[plain("A") for _ in range(5)])["say"]
    assert "Nhập từ văn bản" in refused(plan, lan, "add", after=None, lines=[plain("A") for _ in range(1501)])["say"]


# --- splitting and joining ---------------------------------------------------------------------------


def test_a_line_is_cut_in_two(plan: Plan, lan: Access) -> None:
    block = with_line(plan, "Rà soát quy trình. Báo cáo kết quả.", task=True)
    key = new_key()
    take(
        plan, lan, "split", line=str(block.key), was=block.text, text="Rà soát quy trình.",
        new=line(key, text="Báo cáo kết quả."),
    )  # fmt: skip
    assert [at(plan, text).marker for text in ("Rà soát quy trình.", "Báo cáo kết quả.")] == ["-", "-"]
    assert [task.text for task in PlanTask.objects.filter(plan=plan)] == ["Rà soát quy trình."]


def test_cut_before_the_first_word_the_duty_goes_with_the_words(plan: Plan, lan: Access) -> None:
    block = with_line(plan, task=True)
    key = new_key()
    take(plan, lan, "split", line=str(block.key), was=block.text, text="", new=line(key, text=block.text))
    task = PlanTask.objects.select_related("block").get(plan=plan)
    assert task.block is not None
    assert (str(task.block.key), task.text) == (key, block.text)


def test_lines_are_joined_and_the_first_stays_the_duty(plan: Plan, lan: Access) -> None:
    second = with_line(plan, "báo cáo kết quả", task=True)
    first = with_line(plan, "Rà soát,", task=True)
    take(
        plan, lan, "join", line=str(first.key), was="Rà soát,", text="Rà soát, báo cáo kết quả", gone=str(second.key),
        gone_was="báo cáo kết quả",
    )  # fmt: skip
    (task,) = PlanTask.objects.filter(plan=plan)
    assert (task.block_id, task.text) == (first.pk, "Rà soát, báo cáo kết quả")


def test_joined_to_an_empty_line_the_duty_stays(plan: Plan, lan: Access) -> None:
    second = with_line(plan, "Rà soát", task=True)
    first = with_line(plan, "")
    take(plan, lan, "join", line=str(first.key), was="", text="Rà soát", gone=str(second.key), gone_was="Rà soát")
    (task,) = PlanTask.objects.filter(plan=plan)
    assert (task.block_id, task.text) == (first.pk, "Rà soát")


@pytest.mark.parametrize("changed", ["first", "second"])
def test_joining_what_somebody_changed_is_a_conflict(plan: Plan, lan: Access, changed: str) -> None:
    second, first = with_line(plan, "hai"), with_line(plan, "Một")
    other = first if changed == "first" else second
    other.refresh_from_db()
    save_block(other, by=lan, seen=other.version, text="Khác")
    answer = refused(
        plan, lan, "join", line=str(first.key), was="Một", text="Một hai", gone=str(second.key), gone_was="hai"
    )
    assert (answer["why"], answer["theirs"]["key"]) == ("conflict", str(other.key))
    assert Block.objects.filter(pk=second.pk).exists()


def test_tables_are_neither_cut_nor_joined(plan: Plan, lan: Access) -> None:
    block, table = with_line(plan), with_table(plan)
    for fields in (
        {"do": "join", "line": str(block.key), "was": block.text, "text": "A", "gone": str(table.key), "gone_was": ""},
        {"do": "split", "line": str(table.key), "was": "", "text": "", "new": line(text="A")},
        {"do": "text", "line": str(table.key), "was": "", "text": "A"},
        {"do": "shape", "line": str(table.key), "was": {}, "set": {"kind": "paragraph"}},
    ):
        (answer,) = send(plan, lan, {"id": new_key(), **fields}).results
        assert (answer["ok"], "ảng" in answer["say"]) == (False, True), fields


# --- shape -----------------------------------------------------------------------------------------


def test_tab_takes_the_lines_below_along(plan: Plan, lan: Access) -> None:
    heading = at(plan, "Yêu cầu")
    take(plan, lan, "add", after=str(heading.key), lines=[line(level=3, kind="paragraph", marker="a)", text="Rõ việc")])
    taken = take(
        plan, lan, "shape", line=str(heading.key), was={"level": 2, "marker": "2."}, set={"level": 3, "marker": None}
    )
    assert [(each["text"], each["level"], each["marker"]) for each in taken.lines] == [
        ("Yêu cầu", 3, "a)"), ("Rõ việc", 4, "-"),
    ]  # fmt: skip


def test_200_presses_of_tab_are_harmless(plan: Plan, lan: Access) -> None:
    block = with_line(plan)
    presses = [
        step("shape", line=str(block.key), was={}, set={"level": level, "marker": None}) for level in range(2, 202)
    ]
    taken = send(plan, lan, *presses)
    assert all(each["ok"] for each in taken.results)
    block.refresh_from_db()
    assert block.level == 2  # one below the heading above it


def test_a_number_that_only_followed_is_no_conflict(plan: Plan, lan: Access, hung: Access) -> None:
    target = at(plan, "MỤC TIÊU")
    take(
        plan,
        hung,
        "add",
        after=key_of(plan, "Yêu cầu"),
        lines=[line(level=1, kind="heading", marker="II.", text="MỚI")],
    )
    take(plan, lan, "shape", line=str(target.key), was={"level": 1, "marker": "II."}, set={"level": 2, "marker": None})
    assert at(plan, "MỤC TIÊU").level == 2


def test_a_shape_that_somebody_changed_is_a_conflict(plan: Plan, lan: Access, hung: Access) -> None:
    block = with_line(plan)
    take(plan, hung, "shape", line=str(block.key), was={"kind": "paragraph"}, set={"kind": "heading"})
    answer = refused(plan, lan, "shape", line=str(block.key), was={"kind": "paragraph"}, set={"kind": "basis"})
    assert (answer["why"], answer["theirs"]["kind"]) == ("conflict", "heading")


def test_the_preamble_has_one_level(plan: Plan, lan: Access) -> None:
    basis = Block.objects.filter(plan=plan, kind="basis").get()
    take(plan, lan, "shape", line=str(basis.key), was={"level": 1}, set={"level": 3, "marker": None})
    take(plan, lan, "shape", line=str(basis.key), was={"kind": "basis"}, set={"kind": "heading"})
    basis.refresh_from_db()
    assert (basis.level, basis.kind) == (1, "paragraph")


def test_what_a_heading_is_about(plan: Plan, lan: Access) -> None:
    block = at(plan, "TỔ CHỨC THỰC HIỆN")
    take(plan, lan, "shape", line=str(block.key), was={"role": "organisation"}, set={"role": "other"})
    block.refresh_from_db()
    assert (block.role, block.marker) == ("other", "V.")


# --- moving and deleting ------------------------------------------------------------------------------


def test_a_section_moves_and_numbers_follow(plan: Plan, lan: Access) -> None:
    keys = [key_of(plan, text) for text in ("MỤC ĐÍCH, YÊU CẦU", "Mục đích", "Yêu cầu")]
    taken = take(plan, lan, "move", lines=keys, after=key_of(plan, "MỤC TIÊU"))
    assert printed(plan)[:4] == ["I. MỤC TIÊU", "II. MỤC ĐÍCH, YÊU CẦU", "1. Mục đích", "2. Yêu cầu"]
    assert taken.order is not None
    take(plan, lan, "move", lines=keys, after=None)
    assert printed(plan)[:4] == ["I. MỤC ĐÍCH, YÊU CẦU", "1. Mục đích", "2. Yêu cầu", "II. MỤC TIÊU"]


def test_a_line_moves_into_an_appendix_and_back(plan: Plan, lan: Access) -> None:
    appendix = add_appendix(plan, by=lan, label="Phụ lục", title="Danh mục")
    block = with_line(plan, task=True)
    take(plan, lan, "move", lines=[str(block.key)], after=None, region="appendix", appendix=appendix.pk)
    block.refresh_from_db()
    assert (block.region, block.appendix_id) == ("appendix", appendix.pk)
    take(plan, lan, "move", lines=[str(block.key)], after=str(content_heading(plan).key))
    block.refresh_from_db()
    assert (block.region, block.appendix_id) == ("body", None)


def test_moves_that_make_no_sense(plan: Plan, lan: Access) -> None:
    basis = Block.objects.filter(plan=plan, kind="basis").get()
    heading = content_heading(plan)
    assert "căn cứ" in refused(plan, lan, "move", lines=[str(basis.key)], after=str(heading.key))["say"]
    assert "chính phần" in refused(plan, lan, "move", lines=[str(heading.key)], after=str(heading.key))["say"]
    assert refused(plan, lan, "move", lines=[str(heading.key)], after=new_key())["why"] == "gone"


def test_citations_follow_a_moved_section(plan: Plan, lan: Access) -> None:
    block = with_line(plan, "Như mục 2 của Phần I Kế hoạch này")
    take(plan, lan, "move", lines=[key_of(plan, "Yêu cầu")], after=key_of(plan, "MỤC ĐÍCH, YÊU CẦU"))
    block.refresh_from_db()
    assert block.text == "Như mục 1 của Phần I Kế hoạch này"


def test_many_lines_are_deleted_or_none(plan: Plan, lan: Access) -> None:
    one, two = with_line(plan, "Một"), with_line(plan, "Hai")
    sent = [{"line": str(one.key), "was": "Một"}, {"line": str(two.key), "was": "Hai đã khác"}]
    assert refused(plan, lan, "delete", lines=sent)["why"] == "conflict"
    assert Block.objects.filter(pk__in=[one.pk, two.pk]).count() == 2
    sent[1]["was"] = "Hai"
    taken = take(plan, lan, "delete", lines=[*sent, {"line": new_key(), "was": "đã xóa trước"}])
    assert set(taken.gone) == {str(one.key), str(two.key)}
    entry = AuditEntry.objects.get(action="Xóa dòng")
    assert "Một" in entry.changes["nội dung"][0]


# --- duties ----------------------------------------------------------------------------------------


def test_a_line_becomes_a_duty_and_gets_words(plan: Plan, lan: Access) -> None:
    block = with_line(plan)
    take(plan, lan, "mark", line=str(block.key))
    taken = take(
        plan, lan, "task", line=str(block.key), was={"lead_text": "", "deadline_text": ""},
        set={"lead_text": "VP-TK", "deadline_text": "Trước ngày 30/6/2026"},
    )  # fmt: skip
    (task,) = taken.lines[0]["tasks"]
    assert task["deadline"]["state"] == "understood"
    assert "30/6/2026" in task["deadline"]["label"]
    assert [party["name"] for party in task["parties"]] == ["VP-TK"]


def test_two_people_fill_in_two_fields(plan: Plan, lan: Access, hung: Access) -> None:
    block = with_line(plan, task=True)
    take(plan, hung, "task", line=str(block.key), was={"lead_text": ""}, set={"lead_text": "Tư pháp"})
    take(plan, lan, "task", line=str(block.key), was={"result_text": ""}, set={"result_text": "Báo cáo"})
    answer = refused(plan, lan, "task", line=str(block.key), was={"lead_text": ""}, set={"lead_text": "Công an"})
    assert (answer["why"], answer["theirs"]["tasks"][0]["lead_text"]) == ("conflict", "Tư pháp")


def test_a_question_about_a_deadline_is_answered_and_taken_back(plan: Plan, lan: Access) -> None:
    block = with_line(plan, task=True)
    words = "Quý I, Quý II"
    asked = take(plan, lan, "task", line=str(block.key), was={}, set={"deadline_text": words})
    (task,) = asked.lines[0]["tasks"]
    assert (task["deadline"]["state"], [value for value, _ in task["deadline"]["choices"]]) == (
        "question",
        ["one", "each"],
    )
    chosen = take(plan, lan, "task", line=str(block.key), meaning="each")
    assert chosen.lines[0]["tasks"][0]["deadline"]["chosen"] == "each"
    assert PlanTask.objects.get(block=block).deadline["repeats"] is True  # type: ignore[index]
    later = take(plan, lan, "task", line=str(block.key), meaning="")
    assert later.lines[0]["tasks"][0]["deadline"]["state"] == "question"


def test_words_of_a_row_stand_in_its_cells(plan: Plan, lan: Access) -> None:
    table = with_table(plan)
    row = table.rows.get()
    taken = take(
        plan, lan, "task", line=str(table.key), row=str(row.key), was={"lead_text": "Văn phòng - Thống kê"},
        set={"lead_text": "Tư pháp - Hộ tịch"},
    )  # fmt: skip
    assert taken.lines[0]["rows"][0]["cells"][3] == "Tư pháp - Hộ tịch"


def test_words_for_a_line_that_is_no_duty_are_told(plan: Plan, lan: Access) -> None:
    block = with_line(plan)
    answer = refused(plan, lan, "task", line=str(block.key), was={}, set={"lead_text": "VP-TK"})
    assert (answer["why"], "đánh dấu lại" in answer["say"]) == ("gone", True)


def test_followed_or_printed_only(plan: Plan, lan: Access) -> None:
    block = with_line(plan, task=True)
    taken = take(plan, lan, "follow", line=str(block.key), tracked=False)
    assert taken.lines[0]["tasks"][0]["tracked"] is False
    PlanTask.objects.filter(block=block).update(same_as=mark_task(with_line(plan, "Khác"), by=lan))
    assert "đã gộp" in refused(plan, lan, "follow", line=str(block.key), tracked=True)["say"]


def test_a_name_is_linked_everywhere_and_remembered(plan: Plan, lan: Access, world: World) -> None:
    one, two = with_line(plan, "Một", task=True), with_line(plan, "Hai", task=True)
    for block in (one, two):
        take(plan, lan, "task", line=str(block.key), was={}, set={"lead_text": "Tổ Một"})
    party = TaskUnit.objects.filter(task__block=one).get()
    taken = take(plan, lan, "link", party=party.pk, unit=world.one_stop.pk)
    assert {each["text"] for each in taken.lines} == {"Một", "Hai"}
    assert {each["tasks"][0]["parties"][0]["unit"] for each in taken.lines} == {world.one_stop.pk}
    assert UnitSpelling.objects.filter(unit=world.one_stop, text="Tổ Một").exists()
    answer = refused(plan, lan, "link", party=party.pk, unit=world.neighbour_office.pk)
    assert "không còn trong danh sách" in answer["say"]


def test_bases_and_tables_are_no_duties(plan: Plan, lan: Access) -> None:
    basis = Block.objects.filter(plan=plan, kind="basis").get()
    for block in (basis, with_table(plan)):
        assert refused(plan, lan, "mark", line=str(block.key))["why"] == "refused"


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
