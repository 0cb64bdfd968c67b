"""What every door asks first: may this be changed now, and has nobody else saved it since it was opened?"""

from __future__ import annotations

from collections.abc import Callable

from core.decision import Decision, require
from core.exceptions import DomainError
from core.saving import save_seen
from organisations.access import Access
from plans.models import Plan

__all__ = ["require_now", "save_seen"]

# What a plan in hand may no longer know: others change it, and the doors decide by it.
_FACTS = ("state", "issued", "year", "auto_numbering", "revision")


def require_now(rule: Callable[[Access, Plan], Decision], by: Access, plan: Plan) -> None:
    """Ask a rule about the plan as it is now, and keep it so until the transaction ends.

    The plan was read before the transaction; in between it may have been issued or deleted. Its row
    is locked (SQLite: the transaction holds the whole database), so that of a line being saved and a
    plan being issued one waits for the other. The plan's revision counts up: open editors ask what is
    new. Raises NotAllowed, or DomainError when the plan is gone.
    """
    try:
        plan.refresh_from_db(fields=_FACTS, from_queryset=Plan.objects.select_for_update(of=("self",), no_key=True))
    except Plan.DoesNotExist:
        raise DomainError("Kế hoạch này vừa bị người khác xóa.") from None
    require(rule(by, plan))
    plan.revision += 1
    Plan.objects.filter(pk=plan.pk).update(revision=plan.revision)
