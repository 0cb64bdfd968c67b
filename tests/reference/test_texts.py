"""Keeping the catalogue: rules, versions, vouching; and its pages."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import AuditEntry
from core.exceptions import DomainError, EditConflict, NotAllowed
from core.text import squeeze
from organisations.access import Access
from reference.domain.texts import add_text, delete_text, mark_checked, save_text, unmark_checked
from reference.enums import Standing
from reference.models import LegalText
from reference.queries import law_by_name, laws_by_name, texts_by_number
from tests.reference.texts_world import democracy, local_government, one_stop, records, text
from tests.world import TODAY, World, access_of, sign_in

FACTS: dict[str, Any] = {
    "doc_type": "Quyết định",
    "number": "5/QĐ-UBND",
    "issuer": "Ủy ban nhân dân xã An Bình",
    "subject": "Quy chế",
}


def lan(world: World) -> Access:
    return access_of(world.lan, world.an_binh)


def tam(world: World) -> Access:
    return access_of(world.tam, world.province)


def at(name: str, found: LegalText | None = None, org: str = "an-binh") -> str:
    return reverse(f"reference:{name}", kwargs={"org": org, **({"text_id": found.pk} if found else {})})


def words(response: Any) -> str:
    return squeeze(response.content.decode())


# --- questions others ask ----------------------------------------------------------------------------


def test_numbers_are_found_in_any_spelling_with_one_query(world: World, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    decree = records()
    with django_assert_num_queries(1):
        found = texts_by_number(world.an_binh, ["30 / 2020/NĐ – CP", "99/2020/NĐ-CP", ""])
    assert found == {"30 / 2020/NĐ – CP": decree, "30/2020/nd-cp": decree}


def test_an_offices_own_entry_goes_before_the_common_one(world: World) -> None:
    records()
    mine = text("30/2020/NĐ-CP", owner=world.an_binh)
    theirs = text("30/2020/NĐ-CP", owner=world.binh_minh)
    assert texts_by_number(world.an_binh, ["30/2020/NĐ-CP"])["30/2020/NĐ-CP"] == mine
    assert texts_by_number(world.binh_minh, ["30/2020/NĐ-CP"])["30/2020/NĐ-CP"] == theirs


def test_a_law_is_found_by_its_name_and_day(world: World) -> None:
    old, new = local_government()
    assert law_by_name(world.an_binh, "Luật tổ chức Chính quyền địa phương", dt.date(2020, 1, 1)) == old
    assert law_by_name(world.an_binh, "Tổ chức chính quyền địa phương", TODAY) == new
    assert law_by_name(world.an_binh, "Tổ chức chính quyền địa phương") == new
    assert law_by_name(world.an_binh, "Đất đai") is None
    assert laws_by_name(world.an_binh, []) == {}


# --- domain ------------------------------------------------------------------------------------------


def test_drafters_keep_the_offices_own_texts_and_only_those(world: World) -> None:
    mine = add_text(by=lan(world), **FACTS)
    assert mine.organisation == world.an_binh
    save_text(mine, by=lan(world), seen=1, subject="Quy chế làm việc")
    for nobody in (
        access_of(world.minh, world.an_binh),
        access_of(world.oanh, world.binh_minh),
        access_of(world.thao, world.an_binh),
    ):
        with pytest.raises(NotAllowed):
            save_text(LegalText.objects.get(pk=mine.pk), by=nobody, seen=2, subject="x")
    with pytest.raises(NotAllowed, match="quản trị của cấp tỉnh"):
        add_text(by=lan(world), common=True, **{**FACTS, "number": "6/QĐ-UBND"})


def test_the_provinces_administrator_keeps_the_common_ones(world: World) -> None:
    common = add_text(by=tam(world), common=True, **FACTS)
    assert common.organisation is None
    with pytest.raises(NotAllowed):
        save_text(common, by=lan(world), seen=1, subject="x")
    with pytest.raises(NotAllowed):
        save_text(common, by=access_of(world.an, world.an_binh), seen=1, subject="x")
    save_text(common, by=tam(world), seen=1, subject="Khác")
    assert AuditEntry.objects.filter(object_id=str(common.pk), action="Sửa văn bản căn cứ").exists()


def test_the_same_document_stands_once(world: World) -> None:
    add_text(by=lan(world), **FACTS, dated=dt.date(2026, 1, 5))
    with pytest.raises(DomainError, match="Danh mục đã có"):
        add_text(by=lan(world), **{**FACTS, "number": "05 / QĐ - UBND"})
    add_text(by=lan(world), **FACTS, dated=dt.date(2025, 1, 5))  # the same number of another year
    assert LegalText.objects.filter(organisation=world.an_binh).count() == 2


def test_a_form_sent_twice_gives_one_text(world: World) -> None:
    key = uuid.uuid4()
    first = add_text(by=lan(world), submission_key=key, **FACTS)
    assert add_text(by=lan(world), submission_key=key, **FACTS) == first


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"number": "", "subject": " "}, "Hãy ghi số"),
        ({"number": "x" * 61}, "Số, ký hiệu"),
        ({"valid_from": dt.date(2026, 2, 1), "valid_until": dt.date(2026, 1, 1)}, "Ngày hết hiệu lực phải sau"),
    ],
)
def test_what_cannot_be_is_refused(world: World, values: dict[str, Any], sentence: str) -> None:
    with pytest.raises(DomainError, match=sentence):
        add_text(by=lan(world), **{**FACTS, **values})
    mine = add_text(by=lan(world), **FACTS)
    with pytest.raises(DomainError, match=sentence):
        save_text(mine, by=lan(world), seen=1, **values)


def test_successors_lead_on_and_never_back(world: World) -> None:
    mine = add_text(by=lan(world), **FACTS)
    next_one = add_text(by=lan(world), **{**FACTS, "number": "6/QĐ-UBND", "successor": None})
    save_text(mine, by=lan(world), seen=1, successor=next_one)
    with pytest.raises(DomainError, match="dẫn về chính văn bản này"):
        save_text(next_one, by=lan(world), seen=1, successor=LegalText.objects.get(pk=mine.pk))
    theirs = text("7/QĐ-UBND", owner=world.binh_minh)
    with pytest.raises(DomainError, match="danh mục dùng chung"):
        save_text(LegalText.objects.get(pk=next_one.pk), by=lan(world), seen=1, successor=theirs)


def test_two_editors(world: World) -> None:
    mine = add_text(by=lan(world), **FACTS)
    mine_too = LegalText.objects.get(pk=mine.pk)
    save_text(mine, by=lan(world), seen=1, subject="Bản của Lan")
    with pytest.raises(EditConflict) as conflict:
        save_text(mine_too, by=access_of(world.hung, world.an_binh), seen=1, subject="Bản của Hùng")
    assert conflict.value.theirs["subject"] == "Bản của Lan"
    assert LegalText.objects.get(pk=mine.pk).search.endswith("ban cua lan")


def test_vouching_is_deliberate_and_ends_with_a_change(world: World) -> None:
    mine = add_text(by=lan(world), **FACTS)
    with pytest.raises(DomainError, match="ngày có hiệu lực"):
        mark_checked(mine, by=lan(world), seen=1, compared_with="Bản giấy", today=TODAY)
    save_text(mine, by=lan(world), seen=1, valid_from=dt.date(2026, 1, 5))
    with pytest.raises(DomainError, match="nơi đã xem"):
        mark_checked(mine, by=lan(world), seen=2, compared_with=" \u200b", today=TODAY)
    mark_checked(mine, by=lan(world), seen=2, compared_with="Bản giấy", today=TODAY)
    mine.refresh_from_db()
    assert (mine.standing, mine.checked_by_name, mine.checked_on) == (Standing.CHECKED, "Nguyễn Thị Lan", TODAY)
    save_text(mine, by=lan(world), seen=3, note="Ghi thêm")
    assert LegalText.objects.get(pk=mine.pk).standing == Standing.CHECKED  # a note is no fact
    save_text(mine, by=lan(world), seen=4, valid_until=dt.date(2026, 12, 31))
    mine.refresh_from_db()
    assert (mine.standing, mine.checked_by_name) == (Standing.RECALLED, "")


def test_vouching_can_be_taken_back(world: World) -> None:
    mine = add_text(by=lan(world), **FACTS, valid_from=dt.date(2026, 1, 5))
    mark_checked(mine, by=lan(world), seen=1, compared_with="Bản giấy", today=TODAY)
    unmark_checked(mine, by=lan(world), seen=2)
    assert LegalText.objects.get(pk=mine.pk).standing == Standing.RECALLED


def test_own_texts_are_deleted_shipped_ones_are_not(world: World) -> None:
    mine = add_text(by=lan(world), **FACTS)
    with pytest.raises(EditConflict):
        delete_text(mine, by=lan(world), seen=9)
    delete_text(mine, by=lan(world), seen=1)
    assert not LegalText.objects.filter(organisation=world.an_binh).exists()
    shipped = records()
    LegalText.objects.filter(pk=shipped.pk).update(origin="nd-30-2020")
    shipped.refresh_from_db()
    with pytest.raises(NotAllowed, match="có sẵn trong danh mục"):
        delete_text(shipped, by=tam(world), seen=1)


# --- pages -------------------------------------------------------------------------------------------


def test_the_list_filters_by_what_stands_in_its_address(world: World) -> None:
    one_stop()
    democracy()
    mine = text("5/QĐ-UBND", owner=world.an_binh, doc_type="Quyết định", standing=Standing.RECALLED)
    text("8/QĐ-UBND", owner=world.binh_minh, doc_type="Quyết định")
    client = sign_in(world.lan)

    def found(**query: str) -> set[str]:
        answer = client.get(at("texts"), query)
        assert answer.status_code == 200
        return {row.text.number for row in answer.context["rows"]}

    everything = {"118/2025/NĐ-CP", "61/2018/NĐ-CP", "10/2022/QH15", mine.number}
    assert found() == everything
    assert found(q="dan chu") == {"10/2022/QH15"}
    assert found(q="61 / 2018") == {"61/2018/NĐ-CP"}
    assert found(loai="Luật") == {"10/2022/QH15"}
    assert found(hieu_luc="expired", ngay="01/7/2025") == {"61/2018/NĐ-CP"}
    assert found(hieu_luc="expired", ngay="30/6/2025") == set()
    assert found(hieu_luc="in-force", ngay="30/6/2025") == {"61/2018/NĐ-CP", "10/2022/QH15"}
    assert found(hieu_luc="not-yet", ngay="30/6/2025") == {"118/2025/NĐ-CP"}
    assert found(hieu_luc="unknown") == {mine.number}
    assert found(cua="don-vi") == {mine.number}
    assert found(cua="chung", loai="Quyết định") == set()
    assert found(muc="recalled") == {mine.number}
    assert found(loai="Không có", hieu_luc="x", ngay="32/13/2020", cua="?", trang="99", sap="-ngay") == everything
    assert found(q="2022") == {"10/2022/QH15"}


def test_the_list_keeps_its_order_on_the_page(world: World) -> None:
    for number, day in (("1/NQ-HĐND", 1), ("3/NQ-HĐND", 2), ("2/NQ-HĐND", 3)):
        text(number, doc_type="Nghị quyết", dated=dt.date(2025, 1, day))
    client = sign_in(world.lan)

    def shown(order: str) -> list[str]:
        rows = client.get(at("texts"), {"loai": "Nghị quyết", "sap": order}).context["rows"]
        return [row.text.number for row in rows]

    assert shown("so") == ["1/NQ-HĐND", "2/NQ-HĐND", "3/NQ-HĐND"]
    assert shown("-so") == ["3/NQ-HĐND", "2/NQ-HĐND", "1/NQ-HĐND"]
    assert shown("ngay") == ["1/NQ-HĐND", "3/NQ-HĐND", "2/NQ-HĐND"]


def test_from_above_only_the_common_catalogue_is_seen(world: World) -> None:
    records()
    mine = text("5/QĐ-UBND", owner=world.an_binh, doc_type="Quyết định")
    client = sign_in(world.thao)
    assert [row.text.number for row in client.get(at("texts")).context["rows"]] == ["30/2020/NĐ-CP"]
    assert client.get(at("text", mine)).status_code == 404


def test_the_page_of_a_text_tells_its_story(world: World) -> None:
    old, new = one_stop()
    page = words(sign_in(world.lan).get(at("text", old)))
    assert "Hết hiệu lực từ 01/7/2025, thay bằng Nghị định số 118/2025/NĐ-CP" in page
    assert at("text", new) in page
    assert "Danh mục dùng chung do quản trị của cấp tỉnh sửa" in page
    assert "Ghi bản riêng của đơn vị" in page
    assert at("text-edit", old) not in page
    page = words(sign_in(world.tam).get(at("text", old, org="ha-son")))
    assert at("text-edit", old, org="ha-son") in page


def test_a_drafter_adds_corrects_and_vouches_on_the_screen(world: World) -> None:
    new = records()
    client = sign_in(world.lan)
    form = {
        "doc_type": "Quyết định",
        "number": "5/QĐ-UBND",
        "dated": "5/1/2026",
        "valid_from": "05/01/2026",
        "successor": "30/2020/nđ-cp",
    }
    answer = client.post(at("text-add"), form)
    mine = LegalText.objects.get(number="5/QĐ-UBND")
    assert answer["Location"] == at("text", mine)
    assert (mine.organisation, mine.dated, mine.successor) == (world.an_binh, dt.date(2026, 1, 5), new)
    answer = client.post(at("text-edit", mine), {**form, "seen": 1, "successor": "", "valid_until": "01/01/2025"})
    assert answer.status_code == 422
    assert "Ngày hết hiệu lực phải sau ngày có hiệu lực" in words(answer)
    assert client.post(at("text-edit", mine), {**form, "seen": 1, "successor": ""}).status_code == 303
    answer = client.post(at("text-edit", mine), {**form, "seen": 1, "successor": "", "note": "chậm tay"})
    assert answer.status_code == 409
    assert "chậm tay" in words(answer)
    assert client.post(at("text-check", mine), {"seen": 2, "compared_with": ""}).status_code == 422
    assert client.post(at("text-check", mine), {"seen": 2, "compared_with": "Bản giấy có dấu"}).status_code == 303
    page = words(client.get(at("text", mine)))
    assert "Nguyễn Thị Lan đối chiếu ngày" in page
    assert "Bản giấy có dấu" in page
    assert client.post(at("text-uncheck", mine), {"seen": 3}).status_code == 303
    assert client.post(at("text-delete", mine), {"seen": 4}).status_code == 303
    assert not LegalText.objects.filter(pk=mine.pk).exists()


def test_a_successor_that_is_not_there_is_named(world: World) -> None:
    client = sign_in(world.lan)
    answer = client.post(at("text-add"), {"doc_type": "Quyết định", "number": "5/QĐ", "successor": "99/2026/NĐ-CP"})
    assert answer.status_code == 422
    assert "Danh mục chưa có văn bản “99/2026/NĐ-CP”" in words(answer)


def test_an_own_entry_is_made_from_a_common_one(world: World) -> None:
    decree = records()
    page = words(sign_in(world.lan).get(at("text-add"), {"tu": decree.pk}))
    assert 'value="30/2020/NĐ-CP"' in page
    assert "Bản riêng chỉ dùng trong xã An Bình" in page
    theirs = text("7/QĐ-UBND", owner=world.binh_minh)
    assert sign_in(world.lan).get(at("text-add"), {"tu": theirs.pk}).status_code == 404


def test_only_the_province_adds_to_the_common_catalogue(world: World) -> None:
    assert sign_in(world.lan).get(at("text-add"), {"vao": "chung"}).status_code == 403
    client = sign_in(world.tam)
    answer = client.post(at("text-add", org="ha-son") + "?vao=chung", {"doc_type": "Luật", "subject": "Thử"})
    assert answer.status_code == 303
    assert LegalText.objects.get(subject="Thử").organisation is None


def test_the_shipped_catalogue_saying_otherwise_is_shown(world: World) -> None:
    decree = records()
    LegalText.objects.filter(pk=decree.pk).update(
        origin="nd-30-2020",
        loaded={"doc_type": "Nghị định", "number": "30/2020/NĐ-CP", "dated": "2020-03-05", "issuer": "Chính phủ", "subject": "Công tác văn thư",
                "valid_from": "2020-03-05", "valid_until": "2027-06-30", "standing": "checked", "note": "", "successor": ""},
    )  # fmt: skip
    client = sign_in(world.tam)
    page = words(client.get(at("text", decree, org="ha-son")))
    assert "Danh mục kèm theo cổng ghi khác" in page
    assert "30/6/2027" in page
    assert client.post(at("text-take-shipped", decree, org="ha-son"), {"seen": 1}).status_code == 303
    assert LegalText.objects.get(pk=decree.pk).valid_until == dt.date(2027, 6, 30)
    assert "Danh mục kèm theo cổng ghi khác" not in words(client.get(at("text", decree, org="ha-son")))


def test_the_number_of_queries_does_not_grow_with_the_rows(world: World) -> None:
    client = sign_in(world.lan)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(at("texts")).status_code == 200
        return len(queries)

    one_stop()
    few = asked()
    for number in range(25):
        text(f"{number}/2021/NĐ-CP", successor=LegalText.objects.first())
    assert asked() == few
