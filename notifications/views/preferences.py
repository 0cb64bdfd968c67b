"""How one wishes to be told."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.actor import Oneself
from core.declare import account_view
from notifications.domain.wishing import preference_of
from notifications.forms import PreferenceForm
from organisations.http import StaffRequest


@account_view
def preferences(request: StaffRequest) -> HttpResponse:
    posted = request.POST if request.method == "POST" else None
    form = PreferenceForm(posted, user=request.user, preference=preference_of(request.user))
    if posted is not None and form.is_valid():
        form.save(by=Oneself.of(request))
        messages.success(request, "Đã lưu cách nhận thông báo.")
        return redirect("notifications:preferences")
    status = 422 if form.is_bound else 200
    return render(request, "notifications/preferences.html", {"form": form}, status=status)
