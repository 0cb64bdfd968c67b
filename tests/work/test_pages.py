"""The page of one piece of work and its forms: what is shown, sent, refused, and met by two at once."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from documents.models import Attachment
from organisations.access import Access
from plans.domain.issuing import close_plan
from plans.models import Plan
from tests.work.work_world import NOW, TODAY, issued_with, milestones_of, tasks_of
from tests.world import World, access_of, sign_in
from work.domain import doing
from work.domain.proof import add_file, add_link
from work.models import Evidence, Milestone, WorkEntry

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF"
HTMX = {"HX-Request": "true"}


def url(name: str, **kwargs: int) -> str:
    return reverse(f"work:{name}", kwargs={"org": "an-binh", **kwargs})


def of(name: str, milestone: Milestone) -> str:
    return url(name, milestone_id=milestone.pk)


def one(world: World, words: str = "Quý II", **parties: str) -> Milestone:
    return milestones_of(issued_with(world, words, **parties))[0]


def here(world: World, who: str) -> Access:
    return access_of(getattr(world, who), world.an_binh)


def send(world: World, who: str, name: str, milestone: Milestone, **sent: Any) -> HttpResponse:
    sent.setdefault("seen", str(Milestone.objects.get(pk=milestone.pk).version))
    answer: HttpResponse = sign_in(getattr(world, who)).post(of(name, milestone), sent)
    return answer


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def upload(data: bytes = PDF, name: str = "bien-ban.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


# ------------------------------------------------------------------ the quick form


def test_a_report_from_the_page(world: World) -> None:
    milestone = one(world)
    back = url("mine")
    answer = send(
        world, "lan", "update", milestone, percent="40", result="Đã rà soát", difficulties="Thiếu giấy", next=back
    )
    assert (answer.status_code, answer["Location"]) == (303, back)
    entry = WorkEntry.objects.get()
    assert (entry.kind, entry.percent, entry.result, entry.difficulties) == (
        "report", 40, "Đã rà soát", "Thiếu giấy",
    )  # fmt: skip


def test_a_line_is_updated_in_its_place(world: World) -> None:
    milestone, client = one(world), sign_in(world.lan)
    form = text_of(client.get(of("update", milestone), headers=HTMX))
    assert form.strip().startswith(f'<tr id="viec-{milestone.pk}">')
    assert "<html" not in form
    answer = client.post(of("update", milestone), {"seen": "1", "percent": "60", "key": uuid.uuid4()}, headers=HTMX)
    assert answer.status_code == 200
    assert "60%" in text_of(answer)
    assert "messages" in answer["HX-Trigger"]
    line = text_of(client.get(of("row", milestone), headers=HTMX))
    assert f'id="viec-{milestone.pk}"' in line


def test_done_with_a_file_in_one_sending(world: World) -> None:
    milestone = one(world)
    answer = send(
        world,
        "lan",
        "update",
        milestone,
        done="on",
        done_on="8/5/2026",
        result="Đã niêm yết",
        file=upload(),
        percent="40",
    )
    assert answer.status_code == 303
    stored = Milestone.objects.get(pk=milestone.pk)
    assert (stored.completed_on, stored.percent) == (dt.date(2026, 5, 8), 100)
    assert Evidence.objects.get().fact_on == dt.date(2026, 5, 8)


def test_nothing_is_kept_of_a_sending_that_cannot_be(world: World) -> None:
    """The proof is good, the result is missing: neither stays."""
    milestone = one(world)
    answer = send(world, "lan", "update", milestone, done="on", done_on="8/5/2026", result=" ", file=upload())
    assert answer.status_code == 422
    assert "Hãy ghi kết quả" in text_of(answer)
    assert not Evidence.objects.exists()
    assert not Attachment.objects.filter(name__contains="bien-ban").exists()


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"percent": ""}, "Hãy ghi tiến độ"),
        ({"percent": "101"}, "100"),
        ({"percent": "abc"}, "từ 0 đến 100"),
        ({"percent": "10", "done": "on", "done_on": "31/2/2026"}, "Ngày không đúng"),
        ({"percent": "10", "done": "on", "done_on": ""}, "ngày hoàn thành"),
        ({"percent": "10", "done": "on", "done_on": "12/5/2026", "result": "x", "without_proof": "y"}, "sau hôm nay"),
        ({"percent": "10", "url": "javascript:alert(1)"}, "Đường dẫn phải"),
        ({"percent": "10", "result": "x" * 5001}, "5000"),
    ],
)
def test_what_cannot_be_is_told_and_what_was_typed_stays(world: World, sent: dict[str, str], words: str) -> None:
    milestone = one(world)
    answer = send(world, "lan", "update", milestone, **{"difficulties": "Chữ đã gõ", **sent})
    text = text_of(answer)
    assert answer.status_code == 422
    assert words in text
    assert "Chữ đã gõ" in text
    assert not WorkEntry.objects.exists()


def test_a_file_that_is_not_taken_is_told(world: World, settings: Any) -> None:
    milestone = one(world)
    answer = send(world, "lan", "update", milestone, percent="10", file=upload(b"MZ\x90\0", "chay.exe"))
    assert "chương trình" in text_of(answer)
    settings.UPLOAD_LIMIT_MB = 1
    answer = send(world, "lan", "update", milestone, percent="10", file=upload(PDF + b"x" * 1048577))
    assert "quá mức 1 MB" in text_of(answer)
    assert not Evidence.objects.exists()


def test_continuous_work_is_noted(world: World) -> None:
    milestone = one(world, "Thường xuyên")
    form = text_of(sign_in(world.lan).get(of("update", milestone)))
    assert "Đã làm trong quý II/2026" in form
    assert "Tiến độ (%)" not in form
    answer = send(world, "lan", "update", milestone, result="Trực 20 buổi", url="https://anbinh.example/tin")
    assert answer.status_code == 303
    assert Milestone.objects.get(pk=milestone.pk).completed_on == TODAY
    assert Evidence.objects.count() == 1


def test_late_periods_are_reported_together(world: World) -> None:
    plan = issued_with(world, "hằng tuần")
    late = [each for each in milestones_of(plan) if each.due_on < TODAY]
    last = late[-1]
    form = text_of(sign_in(world.lan).get(of("update", last)))
    assert f"cho cả {len(late) - 1} kỳ trước" in form
    answer = send(
        world,
        "lan",
        "update",
        last,
        done="on",
        done_on="11/5/2026",
        result="Đủ tin bài",
        file=upload(),
        with_earlier="on",
    )
    assert answer.status_code == 303
    assert Milestone.objects.filter(plan=plan, completed_on=TODAY).count() == len(late)
    assert Evidence.objects.count() == len(late)
    assert Attachment.objects.filter(evidence__isnull=False).distinct().count() == 1
    assert WorkEntry.objects.filter(kind="finish", result="Đủ tin bài").count() == len(late)


def test_without_being_asked_only_one_period_is_reported(world: World) -> None:
    plan = issued_with(world, "hằng tuần")
    last = [each for each in milestones_of(plan) if each.due_on < TODAY][-1]
    send(world, "lan", "update", last, done="on", done_on="11/5/2026", result="x", without_proof="y")
    assert Milestone.objects.filter(plan=plan, completed_on=TODAY).count() == 1


def test_pressed_twice_is_said_once(world: World) -> None:
    milestone, key = one(world), str(uuid.uuid4())
    for _ in range(2):
        answer = send(world, "lan", "update", milestone, percent="40", key=key, seen="1", url="https://x.vn/a")
        assert answer.status_code == 303
    assert WorkEntry.objects.count() == 1
    assert Evidence.objects.count() == 1


def test_of_two_at_once_the_later_keeps_the_words_and_can_send_again(world: World) -> None:
    milestone = one(world)
    doing.report_progress(milestone, by=here(world, "hung"), seen=1, at=NOW, percent=70)
    answer = send(world, "lan", "update", milestone, percent="40", result="Bản của Lan", seen="1")
    text = text_of(answer)
    assert answer.status_code == 409
    assert "Lê Quốc Hùng vừa ghi" in text
    assert "Bản của Lan" in text
    assert 'name="seen" value="2"' in text
    assert send(world, "lan", "update", milestone, percent="40", result="Bản của Lan", seen="2").status_code == 303
    assert [each.percent for each in WorkEntry.objects.all()] == [70, 40]


@pytest.mark.parametrize("who", ["minh", "nga", "an"])
def test_those_whose_work_it_is_not_are_refused(world: World, who: str) -> None:
    milestone = one(world)
    answer = send(world, who, "update", milestone, percent="40")
    assert answer.status_code == 403
    assert "Chỉ người phụ trách" in text_of(answer)


# ------------------------------------------------------------------ acts on the page


def page(world: World, who: str, milestone: Milestone) -> str:
    answer = sign_in(getattr(world, who)).get(of("milestone", milestone))
    assert answer.status_code == 200
    return text_of(answer)


def test_each_sees_what_is_theirs_to_do(world: World) -> None:
    milestone = one(world)
    lan, minh, nga = (page(world, who, milestone) for who in ("lan", "minh", "nga"))
    assert "Nhận việc" in lan
    assert "Cập nhật" in lan
    assert "Gia hạn" not in lan
    assert "Gia hạn" in minh
    assert "Chỉ người phụ trách" in nga
    Milestone.objects.filter(pk=milestone.pk).update(completed_on=TODAY, percent=100)
    assert "Duyệt kết quả" in page(world, "minh", milestone)
    assert "Rút lại báo hoàn thành" in page(world, "lan", milestone)
    assert "Duyệt kết quả" not in page(world, "lan", milestone)


def test_taking_over_accepting_and_sending_back(world: World) -> None:
    milestone = one(world)
    assert send(world, "lan", "accept", milestone).status_code == 303
    doing.finish(milestone, by=here(world, "lan"), seen=2, at=NOW, done_on=TODAY, result="Xong", without_proof="x")
    assert send(world, "minh", "return", milestone, reason="Thiếu biên bản").status_code == 303
    doing.finish(milestone, by=here(world, "lan"), seen=4, at=NOW, done_on=TODAY, result="Xong", without_proof="x")
    assert send(world, "minh", "approve", milestone, note="Đồng ý").status_code == 303
    text = page(world, "hung", milestone)
    for words in ("Nhận việc", "Báo hoàn thành", "Trả lại", "Thiếu biên bản", "Duyệt kết quả", "Đồng ý"):
        assert words in text


def test_a_refused_act_is_told_on_the_page_with_what_was_typed(world: World) -> None:
    milestone = one(world)
    answer = send(world, "minh", "extend", milestone, due_on="1/6/2026", reason="Chờ số liệu của tỉnh")
    text = text_of(answer)
    assert answer.status_code == 422
    assert "Hạn mới phải sau hạn đang có (30/6/2026)." in text
    assert "Chờ số liệu của tỉnh" in text
    assert send(world, "minh", "extend", milestone, due_on="15/7/2026", reason="Chờ").status_code == 303
    assert "hạn ban đầu 30/6/2026" in page(world, "lan", milestone)


def test_an_act_on_what_somebody_changed_is_told(world: World) -> None:
    milestone = one(world)
    Milestone.objects.filter(pk=milestone.pk).update(completed_on=TODAY)
    answer = send(world, "minh", "return", milestone, reason="Lý do đã gõ", seen="7")
    assert answer.status_code == 409
    assert "Lý do đã gõ" in text_of(answer)


def test_a_coordinating_unit_confirms_and_the_page_says_so(world: World) -> None:
    milestone = one(world, lead="Tư pháp - Hộ tịch", coordinating="Văn phòng - Thống kê")
    assert "Xác nhận phần phối hợp" in page(world, "lan", milestone)
    assert send(world, "lan", "confirm", milestone, note="Đã in").status_code == 303
    text = page(world, "minh", milestone)
    assert "đã xác nhận" in text
    assert send(world, "hung", "confirm", milestone).status_code == 422


def test_a_superseded_or_closed_duty_can_only_be_read(world: World) -> None:
    milestone = one(world)
    doing.report_progress(milestone, by=here(world, "lan"), seen=1, at=NOW, percent=40, result="Đã làm dở")
    close_plan(Plan.objects.get(pk=milestone.plan_id), by=here(world, "hanh"), on=TODAY, note="Xong")
    text = page(world, "lan", milestone)
    assert "Đã làm dở" in text
    assert "không ghi tiến độ nữa" in text
    assert "Nhận việc" not in text
    assert send(world, "lan", "accept", milestone).status_code == 403


def test_the_page_asks_as_much_for_a_long_history_as_for_a_short_one(world: World) -> None:
    milestone, client = one(world, "hằng tháng"), sign_in(world.lan)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(of("milestone", milestone))
        return len(captured)

    def say(seen: int) -> None:
        doing.report_progress(milestone, by=here(world, "lan"), seen=seen, at=NOW, percent=seen)
        add_link(milestone, by=here(world, "lan"), at=NOW, url=f"https://x.vn/{seen}", fact_on=TODAY)

    say(1)
    queries()
    few = queries()
    say(2)
    say(3)
    assert queries() == few


# ------------------------------------------------------------------ proof


def test_proof_is_added_opened_and_withdrawn(world: World) -> None:
    milestone = one(world)
    sent = {"file": upload(), "fact_on": "4/5/2026", "title": "Biên bản họp", "page": "trang 2"}
    assert send(world, "lan", "prove", milestone, **sent).status_code == 303
    evidence = Evidence.objects.get()
    text = page(world, "minh", milestone)
    assert "Biên bản họp" in text
    assert "xem trang 2" in text
    opened = sign_in(world.minh).get(url("proof", evidence_id=evidence.pk))
    assert b"".join(opened.streaming_content) == PDF  # type: ignore[attr-defined]
    assert opened["Content-Disposition"].startswith("inline")
    assert opened["X-Content-Type-Options"] == "nosniff"
    kept = sign_in(world.minh).get(url("proof", evidence_id=evidence.pk) + "?tai=1")
    assert kept["Content-Disposition"].startswith("attachment")
    withdraw = url("proof-withdraw", evidence_id=evidence.pk)
    assert sign_in(world.lan).post(withdraw, {"reason": ""}).status_code == 422
    assert sign_in(world.hung).post(withdraw, {"reason": "x"}).status_code == 403
    assert sign_in(world.lan).post(withdraw, {"reason": "Gửi nhầm"}).status_code == 303
    assert sign_in(world.lan).get(url("proof", evidence_id=evidence.pk)).status_code == 404
    assert "Gửi nhầm" in page(world, "minh", milestone)


def test_an_office_file_is_kept_and_not_shown_in_the_browser(world: World) -> None:
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("word/document.xml", "<x/>")
    evidence = add_file(
        one(world), by=here(world, "lan"), at=NOW, name="báo cáo.docx", data=out.getvalue(), fact_on=TODAY
    )
    answer = sign_in(world.lan).get(url("proof", evidence_id=evidence.pk))
    assert answer["Content-Disposition"].startswith("attachment")


def test_a_link_has_no_file_to_open(world: World) -> None:
    evidence = add_link(one(world), by=here(world, "lan"), at=NOW, url="https://x.vn/a", fact_on=TODAY)
    assert sign_in(world.lan).get(url("proof", evidence_id=evidence.pk)).status_code == 404


def test_a_file_of_the_plan_proves_a_second_duty(world: World) -> None:
    plan = issued_with(world, "Quý II", "Quý III")
    first, second = milestones_of(plan, 1)[0], milestones_of(plan, 2)[0]
    evidence = add_file(first, by=here(world, "lan"), at=NOW, name="bb.pdf", data=PDF, fact_on=TODAY)
    assert "hoặc tệp đã có của kế hoạch này" in page(world, "lan", second)
    assert "hoặc tệp đã có" not in page(world, "lan", first)
    answer = send(world, "lan", "prove", second, kept=str(evidence.pk), fact_on="4/5/2026", page="trang 7")
    assert answer.status_code == 303
    assert Attachment.objects.filter(evidence__isnull=False).distinct().count() == 1


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"fact_on": "4/5/2026"}, "một trong ba"),
        ({"fact_on": "4/5/2026", "url": "https://x.vn", "file": True}, "một trong ba"),
        ({"fact_on": "12/5/2026", "url": "https://x.vn/a"}, "sau hôm nay"),
        ({"fact_on": "", "url": "https://x.vn/a"}, "bắt buộc"),
        ({"fact_on": "4/5/2026", "url": "x"}, "Đường dẫn phải"),
    ],
)
def test_a_proof_that_cannot_be_is_told(world: World, sent: dict[str, Any], words: str) -> None:
    if sent.get("file"):
        sent = {**sent, "file": upload()}
    answer = send(world, "lan", "prove", one(world), note="Ghi chú đã gõ", **sent)
    text = text_of(answer)
    assert answer.status_code == 422
    assert words in text
    assert "Ghi chú đã gõ" in text
    assert not Evidence.objects.exists()


# ------------------------------------------------------------------ days


def test_a_day_is_set_and_an_event_recorded_from_the_page(world: World) -> None:
    plan = issued_with(world, "Kịp thời", "05 ngày làm việc kể từ khi nhận được văn bản")
    vague, counted = tasks_of(plan)
    client = sign_in(world.lan)
    page = text_of(client.get(url("set-day", task_id=counted.pk)))
    assert "Hạn được tính từ ngày ấy: <strong>05 ngày làm việc" in page
    sent = {"viec": "su-kien", "happened_on": "29/4/2026", "note": "CV 12"}
    assert client.post(url("set-day", task_id=counted.pk), sent).status_code == 303
    assert milestones_of(plan, 2)[0].due_on == dt.date(2026, 5, 8)
    sent = {"viec": "dat-han", "due_on": "20/6/2026", "label": "đợt 1"}
    assert client.post(url("set-day", task_id=vague.pk), sent).status_code == 303
    assert milestones_of(plan, 1)[0].due_on == dt.date(2026, 6, 20)


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"viec": "su-kien", "happened_on": "12/5/2026"}, "chưa xảy ra"),
        ({"viec": "su-kien", "happened_on": "10/5/2026"}, "Hãy nhập hạn"),
        ({"viec": "dat-han", "due_on": "1/1/2026"}, "trước ngày ban hành"),
        ({"viec": "dat-han", "due_on": "mai"}, "Ngày không đúng"),
    ],
)
def test_a_day_that_cannot_be_is_told(world: World, sent: dict[str, str], words: str) -> None:
    task = tasks_of(issued_with(world, "Kịp thời"))[0]
    answer = sign_in(world.lan).post(url("set-day", task_id=task.pk), {**sent, "note": "Ghi chú đã gõ"})
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert "Ghi chú đã gõ" in text_of(answer)
    assert not Milestone.objects.exists()


def test_what_nobody_may_follow_gets_no_day(world: World) -> None:
    task = tasks_of(issued_with(world, "Kịp thời"))[0]
    assert sign_in(world.nga).get(url("set-day", task_id=task.pk)).status_code == 403
    close_plan(Plan.objects.get(pk=task.plan_id), by=here(world, "hanh"), on=TODAY, note="Xong")
    assert sign_in(world.lan).get(url("set-day", task_id=task.pk)).status_code == 404
