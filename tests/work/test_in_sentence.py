"""Time that stands inside a duty's sentence: told, proposed, counted from; never taken without a person."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from core.exceptions import DomainError
from plans.models import PlanTask
from tests.work.test_pages import text_of
from tests.work.work_world import NOW, issued_with, tasks_of
from tests.world import World, access_of, sign_in
from work.domain.days import record_event
from work.in_sentence import found_in
from work.queries.undated import event_rule, why_undated

WITHIN = "trong thời hạn 02 ngày làm việc kể từ khi có văn bản"


@pytest.mark.parametrize(
    ("text", "words", "event"),
    [
        (f"Niêm yết công khai kết quả {WITHIN}.", WITHIN, True),
        ("Trả lời trong 05 (năm) ngày kể từ ngày nhận được văn bản; báo cáo", "trong 05 (năm) ngày kể từ ngày nhận được văn bản", True),
        ("Chậm nhất 3 ngày sau khi nhận được phản ánh, trả lời dân", "Chậm nhất 3 ngày sau khi nhận được phản ánh", True),
        ("Lập danh sách trước ngày 15/10/2026.", "trước ngày 15/10/2026", False),
        ("Trong 10 ngày kể từ ngày 05/6/2026 phải xong", "Trong 10 ngày kể từ ngày 05/6/2026", False),
    ],
)  # fmt: skip
def test_time_is_found_inside_a_sentence(text: str, words: str, event: bool) -> None:
    found = found_in(text, 2026)
    assert found is not None
    assert (found.text, text[found.start : found.end]) == (words, words)
    assert (found.rule.term is not None and found.rule.term.start is None) is event


@pytest.mark.parametrize("text", ["", "Thực hiện nghiêm túc", "Có 02 ngày làm việc ở thôn", "9" * 5000])
def test_what_names_no_time_proposes_none(text: str) -> None:
    assert found_in(text, 2026) is None


def duty(world: World, text: str, words: str = "", *, number: str = "97") -> PlanTask:
    task = tasks_of(issued_with(world, words, number=number))[0]
    PlanTask.objects.filter(pk=task.pk).update(text=text)
    return tasks_of(task.plan)[0]


def test_the_reason_quotes_the_sentence(world: World) -> None:
    task = duty(world, f"Công khai kết quả {WITHIN}.")
    assert why_undated(task) == f"Chưa ghi thời hạn riêng. Trong câu có: “{WITHIN}”."
    assert why_undated(duty(world, "Công khai kết quả", number="98")) == "Kế hoạch không ghi thời hạn."


def test_the_event_counts_from_the_sentence(world: World) -> None:
    task = duty(world, f"Công khai kết quả {WITHIN}.")
    made = record_event(task, by=access_of(world.lan, world.an_binh), happened_on=dt.date(2026, 5, 7), at=NOW)
    assert (made.start, made.due_on) == (dt.date(2026, 5, 7), dt.date(2026, 5, 11))


def test_what_the_plan_says_beside_it_comes_first(world: World) -> None:
    task = duty(world, f"Công khai kết quả {WITHIN}.", "Kịp thời")
    assert event_rule(task) is None
    with pytest.raises(DomainError, match="Hãy nhập hạn"):
        record_event(task, by=access_of(world.lan, world.an_binh), happened_on=dt.date(2026, 5, 7), at=NOW)


def page_of(task: PlanTask, world: World) -> str:
    address = reverse("work:set-day", kwargs={"org": "an-binh", "task_id": task.pk})
    return text_of(sign_in(world.lan).get(address))


def test_the_page_opens_one_way_at_a_time(world: World) -> None:
    page = page_of(duty(world, f"Công khai kết quả {WITHIN}."), world)
    assert f"Căn cứ chữ trong câu: “{WITHIN}”" in page
    assert page.count('name="cach-dat-han" open') == 1
    assert page.index("ghi ngày để hệ thống tính hạn") < page.index("tự đặt một ngày")


def test_a_day_in_the_sentence_is_filled_in_and_confirmed(world: World) -> None:
    page = page_of(duty(world, "Lập danh sách trước ngày 15/10/2026."), world)
    assert "Ngày điền sẵn lấy từ câu" in page
    assert "14/10/2026" in page
    past = page_of(duty(world, "Lập danh sách trước ngày 15/3/2026.", number="98"), world)
    assert "trước ngày ban hành kế hoạch" in past
    assert "Ngày điền sẵn" not in past
