"""Giao việc for many at once: ticked in a list, looked at before and after, given, and taken back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from core.exceptions import DomainError, EditConflict, NotAllowed
from core.http import redirect_to, whole_number
from core.lists import listing
from organisations.decorators import staff_view
from organisations.http import StaffRequest
from plans import queries as plan_queries
from plans.forms.filters import PlanTaskFilterForm
from plans.models import Plan
from work import rules, rules_assigning
from work.assigning import MOST, Outcome, Proposal, propose
from work.domain.assigning import NOBODY, undo_batch
from work.forms.assigning import AssignForm, packed
from work.forms.filters import OfficeFilter
from work.models import AssignmentBatch
from work.queries import lists
from work.queries.assigning import Chosen, batch_here, lines_of, names_of
from work.queries.detail import units_of_office
from work.queries.mine import plans_in_force
from work.views.answers import url


@staff_view(rules_assigning.can_assign_work)
def assign(request: StaffRequest) -> HttpResponse:
    """`buoc`: nothing yet (lines arrive from a list), "xem" (look), "chi-ky" (look at this period only), "sua"
    (choose again) or "giao" (do it).
    """
    if request.method != "POST":
        return redirect_to(request, url(request, "list"))
    today, step = timezone.localdate(), request.POST.get("buoc", "")
    if not step:
        chosen, most = _arriving(request)
        if not chosen or most:
            messages.warning(request, most or "Ông/bà chưa chọn việc nào. Hãy đánh dấu các việc cần giao.")
            return redirect_to(request, _back(request))
        form = AssignForm(access=request.access, today=today, initial={"viec": packed(chosen)})
        return _form_page(request, form, len(chosen))
    data = request.POST.copy()
    if step == "chi-ky":
        data["chi_ky"] = "on"
    form = AssignForm(data, access=request.access, today=today)
    if not form.is_valid() or step == "sua":
        return _form_page(request, form, len(form.cleaned_data.get("viec", "").split()))
    if step == "giao":
        done = _given(request, form)
        if done is not None:
            return done
    return _preview(request, form)


def _arriving(request: StaffRequest) -> tuple[Chosen, str]:
    """The lines ticked in a list, or all that match its filter; and why they are too many, if they are."""
    source = request.POST.get("tu", "")
    everything = bool(request.POST.get("tat_ca"))
    if source.startswith("ke-hoach"):
        ids = _of_plan(request) if everything or source.endswith("tat-ca") else _numbers(request, "task")
        chosen = Chosen(tasks=tuple(ids))
    else:
        chosen = Chosen(milestones=tuple(_matching(request) if everything else _numbers(request, "chon")))
    most = f"Có hơn {MOST:,} việc khớp. Hãy lọc thêm rồi giao nhiều lần.".replace(",", ".")
    return chosen, most if len(chosen) > MOST else ""


def _numbers(request: StaffRequest, name: str) -> list[int]:
    found = (whole_number(each) for each in request.POST.getlist(name)[: MOST + 1])
    return list(dict.fromkeys(each for each in found if each))


def _matching(request: StaffRequest) -> list[int]:
    """Results of the office's list that match its filter, one more than can be given at most."""
    access = request.access
    query = QueryDict(request.POST.get("loc", "")[:2000])
    form = OfficeFilter(query, plans=list(plans_in_force(access)), units=units_of_office(access))
    rows = lists.office_work(access, form.asked(), timezone.localdate())
    return list(rows.order_by("due_on", "pk").values_list("pk", flat=True)[: MOST + 1])


def _of_plan(request: StaffRequest) -> list[int]:
    plan = Plan.objects.filter(
        organisation=request.organisation, pk=whole_number(request.POST.get("ke_hoach")) or 0
    ).first()
    if plan is None:
        return []
    form = PlanTaskFilterForm(QueryDict(request.POST.get("query", "")[:2000]))
    facts = plan_queries.filtered_facts(
        plan_queries.task_facts(plan), show=form.wanted["loc"] or "", wanted=form.wanted["q"]
    )
    return [fact.id for fact in facts if fact.tracked and fact.same_as is None][: MOST + 1]


def _back(request: StaffRequest) -> str:
    query = QueryDict(request.POST.get("loc", "")[:2000]).urlencode()
    return url(request, "list") + (f"?{query}" if query else "")


def _form_page(request: StaffRequest, form: AssignForm, number: int) -> HttpResponse:
    context = {"form": form, "number": number, "back": url(request, "list")}
    return render(request, "work/assign.html", context, status=422 if form.is_bound and form.errors else 200)


def _preview(request: StaffRequest, form: AssignForm, status: int = 200) -> HttpResponse:
    proposal = propose(lines_of(request.access, form.chosen, timezone.localdate()), form.wishes)
    hidden = {name: value for name, value in form.data.items() if name not in ("csrfmiddlewaretoken", "buoc", "seen")}
    context = {
        "form": form, "proposal": proposal, "hidden": hidden | {"seen": proposal.seen}, "back": url(request, "list"),
        "rows": _rows(proposal.taken, proposal), "number": len(form.chosen),
        "several": any(each.whole_duty for each in proposal.taken), "only_period": form.cleaned_data["chi_ky"],
        "may_narrow": any(form.cleaned_data.get(name) for name in ("nguoi", "giu")),
    }  # fmt: skip
    return render(request, "work/assign_preview.html", context, status=409 if form.errors else status)


def _rows(outcomes: list[Outcome], proposal: Proposal) -> list[dict[str, Any]]:
    names = names_of({who for each in proposal.changes for who in (each.before, each.after)})
    return [
        {
            "title": outcome.line.title, "place": outcome.line.place, "periods": outcome.whole_duty,
            "changes": [
                (each.part.label, names.get(each.before or 0, NOBODY), names.get(each.after or 0, NOBODY))
                for each in outcome.changes
            ],
        }
        for outcome in outcomes
    ]  # fmt: skip


def _given(request: StaffRequest, form: AssignForm) -> HttpResponse | None:
    """To the page of what was given; None when the preview has to be looked at again, with the reason in the form."""
    try:
        batch = form.assign(by=request.access, at=timezone.now())
    except NotAllowed:
        raise
    except (EditConflict, DomainError) as error:
        form.add_error(None, str(error))
        return None
    messages.success(request, "Đã giao. Người được giao được báo.")
    return redirect_to(request, url(request, "assignment", batch_id=batch.pk))


@staff_view(rules.can_view_work)
def assignment(request: StaffRequest, batch_id: int) -> HttpResponse:
    """What was given in one go, line by line; taken back from here."""
    batch = batch_here(request.access, batch_id)
    rows = batch.rows.select_related("task__plan", "milestone", "before", "after").defer("task__plan__search")
    found = listing(request, rows.order_by("pk"), size=100)
    context = {"batch": batch, "listing": found, "may_undo": rules_assigning.can_undo_batch(request.access, batch)}
    return render(request, "work/assignment.html", context)


@staff_view(rules.can_view_work)
@require_POST
def assignment_undo(request: StaffRequest, batch_id: int) -> HttpResponse:
    batch = batch_here(request.access, batch_id)
    try:
        restored, left = undo_batch(batch, by=request.access, at=timezone.now())
    except NotAllowed:
        raise
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Đã hoàn tác {restored} thay đổi." + (f" Giữ nguyên {left}." if left else ""))
    return redirect_to(request, url(request, "assignment", batch_id=batch.pk))


@staff_view(rules.can_view_work)
def assignments(request: StaffRequest) -> HttpResponse:
    """What was given in this office, the latest first."""
    found = listing(request, AssignmentBatch.objects.of(request.access).order_by("-at", "-pk"))
    return render(request, "work/assignments.html", {"listing": found})
