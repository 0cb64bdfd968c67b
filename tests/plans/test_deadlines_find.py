"""Deadlines inside sentences: what is found, where, and above all what is left alone."""

from pathlib import Path

import pytest

from plans.deadlines import DeadlineRule, find

TABLE = Path(__file__).with_name("deadline_sentences.txt").read_text(encoding="utf-8")


def sentences() -> list[tuple[str, list[str]]]:
    rows: list[tuple[str, list[str]]] = []
    for line in TABLE.splitlines():
        if line.startswith("    "):
            rows[-1][1].append(line.strip())
        elif line and not line.startswith("#"):
            rows.append((line, []))
    return rows


def shown(rule: DeadlineRule) -> str:
    span = f"{rule.start or ''}..{rule.end or ''}"
    words = [rule.kind.value, "" if span == ".." else span, rule.rrule or "", "!" if rule.exclusive else ""]
    return " ".join(word for word in words if word)


@pytest.mark.parametrize(("sentence", "expected"), sentences())
def test_sentence(sentence: str, expected: list[str]) -> None:
    assert [f"{f.text} => {shown(f.rule)}" for f in find(sentence, plan_year=2024)] == expected


def test_offsets_are_those_of_the_original_text() -> None:
    text = "Rà soát (*Hoàn\u00a0thành  trong tha\u0301ng 9/2024*); báo cáo **trước ngày 15/12/2024**."
    found = find(text, plan_year=2024)
    assert [text[f.start : f.end] for f in found] == [f.text for f in found]
    assert [f.text for f in found] == ["Hoàn\u00a0thành  trong tha\u0301ng 9/2024", "trước ngày 15/12/2024"]


def test_two_duties_of_one_sentence_stay_apart() -> None:
    text = (
        "Định kỳ hàng quý (trước ngày 10 tháng cuối quý) và báo cáo năm (trước ngày 10 tháng 12), các đơn vị báo cáo."
    )
    assert [f.text for f in find(text, plan_year=2024)] == [
        "Định kỳ hàng quý (trước ngày 10 tháng cuối quý)",
        "báo cáo năm (trước ngày 10 tháng 12)",
    ]


def test_lines_of_a_list_are_read_one_by_one() -> None:
    text = "3. Thời gian thực hiện:\n\n- Quý I/2024: Tuyên truyền.\n\n- Quý II/2024: Tập huấn năm 2024.\n"
    assert [f.text for f in find(text, plan_year=2024)] == ["Quý I/2024", "Quý II/2024"]


def test_a_phrase_broken_over_two_lines() -> None:
    assert [f.text for f in find("Hoàn thành trong\ntháng 9/2024.", plan_year=2024)] == [
        "Hoàn thành trong\ntháng 9/2024"
    ]
