"""What the views of plans have in common: fetching with access, and the answers to a sent form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from core.decision import require
from core.exceptions import DomainError, EditConflict, NotAllowed
from core.http import redirect_to, render_page
from organisations.http import StaffRequest
from plans import rules
from plans.forms.base import PlanForm
from plans.models import Block, Plan
from plans.queries import own_plans


def fetch_plan(request: StaffRequest, plan_id: int) -> Plan:
    """The plan of this organisation that the person may read; anything else does not exist (404)."""
    rows = own_plans(request.access).select_related(
        "organisation", "issued", "issued__scan", "created_by", "replaces", "replaced_by"
    )
    plan: Plan = get_object_or_404(rows, pk=plan_id)
    return plan


def fetch_draft(request: StaffRequest, plan_id: int) -> Plan:
    """A plan whose words this person may change; a refusal carries its reason."""
    plan = fetch_plan(request, plan_id)
    require(rules.can_edit_plan(request.access, plan))
    return plan


def fetch_line(plan: Plan, block_id: int) -> Block:
    """A line of this plan and of no other."""
    block: Block = get_object_or_404(Block.objects.select_related("appendix", "assignment"), pk=block_id, plan=plan)
    block.plan = plan
    return block


def url(request: StaffRequest, name: str, plan: Plan | None = None, **kwargs: Any) -> str:
    """An address inside the organisation of this request."""
    if plan is not None:
        kwargs["plan_id"] = plan.pk
    return reverse(f"plans:{name}", kwargs={"org": request.organisation.code, **kwargs})


def plan_home(request: StaffRequest, plan: Plan) -> str:
    """Where a form leads back to: the plan's page, or the editor when the form was opened from there."""
    return url(request, "editor" if request.GET.get("tu") == "soan-thao" else "detail", plan)


def line_url(request: StaffRequest, plan: Plan, block_id: int | None) -> str:
    """The paper, at one line."""
    page = url(request, "detail", plan)
    return f"{page}?dong={block_id}#dong-{block_id}" if block_id else page


@dataclass(frozen=True)
class Page:
    """Where a form stands: its template, what it is called, where one goes afterwards."""

    title: str
    back: str
    template: str = "plans/form.html"
    partial: str = ""
    button: str = "Lưu"
    done: str = "Đã lưu."


def answer_form(
    request: StaffRequest,
    form: PlanForm,
    page: Page,
    *,
    plan: Plan | None = None,
    fresh: Callable[[], PlanForm] | None = None,
    done: Callable[[], HttpResponse] | None = None,
    **context: Any,
) -> HttpResponse:
    """GET shows the form. POST saves: back to `page.back` (or `done()`), 422 with what was typed, 409 with both texts.

    `fresh` makes the form of what is stored now; it is asked for when somebody else saved first.
    """
    if request.method == "POST":
        try:
            if form.try_save(by=request.access):
                if done is not None:
                    return done()
                messages.success(request, page.done)
                return redirect_to(request, page.back)
        except EditConflict as conflict:
            return show_conflict(request, form, page, conflict, fresh=fresh, plan=plan)
    status = 422 if form.is_bound else 200
    shown = {"form": form, "page": page, "plan": plan, "action": request.get_full_path(), **context}
    return render_page(request, page.template, shown, partial=page.partial, status=status)


def show_conflict(
    request: StaffRequest,
    form: PlanForm,
    page: Page,
    conflict: EditConflict,
    *,
    fresh: Callable[[], PlanForm] | None,
    plan: Plan | None,
) -> HttpResponse:
    """409: both texts, and the choice. "Giữ bản của tôi" sends the same fields again with the version seen now."""
    theirs = fresh() if fresh is not None and conflict.theirs else None
    seen = conflict.theirs.get("version")
    differing = [
        {"label": field.label, "theirs": theirs.shown(name) if theirs else "", "mine": form.shown(name)}
        for name, field in form.fields.items()
        if not isinstance(field.widget, forms.HiddenInput)
        and (theirs is None or _squeezed(theirs.shown(name)) != _squeezed(form.shown(name)))
    ]
    kept = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in ("csrfmiddlewaretoken", "seen")
        for value in values
    ]
    context = {
        "reason": str(conflict), "differing": differing, "kept": kept, "seen": seen, "page": page, "plan": plan,
        "action": request.get_full_path(), "target": request.headers.get("HX-Target", ""),
    }  # fmt: skip
    return render_page(request, "plans/conflict.html", context, partial="conflict", status=409)


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def confirm(
    request: StaffRequest,
    page: Page,
    act: Callable[[], Any],
    *,
    plan: Plan,
    text: str,
    seen: int | None = None,
    grave: bool = False,
) -> HttpResponse:
    """GET asks, POST does. A refusal of the domain stands on the same page, with what is stored now."""
    reason = ""
    if request.method == "POST":
        try:
            act()
        except NotAllowed:
            raise
        except DomainError as error:
            reason = str(error)
        else:
            messages.success(request, page.done)
            return redirect_to(request, page.back)
    context = {
        "page": page, "plan": plan, "text": text, "seen": seen, "grave": grave, "reason": reason,
        "action": request.get_full_path(),
    }  # fmt: skip
    return render(request, "plans/confirm.html", context, status=409 if reason else 200)


def seen_in(request: StaffRequest) -> int:
    """The version the person had before the eyes; 0, which no row has, when the form carries none."""
    value = request.POST.get("seen", "")
    return int(value) if value.isdecimal() and len(value) < 10 else 0


def post_only() -> HttpResponse:
    return HttpResponseNotAllowed(["POST"])
