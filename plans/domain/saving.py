"""What every door asks first: may this be changed now, and has nobody else saved it since it was opened?"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.db import models
from django.db.models import F
from django.db.models.functions import Now

from core.decision import Decision, require
from core.exceptions import DomainError, EditConflict
from core.models import Timestamped
from organisations.access import Access
from plans.models import Plan

M = TypeVar("M", bound=models.Model)


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


def save_seen(row: M, *, seen: int, fields: tuple[str, ...]) -> M:
    """Write these fields of `row` if its stored version is still `seen`, and count the version up.

    One conditional UPDATE, so that of two writers exactly one wins on either database. Raises
    EditConflict with what is stored now; the caller shows both texts and nothing typed is lost.
    """
    manager = type(row)._default_manager
    values: dict[str, object] = {name: getattr(row, name) for name in fields}
    if isinstance(row, Timestamped):
        values["updated_at"] = Now()
    written = manager.filter(pk=row.pk, version=seen).update(**values, version=F("version") + 1)
    if written == 0:
        now = manager.filter(pk=row.pk).values(*fields, "version").first()
        if now is None:
            raise EditConflict("Dòng này vừa bị người khác xóa. Nội dung ông/bà nhập vẫn còn ở dưới.", theirs={})
        raise EditConflict(
            "Người khác vừa sửa chỗ này trong lúc ông/bà đang nhập. Hãy xem hai bản và chọn bản giữ lại.", theirs=now
        )
    row.version = seen + 1  # type: ignore[attr-defined]
    return row
