"""The pages that cite: search, insert, tie, order; what each person may see there."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.text import squeeze
from plans.models import Block, LegalBasis, Plan
from plans.queries.bases import preamble_of
from tests.plans.plans_world import drafted, issued, with_line
from tests.reference.texts_world import democracy, one_stop, records, text
from tests.world import World, sign_in


def url(name: str, plan: Plan, **more: Any) -> str:
    return reverse(f"plans:{name}", kwargs={"org": "an-binh", "plan_id": plan.pk, **more})


def words(response: Any) -> str:
    return squeeze(response.content.decode())


def test_the_search_finds_without_marks_and_in_any_spacing(world: World) -> None:
    plan, client = drafted(world), sign_in(world.lan)
    records()
    one_stop()
    page = words(client.get(url("basis-search", plan), {"q": "30 / 2020 / nđ - cp"}))
    assert "Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư" in page
    assert "118/2025" not in page
    page = words(client.get(url("basis-search", plan), {"q": "mot cua"}))
    assert "Hết hiệu lực từ 01/7/2025, thay bằng Nghị định số 118/2025/NĐ-CP" in page
    assert "Chèn văn bản thay thế" in page
    assert "30/2020" not in page
    assert "Không thấy văn bản nào khớp" in words(client.get(url("basis-search", plan), {"q": "khongco"}))


@pytest.mark.parametrize(
    "q", ["\x00", "'; DROP TABLE", "%", "_" * 500, "9" * 400, "<script>alert(1)</script>", "\u202e30/2020"]
)
def test_hostile_words_are_only_words(world: World, q: str) -> None:
    records()
    answer = sign_in(world.lan).get(url("basis-search", drafted(world)), {"q": q, "dong": q, "gan": "x", "trang": "-1"})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


def test_without_javascript_a_press_inserts_and_leads_to_the_line(world: World) -> None:
    plan, decree, client = drafted(world), records(), sign_in(world.lan)
    answer = client.post(url("basis-insert", plan), {"nguon": f"vb-{decree.pk}"})
    block = Block.objects.get(plan=plan, text__contains="30/2020")
    assert answer.status_code == 303
    assert answer["Location"] == f"{url('detail', plan)}?dong={block.pk}#dong-{block.pk}"
    page = words(client.get(answer["Location"]))
    assert "Đã chèn căn cứ." in page
    page = words(client.get(url("basis-search", plan), {"q": "30/2020"}))
    assert "đã có trong căn cứ" in page


def test_a_second_press_says_so_and_inserts_nothing(world: World) -> None:
    plan, decree, client = drafted(world), records(), sign_in(world.lan)
    client.post(url("basis-insert", plan), {"nguon": f"vb-{decree.pk}"})
    answer = client.post(url("basis-insert", plan), {"nguon": f"vb-{decree.pk}", "q": "30/2020"})
    assert answer.status_code == 409
    assert "Kế hoạch đã có căn cứ này." in words(answer)
    assert len([line for line in preamble_of(plan) if line.is_basis]) == 2


def test_the_dialog_gets_the_hits_and_an_event(world: World) -> None:
    plan, decree, client = drafted(world), records(), sign_in(world.lan)
    answer = client.post(
        url("basis-insert", plan), {"nguon": f"vb-{decree.pk}", "q": "30/2020"}, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 200
    assert "can-cu-da-chen" in answer["HX-Trigger"]
    page = words(answer)
    assert page.startswith('<div id="ket-qua-can-cu"')
    assert "đã có trong căn cứ" in page


@pytest.mark.parametrize("source", ["", "vb-0", "vb-999999", "kh-1x", "<b>", "vb-" + "9" * 40])
def test_a_source_that_is_none_does_not_exist(world: World, source: str) -> None:
    assert sign_in(world.lan).post(url("basis-insert", drafted(world)), {"nguon": source}).status_code == 404


def test_another_offices_own_text_cannot_be_cited(world: World) -> None:
    theirs = text("7/QĐ-UBND", owner=world.binh_minh, doc_type="Quyết định", subject="Riêng của Bình Minh")
    plan, client = drafted(world), sign_in(world.lan)
    assert client.post(url("basis-insert", plan), {"nguon": f"vb-{theirs.pk}"}).status_code == 404
    assert "Riêng của Bình Minh" not in words(client.get(url("basis-search", plan), {"q": "7/QĐ-UBND"}))


def test_an_issued_plan_is_not_searched_for(world: World) -> None:
    plan, client = issued(world, drafted(world)), sign_in(world.lan)
    answer = client.get(url("basis-search", plan))
    assert answer.status_code == 403
    assert "đã ban hành" in words(answer)


def test_a_line_is_cited_in_from_its_own_link(world: World) -> None:
    plan, decree, client = drafted(world), records(), sign_in(world.lan)
    line = with_line(plan, "Soạn thảo theo đúng")
    assert f"{url('basis-search', plan)}?dong={line.pk}" in client.get(url("detail", plan)).content.decode()
    page = words(client.get(url("basis-search", plan), {"dong": line.pk, "q": "30/2020"}))
    assert "Soạn thảo theo đúng" in page
    address = url("basis-cite", plan, block_id=line.pk)
    answer = client.post(address, {"nguon": f"vb-{decree.pk}", "seen": line.version})
    assert answer.status_code == 303
    line.refresh_from_db()
    assert line.text.startswith("Soạn thảo theo đúng Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3")
    again = client.post(address, {"nguon": f"vb-{decree.pk}", "seen": 1})
    assert again.status_code == 409
    assert "Người khác vừa sửa dòng này" in words(again)


def test_the_editor_asks_for_a_line_by_its_key(world: World) -> None:
    plan, client = drafted(world), sign_in(world.lan)
    records()
    line = with_line(plan, "Theo Nghị định số 30/2020/NĐ-CP")
    known = words(client.get(url("basis-search", plan), {"dong": str(line.key), "q": "30/2020"}))
    assert 'data-cite="Nghị định số 30/2020/NĐ-CP"' in known
    fresh = "7b1f5b53-9d0e-4f0b-8a39-d1e4f1d2c3b4"  # a line that was not saved yet
    unknown = words(client.get(url("basis-search", plan), {"dong": fresh, "q": "30/2020"}))
    assert 'data-cite="Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020' in unknown


def test_a_line_of_another_plan_is_none_of_this_one(world: World) -> None:
    other = with_line(drafted(world, "Khác"), "Chữ của kế hoạch khác")
    plan, decree, client = drafted(world), records(), sign_in(world.lan)
    assert "Chữ của kế hoạch khác" not in words(client.get(url("basis-search", plan), {"dong": other.pk}))
    answer = client.post(url("basis-cite", plan, block_id=other.pk), {"nguon": f"vb-{decree.pk}", "seen": 1})
    assert answer.status_code == 404


def test_clauses_show_validity_and_doubt_and_are_tied_by_hand(world: World) -> None:
    old, _ = one_stop()
    plan, client = drafted(world), sign_in(world.lan)
    LegalBasis.objects.create(
        plan=plan, position=5, doc_type="Nghị định", number="61/2018/NĐ-CP", dated=dt.date(2018, 4, 24), legal_text=old
    )
    loose = LegalBasis.objects.create(plan=plan, position=6, doc_type="Công văn", number="12/SNV")
    page = words(client.get(url("clauses", plan)))
    assert "Hết hiệu lực từ 01/7/2025, thay bằng Nghị định số 118/2025/NĐ-CP" in page
    assert "danh mục ghi ngày 23/4/2018, kế hoạch ghi ngày 24/4/2018" in page.lower()
    assert "chưa có trong danh mục" in page
    found = words(client.get(url("basis-search", plan), {"gan": loose.pk, "q": "61/2018"}))
    assert "Là văn bản này" in found
    client.post(url("basis-tie", plan, clause_id=loose.pk), {"nguon": f"vb-{old.pk}"})
    loose.refresh_from_db()
    assert loose.legal_text == old
    client.post(url("basis-tie", plan, clause_id=loose.pk))
    loose.refresh_from_db()
    assert loose.legal_text is None
    assert client.post(url("basis-tie", plan, clause_id=loose.pk), {"nguon": "kh-1"}).status_code == 404


def test_the_order_is_shown_before_it_is_taken(world: World) -> None:
    plan, client = drafted(world), sign_in(world.lan)
    assert "Không cần xếp lại" in words(client.get(url("basis-order", plan)))
    block = preamble_of(plan)[0].key
    Block.objects.filter(pk=block.pk).update(text="Thực hiện Kế hoạch số 12/KH-UBND ngày 09 tháng 01 năm 2026;")
    client.post(url("basis-insert", plan), {"nguon": f"vb-{democracy().pk}"})
    Block.objects.filter(pk=block.pk).update(position=0)
    Block.objects.filter(plan=plan, text__startswith="Căn cứ Luật").update(position=1)
    page = client.get(url("basis-order", plan))
    seen = [row["line"].text for row in page.context["rows"]]
    assert seen[0].startswith("Căn cứ Luật Thực hiện dân chủ")
    assert client.post(url("basis-order", plan), {"dong": seen[::-1]}).status_code == 409
    answer = client.post(url("basis-order", plan), {"dong": seen})
    assert answer.status_code == 303
    assert [line.text for line in preamble_of(plan) if line.is_basis] == seen


def test_a_texts_page_names_the_plans_of_the_office_alone(world: World) -> None:
    decree = records()
    mine, client = drafted(world, "Kế hoạch của An Bình"), sign_in(world.lan)
    client.post(url("basis-insert", mine), {"nguon": f"vb-{decree.pk}"})
    at = {"org": "an-binh", "text_id": decree.pk}
    page = words(client.get(reverse("plans:text-plans", kwargs=at)))
    assert "Kế hoạch của An Bình" in page
    assert "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;" in page
    above = words(sign_in(world.thao).get(reverse("plans:text-plans", kwargs=at)))
    assert "Kế hoạch của An Bình" not in above  # a draft is the office's alone
    neighbour = words(sign_in(world.oanh).get(reverse("plans:text-plans", kwargs={**at, "org": "binh-minh"})))
    assert "Kế hoạch của An Bình" not in neighbour


def test_the_number_of_queries_does_not_grow_with_the_hits(world: World) -> None:
    plan, client = drafted(world), sign_in(world.lan)

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(url("basis-search", plan), {"q": "van thu"}).status_code == 200
        return len(queries)

    first = records()
    one = asked()
    for number in range(12):
        text(
            f"{number}/2021/NĐ-CP",
            dated=dt.date(2021, 1, 1),
            valid_until=dt.date(2022, 1, 1),
            subject="Công tác văn thư",
            successor=first,
        )
    assert asked() == one


def test_what_the_office_cites_often_stands_first(world: World) -> None:
    plan, client = drafted(world), sign_in(world.lan)
    decree = records()
    text("99/2026/NĐ-CP", dated=dt.date(2026, 5, 1), subject="Mới hơn")
    client.post(url("basis-insert", drafted(world, "Năm trước")), {"nguon": f"vb-{decree.pk}"})
    page = words(client.get(url("basis-search", plan)))
    assert page.index("Đơn vị hay viện dẫn") < page.index("30/2020/NĐ-CP") < page.index("99/2026/NĐ-CP")
