"""A line becomes a duty, and the words of duties in the editor."""

from __future__ import annotations

import pytest

from organisations.access import Access
from organisations.models import UnitSpelling
from plans.domain.tasks import mark_task
from plans.models import Block, Plan, PlanTask, TaskUnit
from tests.plans.editing_desk import refused, take
from tests.plans.plans_world import with_line, with_table
from tests.world import World

pytestmark = pytest.mark.django_db


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
