"""What became of the demo commune's plans until today: most of it done, some of it late, some waiting."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from dashboard.demo.seeding.figures import seed_target_values, tell_figures
from dashboard.demo.seeding.staff import person_at
from organisations.access import Access
from organisations.enums import Role
from organisations.models import Organisation
from work.domain import doing
from work.domain.milestones import extend_plans
from work.domain.proof import add_link
from work.domain.updating import Said, update_work
from work.models import Milestone, WorkEntry

COMMUNE = "an-binh"
_RESULTS = (
    "Đã hoàn thành, kết quả gửi Văn phòng HĐND và UBND tổng hợp.",
    "Đã đăng tải trên trang thông tin điện tử xã và niêm yết tại trụ sở.",
    "Đã tổng hợp số liệu các bộ phận, trình lãnh đạo ký gửi đúng kỳ.",
    "Đã phát trên đài truyền thanh xã, các thôn phát lại vào buổi sáng.",
    "Đã rà soát xong, lập danh mục và lưu hồ sơ.",
)
_PARTLY = "Đã làm được phần rà soát, còn chờ số liệu của các thôn."
_TROUBLE = "Hai thôn chưa gửi báo cáo."


def seed_work(today: dt.date) -> int:
    """Give the plans in force their milestones up to today's horizon, and the commune its progress, once.

    Returns how many milestones something was said about.
    """
    extend_plans(today=today)
    commune = Organisation.objects.get(code=COMMUNE)
    if WorkEntry.objects.filter(milestone__organisation=commune).exists():
        return 0
    leader = Access.of(person_at(COMMUNE, Role.LEADER), commune, today=today)
    assert leader is not None
    rows = Milestone.objects.filter(organisation=commune, task__person__isnull=False).live().order_by("due_on", "pk")
    places: dict[int, int] = {}  # a duty keeps its habits: by its place in the list
    told = 0
    for milestone in rows.select_related("plan", "task__person"):
        habit = places.setdefault(milestone.task_id, len(places)) % 11
        by = Access.of(milestone.task.person, commune, today=today)
        if by is not None:
            told += _tell(milestone, habit, by=by, leader=leader, today=today)
    return told + seed_target_values(COMMUNE, today)


def _tell(milestone: Milestone, habit: int, *, by: Access, leader: Access, today: dt.date) -> int:
    left = (milestone.due_on - today).days
    result = _RESULTS[(habit + milestone.due_on.month) % len(_RESULTS)]
    if milestone.is_checkpoint:
        if left < 0 and habit != 5:
            noted = doing.note_period(milestone, by=by, seen=milestone.version, at=_at(milestone.due_on), result=result)
            tell_figures(noted, habit, by=by, today=milestone.due_on)
            return 1
        return 0
    if left >= 0:
        started = milestone.start is None or milestone.start <= today
        if not started or left > 45 or habit % 3 == 2:
            return 0
        percent = 20 + 10 * (habit % 7)
        said = Said(percent=percent, result=_PARTLY, difficulties=_TROUBLE if habit % 2 else "")
        at = _at(max(today - dt.timedelta(days=3), milestone.start or today))
        update_work(milestone, by=by, seen=milestone.version, at=at, said=said)
        return 1
    if habit == 4 and left > -40:  # this duty has fallen behind: its last period is late
        said = Said(percent=40, result=_PARTLY, difficulties=_TROUBLE)
        update_work(milestone, by=by, seen=milestone.version, at=_at(milestone.due_on), said=said)
        return 1
    _done(milestone, habit, result, by=by, leader=leader, today=today)
    return 1


def _done(milestone: Milestone, habit: int, result: str, *, by: Access, leader: Access, today: dt.date) -> None:
    """Finished with a proof, a few days early or, for some, late; accepted a few days afterwards."""
    issued_on = milestone.plan.issued_on or milestone.due_on
    late = 3 if habit == 7 else -1
    day = min(max(milestone.due_on + dt.timedelta(days=late), issued_on), today)
    at = _at(day)
    address = f"https://anbinh.hason.example/tin/{day:%Y%m%d}-{milestone.pk}"
    add_link(milestone, by=by, at=at, url=address, title="Tin trên trang thông tin điện tử xã", fact_on=day)
    finished = doing.finish(milestone, by=by, seen=milestone.version, at=at, done_on=day, result=result)
    tell_figures(finished, habit, by=by, today=day)
    version = milestone.version + 1
    judged = _at(min(day + dt.timedelta(days=2), today))
    if habit == 9 and (today - day).days < 60:
        doing.return_result(
            milestone, by=leader, seen=version, at=judged, reason="Minh chứng chưa có chữ ký xác nhận của thôn."
        )
    elif (today - day).days > 7:
        doing.approve_result(milestone, by=leader, seen=version, at=judged)


def _at(day: dt.date) -> dt.datetime:
    """In the afternoon of that day."""
    return dt.datetime.combine(day, dt.time(15, 10), timezone.get_default_timezone())
