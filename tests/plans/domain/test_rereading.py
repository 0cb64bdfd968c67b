"""What the lines of a plan written by hand say is read when a person asks for it; nothing written is changed."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from audit.models import AuditEntry
from plans.domain.clauses import add_clause
from plans.domain.drafting import add_block
from plans.domain.rereading import reread_clauses
from plans.models import Block, LegalBasis, Plan, Target
from tests.plans.plans_world import drafted
from tests.world import World, access_of

pytestmark = pytest.mark.django_db
GOAL = "Phấn đấu 100% hồ sơ được giải quyết đúng hạn."


def with_goal(world: World) -> tuple[Plan, Block]:
    plan = drafted(world)
    heading = Block.objects.get(plan=plan, role="targets")
    by = access_of(world.lan, world.an_binh)
    return plan, add_block(plan, by=by, after=heading, level=2, marker="-", text=GOAL)


def test_a_plan_written_by_hand_gets_what_its_lines_say(world: World) -> None:
    plan, line = with_goal(world)
    by = access_of(world.lan, world.an_binh)
    added = reread_clauses(plan, by=by)
    basis, target = LegalBasis.objects.get(plan=plan), Target.objects.get(plan=plan)
    assert basis.block == Block.objects.get(plan=plan, kind="basis")
    assert target.block == line
    assert (target.metric, target.value) == ("%", 100)
    assert AuditEntry.objects.get(action="Đọc lại từ các dòng").note == f"Thêm {added} mục"
    assert reread_clauses(plan, by=by) == 0
    assert (LegalBasis.objects.get(plan=plan), Target.objects.get(plan=plan)) == (basis, target)


def test_a_line_with_a_clause_of_that_kind_keeps_it(world: World) -> None:
    plan, line = with_goal(world)
    by = access_of(world.lan, world.an_binh)
    add_clause(plan, Target, by=by, block=line, text="Mọi hồ sơ đúng hạn")
    reread_clauses(plan, by=by)
    assert [each.text for each in Target.objects.filter(plan=plan)] == ["Mọi hồ sơ đúng hạn"]


def test_the_button_says_how_many_were_added(world: World, client: Client) -> None:
    plan, _ = with_goal(world)
    client.force_login(world.lan)
    page = reverse("plans:clause-reread", kwargs={"org": world.an_binh.code, "plan_id": plan.pk})
    first, second = (client.post(page) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    said = client.get(second["Location"]).content.decode()
    assert "mục đọc được từ các dòng." in said
    assert "Không có mục mới." in said
