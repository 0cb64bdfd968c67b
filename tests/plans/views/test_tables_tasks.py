"""Tables and their rows; tasks, deadlines, parties; the table of all tasks; clauses."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from plans.domain.appendices import add_appendix
from plans.domain.tasks import assign_person, mark_task, save_task
from plans.models import Appendix, AssignmentBlock, Block, LegalBasis, Plan, PlanTask, TableRow, Target, TaskUnit
from tests.plans.plans_world import CELLS, content_heading, drafted, issued, plan_of, with_line, with_table
from tests.world import World, access_of, sign_in

HTMX = {"HX-Request": "true"}


@pytest.fixture
def client(world: World) -> Client:
    return sign_in(world.lan)


def task_words(task: PlanTask, **changes: object) -> dict[str, object]:
    return {
        "lead_text": task.lead_text, "coordinating_text": task.coordinating_text, "deadline_text": task.deadline_text,
        "result_text": "", "budget_text": "", "index_name": "", "tracked": "on", "seen": task.version, **changes,
    }  # fmt: skip


def one_task(world: World, plan: Plan | None = None) -> PlanTask:
    return mark_task(with_line(plan or drafted(world)), by=access_of(world.lan, world.an_binh))


def task_url(task: PlanTask, tail: str = "") -> str:
    return f"/an-binh/ke-hoach/{task.plan_id}/nhiem-vu/{task.pk}/{tail}"


def test_a_table_is_made_and_filled(world: World, client: Client) -> None:
    plan = drafted(world)
    base = plan.get_absolute_url()
    address = f"{base}bang/them/?sau={content_heading(plan).pk}"
    assert client.get(address).status_code == 200
    made = client.post(address, {"columns": "nhiem-vu"})
    table = Block.objects.get(plan=plan, kind="table")
    assert made["Location"].endswith(f"/bang/{table.pk}/")
    sent = {"kind": "data", **{f"cell_{index}": cell for index, cell in enumerate(CELLS)}}
    assert client.post(f"{base}bang/{table.pk}/them-dong/", sent).status_code == 303
    row = TableRow.objects.get(block=table)
    assert PlanTask.objects.get(row=row).lead_text == CELLS[3]
    group = {"kind": "group", "cell_0": "I", "cell_1": "Nhóm <i>"}
    assert client.post(f"{base}bang/{table.pk}/them-dong/?sau={row.pk}", group).status_code == 303
    body = client.get(f"{base}bang/{table.pk}/").content.decode()
    assert "Nhóm &lt;i&gt;" in body
    address = f"{base}bang/{table.pk}/them-dong/"
    assert client.get(address).context["form"]["cell_0"].value() == "1"  # counted anew behind the name of a group
    client.post(address, {**sent, "cell_0": "7."})
    assert client.get(address).context["form"]["cell_0"].value() == "8."
    assert client.get(f"{address}?sau={row.pk}").context["form"]["cell_0"].value() == ""
    assert "Quý II: 01/4/2026 – 30/6/2026" in body


def test_a_row_is_saved_once_for_each_version(world: World, client: Client) -> None:
    table = with_table(drafted(world))
    row = TableRow.objects.get(block=table)
    address = f"/an-binh/ke-hoach/{table.plan_id}/hang/{row.pk}/"
    sent = {"kind": "data", "seen": 1, **{f"cell_{index}": cell for index, cell in enumerate(CELLS)}}
    assert CELLS[1] in client.get(f"{address}sua/").content.decode()
    assert client.post(f"{address}sua/", {**sent, "cell_1": "Mới"}).status_code == 303
    stale = client.post(f"{address}sua/", {**sent, "cell_1": "Cũ"})
    assert stale.status_code == 409
    assert "Mới" in stale.content.decode()
    assert client.post(f"{address}xoa/", {"seen": 1}).status_code == 409
    assert client.post(f"{address}xoa/", {"seen": 2}).status_code == 303
    assert not PlanTask.objects.filter(plan=table.plan_id).exists()


def test_columns_are_renamed_added_and_dropped(world: World, client: Client) -> None:
    table = with_table(drafted(world))
    address = f"/an-binh/ke-hoach/{table.plan_id}/bang/{table.pk}/cot/"
    sent: dict[str, object] = {"seen": 1}
    for index, column in enumerate(table.columns):
        sent |= {f"title_{index}": column["title"], f"role_{index}": column["role"]}
    assert client.get(address).content.decode().count("Cột thêm: tên") == 2
    twice = client.post(address, {**sent, "role_2": "lead"})
    assert twice.status_code == 422
    assert "Có hai cột" in twice.content.decode()
    assert client.post(address, {**sent, "title_2": "", "title_6": "Ghi chú", "role_6": "note"}).status_code == 303
    table.refresh_from_db()
    assert [each["title"] for each in table.columns][-1] == "Ghi chú"
    assert len(TableRow.objects.get(block=table).cells) == 6


def test_a_task_is_saved_with_the_meaning_a_person_chose(world: World, client: Client) -> None:
    task = one_task(world)
    asked = client.post(f"/an-binh/ke-hoach/{task.plan_id}/thoi-han/", {"deadline_text": "Quý II, III"}, headers=HTMX)
    assert asked.content.decode().count('type="radio"') == 2
    sent = task_words(task, deadline_text="Quý II, III", meaning="each", lead_text="Văn phòng - Thống kê")
    assert client.post(task_url(task), sent).status_code == 303
    task.refresh_from_db()
    assert task.deadline is not None
    assert task.deadline["repeats"] is True
    shown = client.get(task_url(task)).content.decode()
    assert 'value="each" checked' in shown
    assert client.post(task_url(task), {**sent, "lead_text": "Khác"}).status_code == 409


@pytest.mark.parametrize(
    ("words", "told"),
    [("Quý II", "01/4/2026 – 30/6/2026"), ("Kịp thời", "Hạn là ngày nào"), ("30/2/2026", "Không có ngày"),
     ("", "app-"), ("<script>", "app-unclear"), ("a" * 90_000, "Thời hạn dài quá")],
)  # fmt: skip
def test_a_deadline_is_said_back(world: World, client: Client, words: str, told: str) -> None:
    plan = drafted(world)
    body = client.post(f"{plan.get_absolute_url()}thoi-han/", {"deadline_text": words}).content.decode()
    assert "<script>" not in body
    assert (told in body) == bool(words)


def test_bad_words_of_a_task_are_kept(world: World, client: Client) -> None:
    task = one_task(world)
    answer = client.post(task_url(task), task_words(task, deadline_text="x" * 601, index_name="KHÁC"))
    assert answer.status_code == 422
    assert "x" * 601 in answer.content.decode()


def test_a_row_is_moved_with_plain_buttons(world: World, client: Client) -> None:
    table = with_table(drafted(world), rows=2)
    first, second = TableRow.objects.filter(block=table).order_by("position")
    address = f"{table.plan.get_absolute_url()}hang/{first.pk}/chuyen/"
    answer = client.post(f"{address}xuong/")
    assert answer.status_code == 303
    assert list(TableRow.objects.filter(block=table).order_by("position")) == [second, first]
    page = client.get(answer["Location"]).content.decode()
    assert re.search(rf"<button[^>]* autofocus formaction=\"[^\"]*hang/{first.pk}/chuyen/xuong/", page)
    assert page.count(" autofocus") == 1
    assert page.count('name="csrfmiddlewaretoken"') >= 2
    assert client.get(f"{address}len/").status_code == 405
    assert "Chuyển lên" in page
    assert (
        "chuyen/len"
        not in client.get(table.plan.get_absolute_url()).content.decode().split("<table")[1].split("</table")[0]
    )
    issued(world, table.plan)
    assert client.post(f"{address}len/").status_code == 403
    assert "Chuyển lên" not in client.get(answer["Location"]).content.decode()


def test_an_appendix_is_moved_where_there_are_two(world: World, client: Client) -> None:
    plan, by = drafted(world), access_of(world.lan, world.an_binh)
    one = add_appendix(plan, by=by, label="Phụ lục I", title="Một")
    assert "Chuyển phụ lục" not in client.get(plan.get_absolute_url()).content.decode()
    two = add_appendix(plan, by=by, label="Phụ lục II", title="Hai")
    assert client.get(plan.get_absolute_url()).content.decode().count("Chuyển phụ lục lên") == 2
    address = f"{plan.get_absolute_url()}phu-luc/{two.pk}/chuyen/"
    answer = client.post(f"{address}len/")
    assert answer["Location"].endswith(f"#phu-luc-{two.pk}")
    assert list(Appendix.objects.order_by("position")) == [two, one]
    assert "giữ nguyên" in client.get(answer["Location"]).content.decode()
    assert client.get(f"{address}len/").status_code == 405


def test_a_person_in_charge_is_named_after_issue(world: World, client: Client) -> None:
    plan = drafted(world)
    task = one_task(world, plan)
    issued(world, plan)
    page = client.get(task_url(task)).content.decode()
    assert "đã ban hành" in page
    assert "Hoàng Thị Oanh" not in page
    sent = {"person": world.hung.pk, "director": world.minh.pk, "seen": 1}
    assert client.post(task_url(task, "nguoi/"), sent).status_code == 303
    assert client.post(task_url(task, "nguoi/"), {**sent, "person": world.lan.pk}).status_code == 409
    assert client.post(task_url(task, "nguoi/"), {**sent, "seen": 2, "person": world.oanh.pk}).status_code == 422
    assert client.post(task_url(task), task_words(task)).status_code == 403


def test_a_printed_name_is_linked_from_the_task(world: World, client: Client) -> None:
    task = one_task(world)
    save_task(task, by=access_of(world.lan, world.an_binh), seen=1, lead_text="Tổ số hóa")
    party = TaskUnit.objects.get(task=task)
    address = f"/an-binh/ke-hoach/{task.plan_id}/co-quan/{party.pk}/"
    assert client.post(address, {"stands_for": str(world.neighbour_office.pk)}).status_code == 422
    assert client.post(address, {"stands_for": str(world.one_stop.pk)}).status_code == 303
    party.refresh_from_db()
    assert party.unit == world.one_stop


def test_a_printed_name_is_linked_to_another_organisation(world: World, client: Client) -> None:
    task = one_task(world)
    save_task(task, by=access_of(world.lan, world.an_binh), seen=1, lead_text="Bên ấy")
    party = TaskUnit.objects.get(task=task)
    page = client.get(task_url(task)).content.decode()
    names = re.search(r"<datalist[^>]*>(.*?)</datalist>", page, re.S)
    assert names is not None
    assert re.findall(r'value="([^"]*)"', names[1]) == ["Tỉnh Hà Sơn", "Thôn Đông", "Xã Bình Minh"]
    address = f"/an-binh/ke-hoach/{task.plan_id}/co-quan/{party.pk}/"
    for typed, told in (("", "Hãy gõ tên"), ("xã Không Có", "Không có đơn vị nào"), ("n", "Hãy gõ đủ tên")):
        answer = client.post(address, {"stands_for": "organisation", "place": typed})
        assert answer.status_code == 422
        assert told in answer.content.decode()
    # the name alone is enough, and so is a part of it that only one has
    assert client.post(address, {"stands_for": "outside", "place": "bình minh"}).status_code == 303
    party.refresh_from_db()
    assert party.organisation == world.binh_minh
    page = client.get(task_url(task)).content.decode()
    assert 'value="Xã Bình Minh"' in page.split("<datalist")[0]
    # a choice of the list counts, whatever is still typed in the other field
    assert client.post(address, {"stands_for": "outside", "place": "Xã Bình Minh"}).status_code == 303
    party.refresh_from_db()
    assert (party.kind, party.organisation) == ("outside", None)


def test_unmarking_asks_first(world: World, client: Client) -> None:
    task = one_task(world)
    assert client.get(task_url(task, "bo/")).status_code == 200
    assert client.post(task_url(task, "bo/"), {"seen": 1}).status_code == 303
    assert not PlanTask.objects.exists()


def test_an_assignment_block_is_edited_with_its_lines(world: World, client: Client) -> None:
    plan = drafted(world)
    block = AssignmentBlock.objects.create(plan=plan, lead_text="Văn phòng", deadline_text="Quý II")
    line = with_line(plan, "Thời gian: Quý II.")
    Block.objects.filter(pk=line.pk).update(assignment=block, assignment_field="deadline")
    address = f"{plan.get_absolute_url()}phan-cong/{block.pk}/"
    assert "Thời gian: Quý II." in client.get(address).content.decode()
    sent = {"lead_text": "Văn phòng", "coordinating_text": "", "deadline_text": "Quý III", "seen": 1}
    assert client.post(address, sent).status_code == 303
    line.refresh_from_db()
    assert line.text == "Thời gian: Quý III."
    assert client.post(address, {**sent, "deadline_text": "Quý IV"}).status_code == 409


def test_many_tasks_are_switched_at_once(world: World, client: Client) -> None:
    plan = drafted(world)
    with_table(plan, rows=3)
    foreign = mark_task(with_line(plan_of(world.binh_minh)), by=access_of(world.oanh, world.binh_minh))
    ids = [*plan.tasks.values_list("pk", flat=True)[:2], foreign.pk, "x"]
    base = f"{plan.get_absolute_url()}nhiem-vu/"
    assert client.post(f"{base}theo-doi/", {"task": ids, "viec": "chi-in", "query": "loc=theo-doi"}).status_code == 303
    odd = client.post(f"{base}theo-doi/", {"task": "²", "query": "loc=x\r\nSet-Cookie: a=b#z"})
    assert odd["Location"].startswith(f"{base}?loc=x%0D%0ASet-Cookie")
    assert plan.tasks.filter(tracked=False).count() == 2
    foreign.refresh_from_db()
    assert foreign.tracked
    assert client.get(base, {"loc": "chi-in"}).content.decode().count('name="task"') == 2
    assert client.get(base, {"q": "niem yet", "loc": "theo-doi"}).content.decode().count('name="task"') == 1


def test_twins_are_offered_and_merged(world: World, client: Client) -> None:
    plan = drafted(world)
    one, two = (
        mark_task(with_line(plan, "Rà soát thủ tục hành chính"), by=access_of(world.lan, world.an_binh))
        for _ in range(2)
    )
    base = f"{plan.get_absolute_url()}nhiem-vu/"
    assert "1 cặp nhiệm vụ" in client.get(base).content.decode()
    assert client.post(f"{base}{one.pk}/gop/", {"giu": two.pk}).status_code == 303
    one.refresh_from_db()
    assert one.same_as == two
    assert client.post(f"{base}{one.pk}/gop/", {"giu": ""}).status_code == 303
    assert client.post(f"{base}{one.pk}/gop/", {"giu": one_task(world).pk}).status_code == 404


def test_the_table_of_tasks_asks_the_same_for_many(world: World, client: Client) -> None:
    plan = drafted(world)
    with_table(plan)
    with CaptureQueriesContext(connection) as few:
        client.get(f"{plan.get_absolute_url()}nhiem-vu/")
    with_table(plan, rows=8)
    assign_person(plan.tasks.all()[0], by=access_of(world.lan, world.an_binh), person=world.hung)
    with CaptureQueriesContext(connection) as many:
        client.get(f"{plan.get_absolute_url()}nhiem-vu/")
    assert len(many) == len(few)


def test_clauses_have_their_forms(world: World, client: Client) -> None:
    plan = drafted(world)
    base = f"{plan.get_absolute_url()}noi-dung/"
    forms = {
        "can-cu": {"doc_type": "Nghị định", "number": "30/2020/NĐ-CP", "dated": "05/3/2020"},
        "chi-tieu": {"text": "Trên 90%", "value": "90,5", "metric": "%", "comparator": ">"},
        "cong-khai": {"item": "Phí, lệ phí", "channels": "Niêm yết\nLoa", "timing_text": "Quý II"},
        "bao-cao": {"text": "Báo cáo quý", "period": "quarterly", "due_text": "trước ngày 15/6"},
    }
    for kind, sent in forms.items():
        assert client.get(f"{base}{kind}/them/").status_code == 200
        assert client.post(f"{base}{kind}/them/", {**sent, "seen": 0}).status_code == 303, kind
    body = client.get(base).content.decode()
    assert "05/3/2020" in body
    assert Target.objects.get().value is not None
    basis = LegalBasis.objects.get(number="30/2020/NĐ-CP")
    changed = {**forms["can-cu"], "number": "31/2020", "seen": 1}
    assert client.post(f"{base}can-cu/{basis.pk}/sua/", changed).status_code == 303
    assert client.post(f"{base}can-cu/{basis.pk}/sua/", {**changed, "number": "32"}).status_code == 409
    assert client.post(f"{base}can-cu/{basis.pk}/xoa/", {"seen": 2}).status_code == 303
    assert client.get(f"{base}khac/them/").status_code == 404
    assert client.post(f"{base}chi-tieu/them/", {"text": "", "value": "x", "seen": 0}).status_code == 422
