"""The list, a new plan, the paper, header, recipients, signature, history."""

from __future__ import annotations

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.models import AuditEntry
from plans.domain.drafting import save_block, update_header
from plans.models import Block, Plan, Recipient, TableRow
from tests.plans.plans_world import drafted, issued, plan_of, with_line, with_table
from tests.world import World, access_of, sign_in

LIST = "/an-binh/ke-hoach/"


def header_of(plan: Plan, **changes: object) -> dict[str, object]:
    return {
        "title": plan.title, "type_name": plan.type_name, "year": plan.year, "parent_agency_lines": "",
        "agency_lines": "\n".join(plan.agency_lines), "number": "", "symbol": plan.symbol, "place": plan.place,
        "date_text": plan.date_text, "addressees": "", "seen": plan.version, **changes,
    }  # fmt: skip


def test_the_list_shows_own_plans_and_filters_without_tone_marks(world: World) -> None:
    plan = drafted(world, "Tuyên truyền cải cách hành chính")
    other = drafted(world, "Rà soát thủ tục")
    plan_of(world.binh_minh, "Việc của xã bên")
    client = sign_in(world.lan)
    body = client.get(LIST).content.decode()
    assert plan.title in body
    assert other.title in body
    assert "Việc của xã bên" not in body
    found = client.get(LIST, {"q": "tuyen truyen", "trang_thai": "draft", "nam": "2026"}).content.decode()
    assert plan.title in found
    assert other.title not in found
    assert "Không có kế hoạch nào khớp" in client.get(LIST, {"trang_thai": "closed"}).content.decode()


def test_the_list_filters_by_lead(world: World) -> None:
    plan = drafted(world, "Có bảng nhiệm vụ")
    with_table(plan)
    drafted(world, "Không có bảng")
    body = sign_in(world.lan).get(LIST, {"chu_tri": world.office.pk}).content.decode()
    assert "Có bảng nhiệm vụ" in body
    assert "Không có bảng" not in body


@pytest.mark.parametrize("query", [{"nam": "x"}, {"trang": "999"}, {"trang_thai": "<script>"}, {"chu_tri": "0"}])
def test_the_list_bears_nonsense(world: World, query: dict[str, str]) -> None:
    drafted(world)
    assert sign_in(world.lan).get(LIST, query).status_code == 200


def test_the_list_asks_as_much_for_many_as_for_one(world: World) -> None:
    client = sign_in(world.lan)
    with_table(drafted(world))
    with CaptureQueriesContext(connection) as one:
        client.get(LIST)
    for number in range(5):
        with_table(drafted(world, f"Kế hoạch số {number}"))
    with CaptureQueriesContext(connection) as many:
        client.get(LIST)
    assert len(many) == len(one)


def test_pressing_twice_makes_one_plan(world: World) -> None:
    client, key = sign_in(world.lan), str(uuid.uuid4())
    sent = {"year": "2026", "title": "Kế hoạch mới", "start": "khung", "submission_key": key}
    first = client.post(f"{LIST}moi/", sent)
    second = client.post(f"{LIST}moi/", sent)
    assert first.status_code == 303
    assert first["Location"] == second["Location"]
    assert Plan.objects.count() == 1
    assert client.get(first["Location"]).status_code == 200


def test_a_blank_plan_has_no_lines(world: World) -> None:
    client = sign_in(world.lan)
    client.post(f"{LIST}moi/", {"year": 2026, "title": "T", "start": "trang", "submission_key": uuid.uuid4()})
    plan = Plan.objects.get()
    assert not plan.blocks.exists()
    assert "Trang còn trắng" in client.get(plan.get_absolute_url()).content.decode()


def test_a_new_plan_needs_year_and_title(world: World) -> None:
    answer = sign_in(world.lan).post(f"{LIST}moi/", {"year": "20", "title": "", "start": "khung"})
    assert answer.status_code == 422
    assert not Plan.objects.exists()


def test_the_paper_shows_every_line_escaped(world: World) -> None:
    plan = drafted(world)
    with_line(plan, "<script>alert('x')</script> & “ngoặc”", task=True)
    body = sign_in(world.lan).get(plan.get_absolute_url()).content.decode()
    assert "<script>alert" not in body
    assert "&lt;script&gt;alert" in body
    for word in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "MỤC ĐÍCH, YÊU CẦU", "Mục lục", "Nơi nhận:", "Chưa có chủ trì"):
        assert word in body
    assert "style=" not in body


def test_the_paper_of_a_long_table_is_bounded(world: World) -> None:
    plan = drafted(world)
    table = with_table(plan)
    row = TableRow.objects.get(block=table)
    TableRow.objects.bulk_create(TableRow(block=table, position=number, cells=row.cells) for number in range(1, 3000))
    client = sign_in(world.lan)
    with CaptureQueriesContext(connection) as asked:
        body = client.get(plan.get_absolute_url()).content.decode()
    assert len(asked) <= 18, [each["sql"][:90] for each in asked]
    assert body.count("<tr id=") == 100
    assert "Còn 2900 dòng nữa" in body
    second = client.get(f"{LIST}{plan.pk}/bang/{table.pk}/?trang=30").content.decode()
    assert second.count("<tr id=") == 100


def test_a_plan_of_thousands_of_lines_has_pages(world: World) -> None:
    plan = drafted(world)
    last = Block.objects.filter(plan=plan).order_by("-position").first()
    assert last is not None
    Block.objects.bulk_create(
        Block(plan=plan, position=last.position + number, text=f"Dòng {number}", level=2) for number in range(1, 700)
    )
    wanted = Block.objects.get(plan=plan, text="Dòng 650")
    client = sign_in(world.lan)
    with CaptureQueriesContext(connection) as asked:
        first = client.get(plan.get_absolute_url()).content.decode()
    assert len(asked) <= 15
    assert first.count('id="dong-') == 300
    assert f'id="dong-{wanted.pk}"' in client.get(plan.get_absolute_url(), {"dong": wanted.pk}).content.decode()
    assert "Nơi nhận:" not in first


def test_strangers_and_superiors_do_not_find_a_draft(world: World) -> None:
    plan = drafted(world)
    for person in (world.oanh, world.son, world.thao, world.quang):
        assert sign_in(person).get(plan.get_absolute_url()).status_code == 404
    assert sign_in(world.lan).get(f"/binh-minh/ke-hoach/{plan.pk}/").status_code == 404
    assert sign_in(world.oanh).get(f"/binh-minh/ke-hoach/{plan.pk}/").status_code == 404


def test_a_superior_reads_an_issued_plan_and_changes_nothing(world: World) -> None:
    plan = issued(world, drafted(world))
    client = sign_in(world.thao)
    body = client.get(plan.get_absolute_url()).content.decode()
    assert "Sửa phần đầu" not in body
    assert client.get(f"{plan.get_absolute_url()}phan-dau/").status_code == 403
    assert client.get(f"{plan.get_absolute_url()}lich-su/").status_code == 403


def test_the_header_is_saved_and_its_lists_are_lines(world: World) -> None:
    plan = drafted(world)
    sent = header_of(
        plan, title="Trích yếu mới", agency_lines=" ỦY BAN NHÂN DÂN \r\n\r\nXÃ AN BÌNH", addressees="Các thôn"
    )
    answer = sign_in(world.lan).post(f"{plan.get_absolute_url()}phan-dau/", sent)
    assert answer.status_code == 303
    plan.refresh_from_db()
    assert plan.title == "Trích yếu mới"
    assert plan.agency_lines == ["ỦY BAN NHÂN DÂN", "XÃ AN BÌNH"]
    assert plan.addressees == ["Các thôn"]


def test_two_people_at_one_header_see_both_texts(world: World) -> None:
    plan = drafted(world)
    update_header(Plan.objects.get(pk=plan.pk), by=access_of(world.hung, world.an_binh), seen=1, title="Bản của Hùng")
    client, address = sign_in(world.lan), f"{plan.get_absolute_url()}phan-dau/"
    answer = client.post(address, header_of(plan, title="Bản của Lan", seen=1))
    body = answer.content.decode()
    assert answer.status_code == 409
    assert "Bản của Hùng" in body
    assert "Bản của Lan" in body
    assert "Giữ bản của tôi" in body
    plan.refresh_from_db()
    assert plan.title == "Bản của Hùng"
    assert client.post(address, header_of(plan, title="Bản của Lan")).status_code == 303
    plan.refresh_from_db()
    assert plan.title == "Bản của Lan"


@pytest.mark.parametrize(
    ("name", "value"),
    [("title", "a" * 100_000), ("year", "1"), ("symbol", "K" * 41), ("agency_lines", "x\n" * 6), ("seen", "")],
)
def test_a_bad_header_keeps_what_was_typed(world: World, name: str, value: str) -> None:
    plan = drafted(world)
    answer = sign_in(world.lan).post(f"{plan.get_absolute_url()}phan-dau/", header_of(plan, **{name: value}))
    assert answer.status_code == 422
    if value:
        assert value.split("\n", maxsplit=1)[0] in answer.content.decode()
    plan.refresh_from_db()
    assert plan.version == 1


def test_decomposed_letters_and_control_marks_are_made_plain(world: World) -> None:
    plan = drafted(world)
    sign_in(world.lan).post(
        f"{plan.get_absolute_url()}phan-dau/", header_of(plan, title="Ca\u0309i\x07 ca\u0301ch\u200b")
    )
    plan.refresh_from_db()
    assert plan.title == "Cải cách"


def test_recipients_are_read_as_printed(world: World) -> None:
    plan = drafted(world)
    lines = "- UBND tỉnh (thay báo cáo);\n- Lưu: VT, NV.\n–  Các thôn (thực hiện) ;\n"
    client = sign_in(world.lan)
    answer = client.post(f"{plan.get_absolute_url()}noi-nhan/", {"lines": lines, "seen": 1})
    assert answer.status_code == 303
    assert list(plan.recipients.values_list("name", "purpose")) == [
        ("UBND tỉnh", "thay báo cáo"), ("Các thôn", "thực hiện"), ("Lưu: VT, NV", ""),
    ]  # fmt: skip
    assert "thay báo cáo" in client.get(f"{plan.get_absolute_url()}noi-nhan-va-ky/").content.decode()
    stale = client.post(f"{plan.get_absolute_url()}noi-nhan/", {"lines": "- Khác", "seen": 1})
    assert stale.status_code == 409
    assert Recipient.objects.filter(plan=plan).count() == 3


@pytest.mark.parametrize(
    ("sent", "lines", "position"),
    [
        ({"authority": "tm-kt"}, ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"], "PHÓ CHỦ TỊCH"),
        ({"authority": "tm-q"}, ["TM. ỦY BAN NHÂN DÂN"], "Q. CHỦ TỊCH"),
        ({"authority": "tuq", "signer_position": "TRƯỞNG PHÒNG"}, ["TUQ. CHỦ TỊCH"], "TRƯỞNG PHÒNG"),
        ({"authority": "khac", "authority_lines": "TM. BAN CHỈ ĐẠO", "signer_position": "TRƯỞNG BAN"},
         ["TM. BAN CHỈ ĐẠO"], "TRƯỞNG BAN"),
    ],
)  # fmt: skip
def test_the_signature_takes_a_known_combination_or_a_free_one(
    world: World, sent: dict[str, str], lines: list[str], position: str
) -> None:
    plan = drafted(world)
    data = {"signer_name": "Trần Văn Minh", "seen": 1, **sent}
    assert sign_in(world.lan).post(f"{plan.get_absolute_url()}nguoi-ky/", data).status_code == 303
    plan.refresh_from_db()
    assert (plan.authority_lines, plan.signer_position) == (lines, position)
    shown = sign_in(world.lan).get(f"{plan.get_absolute_url()}noi-nhan-va-ky/").content.decode()
    assert f'value="{sent["authority"]}"' in shown


def test_a_free_signature_needs_words(world: World) -> None:
    plan = drafted(world)
    answer = sign_in(world.lan).post(f"{plan.get_absolute_url()}nguoi-ky/", {"authority": "khac", "seen": 1})
    assert answer.status_code == 422


def test_an_issued_plan_refuses_every_change_of_words(world: World) -> None:
    plan = issued(world, drafted(world))
    client = sign_in(world.lan)
    for path in ("phan-dau/", "noi-nhan/", "nguoi-ky/", "danh-so-lai/", "xoa/", "dong/them/", "phu-luc/them/"):
        answer = client.post(plan.get_absolute_url() + path, {"seen": 1})
        assert answer.status_code == 403, path
        assert "Hãy lập bản thay thế" in answer.content.decode()


def test_a_draft_is_discarded_after_a_question(world: World) -> None:
    plan = drafted(world)
    client = sign_in(world.lan)
    assert "mất hẳn" in client.get(f"{plan.get_absolute_url()}xoa/").content.decode()
    assert Plan.objects.exists()
    assert client.post(f"{plan.get_absolute_url()}xoa/").status_code == 303
    assert not Plan.objects.exists()
    assert AuditEntry.objects.filter(action="Xóa dự thảo").exists()


def test_numbers_are_given_anew(world: World) -> None:
    plan = drafted(world)
    Block.objects.filter(plan=plan, marker="III.").update(marker="IX.")
    assert sign_in(world.lan).post(f"{plan.get_absolute_url()}danh-so-lai/").status_code == 303
    assert Block.objects.filter(plan=plan, marker="III.").exists()


def test_history_shows_a_sentence_typed_in_pieces_as_one_row(world: World) -> None:
    plan = drafted(world)
    line = with_line(plan, "")
    for who, text in (("lan", "Rà"), ("lan", "Rà soát"), ("lan", "Rà soát phí"), ("hung", "Rà soát lệ phí")):
        line.refresh_from_db()
        save_block(line, by=access_of(getattr(world, who), world.an_binh), seen=line.version, text=text)
    rows = list(sign_in(world.lan).get(f"{plan.get_absolute_url()}lich-su/").context["rows"])
    assert [row.changes[0][1:] for row in rows[:2]] == [("Rà soát phí", "Rà soát lệ phí"), ("(trống)", "Rà soát phí")]
    assert [row.entry.user_name for row in rows[:2]] == ["Lê Quốc Hùng", "Nguyễn Thị Lan"]


def test_history_tells_who_changed_what(world: World) -> None:
    plan = drafted(world)
    update_header(Plan.objects.get(pk=plan.pk), by=access_of(world.hung, world.an_binh), seen=1, title="<b>Đậm</b>")
    body = sign_in(world.minh).get(f"{plan.get_absolute_url()}lich-su/").content.decode()
    assert "Lê Quốc Hùng" in body
    assert "&lt;b&gt;Đậm&lt;/b&gt;" in body
    assert "Trích yếu" in body


def test_roles_meet_their_doors(world: World) -> None:
    plan = drafted(world)
    assert sign_in(world.nga).get(plan.get_absolute_url()).status_code == 404
    assert sign_in(world.minh).get(plan.get_absolute_url()).status_code == 200
    assert sign_in(world.minh).get(f"{LIST}moi/").status_code == 403
    assert sign_in(None).get(LIST).status_code == 302
