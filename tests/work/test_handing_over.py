"""Bàn giao: what goes over, what stays as it was, the minutes, and the way back."""

from __future__ import annotations

import datetime as dt
import io
import re
import uuid

import pytest

from core.exceptions import DomainError, EditConflict, NotAllowed
from documents.official import OfficialDocument
from documents.render.docx import render_docx
from documents.render.pdf import render_pdf
from notifications.models import Notification
from organisations.access import Access
from organisations.models import Membership
from plans.models import Plan, PlanTask
from tests.work.work_world import NOW, TODAY, issued_with, milestones_of, tasks_of
from tests.world import World, access_of, sign_in
from work.domain.doing import finish, report_progress
from work.domain.handing_over import Wanted, hand_back, hand_over
from work.handing_over import Duty, Result, narrowed, receivers, seen, stands, told_of
from work.models import HandOver, Milestone
from work.queries.handing_over import duties_of_person
from work.queries.minutes import minutes_of

DAY = dt.timedelta(days=1)


def result(number: int, due: int, **facts: object) -> Result:
    known: dict[str, object] = {
        "start": None, "label": "", "percent": 10 * number, "checkpoint": False, "completed": False, "accepted": False,
        "held": False, **facts,
    }  # fmt: skip
    return Result(id=number, due_on=TODAY + due * DAY, **known)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("results", "words", "percent"),
    [
        ([], "Kịp thời", None),
        ([result(1, 5)], "16/5/2026", 10),
        ([result(1, -3)], "08/5/2026 (quá hạn 3 ngày)", 10),
        ([result(2, 9), result(1, 5)], "16/5/2026 và 1 kỳ sau, đến 20/5/2026", 10),
        ([result(1, 5, checkpoint=True)], "thường xuyên", None),
        ([result(1, -3, completed=True)], "đã báo hoàn thành, chờ duyệt", 100),
        ([result(1, -3, completed=True), result(2, 5)], "16/5/2026", 20),
    ],
)
def test_how_a_duty_stands_in_words(results: list[Result], words: str, percent: int | None) -> None:
    assert stands(results, "Kịp thời", TODAY) == (words, percent)


def test_a_duty_without_words_of_time() -> None:
    assert stands([], "", TODAY) == ("chưa có hạn cụ thể", None)


def test_in_which_histories_it_is_told() -> None:
    year = [result(number, 7 * number, start=TODAY + 7 * (number - 1) * DAY) for number in range(1, 53)]
    assert told_of(year, TODAY) == (1,)
    assert told_of(year[1:], TODAY) == (2,)  # none has begun: the next one
    assert told_of([result(1, 5, start=TODAY + DAY), result(2, 9, held=True)], TODAY) == (2,)
    assert told_of([result(1, 5, completed=True)], TODAY) == ()


def duty(task: int, plan: int = 1, held: tuple[int, ...] = ()) -> Duty:
    return Duty(task, plan, "KH", "Việc", in_charge=True, directed=False, held=held)


def test_who_receives_what() -> None:
    duties = [duty(1), duty(2), duty(3, plan=2), duty(4, plan=2)]
    assert receivers(duties, 7, {2: 8}, {4: 9}) == {1: 7, 2: 7, 3: 8, 4: 9}


def test_only_what_the_lines_speak_of() -> None:
    duties = [duty(1, held=(5, 6)), duty(2), duty(3)]
    kept = narrowed(duties, {1: (False, True, frozenset({6, 9})), 2: (False, False, frozenset())})
    assert [(each.task, each.in_charge, each.held) for each in kept] == [(1, False, (6,))]
    assert seen(duties) == seen(reversed(duties)) != seen(duties[1:])


# ------------------------------------------------------------------ against the database


@pytest.fixture
def plan(world: World) -> Plan:
    """Lan: in charge of the first two, holding the third. The fourth is Hạnh's."""
    plan = issued_with(world, "Quý II", "Quý III", "Quý II", "Quý II")
    tasks = tasks_of(plan)
    PlanTask.objects.filter(pk__in=[tasks[0].pk, tasks[1].pk]).update(person=world.lan)
    PlanTask.objects.filter(pk=tasks[3].pk).update(person=world.hanh, director=world.hung)
    Milestone.objects.filter(task=tasks[2]).update(holder=world.lan)
    return plan


def here(world: World, who: str) -> Access:
    return access_of(getattr(world, who), world.an_binh)


def lans(world: World) -> list[Duty]:
    return duties_of_person(world.an_binh, world.lan, TODAY)


def handed(
    world: World, who: str = "minh", *, to: dict[int, int] | None = None, looked_at: str = "", **more: object
) -> HandOver:
    duties = lans(world)
    wanted = Wanted(world.lan, TODAY, "Chuyển công tác", world.minh, **more)  # type: ignore[arg-type]
    each = to if to is not None else {duty.task: world.hanh.pk for duty in duties}
    return hand_over(wanted, each, by=here(world, who), looked_at=looked_at or seen(duties), at=NOW)


def test_all_open_duties_go_over_and_nothing_done_is_rewritten(world: World, plan: Plan) -> None:
    tasks = tasks_of(plan)
    first = milestones_of(plan, 1)[0]
    report_progress(first, by=here(world, "lan"), seen=1, at=NOW, percent=40, result="Đã soạn")
    done = milestones_of(plan, 3)[0]
    finish(done, by=here(world, "lan"), seen=1, at=NOW, done_on=TODAY, result="Xong", without_proof="Họp miệng")
    PlanTask.objects.filter(pk=tasks[2].pk).update(person=world.lan)
    made = handed(world)
    assert [task.person_id for task in tasks_of(plan)] == [world.hanh.pk] * 4
    done.refresh_from_db()
    assert (done.holder_id, done.entries.last().kind) == (world.lan.pk, "finish")  # type: ignore[union-attr]
    said = [(each.kind, each.by_name) for each in first.entries.all()]
    assert said == [("report", "Nguyễn Thị Lan"), ("handover", "Trần Văn Minh")]
    assert "Nguyễn Thị Lan bàn giao cho Phạm Thị Hạnh (phụ trách)" in first.entries.last().note  # type: ignore[union-attr]
    lines = list(made.lines.values_list("text", "percent", "due_words", "receiver_name"))
    assert lines[0] == ("Nhiệm vụ thứ 1", 40, "30/6/2026", "Phạm Thị Hạnh")
    assert len(lines) == 3
    assert (made.giver_post, made.chief_name) == ("Công chức Văn phòng - Thống kê", "Trần Văn Minh")
    assert lans(world) == []
    told = Notification.objects.filter(kind="work.handed-over")
    assert set(told.values_list("recipient", flat=True)) == {world.lan.pk, world.hanh.pk}


def test_held_results_and_directed_duties_go_too(world: World, plan: Plan) -> None:
    PlanTask.objects.filter(pk=tasks_of(plan)[3].pk).update(director=world.lan)
    duties = lans(world)
    assert [each.parts for each in duties] == ["phụ trách", "phụ trách", "giữ việc", "chỉ đạo"]
    tasks = [each.task for each in duties]
    handed(world, to={tasks[0]: world.hanh.pk, tasks[1]: world.nga.pk, tasks[2]: world.nga.pk, tasks[3]: world.minh.pk})
    assert milestones_of(plan, 3)[0].holder_id == world.nga.pk
    assert [task.person_id for task in tasks_of(plan)] == [world.hanh.pk, world.nga.pk, None, world.hanh.pk]
    assert tasks_of(plan)[3].director_id == world.minh.pk


def test_what_is_accepted_or_closed_stays_with_who_did_it(world: World, plan: Plan) -> None:
    Milestone.objects.filter(task=tasks_of(plan)[0]).update(completed_on=TODAY, accepted_on=TODAY)
    assert [each.task for each in lans(world)] == [task.pk for task in tasks_of(plan)[1:3]]
    Plan.objects.filter(pk=plan.pk).update(state="closed")
    assert lans(world) == []


def test_who_may_not_and_what_is_refused(world: World, plan: Plan) -> None:
    for who in ("lan", "hanh", "nga"):
        with pytest.raises(NotAllowed):
            handed(world, who)
    with pytest.raises(NotAllowed):
        hand_over(
            Wanted(world.minh, TODAY, "x"), {}, by=here(world, "hung"), looked_at=seen([]), at=NOW
        )  # fmt: skip
    duties = lans(world)
    for wrong, says in ((world.lan, "người khác"), (world.oanh, "không còn làm việc")):
        with pytest.raises(DomainError, match=says):
            handed(world, to={each.task: wrong.pk for each in duties})
    with pytest.raises(DomainError, match="chưa chọn"):
        handed(world, to={})
    with pytest.raises(DomainError, match="hai tháng"):
        hand_over(Wanted(world.lan, TODAY + 90 * DAY, "x"), {}, by=here(world, "minh"), looked_at=seen(duties), at=NOW)
    neighbour = access_of(world.phuc, world.binh_minh)
    with pytest.raises(DomainError, match="không có việc nào"):
        hand_over(Wanted(world.lan, TODAY, "x"), {}, by=neighbour, looked_at=seen([]), at=NOW)
    assert HandOver.objects.count() == 0


def test_duties_that_changed_since_they_were_looked_at(world: World, plan: Plan) -> None:
    looked = seen(lans(world))
    PlanTask.objects.filter(pk=tasks_of(plan)[3].pk).update(person=world.lan)
    with pytest.raises(EditConflict):
        handed(world, looked_at=looked)


def test_roles_end_with_it_or_nothing_happens(world: World, plan: Plan) -> None:
    role = Membership.objects.get(user=world.lan)
    with pytest.raises(NotAllowed):
        handed(world, "minh", ends=(role.pk,))  # a leader is no administrator
    assert HandOver.objects.count() == 0
    made = handed(world, "an", ends=(role.pk,))
    role.refresh_from_db()
    assert role.valid_to == TODAY
    assert made.ended == ["Công chức Văn phòng - Thống kê"]


def test_back_to_whom_it_came_from(world: World, plan: Plan) -> None:
    made = handed(world)
    PlanTask.objects.filter(pk=tasks_of(plan)[1].pk).update(person=world.nga)  # given on meanwhile
    key = uuid.uuid4()
    backs = [
        hand_back(made, world.hanh, by=here(world, "minh"), reason="Lan trở về", at=NOW, key=key) for _ in range(2)
    ]
    assert backs[0] == backs[1]
    assert (backs[0].back_of, backs[0].giver_name) == (made, "Phạm Thị Hạnh")
    people = [task.person_id for task in tasks_of(plan)]
    assert people == [world.lan.pk, world.nga.pk, None, world.hanh.pk]  # Hạnh's own duty stays
    assert milestones_of(plan, 3)[0].holder_id == world.lan.pk
    with pytest.raises(DomainError, match="không còn giữ việc nào"):
        hand_back(made, world.hanh, by=here(world, "minh"), reason="Lần nữa", at=NOW)


def test_statements_do_not_follow_the_number_of_duties(world: World, django_assert_max_num_queries: object) -> None:
    counts = []
    for number, many in (("71", 1), ("72", 12)):
        plan = issued_with(world, *["Quý II"] * many, number=number)
        PlanTask.objects.filter(plan=plan).update(person=world.lan)
        with django_assert_max_num_queries(70) as found:  # type: ignore[operator]
            handed(world)
        counts.append(len(found))
    assert counts[0] == counts[1]


# ------------------------------------------------------------------ the minutes


def words_of(document: OfficialDocument) -> str:
    blocks = [block.printed for block in document.blocks()]
    cells = [cell for block in document.blocks() if block.table for row in block.table.rows for cell in row.cells]
    return "\n".join([*blocks, *(cell or "" for cell in cells)])


def test_the_minutes_name_who_what_and_when(world: World, plan: Plan) -> None:
    document = minutes_of(handed(world))
    assert (document.type_name, document.title) == ("BIÊN BẢN", "Bàn giao công việc")
    assert [(each.authority[0], each.name) for each in document.signatures] == [
        ("NGƯỜI BÀN GIAO", "Nguyễn Thị Lan"),
        ("NGƯỜI NHẬN BÀN GIAO", "Phạm Thị Hạnh"),
        ("XÁC NHẬN CỦA LÃNH ĐẠO", "Trần Văn Minh"),
    ]
    words = words_of(document)
    for each in ("Chuyển công tác", "ngày 11 tháng 5 năm 2026", "bàn giao 03 nhiệm vụ", "Nhiệm vụ thứ 2", "Giữ việc"):
        assert each in words
    assert document.appendices == ()
    assert render_pdf(document).startswith(b"%PDF")
    assert render_docx(document).startswith(b"PK")


def test_a_long_list_stands_in_an_appendix_and_the_paper_does_not_change_afterwards(world: World) -> None:
    plan = issued_with(world, *["Quý II"] * 14)
    PlanTask.objects.filter(plan=plan).update(person=world.lan)
    tasks = tasks_of(plan)
    to = {each.task: (world.hanh.pk if each.task == tasks[0].pk else world.nga.pk) for each in lans(world)}
    made = handed(world, to=to)
    document = minutes_of(made)
    (appendix,) = document.appendices
    table = appendix.blocks[0].table
    assert table is not None
    assert table.columns[-1] == "Người nhận"
    assert len([row for row in table.rows if row.cells[0]]) == 14
    PlanTask.objects.filter(plan=plan).update(text="Khác", person=None)
    world.hanh.full_name = "Tên mới"
    world.hanh.save()
    assert minutes_of(made) == document


# ------------------------------------------------------------------ pages

NEW = "/an-binh/viec/ban-giao/lap/"


def test_from_the_form_to_the_minutes(world: World, plan: Plan) -> None:
    client = sign_in(world.minh)
    sent = {
        "giver": world.lan.pk, "on": "11/5/2026", "reason": "Chuyển công tác", "receiver": world.hanh.pk,
        "others": [world.nga.pk], "chief": world.minh.pk, "buoc": "xem",
    }  # fmt: skip
    looked = client.post(NEW, sent).content.decode()
    assert "bàn giao <strong>3</strong> nhiệm vụ" in looked
    fingerprint = re.search(r'name="seen" value="(\w+)"', looked)
    assert fingerprint
    second = tasks_of(plan)[1].pk
    confirm = {**sent, "buoc": "ban-giao", "seen": fingerprint.group(1), f"nv_{second}": world.nga.pk}
    assert client.post(NEW, {**confirm, "seen": "khac"}).status_code == 409
    done = client.post(NEW, confirm)
    assert done.status_code == 303
    assert [task.person_id for task in tasks_of(plan)][:2] == [world.hanh.pk, world.nga.pk]
    page = done.headers["Location"]
    assert "In biên bản" in client.get(page).content.decode()
    pdf = client.get(f"{page}bien-ban.pdf")
    assert pdf["Content-Type"] == "application/pdf"
    docx = client.get(f"{page}bien-ban.docx")
    assert io.BytesIO(docx.content).read(2) == b"PK"
    made = HandOver.objects.get()
    back = client.post(f"{page}lai/", {"receiver": world.nga.pk, "reason": "Giao nhầm"})
    assert back.status_code == 303
    assert tasks_of(plan)[1].person_id == world.lan.pk
    for address in ("", "bien-ban.pdf", "bien-ban.docx"):
        assert sign_in(world.oanh).get(f"/binh-minh/viec/ban-giao/{made.pk}/{address}").status_code == 404


def test_forms_refuse_what_makes_no_sense(world: World, plan: Plan) -> None:
    client = sign_in(world.minh)
    sent = {"giver": world.lan.pk, "on": "11/5/2026", "reason": "x", "receiver": world.lan.pk, "buoc": "xem"}
    assert client.post(NEW, sent).status_code == 422
    assert client.post(NEW, {**sent, "receiver": world.oanh.pk}).status_code == 422
    assert client.post(NEW, {**sent, "giver": world.oanh.pk, "receiver": world.hanh.pk}).status_code == 422
    head = sign_in(world.hung)
    assert head.post(NEW, {**sent, "giver": world.minh.pk, "receiver": world.hanh.pk}).status_code == 422
    assert sign_in(world.lan).get(NEW).status_code == 403


def test_the_minutes_say_ong_or_ba_as_it_was_chosen(world: World, plan: Plan) -> None:
    titles = {"giver": "Bà", str(world.hanh.pk): "Bà", "chief": "Đồng chí"}
    words = words_of(minutes_of(handed(world, titles=titles)))
    assert "Bà Nguyễn Thị Lan" in words
    assert "Bà Phạm Thị Hạnh" in words
    assert "Ông (Bà) Trần Văn Minh" in words  # neither of the two: left open for a pen
