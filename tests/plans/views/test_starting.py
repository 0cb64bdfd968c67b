"""The page that offers the ways to begin a plan, and the list of changes from last year's."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.domain.starting import begin_plan, offer_model, prepare_plan
from plans.enums import StartKind
from plans.models import Block, Plan, PlanStart, PlanTask
from plans.queries.starting import duties_of, found_in
from plans.rolling.edits import Group
from tests.plans.domain.test_superior import provinces_plan
from tests.plans.last_year import last_years_plan
from tests.plans.plans_world import drafted, issued, plan_of, with_table
from tests.plans.views.starting_pages import at, begun, fields_of, opened
from tests.world import TODAY, World, access_of, sign_in


def test_the_ways_to_begin(world: World) -> None:
    provinces_plan(world)
    last_years_plan(world)
    page = opened(sign_in(world.lan), at("new"))
    for words in (
        "Trang mới có mục sẵn",
        "Kế hoạch năm trước",
        "Kế hoạch mẫu",
        "Kế hoạch cấp trên",
        "Văn bản Word, PDF",
    ):
        assert words in page
    assert "Chưa có mẫu nào" in page
    assert "1 kế hoạch." in page


def test_the_blank_page_is_still_made_here(world: World) -> None:
    client = sign_in(world.lan)
    sent = fields_of(opened(client, at("new"))) | {"title": "Cải cách hành chính năm 2027", "year": "2027"}
    assert client.post(at("new"), sent).status_code == 303
    assert Plan.objects.get().title == "Cải cách hành chính năm 2027"
    assert client.post(at("new"), sent | {"title": ""}).status_code == 422


def test_plans_to_begin_from_are_found_without_marks(world: World) -> None:
    last_years_plan(world)
    drafted(world, "Chuyển đổi số")
    plan_of(world.binh_minh, "Của xã khác")
    client = sign_in(world.lan)
    page = opened(client, at("start-sources", kind="nam-truoc"))
    assert "Khắc phục hạn chế" in page
    assert "Chuyển đổi số" in page
    assert "Của xã khác" not in page
    found = opened(client, at("start-sources", kind="nam-truoc") + "?q=chuyen doi so")
    assert "Khắc phục" not in found
    assert "Không có kế hoạch nào khớp" in opened(client, at("start-sources", kind="nam-truoc") + "?q=xyz")
    assert client.get(at("start-sources", kind="la")).status_code == 404


@pytest.mark.parametrize("kind", ["nam-truoc", "mau"])
def test_lists_cost_the_same_for_one_and_for_many(world: World, kind: str) -> None:
    client = sign_in(world.lan)
    by = access_of(world.lan, world.an_binh)

    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            opened(client, at("start-sources", kind=kind))
        return len(asked)

    offer_model(drafted(world, "Một"), by=by, offered=True)
    cost()
    one = cost()
    for title in ("Hai", "Ba"):
        offer_model(drafted(world, title), by=by, offered=True)
    assert cost() == one


def test_every_change_is_listed_and_the_plan_made(world: World) -> None:
    source = last_years_plan(world, closed="Hoàn thành 5/6 nhiệm vụ, chuyển một nhiệm vụ sang năm sau.")
    client = sign_in(world.lan)
    start = begun(client, source)
    page = opened(client, at("start", start_id=start.pk))
    for title in ("Năm trong câu chữ", "Thời hạn", "Nhiệm vụ", "Cơ quan, tên gọi", "Căn cứ", "Số liệu cần xem lại"):
        assert title in page
    assert "chuyển một nhiệm vụ sang năm sau" in page
    listed = [each for each in found_in(start).changes if not each.places[0].endswith(":title")]
    assert all(f"take-{each.key}" in page for each in listed)
    assert "<del>2025</del>" in page
    assert "01/10/2025" not in page
    sent = fields_of(page) | {"lap": "1", "title": "Kế hoạch năm 2026 của xã"}
    answer = client.post(at("start", start_id=start.pk), sent)
    plan = Plan.objects.get(year=2026)
    assert answer.headers["Location"] == at("editor", plan_id=plan.pk)
    assert plan.title == "Kế hoạch năm 2026 của xã"
    assert client.get(at("start", start_id=start.pk)).headers["Location"] == at("detail", plan_id=plan.pk)


def test_ticks_typed_words_and_fates_are_kept(world: World) -> None:
    client = sign_in(world.lan)
    start = begun(client, last_years_plan(world))
    url = at("start", start_id=start.pk)
    sent = fields_of(opened(client, url))
    changes = {each.before: each for each in found_in(start).changes if each.group == Group.FIGURES}
    money = next(each for words, each in changes.items() if "120.000.000" in words)
    year = next(each for each in found_in(start).changes if each.before.startswith("Trên đây là"))
    duty = duties_of(start)[0].task
    sent[f"text-{money.key}"] = money.before.replace("120.000.000", "150.000.000")
    sent.pop(f"take-{year.key}")
    sent[f"fate-{duty.pk}"] = "bo"
    assert client.post(url, sent).status_code == 303
    page = opened(client, url)
    assert "150.000.000 đồng" in page
    assert f'name="take-{money.key}" checked' in page  # whoever types wants it
    assert f'name="take-{year.key}" checked' not in page
    assert "Giữ 5/6 nhiệm vụ" in page
    plan = begin_plan(PlanStart.objects.get(), by=access_of(world.lan, world.an_binh), today=TODAY)
    text = "\n".join(Block.objects.filter(plan=plan).values_list("text", flat=True))
    assert "150.000.000 đồng từ ngân sách xã năm 2026" in text
    assert "Trên đây là Kế hoạch năm 2025" in text


def test_a_typed_change_can_be_unticked_later(world: World) -> None:
    client = sign_in(world.lan)
    start = begun(client, last_years_plan(world))
    url = at("start", start_id=start.pk)
    money = next(
        each for each in found_in(start).changes if "120.000.000" in each.before and each.group == Group.FIGURES
    )
    client.post(url, fields_of(opened(client, url)) | {f"text-{money.key}": "Kinh phí theo dự toán."})
    sent = fields_of(opened(client, url))
    sent.pop(f"take-{money.key}")
    client.post(url, sent)
    page = opened(client, url)
    assert f'name="take-{money.key}" checked' not in page
    assert "Kinh phí theo dự toán." in page  # what was typed stays to be seen


@pytest.mark.parametrize(
    ("button", "kept"), [("bo:", 0), ("giu:", 6), ("bo:0", 4)], ids=["none", "all", "none of a section"]
)
def test_many_duties_at_once(world: World, button: str, kept: int) -> None:
    client = sign_in(world.lan)
    start = begun(client, last_years_plan(world))
    url = at("start", start_id=start.pk)
    client.post(url, fields_of(opened(client, url)) | {"ca-nhom": button})
    assert sum(duty.goes_on for duty in duties_of(PlanStart.objects.get())) == kept


def test_all_changes_of_a_group_at_once(world: World) -> None:
    client = sign_in(world.lan)
    start = begun(client, last_years_plan(world))
    url = at("start", start_id=start.pk)
    client.post(url, fields_of(opened(client, url)) | {"ca-nhom": "thoi:years"})
    page = opened(client, url)
    some = [each for each in found_in(start).changes if each.group == Group.YEARS and each.where != "trích yếu"]
    assert not any(f'name="take-{each.key}" checked' in page for each in some)
    client.post(url, fields_of(page) | {"ca-nhom": "lay:years"})
    assert all(f'name="take-{each.key}" checked' in opened(client, url) for each in some)


def test_a_long_plan_has_pages_and_the_other_pages_are_kept(world: World) -> None:
    client = sign_in(world.lan)
    plan = drafted(world)
    with_table(plan, rows=80)
    start = begun(client, plan, year=2027)
    url = at("start", start_id=start.pk)
    first = opened(client, url)
    assert "Trang 1/2" in first
    answer = client.post(url, fields_of(first) | {"den": "2", f"fate-{duties_of(start)[0].task.pk}": "bo"})
    assert "trang=2" in answer.headers["Location"]
    second = opened(client, url + "?trang=2")
    assert "Trang 2/2" in second
    assert "Giữ 79/80" in second
    client.post(url, fields_of(second) | {"lap": "1"})
    assert PlanTask.objects.filter(plan__year=2027).count() == 79


def test_the_page_costs_the_same_for_few_and_for_many_duties(world: World) -> None:
    client = sign_in(world.lan)

    def cost(rows: int) -> int:
        plan = drafted(world)
        with_table(plan, rows=rows)
        by = access_of(world.lan, world.an_binh)
        start = prepare_plan(plan, kind=StartKind.LAST_YEAR, by=by, year=2027, today=TODAY)
        opened(client, at("start", start_id=start.pk))
        with CaptureQueriesContext(connection) as asked:
            opened(client, at("start", start_id=start.pk))
        return len(asked)

    assert cost(1) == cost(30) <= 25


def test_wrong_input_keeps_what_was_typed(world: World) -> None:
    client = sign_in(world.lan)
    plan = last_years_plan(world)
    answer = client.post(at("start-from", kind="nam-truoc", plan_id=plan.pk), {"year": "năm sau"})
    assert answer.status_code == 422
    start = begun(client, plan)
    url = at("start", start_id=start.pk)
    change = next(each for each in found_in(start).changes if each.where == "mục IV")
    answer = client.post(url, fields_of(opened(client, url)) | {"title": " ", f"text-{change.key}": "x" * 20_001})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Kế hoạch cần có trích yếu" in page
    assert "Dài quá 20000 ký tự" in page
    assert "x" * 20_001 in page
    assert not Plan.objects.filter(year=2026).exists()


def test_somebody_else_saved_first(world: World) -> None:
    client = sign_in(world.lan)
    start = begun(client, last_years_plan(world))
    url = at("start", start_id=start.pk)
    sent = fields_of(opened(client, url))
    assert client.post(url, sent).status_code == 303
    answer = client.post(url, sent | {"title": "Của tôi"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Của tôi" in page
    assert client.post(url, fields_of(page)).status_code == 303  # pressed once more it is kept
    assert PlanStart.objects.get().title == "Của tôi"


def test_a_preparation_is_dropped(world: World) -> None:
    client = sign_in(world.lan)
    start = begun(client, last_years_plan(world))
    assert "Đang chuẩn bị dở" in opened(client, at("new"))
    assert client.post(at("start-drop", start_id=start.pk)).status_code == 303
    assert not PlanStart.objects.exists()
    assert client.get(at("start", start_id=start.pk)).status_code == 404


def test_the_plans_page_says_what_it_was_begun_from(world: World) -> None:
    source = last_years_plan(world, issued=False)
    client = sign_in(world.lan)
    start = begun(client, source)
    plan = begin_plan(start, by=access_of(world.lan, world.an_binh), today=TODAY)
    page = opened(client, at("detail", plan_id=plan.pk))
    assert "Lập từ" in page
    assert at("detail", plan_id=source.pk) in page
    issued(world, plan, number="15")
    above = opened(sign_in(world.thao), at("detail", plan_id=plan.pk))
    assert source.title not in above  # a draft is not named to those who may not read it
