"""Recording an issued paper with its scan, replacing, closing."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from documents.models import Attachment
from plans.domain.drafting import update_header
from plans.models import Plan
from tests.plans.plans_world import drafted, issued
from tests.world import World, access_of, sign_in

PDF = b"%PDF-1.7\n1 0 obj\n"


@pytest.fixture
def client(world: World) -> Client:
    return sign_in(world.hanh)


def facts(plan: Plan, **changes: object) -> dict[str, object]:
    return {
        "number": "97", "issued_on": "01/4/2024", "authority": "tm-kt", "signer_name": "Trần Văn Minh",
        "seen": plan.version, **changes,
    }  # fmt: skip


def scan(data: bytes, name: str = "ban quet.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="application/pdf")


def test_a_paper_is_recorded_with_its_scan(world: World, client: Client) -> None:
    plan = drafted(world)
    address = f"{plan.get_absolute_url()}ban-hanh/"
    assert "không sửa được nữa" in client.get(address).content.decode()
    assert client.post(address, facts(plan, scan=scan(PDF))).status_code == 303
    plan.refresh_from_db()
    assert plan.notation == "97/KH-UBND"
    assert plan.issued is not None
    assert plan.authority_lines == ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"]
    assert plan.issued.scan is not None
    got = sign_in(world.lan).get(f"{plan.get_absolute_url()}ban-quet/")
    assert b"".join(got.streaming_content) == PDF  # type: ignore[attr-defined]
    assert got["Content-Disposition"].startswith("attachment")
    assert sign_in(world.oanh).get(f"{plan.get_absolute_url()}ban-quet/").status_code == 404
    assert client.post(address, facts(plan)).status_code == 403


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"number": "x"}, "Số văn bản"),
        ({"issued_on": "31/02/2026"}, "Ngày không đúng"),
        ({"issued_on": "01/01/2090"}, "sau hôm nay"),
        ({"signer_name": ""}, "signer_name"),
        ({"scan": scan(b"MZ\x90 program", "a.pdf")}, "không phải PDF"),
        ({"scan": scan(b"<html>%PDF-", "a.pdf")}, "không phải PDF"),
    ],
)
def test_facts_that_cannot_be_are_told(world: World, client: Client, change: dict[str, object], told: str) -> None:
    plan = drafted(world)
    answer = client.post(f"{plan.get_absolute_url()}ban-hanh/", facts(plan, **change))
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not Attachment.objects.exists()


def test_a_scan_too_large_is_refused(world: World, client: Client, settings: object) -> None:
    settings.UPLOAD_LIMIT_MB = 0  # type: ignore[attr-defined]
    plan = drafted(world)
    answer = client.post(f"{plan.get_absolute_url()}ban-hanh/", facts(plan, scan=scan(PDF)))
    assert "lớn hơn 0 MB" in answer.content.decode()


def test_a_header_changed_meanwhile_is_shown_before_issuing(world: World, client: Client) -> None:
    plan = drafted(world)
    update_header(
        Plan.objects.get(pk=plan.pk), by=access_of(world.lan, world.an_binh), seen=1, signer_name="Người khác"
    )
    answer = client.post(f"{plan.get_absolute_url()}ban-hanh/", facts(plan))
    assert answer.status_code == 409
    assert "Người khác" in answer.content.decode()
    plan.refresh_from_db()
    assert plan.is_draft


def test_only_the_clerk_finds_the_form(world: World) -> None:
    plan = drafted(world)
    answer = sign_in(world.lan).get(f"{plan.get_absolute_url()}ban-hanh/")
    assert answer.status_code == 403
    assert "văn thư" in answer.content.decode()


def test_a_replacement_is_drafted_after_a_question(world: World, client: Client) -> None:
    plan = issued(world, drafted(world))
    address = f"{plan.get_absolute_url()}thay-the/"
    assert client.get(address).status_code == 200
    made = client.post(address)
    fresh = Plan.objects.get(replaces=plan)
    assert made["Location"] == fresh.get_absolute_url()
    assert client.post(address).status_code == 403
    assert fresh.get_absolute_url() in client.get(plan.get_absolute_url()).content.decode()
    assert fresh.get_absolute_url() not in sign_in(world.thao).get(plan.get_absolute_url()).content.decode()


def test_closing_keeps_the_result(world: World, client: Client) -> None:
    plan = issued(world, drafted(world), on=dt.date(2024, 4, 1))
    address = f"{plan.get_absolute_url()}ket-thuc/"
    assert client.post(address, {"on": "01/5/2024", "note": ""}).status_code == 422
    assert client.post(address, {"on": "01/5/2090", "note": "Xong"}).status_code == 422
    assert client.post(address, {"on": "01/3/2024", "note": "Xong"}).status_code == 422
    assert client.post(address, {"on": "01/5/2024", "note": "Hoàn thành"}).status_code == 303
    assert "Hoàn thành" in client.get(plan.get_absolute_url()).content.decode()


def test_the_paper_of_another_office_is_said_to_be_one_and_gets_no_place(world: World, client: Client) -> None:
    plan = drafted(world)
    address = f"{plan.get_absolute_url()}ban-hanh/"
    assert "không phải của" not in client.get(address).content.decode()
    plan.agency_lines, plan.place = ["ỦY BAN NHÂN DÂN", "XÃ TIỀN PHONG"], ""
    plan.save()
    assert "XÃ TIỀN PHONG”, không phải của xã An Bình" in client.get(address).content.decode()
    client.post(address, facts(plan))
    plan.refresh_from_db()
    assert plan.issued is not None
    assert plan.place == ""
