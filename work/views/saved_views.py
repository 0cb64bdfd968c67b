"""Lists under a name: the chips above a list, and the page where names are changed and lists thrown away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from core.decision import require
from core.forms.acting import succeeds, tell
from core.http import redirect_to
from organisations.decorators import staff_view
from organisations.http import StaffRequest
from work import rules
from work.domain.saved_views import delete_view
from work.forms.saved_views import NewViewForm, ViewForm
from work.models import SavedView
from work.queries.saved_views import MOST, kept_query, view_here, views_here
from work.views.answers import url


def saved_context(request: StaffRequest, page: SavedView.Page) -> dict[str, Any]:
    """What work/saved_views.html needs above a list; one query."""
    base, now = url(request, page.value), kept_query(request.GET)
    chips = [(view, f"{base}?{view.query}", view.query == now) for view in views_here(request.access, page)]
    if not now or any(chosen for *_, chosen in chips):
        return {"saved": chips, "save_form": None}
    form = NewViewForm(by=request.access, initial={"page": page.value, "query": now}, auto_id="luu_%s")
    return {"saved": chips, "save_form": form}


@staff_view(rules.can_have_phone_link)
def saved_views(request: StaffRequest) -> HttpResponse:
    """All of them, to be opened, renamed and thrown away."""
    rows = [
        (view, f"{url(request, view.page)}?{view.query}", bool(rules.can_change_view(request.access, view)))
        for view in views_here(request.access).select_related("owner")
    ]
    return render(request, "work/saved_views_page.html", {"rows": rows, "most": MOST})


@staff_view(rules.can_have_phone_link)
def save_view(request: StaffRequest) -> HttpResponse:
    """From the chips above a list; what was refused comes back on a page of its own."""
    if request.method != "POST":
        return redirect_to(request, url(request, "saved-views"))
    made: list[SavedView] = []
    typed = request.POST.copy()
    typed["query"] = kept_query(QueryDict(request.POST.get("query", "")[:2000]))
    form = NewViewForm(typed, by=request.access)
    if form.is_valid() and succeeds(form, lambda: made.append(form.save())):
        messages.success(request, f"Đã lưu danh sách “{made[0].name}”.")
        return redirect_to(request, f"{url(request, made[0].page)}?{made[0].query}")
    context = {"form": form, "title": "Lưu danh sách", "button": "Lưu"}
    return render(request, "organisations/form.html", context, status=422)


@staff_view(rules.can_have_phone_link)
def rename_view(request: StaffRequest, view_id: int) -> HttpResponse:
    view = view_here(request.access, view_id)
    require(rules.can_change_view(request.access, view))
    form = ViewForm(request.POST or None, by=request.access, initial={"name": view.name, "shared": view.shared})
    if form.is_valid() and succeeds(form, lambda: form.change(view)):
        messages.success(request, "Đã sửa danh sách.")
        return redirect("work:saved-views", org=request.organisation.code)
    context = {"form": form, "title": f"Sửa danh sách: {view.name}", "button": "Ghi"}
    return render(request, "organisations/form.html", context, status=422 if form.errors else 200)


@staff_view(rules.can_have_phone_link)
@require_POST
def delete_saved(request: StaffRequest, view_id: int) -> HttpResponse:
    view = view_here(request.access, view_id)
    tell(request, lambda: delete_view(view, by=request.access), f"Đã xóa danh sách “{view.name}”.")
    return redirect("work:saved-views", org=request.organisation.code)
