"""Việc của tôi: what one has to do, the worst first, updated in place."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from core.decision import require
from core.http import add_event, redirect_to, render_page, safe_next
from core.lists import PAGE
from organisations.decorators import staff_view
from organisations.enums import Role
from organisations.http import StaffRequest
from work import rules
from work.forms.acts import UpdateForm
from work.forms.filters import MineFilter
from work.models import Milestone, SavedView
from work.queries import mine as queries
from work.queries.calendar import MINE
from work.queries.deciding import Decisions, decisions_for
from work.queries.detail import milestone_here, unconfirmed
from work.queries.figures import sums_of_work
from work.queries.parties import duties_of
from work.queries.rows import rows_of
from work.views.answers import saved, status_of, url
from work.views.figures import rows_for
from work.views.saved_views import saved_context

ROWS_A_PAGE = 50


@staff_view(rules.can_view_work)
def my_work(request: StaffRequest) -> HttpResponse:
    """The list; `nhom` is the chosen chip, the filters narrow it, all of it stands in the address."""
    access, today = request.access, timezone.localdate()
    group = request.GET.get("nhom", "")
    form = MineFilter(request.GET, plans=list(queries.plans_in_force(access)))
    group = group if group in queries.GROUPS or group == queries.WAITING else ""
    mine = queries.my_work(access, form.asked(), today)
    if not form.is_active:
        request.late_work = mine.counts["qua-han"]  # type: ignore[attr-defined]
    waits = queries.waiting(access).order_by("completed_on", "pk") if _accepts(request) else Milestone.objects.none()
    decisions = _decisions(request)
    waiting = waits.count() if group == queries.WAITING else decisions.results
    shown: Any = waits.values_list("pk", flat=True)
    if group != queries.WAITING:
        shown = [item.id for item in mine.in_group(group)]
    page = Paginator(shown, ROWS_A_PAGE).get_page(request.GET.get(PAGE))
    query = request.GET.copy()
    query.pop(PAGE, None)
    context = {
        "form": form, "page": page, "rows": rows_of(list(page.object_list), access, today),
        "chips": _chips(request, mine.counts, waiting, group), "group": group, "query": query.urlencode(),
        "decisions": decisions,
        "here": request.get_full_path(), "filtered": form.is_active, "waiting": waiting,
        "grouped": group != queries.WAITING,
    }  # fmt: skip
    context |= saved_context(request, SavedView.Page.MINE)
    return render_page(request, "work/my_work.html", context)


def _accepts(request: StaffRequest) -> bool:
    """Who is asked to accept results: leaders, and whoever is named above a task, which a link tells."""
    return Role.LEADER in request.access.roles or request.GET.get("nhom") == queries.WAITING


def _decisions(request: Any) -> Decisions:
    """Asked once for a page: the list and the menu show it."""
    if not hasattr(request, "decisions"):
        request.decisions = decisions_for(request.access)
    found: Decisions = request.decisions
    return found


def _chips(request: StaffRequest, counts: dict[str, int], waiting: int, chosen: str) -> list[dict[str, Any]]:
    """A chip for each group with its number; the chosen one leads back to all. What waits for the reader's decision
    comes first, as nobody else moves it on."""
    out: list[dict[str, Any]] = []
    if asked := _decisions(request).extensions:
        address = url(request, "extensions")
        out.append({"label": "Xin gia hạn", "tone": "warn", "number": asked, "chosen": False, "url": address})
    found = [(key, label, tone, counts[key]) for key, (label, tone, _) in queries.GROUPS.items()]
    if _accepts(request):
        found.insert(0 if waiting else len(found), (queries.WAITING, "Chờ duyệt", "warn", waiting))
    for key, label, tone, number in found:
        query = request.GET.copy()
        query.pop(PAGE, None)
        query["nhom"] = key
        if key == chosen:
            query.pop("nhom")
        out.append(
            {"label": label, "tone": tone, "number": number, "chosen": key == chosen, "url": f"?{query.urlencode()}"}
        )
    return out


def menu_badge(request: Any, today: dt.date) -> int:
    """The number beside the menu entry: what is late and what waits for the reader's decision. The page itself has
    counted already."""
    known: int | None = getattr(request, "late_work", None)
    late = queries.late_count(request.access, today) if known is None else known
    return late + _decisions(request).total


def is_ones_own(request: HttpRequest) -> bool:
    """Whether a calendar or timeline was opened as one's own, for the menu and the row of tabs."""
    name = request.resolver_match.view_name if request.resolver_match else ""
    chosen = request.GET.get("cua", "")
    return chosen == "toi" if name.startswith("work:timeline") else chosen == MINE


@staff_view(rules.can_view_work)
def update(request: StaffRequest, milestone_id: int) -> HttpResponse:
    """The quick form: in the place of the line with htmx, else a page of its own."""
    milestone, today = milestone_here(request.access, milestone_id), timezone.localdate()
    duties = duties_of(milestone.task)
    rule = rules.can_note if milestone.is_checkpoint else rules.can_do
    require(rule(request.access, milestone, duties))
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    row = rows_of([milestone.pk], request.access, today)[0]
    figures = rows_for(request, milestone)
    form = UpdateForm(*sent, milestone=milestone, today=today, earlier=row.earlier, figures=figures)
    back = safe_next(request, url(request, "milestone", milestone_id=milestone.pk))
    if request.method == "POST" and saved(form, request):
        return _updated(request, milestone, back)
    context = {
        "form": form, "row": row, "back": back, "timeliness": row.timeliness, "figures": figures,
        "sums": sums_of_work(milestone), "unconfirmed": unconfirmed(milestone),
    }  # fmt: skip
    return render_page(request, "work/update.html", context, partial="row", status=status_of(form))


def _updated(request: StaffRequest, milestone: Milestone, back: str) -> HttpResponse:
    if not getattr(request, "htmx", None):
        return redirect_to(request, back)
    rows = rows_of([milestone.pk], request.access, timezone.localdate())
    context = {"row": rows[0], "here": back, "saved": True}
    response = render_page(request, "work/row.html", context)
    add_event(response, "messages", [{"text": "Đã ghi.", "tags": "success"}])
    return response


@staff_view(rules.can_view_work)
def row(request: StaffRequest, milestone_id: int) -> HttpResponse:
    """The line of a list again, when the quick form is left without sending."""
    milestone = milestone_here(request.access, milestone_id)
    found = rows_of([milestone.pk], request.access, timezone.localdate())[0]
    if not getattr(request, "htmx", None):
        return redirect_to(request, url(request, "milestone", milestone_id=milestone.pk))
    return render_page(request, "work/row.html", {"row": found, "here": safe_next(request, found.url)})
