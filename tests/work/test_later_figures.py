"""Bổ sung số liệu: figures of a result that is done already."""

from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

import pytest

from core.exceptions import DomainError, NotAllowed
from tests.work.figures_world import correct, here, measure_of, report
from tests.work.work_world import NOW, issued_with, milestones_of
from tests.world import TODAY, World, sign_in
from work.domain.doing import approve_result, finish
from work.domain.figures import add_figures_later
from work.models import Figure, Milestone, WorkEntry
from work.queries.figures import sums_of_work

pytestmark = pytest.mark.django_db
DONE = dt.date(2026, 5, 5)


@pytest.fixture
def done(world: World) -> Milestone:
    """Accepted, without a figure."""
    milestone = milestones_of(issued_with(world, "Quý II"))[0]
    finish(
        milestone, by=here(world), seen=1, at=NOW, done_on=DONE, result="Đã đăng các bài", without_proof="Đã phát sóng"
    )
    approve_result(milestone, by=here(world, "minh"), seen=2, at=NOW)
    return Milestone.objects.get(pk=milestone.pk)


def add(world: World, milestone: Milestone, value: str = "12", who: str = "lan", **more: Any) -> WorkEntry:
    figures = [(measure_of(world).pk, Decimal(value))]
    return add_figures_later(milestone, by=here(world, who), at=NOW, **{"figures": figures, **more})


def test_they_count_on_the_day_it_was_done_and_stand_in_the_history(world: World, done: Milestone) -> None:
    key = uuid.uuid4()
    entry = add(world, done, note="Theo sổ của đài", key=key)
    assert add(world, done, key=key) == entry
    assert (entry.kind, entry.note, Figure.objects.get().fact_on) == ("figures", "Theo sổ của đài", DONE)
    assert [each.words for each in sums_of_work(done)] == ["12 tin, bài"]
    assert Milestone.objects.get(pk=done.pk).version == done.version  # what was accepted stays as it was


@pytest.mark.parametrize("who", ["lan", "hung", "minh"])
def test_those_who_may_correct_may_add(world: World, done: Milestone, who: str) -> None:
    assert add(world, done, who=who).figures.count() == 1


@pytest.mark.parametrize("who", ["nga", "thao", "oanh"])
def test_others_may_not(world: World, done: Milestone, who: str) -> None:
    with pytest.raises(NotAllowed):
        add(world, done, who=who)


def test_before_it_is_done_they_come_with_the_report(world: World, done: Milestone) -> None:
    Milestone.objects.update(completed_on=None, accepted_on=None)
    with pytest.raises(NotAllowed, match="cập nhật tiến độ"):
        add(world, done)


def test_what_has_a_figure_is_corrected_and_not_added_to(world: World, done: Milestone) -> None:
    add(world, done)
    with pytest.raises(DomainError, match="đính chính"):
        add(world, done, "3")
    correct(world, Figure.objects.get(), None)
    add(world, done, "3")
    assert [each.words for each in sums_of_work(done)] == ["3 tin, bài"]
    add(world, done, figures=[(measure_of(world, "Số buổi phát thanh", "buổi").pk, Decimal(2))])


@pytest.mark.parametrize(
    ("wrong", "says"),
    [({"figures": []}, "ít nhất một"), ({"fact_on": TODAY + dt.timedelta(days=1)}, "sau hôm nay")],
)
def test_what_cannot_be_leaves_nothing(world: World, done: Milestone, wrong: dict[str, Any], says: str) -> None:
    with pytest.raises(DomainError, match=says):
        add(world, done, **wrong)
    assert not WorkEntry.objects.filter(kind="figures").exists()


def test_figures_said_with_the_report_count_as_known(world: World) -> None:
    milestone = milestones_of(issued_with(world, "Quý II"))[0]
    report(world, milestone, (measure_of(world), "4"))
    Milestone.objects.update(completed_on=DONE)
    with pytest.raises(DomainError, match="đã có số"):
        add(world, milestone)


def test_the_page(world: World, done: Milestone) -> None:
    lan = sign_in(world.lan)
    page = f"/an-binh/viec/{done.pk}/"
    address = f"{page}bo-sung-so-lieu/"
    measure = measure_of(world)
    assert address in lan.get(page).content.decode()
    assert address not in sign_in(world.nga).get(page).content.decode()
    assert "05/5/2026" in lan.get(address).content.decode()
    refused = lan.post(address, {"so_lieu_loai": measure.pk, "so_lieu_so": "mười", "note": "Theo sổ"})
    assert refused.status_code == 422
    assert "mười" in refused.content.decode()
    assert "Theo sổ" in refused.content.decode()
    assert lan.post(address, {}).status_code == 422
    assert lan.post(address, {"so_lieu_loai": measure.pk, "so_lieu_so": "12"}).status_code == 303
    shown = lan.get(page).content.decode()
    assert "Bổ sung số liệu" in shown
    assert "12 tin, bài" in shown
    assert sign_in(world.oanh).get(f"/binh-minh/viec/{done.pk}/bo-sung-so-lieu/").status_code == 404
