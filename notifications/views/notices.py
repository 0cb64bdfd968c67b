"""The list of one's own notices, opening and marking them."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from core.declare import account_view
from core.http import page_of, redirect_to, safe_next, whole_number
from notifications import queries, rules
from notifications.domain.reading import mark_all_read, mark_read, mark_unread
from organisations.decorators import staff_view
from organisations.http import StaffRequest


@account_view
def mine(request: StaffRequest) -> HttpResponse:
    """Where a letter leads, which knows no office."""
    office = queries.office_of(request.user)
    if office is None:
        return redirect("dashboard:home")
    return redirect("notifications:list", org=office.code)


@staff_view(rules.can_read_notices)
def notice_list(request: StaffRequest) -> HttpResponse:
    unread_only = request.GET.get("loc") == "chua-doc"
    page, query = page_of(request, queries.notice_page(request.user, unread_only=unread_only))
    context = {
        "page": page,
        "query": query,
        "unread_only": unread_only,
        "has_unread": any(notice.read_at is None for notice in page) or queries.unread_count(request.user) > 0,
        "newest": queries.newest_of(request.user),
        "may_see_unsent": bool(rules.can_see_unsent(request.access)),
    }
    return render(request, "notifications/list.html", context)


@staff_view(rules.can_read_notices)
def open_notice(request: StaffRequest, notice_id: int) -> HttpResponse:
    """To the page it speaks of; having been opened, it is read."""
    notice = get_object_or_404(queries.notices_of(request.user), pk=notice_id)
    mark_read(notice, by=request.user, at=timezone.now())
    return redirect_to(request, notice.url)


@staff_view(rules.can_read_notices)
@require_POST
def mark(request: StaffRequest, notice_id: int) -> HttpResponse:
    notice = get_object_or_404(queries.notices_of(request.user), pk=notice_id)
    if request.POST.get("read") == "1":
        mark_read(notice, by=request.user, at=timezone.now())
    else:
        mark_unread(notice, by=request.user)
    return redirect_to(request, safe_next(request, _list_of(request)))


@staff_view(rules.can_read_notices)
@require_POST
def mark_all(request: StaffRequest) -> HttpResponse:
    until = whole_number(request.POST.get("until"))
    if until is None:
        raise Http404
    mark_all_read(by=request.user, at=timezone.now(), until=until)
    return redirect_to(request, _list_of(request))


def _list_of(request: StaffRequest) -> str:
    return reverse("notifications:list", kwargs={"org": request.organisation.code})
