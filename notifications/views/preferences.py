"""How one wishes to be told."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.actor import Oneself
from core.declare import account_view
from notifications.domain.wishing import preference_of
from notifications.forms import PreferenceForm
from notifications.queries import office_of
from organisations.access import Access
from organisations.http import StaffRequest


def _put_into_office(request: StaffRequest) -> None:
    """The wishes are the person's own; with an office of one's own the page keeps its menu around them."""
    office = office_of(request.user)
    access = Access.of(request.user, office, request_id=request.request_id) if office else None
    if office is not None and access is not None:
        request.organisation, request.access = office, access


@account_view
def preferences(request: StaffRequest) -> HttpResponse:
    posted = request.POST if request.method == "POST" else None
    form = PreferenceForm(posted, user=request.user, preference=preference_of(request.user))
    if posted is not None and form.is_valid():
        form.save(by=Oneself.of(request))
        messages.success(request, "Đã lưu cách nhận thông báo.")
        return redirect("notifications:preferences")
    status = 422 if form.is_bound else 200
    _put_into_office(request)
    context = {"form": form, "frame": "base/staff.html" if request.organisation else "base/plain.html"}
    return render(request, "notifications/preferences.html", context, status=status)
