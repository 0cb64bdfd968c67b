"""The pages of an inspection, from the first line to the re-inspection, each as its people see it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from documents.official import Form
from inspections.enums import FindingKind
from inspections.minutes import minutes_of
from inspections.models import Finding, Inspection, InspectionFile
from plans.models import PlanTask
from tests.inspections.inspections_world import JUNE, concluded, found, held, leader_of, planned, shortcoming
from tests.work.work_world import TODAY, issued_with
from tests.world import World, sign_in

HOME = "/an-binh/kiem-tra/"
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF"


def sent(client: Client, url: str, status: int = 303, **fields: Any) -> Any:
    answer = client.post(url, fields)
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer


def test_the_whole_way(world: World) -> None:
    plan = issued_with(world, "Quý II")
    clerk, leader = sign_in(world.hanh), sign_in(world.minh)
    line = {
        "subject": "Việc niêm yết", "kind": "planned", "year": "2026", "inspected": "unit", "unit": world.office.pk,
        "when_text": "Quý II", "head": world.minh.pk, "basis_plan": plan.pk, "members_text": "Bà Hạnh",
        "key": "0a1de1b0-6f0e-4a6a-9d5c-3b8c5f1f7e01",
    }  # fmt: skip
    assert clerk.get(HOME + "moi/").status_code == 200
    for _ in range(2):
        sent(clerk, HOME + "moi/", **line)
    inspection = Inspection.objects.get()
    one = f"{HOME}{inspection.pk}/"
    page = clerk.get(one).content.decode()
    assert "Chưa kiểm tra" in page
    record = {"held_on": "08/5/2026", "begins_at": "08:00", "ends_at": "10:30", "looked_at": "Bảng niêm yết"}
    sent(clerk, one + "ghi/", 422, **record | {"held_on": "31/12/2026"}, seen=1)
    sent(clerk, one + "ghi/", **record, seen=1)
    stale = sent(clerk, one + "ghi/", 409, **record | {"looked_at": "Điều tôi vừa gõ"}, seen=1)
    assert "Điều tôi vừa gõ" in stale.content.decode()
    item = {"kind": "shortcoming", "text": "Thiếu 12 thủ tục", "unit": world.office.pk, "due_on": "05/6/2026"}
    sent(clerk, one + "noi-dung/them/", 422, **item | {"unit": ""})
    sent(clerk, one + "noi-dung/them/", **item, file=SimpleUploadedFile("anh.pdf", PDF))
    sent(clerk, one + "noi-dung/them/", kind="good", text="Trụ sở gọn gàng")
    finding = Finding.objects.get(kind=FindingKind.SHORTCOMING)
    kept = InspectionFile.objects.get()
    assert (kept.finding, clerk.get(f"{HOME}tep/{kept.pk}/").status_code) == (finding, 200)
    seen = Inspection.objects.get().version
    assert str(plan.notation) in clerk.get(one + "ket-luan/").content.decode()
    sent(clerk, one + "ket-luan/", conclusion="Khắc phục ngay", plan=plan.pk, seen=seen)
    task = PlanTask.objects.added().get()
    assert task.text == "Thiếu 12 thủ tục"
    assert "Thiếu 12 thủ tục" in clerk.get(HOME + "can-khac-phuc/").content.decode()
    found_page = f"{HOME}noi-dung/{finding.pk}/"
    again = found_page + "kiem-tra-lai/"
    sent(leader, again, 422, on="11/5/2026", result="chua", words="")
    sent(leader, again, on="11/5/2026", result="chua", words="Còn 3", new_due_on="30/6/2026")
    sent(leader, again, on="11/5/2026", result="xong", words="Đã đủ")
    finding.refresh_from_db()
    assert finding.closed_on == TODAY
    told = leader.get(found_page).content.decode()
    for words in ("Đã khắc phục 11/5/2026", "Còn 3", "Giao việc khắc phục"):
        assert words in told
    assert "Không còn nội dung nào" in clerk.get(HOME + "can-khac-phuc/").content.decode()
    assert clerk.get(HOME + "?q=niem+yet&tinh_trang=concluded").context["listing"].count == 1
    assert clerk.get("/an-binh/tim/?q=niem+yet").content.decode().count(one) >= 1


def test_giving_from_the_page_of_a_finding(world: World) -> None:
    plan = issued_with(world, "Quý II")
    finding = shortcoming(world)
    client = sign_in(world.lan)
    url = f"{HOME}noi-dung/{finding.pk}/"
    assert "Giao việc khắc phục" in client.get(url).content.decode()
    sent(client, url + "giao/", 422, plan="", unit="", person="", due_on="")
    sent(client, url + "giao/", plan=plan.pk, unit=world.office.pk, person=world.hung.pk, due_on="05/6/2026")
    assert PlanTask.objects.added().get().person == world.hung
    assert client.post(url + "giao/", {}).status_code == 403  # given already


def test_calling_off_and_taking_out(world: World) -> None:
    client = sign_in(world.hanh)
    first = planned(world)
    sent(client, f"{HOME}{first.pk}/huy/", 422, reason="")
    sent(client, f"{HOME}{first.pk}/huy/", reason="Trùng đoàn của tỉnh")
    assert "Trùng đoàn của tỉnh" in client.get(f"{HOME}{first.pk}/").content.decode()
    by = leader_of(world)
    finding = found(held(planned(world), by), by)
    sent(client, f"{HOME}noi-dung/{finding.pk}/xoa/")
    assert not Finding.objects.exists()


def test_lists_ask_no_more_for_more_rows(world: World) -> None:
    client, by = sign_in(world.minh), leader_of(world)

    def grow() -> Inspection:
        inspection = held(planned(world), by)
        for number in range(2):
            found(inspection, by, f"Tồn tại {number}", unit=world.office, due_on=JUNE)
        concluded(inspection, by)
        return inspection

    pages = [HOME, HOME + "can-khac-phuc/", f"{HOME}{grow().pk}/"]
    few = [_queries(client, page) for page in pages]
    inspection = Inspection.objects.get()
    for _ in range(3):
        grow()
    Finding.objects.update(inspection=inspection)
    assert [_queries(client, page) for page in pages] == few


def _queries(client: Client, page: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as told:
        assert client.get(page).status_code == 200
    return len(told)


@pytest.mark.parametrize("full", [False, True])
def test_the_minutes(world: World, full: bool) -> None:
    by = leader_of(world)
    inspection = planned(world, head_name="Trần Văn Minh, Chủ tịch", members_text="Bà Hạnh\nÔng Hùng")
    facts: dict[str, Any] = {"begins_at": dt.time(8), "ends_at": dt.time(10, 30), "secretary_name": "Phạm Thị Hạnh"}
    inspection = held(inspection, by, **(facts if full else {}))
    if full:
        found(inspection, by, "Thiếu 12 thủ tục", unit=world.office, person=world.hung, due_on=JUNE)
        found(inspection, by, "Trụ sở gọn gàng", kind=FindingKind.GOOD)
    paper = minutes_of(inspection, inspection.findings.all())
    text = " ".join(block.printed for block in paper.blocks())
    assert (paper.form, paper.type_name, paper.title) == (
        Form.MINUTES,
        "BIÊN BẢN",
        "Kiểm tra việc niêm yết thủ tục hành chính",
    )
    assert [each.name for each in paper.signatures] == ["Phạm Thị Hạnh" if full else "", "Trần Văn Minh", ""]
    assert ("08 giờ 00 phút" in text) == full
    tables = [block.table for block in paper.blocks() if block.table]
    if full:
        assert tables[0] is not None
        assert tables[0].rows[0].cells == (
            "1",
            "Thiếu 12 thủ tục",
            f"{world.office.name}, {world.hung.full_name}",
            "05/6/2026",
        )
    else:
        assert not tables
    client = sign_in(world.nga)
    word = client.get(f"{HOME}{inspection.pk}/bien-ban-word/")
    assert word.status_code == 200
    assert "bien-ban-kiem-tra-2026-05-08" in word["Content-Disposition"]
