"""Xác nhận phần phối hợp: in the line of a list, on a small page of its own, or from the page of the work."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone

from core.decision import require
from core.http import add_event, redirect_to, render_page, safe_next
from organisations.decorators import staff_view
from organisations.http import StaffRequest
from work import rules
from work.forms.acts import ConfirmForm
from work.queries.detail import milestone_here
from work.queries.parties import duties_of
from work.queries.rows import rows_of
from work.views.answers import saved, status_of, url

CONFIRMED = "Đã xác nhận phần phối hợp."


@staff_view(rules.can_view_work)
def confirm(request: StaffRequest, milestone_id: int) -> HttpResponse:
    """With htmx in the place of the line, else a page; afterwards back to where one came from."""
    shown, today = milestone_here(request.access, milestone_id), timezone.localdate()
    require(rules.can_confirm(request.access, shown, duties_of(shown.task)))
    back = safe_next(request, url(request, "milestone", milestone_id=shown.pk))
    form = ConfirmForm(request.POST if request.method == "POST" else None, milestone=shown)
    done = request.method == "POST" and saved(form, request)
    if done and not getattr(request, "htmx", None):
        messages.success(request, CONFIRMED)
        return redirect_to(request, back)
    row = rows_of([shown.pk], request.access, today)[0]
    if done:
        answer = render_page(request, "work/row.html", {"row": row, "here": back, "saved": True, "confirmed": True})
        add_event(answer, "messages", [{"text": CONFIRMED, "tags": "success"}])
        return answer
    context = {"form": form, "row": row, "back": back}
    return render_page(request, "work/confirm.html", context, partial="row", status=status_of(form))
