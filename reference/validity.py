"""Whether a document is in force on a day, and how one says so. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from core.days import written


class Force(StrEnum):
    IN_FORCE = "in-force"
    NOT_YET = "not-yet"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Validity:
    """`starts` the first day in force, `ends` the first day no longer; None where open or unknown."""

    force: Force
    starts: dt.date | None = None
    ends: dt.date | None = None

    @property
    def known(self) -> bool | None:
        """True in force, False not, None where nobody knows."""
        return None if self.force == Force.UNKNOWN else self.force == Force.IN_FORCE

    def in_words(self, successor: str = "") -> str:
        """ "Hết hiệu lực từ 01/7/2025, thay bằng Nghị định số 118/2025/NĐ-CP"; `successor` as it is cited."""
        match self.force:
            case Force.EXPIRED:
                ended = f" từ {written(self.ends)}" if self.ends else ""
                return f"Hết hiệu lực{ended}" + (f", thay bằng {successor}" if successor else "")
            case Force.NOT_YET:
                return f"Chưa có hiệu lực, có hiệu lực từ {written(self.starts)}" if self.starts else "Chưa ban hành"
            case Force.IN_FORCE:
                until = f", đến hết {written(self.ends - dt.timedelta(days=1))}" if self.ends else ""
                return "Còn hiệu lực" + until
        return "Chưa rõ hiệu lực"


def validity_on(
    day: dt.date, *, valid_from: dt.date | None, valid_until: dt.date | None, dated: dt.date | None = None
) -> Validity:
    """`valid_until` is the last day in force. A document is in force at no time before the day it was signed."""
    starts = valid_from or dated
    ends = valid_until + dt.timedelta(days=1) if valid_until and valid_until < dt.date.max else None
    if starts and day < starts:
        return Validity(Force.NOT_YET, valid_from, ends)
    if valid_until and day > valid_until:
        return Validity(Force.EXPIRED, valid_from, ends)
    if valid_from is None and valid_until is None:
        return Validity(Force.UNKNOWN)
    return Validity(Force.IN_FORCE, valid_from, ends)
