"""Appendices of a plan: added, named, moved, deleted with what stands in them."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max, Q

from audit.record import record, snapshot
from core.exceptions import DomainError
from core.text import squeeze
from organisations.access import Access
from plans import rules
from plans.domain.saving import require_now, save_seen
from plans.domain.tasks import release_twins
from plans.models import Appendix, Block, Plan, PlanTask


@transaction.atomic
def add_appendix(plan: Plan, *, by: Access, label: str, title: str, indication: str = "") -> Appendix:
    require_now(rules.can_edit_plan, by, plan)
    last = plan.appendices.aggregate(last=Max("position"))["last"]
    appendix = Appendix.objects.create(
        plan=plan, position=0 if last is None else last + 1, label=squeeze(label), title=squeeze(title),
        indication=squeeze(indication),
    )  # fmt: skip
    record("Thêm phụ lục", plan, by=by, note=str(appendix))
    return appendix


@transaction.atomic
def save_appendix(appendix: Appendix, *, by: Access, seen: int, label: str, title: str, indication: str) -> Appendix:
    require_now(rules.can_edit_plan, by, appendix.plan)
    before = snapshot(appendix, "label", "title", "indication")
    appendix.label, appendix.title, appendix.indication = squeeze(label), squeeze(title), squeeze(indication)
    save_seen(appendix, seen=seen, fields=("label", "title", "indication"))
    record("Sửa phụ lục", appendix.plan, by=by, before=before, after=snapshot(appendix, "label", "title", "indication"))
    return appendix


@transaction.atomic
def delete_appendix(appendix: Appendix, *, by: Access, seen: int) -> None:
    require_now(rules.can_edit_plan, by, appendix.plan)
    save_seen(appendix, seen=seen, fields=())
    plan, text = appendix.plan, str(appendix)
    release_twins(PlanTask.objects.filter(Q(block__appendix=appendix) | Q(row__block__appendix=appendix)))
    appendix.delete()
    record("Xóa phụ lục", plan, by=by, note=text)


@transaction.atomic
def step_appendix(appendix: Appendix, *, by: Access, up: bool) -> Appendix:
    """Exchange an appendix with the one before or behind it; its lines go along. At the edge it stays.

    The printed labels ("Phụ lục I") are not changed: text elsewhere may name them.
    """
    plan = appendix.plan
    require_now(rules.can_edit_plan, by, plan)
    order = list(Appendix.objects.filter(plan=plan).order_by("position", "pk"))
    at = next((index for index, each in enumerate(order) if each.pk == appendix.pk), None)
    if at is None:
        raise DomainError("Phụ lục này vừa bị người khác xóa.")
    other = at - 1 if up else at + 1
    if not 0 <= other < len(order):
        return appendix
    order[at], order[other] = order[other], order[at]
    for position, each in enumerate(order):
        each.position = position
    Appendix.objects.bulk_update(order, ["position"])
    _follow(order)
    record("Chuyển phụ lục", plan, by=by, note=str(appendix))
    appendix.refresh_from_db(fields=["position"])
    return appendix


def _follow(order: list[Appendix]) -> None:
    """The positions of lines run through the plan: those of appendices are given out again in their order."""
    rank = {each.pk: each.position for each in order}
    lines = list(Block.objects.filter(appendix__in=rank).order_by("position", "pk"))
    places = [line.position for line in lines]
    lines.sort(key=lambda line: rank[line.appendix_id or 0])
    for line, place in zip(lines, places, strict=True):
        line.position = place
    Block.objects.bulk_update(lines, ["position"], batch_size=500)
