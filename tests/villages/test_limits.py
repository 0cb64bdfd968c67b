"""What comes through a link that is sent around: how often, how large a number, who looked, and who one is then."""

from __future__ import annotations

import datetime as dt
import os
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from core.exceptions import DomainError, NotAllowed
from documents.models import Attachment
from organisations.domain.forgetting import forget_link_holders
from organisations.domain.villages import revoke_village_link
from organisations.enums import Capability
from reference.enums import MeasureKind
from reference.models import Measure
from tests.villages.test_village_page import JSON, filled, item_url
from tests.villages.village_world import NOW, NUMBER, answer, answer_west, asked
from tests.world import World, access_of
from villages.domain import sendings
from villages.domain.answering import MOST_NUMBER, holder_access
from villages.domain.asking import Wanted, return_answer, withdraw_item
from villages.domain.gathering import gather
from villages.domain.sendings import MOST_AN_HOUR, count_sending
from villages.models import VillageAnswer, VillageSendings
from work import rules
from work.models import Milestone
from work.queries.parties import duties_of


def stored() -> int:
    return sum(len(names) for _, _, names in os.walk(Path(default_storage.path(""))))


def test_a_refused_sending_leaves_nothing_on_the_disk(world: World) -> None:
    made = asked(world)
    before = stored()
    photo = f"q{made.question('photo').pk}"
    paper = SimpleUploadedFile("a.pdf", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF")
    mixed = filled(made)
    mixed[photo] = [*mixed[photo], paper]
    assert Client().post(item_url(made), mixed).status_code == 409
    assert (stored(), Attachment.objects.count(), VillageAnswer.objects.count()) == (before, 0, 0)


def test_a_link_sends_so_often_in_an_hour_and_no_more(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sendings, "MOST_AN_HOUR", 2)
    made = asked(world)
    for _ in range(2):
        assert Client().post(item_url(made), filled(made, number="mười")).status_code == 422
    refused = Client().post(item_url(made), filled(made), headers=JSON)
    assert refused.status_code == 429
    assert "quá nhiều lần" in refused.json()["say"]
    assert VillageAnswer.objects.count() == 0
    VillageSendings.objects.update(since=NOW - dt.timedelta(hours=1))
    assert Client().post(item_url(made), filled(made)).status_code == 303


def test_the_count_begins_anew_after_an_hour(world: World) -> None:
    made = asked(world)
    for _ in range(MOST_AN_HOUR):
        count_sending(made.token, at=NOW)
    with pytest.raises(DomainError, match="quá nhiều lần"):
        count_sending(made.token, at=NOW + dt.timedelta(minutes=59))
    count_sending(made.token, at=NOW + dt.timedelta(minutes=60))
    assert VillageSendings.objects.get().number == 1


@pytest.mark.parametrize(
    ("number", "sentence"),
    [("-1", "không được âm"), ("1.5", "số nguyên"), (str(MOST_NUMBER + 1), "quá lớn"), ("NaN", "quá lớn")],
)
def test_a_number_that_cannot_be_is_refused_in_the_domain_too(world: World, number: str, sentence: str) -> None:
    measure = Measure.objects.create(organisation=world.an_binh, name="Số hộ", unit="hộ", kind=MeasureKind.SUM)
    made = asked(world, Wanted("number", "Số hộ", measure=measure))
    with pytest.raises(DomainError, match=sentence):
        answer(made, number=number)


def test_without_a_measure_two_digits_behind_the_comma_are_taken(world: World) -> None:
    made = asked(world, NUMBER)
    with pytest.raises(DomainError, match="2 chữ số"):
        answer(made, number="1.234")
    assert answer(made, number="1.25").values.get().number == Decimal("1.25")


def test_a_number_too_large_is_told_on_the_page(world: World) -> None:
    made = asked(world)
    page = Client().post(item_url(made), filled(made, number="1000000000")).content.decode()
    assert "Số quá lớn, nhiều nhất 999.999.999" in page


def test_opening_the_link_is_not_seeing_and_the_page_says_what_is(world: World) -> None:
    made = asked(world)
    for url in (f"/thon/{made.secret}/", item_url(made)):
        assert Client().get(url).status_code == 200
        assert Client().head(url).status_code == 200
    assert made.fresh(made.east).seen_at is None
    ids = [str(made.east.pk), str(made.west.pk), "x", "-1", "9" * 30]
    assert Client(enforce_csrf_checks=True).post(f"/thon/{made.secret}/da-xem/", {"viec": ids}).status_code == 204
    assert made.fresh(made.east).seen_at == NOW
    assert made.fresh(made.west).seen_at is None
    assert Client().get(f"/thon/{made.secret}/da-xem/").status_code == 405
    assert Client().post("/thon/khong-co/da-xem/").status_code == 410


def test_an_answer_without_javascript_is_a_sign_of_having_seen(world: World) -> None:
    made = asked(world)
    assert Client().post(item_url(made), filled(made)).status_code == 303
    assert made.fresh(made.east).seen_at == NOW


def test_the_holder_of_a_link_is_not_the_portal_itself(world: World) -> None:
    made = asked(world)
    holder = holder_access(made.token)
    assert holder.user_name == "Ông Tư (thôn Đông)"
    assert not holder.is_system
    assert not any(holder.can(each) for each in Capability)
    answer(made)
    milestone, duties, item = made.milestone, duties_of(made.milestone.task), made.fresh(made.east)
    for rule in (rules.can_do, rules.can_note, rules.can_add_proof, rules.can_approve, rules.can_return):
        assert not rule(holder, milestone, duties), rule
    assert not rules.can_view_work(holder)
    with pytest.raises(NotAllowed):
        withdraw_item(item, by=holder, at=NOW, reason="Không")
    with pytest.raises(NotAllowed):
        return_answer(item, by=holder, at=NOW, seen=1, reason="Không")
    with pytest.raises(NotAllowed):
        gather(
            made.ask, by=holder, at=NOW, seen=Milestone.objects.get(pk=milestone.pk).version, percent=50, result="Xong"
        )


def test_names_on_ended_links_go_after_a_year_and_those_in_answers_stay(world: World) -> None:
    made = asked(world)
    answer_west(made)
    revoke_village_link(token=made.token, now=NOW, by=access_of(world.an, world.an_binh))
    assert forget_link_holders(now=NOW + dt.timedelta(days=365)) == 0
    assert forget_link_holders(now=NOW + dt.timedelta(days=366)) == 1
    made.token.refresh_from_db()
    assert made.token.holder_name == ""
    assert VillageAnswer.objects.get().holder_name == "Bà Sáu"
