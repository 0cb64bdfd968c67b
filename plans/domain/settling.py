"""A warning is looked at and let stand, or looked at again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db import transaction

from audit.record import record
from core.exceptions import DomainError
from core.text import squeeze
from organisations.access import Access
from plans import rules
from plans.domain.saving import require_now
from plans.models import Plan, SettledProblem
from plans.queries.readiness import readiness_of
from plans.readiness import Level, check_named

LONGEST_REASON = 300


@transaction.atomic
def settle_problems(plan: Plan, *, by: Access, code: str, marks: Collection[str], reason: str, today: dt.date) -> int:
    """Let these warnings of one check stand, with the reason; how many there were.

    Only a warning that is there now can be settled. Raises DomainError when none of them is.
    """
    require_now(rules.can_edit_plan, by, plan)
    why = squeeze(reason.replace("\x00", ""))
    if not why:
        raise DomainError("Hãy ghi lý do để vậy, ví dụ “Đã thống nhất với UBND tỉnh”.")
    if len(why) > LONGEST_REASON:
        raise DomainError(f"Lý do dài quá {LONGEST_REASON} ký tự. Hãy viết ngắn lại.")
    ready = readiness_of(Plan.objects.select_related("organisation").get(pk=plan.pk), today=today)
    there = {each.mark for each in ready.problems if each.code == code and each.level is Level.ADVISORY}
    chosen = sorted(there & set(marks))
    if not chosen:
        raise DomainError("Những điều được chọn không còn nữa hoặc không để vậy được. Hãy xem lại danh sách.")
    SettledProblem.objects.bulk_create(
        [SettledProblem(plan=plan, code=code, place=mark, reason=why, by_id=by.user_id) for mark in chosen],
        ignore_conflicts=True,  # another person settled it in the same moment
    )
    check = check_named(code)
    record("Đã xem, để vậy", plan, by=by, note=f"{check.name if check else code} ({len(chosen)}): {why}")
    return len(chosen)


@transaction.atomic
def unsettle_problem(plan: Plan, *, by: Access, code: str, mark: str) -> None:
    """The warning counts again. Raises DomainError when it was not settled."""
    require_now(rules.can_edit_plan, by, plan)
    kept = {(row.code, row.place): row for row in SettledProblem.objects.filter(plan=plan)}
    row = kept.get((code, mark))  # compared here: what was sent may hold what no database takes
    if row is None:
        raise DomainError("Điều này không còn trong danh sách đã xem. Hãy tải lại trang.")
    row.delete()
    check = check_named(code)
    record("Xem lại cảnh báo", plan, by=by, note=check.name if check else code)
