"""What villages are asked is the sentence of the plan without its day, which stands beside it."""

from __future__ import annotations

import pytest

from villages.texts import without_deadlines


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Các thôn rà soát hộ nghèo, hoàn thành trước ngày 30/6/2026.", "Các thôn rà soát hộ nghèo."),
        ("Cử người dự lớp tập huấn (hoàn thành trong tháng 11/2026).", "Cử người dự lớp tập huấn."),
        ("Rà soát, thống kê và gửi báo cáo trước ngày 15/10/2026.", "Rà soát, thống kê và gửi báo cáo."),
        ("Hằng tháng báo cáo số hộ nghèo", "Hằng tháng báo cáo số hộ nghèo"),
        ("Trước ngày 30/6/2026", "Trước ngày 30/6/2026"),
    ],
)
def test_the_day_is_left_out_and_the_duty_stays(text: str, left: str) -> None:
    assert without_deadlines(text, 2026).rstrip(".") == left.rstrip(".")
