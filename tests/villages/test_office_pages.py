"""The office's pages: asking, following, links shown once, gathering, Excel."""

from __future__ import annotations

import io
import re
import uuid
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from organisations.models import AccessToken
from tests.villages.village_world import WORDS, answer, answer_west, asked, second_village
from tests.work.work_world import issued_with, milestones_of
from tests.world import World, sign_in
from villages.models import VillageAsk, VillageGathering, VillageItem
from work.models import Evidence, Milestone


def typed(world: World, **more: Any) -> dict[str, Any]:
    return {
        "text": "Họp dân", "due_on": "20/06/2026", "villages": [world.village.pk], "kind1": "photo",
        "label1": "Ảnh buổi họp", "kind2": "number", "label2": "Số hộ", "unit2": "hộ", "key": str(uuid.uuid4()), **more,
    }  # fmt: skip


def test_asking_from_the_page_of_the_work(world: World) -> None:
    milestone = milestones_of(issued_with(world, "Quý II"))[0]
    second_village(world)
    client, url = sign_in(world.lan), f"/an-binh/viec/{milestone.pk}/thon/giao/"
    assert url in client.get(f"/an-binh/viec/{milestone.pk}/thon/", headers={"HX-Request": "true"}).content.decode()
    page = client.get(url).content.decode()
    assert page.count("checked") >= 2, "all villages at first"
    made = client.post(url, typed(world))
    ask = VillageAsk.objects.get()
    assert made["Location"] == f"/an-binh/viec/thon/{ask.pk}/"
    assert [(each.kind, each.label, each.unit) for each in ask.questions.all()] == [
        ("photo", "Ảnh buổi họp", ""),
        ("number", "Số hộ", "hộ"),
    ]
    listed = client.get("/an-binh/viec/thon/?loc=chua").content.decode()
    assert "0/1 thôn" in listed


def test_what_is_missing_is_told_and_what_was_typed_stays(world: World) -> None:
    milestone = milestones_of(issued_with(world, "Quý II"))[0]
    client, url = sign_in(world.lan), f"/an-binh/viec/{milestone.pk}/thon/giao/"
    for change, sentence in (
        ({"label1": "", "text": "Họp dân nhé"}, "Hãy ghi cụ thể"),
        ({"kind2": "", "text": "Họp dân nhé"}, "Hãy chọn hỏi ảnh"),
        ({"villages": [], "text": "Họp dân nhé"}, "ít nhất một thôn"),
        ({"due_on": "32/06/2026", "text": "Họp dân nhé"}, "Ngày không đúng"),
    ):
        answered = client.post(url, typed(world, **change))
        page = answered.content.decode()
        assert answered.status_code == 422
        assert sentence in page
        assert "Họp dân nhé" in page
    assert VillageAsk.objects.count() == 0


def test_a_day_after_the_work_is_due_has_to_be_meant(world: World) -> None:
    milestone = milestones_of(issued_with(world, "Quý II"))[0]
    client, url = sign_in(world.lan), f"/an-binh/viec/{milestone.pk}/thon/giao/"
    page = client.post(url, typed(world, due_on="05/07/2026")).content.decode()
    assert "Việc này có hạn 30/6/2026" in page
    assert "later_ok" in page
    client.post(url, typed(world, due_on="05/07/2026", later_ok="on"))
    assert VillageAsk.objects.count() == 1


def test_the_table_and_who_has_not_answered(world: World) -> None:
    made = asked(world)
    answer(made, words="<b>đau đầu</b>")
    client = sign_in(world.minh)
    page = client.get(f"/an-binh/viec/thon/{made.ask.pk}/").content.decode()
    for words in ("1/2 thôn", "25 hộ", "còn thiếu 1 thôn", "Ông Tư", "Kính gửi thôn Tây", "&lt;b&gt;đau đầu"):
        assert words in page
    assert "Đưa tổng hợp" not in page, "a leader reads, those who do the work gather"
    owing = client.get(f"/an-binh/viec/thon/{made.ask.pk}/?loc=chua").content.decode()
    table = owing[owing.index("<tbody>") : owing.index("</tbody>")]
    assert "Thôn Tây" in table
    assert "Thôn Đông" not in table


def test_links_are_made_for_those_without_and_shown_once(world: World) -> None:
    made = asked(world)
    client, url = sign_in(world.lan), f"/an-binh/viec/thon/{made.ask.pk}/duong-dan/"
    page = client.get(url).content.decode()
    assert re.search(rf'name="make{made.west_village.pk}"[^>]*checked', page)
    assert not re.search(rf'name="make{world.village.pk}"[^>]*checked', page)
    missing = client.post(url, {"days": "365", f"make{made.west_village.pk}": "on"})
    assert missing.status_code == 422
    sheet = client.post(
        url, {"days": "365", f"make{made.west_village.pk}": "on", f"head{made.west_village.pk}": "Bà Sáu"}
    ).content.decode()
    secret = re.search(r"http://127\.0\.0\.1:8000/thon/([a-z0-9]{20})/", sheet)
    assert secret
    assert "Kính gửi ông/bà Bà Sáu (thôn Tây)." in sheet
    assert AccessToken.objects.filter(organisation=made.west_village).count() == 1
    assert "Họp dân" in Client().get(f"/thon/{secret[1]}/").content.decode()
    assert secret[1] not in client.get(f"/an-binh/viec/thon/{made.ask.pk}/").content.decode()


def test_gathering_from_the_page(world: World) -> None:
    made = asked(world)
    answer(made)
    answer_west(made)
    client, url = sign_in(world.lan), f"/an-binh/viec/thon/{made.ask.pk}/"
    page = client.get(url).content.decode()
    assert "- Số hộ đã đến: 35 hộ." in page
    seen = Milestone.objects.get(pk=made.milestone.pk).version
    sent = {"seen": seen, "percent": "", "result": "Đã họp dân ở hai thôn.", "key": str(uuid.uuid4())}
    assert "tiến độ từ 0 đến 100" in client.post(url + "tong-hop/", sent).content.decode()
    stale = client.post(url + "tong-hop/", {**sent, "percent": "70", "seen": seen + 7})
    assert stale.status_code == 409
    assert "Đã họp dân ở hai thôn." in stale.content.decode()
    assert client.post(url + "tong-hop/", {**sent, "percent": "70"}).status_code == 303
    assert VillageGathering.objects.get().answered == 2
    assert Milestone.objects.get(pk=made.milestone.pk).percent == 70
    assert Evidence.objects.filter(milestone=made.milestone).count() == 1, "both sent the same picture"
    assert "đã nằm trong báo cáo" in client.get(url).content.decode()


def test_an_answer_is_taken_sent_back_and_a_village_withdrawn(world: World) -> None:
    made = asked(world)
    answer(made)
    client, url = sign_in(world.lan), f"/an-binh/viec/thon/phan/{made.east.pk}/"
    assert "Ông Tư gửi" in client.get(url).content.decode()
    client.post(url + "nhan/", {"seen": "1"})
    assert made.fresh(made.east).taken_by_name == world.lan.full_name
    assert client.post(url + "sua-lai/", {"seen": "1", "reason": ""}).status_code == 422
    client.post(url + "sua-lai/", {"seen": "1", "reason": "Ảnh mờ"})
    assert made.fresh(made.east).returned_reason == "Ảnh mờ"
    client.post(url + "rut/", {"reason": "Làm chung với thôn Tây"})
    assert "Làm chung với thôn Tây" in client.get(url).content.decode()
    assert sign_in(world.minh).post(url + "nhan/", {"seen": "1"}).status_code == 403
    added = client.post(f"/an-binh/viec/thon/{made.ask.pk}/them-thon/", {"villages": [world.village.pk]})
    assert added.status_code == 303
    assert VillageItem.objects.standing().count() == 2
    none_left = client.post(f"/an-binh/viec/thon/{made.ask.pk}/them-thon/", {"villages": [world.village.pk]})
    assert none_left.status_code == 422


def test_the_workbook_holds_words_as_words(world: World) -> None:
    made = asked(world)
    answer(made, number="12.5", words="=1+1")
    sent = sign_in(world.nga).get(f"/an-binh/viec/thon/{made.ask.pk}/excel/")
    sheet = load_workbook(io.BytesIO(sent.content)).active
    rows = {row[1].value: row for row in sheet.iter_rows(min_row=4)}
    east = rows["Thôn Đông"]
    assert east[5].value == 12.5
    assert (east[6].value, east[6].data_type) == ("=1+1", "s")
    assert rows["Tổng hợp"][5].value == 12.5
    assert rows["Thôn Tây"][3].value == "Chưa mở xem"


def queries_of(client: Client) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get("/an-binh/viec/thon/").status_code == 200
    return len(found)


def test_the_list_asks_as_much_for_many_as_for_one(world: World) -> None:
    made = asked(world, WORDS)
    client = sign_in(world.lan)
    queries_of(client)
    few = queries_of(client)
    asked(world, WORDS, plan=made.plan)
    asked(world, WORDS, plan=made.plan)
    assert queries_of(client) == few
