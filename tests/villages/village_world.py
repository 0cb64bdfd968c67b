"""An ask of An Bình to two villages, made through the domain, and what their heads send."""

from __future__ import annotations

import datetime as dt
import io
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone
from PIL import Image

from organisations.access import Access
from organisations.domain.villages import create_village_link
from organisations.enums import Level
from organisations.models import AccessToken, Organisation
from plans.models import Plan
from tests.work.work_world import NOW, issued_with, milestones_of
from tests.world import World, access_of, make_organisation
from villages.domain.answering import Picture, Reply, answer_item
from villages.domain.asking import Wanted, ask_villages
from villages.models import VillageAnswer, VillageAsk, VillageItem, VillageQuestion
from work.models import Milestone

PHOTO = Wanted("photo", "Ảnh buổi họp dân")
NUMBER = Wanted("number", "Số hộ đã đến", unit="hộ")
WORDS = Wanted("words", "Vướng mắc", optional=True)
DONE = Wanted("done", "Đã phát loa truyền thanh")
GPS = 0x8825  # the part of a camera's notes that says where


def picture(colour: str = "red", *, size: tuple[int, int] = (640, 480), gps: bool = False, kind: str = "JPEG") -> bytes:
    """A picture; with `gps` its notes say where it was taken, as a phone writes them."""
    image = Image.new("RGB", size, colour)
    out = io.BytesIO()
    if gps:
        notes = Image.Exif()
        notes[0x010F] = "Maker of phones"
        notes.get_ifd(GPS).update({1: "N", 2: (21.0, 1.0, 42.0), 3: "E", 4: (105.0, 51.0, 14.0)})
        image.save(out, kind, exif=notes)
    else:
        image.save(out, kind)
    return out.getvalue()


@dataclass
class Asked:
    """`east` and `west` are the items of thôn Đông and thôn Tây, `token` and `secret` the link of thôn Đông."""

    plan: Plan
    milestone: Milestone
    ask: VillageAsk
    east: VillageItem
    west: VillageItem
    token: AccessToken
    secret: str
    west_village: Organisation

    def question(self, kind: str) -> VillageQuestion:
        return self.ask.questions.get(kind=kind)

    def fresh(self, item: VillageItem) -> VillageItem:
        return VillageItem.objects.get(pk=item.pk)


def second_village(world: World) -> Organisation:
    found = Organisation.objects.filter(code="an-binh-thon-tay").first()
    return found or make_organisation("an-binh-thon-tay", "thôn Tây", Level.VILLAGE, world.an_binh)


def link_for(village: Organisation, holder: str, now: dt.datetime | None = None) -> tuple[AccessToken, str]:
    assert village.parent is not None
    by = Access.system(village.parent)
    return create_village_link(village=village, holder_name=holder, days=365, now=now or timezone.now(), by=by)


def asked(
    world: World, *questions: Wanted, deadline: str = "Quý II", at: dt.datetime = NOW,
    due_on: dt.date = dt.date(2026, 6, 20), plan: Plan | None = None,
) -> Asked:  # fmt: skip
    """Lan asks both villages; by default for a photo, a number, words (optional) and whether it is done."""
    west = second_village(world)
    plan = plan or issued_with(world, deadline)
    milestone = milestones_of(plan)[0]
    ask = ask_villages(
        milestone, by=access_of(world.lan, world.an_binh), at=at, text="Họp dân, vận động nộp hồ sơ qua mạng",
        due_on=due_on, questions=questions or (PHOTO, NUMBER, WORDS, DONE), village_ids=[world.village.pk, west.pk],
    )  # fmt: skip
    token, secret = link_for(world.village, "Ông Tư")
    return Asked(
        plan, milestone, ask, ask.items.get(village=world.village), ask.items.get(village=west), token, secret, west
    )


def answer(
    made: Asked, *, number: int | str = 25, words: str = "", done: bool = True, colours: Sequence[str] = ("red",),
    key: uuid.UUID | None = None, at: dt.datetime = NOW, item: VillageItem | None = None,
    token: AccessToken | None = None, note: str = "",
) -> VillageAnswer:  # fmt: skip
    """A complete answer to the usual four questions."""
    by_kind = {each.kind: each.pk for each in made.ask.questions.all()}
    pictures = tuple(Picture(f"{colour}.jpg", picture(colour)) for colour in colours)
    replies = {
        by_kind.get("photo", 0): Reply(pictures=pictures),
        by_kind.get("number", 0): Reply(number=Decimal(str(number))),
        by_kind.get("words", 0): Reply(words=words),
        by_kind.get("done", 0): Reply(done=done),
    }
    return answer_item(
        item or made.east, token=token or made.token, at=at, replies=replies, note=note, key=key or uuid.uuid4()
    )


def answer_west(made: Asked, *, number: int | str = 10, **more: object) -> VillageAnswer:
    token, _ = link_for(made.west_village, "Bà Sáu")
    return answer(made, number=number, item=made.west, token=token, **more)  # type: ignore[arg-type]
