"""Lines edited in place and on pages of their own; appendices; two people at once."""

from __future__ import annotations

import pytest
from django.test import Client

from plans.domain.drafting import save_block
from plans.models import Appendix, Block, PlanTask
from tests.plans.plans_world import content_heading, drafted, issued, plan_of, with_line, with_table
from tests.world import World, access_of, sign_in

HTMX = {"HX-Request": "true"}


def words(block: Block, **changes: object) -> dict[str, object]:
    return {
        "text": block.text, "marker": block.marker, "level": block.level, "kind": block.kind, "role": block.role,
        "seen": block.version, **changes,
    }  # fmt: skip


def edit_url(block: Block) -> str:
    return f"/an-binh/ke-hoach/{block.plan_id}/dong/{block.pk}/sua/"


@pytest.fixture
def client(world: World) -> Client:
    return sign_in(world.lan)


def test_without_script_a_line_is_a_page_and_comes_back_to_itself(world: World, client: Client) -> None:
    line = with_line(drafted(world))
    page = client.get(edit_url(line)).content.decode()
    assert "<html" in page
    assert line.text in page
    answer = client.post(edit_url(line), words(line, text="Chữ mới"))
    assert answer.status_code == 303
    assert answer["Location"].endswith(f"?dong={line.pk}#dong-{line.pk}")
    line.refresh_from_db()
    assert line.text == "Chữ mới"


def test_with_htmx_the_line_alone_comes_back(world: World, client: Client) -> None:
    line = with_line(drafted(world), task=True)
    form = client.get(edit_url(line), headers=HTMX).content.decode()
    assert "<html" not in form
    assert f'id="dong-{line.pk}"' in form
    body = client.post(edit_url(line), words(line, text="Chữ mới <b>"), headers=HTMX).content.decode()
    assert body.count('id="dong-') == 1
    assert "Chữ mới &lt;b&gt;" in body
    assert body.count('hx-swap-oob="true"') == 2
    assert PlanTask.objects.get(block=line).text == "Chữ mới <b>"


def test_a_change_of_numbers_brings_the_whole_sheet(world: World, client: Client) -> None:
    heading = content_heading(drafted(world))
    answer = client.post(edit_url(heading), words(heading, level=2), headers=HTMX)
    assert answer["HX-Retarget"] == "#to-van-ban"
    assert Block.objects.filter(plan=heading.plan_id, marker="III.", text="KINH PHÍ THỰC HIỆN").exists()


@pytest.mark.parametrize(
    "change",
    [{"text": "x" * 100_000}, {"text": "", "marker": ""}, {"level": "0"}, {"level": "10"}, {"level": "a"},
     {"kind": "table"}, {"kind": "basis"}, {"role": "x"}, {"marker": "9" * 31}, {"seen": "x"}],
)  # fmt: skip
def test_bad_lines_are_told_and_kept(world: World, client: Client, change: dict[str, str]) -> None:
    line = with_line(drafted(world))
    answer = client.post(edit_url(line), words(line, **change), headers=HTMX)
    assert answer.status_code == 422
    assert str(change.get("text", line.text))[:500] in answer.content.decode()
    line.refresh_from_db()
    assert line.version == 1


def test_two_people_at_one_line_see_both_texts(world: World, client: Client) -> None:
    line = with_line(drafted(world))
    save_block(Block.objects.get(pk=line.pk), by=access_of(world.hung, world.an_binh), seen=1, text="Của Hùng")
    headers = {**HTMX, "HX-Target": f"dong-{line.pk}"}
    answer = client.post(edit_url(line), words(line, text="Của Lan"), headers=headers)
    body = answer.content.decode()
    assert answer.status_code == 409
    assert "<html" not in body
    for part in ("Của Hùng", "Của Lan", 'name="seen" value="2"', f'id="dong-{line.pk}"'):
        assert part in body
    assert "<html" in client.post(edit_url(line), words(line, text="Của Lan")).content.decode()
    assert client.post(edit_url(line), words(line, text="Của Lan", seen=2)).status_code == 303


def test_a_line_deleted_meanwhile_leaves_what_was_typed(world: World, client: Client) -> None:
    line = with_line(drafted(world))
    sent = words(line, text="Chữ quý")
    page = client.get(edit_url(line))
    assert page.status_code == 200
    Block.objects.filter(pk=line.pk).delete()
    answer = client.post(edit_url(line), sent)
    assert answer.status_code == 409
    assert "Chữ quý" in answer.content.decode()
    assert "Giữ bản của tôi" not in answer.content.decode()


def test_lines_are_added_one_after_another(world: World, client: Client) -> None:
    plan = drafted(world)
    heading = content_heading(plan)
    address = f"{plan.get_absolute_url()}dong/them/?sau={heading.pk}"
    for text in ("Dòng thứ nhất.", "Dòng thứ hai."):
        assert "Lưu và thêm dòng nữa" in client.get(address).content.decode()
        sent = {"text": text, "marker": "-", "level": 2, "kind": "paragraph", "role": "", "tiep": "1"}
        answer = client.post(address, sent)
        assert answer.status_code == 303
        address = answer["Location"]
    added = Block.objects.filter(plan=plan, position__gt=heading.position).order_by("position")
    assert [block.text for block in added[:2]] == ["Dòng thứ nhất.", "Dòng thứ hai."]
    assert address.endswith(f"dong/them/?sau={added[1].pk}")
    assert client.post(address, sent, headers=HTMX)["HX-Redirect"].startswith(address.partition("?")[0])


def test_a_line_is_added_below_another(world: World, client: Client) -> None:
    plan = drafted(world)
    heading = content_heading(plan)
    address = f"{plan.get_absolute_url()}dong/them/?sau={heading.pk}"
    assert 'value="-"' in client.get(address).content.decode()
    sent = {"text": "Việc mới", "marker": "-", "level": 2, "kind": "paragraph", "role": ""}
    assert client.post(address, sent).status_code == 303
    assert Block.objects.get(plan=plan, text="Việc mới").position == heading.position + 1
    body = client.post(address, sent, headers=HTMX)
    assert body["HX-Retarget"] == "#to-van-ban"


def test_lines_move_and_stop_at_the_edge(world: World, client: Client) -> None:
    plan = drafted(world)
    second, first = with_line(plan, "Hai"), with_line(plan, "Một")
    base = f"{plan.get_absolute_url()}dong/"
    assert client.post(f"{base}{second.pk}/chuyen/len/").status_code == 303
    assert client.get(f"{base}{second.pk}/chuyen/len/").status_code == 405
    order = list(Block.objects.filter(pk__in=(first.pk, second.pk)).values_list("text", flat=True))
    assert order == ["Hai", "Một"]


def test_deleting_asks_and_shows_what_changed(world: World, client: Client) -> None:
    line = with_line(drafted(world))
    address = f"/an-binh/ke-hoach/{line.plan_id}/dong/{line.pk}/xoa/"
    assert line.text in client.get(address).content.decode()
    save_block(Block.objects.get(pk=line.pk), by=access_of(world.hung, world.an_binh), seen=1, text="Của Hùng")
    stale = client.post(address, {"seen": 1})
    assert stale.status_code == 409
    assert "Của Hùng" in stale.content.decode()
    assert client.post(address, {}).status_code == 409
    assert client.post(address, {"seen": 2}).status_code == 303
    assert not Block.objects.filter(pk=line.pk).exists()


def test_a_line_becomes_a_task(world: World, client: Client) -> None:
    line = with_line(drafted(world))
    address = f"/an-binh/ke-hoach/{line.plan_id}/dong/{line.pk}/nhiem-vu/"
    body = client.post(address, headers=HTMX).content.decode()
    assert "Chưa có chủ trì" in body
    assert client.post(address).status_code == 303
    assert PlanTask.objects.filter(block=line).count() == 1


def test_ids_of_another_plan_open_nothing(world: World, client: Client) -> None:
    plan = drafted(world)
    foreign = with_line(plan_of(world.binh_minh))
    base = plan.get_absolute_url()
    for path in (f"dong/{foreign.pk}/sua/", f"dong/{foreign.pk}/xoa/", f"dong/{foreign.pk}/nhiem-vu/"):
        assert client.post(base + path, words(foreign)).status_code == 404
    assert client.get(f"{base}dong/them/?sau={foreign.pk}").status_code == 404
    assert client.get(f"{base}dong/them/?sau=9'x").status_code == 404


def test_an_issued_line_is_refused_with_its_reason(world: World, client: Client) -> None:
    plan = drafted(world)
    line = with_line(plan)
    issued(world, plan)
    answer = client.post(edit_url(line), words(line, text="X"))
    assert answer.status_code == 403
    assert "đã ban hành" in answer.content.decode()


def test_appendices_come_change_and_go(world: World, client: Client) -> None:
    plan = drafted(world)
    base = f"{plan.get_absolute_url()}phu-luc/"
    assert client.post(f"{base}them/", {"label": "Phụ lục", "title": "BẢNG"}).status_code == 303
    appendix = Appendix.objects.get()
    assert client.get(plan.get_absolute_url()).content.decode().count(f'id="phu-luc-{appendix.pk}"') == 1
    sent = {"label": "Phụ lục I", "title": "BẢNG", "indication": "", "seen": 1}
    assert client.post(f"{base}{appendix.pk}/sua/", sent).status_code == 303
    assert client.post(f"{base}{appendix.pk}/sua/", {**sent, "title": "Khác"}).status_code == 409
    line = client.post(f"{plan.get_absolute_url()}dong/them/?phu-luc={appendix.pk}",
                       {"text": "Dòng phụ lục", "level": 1, "kind": "paragraph"})  # fmt: skip
    assert line.status_code == 303
    assert Block.objects.get(text="Dòng phụ lục").appendix == appendix
    assert client.post(f"{base}{appendix.pk}/xoa/", {"seen": 2}).status_code == 303
    assert not Appendix.objects.exists()


def test_a_table_line_opens_its_own_screen(world: World, client: Client) -> None:
    table = with_table(drafted(world))
    answer = client.get(edit_url(table))
    assert answer.status_code == 302
    assert f"/bang/{table.pk}/" in answer["Location"]
