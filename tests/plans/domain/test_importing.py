"""A received text becomes a plan with the words as read, and only when a person accepts it."""

from __future__ import annotations

import uuid
from dataclasses import replace

import pytest

from core.exceptions import DomainError, EditConflict, NotAllowed
from documents.official import Recipient
from plans.domain.importing import accept_import, correct_import, discard_import, reading_of, source_of, start_import
from plans.models import Plan, PlanImport, PlanTask
from plans.official import official_document
from plans.reading import correct
from plans.reading.draft import Place, Region
from plans.reading.show import original_lines
from tests.plans.texts import PLAN_TEXT as TEXT
from tests.world import World, access_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def lan(world: World):
    return access_of(world.lan, world.an_binh)


@pytest.fixture
def imported(lan) -> PlanImport:
    return start_import(by=lan, name="", text=TEXT)


def test_nothing_is_a_plan_before_it_is_accepted(imported):
    assert Plan.objects.count() == 0
    assert imported.original.file.read().decode() == TEXT
    assert {line for _, line in original_lines(source_of(imported)).items()} >= {"KẾ HOẠCH", "II. NHIỆM VỤ"}


def test_the_accepted_plan_prints_what_was_read(imported, lan):
    plan = accept_import(imported, by=lan, seen=1)
    assert official_document(plan) == reading_of(imported).document
    assert (plan.number, plan.symbol, plan.year) == ("12", "KH-UBND", 2026)
    assert plan.auto_numbering is False


def test_an_assignment_block_lends_its_words(imported, lan, world):
    plan = accept_import(imported, by=lan, seen=1)
    task = plan.tasks.get(text__startswith="Lập sổ theo dõi")
    assert task.lead_text == ""
    assert task.effective_lead == "Văn phòng – Thống kê"
    assert task.rule.kind == "quarter"
    assert [(each.name, each.kind) for each in task.assignment.parties.filter(role="lead")] == [
        ("Văn phòng – Thống kê", "unit")
    ]
    assert task.assignment.parties.filter(role="lead").get().unit == world.office


def test_a_row_is_a_task_with_the_words_of_its_cells(imported, lan):
    plan = accept_import(imported, by=lan, seen=1)
    task = plan.tasks.get(row__isnull=False, text__startswith="Tuyên truyền")
    assert (task.lead_text, task.deadline_text, task.tracked) == ("Văn hóa - Xã hội", "Thường xuyên", True)
    assert plan.blocks.get(kind="table").columns[2]["role"] == "lead"


def test_a_duty_without_lead_and_time_is_only_printed(lan):
    text = TEXT.replace("* Cơ quan phụ trách: Văn phòng – Thống kê.\n", "").replace(
        "* Thời gian thực hiện: Quý II, III năm 2026.\n", ""
    ).replace("* Cơ quan phối hợp: Các ban, ngành; Tư pháp xã.\n", "")  # fmt: skip
    plan = accept_import(start_import(by=lan, name="", text=text), by=lan, seen=1)
    assert plan.tasks.get(text__startswith="Lập sổ theo dõi").tracked is False


def test_corrections_are_kept_and_versioned(imported, lan):
    correct_import(
        imported, by=lan, seen=1, change=lambda reading: correct.set_head(reading, recipients=[Recipient("Lưu: VT")])
    )
    with pytest.raises(EditConflict):
        correct_import(PlanImport.objects.get(), by=lan, seen=1, change=lambda reading: reading)
    plan = accept_import(imported, by=lan, seen=2)
    assert [each.name for each in plan.recipients.all()] == ["Lưu: VT"]


def test_a_dropped_line_takes_its_task_along(imported, lan):
    reading = reading_of(imported)
    task = next(each for each in reading.tasks if each.text.startswith("Lập sổ"))
    after = correct.drop_block(reading, task.place)
    assert len(after.tasks) == len(reading.tasks) - 1
    assert {*reading.lines[task.place]} <= {*after.dropped}
    for each in after.tasks:
        if each.place.row is None:
            assert each.text in correct.block_at(after.document, each.place).text
    number = reading.lines[task.place][0]
    back = correct.restore_line(after, number, text="Lập sổ theo dõi hồ sơ trễ hạn.", before=task.place)
    assert number not in back.dropped
    assert correct.block_at(back.document, task.place).text.startswith("Lập sổ")


def test_marking_a_line_as_task_keeps_the_reading_order(imported):
    reading = reading_of(imported)
    fresh = correct.add_task(reading, Place(Region.BODY, 1))
    assert fresh.tasks[0].place == Place(Region.BODY, 1)
    assert correct.remove_task(fresh, 0).tasks == reading.tasks


def test_pressed_twice_is_one_reading(lan):
    key = uuid.uuid4()
    first = start_import(by=lan, name="", text=TEXT, submission_key=key)
    assert start_import(by=lan, name="", text=TEXT, submission_key=key).pk == first.pk


def test_accepting_twice_is_refused(imported, lan):
    accept_import(imported, by=lan, seen=1)
    with pytest.raises(DomainError):
        accept_import(PlanImport.objects.get(), by=lan, seen=2)
    assert Plan.objects.count() == 1


def test_a_number_the_organisation_already_has_is_doubted(imported, lan):
    def told(each: PlanImport) -> list[str]:
        return [doubt.sentence for doubt in reading_of(each).doubts if doubt.field == "letterhead.number"]

    assert told(imported) == []
    accept_import(imported, by=lan, seen=1)
    [sentence] = told(start_import(by=lan, name="", text=TEXT))
    assert "đã có kế hoạch số 12/KH-UBND năm 2026 (“Cải cách hành chính xã An Bình năm 2026”)" in sentence
    assert told(start_import(by=lan, name="", text=TEXT.replace("Số: 12/", "Số: 13/"))) == []


def test_a_discarded_reading_keeps_its_original(imported, lan):
    discard_import(imported, by=lan)
    imported.refresh_from_db()
    assert imported.state == "discarded"
    assert imported.original.file.read()


@pytest.mark.parametrize("who", ["minh", "nga", "thao"])
def test_only_those_who_write_may_read_in(world, who):
    with pytest.raises(NotAllowed):
        start_import(by=access_of(getattr(world, who), world.an_binh), name="", text=TEXT)


def test_an_empty_paste_says_what_to_do(lan):
    with pytest.raises(DomainError, match="dán"):
        start_import(by=lan, name="", text="   \n ")


def test_a_long_table_costs_no_more_statements(lan, django_assert_max_num_queries):
    rows = "".join(f"{i}\tNhiệm vụ số {i}\tVăn phòng - Thống kê\tCác ban, ngành\tQuý II/2026\n" for i in range(3, 300))
    imported = start_import(by=lan, name="", text=TEXT + rows)
    with django_assert_max_num_queries(45):
        plan = accept_import(imported, by=lan, seen=1)
    assert PlanTask.objects.filter(plan=plan, row__isnull=False).count() == 299


def test_a_bullet_and_a_row_that_say_the_same_are_offered_as_one(lan):
    text = TEXT.replace(
        "- Rà soát danh mục thủ tục hành chính và niêm yết tại Bộ phận Một cửa.", "- Rà soát thủ tục hành chính."
    )
    reading = reading_of(imported := start_import(by=lan, name="", text=text))
    index = next(i for i, task in enumerate(reading.tasks) if task.same_as is not None)
    bullet = next(task for task in reading.tasks if task.text == "Rà soát thủ tục hành chính.")
    assert bullet.is_followed  # offered, not decided
    correct_import(imported, by=lan, seen=1, change=lambda old: correct.merge_task(old, index))
    plan = accept_import(imported, by=lan, seen=2)
    line, row = (
        plan.tasks.get(block__isnull=False, text__startswith="Rà soát thủ"),
        plan.tasks.get(text="Rà soát thủ tục hành chính"),
    )
    assert (line.same_as, line.tracked, row.tracked) == (row, False, True)


def test_words_lent_to_several_duties_are_decided_once_for_all(imported, lan):
    reading = reading_of(imported)
    index = next(i for i, task in enumerate(reading.tasks) if task.text.startswith("Lập sổ"))
    decided, alike = correct.decide_periods(reading, index, repeats=True)
    assert len(alike) == 2
    assert {decided.tasks[i].deadline.repeats for i in alike} == {True}
    correct_import(imported, by=lan, seen=1, change=lambda old: correct.decide_periods(old, index, repeats=True)[0])
    plan = accept_import(imported, by=lan, seen=2)
    assert plan.tasks.get(text__startswith="Lập sổ").rule.repeats is True


def test_a_meaning_of_its_own_survives_borrowed_words(imported, lan):
    reading = reading_of(imported)
    index = next(i for i, task in enumerate(reading.tasks) if task.text.startswith("Lập sổ"))
    task = reading.tasks[index]
    chosen = replace(task.deadline, repeats=True, question="")
    correct_import(
        imported,
        by=lan,
        seen=1,
        change=lambda old: correct.set_task(old, index, deadline_text=task.deadline_text, deadline=chosen),
    )
    plan = accept_import(imported, by=lan, seen=2)
    own, other = plan.tasks.get(text__startswith="Lập sổ"), plan.tasks.get(text__startswith="Rà soát danh mục")
    assert (own.deadline_text, own.rule.repeats, other.rule.repeats) == ("", True, None)
