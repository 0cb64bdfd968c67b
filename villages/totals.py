"""What the answers of all villages come to, question by question. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.amounts import written_amount

MOST_NAMES = 12  # villages named in a sentence; more are counted


@dataclass(frozen=True)
class Given:
    """What one village answered to one question. Only the part that belongs to its kind is filled."""

    number: Decimal | None = None
    words: str = ""
    done: bool | None = None
    photos: int = 0

    @property
    def is_empty(self) -> bool:
        return self.number is None and not self.words and self.done is None and not self.photos


@dataclass(frozen=True)
class Asked:
    """A question as the sums see it: kind "number", "done", "photo" or "words". `is_rate`: averages, never sums.

    `optional`: nobody is missing who did not answer it.
    """

    id: int
    kind: str
    label: str
    unit: str = ""
    is_rate: bool = False
    optional: bool = False


@dataclass(frozen=True)
class Total:
    """`answered` of `asked` villages gave something. `number` is the sum (of a rate: the mean), None without any."""

    question: Asked
    answered: int
    asked: int
    number: Decimal | None = None
    done: int = 0
    photos: int = 0

    @property
    def missing(self) -> int:
        return 0 if self.question.optional else self.asked - self.answered

    @property
    def words(self) -> str:
        """ "120 hộ", "4 thôn đã làm, 1 thôn chưa", "7 ảnh", "3 câu trả lời"."""
        if self.question.kind == "number":
            if self.number is None:
                return "chưa có số"
            said = f"{written_amount(self.number)} {self.question.unit}".strip()
            return f"bình quân {said}" if self.question.is_rate else said
        if self.question.kind == "done":
            not_yet = self.answered - self.done
            return f"{self.done} thôn đã làm" + (f", {not_yet} thôn chưa" if not_yet else "")
        if self.question.kind == "photo":
            return f"{self.photos} ảnh"
        return f"{self.answered} câu trả lời"


def totals(questions: Sequence[Asked], answers: Mapping[int, Mapping[int, Given]], asked: int) -> list[Total]:
    """`answers`: village → question → what was given, of the `asked` villages that count (none withdrawn)."""
    out = []
    for question in questions:
        given = [each[question.id] for each in answers.values() if question.id in each]
        given = [each for each in given if not each.is_empty]
        numbers = [each.number for each in given if each.number is not None]
        number = sum(numbers, Decimal(0)) if numbers else None
        if number is not None and question.is_rate:
            number = round(number / len(numbers), 2)
        out.append(
            Total(
                question,
                answered=len(given),
                asked=asked,
                number=number,
                done=sum(each.done is True for each in given),
                photos=sum(each.photos for each in given),
            )
        )
    return out


def report_words(what: str, sums: Sequence[Total], owing: Sequence[str], answered: int, asked: int) -> str:
    """The result of the work in plain words, for the report; the officer may change it before sending."""
    lines = [f"Tổng hợp từ các thôn ({what}): {answered}/{asked} thôn đã trả lời."]
    for each in sums:
        if each.question.kind == "words" or not each.answered:
            continue
        part = f" ({each.answered}/{each.asked} thôn)" if each.missing else ""
        lines.append(f"- {each.question.label}: {each.words}{part}.")
    if owing:
        lines.append(f"Chưa trả lời: {names(owing)}.")
    return "\n".join(lines)


def names(villages: Sequence[str]) -> str:
    """ "thôn Đông, thôn Tây và 5 thôn khác"."""
    shown = ", ".join(villages[:MOST_NAMES])
    rest = len(villages) - MOST_NAMES
    return f"{shown} và {rest} thôn khác" if rest > 0 else shown
