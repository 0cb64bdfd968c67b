"""Lines of the editor: added, cut, joined, shaped, moved, deleted."""

from __future__ import annotations

import pytest

from audit.models import AuditEntry
from organisations.access import Access
from plans.domain.appendices import add_appendix
from plans.domain.drafting import save_block
from plans.models import Block, Plan, PlanTask, TaskUnit
from tests.plans.editing_desk import at, key_of, line, new_key, plain, printed, refused, send, step, take
from tests.plans.plans_world import content_heading, with_line, with_table
from tests.world import World

pytestmark = pytest.mark.django_db


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
