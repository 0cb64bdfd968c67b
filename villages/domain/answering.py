"""What comes in from a village head's link. No account: the token says which village it is, and nothing else counts."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import transaction

from audit.record import record
from core.amounts import written_amount
from core.decision import require
from core.exceptions import DomainError
from core.text import plain_text, squeeze
from documents.domain.uploads import Upload, keep_upload, read_upload
from documents.models import Attachment
from documents.reading.files import Kind
from organisations.access import Access
from organisations.models import AccessToken
from villages import rules
from villages.domain.asking import item_now
from villages.domain.telling import tell_answered
from villages.enums import QuestionKind
from villages.models import VillageAnswer, VillageItem, VillagePhoto, VillageQuestion, VillageValue

MOST_PHOTOS = 10  # of one answer
MOST_CORRECTIONS = 20
MOST_AN_HOUR = 60  # sendings from one village
LONGEST_WORDS = 1000
MOST_NUMBER = Decimal(999_999_999)  # of one answer; a slip of the thumb below it is seen in the office's table
UNMEASURED_DECIMALS = 2
_PICTURES = frozenset({Kind.IMAGE})


@dataclass(frozen=True)
class Picture:
    """A picture as it came in."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Reply:
    """What was typed for one question. `kept`: pictures of the answer before that stay, by the id of the photo."""

    number: Decimal | None = None
    words: str = ""
    done: bool | None = None
    pictures: tuple[Picture, ...] = ()
    kept: frozenset[int] = field(default_factory=frozenset)


def holder_access(token: AccessToken) -> Access:
    """Who is acting, for the log and for the file's label. It has no capability: no rule of the staff lets it pass."""
    village = token.organisation
    return Access.holder(village.parent, name=f"{token.holder_name} ({village.name})")


@transaction.atomic
def answer_item(
    item: VillageItem,
    *,
    token: AccessToken,
    at: dt.datetime,
    replies: Mapping[int, Reply],
    note: str,
    key: uuid.UUID,
) -> VillageAnswer:
    """Take an answer, or a correction of the one before, until the office took it.

    `replies` go by the id of the question. The same `key` is taken once and gives the same answer again, so a page
    may send as often as the line drops. Rows: an answer with its values and photos; the item points at it.
    """
    item = item_now(item)
    if item.village_id != token.organisation_id:
        raise DomainError("Việc này không phải của thôn.")
    if before := VillageAnswer.objects.filter(key=key, item=item).first():
        return before
    require(rules.can_answer(item, item.ask.milestone))
    _require_calm(item, at)
    by = holder_access(token)
    questions = list(item.ask.questions.select_related("measure"))
    earlier = list(item.answer.photos.select_related("attachment")) if item.answer else []
    values = [value for each in questions if (value := _value(each, replies.get(each.pk, Reply())))]
    pictures = _pictures(questions, replies, earlier)
    _require_complete(questions, values, pictures)
    if VillageAnswer.objects.filter(key=key).exists():
        raise DomainError("Hãy mở lại trang rồi gửi lại.")
    photos = _photos(pictures, by)
    answer = VillageAnswer.objects.create(
        item=item, number=item.answers.count() + 1, note=plain_text(note).strip()[:LONGEST_WORDS], at=at, token=token,
        holder_name=token.holder_name, key=key,
    )  # fmt: skip
    for value in values:
        value.answer = answer
    VillageValue.objects.bulk_create(values)
    VillagePhoto.objects.bulk_create(
        VillagePhoto(answer=answer, question=question, attachment=attachment, position=position)
        for question, attachments in photos.items()
        for position, attachment in enumerate(attachments, 1)
    )
    item.answer, item.answered_at, item.returned_at, item.returned_reason = answer, at, None, ""
    item.seen_at = item.seen_at or at
    item.save(update_fields=["answer", "answered_at", "returned_at", "returned_reason", "seen_at"])
    record("Thôn trả lời" if answer.number == 1 else "Thôn sửa câu trả lời", item.ask.milestone, by=by, note=str(item))
    tell_answered(item.ask, at=at)
    return answer


def note_seen(items: Sequence[VillageItem], *, at: dt.datetime) -> None:
    """The village head has these before the eyes; the first time counts."""
    fresh = [each.pk for each in items if each.seen_at is None]
    if fresh:
        VillageItem.objects.filter(pk__in=fresh, seen_at__isnull=True).update(seen_at=at)


def _require_calm(item: VillageItem, at: dt.datetime) -> None:
    if item.answers.count() >= MOST_CORRECTIONS:
        raise DomainError("Câu trả lời này đã sửa nhiều lần. Hãy gọi cho xã để báo số đúng.")
    since = at - dt.timedelta(hours=1)
    if VillageAnswer.objects.filter(item__village=item.village_id, at__gt=since).count() >= MOST_AN_HOUR:
        raise DomainError("Thôn gửi quá nhiều lần trong một giờ. Xin chờ một lúc rồi gửi lại.")


def _pictures(
    questions: Sequence[VillageQuestion], replies: Mapping[int, Reply], earlier: Sequence[VillagePhoto]
) -> dict[VillageQuestion, list[Attachment | Upload]]:
    """Pictures that stay and that came, of the questions that have any. Raises DomainError for what is no picture."""
    out: dict[VillageQuestion, list[Attachment | Upload]] = {}
    asked = [each for each in questions if each.kind == QuestionKind.PHOTO]
    number = sum(len(replies[each.pk].pictures) + len(replies[each.pk].kept) for each in asked if each.pk in replies)
    if number > MOST_PHOTOS:
        raise DomainError(f"Mỗi lần gửi nhiều nhất {MOST_PHOTOS} ảnh. Hãy bớt ảnh rồi gửi lại.")
    for question in asked:
        reply = replies.get(question.pk, Reply())
        stay = [each.attachment for each in earlier if each.question_id == question.pk and each.pk in reply.kept]
        came = [read_upload(name=each.name, data=each.data, kinds=_PICTURES) for each in reply.pictures]
        if stay or came:
            out[question] = [*stay, *came]
    return out


def _photos(
    pictures: Mapping[VillageQuestion, Sequence[Attachment | Upload]], by: Access
) -> dict[VillageQuestion, list[Attachment]]:
    """Stores what came; each file once a question."""
    office = by.organisation
    assert office is not None
    out: dict[VillageQuestion, list[Attachment]] = {}
    for question, given in pictures.items():
        found = [keep_upload(each, organisation=office, by=by) if isinstance(each, Upload) else each for each in given]
        out[question] = list({each.pk: each for each in found}.values())
    return out


def decimals_of(question: VillageQuestion) -> int:
    return question.measure.decimals if question.measure else UNMEASURED_DECIMALS


def _require_number(question: VillageQuestion, number: Decimal) -> None:
    if not number.is_finite() or abs(number) > MOST_NUMBER:
        raise DomainError(
            f"“{question.label}”: số quá lớn. Nhiều nhất {written_amount(MOST_NUMBER)}; xin xem lại có thừa số 0 không."
        )
    if number < 0:
        raise DomainError(f"“{question.label}”: con số không được âm.")
    if number != round(number, decimals_of(question)):
        digits = decimals_of(question)
        how = f"chỉ ghi {digits} chữ số sau dấu phẩy" if digits else "phải là số nguyên"
        raise DomainError(f"“{question.label}”: {how}.")


def _value(question: VillageQuestion, reply: Reply) -> VillageValue | None:
    if question.kind == QuestionKind.NUMBER and reply.number is not None:
        _require_number(question, reply.number)
        return VillageValue(question=question, number=reply.number)
    if question.kind == QuestionKind.DONE and reply.done is not None:
        return VillageValue(question=question, done=reply.done)
    words = squeeze(plain_text(reply.words))
    if question.kind == QuestionKind.WORDS and words:
        if len(words) > LONGEST_WORDS:
            raise DomainError(f"Câu trả lời “{question.label}” dài quá {LONGEST_WORDS} ký tự. Hãy ghi ngắn hơn.")
        return VillageValue(question=question, words=words)
    return None


def _require_complete(
    questions: Sequence[VillageQuestion],
    values: Sequence[VillageValue],
    pictures: Mapping[VillageQuestion, Sequence[Attachment | Upload]],
) -> None:
    given = {each.question_id for each in values} | {each.pk for each in pictures}
    missing = [each.label for each in questions if not each.optional and each.pk not in given]
    if missing:
        raise DomainError("Còn thiếu: " + "; ".join(missing) + ".")
    if not given:
        raise DomainError("Chưa có gì để gửi. Hãy trả lời ít nhất một câu.")
