"""Giao việc for many at once: what changes, what is left out, two people at once, and taking it back."""

from __future__ import annotations

import re
import uuid

import pytest
from django.urls import reverse

from core.exceptions import DomainError, EditConflict, NotAllowed
from notifications.models import Notification
from organisations.access import Access
from plans.models import Plan, PlanTask
from tests.work.work_world import NOW, TODAY, issued_with, milestones_of, tasks_of
from tests.world import World, access_of, sign_in
from work.assigning import Line, Wishes, propose
from work.domain.assigning import assign_many, undo_batch
from work.domain.doing import report_progress
from work.enums import ChargePart
from work.models import AssignmentBatch, Milestone
from work.queries.assigning import Chosen, lines_of

P, D, H = ChargePart.PERSON, ChargePart.DIRECTOR, ChargePart.HOLDER
A, B = 1, 2


def line(**facts: object) -> Line:
    return Line(**{"task": 5, "milestone": 7, "person": A, "director": None, "holder": None, **facts})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("chosen", "wishes", "parts", "reason"),
    [
        (line(), {P: B}, [P], ""),
        (line(), {P: A}, [], "đã giao như vậy"),
        (line(), {P: None}, [P], ""),
        (line(), {P: B, D: B, H: B}, [P, D, H], ""),
        (line(live=False), {P: B}, [], "không còn theo dõi"),
        (line(done=True), {H: B}, [], "đã báo hoàn thành"),
        (line(milestone=None), {H: B}, [], "chưa có hạn"),
        (line(milestone=None), {H: B, P: B}, [P], ""),
        (line(shown=False), {H: B, P: B}, [H], ""),  # an earlier late period follows with its holder
    ],
)
def test_what_changes_and_what_is_left_out(chosen: Line, wishes: Wishes, parts: list[ChargePart], reason: str) -> None:
    outcome = propose([chosen], wishes).outcomes[0]
    assert [each.part for each in outcome.changes] == parts
    assert outcome.reason.startswith(reason)
    assert bool(outcome.reason) == bool(reason)


def test_two_results_of_one_duty_change_its_person_once() -> None:
    proposal = propose([line(milestone=7), line(milestone=8)], {P: B})
    assert len(proposal.changes) == 1
    assert len(proposal.taken) == 2


def test_what_was_seen_tells_when_somebody_was_faster() -> None:
    before, after = propose([line()], {P: B}), propose([line(person=None)], {P: B})
    assert before.seen == propose([line(title="x")], {P: B}).seen != after.seen


# ------------------------------------------------------------------ against the database


@pytest.fixture
def plan(world: World) -> Plan:
    return issued_with(world, "Quý II", "Quý III", "Kịp thời")


def here(world: World, who: str) -> Access:
    return access_of(getattr(world, who), world.an_binh)


def due(plan: Plan) -> Chosen:
    return Chosen(milestones=tuple(milestones_of(plan, duty)[0].pk for duty in (1, 2)))


def give(
    world: World, chosen: Chosen, wishes: Wishes, who: str = "minh", seen: str | None = None, key: uuid.UUID | None = None
) -> AssignmentBatch:  # fmt: skip
    by = here(world, who)
    looked = propose(lines_of(by, chosen, TODAY), wishes).seen if seen is None else seen
    return assign_many(chosen, wishes, by=by, seen=looked, at=NOW, note="Làm trước 15/6", key=key)


def people(plan: Plan) -> list[tuple[int | None, int | None]]:
    return [(task.person_id, task.director_id) for task in tasks_of(plan)]


def test_given_in_one_go_with_history_and_one_notice_each(world: World, plan: Plan) -> None:
    give(world, due(plan), {P: world.lan.pk, D: world.minh.pk, H: world.hanh.pk})
    assert people(plan) == [(world.lan.pk, world.minh.pk)] * 2 + [(None, None)]
    first = milestones_of(plan)[0]
    assert (first.holder_id, first.taken_on, first.version) == (world.hanh.pk, TODAY, 2)
    entry = first.entries.get()
    assert entry.kind == "assign"
    assert "Phụ trách: chưa có ai → Nguyễn Thị Lan" in entry.note
    told = dict(Notification.objects.filter(key__startswith="assigned-").values_list("recipient__full_name", "text"))
    assert set(told) == {"Nguyễn Thị Lan", "Phạm Thị Hạnh"}  # Minh gave it
    assert "2 nhiệm vụ: Làm trước 15/6" in told["Nguyễn Thị Lan"]


def test_duties_of_a_plan_go_with_all_their_open_results(world: World) -> None:
    plan = issued_with(world, "Quý II, IV", "Kịp thời")
    chosen = Chosen(tasks=tuple(task.pk for task in tasks_of(plan)))
    give(world, chosen, {P: world.lan.pk, H: world.nga.pk})
    assert {each.holder_id for each in milestones_of(plan, 1)} == {world.nga.pk}
    assert people(plan) == [(world.lan.pk, None)] * 2


def test_an_earlier_late_period_goes_with_the_last_one(world: World) -> None:
    plan = issued_with(world, "Hằng tháng")
    rows = milestones_of(plan)
    Milestone.objects.filter(pk=rows[0].pk).update(start=None, due_on="2026-04-10", original_due_on="2026-04-10")
    Milestone.objects.filter(pk=rows[1].pk).update(start=None, due_on="2026-05-10", original_due_on="2026-05-10")
    give(world, Chosen(milestones=(rows[1].pk,)), {H: world.nga.pk})
    assert [each.holder_id for each in milestones_of(plan)[:3]] == [world.nga.pk, world.nga.pk, None]


def test_who_may_not_and_who_is_not_here(world: World, plan: Plan) -> None:
    for who in ("nga", "an"):
        with pytest.raises(NotAllowed):
            give(world, due(plan), {P: world.lan.pk}, who)
    with pytest.raises(DomainError, match="không còn làm việc"):
        give(world, due(plan), {P: world.oanh.pk})
    by = access_of(world.oanh, world.binh_minh)
    assert lines_of(by, due(plan), TODAY) == []
    with pytest.raises(DomainError, match="Không có việc nào"):
        assign_many(due(plan), {P: world.oanh.pk}, by=by, seen="", at=NOW)
    assert people(plan) == [(None, None)] * 3


def test_two_who_give_at_once(world: World, plan: Plan) -> None:
    wishes: Wishes = {P: world.lan.pk}
    looked = propose(lines_of(here(world, "hung"), due(plan), TODAY), wishes).seen
    give(world, due(plan), {P: world.hanh.pk})
    with pytest.raises(EditConflict):
        give(world, due(plan), wishes, "hung", seen=looked)
    assert people(plan)[0][0] == world.hanh.pk


def test_the_same_sending_gives_once(world: World, plan: Plan) -> None:
    key = uuid.uuid4()
    assert give(world, due(plan), {P: world.lan.pk}, key=key) == give(world, due(plan), {P: world.lan.pk}, key=key)
    assert AssignmentBatch.objects.count() == 1


def test_taken_back_as_it_was(world: World, plan: Plan) -> None:
    PlanTask.objects.filter(pk=tasks_of(plan)[1].pk).update(person=world.hanh)
    batch = give(world, due(plan), {P: world.lan.pk, H: world.lan.pk})
    assert undo_batch(batch, by=here(world, "minh"), at=NOW) == (4, 0)
    assert people(plan) == [(None, None), (world.hanh.pk, None), (None, None)]
    first = milestones_of(plan)[0]
    assert (first.holder_id, first.taken_on) == (None, None)
    assert "Hoàn tác" in first.entries.last().note  # type: ignore[union-attr]
    with pytest.raises(NotAllowed, match="đã hoàn tác"):
        undo_batch(batch, by=here(world, "minh"), at=NOW)


def test_what_was_worked_on_or_given_on_stays_and_is_named(world: World, plan: Plan) -> None:
    batch = give(world, due(plan), {P: world.lan.pk})
    first = milestones_of(plan)[0]
    report_progress(first, by=here(world, "lan"), seen=first.version, at=NOW, percent=20)
    assert undo_batch(batch, by=here(world, "minh"), at=NOW) == (1, 1)
    assert people(plan)[:2] == [(world.lan.pk, None), (None, None)]
    assert [row.left for row in batch.rows.order_by("pk")] == ["đã có người làm sau khi giao", ""]

    other = give(world, Chosen(milestones=due(plan).milestones[1:]), {P: world.lan.pk})
    give(world, Chosen(milestones=due(plan).milestones[1:]), {P: world.hung.pk})
    with pytest.raises(DomainError, match="Không còn việc nào hoàn tác"):
        undo_batch(other, by=here(world, "minh"), at=NOW)
    with pytest.raises(NotAllowed, match="Chỉ người đã giao"):
        undo_batch(other, by=here(world, "lan"), at=NOW)


def test_the_number_of_statements_does_not_follow_the_number_of_lines(
    world: World, django_assert_max_num_queries: object
) -> None:
    few = issued_with(world, "Quý II", number="71")
    many = issued_with(world, *["Quý II"] * 12, number="72")
    counts = []
    for plan in (few, many):
        chosen = Chosen(tasks=tuple(task.pk for task in tasks_of(plan)))
        with django_assert_max_num_queries(60) as found:  # type: ignore[operator]
            batch = give(world, chosen, {P: world.lan.pk, H: world.lan.pk})
        with django_assert_max_num_queries(60) as undone:  # type: ignore[operator]
            undo_batch(batch, by=here(world, "minh"), at=NOW)
        counts.append((len(found), len(undone)))
    assert counts[0] == counts[1]


# ------------------------------------------------------------------ pages

URL = "/an-binh/viec/giao/"


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of the last form of a page that sends to the giving."""
    form = page.rsplit(f'action="{URL}"', maxsplit=1)[-1].split("</form>", maxsplit=1)[0]
    found = {}
    for tag in re.findall(r'<input type="hidden"[^>]*>', form):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and value and name.group(1) != "csrfmiddlewaretoken":
            found[name.group(1)] = value.group(1)
    return found


def test_from_the_ticks_to_the_undo(world: World, plan: Plan) -> None:
    client = sign_in(world.minh)
    assert 'form="giao-viec"' in client.get("/an-binh/viec/").content.decode()
    assert 'form="giao-viec"' not in sign_in(world.nga).get("/an-binh/viec/").content.decode()
    first = milestones_of(plan)[0].pk
    asked = client.post(URL, {"chon": [first]}).content.decode()
    assert "Đã chọn <strong>1</strong> việc" in asked
    wanted = hidden(asked) | {"nguoi": str(world.lan.pk), "lanh_dao": "", "giu": "", "note": "", "buoc": "xem"}
    looked = client.post(URL, wanted).content.decode()
    assert "chưa có ai → <strong>Nguyễn Thị Lan</strong>" in looked
    assert people(plan)[0] == (None, None)
    given = client.post(URL, hidden(looked) | {"buoc": "giao"})
    assert given.status_code == 303
    assert people(plan)[0] == (world.lan.pk, None)
    batch = AssignmentBatch.objects.get()
    page = client.get(given.headers["Location"]).content.decode()
    assert "Hoàn tác" in page
    assert client.post(f"{URL}da-giao/{batch.pk}/hoan-tac/").status_code == 303
    assert people(plan)[0] == (None, None)
    assert sign_in(world.oanh).get(f"/binh-minh/viec/giao/da-giao/{batch.pk}/").status_code == 404


def test_all_that_match_the_filter_and_a_stale_preview(world: World, plan: Plan) -> None:
    client = sign_in(world.hung)
    asked = client.post(URL, {"tat_ca": "1", "loc": "nhom=sap-toi"}).content.decode()
    assert "Đã chọn <strong>1</strong> việc" in asked  # quý III has not begun
    wanted = hidden(asked) | {"nguoi": str(world.lan.pk), "buoc": "xem"}
    looked = hidden(client.post(URL, wanted).content.decode())
    PlanTask.objects.filter(plan=plan).update(person=world.hanh)
    again = client.post(URL, looked | {"buoc": "giao"})
    assert again.status_code == 409
    page = again.content.decode()
    assert "vừa giao" in page
    assert client.post(URL, hidden(page) | {"buoc": "giao"}).status_code == 303


def test_duties_of_a_plan_are_chosen_on_its_page(world: World, plan: Plan) -> None:
    client = sign_in(world.lan)
    assert "Giao mọi nhiệm vụ đang lọc" in client.get(f"/an-binh/ke-hoach/{plan.pk}/nhiem-vu/").content.decode()
    every = client.post(URL, {"tu": "ke-hoach-tat-ca", "ke_hoach": plan.pk, "query": "loc=theo-doi"})
    assert "việc" in every.content.decode()
    one = client.post(URL, {"tu": "ke-hoach", "task": tasks_of(plan)[2].pk}).content.decode()
    assert "Đã chọn <strong>1</strong> việc" in one


def test_nothing_chosen_nobody_chosen_and_a_strangers_line(world: World, plan: Plan) -> None:
    client = sign_in(world.minh)
    assert client.post(URL, {"chon": ["x", "99999999999999999999"]}).status_code == 303
    refused = client.post(URL, {"viec": f"m{milestones_of(plan)[0].pk}", "buoc": "xem"})
    assert refused.status_code == 422
    assert "ít nhất một phần" in refused.content.decode()
    neighbour = sign_in(world.oanh)
    wanted = {"viec": f"m{milestones_of(plan)[0].pk}", "nguoi": str(world.oanh.pk), "buoc": "xem"}
    assert "Không có việc nào thay đổi" in neighbour.post("/binh-minh/viec/giao/", wanted).content.decode()


# ------------------------------------------------------------------ a unit head, and duties of several periods


def test_a_unit_head_gives_what_his_unit_leads_to_its_people(world: World) -> None:
    own, other = issued_with(world, "Quý II"), issued_with(world, "Quý II", number="98", lead="Văn hóa - Xã hội")
    by, first, second = here(world, "hung"), milestones_of(own)[0], milestones_of(other)[0]
    chosen = Chosen(milestones=(first.pk, second.pk))
    proposal = propose(lines_of(by, chosen, TODAY), {P: world.lan.pk})
    assert [each.line.milestone for each in proposal.taken] == [first.pk]
    assert "không chủ trì" in proposal.left_out[0].reason
    give(world, chosen, {P: world.lan.pk}, who="hung")
    assert (people(own), people(other)) == ([(world.lan.pk, None)], [(None, None)])
    with pytest.raises(DomainError, match="người của bộ phận mình"):
        give(world, chosen, {P: world.nga.pk}, who="hung")
    everything = propose(lines_of(here(world, "hanh"), chosen, TODAY), {P: world.nga.pk})
    assert len(everything.taken) == 2


def test_the_preview_says_that_all_periods_change_and_offers_this_one(world: World) -> None:
    plan = issued_with(world, "hằng quý")
    periods = milestones_of(plan)
    client = sign_in(world.minh)
    address = reverse("work:assign", kwargs={"org": "an-binh"})
    sent = {"viec": f"m{periods[0].pk}", "nguoi": str(world.lan.pk), "buoc": "xem"}
    page = client.post(address, sent).content.decode()
    assert f"Người phụ trách áp dụng cho cả {len(periods)} kỳ của nhiệm vụ" in page
    narrow = client.post(address, {**sent, "buoc": "chi-ky"}).content.decode()
    assert "Chỉ kỳ đã chọn: ghi người giữ việc" in narrow
    seen = re.search(r'name="seen" value="(\w+)"', narrow)
    assert seen is not None
    assert client.post(address, {**sent, "buoc": "giao", "chi_ky": "on", "seen": seen[1]}).status_code == 303
    assert people(plan) == [(None, None)]
    assert [each.holder_id for each in milestones_of(plan)] == [world.lan.pk] + [None] * (len(periods) - 1)
