"""From a plan's rows to facts and problems: against the database."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organisations.access import Access
from plans.domain.appendices import add_appendix
from plans.domain.clauses import add_clause
from plans.domain.drafting import add_block, save_block
from plans.domain.importing import accept_import, start_import
from plans.domain.tasks import assign_person, mark_task, save_task
from plans.models import Block, DisclosureClause, LegalBasis, Plan, PlanTask, ReportingClause
from plans.queries.readiness import plan_problems, readiness_of
from plans.queries.readiness_facts import facts_of
from plans.readiness import Problem, Spot
from reference.enums import Standing
from reference.models import LegalText
from tests.plans.plans_world import content_heading, drafted, with_line, with_table
from tests.plans.texts import PLAN_TEXT
from tests.world import TODAY, World, access_of


@pytest.fixture
def lan(world: World) -> Access:
    return access_of(world.lan, world.an_binh)


def fresh(plan: Plan) -> Plan:
    return Plan.objects.select_related("organisation").get(pk=plan.pk)


def problems(plan: Plan, code: str = "") -> list[Problem]:
    return [each for each in plan_problems(fresh(plan), today=TODAY) if not code or each.code == code]


def imported(by: Access, text: str = PLAN_TEXT) -> Plan:
    received = start_import(by=by, name="", text=text)
    return accept_import(received, by=by, seen=received.version)


def test_a_paper_read_in_is_looked_at(lan: Access) -> None:
    found = {each.code: each for each in problems(imported(lan))}
    assert set(found) == {"deadline-ambiguous", "appendix-unmentioned", "basis-ending"}
    assert found["deadline-ambiguous"].place.spot is Spot.ASSIGNMENT


def test_the_words_of_an_assignment_block_count(lan: Access) -> None:
    plan = imported(lan)
    facts = facts_of(fresh(plan), today=TODAY)
    shared = [task for task in facts.followed if task.shared_time]
    assert shared
    assert {task.lead_text for task in shared} == {"Văn phòng – Thống kê"}
    assert {party.name for task in shared for party in task.coordinating} == {"Các ban, ngành", "Tư pháp xã"}


def test_duties_stand_in_the_order_of_the_paper(world: World, lan: Access) -> None:
    plan = drafted(world)
    last = with_line(plan, "Việc sau", task=True)
    first = mark_task(
        add_block(fresh(plan), by=lan, after=content_heading(plan), level=2, marker="-", text="Việc trước"), by=lan
    )
    with_table(plan, rows=2)
    facts = facts_of(fresh(plan), today=TODAY)
    assert [task.text for task in facts.tasks[:2]] == ["Việc trước", "Việc sau"]
    assert facts.tasks[0].id == first.pk
    assert facts.tasks[1].line == last.pk
    assert [task.line for task in facts.tasks[2:]] == [facts.lines[-1].id] * 2


def test_a_person_in_charge_answers_for_a_collective_lead(world: World, lan: Access) -> None:
    plan = drafted(world)
    task = mark_task(with_line(plan), by=lan)
    save_task(task, by=lan, seen=task.version, lead_text="UBND xã", tracked=True)
    assert [each.place.id for each in problems(plan, "lead-is-collective")] == [task.pk]
    task.refresh_from_db()
    assign_person(PlanTask.objects.select_related("plan").get(pk=task.pk), by=lan, person=world.lan)
    assert problems(plan, "lead-is-collective") == []


def test_a_merged_duty_is_asked_about_where_it_is_followed(world: World, lan: Access) -> None:
    plan = drafted(world)
    one, other = (mark_task(with_line(plan, text), by=lan) for text in ("Một", "Hai"))
    PlanTask.objects.filter(pk__in=(one.pk, other.pk)).update(tracked=True)
    PlanTask.objects.filter(pk=one.pk).update(same_as=other)
    assert [each.place.id for each in problems(plan, "task-without-lead")] == [other.pk]


def basis_of(plan: Plan, lan: Access, text: str) -> Block:
    line = Block.objects.filter(plan=plan, region="preamble").order_by("position").first()
    assert line is not None
    return save_block(line, by=lan, seen=line.version, text=text)


@pytest.mark.parametrize(
    ("standing", "own", "code"),
    [
        (Standing.CHECKED, False, "basis-expired"),
        (Standing.RECALLED, False, "basis-perhaps-expired"),
        (Standing.CHECKED, True, "basis-expired"),
    ],
)
def test_a_basis_typed_just_now_is_compared_with_the_catalogue(
    world: World, lan: Access, standing: Standing, own: bool, code: str
) -> None:
    after = LegalText.objects.create(doc_type="Nghị định", number="77/2025/NĐ-CP", dated=dt.date(2025, 4, 1))
    LegalText.objects.create(
        doc_type="Nghị định", number="55/2019/NĐ-CP", dated=dt.date(2019, 6, 24), subject="hỗ trợ", issuer="Chính phủ",
        valid_from=dt.date(2019, 8, 16), valid_until=dt.date(2025, 6, 30), successor=after, standing=standing,
        organisation=world.an_binh if own else None,
    )  # fmt: skip
    plan = drafted(world)
    line = basis_of(plan, lan, "Căn cứ Nghị định số 55 /2019/NĐ-CP ngày 24 tháng 6 năm 2019 của Chính phủ.")
    (problem,) = (each for each in problems(plan) if each.code.startswith("basis-"))
    assert (problem.code, problem.place.line) == (code, line.pk)
    assert "Nghị định số 77/2025/NĐ-CP" in problem.sentence
    assert readiness_of(fresh(plan), today=TODAY).is_ready is (code != "basis-expired")


def test_a_neighbours_own_text_says_nothing_here(world: World, lan: Access) -> None:
    LegalText.objects.create(
        doc_type="Nghị định", number="55/2019/NĐ-CP", dated=dt.date(2019, 6, 24), valid_from=dt.date(2019, 8, 16),
        valid_until=dt.date(2025, 6, 30), standing=Standing.CHECKED, organisation=world.binh_minh,
    )  # fmt: skip
    plan = drafted(world)
    basis_of(plan, lan, "Căn cứ Nghị định số 55/2019/NĐ-CP ngày 24 tháng 6 năm 2019 của Chính phủ.")
    assert [each.code for each in problems(plan) if each.code.startswith("basis-")] == []


def test_the_text_a_person_tied_to_a_basis_counts(world: World, lan: Access) -> None:
    old = LegalText.objects.create(
        doc_type="Quyết định", number="9/QĐ-X", dated=dt.date(2019, 6, 24), valid_from=dt.date(2019, 8, 16),
        valid_until=dt.date(2025, 6, 30), standing=Standing.CHECKED,
    )  # fmt: skip
    plan = drafted(world)
    line = basis_of(plan, lan, "Căn cứ Quyết định số 12/QĐ-UBND ngày 24 tháng 6 năm 2019 của UBND tỉnh.")
    assert problems(plan, "basis-expired") == []
    LegalBasis.objects.create(plan=plan, block=line, doc_type="Quyết định", number="12/QĐ-UBND", legal_text=old)
    assert "Quyết định số 9/QĐ-X" in problems(plan, "basis-expired")[0].sentence


def reporting(plan: Plan, text: str) -> Block:
    heading = Block.objects.get(plan=plan, role="reporting")
    return add_block(fresh(plan), by=Access.system(plan.organisation), after=heading, level=2, text=text)


def test_a_report_is_read_from_its_line_as_it_stands_now(world: World, lan: Access) -> None:
    plan = drafted(world)
    line = reporting(plan, "Định kỳ hằng quý (trước ngày 10 tháng cuối quý), các bộ phận báo cáo UBND xã.")
    (problem,) = problems(plan, "report-before-cutoff")
    assert problem.place.line == line.pk
    add_clause(
        fresh(plan), ReportingClause, by=lan, block=line, text="Báo cáo quý", period="quarterly",
        due_text="trước ngày 10 tháng cuối quý",
    )  # fmt: skip
    assert len(problems(plan, "report-before-cutoff")) == 1  # the stored one speaks for the line, once
    line.refresh_from_db()
    save_block(
        line, by=lan, seen=line.version, text="Định kỳ hằng quý (trước ngày 20 tháng cuối quý), báo cáo UBND xã."
    )
    assert problems(plan, "report-before-cutoff") == []  # and no longer when the line says another day


def test_a_report_without_a_line_counts(world: World, lan: Access) -> None:
    plan = drafted(world)
    add_clause(
        fresh(plan),
        ReportingClause,
        by=lan,
        text="Báo cáo năm",
        period="annual",
        due_text="trước ngày 05 tháng 12 năm 2026",
    )
    (problem,) = problems(plan, "report-before-cutoff")
    assert problem.place.spot is Spot.PLAN


def test_a_disclosed_row_is_known_by_its_row(world: World, lan: Access) -> None:
    plan = drafted(world)
    line = with_line(plan, "Danh sách hộ được hỗ trợ")
    assert problems(plan, "disclosed-people") == []
    DisclosureClause.objects.create(plan=plan, block=line, item="danh sách")
    assert [each.place.id for each in problems(plan, "disclosed-people")] == [line.pk]


def test_the_number_of_queries_does_not_grow(world: World, lan: Access) -> None:
    def count(rows: int) -> int:
        plan = drafted(world)
        add_appendix(fresh(plan), by=lan, label="Phụ lục", title="Danh mục")
        with_table(plan, rows=rows)
        for number in range(rows):
            with_line(plan, f"Theo Quyết định số {number + 1}/QĐ-UBND, báo cáo hằng quý", task=True)
        loaded = fresh(plan)
        with CaptureQueriesContext(connection) as queries:
            readiness_of(loaded, today=TODAY)
        return len(queries)

    assert count(1) == count(3) <= 15
