"""The answer of a rule: yes, or no with the reason a person may read.

The reason is the text of the refused page *and* the hint on the greyed button.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.exceptions import NotAllowed


@dataclass(frozen=True)
class Allowed:
    reason: str = ""

    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True)
class Denied:
    """A refusal. `reason` is a Vietnamese sentence."""

    reason: str

    def __bool__(self) -> bool:
        return False


Decision = Allowed | Denied


def require(decision: Decision) -> None:
    """Raise NotAllowed with the reason when the decision is a refusal."""
    if isinstance(decision, Denied):
        raise NotAllowed(decision.reason)
