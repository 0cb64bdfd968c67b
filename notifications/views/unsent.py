"""Letters to people of this office that did not leave, for its administrator."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from core.http import page_of
from notifications import queries, rules
from notifications.domain.resending import send_again
from notifications.kinds import label_of
from organisations.decorators import staff_view
from organisations.http import StaffRequest


@staff_view(rules.can_see_unsent)
def unsent(request: StaffRequest) -> HttpResponse:
    page, query = page_of(request, queries.unsent_letters(request.access, at=timezone.now()))
    rows = [(letter, label_of(letter.kind), rules.can_send_again(request.access, letter)) for letter in page]
    return render(request, "notifications/unsent.html", {"page": page, "query": query, "rows": rows})


@staff_view(rules.can_see_unsent)
@require_POST
def again(request: StaffRequest, letter_id: int) -> HttpResponse:
    now = timezone.now()
    letter = get_object_or_404(queries.unsent_letters(request.access, at=now), pk=letter_id)
    send_again(letter, by=request.access, at=now)
    messages.success(request, "Đã đưa thư vào hàng chờ gửi.")
    return redirect("notifications:unsent", org=request.organisation.code)
