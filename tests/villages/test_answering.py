"""What comes in from a village's link: taken once, corrected, refused."""

from __future__ import annotations

import datetime as dt
import io
import uuid
from decimal import Decimal

import pytest
from PIL import Image

from audit.models import AuditEntry
from core.exceptions import DomainError, NotAllowed
from documents.models import Attachment
from notifications.models import Notification
from tests.villages.village_world import NOW, WORDS, answer, asked, link_for, picture
from tests.world import World, access_of
from villages.domain.answering import MOST_AN_HOUR, MOST_CORRECTIONS, Picture, Reply, answer_item, note_seen
from villages.domain.asking import return_answer, take_answer, withdraw_item
from villages.models import VillageAnswer, VillagePhoto
from work.models import Milestone


def test_an_answer_is_kept_with_who_and_when(world: World) -> None:
    made = asked(world)
    said = answer(made, number="12.5", words="  Hai hộ  đi vắng ", note="Cảm ơn xã")
    east = made.fresh(made.east)
    assert (east.answer, east.answered_at, said.number, said.holder_name) == (said, NOW, 1, "Ông Tư")
    assert [str(each.number.normalize()) for each in said.values.all() if each.number is not None] == ["12.5"]
    assert said.values.get(question__kind="words").words == "Hai hộ đi vắng"
    assert said.values.get(question__kind="done").done is True
    assert said.photos.get().attachment.organisation == world.an_binh
    entry = AuditEntry.objects.get(action="Thôn trả lời")
    assert entry.user_name == "Ông Tư (thôn Đông)"
    assert entry.organisation_id == world.an_binh.pk


def test_the_same_sending_is_taken_once(world: World) -> None:
    made, key = asked(world), uuid.uuid4()
    first = answer(made, key=key)
    assert answer(made, key=key) == first
    take_answer(made.east, by=access_of(world.lan, world.an_binh), at=NOW, seen=1)
    assert answer(made, key=key) == first, "also after the office took it"
    assert VillageAnswer.objects.count() == 1
    with pytest.raises(DomainError, match="mở lại trang"):
        answer(made, key=key, item=made.west, token=link_for(made.west_village, "Bà Sáu")[0])


def test_a_correction_is_another_answer(world: World) -> None:
    made = asked(world)
    first = answer(made, number=20, colours=("red", "blue"))
    kept = first.photos.get(position=2)
    photo, number, done = (made.question(kind).pk for kind in ("photo", "number", "done"))
    second = answer_item(
        made.east, token=made.token, at=NOW, note="", key=uuid.uuid4(),
        replies={
            photo: Reply(pictures=(Picture("x.jpg", picture("green")),), kept=frozenset({kept.pk})),
            number: Reply(number=first.values.get(question__kind="number").number), done: Reply(done=False),
        },
    )  # fmt: skip
    assert second.number == 2
    assert kept.attachment in [each.attachment for each in second.photos.all()]
    assert first.photos.count() == 2, "what was said before stays"
    assert Attachment.objects.count() == 3
    assert made.fresh(made.east).answer == second


def test_what_the_office_took_is_changed_no_more_until_it_asks(world: World) -> None:
    made, by = asked(world), access_of(world.lan, world.an_binh)
    answer(made)
    with pytest.raises(DomainError, match="câu trả lời mới"):
        take_answer(made.east, by=by, at=NOW, seen=0)
    take_answer(made.east, by=by, at=NOW, seen=1)
    with pytest.raises(NotAllowed, match="đã nhận"):
        answer(made)
    with pytest.raises(DomainError, match="sửa gì"):
        return_answer(made.east, by=by, at=NOW, seen=1, reason=" ")
    return_answer(made.east, by=by, at=NOW, seen=1, reason="Ảnh mờ quá")
    assert made.fresh(made.east).returned_reason == "Ảnh mờ quá"
    assert answer(made, colours=("blue",)).number == 2
    east = made.fresh(made.east)
    assert (east.returned_at, east.returned_reason, east.taken_at) == (None, "", None)


def test_a_withdrawn_village_and_work_that_is_done_take_nothing(world: World) -> None:
    made, by = asked(world), access_of(world.lan, world.an_binh)
    withdraw_item(made.east, by=by, at=NOW, reason="Thôn đã làm năm ngoái")
    with pytest.raises(NotAllowed, match="năm ngoái"):
        answer(made)
    token, _ = link_for(made.west_village, "Bà Sáu")
    Milestone.objects.update(completed_on=NOW.date())
    with pytest.raises(NotAllowed, match="làm xong"):
        answer(made, item=made.west, token=token)


def test_another_village_cannot_answer(world: World) -> None:
    made = asked(world)
    with pytest.raises(DomainError, match="không phải của thôn"):
        answer(made, item=made.west)


def test_what_is_missing_is_named(world: World) -> None:
    made = asked(world)
    with pytest.raises(DomainError, match="Ảnh buổi họp dân"):
        answer(made, colours=())
    only_optional = asked(world, WORDS, plan=made.plan)
    with pytest.raises(DomainError, match="Chưa có gì"):
        answer(only_optional, words="")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"MZ\x90\x00" + b"\x00" * 200, "chương trình"),
        (b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF", "không phải là ảnh"),
        (b"\xff\xd8\xff\xe0 no picture at all", "Không mở được ảnh"),
        (b"", "rỗng"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "không phải là ảnh"),
    ],
)
def test_what_is_no_picture_is_refused_by_its_content(world: World, data: bytes, sentence: str) -> None:
    made = asked(world)
    photo = made.question("photo").pk
    with pytest.raises(DomainError, match=sentence):
        answer_item(
            made.east, token=made.token, at=NOW, note="", key=uuid.uuid4(),
            replies={photo: Reply(pictures=(Picture("anh.jpg", data),))},
        )  # fmt: skip
    assert VillageAnswer.objects.count() == 0


def test_where_a_picture_was_taken_is_not_kept(world: World) -> None:
    made = asked(world)
    data = picture(gps=True, size=(3000, 2000))
    assert b"Maker of phones" in data
    photo, number, done = (made.question(kind).pk for kind in ("photo", "number", "done"))
    answer_item(
        made.east, token=made.token, at=NOW, note="", key=uuid.uuid4(),
        replies={
            photo: Reply(pictures=(Picture("IMG_1.jpg", data),)), number: Reply(number=Decimal(1)), done: Reply(done=True)
        },
    )  # fmt: skip
    kept = VillagePhoto.objects.get().attachment.file.read()
    assert b"Maker of phones" not in kept
    opened = Image.open(io.BytesIO(kept))
    assert dict(opened.getexif()) == {}
    assert max(opened.size) <= 2560


def test_limits(world: World) -> None:
    made = asked(world)
    photo = made.question("photo").pk
    many = tuple(Picture(f"{number}.jpg", b"x") for number in range(11))
    with pytest.raises(DomainError, match="nhiều nhất 10 ảnh"):
        answer_item(
            made.east, token=made.token, at=NOW, note="", key=uuid.uuid4(), replies={photo: Reply(pictures=many)}
        )
    first = answer(made)
    later = [
        VillageAnswer(
            item=made.east, number=number, at=NOW - dt.timedelta(days=1), token=made.token, holder_name="x",
            key=uuid.uuid4(),
        )
        for number in range(2, MOST_CORRECTIONS + 1)
    ]  # fmt: skip
    VillageAnswer.objects.bulk_create(later)
    with pytest.raises(DomainError, match="gọi cho xã"):
        answer(made)
    VillageAnswer.objects.exclude(pk=first.pk).delete()
    other = asked(world, WORDS, plan=made.plan)
    hourly = [
        VillageAnswer(item=other.east, number=number, at=NOW, token=made.token, holder_name="x", key=uuid.uuid4())
        for number in range(1, MOST_AN_HOUR + 1)
    ]
    VillageAnswer.objects.bulk_create(hourly)
    with pytest.raises(DomainError, match="trong một giờ"):
        answer(made)
    assert answer(made, at=NOW + dt.timedelta(hours=2)).number == 2


def test_the_first_look_counts(world: World) -> None:
    made = asked(world)
    note_seen([made.east], at=NOW)
    note_seen([made.fresh(made.east)], at=NOW + dt.timedelta(days=1))
    assert made.fresh(made.east).seen_at == NOW
    assert made.fresh(made.west).seen_at is None


def test_the_office_is_told_once_a_day(world: World) -> None:
    made = asked(world)
    answer(made)
    answer(made, item=made.west, token=link_for(made.west_village, "Bà Sáu")[0])
    answer(made, at=NOW + dt.timedelta(days=1))
    told = Notification.objects.filter(kind="villages.answered")
    assert [each.recipient for each in told] == [world.lan, world.lan]
    assert {each.url for each in told} == {f"/an-binh/viec/thon/{made.ask.pk}/"}
