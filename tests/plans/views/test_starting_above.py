"""Models, plans shown below, and what a superior's plan asks for: the pages, with the people who open them."""

from __future__ import annotations

from django.urls import reverse

from plans.domain.importing import start_import
from plans.models import Block, Plan, PlanStart, PlanTask
from tests.plans.domain.test_superior import PAPER, provinces_plan
from tests.plans.plans_world import drafted, plan_of
from tests.plans.views.starting_pages import at, begun, fields_of, opened
from tests.world import World, access_of, sign_in


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
