"""What heads of inspections read in the morning: findings that wait for another look, and those that are late."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from inspections.models import Finding, state_is
from inspections.standing import FindingState
from notifications.notice import Line
from organisations.models import Membership
from work.morning_lines import Asked, Share, Who

LATE, WAITING = 10_000, 400  # weights beside those of work.reminder_lines: what is late stands with what is late


def lines_for_heads(asked: Asked) -> dict[Who, Share]:
    """Each the morning after it became so, and once a week as long as it lasts. One query."""
    waits, late = state_is(FindingState.WAITING, asked.today), state_is(FindingState.LATE, asked.today)
    works = Membership.objects.active_on(asked.today).filter(
        organisation=OuterRef("inspection__organisation"), user=OuterRef("inspection__head"), user__is_active=True
    )
    rows = Finding.objects.asking().with_due().filter(Exists(works))
    if asked.organisation_id is not None:
        rows = rows.filter(inspection__organisation=asked.organisation_id)
    if asked.begins_week:
        rows = rows.filter(waits | late)
    else:
        rows = rows.filter((waits & Q(milestone__completed_on__gte=asked.since)) | (late & Q(due__gte=asked.since)))
    lines: dict[Who, list[Line]] = defaultdict(list)
    rows = rows.select_related("inspection__organisation", "milestone").prefetch_related("uptakes")
    for finding in rows.order_by("pk"):
        inspection, judged = finding.inspection, finding.judged(asked.today)
        url = reverse("inspections:finding", kwargs={"org": inspection.organisation.code, "finding_id": finding.pk})
        weight = WAITING if judged.state is FindingState.WAITING else LATE - judged.days
        line = Line(finding.text, url, weight, f"{judged.words} · kiểm tra: {inspection.subject}")
        lines[inspection.organisation_id, inspection.head_id or 0].append(line)
    return {who: Share(f"{len(some)} nội dung sau kiểm tra", some) for who, some in lines.items()}
