"""One village's part of an ask: what it answered, each version, and what the office does with it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header

from core.decision import Decision, require
from core.forms.acting import succeeds
from core.http import redirect_to
from organisations.decorators import staff_view
from organisations.http import StaffRequest
from villages import rules
from villages.forms.asking import ReturnForm, SeenForm, TakeForm, WithdrawForm
from villages.models import VillageItem
from villages.queries import asks as queries
from villages.standing import ItemState, item_standing
from villages.views.asks import url
from work.queries.parties import duties_of

FORMS: dict[str, tuple[type[SeenForm], str]] = {
    "take": (TakeForm, "Đã nhận câu trả lời. Thôn không sửa được nữa."),
    "return": (ReturnForm, "Đã nhờ thôn sửa lại. Việc này lại nằm đầu trang của thôn."),
    "withdraw": (WithdrawForm, "Đã rút. Thôn đọc được lý do."),
}


@staff_view(rules.can_view_asks)
def item(request: StaffRequest, item_id: int) -> HttpResponse:
    return _page(request, queries.item_here(request.access, item_id))


def _page(request: StaffRequest, shown: VillageItem, sent: tuple[str, Any] | None = None) -> HttpResponse:
    """`sent` is the form that was refused, by its name."""
    standing = item_standing(queries.facts_of(shown), shown.ask.due_on, timezone.localdate())
    may = _may(request, shown)
    possible = {
        "take": standing.state is ItemState.ANSWERED,
        "return": standing.has_replied,
        "withdraw": True,
    }
    forms: dict[str, Any] = {name: FORMS[name][0](item=shown) for name in FORMS if may and possible[name]}
    if sent is not None:
        forms[sent[0]] = sent[1]
    context = {
        "item": shown, "ask": shown.ask, "standing": standing, "said": queries.answers_of(shown), "forms": forms,
        "may": may, "opened": sent[0] if sent else "",
    }  # fmt: skip
    return render(request, "villages/item.html", context, status=422 if sent else 200)


def _may(request: StaffRequest, shown: VillageItem) -> Decision:
    return rules.can_manage_item(request.access, shown, duties_of(shown.ask.milestone.task))


def _act(request: StaffRequest, item_id: int, name: str) -> HttpResponse:
    shown = queries.item_here(request.access, item_id)
    require(_may(request, shown))
    back = url(request, "item", item_id=item_id)
    if request.method != "POST":
        return redirect_to(request, back)
    kind, done = FORMS[name]
    form: Any = kind(request.POST, item=shown)
    if form.is_valid() and succeeds(form, lambda: form.save(by=request.access, at=timezone.now())):
        messages.success(request, done)
        return redirect_to(request, back)
    return _page(request, queries.item_here(request.access, item_id), (name, form))


@staff_view(rules.can_view_asks)
def take(request: StaffRequest, item_id: int) -> HttpResponse:
    return _act(request, item_id, "take")


@staff_view(rules.can_view_asks)
def send_back(request: StaffRequest, item_id: int) -> HttpResponse:
    return _act(request, item_id, "return")


@staff_view(rules.can_view_asks)
def withdraw(request: StaffRequest, item_id: int) -> HttpResponse:
    return _act(request, item_id, "withdraw")


@staff_view(rules.can_view_asks)
def photo(request: StaffRequest, photo_id: int) -> HttpResponseBase:
    """A picture a village sent, for the people of its office."""
    kept = queries.photo_here(request.access, photo_id).attachment
    response = FileResponse(kept.file.open("rb"), content_type=kept.content_type)
    response["Content-Disposition"] = content_disposition_header("tai" in request.GET, kept.name) or ""
    response["Cache-Control"] = "private, no-cache"
    return response
