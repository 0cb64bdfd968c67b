"""The moves of a plan inside the office, for those who may read drafts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from organisations.access import Access
from plans import rules
from plans.enums import ReviewAction
from plans.models import Plan, PlanReviewStep

MOST_MOVES = 50


@dataclass(frozen=True)
class ReviewView:
    """Newest first. `returned` is the step that gave the draft back, `submitted` the one that sent it."""

    steps: Sequence[PlanReviewStep] = ()
    returned: PlanReviewStep | None = None
    submitted: PlanReviewStep | None = None


def review_of(plan: Plan, access: Access) -> ReviewView:
    """One query; nothing for those who only see issued plans."""
    if not rules.can_view_history(access, plan):
        return ReviewView()
    steps = list(PlanReviewStep.objects.filter(plan=plan).order_by("-at", "-pk")[:MOST_MOVES])
    last = steps[0] if steps else None
    return ReviewView(
        steps,
        returned=last if last and plan.is_draft and last.action == ReviewAction.RETURN else None,
        submitted=last if last and plan.is_unissued and last.action == ReviewAction.SUBMIT else None,
    )
