"""What the pages of a preparation have in common: fetching it, its address, making the plan of it."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from core.exceptions import DomainError, NotAllowed
from core.http import redirect_to
from organisations.http import StaffRequest
from plans.models import Plan, PlanStart
from plans.views.answers import url

_SOMEBODY_ELSE = (
    "Người khác vừa lưu bản chuẩn bị này. Nội dung ông/bà nhập vẫn còn ở dưới; bấm lần nữa để ghi theo bản của mình."
)


def fetch_start(request: StaffRequest, start_id: int) -> PlanStart:
    """A preparation of this office; any other does not exist (404)."""
    rows = PlanStart.objects.of(request.access).select_related("source__organisation", "plan", "target", "imported")
    start: PlanStart = get_object_or_404(rows, pk=start_id)
    return start


def start_url(request: StaffRequest, start: PlanStart, *, page: int | None = None, anchor: str = "") -> str:
    place = url(request, "start", start_id=start.pk)
    return place + (f"?trang={page}" if page else "") + (f"#{anchor}" if anchor else "")


def keep_typed(request: StaffRequest, form: forms.Form, start: PlanStart) -> int:
    """Somebody else saved the preparation first: what was typed stays, and counts when it is sent again. The status."""
    form.add_error(None, _SOMEBODY_ELSE)
    again = request.POST.copy()
    again["seen"] = str(PlanStart.objects.values_list("version", flat=True).get(pk=start.pk))
    form.data = again
    return 409


def make(request: StaffRequest, start: PlanStart, act: Callable[[], Plan], said: str) -> HttpResponse:
    """The plan, opened to be written on; a refusal of the domain is said on the page of the preparation."""
    try:
        plan = act()
    except NotAllowed:
        raise
    except DomainError as error:
        messages.error(request, str(error))
        return redirect_to(request, start_url(request, start))
    messages.success(request, said)
    return redirect_to(request, url(request, "editor", plan))
