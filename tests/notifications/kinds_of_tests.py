"""Kinds of notices for the tests, registered by whoever imports them, and a clock."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from notifications.kinds import Kind, Urgency, register
from tests.world import TODAY

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
LATE = Kind("tests.late", "Việc quá hạn", Urgency.DIGEST, weight=5, of_the_day=True)
NEWS = Kind("tests.news", "Kế hoạch mới ban hành", Urgency.DIGEST)
RETURNED = Kind("tests.returned", "Kết quả bị trả lại", Urgency.AT_ONCE, sms=True)


def clock(hour: int, minute: int = 0, *, days: int = 0) -> dt.datetime:
    """A moment of TODAY, or so many days after."""
    return dt.datetime.combine(TODAY + dt.timedelta(days=days), dt.time(hour, minute), tzinfo=HERE)


for _kind in (LATE, NEWS, RETURNED):
    register(_kind)
