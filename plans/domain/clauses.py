"""Căn cứ, chỉ tiêu, nội dung công khai, chế độ báo cáo: what the lines of a plan say, as rows.

The printed words are the lines'; changing a clause corrects what was understood of them.
"""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Max

from audit.record import record, snapshot
from core.exceptions import DomainError
from core.saving import save_checked
from core.text import squeeze
from organisations.access import Access
from plans import rules
from plans.domain.bases import link_bases
from plans.domain.saving import require_now, save_seen
from plans.domain.tasks import understood
from plans.models import Block, DisclosureClause, LegalBasis, Plan, ReportingClause, Target

Clause = LegalBasis | Target | DisclosureClause | ReportingClause
C = TypeVar("C", LegalBasis, Target, DisclosureClause, ReportingClause)

FIELDS: dict[type, tuple[str, ...]] = {
    LegalBasis: ("doc_type", "number", "dated", "issuer", "subject"),
    Target: ("text", "metric", "value", "comparator"),
    DisclosureClause: ("item", "channels", "timing_text"),
    ReportingClause: ("text", "period", "due_text"),
}
# The words from which a deadline is understood.
_TIMES: dict[type, str] = {DisclosureClause: "timing_text", ReportingClause: "due_text"}


@transaction.atomic
def add_clause(plan: Plan, kind: type[C], *, by: Access, block: Block | None = None, **values: Any) -> C:
    """A clause behind the others of its kind; `block` is the line that says it, of the same plan."""
    require_now(rules.can_edit_plan, by, plan)
    if block is not None and block.plan_id != plan.pk:
        raise DomainError("Dòng này thuộc kế hoạch khác.")
    last = kind.objects.filter(plan=plan).aggregate(last=Max("position"))["last"]
    clause = kind(plan=plan, block=block, position=0 if last is None else last + 1)
    _fill(clause, values)
    save_checked(clause)
    _tie(clause)
    record(f"Thêm {kind._meta.verbose_name}", plan, by=by, note=str(clause), after=snapshot(clause, *values))
    return clause


@transaction.atomic
def save_clause(clause: C, *, by: Access, seen: int, **values: Any) -> C:
    """Raises EditConflict when somebody saved the clause since `seen`."""
    require_now(rules.can_edit_plan, by, clause.plan)
    before = snapshot(clause, *(set(values) & set(FIELDS[type(clause)])))
    _fill(clause, values)
    times = _TIMES.get(type(clause))
    save_seen(clause, seen=seen, fields=(*values, "deadline") if times in values else tuple(values))
    if before.get("number") != snapshot(clause, *before).get("number"):
        _tie(clause)
    record(
        f"Sửa {clause._meta.verbose_name}", clause.plan, by=by, before=before, after=snapshot(clause, *values),
        note=str(clause),
    )  # fmt: skip
    return clause


@transaction.atomic
def delete_clause(clause: Clause, *, by: Access, seen: int) -> None:
    """The line stays; it is no longer taken for this. Raises EditConflict when the clause changed since."""
    require_now(rules.can_edit_plan, by, clause.plan)
    save_seen(clause, seen=seen, fields=())
    plan, text, kind = clause.plan, str(clause), clause._meta.verbose_name
    clause.delete()
    record(f"Xóa {kind}", plan, by=by, note=text)


def _fill(clause: Clause, values: dict[str, Any]) -> None:
    unknown = set(values) - set(FIELDS[type(clause)])
    if unknown:
        raise TypeError(f"không phải phần của {clause._meta.verbose_name}: {unknown}")
    for name, value in values.items():
        setattr(clause, name, squeeze(value) if isinstance(value, str) else value)
    times = _TIMES.get(type(clause))
    if times in values:
        clause.deadline = understood(getattr(clause, times), clause.plan)  # type: ignore[union-attr]


def _tie(clause: Clause) -> None:
    """A basis with a new number is another document: the catalogue is asked again."""
    if isinstance(clause, LegalBasis):
        LegalBasis.objects.filter(pk=clause.pk).update(legal_text=None)
        link_bases(clause.plan)
