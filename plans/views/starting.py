"""Beginning a plan: what there is to begin from, and offering one's own plans as a beginning to others."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from core.decision import require
from core.exceptions import DomainError
from core.http import redirect_to
from core.lists import listing
from organisations.decorators import staff_view
from organisations.http import StaffRequest
from plans import rules
from plans.domain import starting
from plans.enums import StartKind
from plans.forms.filters import BeginningFilterForm
from plans.forms.starting import FromPlanForm
from plans.models import Plan
from plans.queries import lists
from plans.queries import starting as queries
from plans.views.answers import Page, answer_form, confirm, fetch_plan, url
from plans.views.start_answers import fetch_start
from plans.views.start_changes import changes_page
from plans.views.start_duties import duties_page
from plans.views.start_sheets import sheet_page

KINDS = {"nam-truoc": StartKind.LAST_YEAR, "mau": StartKind.MODEL}


@staff_view(rules.can_write_plans)
def source_list(request: StaffRequest, kind: str) -> HttpResponse:
    """The plans one can begin from: the office's own, or models."""
    form, today = BeginningFilterForm(request.GET), timezone.localdate()
    wanted = form.wanted["q"]
    if kind == "nam-truoc":
        rows = queries.last_years(request.access, wanted=wanted)
    elif kind == "mau":
        rows = queries.models_for(request.access, today=today, wanted=wanted)
    else:
        raise Http404
    found = listing(request, rows, columns=lists.SOURCE_COLUMNS, size=queries.PLANS_A_PAGE, full=lists.plans_shown)
    return render(request, "plans/start_sources.html", {"kind": kind, "form": form, "listing": found})


@staff_view(rules.can_write_plans)
def start_from(request: StaffRequest, kind: str, plan_id: int) -> HttpResponse:
    """The year of the new plan; then everything that changes is looked for."""
    if kind not in ("nam-truoc", "mau"):
        raise Http404
    today = timezone.localdate()
    rows = (
        queries.last_years(request.access) if kind == "nam-truoc" else queries.models_for(request.access, today=today)
    )
    source: Plan = get_object_or_404(rows, pk=plan_id)
    form = FromPlanForm(request.POST or None, source=source, kind=KINDS[kind], today=today)

    def opened() -> HttpResponse:
        return redirect_to(request, url(request, "start", start_id=form.saved.pk))

    title = "Lập từ kế hoạch năm trước" if kind == "nam-truoc" else "Lập từ kế hoạch mẫu"
    back = url(request, "start-sources", kind=kind)
    page = Page(title, back=back, button="Xem các thay đổi", template="plans/start_from.html")
    return answer_form(request, form, page, done=opened, source=source, kind=kind)


@staff_view(rules.can_write_plans)
def start(request: StaffRequest, start_id: int) -> HttpResponse:
    """A preparation; once the plan is made it leads there."""
    found = fetch_start(request, start_id)
    if found.plan is not None:
        return redirect_to(request, url(request, "detail", found.plan))
    if not queries.source_is_there(found, request.access, timezone.localdate()):
        raise DomainError("Cấp trên không còn cho xem kế hoạch này. Hãy bỏ bản chuẩn bị rồi bắt đầu từ văn bản khác.")
    if found.kind == StartKind.SUPERIOR:
        return duties_page(request, found)
    return sheet_page(request, found) if found.kind == StartKind.APPENDIX else changes_page(request, found)


@staff_view(rules.can_write_plans)
def start_drop(request: StaffRequest, start_id: int) -> HttpResponse:
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    starting.drop_start(fetch_start(request, start_id), by=request.access)
    messages.success(request, "Đã bỏ bản chuẩn bị.")
    return redirect_to(request, url(request, "new"))


@staff_view(rules.can_write_plans)
def model_offer(request: StaffRequest, plan_id: int) -> HttpResponse:
    """ "Dùng làm mẫu", or "Thôi làm mẫu" for one that is a model already."""
    plan = fetch_plan(request, plan_id)
    require(rules.can_offer_model(request.access, plan))
    offered = not plan.is_model
    name = "Dùng làm mẫu" if offered else "Thôi làm mẫu"
    text = (
        "Kế hoạch này sẽ có trong danh sách kế hoạch mẫu khi lập kế hoạch mới ở đơn vị; câu chữ không đổi."
        if offered
        else "Kế hoạch này không còn trong danh sách kế hoạch mẫu; kế hoạch đã lập từ nó vẫn giữ nguyên."
    )
    page = Page(name, back=url(request, "detail", plan), button=name, done=f"Đã ghi nhận: {name.lower()}.")
    return confirm(
        request, page, lambda: starting.offer_model(plan, by=request.access, offered=offered), plan=plan, text=text
    )


@staff_view(rules.can_write_plans)
def below_show(request: StaffRequest, plan_id: int) -> HttpResponse:
    """ "Cho đơn vị cấp dưới xem", or taking that back."""
    plan = fetch_plan(request, plan_id)
    require(rules.can_show_below(request.access, plan))
    shown_now = not plan.shown_below
    name = "Cho đơn vị cấp dưới xem" if shown_now else "Thôi cho đơn vị cấp dưới xem"
    text = (
        "Các đơn vị trực thuộc đọc được câu chữ của kế hoạch này như bản đã ban hành và lập kế hoạch của mình từ đó. "
        "Người phụ trách, lịch sử và dự thảo của đơn vị ông/bà không hiện ra."
        if shown_now
        else "Các đơn vị trực thuộc không xem được kế hoạch này nữa; kế hoạch đã lập từ nó vẫn giữ nguyên."
    )
    page = Page(name, back=url(request, "detail", plan), button=name, done=f"Đã ghi nhận: {name.lower()}.")
    return confirm(
        request, page, lambda: starting.show_below(plan, by=request.access, shown=shown_now), plan=plan, text=text
    )
