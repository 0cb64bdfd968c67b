"""An ask as the office works with it: made, followed, linked, gathered, exported."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from core.decision import require
from core.forms.acting import succeeds
from core.http import redirect_to, render_page
from core.lists import listing
from core.workbooks import XLSX
from organisations.decorators import staff_view
from organisations.http import StaffRequest
from organisations.qr import qr_image
from organisations.rules import can_make_village_links
from reference.models import Measure
from villages import rules
from villages.domain.links import NewLink
from villages.forms.asking import AddVillagesForm, AskFilter, AskForm, GatherForm, LinksForm, ListFilter
from villages.models import VillageAsk
from villages.queries import asks as queries
from villages.texts import group_text, personal_text
from villages.totals import report_words
from villages.workbook import workbook_of
from work.queries.detail import milestone_here
from work.queries.parties import duties_of
from work.views.answers import saved, status_of


def url(request: StaffRequest, name: str, **kwargs: Any) -> str:
    return reverse(f"villages:{name}", kwargs={"org": request.organisation.code, **kwargs})


@staff_view(rules.can_view_asks)
def ask_list(request: StaffRequest) -> HttpResponse:
    """Everything the villages were asked for, the newest first."""
    form = ListFilter(request.GET)
    rows = queries.asks_of_office(request.access, unanswered_only=form.wanted["loc"] == "chua")
    context = {"filters": form, "listing": listing(request, rows), "today": timezone.localdate()}
    return render(request, "villages/ask_list.html", context)


@staff_view(rules.can_view_asks)
def of_milestone(request: StaffRequest, milestone_id: int) -> HttpResponse:
    """What the villages were asked about one piece of work; also put into its page (hx-get)."""
    milestone = milestone_here(request.access, milestone_id)
    may = rules.can_ask(request.access, milestone, duties_of(milestone.task))
    asks = queries.asks_of_milestone(request.access, milestone)[:50]
    context = {
        "milestone": milestone,
        "asks": asks,
        "may": may,
        "new_url": url(request, "new", milestone_id=milestone_id),
    }
    return render_page(request, "villages/of_milestone.html", context, partial="asks")


@staff_view(rules.can_view_asks)
def new(request: StaffRequest, milestone_id: int) -> HttpResponse:
    """ "Giao cho các thôn"."""
    milestone = milestone_here(request.access, milestone_id)
    require(rules.can_ask(request.access, milestone, duties_of(milestone.task)))
    today = timezone.localdate()
    villages = list(queries.villages_here(request.organisation, today))
    measures = Measure.objects.usable_in(request.organisation).offered_on(today)
    form = AskForm(request.POST or None, milestone=milestone, villages=villages, measures=list(measures), today=today)
    if form.is_bound and saved(form, request):
        messages.success(request, "Đã giao. Việc đã hiện ở trang của từng thôn; gửi lời nhắc ở khung bên dưới.")
        return redirect_to(request, url(request, "ask", ask_id=form.made.pk))
    context = {
        "form": form, "milestone": milestone, "villages": villages,
        "back": reverse("work:milestone", kwargs={"org": request.organisation.code, "milestone_id": milestone_id}),
    }  # fmt: skip
    return render(request, "villages/new.html", context, status=status_of(form))


@staff_view(rules.can_view_asks)
def ask(request: StaffRequest, ask_id: int) -> HttpResponse:
    return _page(request, queries.ask_here(request.access, ask_id))


def _page(
    request: StaffRequest, shown: VillageAsk, *, gather: GatherForm | None = None, add: AddVillagesForm | None = None
) -> HttpResponse:
    """The table with everything around it; `gather` and `add` are forms that were refused."""
    now, today = timezone.now(), timezone.localdate()
    table = queries.ask_table(shown, today, now)
    may = rules.can_ask(request.access, shown.milestone, duties_of(shown.milestone.task))
    filters = AskFilter(request.GET)
    rows = [row for row in table.rows if row.standing.owes] if filters.wanted["loc"] == "chua" else table.rows
    to_gather = table.replied or table.ungathered
    words = report_words(str(shown), table.sums, table.owing, table.replied, table.counted)
    asked = {row.item.village_id for row in table.rows if row.item.withdrawn_at is None}
    offered = [each for each in queries.villages_here(request.organisation, today) if each.pk not in asked]
    office = request.organisation.name
    context = {
        "ask": shown, "table": table, "rows": rows, "filters": filters, "may": may,
        "over": rules.is_over(shown.milestone),
        "gather": (gather or GatherForm(ask=shown, words=words)) if may and to_gather else None,
        "add": (add or AddVillagesForm(offered=offered)) if may and offered else None,
        "may_link": can_make_village_links(request.access),
        "without_link": sum(row.link is None for row in table.rows if row.item.withdrawn_at is None),
        "group": group_text(office, shown.text, shown.due_on, table.owing if table.replied else ()),
        "texts": [
            (row.item.village, personal_text(office, row.item.village.name, row.head, shown.text, shown.due_on))
            for row in table.rows if row.standing.owes
        ],
    }  # fmt: skip
    refused = gather if gather is not None else add
    return render(request, "villages/ask.html", context, status=status_of(refused) if refused is not None else 200)


@staff_view(rules.can_view_asks)
@require_POST
def add(request: StaffRequest, ask_id: int) -> HttpResponse:
    """Villages that were left out, or are wanted again."""
    shown = queries.ask_here(request.access, ask_id)
    require(rules.can_ask(request.access, shown.milestone, duties_of(shown.milestone.task)))
    form = AddVillagesForm(
        request.POST, offered=list(queries.villages_here(request.organisation, timezone.localdate()))
    )
    if form.is_valid() and succeeds(form, lambda: form.save(shown, by=request.access, at=timezone.now())):
        messages.success(request, "Đã giao thêm.")
        return redirect_to(request, url(request, "ask", ask_id=ask_id))
    return _page(request, shown, add=form)


@staff_view(rules.can_view_asks)
@require_POST
def gather_up(request: StaffRequest, ask_id: int) -> HttpResponse:
    """ "Đưa tổng hợp vào báo cáo"."""
    shown = queries.ask_here(request.access, ask_id)
    require(rules.can_ask(request.access, shown.milestone, duties_of(shown.milestone.task)))
    form = GatherForm(request.POST, ask=shown, words="")
    if saved(form, request):
        messages.success(request, "Đã đưa tổng hợp vào báo cáo của việc, ảnh của các thôn thành minh chứng.")
        return redirect_to(request, url(request, "ask", ask_id=ask_id))
    return _page(request, queries.ask_here(request.access, ask_id), gather=form)


@staff_view(can_make_village_links)
@never_cache
def links(request: StaffRequest, ask_id: int) -> HttpResponse:
    """Makes links for the villages that have none, and shows each with its message, this once."""
    shown = queries.ask_here(request.access, ask_id)
    now = timezone.now()
    rows = queries.ask_table(shown, timezone.localdate(), now).rows
    villages = [(row.item.village, row.head, row.link is not None) for row in rows if row.item.withdrawn_at is None]
    form = LinksForm(request.POST or None, villages=villages)
    if form.is_valid() and succeeds(form, lambda: form.create(now=now, by=request.access)):
        context = {"ask": shown, "slips": [_slip(request, shown, each) for each in form.made]}
        return render(request, "villages/print/links.html", context)
    context = {"form": form, "ask": shown}
    return render(request, "villages/links.html", context, status=422 if form.errors else 200)


def _slip(request: StaffRequest, shown: VillageAsk, made: NewLink) -> dict[str, Any]:
    path = reverse("organisations-public:village", kwargs={"secret": made.secret})
    link = settings.PUBLIC_URL.rstrip("/") + path
    text = personal_text(
        request.organisation.name, made.village.name, made.token.holder_name, shown.text, shown.due_on, link
    )
    return {"village": made.village, "token": made.token, "link": link, "image": qr_image(link), "text": text}


@staff_view(rules.can_view_asks)
def export(request: StaffRequest, ask_id: int) -> HttpResponse:
    shown = queries.ask_here(request.access, ask_id)
    table = queries.ask_table(shown, timezone.localdate(), timezone.now())
    response = HttpResponse(workbook_of(shown, table), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="thon-tra-loi-{shown.pk}.xlsx"'
    return response
