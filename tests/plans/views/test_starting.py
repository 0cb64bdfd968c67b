"""The pages of beginning a plan, with the people who open them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organisations.access import Access
from plans.domain.importing import start_import
from plans.domain.starting import begin_plan, offer_model, prepare_plan
from plans.enums import StartKind
from plans.models import Appendix, Block, Plan, PlanStart, PlanTask
from plans.queries.starting import duties_of, found_in
from plans.rolling.edits import Group
from tests.plans.domain.test_superior import PAPER, provinces_plan
from tests.plans.last_year import last_years_plan
from tests.plans.plans_world import drafted, issued, plan_of, with_table
from tests.world import TODAY, World, access_of, sign_in


def at(name: str, **kwargs: Any) -> str:
    return reverse(f"plans:{name}", kwargs={"org": "an-binh", **kwargs})


def fields_of(page: str) -> dict[str, str]:
    """What a browser would send of the form with the most fields: hidden ones, ticked boxes, texts, choices."""
    forms = [each for each in re.findall(r"<form.*?</form>", page, re.S) if "submission_key" in each or "seen" in each]
    form = max(forms, key=len)
    sent: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, kind = re.search(r'name="([^"]+)"', tag), re.search(r'type="([^"]+)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        if name is None or (kind and kind[1] in ("checkbox", "radio") and " checked" not in tag):
            continue
        sent[name[1]] = unescaped(value[1]) if value else "on"
    for name_, text in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.S):
        sent[name_] = unescaped(text.removeprefix("\n"))
    for name_, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'value="([^"]*)"[^>]* selected', options) or re.search(r'value="([^"]*)"', options)
        sent[name_] = unescaped(chosen[1]) if chosen else ""
    sent.pop("csrfmiddlewaretoken", None)
    return sent


def unescaped(text: str) -> str:
    import html

    return html.unescape(text)


def opened(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, (url, answer.status_code)
    return answer.content.decode()


# --- the choice -----------------------------------------------------------------------------------------


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


# --- last year ------------------------------------------------------------------------------------------


def begun(client: Client, plan: Plan, year: int = 2026, kind: str = "nam-truoc") -> PlanStart:
    url = at("start-from", kind=kind, plan_id=plan.pk)
    sent = fields_of(opened(client, url)) | {"year": str(year)}
    answer = client.post(url, sent)
    assert answer.status_code == 303, answer.content.decode()[:500]
    assert client.post(url, sent).headers["Location"] == answer.headers["Location"]  # pressed twice
    return PlanStart.objects.get()


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


# --- models and plans shown below ------------------------------------------------------------------------


def test_a_plan_becomes_a_model_and_back(world: World) -> None:
    plan = drafted(world)
    client = sign_in(world.hanh)
    url = at("model-offer", plan_id=plan.pk)
    assert "Dùng làm mẫu" in opened(client, url)
    assert client.post(url).status_code == 303
    assert "mẫu</span>" in opened(client, at("list"))
    assert str(plan) in opened(client, at("start-sources", kind="mau"))
    begun(client, Plan.objects.get(pk=plan.pk), 2027, kind="mau")
    assert client.post(url).status_code == 303
    assert not Plan.objects.get(pk=plan.pk).is_model


def test_the_superiors_plan_is_read_by_the_commune_without_its_inside(world: World) -> None:
    plan = provinces_plan(world)
    PlanTask.objects.filter(plan=plan).update(person=world.thao)
    for who in ("lan", "minh", "nga", "an"):
        client = sign_in(getattr(world, who))
        assert str(plan) in opened(client, at("above-list"))
        page = opened(client, at("above-detail", plan_id=plan.pk))
        assert "niêm yết thủ tục" in page
        assert world.thao.full_name not in page
        assert "Lịch sử" not in page
        assert ("Lập kế hoạch từ văn bản này" in page) == (who == "lan")
        table = Block.objects.get(plan=plan, kind="table")
        assert "Chấm điểm" in opened(client, at("above-table", plan_id=plan.pk, block_id=table.pk))
        assert client.get(at("detail", plan_id=plan.pk)).status_code == 404  # it is no plan of the commune
    assert sign_in(world.oanh).get(at("above-detail", plan_id=plan.pk)).status_code == 404


def test_what_the_province_does_not_show_is_not_there(world: World) -> None:
    plan = provinces_plan(world)
    draft = plan_of(world.province)
    neighbour = plan_of(world.binh_minh)
    Plan.objects.filter(pk=plan.pk).update(shown_below=False)
    Plan.objects.filter(pk__in=(draft.pk, neighbour.pk)).update(shown_below=True)
    client = sign_in(world.lan)
    for each in (plan, draft, neighbour):
        for name in ("above-detail", "start-above"):
            assert client.get(at(name, plan_id=each.pk)).status_code == 404
    assert "Cấp trên chưa cho xem kế hoạch nào" in opened(client, at("above-list"))


def test_a_province_shows_its_plan_below(world: World) -> None:
    from organisations.enums import Role
    from tests.world import give_role, make_person

    plan = provinces_plan(world)
    drafter = make_person("Hà Thị Vân", email="van@cchc.example")
    give_role(drafter, world.province, Role.DRAFTER)
    client = sign_in(drafter)
    url = reverse("plans:below-show", kwargs={"org": "ha-son", "plan_id": plan.pk})
    assert "Thôi cho đơn vị cấp dưới xem" in client.get(url).content.decode()
    assert client.post(url).status_code == 303
    assert not Plan.objects.get(pk=plan.pk).shown_below
    detail = client.get(reverse("plans:detail", kwargs={"org": "ha-son", "plan_id": plan.pk})).content.decode()
    assert "Cho đơn vị cấp dưới xem" in detail


def test_from_the_superiors_plan_to_duties(world: World) -> None:
    plan = provinces_plan(world)
    client = sign_in(world.lan)
    url = at("start-above", plan_id=plan.pk)
    answer = client.post(url, fields_of(opened(client, url)))
    assert answer.status_code == 303
    start = PlanStart.objects.get()
    page = opened(client, at("start", start_id=start.pk))
    assert page.index("niêm yết thủ tục") < page.index("kiểm tra các sở")  # what speaks to communes stands first
    assert "giao: UBND các xã" in page
    client.post(at("start", start_id=start.pk), fields_of(page) | {"ca-nhom": "thoi"})
    page = opened(client, at("start", start_id=start.pk))
    assert "Đang chọn 0/" in page
    assert client.post(at("start", start_id=start.pk), fields_of(page) | {"lap": "1"}).status_code == 303
    page = opened(client, at("start", start_id=start.pk))
    assert "chưa chọn nội dung nào" in page
    client.post(at("start", start_id=start.pk), fields_of(page) | {"ca-nhom": "giao"})
    page = opened(client, at("start", start_id=start.pk))
    answer = client.post(at("start", start_id=start.pk), fields_of(page) | {"lap": "1"})
    made = Plan.objects.get(organisation=world.an_binh)
    assert answer.headers["Location"] == at("editor", plan_id=made.pk)
    assert PlanTask.objects.filter(plan=made, basis_text__contains="412/KH-UBND").count() == 2
    origin = opened(client, at("detail", plan_id=made.pk))
    assert at("above-detail", plan_id=plan.pk) in origin


def test_what_is_no_longer_shown_is_not_read_in_a_preparation_either(world: World) -> None:
    plan = provinces_plan(world)
    client = sign_in(world.lan)
    url = at("start-above", plan_id=plan.pk)
    client.post(url, fields_of(opened(client, url)))
    start = PlanStart.objects.get()
    Plan.objects.filter(pk=plan.pk).update(shown_below=False)
    answer = client.get(at("start", start_id=start.pk))
    assert answer.status_code == 409
    assert "niêm yết" not in answer.content.decode()
    assert client.post(at("start-drop", start_id=start.pk)).status_code == 303


def test_into_a_draft_of_ones_own_and_no_others(world: World) -> None:
    plan, draft, other = provinces_plan(world), drafted(world), plan_of(world.binh_minh)
    client = sign_in(world.lan)
    url = at("start-above", plan_id=plan.pk)
    page = opened(client, url)
    assert str(draft) in page
    assert client.post(url, fields_of(page) | {"target": str(other.pk)}).status_code == 422
    assert client.post(url, fields_of(page) | {"target": str(draft.pk)}).status_code == 303
    start = PlanStart.objects.get()
    sent = fields_of(opened(client, at("start", start_id=start.pk))) | {"lap": "1"}
    client.post(at("start", start_id=start.pk), sent)
    assert PlanTask.objects.filter(plan=draft).count() == 2


def test_a_received_paper_of_another_office_offers_the_way(world: World) -> None:
    by = access_of(world.lan, world.an_binh)
    imported = start_import(by=by, name="tinh.txt", text=PAPER)
    own = start_import(by=by, name="xa.txt", text=PAPER.replace("TỈNH HÀ SƠN", "XÃ AN BÌNH"))
    client = sign_in(world.lan)
    link = at("start-import", import_id=imported.pk)
    assert link in opened(client, at("import-detail", import_id=imported.pk))
    assert "Lập kế hoạch của đơn vị từ văn bản này" not in opened(client, at("import-detail", import_id=own.pk))
    assert client.get(at("start-import", import_id=own.pk)).status_code == 404
    answer = client.post(link, fields_of(opened(client, link)))
    assert answer.status_code == 303
    assert "kiện toàn tổ công nghệ số" in opened(client, at("start", start_id=PlanStart.objects.get().pk))


# --- a pasted appendix ------------------------------------------------------------------------------------

TABLE = (
    "STT\tNội dung nhiệm vụ\tCơ quan chủ trì\tThời gian hoàn thành\n"
    "I\tHạ tầng\n1\tRà soát máy tính\tVăn phòng - Thống kê\tQuý II/2026\n2\tTập huấn\tTư pháp - Hộ tịch\tQuý III/2026\n"
)


def test_an_appendix_is_pasted_looked_at_and_added(world: World) -> None:
    draft = drafted(world)
    client = sign_in(world.lan)
    assert at("appendix-paste", plan_id=draft.pk) in opened(client, at("detail", plan_id=draft.pk))
    url = at("appendix-paste", plan_id=draft.pk)
    answer = client.post(url, fields_of(opened(client, url)) | {"text": TABLE})
    assert answer.status_code == 303
    start = PlanStart.objects.get()
    place = at("start", start_id=start.pk)
    page = opened(client, place)
    assert "Bảng (3 dòng)" in page
    assert 'value="deadline" selected' in page
    sent = fields_of(page) | {"row-2": "bo", "column-1": "Việc cần làm", "label-0": "Phụ lục I"}
    assert client.post(place, sent).status_code == 303
    page = opened(client, place)
    assert 'value="Việc cần làm"' in page
    answer = client.post(place, fields_of(page) | {"lap": "1"})
    assert answer.headers["Location"] == at("editor", plan_id=draft.pk)
    assert Appendix.objects.get(plan=draft).label == "Phụ lục I"
    assert PlanTask.objects.get(plan=draft).text == "Rà soát máy tính"


def test_what_cannot_be_read_keeps_what_was_pasted(world: World) -> None:
    client = sign_in(world.lan)
    url = at("start-appendix")
    sent = fields_of(opened(client, url))
    answer = client.post(url, sent | {"text": "chỉ có chữ thôi"})
    assert answer.status_code == 422
    assert "Không thấy bảng nào" in answer.content.decode()
    assert "chỉ có chữ thôi" in answer.content.decode()
    assert client.post(url, sent | {"text": ""}).status_code == 422
    assert client.post(url, sent | {"text": TABLE, "year": "1"}).status_code == 422


def test_two_columns_alike_are_told_on_the_page(world: World) -> None:
    client = sign_in(world.lan)
    url = at("start-appendix")
    client.post(url, fields_of(opened(client, url)) | {"text": TABLE, "title": "Hạ tầng số"})
    place = at("start", start_id=PlanStart.objects.get().pk)
    sent = fields_of(opened(client, place)) | {"role-1": "lead", "lap": "1"}
    assert client.post(place, sent).status_code == 303
    assert "hai cột cùng là" in opened(client, place)
    assert not Plan.objects.exists()


def test_a_table_of_many_rows_has_pages(world: World) -> None:
    client = sign_in(world.lan)
    url = at("start-appendix")
    rows = "".join(f"{i}\tViệc {i}\tVăn phòng - Thống kê\tQuý I/2026\n" for i in range(1, 121))
    text = TABLE.split("\n", maxsplit=1)[0] + "\n" + rows
    client.post(url, fields_of(opened(client, url)) | {"text": text, "title": "Dài"})
    place = at("start", start_id=PlanStart.objects.get().pk)
    page = opened(client, place)
    assert "Trang 1/3" in page
    answer = client.post(place, fields_of(page) | {"den": "3", "row-0": "bo"})
    last = opened(client, answer.headers["Location"].split("#")[0])
    assert "Trang 3/3" in last
    answer = client.post(place, fields_of(last) | {"den-bang": "0&x=1\r\nX-Odd: 1"})
    assert "bang=0%26x%3D1%0D%0AX-Odd%3A+1&" in answer.headers["Location"]
    last = opened(client, answer.headers["Location"].split("#")[0])
    client.post(place, fields_of(last) | {"lap": "1"})
    assert PlanTask.objects.count() == 119


def test_the_system_itself_is_no_person_here(world: World) -> None:
    """Preparations are an office's own: another office's drafter finds nothing under its own address either."""
    start = prepare_plan(
        drafted(world), kind=StartKind.LAST_YEAR, by=Access.system(world.an_binh), year=2027, today=TODAY
    )
    theirs = reverse("plans:start", kwargs={"org": "binh-minh", "start_id": start.pk})
    assert sign_in(world.oanh).get(theirs).status_code == 404
    assert sign_in(world.oanh).post(theirs, {"lap": "1"}).status_code == 404
