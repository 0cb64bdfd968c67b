"""The way of a plan inside the office before it is issued: which move leads from where to where.

One row a move. Who may make it is said in `plans.rules`; the number and the day are given by issuing
(`plans.domain.issuing`), which takes a plan from any state that is not issued yet.
"""

from __future__ import annotations

from dataclasses import dataclass

from plans.enums import PlanState, ReviewAction


@dataclass(frozen=True)
class Move:
    """`asks`: the person must say why."""

    action: ReviewAction
    before: PlanState
    after: PlanState
    asks: bool = False


MOVES: dict[ReviewAction, Move] = {
    move.action: move
    for move in (
        Move(ReviewAction.SUBMIT, PlanState.DRAFT, PlanState.SUBMITTED),
        Move(ReviewAction.WITHDRAW, PlanState.SUBMITTED, PlanState.DRAFT),
        Move(ReviewAction.RETURN, PlanState.SUBMITTED, PlanState.DRAFT, asks=True),
    )
}
