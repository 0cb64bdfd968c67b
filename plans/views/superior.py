"""The superior's plans as the offices below read them, and beginning a plan of one's own from one."""

from __future__ import annotations

import datetime as dt

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from core.http import redirect_to
from core.lists import listing
from documents.official import BlockKind
from organisations.decorators import staff_view
from organisations.http import StaffRequest
from plans import queries, rules
from plans.domain.importing import reading_of
from plans.enums import ImportState, PlanState
from plans.forms.filters import BeginningFilterForm
from plans.forms.superior import FromSuperiorForm
from plans.models import Block, Plan, PlanImport
from plans.queries import lists, starting
from plans.queries.superior import is_anothers
from plans.views.answers import Page, answer_form, url

MOST_DRAFTS = 100


def fetch_above(request: StaffRequest, plan_id: int) -> Plan:
    """A plan that an organisation above shows to those below; any other does not exist here (404)."""
    rows = Plan.objects.from_above(request.access, timezone.localdate()).select_related("organisation", "issued")
    plan: Plan = get_object_or_404(rows, pk=plan_id)
    return plan


@staff_view(rules.can_view_plans)
def above_list(request: StaffRequest) -> HttpResponse:
    form = BeginningFilterForm(request.GET)
    rows = starting.plans_above(request.access, today=timezone.localdate(), wanted=form.wanted["q"])
    found = listing(request, rows, columns=lists.ABOVE_COLUMNS, size=starting.PLANS_A_PAGE, full=lists.plans_shown)
    context = {"form": form, "listing": found, "may_write": rules.can_write_plans(request.access)}
    return render(request, "plans/above_list.html", context)


@staff_view(rules.can_view_plans)
def above_detail(request: StaffRequest, plan_id: int) -> HttpResponse:
    """The printed words alone: who is in charge there, and how it came about, is not for others."""
    plan = fetch_above(request, plan_id)
    context = {
        "plan": plan,
        "paper": queries.paper_of(plan, number=request.GET.get("trang")),
        "recipients": list(plan.recipients.all()),
        "may_write": rules.can_write_plans(request.access),
    }
    return render(request, "plans/above_detail.html", context)


@staff_view(rules.can_view_plans)
def above_table(request: StaffRequest, plan_id: int, block_id: int) -> HttpResponse:
    """A long table of it, a hundred rows a page."""
    plan = fetch_above(request, plan_id)
    table = get_object_or_404(Block, pk=block_id, plan=plan, kind=BlockKind.TABLE)
    page = queries.table_rows(table, request.GET.get("trang"))
    return render(request, "plans/above_table.html", {"plan": plan, "table": table, "page": page})


def _drafts(request: StaffRequest) -> list[Plan]:
    rows = Plan.objects.of(request.access).filter(state=PlanState.DRAFT).only("title", "year", "organisation")
    return list(rows.order_by("-year", "-id")[:MOST_DRAFTS])


def _begin(
    request: StaffRequest, source: Plan | PlanImport, *, year: int, named: str, back: str, today: dt.date
) -> HttpResponse:
    form = FromSuperiorForm(request.POST or None, source=source, year=year, drafts=_drafts(request), today=today)

    def opened() -> HttpResponse:
        return redirect_to(request, url(request, "start", start_id=form.saved.pk))

    page = Page(
        "Lập kế hoạch từ văn bản cấp trên", back=back, button="Xem các nhiệm vụ", template="plans/start_above.html"
    )
    return answer_form(request, form, page, done=opened, named=named)


@staff_view(rules.can_write_plans)
def start_above(request: StaffRequest, plan_id: int) -> HttpResponse:
    plan = fetch_above(request, plan_id)
    named = f"{plan} ({plan.notation}, {plan.organisation})"
    back = url(request, "above-detail", plan)
    return _begin(request, plan, year=plan.year, named=named, back=back, today=timezone.localdate())


@staff_view(rules.can_write_plans)
def start_import(request: StaffRequest, import_id: int) -> HttpResponse:
    """A received paper of another office, without taking it for a plan of one's own."""
    rows = PlanImport.objects.of(request.access).filter(state__in=(ImportState.READ, ImportState.ACCEPTED))
    imported = get_object_or_404(rows, pk=import_id)
    if not is_anothers(imported):
        raise Http404
    today = timezone.localdate()
    back = url(request, "import-detail", import_id=imported.pk)
    year = reading_of(imported).year or today.year
    return _begin(request, imported, year=year, named=str(imported), back=back, today=today)
