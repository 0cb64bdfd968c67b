"""Behind a village head's link: the plans in force that speak to his village, and nothing else."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from organisations.domain.villages import create_village_link, revoke_village_link
from plans.domain.importing import accept_import, start_import
from plans.domain.issuing import issue_plan
from plans.models import Plan
from plans.queries.villages import speaks_to
from tests.plans.texts import PLAN_TEXT
from tests.world import World, access_of

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 3, 5)


def draft(world: World, text: str = PLAN_TEXT) -> Plan:
    by = access_of(world.lan, world.an_binh)
    return accept_import(start_import(by=by, name="", text=text), by=by, seen=1)


def issued(world: World, text: str = PLAN_TEXT, number: str = "12") -> Plan:
    by = access_of(world.hanh, world.an_binh)
    return issue_plan(draft(world, text), by=by, number=number, issued_on=DAY, signer_name="Trần Văn Minh", today=DAY)


@pytest.fixture
def link(world: World):
    return create_village_link(
        village=world.village,
        holder_name="Nguyễn Văn Bảy",
        days=30,
        now=timezone.now(),
        by=access_of(world.an, world.an_binh),
    )


def page_of(secret: str) -> str:
    return Client().get(reverse("organisations-public:village", kwargs={"secret": secret})).content.decode()


def pdf_of(secret: str, plan: Plan):
    return Client().get(reverse("plans-public:village-paper", kwargs={"secret": secret, "plan_id": plan.pk}))


@pytest.mark.parametrize(
    ("printed", "means"),
    [
        ("Các thôn", True),
        ("7 thôn", True),
        ("các Ban ấp, Tổ dân cư", True),
        ("UBND xã và các thôn", True),
        ("UBND tỉnh", False),
        ("Các ban, ngành", False),
        ("thôn Khác", False),
    ],
)
def test_whom_a_printed_name_means(world: World, printed: str, means: bool):
    assert speaks_to(printed, world.village) is means
    assert speaks_to(f"Trưởng {world.village.name}", world.village)


def test_an_issued_plan_for_all_villages_is_shown_with_its_pdf(world: World, link):
    _, secret = link
    plan = issued(world)
    assert "12/KH-UBND" in page_of(secret)
    answer = pdf_of(secret, plan)
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")


def test_drafts_and_papers_for_others_stay_unseen(world: World, link):
    _, secret = link
    kept = draft(world)
    other = issued(world, PLAN_TEXT.replace("- Các thôn (thực hiện);\n", ""), number="13")
    assert "Chưa có văn bản nào" in page_of(secret)
    assert [pdf_of(secret, plan).status_code for plan in (kept, other)] == [404, 404]


def test_a_duty_of_the_villages_is_named(world: World, link):
    _, secret = link
    issued(world, PLAN_TEXT.replace("Các ban, ngành; Tư pháp xã", "các thôn; Tư pháp xã"))
    page = page_of(secret)
    assert "Lập sổ theo dõi hồ sơ trễ hạn" in page
    assert "Quý II, III năm 2026" in page


def test_a_revoked_link_opens_no_paper(world: World, link):
    token, secret = link
    plan = issued(world)
    revoke_village_link(token=token, now=timezone.now(), by=access_of(world.an, world.an_binh))
    assert pdf_of(secret, plan).status_code == 410
