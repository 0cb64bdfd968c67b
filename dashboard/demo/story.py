"""What happens in the demo world, and when: every plan with its commune, its way and its date.

The historical plans have the dates of their originals. The live ones follow the first start: the
province's plan in December before, the communes' early in the year, the rest some weeks ago.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from dashboard.demo.data import organisation, plan_text
from dashboard.demo.wording import Wording, working_day
from documents.official import n30_date

END_OF_YEAR = (12, 31)
_CLOSING = (
    "Hết thời gian thực hiện ngày 31/12/{year}. "
    "Kết quả của địa phương lưu tại hồ sơ giấy, không nhập vào bản xem thử này."
)


class Way(StrEnum):
    """How far a plan has come, and by which door."""

    RECORDED = "recorded"  # a paper issued outside, read in and recorded with its number
    ISSUED = "issued"  # drafted, approved, numbered and issued in the portal
    DRAFT = "draft"


@dataclass(frozen=True)
class PlanStory:
    """One plan. `text` is what the reading door receives, `number` what the register gives it.

    A plan without number is not issued here: two of the historical papers were received without.
    """

    key: str
    organisation: str
    way: Way
    issued: dt.date
    year: int
    text: str
    number: str = ""
    closing_note: str = ""

    @property
    def historical(self) -> bool:
        return organisation(self.organisation).historical


def historical_plans() -> list[PlanStory]:
    """The five plans of 2017–2024. Two were received without number and day; they get none here."""
    facts = (
        ("son-tay-2017", "son-tay", dt.date(2017, 8, 29), "451"),
        ("tam-phuoc-2022", "tam-phuoc", dt.date(2022, 1, 31), ""),
        ("gio-son-2022", "gio-son", dt.date(2022, 2, 14), "32"),
        ("tien-phong-2024", "tien-phong", dt.date(2024, 1, 31), ""),
        ("phu-linh-2024", "phu-linh", dt.date(2024, 4, 1), "97"),
    )
    return [
        PlanStory(
            key,
            code,
            Way.RECORDED if number else Way.DRAFT,
            issued,
            issued.year,
            plan_text(key),
            number,
            _CLOSING.format(year=issued.year) if number else "",
        )
        for key, code, issued, number in facts
    ]


def live_plans(today: dt.date) -> list[PlanStory]:
    """The plans of Tỉnh Hà Sơn as they stand on the day of the first start, in order of issue."""
    start = working_day(min(dt.date(today.year, 1, 8), today - dt.timedelta(days=21)))
    province_day = working_day(min(dt.date(today.year - 1, 12, 19), start - dt.timedelta(days=4)))
    later = working_day(min(start + dt.timedelta(days=8), today))
    recent = max(later, working_day(today - dt.timedelta(days=45)))  # the higher number has not the earlier day
    coming = today + dt.timedelta(days=20)
    year = today.year
    end = dt.date(year, *END_OF_YEAR)
    after = {"province_number": "412", "province_issued": n30_date(province_day), "province_year": str(year)}
    outlook = {**after, "cchc_number": "01", "cchc_issued": n30_date(start), "cchc_year": str(year)}

    def story(
        key: str,
        code: str,
        way: Way,
        day: dt.date,
        *,
        number: str = "",
        until: dt.date = dt.date.max,
        plan_year: int = year,
        values: dict[str, str] | None = None,
        file: str = "",
    ) -> PlanStory:
        place = organisation(code)
        words = Wording(
            today=today,
            issued=day,
            year=plan_year,
            until=until,
            is_draft=way is not Way.RECORDED,
            values={
                "number": number if way is Way.RECORDED else "",
                "name": place.short_name,
                "NAME": place.short_name.upper(),
                **after,
                **(values or {}),
            },
        )
        return PlanStory(key, code, way, day, plan_year, words.fill(plan_text(file or key)), number)

    late = working_day(min(start + dt.timedelta(days=40), today - dt.timedelta(days=8)))
    waiting = working_day(today - dt.timedelta(days=2))
    own = [
        story("tinh-ha-son-cchc", "ha-son", Way.RECORDED, province_day, number="412", until=end),
        story("an-binh-cchc", "an-binh", Way.ISSUED, start, number="1", until=end),
        story("an-binh-cong-khai", "an-binh", Way.RECORDED, later, number="05", until=end),
        story("an-binh-papi", "an-binh", Way.ISSUED, recent, number="86", plan_year=recent.year),
        story("an-binh-khao-sat", "an-binh", Way.DRAFT, today, plan_year=coming.year, values=outlook),
        story("binh-minh-cchc", "binh-minh", Way.ISSUED, start, number="1", until=end),
        story("binh-minh-ra-soat", "binh-minh", Way.RECORDED, later, number="04", until=end),
        story("binh-minh-par-index", "binh-minh", Way.ISSUED, recent, number="71", plan_year=recent.year),
        story("binh-minh-tuyen-truyen", "binh-minh", Way.DRAFT, today, plan_year=coming.year, values=outlook),
    ]
    others = (
        ("tan-loc", Way.ISSUED, later, "4", "xa-cchc", "Bạch Thị Diệp"),
        ("yen-thuong", Way.ISSUED, late, "19", "xa-cchc", "Lò Văn Pâng"),
        ("thach-khe", Way.DRAFT, waiting, "", "xa-cchc", "Thái Bá Lợi"),
        ("nam-son", Way.ISSUED, start, "3", "phuong-cchc", "Chu Thị Bảo Châu"),
        ("dong-hoa", Way.ISSUED, later, "6", "phuong-cchc", "Tống Văn Hiệp"),
    )
    own += [
        story(f"{code}-cchc", code, way, day, number=number, until=end, file=file, values={"chair": chair})
        for code, way, day, number, file, chair in others
    ]
    return sorted(own, key=lambda item: item.issued)


def waiting_texts() -> list[tuple[str, str, str]]:
    """(key, organisation, text) of papers that were read in and wait for a person to settle what is doubtful.

    The plan of the former xã An Hòa is a bad scan on purpose: no number, no day, no signer, a broken
    line, a date that does not exist.
    """
    return [("an-hoa-2024", "an-binh", plan_text("an-hoa-2024"))]
