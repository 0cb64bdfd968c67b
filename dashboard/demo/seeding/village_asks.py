"""What the demo commune asked its villages, and what some of their heads answered."""

from __future__ import annotations

import datetime as dt
import io
import uuid
from decimal import Decimal

from django.db.models import Q
from django.utils import timezone

from dashboard.demo.seeding.work import COMMUNE
from organisations.access import Access
from organisations.models import AccessToken, Organisation
from villages.domain.answering import Picture, Reply, answer_item, note_seen
from villages.domain.asking import Wanted, ask_villages
from villages.enums import QuestionKind
from villages.models import VillageAsk, VillageItem
from villages.queries.asks import heads_of, villages_here
from work.models import Milestone

_TEXT = (
    "Trong buổi họp dân gần nhất, giúp xã hướng dẫn bà con nộp hồ sơ qua Cổng Dịch vụ công. "
    "Chụp một tấm ảnh buổi họp và cho biết có bao nhiêu hộ đến dự."
)
_ANSWERS = (  # households, whether it went over the loudspeakers, what stood in the way
    (46, True, ""),
    (38, True, "Nhiều cụ không có điện thoại thông minh, nhờ con cháu làm giúp."),
    (52, False, "Loa của xóm trên đang hỏng."),
)
_HOURS = ((11, 20), (19, 10), (6, 45))  # when they answered: at noon, after the meal, before going to the fields


def seed_village_asks(now: dt.datetime, today: dt.date) -> int:
    """One ask about the next duty that somebody holds, three answers, one village that only looked. Once."""
    commune = Organisation.objects.get(code=COMMUNE)
    if VillageAsk.objects.filter(organisation=commune).exists():
        return 0
    villages = list(villages_here(commune, today))
    milestone = _next_duty(commune, today)
    if milestone is None or not villages:
        return 0
    by = Access.of(milestone.task.person, commune, today=today)
    assert by is not None
    asked_at = _at(today - dt.timedelta(days=2), 8, 40)
    ask = ask_villages(
        milestone, by=by, at=asked_at, text=_TEXT, due_on=min(milestone.due_on, today + dt.timedelta(days=5)),
        questions=[
            Wanted(QuestionKind.PHOTO, "Ảnh buổi họp dân"), Wanted(QuestionKind.NUMBER, "Số hộ đến dự", unit="hộ"),
            Wanted(QuestionKind.DONE, "Đã phát loa truyền thanh của thôn"),
            Wanted(QuestionKind.WORDS, "Bà con vướng ở đâu", optional=True),
        ],
        village_ids=[each.pk for each in villages],
    )  # fmt: skip
    links = heads_of([each.pk for each in villages], now)
    items = [each for each in ask.items.select_related("village__parent") if links.get(each.village_id, ("", None))[1]]
    for number, (item, answer) in enumerate(zip(items, _ANSWERS, strict=False)):
        token = links[item.village_id][1]
        assert token is not None
        _answer(item, token, answer, number, at=_at(today - dt.timedelta(days=2 - number // 2), *_HOURS[number]))
    note_seen(items[len(_ANSWERS) : len(_ANSWERS) + 1], at=_at(today - dt.timedelta(days=1), 20, 5))
    return 1


def _at(day: dt.date, hour: int, minute: int) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour, minute)))


def _next_duty(commune: Organisation, today: dt.date) -> Milestone | None:
    """The period of the villages' digital teams, where the demo plan has it; else what is due next."""
    rows = Milestone.objects.filter(organisation=commune, due_on__gt=today, task__person__isnull=False).live().open()
    rows = rows.filter(Q(start__isnull=True) | Q(start__lte=today)).order_by("due_on", "pk")
    return rows.filter(task__search__contains="to cong nghe so cong dong").first() or rows.first()


def _answer(
    item: VillageItem, token: AccessToken, said: tuple[int, bool, str], number: int, *, at: dt.datetime
) -> None:
    households, over_loudspeakers, trouble = said
    replies = {}
    for question in item.ask.questions.all():
        replies[question.pk] = {
            QuestionKind.PHOTO: Reply(pictures=(Picture("hop-dan.jpg", _scene(number)),)),
            QuestionKind.NUMBER: Reply(number=Decimal(households)),
            QuestionKind.DONE: Reply(done=over_loudspeakers),
            QuestionKind.WORDS: Reply(words=trouble),
        }[QuestionKind(question.kind)]
    answer_item(item, token=token, at=at, replies=replies, note="", key=uuid.uuid4())


def _scene(number: int) -> bytes:
    """A drawn meeting in front of a village house: heads in rows, one more row in each picture."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (960, 640), "#bcd7ea")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 330, 960, 640), fill="#8fae78")
    pen.polygon([(260, 190), (480, 90), (700, 190)], fill="#a24b36")
    pen.rectangle((300, 190, 660, 360), fill="#f0e2c0")
    pen.rectangle((440, 250, 520, 360), fill="#6f4a2f")
    for row in range(2 + number):
        for seat in range(9):
            left, top = 90 + seat * 88 + row * 18, 400 + row * 70
            pen.ellipse((left, top, left + 44, top + 44), fill=("#5b4636", "#3f342c", "#7a6350")[(seat + row) % 3])
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=88)
    return out.getvalue()
