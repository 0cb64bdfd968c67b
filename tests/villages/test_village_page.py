"""The page behind a village head's link: only this village's items, without account, cookie or CSRF key."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from organisations.models import AccessToken
from tests.villages.village_world import Asked, answer, answer_west, asked, link_for, picture
from tests.world import World, access_of
from villages.domain.asking import return_answer, take_answer, withdraw_item
from villages.models import VillageAnswer
from villages.views.public import MOST_BYTES
from work.models import Milestone

JSON = {"Accept": "application/json"}


def item_url(made: Asked, item_id: int | None = None) -> str:
    return f"/thon/{made.secret}/viec/{item_id or made.east.pk}/"


def filled(made: Asked, *, number: str = "25", photos: int = 1, **more: Any) -> dict[str, Any]:
    names = {each.kind: f"q{each.pk}" for each in made.ask.questions.all()}
    files = [SimpleUploadedFile(f"{n}.jpg", picture(("red", "blue", "green")[n % 3])) for n in range(photos)]
    return {
        names["photo"]: files, names["number"]: number, names["done"]: "co", names["words"]: "", "note": "",
        "key": str(uuid.uuid4()), **more,
    }  # fmt: skip


def page_of(made: Asked) -> str:
    return Client().get(f"/thon/{made.secret}/").content.decode()


def test_the_page_shows_what_the_village_is_asked(world: World) -> None:
    made = asked(world)
    answered = Client().get(f"/thon/{made.secret}/")
    page = answered.content.decode()
    assert "Họp dân, vận động nộp hồ sơ qua mạng" in page
    assert "Hạn 20/6/2026" in page
    assert 'capture="environment"' in page
    assert answered["Referrer-Policy"] == "no-referrer"
    assert answered["X-Robots-Tag"] == "noindex"
    assert not answered.cookies


def test_an_answer_without_javascript_leads_back_to_the_page(world: World) -> None:
    made = asked(world)
    sent = Client(enforce_csrf_checks=True).post(item_url(made), filled(made, number="1.250 hộ"))
    assert (sent.status_code, sent["Location"]) == (303, f"/thon/{made.secret}/#viec-{made.east.pk}")
    assert VillageAnswer.objects.get().values.get(question__kind="number").number == 1250
    page = page_of(made)
    assert "Ông Tư gửi lúc 09:00 ngày 11/5/2026" in page
    assert "1.250 hộ" in page
    assert "Gửi xã" not in page


def test_what_is_wrong_is_told_beside_its_question_and_what_was_typed_stays(world: World) -> None:
    made = asked(world)
    sent = Client().post(item_url(made), filled(made, number="mười", photos=0, note="Cảm ơn xã"))
    page = sent.content.decode()
    assert sent.status_code == 422
    for words in ("“mười” không phải là một số", "Hãy thêm ít nhất một ảnh", "Cảm ơn xã", 'value="mười"'):
        assert words in page
    told = Client().post(item_url(made), filled(made, number="", photos=0), headers=JSON)
    errors = told.json()["errors"]
    assert told.status_code == 422
    assert errors[f"q{made.question('number').pk}"] == "Hãy ghi con số. Không có thì ghi 0."
    assert VillageAnswer.objects.count() == 0


def test_our_script_sends_again_without_doubling(world: World) -> None:
    made, key = asked(world), str(uuid.uuid4())
    first = Client().post(item_url(made), filled(made, key=key), headers=JSON)
    assert first.status_code == 200
    assert "25 hộ" in first.json()["card"]
    take_answer(made.east, by=access_of(world.lan, world.an_binh), at=timezone.now(), seen=1)
    again = Client().post(item_url(made), filled(made, key=key), headers=JSON)
    assert (again.status_code, VillageAnswer.objects.count()) == (200, 1)
    refused = Client().post(item_url(made), filled(made), headers=JSON)
    assert refused.status_code == 409
    assert "đã nhận" in refused.json()["say"]


def test_a_correction_keeps_the_pictures_that_stay(world: World) -> None:
    made = asked(world)
    first = answer(made, colours=("red", "blue"))
    kept = first.photos.first()
    assert kept is not None
    page = Client().get(item_url(made)).content.decode()
    assert "Giữ ảnh 2" in page
    assert 'value="25"' in page
    name = f"q{made.question('photo').pk}"
    Client().post(item_url(made), filled(made, photos=0, number="30", **{f"{name}-giu": [str(kept.pk)]}))
    second = VillageAnswer.objects.get(number=2)
    assert [each.attachment for each in second.photos.all()] == [kept.attachment]
    gone = Client().post(item_url(made), filled(made, photos=0, **{f"{name}-giu": [str(10**9)]}))
    assert gone.status_code == 422


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"MZ\x90\x00" + b"\x00" * 200, "chương trình"),
        (b"%PDF-1.4\n%%EOF", "không phải là ảnh"),
        (b"", "rỗng"),
    ],
)
def test_a_hostile_file_is_refused_by_its_content(world: World, data: bytes, sentence: str) -> None:
    made = asked(world)
    name = f"q{made.question('photo').pk}"
    sent = filled(made, photos=0) | {name: [SimpleUploadedFile("anh.jpg", data, "image/jpeg")]}
    answered = Client().post(item_url(made), sent)
    assert answered.status_code == 409
    assert sentence in answered.content.decode()


def test_too_much_at_once(world: World) -> None:
    made = asked(world)
    assert "nhiều nhất 10" in Client().post(item_url(made), filled(made, photos=11)).content.decode()
    huge = Client().post(item_url(made), filled(made), headers={**JSON, "Content-Length": str(MOST_BYTES + 1)})
    assert huge.status_code == 413
    plain = Client().post(item_url(made), filled(made), headers={"Content-Length": str(MOST_BYTES + 1)})
    assert plain.status_code == 413
    assert "bớt ảnh" in plain.content.decode()


def test_nothing_of_another_village_is_found(world: World) -> None:
    made = asked(world)
    west = answer_west(made)
    client = Client()
    assert client.get(item_url(made, made.west.pk)).status_code == 404
    assert client.post(item_url(made, made.west.pk), filled(made)).status_code == 404
    assert client.get(f"/thon/{made.secret}/anh/{west.photos.get().pk}/").status_code == 404
    own = answer(made).photos.get()
    shown = client.get(f"/thon/{made.secret}/anh/{own.pk}/")
    assert (shown.status_code, shown["Content-Type"], shown["Referrer-Policy"]) == (200, "image/jpeg", "no-referrer")
    assert "Bà Sáu" not in page_of(made)


def test_a_link_that_ended_or_was_revoked_takes_nothing(world: World) -> None:
    made = asked(world)
    photo = answer(made).photos.get()
    AccessToken.objects.update(revoked_at=timezone.now())
    for url in (f"/thon/{made.secret}/", item_url(made), f"/thon/{made.secret}/anh/{photo.pk}/"):
        assert Client().get(url).status_code == 410
    told = Client().post(item_url(made), filled(made), headers=JSON)
    assert told.status_code == 410
    assert "gọi cho xã" in told.json()["say"]
    AccessToken.objects.update(revoked_at=None, expires_at=timezone.now() - dt.timedelta(seconds=1))
    assert Client().post(item_url(made), filled(made)).status_code == 410
    assert VillageAnswer.objects.count() == 1


def test_what_was_sent_back_stands_first_again_with_the_reason(world: World) -> None:
    made, by = asked(world), access_of(world.lan, world.an_binh)
    answer(made)
    return_answer(made.east, by=by, at=timezone.now(), seen=1, reason="Ảnh mờ, chụp lại giúp")
    page = page_of(made)
    assert "Ảnh mờ, chụp lại giúp" in page
    assert "Gửi xã" in page
    withdraw_item(made.east, by=by, at=timezone.now(), reason="Xã làm thay")
    page = page_of(made)
    assert "Xã làm thay" in page
    assert "Gửi xã" not in page


def test_work_that_is_done_asks_no_more(world: World) -> None:
    made = asked(world)
    Milestone.objects.update(completed_on=timezone.localdate())
    assert "Gửi xã" not in page_of(made)
    sent = Client().post(item_url(made), filled(made), headers=JSON)
    assert sent.status_code == 409
    assert "làm xong" in sent.json()["say"]


def test_the_page_asks_as_much_for_many_items_as_for_few(world: World, django_assert_max_num_queries: Any) -> None:
    made = asked(world)
    for _ in range(2):
        answer(asked(world, plan=made.plan))
        asked(world, plan=made.plan)
    _, secret = link_for(world.village, "Ông Năm")
    with django_assert_max_num_queries(24):
        Client().get(f"/thon/{secret}/")
    for _ in range(2):
        answer(asked(world, plan=made.plan))
    with django_assert_max_num_queries(24):
        Client().get(f"/thon/{secret}/")
