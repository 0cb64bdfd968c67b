"""The own account: what is held, and the ways to change it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from accounts.domain.second_factor import codes_left, has_device
from core.declare import account_view


@account_view
def profile(request: Any) -> HttpResponse:
    context = {"has_device": has_device(request.user), "codes_left": codes_left(request.user)}
    return render(request, "accounts/profile.html", context)
