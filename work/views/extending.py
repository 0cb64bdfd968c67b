"""Xin gia hạn: asked on a page of its own, answered on another; what waits is a list behind a chip of Việc của tôi."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from core.decision import require
from core.http import redirect_to
from core.lists import listing
from organisations.decorators import staff_view
from organisations.http import StaffRequest
from work import rules, rules_extending
from work.duties import Duties
from work.forms.extending import AskForm, GrantForm, RefuseForm, TakeBackForm
from work.models import Milestone
from work.queries import extending as queries
from work.queries.detail import milestone_here
from work.queries.parties import duties_of
from work.views.answers import saved, status_of, url


def extension_card(request: StaffRequest, shown: Milestone, duties: Duties) -> dict[str, Any]:
    """What work/extension_card.html shows on the page of a piece of work; one query."""
    waits = queries.open_request(shown) if shown.completed_on is None and not shown.is_checkpoint else None
    may_answer = waits is not None and rules_extending.can_answer_extension(request.access, waits, shown, duties)
    may_ask = rules_extending.can_ask_extension(request.access, shown, duties)
    may_take_back = waits is not None and rules_extending.can_take_back_extension(request.access, waits)
    return {"extension": waits, "may_answer": may_answer, "may_ask": may_ask, "may_take_back": may_take_back}


@staff_view(rules.can_view_work)
def ask(request: StaffRequest, milestone_id: int) -> HttpResponse:
    """Ask for a later day for one piece of work."""
    shown = milestone_here(request.access, milestone_id)
    require(rules_extending.can_ask_extension(request.access, shown, duties_of(shown.task)))
    form = AskForm(request.POST or None)
    back = url(request, "milestone", milestone_id=shown.pk)
    if request.method == "POST" and saved(form, request, shown):
        messages.success(request, "Đã gửi đề nghị. Ông/bà được báo khi có trả lời.")
        return redirect_to(request, back)
    context = {"form": form, "milestone": shown, "back": back, "waits": queries.open_request(shown)}
    return render(request, "work/extension_ask.html", context, status=status_of(form))


@staff_view(rules.can_view_work)
def answer(request: StaffRequest, request_id: int) -> HttpResponse:
    """Agree or refuse; `viec` says which form was sent. Once answered the page only tells."""
    asked = queries.request_here(request.access, request_id)
    shown = milestone_here(request.access, asked.milestone_id)
    may = rules_extending.can_answer_extension(request.access, asked, shown, duties_of(shown.task))
    if asked.answered_at is None or request.method == "POST":
        require(may)
    asked.milestone = shown
    act = request.POST.get("viec", "")
    grant = GrantForm(request.POST if act == "dong-y" else None, request=asked)
    refuse = RefuseForm(request.POST if act == "khong" else None)
    back = url(request, "milestone", milestone_id=shown.pk)
    if act == "dong-y" and saved(grant, request):
        messages.success(request, "Đã gia hạn. Người đề nghị được báo.")
        return redirect_to(request, back)
    if act == "khong" and saved(refuse, request, asked):
        messages.success(request, "Đã trả lời. Người đề nghị được báo.")
        return redirect_to(request, back)
    sent = {"dong-y": grant, "khong": refuse}.get(act)
    context = {"asked": asked, "milestone": shown, "grant": grant, "refuse": refuse, "back": back, "act": act}
    return render(request, "work/extension_answer.html", context, status=status_of(sent) if sent is not None else 200)


@staff_view(rules.can_view_work)
def take_back(request: StaffRequest, request_id: int) -> HttpResponse:
    """The one who asked takes it back, with a note if wished."""
    asked = queries.request_here(request.access, request_id)
    require(rules_extending.can_take_back_extension(request.access, asked))
    shown = milestone_here(request.access, asked.milestone_id)
    form = TakeBackForm(request.POST if request.method == "POST" else None)
    back = url(request, "milestone", milestone_id=shown.pk)
    if request.method == "POST" and saved(form, request, asked):
        messages.success(request, "Đã rút đề nghị. Hạn của việc giữ nguyên.")
        return redirect_to(request, back)
    context = {"form": form, "asked": asked, "milestone": shown, "back": back}
    return render(request, "work/extension_take_back.html", context, status=status_of(form))


@staff_view(rules.can_view_work)
def extensions(request: StaffRequest) -> HttpResponse:
    """Requests that wait for the person who looks, the oldest first."""
    rows = queries.asked_of(request.access).select_related("milestone__task", "milestone__plan")
    found = listing(request, rows.defer("milestone__plan__search").order_by("asked_at", "pk"))
    context = {"listing": found, "today": timezone.localdate()}
    return render(request, "work/extensions.html", context)
