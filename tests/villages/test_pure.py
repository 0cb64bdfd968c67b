"""How an item stands, what answers come to, and the texts for Zalo: without a database."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from villages.standing import ItemFacts, ItemState, day_words, item_standing, state_of
from villages.texts import LONGEST, group_text, personal_text
from villages.totals import MOST_NAMES, Asked, Given, names, report_words, totals

pytestmark = pytest.mark.one_database
TODAY = dt.date(2026, 5, 11)
DUE = dt.date(2026, 5, 20)


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (ItemFacts(), ItemState.WAITING),
        (ItemFacts(seen=True), ItemState.SEEN),
        (ItemFacts(seen=True, answered=True), ItemState.ANSWERED),
        (ItemFacts(answered=True), ItemState.ANSWERED),
        (ItemFacts(seen=True, answered=True, returned=True), ItemState.RETURNED),
        (ItemFacts(seen=True, answered=True, taken=True), ItemState.TAKEN),
        (ItemFacts(seen=True, answered=True, taken=True, withdrawn=True), ItemState.WITHDRAWN),
        (ItemFacts(withdrawn=True), ItemState.WITHDRAWN),
    ],
)
def test_state(facts: ItemFacts, state: ItemState) -> None:
    assert state_of(facts) is state
    standing = item_standing(facts, DUE, TODAY)
    assert not (standing.owes and standing.has_replied)
    late = item_standing(facts, TODAY - dt.timedelta(days=3), TODAY)
    assert ("quá hạn 3 ngày" in late.words) == (late.tone == "late") == standing.owes


@pytest.mark.parametrize(
    ("due_on", "words", "tone"),
    [
        (dt.date(2026, 5, 9), "Đã quá hạn 2 ngày (hạn 09/5/2026)", "late"),
        (TODAY, "Hạn hôm nay, 11/5/2026", "warn"),
        (dt.date(2026, 5, 12), "Hạn ngày mai, 12/5/2026", "warn"),
        (dt.date(2026, 5, 14), "Hạn 14/5/2026, còn 3 ngày", "warn"),
        (dt.date(2026, 5, 15), "Hạn 15/5/2026, còn 4 ngày", "brand"),
    ],
)
def test_day_words(due_on: dt.date, words: str, tone: str) -> None:
    assert day_words(due_on, TODAY) == (words, tone)


COUNT, RATE = Asked(1, "number", "Số hộ", "hộ"), Asked(2, "number", "Tỷ lệ", "%", is_rate=True)
DONE, PHOTO = Asked(3, "done", "Đã phát loa"), Asked(4, "photo", "Ảnh", optional=True)
WORDS = Asked(5, "words", "Vướng mắc")


@pytest.mark.parametrize(
    ("question", "given", "words", "missing"),
    [
        (COUNT, [], "chưa có số", 3),
        (COUNT, [Given(number=Decimal("1250")), Given(number=Decimal("0.5"))], "1.250,5 hộ", 1),
        (COUNT, [Given(number=Decimal(0))], "0 hộ", 2),
        (RATE, [Given(number=Decimal(90)), Given(number=Decimal(95))], "bình quân 92,5 %", 1),
        (DONE, [Given(done=True), Given(done=False), Given(done=True)], "2 thôn đã làm, 1 thôn chưa", 0),
        (DONE, [Given(done=True)], "1 thôn đã làm", 2),
        (PHOTO, [Given(photos=3), Given()], "3 ảnh", 0),
        (WORDS, [Given(words="Đông"), Given(words="")], "1 câu trả lời", 2),
    ],
)
def test_totals(question: Asked, given: list[Given], words: str, missing: int) -> None:
    answers = {village: {question.id: each} for village, each in enumerate(given)}
    (total,) = totals([question], answers, asked=3)
    assert (total.words, total.missing) == (words, missing)


def test_the_words_of_a_report() -> None:
    answers = {1: {1: Given(number=Decimal(25)), 5: Given(words="x")}, 2: {1: Given(number=Decimal(10))}}
    sums = totals([COUNT, DONE, WORDS], answers, asked=3)
    text = report_words("Họp dân", sums, ["thôn Tây"], 2, 3)
    assert text.split("\n") == [
        "Tổng hợp từ các thôn (Họp dân): 2/3 thôn đã trả lời.",
        "- Số hộ: 35 hộ (2/3 thôn).",
        "Chưa trả lời: thôn Tây.",
    ]


def test_many_names_are_counted() -> None:
    villages = [f"thôn {number}" for number in range(1, MOST_NAMES + 4)]
    assert names(villages).endswith("và 3 thôn khác")
    assert names(villages[:2]) == "thôn 1, thôn 2"


def test_texts_say_what_by_when_and_where() -> None:
    text = personal_text("xã An Bình", "thôn Đông", "Ông Tư", "Họp dân\n và  chụp ảnh", DUE, "https://x.vn/thon/abc/")
    assert text.split("\n")[:3] == [
        "Kính gửi ông/bà Ông Tư (thôn Đông).",
        "Xã An Bình nhờ: Họp dân và chụp ảnh.",
        "Hạn: thứ Tư, 20/5/2026.",
    ]
    assert "https://x.vn/thon/abc/" in text
    without = personal_text("xã An Bình", "thôn Đông", "", "Họp dân!", DUE)
    assert without.startswith("Kính gửi thôn Đông.\nXã An Bình nhờ: Họp dân!\n")
    assert "http" not in without
    group = group_text("xã An Bình", "a" * 900, DUE, ["thôn Tây"])
    assert "Còn chờ: thôn Tây." in group
    assert "http" not in group
    assert len(group) < LONGEST + 300
