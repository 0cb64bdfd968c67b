"""What the search page finds of plans: plans, tasks, readings in progress; and where an issued paper's page is."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from core.templatetags.vi import luc, ngay
from organisations.access import Access
from organisations.finding import Findable, Hit
from organisations.models import Organisation
from plans.enums import PlanState
from plans.models import Plan
from plans.queries import finding

TONES = {PlanState.ISSUED: "ok", PlanState.DRAFT: "brand"}


def _show_plans(access: Access, keys: Sequence[int]) -> list[Hit]:
    return [
        Hit(
            title=str(plan),
            url=plan.get_absolute_url(),
            note=_note(plan, access) + (f" · ban hành ngày {ngay(plan.issued_on)}" if plan.issued_on else ""),
            state=plan.get_state_display(),
            tone=TONES.get(PlanState(plan.state), "idle"),
        )
        for plan in finding.shown_plans(keys)
    ]


def _show_superiors_plans(access: Access, keys: Sequence[int]) -> list[Hit]:
    assert access.organisation is not None
    org = access.organisation.code
    return [
        Hit(
            title=str(plan),
            url=reverse("plans:above-detail", kwargs={"org": org, "plan_id": plan.pk}),
            note=_note(plan, access),
        )
        for plan in finding.shown_plans(keys)
    ]


def _note(plan: Plan, access: Access) -> str:
    """ "97/KH-UBND · năm 2026", with the office where it is another one."""
    return " · ".join(filter(None, (plan.notation, f"năm {plan.year}", _elsewhere(plan.organisation, access))))


def _elsewhere(organisation: Organisation, access: Access) -> str:
    return organisation.display_name if organisation.pk != access.organisation_id else ""


def _show_tasks(access: Access, keys: Sequence[int]) -> list[Hit]:
    return [
        Hit(
            title=task.text,
            url=reverse(
                "plans:task", kwargs={"org": task.plan.organisation.code, "plan_id": task.plan_id, "task_id": task.pk}
            ),
            note=f"Chủ trì: {task.effective_lead}" if task.effective_lead else "",
            within=f"{task.plan} ({_note(task.plan, access)})",
            state="Dự thảo" if task.plan.is_unissued else "",
            tone="brand",
        )
        for task in finding.shown_tasks(keys)
    ]


def _show_readings(access: Access, keys: Sequence[int]) -> list[Hit]:
    assert access.organisation is not None
    return [
        Hit(
            title=reading.name,
            url=reverse("plans:import-detail", kwargs={"org": access.organisation.code, "import_id": reading.pk}),
            note=f"{reading.created_by or ''} · {luc(reading.created_at)}".strip(" ·"),
            state=reading.get_state_display(),
            tone="warn",
        )
        for reading in finding.shown_readings(keys)
    ]


def paper_addresses(documents: Sequence[int]) -> dict[int, str]:
    """Issued document → the page that shows it as printed."""
    plans = Plan.objects.filter(issued_id__in=documents).values_list("issued_id", "pk", "organisation__code")
    return {
        document: reverse("plans:print", kwargs={"org": code, "plan_id": key})
        for document, key, code in plans
        if document
    }


FINDABLES = (
    Findable("ke-hoach", "Kế hoạch", "file-earmark-text", 10, finding.find_plans, _show_plans),
    Findable("nhiem-vu", "Nhiệm vụ", "list-task", 20, finding.find_tasks, _show_tasks),
    Findable("cap-tren", "Kế hoạch cấp trên", "diagram-3", 25, finding.find_superiors_plans, _show_superiors_plans),
    Findable("doi-chieu", "Văn bản đang đối chiếu", "file-earmark-arrow-up", 40, finding.find_readings, _show_readings),
)
