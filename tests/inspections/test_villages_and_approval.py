"""A village that has to mend, and a result that is approved by whoever saw that it is mended."""

from __future__ import annotations

import pytest
from django.urls import reverse

from core.exceptions import DomainError
from inspections.domain.reinspecting import reinspect
from inspections.enums import FindingKind
from tests.inspections.inspections_world import JUNE, found, fresh, held, leader_of, planned, shortcoming
from tests.work.work_world import NOW, TODAY, issued_with
from tests.world import World, access_of, sign_in
from work.domain.doing import finish
from work.models import Milestone

VILLAGE = "Thôn Đông Hà"


def test_a_village_is_named_in_words_and_an_officer_sees_to_it(world: World) -> None:
    finding = shortcoming(world, issued_with(world, "Quý II"), mender_text=f"  {VILLAGE} ", unit=None)
    assert finding.mender_words == f"{VILLAGE} ({world.hung.full_name} theo dõi, đôn đốc)"
    assert finding.milestone is not None
    page = sign_in(world.minh).get(finding.inspection.get_absolute_url()).content.decode()
    assert VILLAGE in page


def test_with_a_day_somebody_of_the_office_sees_to_it(world: World) -> None:
    inspection = held(planned(world), leader_of(world))
    with pytest.raises(DomainError, match="theo dõi, đôn đốc"):
        found(inspection, leader_of(world), mender_text=VILLAGE, due_on=JUNE)
    good = found(inspection, leader_of(world), kind=FindingKind.GOOD, mender_text=VILLAGE)
    assert good.mender_text == ""


@pytest.mark.parametrize(("who", "accepted"), [("minh", True), ("hanh", False)])
def test_closing_approves_where_the_closer_may(world: World, who: str, accepted: bool) -> None:
    finding = shortcoming(world, issued_with(world, "Quý II"), unit=None)
    assert finding.milestone is not None
    milestone = finding.milestone
    finish(
        milestone, by=access_of(world.hung, world.an_binh), seen=milestone.version, at=NOW, done_on=TODAY,
        result="Đã niêm yết", without_proof="Tại trụ sở",
    )  # fmt: skip
    by = access_of(getattr(world, who), world.an_binh)
    reinspect(fresh(finding), by=by, on=TODAY, mended=True, words="", today=TODAY, at=NOW)
    now = Milestone.objects.get(pk=milestone.pk)
    assert (now.accepted_on == TODAY) is accepted
    assert now.entries.filter(kind="approve", note__contains="Kiểm tra lại").exists() is accepted
    address = reverse("inspections:finding", kwargs={"org": "an-binh", "finding_id": finding.pk})
    page = sign_in(getattr(world, who)).get(address).content.decode()
    assert ("còn chờ duyệt" in page) is not accepted
