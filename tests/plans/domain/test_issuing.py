"""Issuing, replacing, closing, discarding; and the clauses of a plan."""

from __future__ import annotations

import datetime as dt

import pytest

from core.exceptions import DomainError, EditConflict, NotAllowed
from documents.models import IssuedDocument
from plans.domain.clauses import add_clause, delete_clause, save_clause
from plans.domain.drafting import create_plan, update_header
from plans.domain.issuing import close_plan, discard_draft, draft_replacement, issue_plan
from plans.enums import ImportState, PlanState
from plans.models import LegalBasis, Plan, PlanImport, PlanTask, ReportingClause, Target
from tests.plans.plans_world import drafted, issued, plan_of, with_line, with_table
from tests.world import TODAY, World, access_of


def facts(**changes: object) -> dict[str, object]:
    return {"number": "97", "issued_on": dt.date(2026, 4, 1), "signer_name": "Trần Văn Minh", "today": TODAY, **changes}


@pytest.mark.parametrize(
    ("number", "kept"), [("97", "97"), (" 05 ", "5"), ("12A", "12a"), ("7đ", "7đ"), ("000123", "123")]
)
def test_a_number_is_kept_without_padding(world: World, number: str, kept: str) -> None:
    plan = drafted(world)
    issue_plan(plan, by=access_of(world.hanh, world.an_binh), **facts(number=number))  # type: ignore[arg-type]
    assert plan.number == kept
    assert plan.date_text == "ngày 01 tháng 4 năm 2026"


@pytest.mark.parametrize("number", ["", "0", "²", "٣", "97/KH", "9 7", "1" * 5000, "abc", "-1"])
def test_what_is_no_number_is_refused(world: World, number: str) -> None:
    with pytest.raises(DomainError, match="Số văn bản"):
        issue_plan(drafted(world), by=access_of(world.hanh, world.an_binh), **facts(number=number))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"issued_on": TODAY + dt.timedelta(days=1)}, "sau hôm nay"),
        ({"signer_name": "  "}, "họ tên"),
    ],
)
def test_facts_that_cannot_be_are_refused(world: World, changes: dict[str, object], told: str) -> None:
    with pytest.raises(DomainError, match=told):
        issue_plan(drafted(world), by=access_of(world.hanh, world.an_binh), **facts(**changes))  # type: ignore[arg-type]


def test_an_empty_plan_is_not_issued(world: World) -> None:
    plan = create_plan(by=access_of(world.lan, world.an_binh), year=2026, title="A", skeleton=False)
    with pytest.raises(DomainError, match="chưa có nội dung"):
        issued(world, plan)


def test_only_the_clerk_issues(world: World) -> None:
    with pytest.raises(NotAllowed, match="văn thư"):
        issue_plan(drafted(world), by=access_of(world.lan, world.an_binh), **facts())  # type: ignore[arg-type]


def test_a_number_is_given_once_a_year(world: World) -> None:
    issued(world, drafted(world))
    with pytest.raises(DomainError, match="đã được cấp"):
        issued(world, drafted(world))
    assert IssuedDocument.objects.count() == 1


def test_two_clerks_issue_one_paper(world: World) -> None:
    plan = drafted(world)
    stale, by = Plan.objects.get(pk=plan.pk), access_of(world.hanh, world.an_binh)
    issued(world, plan)
    with pytest.raises(NotAllowed, match="đã được ban hành"):
        issue_plan(stale, by=by, **facts(number="98"))  # type: ignore[arg-type]
    assert IssuedDocument.objects.count() == 1


def test_a_header_saved_meanwhile_stops_the_issue(world: World) -> None:
    plan = drafted(world)
    update_header(Plan.objects.get(pk=plan.pk), by=access_of(world.lan, world.an_binh), seen=1, title="Mới")
    with pytest.raises(EditConflict):
        issue_plan(Plan.objects.get(pk=plan.pk), by=access_of(world.hanh, world.an_binh), seen=1, **facts())  # type: ignore[arg-type]
    plan.refresh_from_db()
    assert plan.is_draft


def test_a_replacement_takes_over_when_it_is_issued(world: World) -> None:
    plan = drafted(world)
    with_table(plan, rows=2)
    old, by = issued(world, plan), access_of(world.lan, world.an_binh)
    fresh = draft_replacement(old, by=by)
    assert fresh.is_draft
    assert list(fresh.tasks.values_list("lineage", flat=True)) == list(old.tasks.values_list("lineage", flat=True))
    with pytest.raises(DomainError, match="đang soạn"):
        draft_replacement(Plan.objects.get(pk=old.pk), by=by)
    issued(world, fresh, number="98")
    old.refresh_from_db()
    assert old.state == PlanState.REPLACED
    assert PlanTask.objects.live().count() == 2


def test_a_replacement_pressed_by_two_is_made_once(world: World) -> None:
    old, by = issued(world, drafted(world)), access_of(world.lan, world.an_binh)
    one, two = Plan.objects.get(pk=old.pk), Plan.objects.select_related("replaced_by").get(pk=old.pk)
    assert not hasattr(two, "replaced_by")
    draft_replacement(one, by=by)
    with pytest.raises(DomainError, match="đang soạn"):
        draft_replacement(two, by=by)


def test_closing_needs_a_result_and_a_day_after_issue(world: World) -> None:
    plan, by = issued(world, drafted(world)), access_of(world.hanh, world.an_binh)
    with pytest.raises(DomainError, match="tóm tắt"):
        close_plan(plan, by=by, on=TODAY, note=" ")
    with pytest.raises(DomainError, match="sau ngày ban hành"):
        close_plan(plan, by=by, on=dt.date(2026, 1, 1), note="Xong")
    close_plan(plan, by=by, on=TODAY, note="Hoàn thành 9/10 nhiệm vụ")
    assert plan.state == PlanState.CLOSED


def test_a_discarded_draft_gives_its_text_back(world: World) -> None:
    plan = drafted(world)
    read = PlanImport.objects.create(
        organisation=world.an_binh, name="A", source={}, draft={}, state=ImportState.ACCEPTED, plan=plan
    )
    discard_draft(plan, by=access_of(world.lan, world.an_binh))
    read.refresh_from_db()
    assert (read.state, read.plan) == (ImportState.READ, None)
    with pytest.raises(NotAllowed):
        discard_draft(issued(world, drafted(world)), by=access_of(world.lan, world.an_binh))


def test_clauses_are_added_changed_and_taken_away(world: World) -> None:
    plan, by = drafted(world), access_of(world.lan, world.an_binh)
    basis = add_clause(plan, LegalBasis, by=by, doc_type="Nghị định", number="30/2020/NĐ-CP")
    target = add_clause(
        plan, Target, by=by, block=with_line(plan), text="Trên 90%", value=90, metric="%", comparator=">"
    )
    assert (basis.position, target.position) == (1, 0)  # behind the basis every new plan has
    report = add_clause(plan, ReportingClause, by=by, text="Báo cáo quý", due_text="trước ngày 15/6")
    assert report.deadline is not None
    save_clause(report, by=by, seen=1, due_text="trước ngày 20/6")
    assert report.deadline["end_iso"] == "2026-06-20"
    with pytest.raises(EditConflict):
        save_clause(report, by=by, seen=1, text="X")
    with pytest.raises(EditConflict):
        delete_clause(report, by=by, seen=1)
    delete_clause(report, by=by, seen=2)
    assert not ReportingClause.objects.exists()
    with pytest.raises(DomainError, match="kế hoạch khác"):
        add_clause(plan, Target, by=by, block=with_line(plan_of(world.binh_minh)), text="X")
    with pytest.raises(TypeError):
        save_clause(basis, by=by, seen=1, text="X")
