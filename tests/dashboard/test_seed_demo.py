"""The seeded world: complete, in working order, and the same after a second run."""

import datetime as dt
from io import StringIO

import pytest
from django.apps import apps
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.db import transaction
from django.test import RequestFactory, override_settings

from accounts.models import User
from audit.models import AuditEntry
from dashboard.demo.data import organisations, village_heads
from dashboard.demo.seeding.staff import PASSWORD
from dashboard.demo.seeding.villages import village_links
from dashboard.demo.story import Way, historical_plans, live_plans
from organisations.access import Access
from organisations.enums import Role
from organisations.models import Membership, Organisation, Subordination, Unit
from plans.deadlines import due_dates
from plans.enums import ImportState, PlanState
from plans.models import Plan, PlanImport, PlanTask
from work.models import Milestone
from work.timing import Standing

TODAY = dt.date(2026, 11, 21)
FAR = dt.date(2027, 12, 31)


def seed(*args: str) -> str:
    out = StringIO()
    call_command("seed_demo", f"--today={TODAY}", *args, stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module")
def seeded(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demo once for all tests of this file, gone afterwards."""
    folder = tmp_path_factory.mktemp("data")
    with override_settings(DATA_DIR=folder, MEDIA_ROOT=folder / "media"), django_db_blocker.unblock():
        atomic = transaction.atomic()
        atomic.__enter__()
        try:
            yield seed()
        finally:
            transaction.set_rollback(True)
            atomic.__exit__(None, None, None)


@pytest.fixture
def demo(seeded, db):
    return seeded


def everything() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def plan_of(key: str) -> Plan:
    story = next(each for each in historical_plans() + live_plans(TODAY) if each.key == key)
    return Plan.objects.get(organisation__code=story.organisation, title=_title(story.text))


def _title(text: str) -> str:
    lines = text.splitlines()
    return lines[lines.index("KẾ HOẠCH") + 1]


def test_says_in_vietnamese_what_it_does(demo):
    assert "Đơn vị, bộ phận" in demo
    assert "thêm" in demo


def test_a_second_run_changes_nothing(demo):
    before = everything()
    newest = AuditEntry.objects.order_by("-pk").first()
    text = seed()
    assert "thêm" not in text
    assert everything() == before
    assert AuditEntry.objects.order_by("-pk").first() == newest


def test_every_organisation_has_units_and_live_ones_people(demo):
    for place in organisations():
        row = Organisation.objects.get(code=place.code)
        assert Unit.objects.filter(organisation=row).count() == len(place.units)
        assert row.valid_to == place.valid_to
        if not place.historical and place.valid_to is None:
            assert Membership.objects.active_on(TODAY).filter(organisation=row).exists(), place.code


def test_every_role_has_an_account_that_signs_in(demo, settings):
    request = RequestFactory().post("/dang-nhap/")
    for role in Role:
        member = Membership.objects.active_on(TODAY).filter(role=role).select_related("user", "organisation").first()
        assert member is not None, role
        for login in (member.user.email, member.user.staff_code.lower()):
            user = authenticate(request, username=login, password=PASSWORD)
            assert user == member.user, (role, login)
        assert Access.of(member.user, member.organisation, today=TODAY) is not None


def test_two_levels_from_july_2025(demo):
    an_hoa = Organisation.objects.get(code="an-hoa")
    assert an_hoa.parent.code == "an-binh"
    assert Subordination.objects.get(organisation=an_hoa).superior.code == "son-giang"
    an_binh = Organisation.objects.get(code="an-binh")
    assert Subordination.objects.get(organisation=an_binh, valid_to=None).superior.code == "ha-son"


def test_historical_plans_are_closed_or_stay_the_drafts_they_were(demo):
    for story in historical_plans():
        plan = plan_of(story.key)
        if story.number:
            assert plan.state == PlanState.CLOSED, story.key
            assert (plan.number, plan.issued_on) == (story.number, story.issued)
            assert plan.closing_note
        else:
            assert plan.state == PlanState.DRAFT, story.key
            assert plan.number == ""
        assert plan.tasks.exists()


def test_live_plans_have_tasks_in_somebodys_hands(demo):
    for story in live_plans(TODAY):
        plan = plan_of(story.key)
        assert plan.state == (PlanState.DRAFT if story.way is Way.DRAFT else PlanState.ISSUED), story.key
        if story.way is not Way.DRAFT:
            assert plan.issued_on == story.issued
        tracked = plan.tasks.filter(tracked=True)
        assert tracked.exists(), story.key
        if story.organisation in ("an-binh", "binh-minh"):
            assert tracked.filter(person__isnull=False).exists(), story.key


def test_main_communes_have_due_days_behind_now_and_ahead(demo):
    for code in ("an-binh", "binh-minh"):
        tasks = PlanTask.objects.live().filter(plan__organisation__code=code).select_related("assignment", "plan")
        days = set()
        for task in tasks:
            if task.rule:
                days |= set(due_dates(task.rule, plan_year=task.plan.year, issued_on=task.plan.issued_on, until=FAR))
        assert any(day < TODAY for day in days)
        assert any(TODAY <= day <= TODAY + dt.timedelta(days=14) for day in days)
        assert any(day > TODAY + dt.timedelta(days=14) for day in days)


def test_the_commune_has_work_in_every_standing(demo):
    rows = Milestone.objects.filter(organisation__code="an-binh").live()
    for standing in (Standing.LATE, Standing.DOING, Standing.CONTINUOUS, Standing.COMING, Standing.DONE):
        assert rows.standing(standing, TODAY).exists(), standing
    assert rows.filter(accepted_on__isnull=False).exists()
    assert rows.filter(completed_on__isnull=False, accepted_on__isnull=True, kind="due").exists()
    late = rows.standing(Standing.LATE, TODAY).values("task").distinct().count()
    assert late < 8, "a demo in which everything is late shows nothing"
    assert not Milestone.objects.filter(organisation__code="binh-minh", entries__isnull=False).exists()


def test_the_next_year_is_begun_from_this_one(demo):
    source = plan_of("an-binh-cchc")
    fresh = Plan.objects.get(started_from=source)
    assert (fresh.year, fresh.state) == (source.year + 1, PlanState.DRAFT)
    assert str(source.year + 1) in fresh.title
    lineages = set(source.tasks.values_list("lineage", flat=True))
    kept = set(fresh.tasks.values_list("lineage", flat=True))
    assert kept < lineages  # unfinished duties go on, finished ones do not


def test_the_provinces_plan_is_shown_below_as_a_model(demo):
    plan = plan_of("tinh-ha-son-cchc")
    assert (plan.is_model, plan.shown_below) == (True, True)
    lan = User.objects.get(email="lan.anbinh@hason.example")
    access = Access.of(lan, Organisation.objects.get(code="an-binh"), today=TODAY)
    assert access is not None
    assert list(Plan.objects.from_above(access, TODAY)) == [plan]


def test_a_bad_scan_waits_for_a_person(demo):
    waiting = PlanImport.objects.get(organisation__code="an-binh", state=ImportState.READ)
    assert "An Hòa" in waiting.name
    assert len(waiting.draft["doubts"]) >= 5


def test_village_heads_open_their_page_by_link(demo, client):
    assert len(village_links()) == len(village_heads())
    name, _, path = village_links()[0]
    page = client.get(path)
    assert page.status_code == 200
    assert name in page.content.decode()


def test_the_neighbour_never_sees_an_binh(demo):
    oanh = User.objects.get(email="oanh.binhminh@hason.example")
    assert Access.of(oanh, Organisation.objects.get(code="an-binh"), today=TODAY) is None


def test_accounts_are_printed_as_a_table(demo):
    out = StringIO()
    call_command("demo_accounts", stdout=out)
    text = out.getvalue()
    for role in Role:
        assert role.label in text
    assert PASSWORD in text
    assert "lan.anbinh@hason.example" in text
    assert "/an-binh/" in text
    assert "/thon/" in text


def test_what_is_searched_is_what_stands_in_the_rows(demo):
    """Bulk writing passes no `save`: each door must fill the folded column itself."""
    searched = [model for model in apps.get_models() if any(field.name == "search" for field in model._meta.fields)]
    assert {Plan, PlanTask, Unit, User, Organisation} < set(searched)
    behind = []
    for model in searched:
        for row in model._default_manager.all():
            stored = row.search
            row.save(update_fields=["search"])
            if row.search != stored:
                behind.append(f"{model.__name__} {row.pk}: {stored!r}")
    assert behind == []
