"""Numbers beside the demo commune's reports, and what the targets of its plans came to."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.utils import timezone

from core.periods import Period, Span, period_of
from core.text import fold
from dashboard.demo.seeding.staff import person_at
from organisations.access import Access
from organisations.enums import Role
from organisations.models import Organisation
from plans.models import Plan, Target
from reference.models import Measure
from work.domain.figures import Given, add_figures
from work.domain.targets import Came, enter_value
from work.models import Milestone, TargetValue, WorkEntry
from work.queries.targets import tally_of

# Words of a duty → what is counted there, with a usual number a month.
_COUNTED: dict[str, tuple[tuple[str, int], ...]] = {
    "tin, bai": (("cd10", 4),),
    "truyen thanh": (("cd10-phat-thanh", 2), ("cd10-luot-nguoi", 260)),
    "doi thoai": (("cd12", 1), ("cd10-luot-nguoi", 85)),
    "phieu lay y kien": (("cd11-phat-ra", 50), ("cd11", 46)),
    "tre hen": (("tt05", 190), ("tt06", 186), ("tt07", 3)),
    "cong nghe so cong dong": (("ho-dan", 60),),
    "tap huan": (("cd13-tap-huan", 1), ("cd13-luot-hoc", 24)),
    "kiem tra": (("cd03", 2), ("cd04", 3)),
}
_SOURCES = ("Hệ thống thông tin giải quyết thủ tục hành chính", "Sổ theo dõi của Văn phòng HĐND và UBND")
_FOLLOWED = "Phần mềm theo dõi nhiệm vụ"


def tell_figures(entry: WorkEntry, habit: int, *, by: Access, today: dt.date) -> int:
    """Put believable numbers beside what was said of a duty that counts something."""
    figures = _figures_for(entry.milestone, habit)
    return len(add_figures(entry, figures, by=by, today=today))


def _figures_for(milestone: Milestone, habit: int) -> list[Given]:
    words = fold(milestone.task.text)
    wanted = next((found for key, found in _COUNTED.items() if key in words), ())
    known = {each.origin: each for each in Measure.objects.filter(origin__in=[key for key, _ in wanted])}
    days = (milestone.due_on - milestone.start).days if milestone.start else 30
    months = max(1, min(round(days / 30), 3))
    uneven = 90 + 7 * ((habit + milestone.due_on.month) % 4)  # percent
    return [(known[key].pk, Decimal(max(1, usual * months * uneven // 100))) for key, usual in wanted if key in known]


def seed_target_values(code: str, today: dt.date) -> int:
    """What the targets of the commune's plans in force came to, quarter by quarter; once."""
    commune = Organisation.objects.get(code=code)
    if TargetValue.objects.filter(organisation=commune).exists():
        return 0
    by = Access.of(person_at(code, Role.DRAFTER), commune, today=today)
    assert by is not None
    made = 0
    for plan in Plan.objects.filter(organisation=commune, year=today.year).live().select_related("issued"):
        for habit, target in enumerate(Target.objects.filter(plan=plan).order_by("position", "pk")[:12]):
            for period in _past_periods(plan, today):
                made += _say(target, period, habit, by=by, today=today)
    return made


def _past_periods(plan: Plan, today: dt.date) -> list[Period]:
    """Ends of the quarters so far, each from the beginning of the year; those in which the plan was in force."""
    names = {1: (Span.QUARTER, 1), 2: (Span.HALF, 1), 3: (Span.NINE_MONTHS, 1), 4: (Span.YEAR, 1)}
    now = period_of(today, Span.QUARTER).number if today.year == plan.year else 4
    past = [Period(span, plan.year, number) for each, (span, number) in names.items() if each < now]
    return [each for each in past if plan.issued_on is None or each.end >= plan.issued_on]


def _say(target: Target, period: Period, habit: int, *, by: Access, today: dt.date) -> int:
    if habit % 5 == 4:
        return 0  # nobody got round to this one
    at = timezone.make_aware(dt.datetime.combine(min(period.end + dt.timedelta(days=4), today), dt.time(9, 20)))
    enter_value(target, by=by, at=at, period=period, came=_came(target, period, habit))
    return 1


def _came(target: Target, period: Period, habit: int) -> Came:
    if target.value is None:
        return Came(verdict="reached" if habit % 3 else "", words="Đã triển khai ở 12/12 thôn.", source=_SOURCES[1])
    articles = Measure.objects.filter(origin="cd10").first()
    if articles is not None and "tin" in target.metric and tally_of(target.plan, articles, period).count:
        return Came(measure=articles)
    words = fold(target.text)
    if words.startswith("cu 100%") or words.startswith("cu 100 %"):  # its duty goes on, so some are still to be sent
        return Came(value=target.value * (period.end.month // 3) / 5, source="Danh sách cử đi tập huấn của Văn phòng")
    source = _FOLLOWED if "nhiem vu" in words else _SOURCES[habit % 2]
    if target.metric.strip() == "%":
        short = Decimal((habit * 7 + period.end.month) % 5) / 2
        value = max(Decimal(0), min(Decimal(100), target.value + (Decimal("0.8") if habit % 3 else -short)))
    else:
        value = target.value
    return Came(value=value, source=source)
