"""What becomes official: recording the issued paper, a replacement, closing."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from core.decision import require
from core.http import redirect_to
from organisations.decorators import staff_view
from organisations.http import StaffRequest
from organisations.queries import is_named_in
from plans import queries, rules
from plans.domain import issuing
from plans.forms.issuing import CloseForm, IssueForm
from plans.views.answers import Page, answer_form, confirm, fetch_plan, url


@staff_view(rules.can_write_plans)
def issue(request: StaffRequest, plan_id: int) -> HttpResponse:
    plan = fetch_plan(request, plan_id)
    require(rules.can_issue_plan(request.access, plan))
    today = timezone.localdate()
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = IssueForm(*sent, plan=plan, today=today)
    page = Page(
        "Ghi nhận văn bản đã ban hành", back=url(request, "detail", plan), template="plans/issue.html",
        button="Ghi nhận ban hành", done="Đã ghi nhận ban hành. Các nhiệm vụ theo dõi có hiệu lực từ ngày ban hành.",
    )  # fmt: skip
    head = [*plan.parent_agency_lines, *plan.agency_lines]
    return answer_form(
        request, form, page, plan=plan, summary=queries.summary_of(queries.task_facts(plan)),
        foreign=bool(head) and not is_named_in(plan.organisation, " ".join(head)),
        fresh=lambda: IssueForm(plan=fetch_plan(request, plan_id), today=today),
    )  # fmt: skip


@staff_view(rules.can_write_plans)
def replace(request: StaffRequest, plan_id: int) -> HttpResponse:
    """A confirmation, then the new draft."""
    plan = fetch_plan(request, plan_id)
    require(rules.can_replace_plan(request.access, plan))
    if request.method == "POST":
        fresh = issuing.draft_replacement(plan, by=request.access)
        messages.success(request, "Đã lập bản thay thế. Kế hoạch cũ còn hiệu lực đến khi bản này được ban hành.")
        return redirect_to(request, url(request, "detail", fresh))
    page = Page("Lập bản thay thế", back=url(request, "detail", plan), button="Lập bản thay thế")
    text = (
        f"Toàn bộ nội dung và nhiệm vụ của {plan.notation} được chép sang một dự thảo mới để sửa. "
        "Kế hoạch đang có hiệu lực giữ nguyên cho đến khi bản thay thế được ban hành."
    )
    return confirm(request, page, lambda: None, plan=plan, text=text)


@staff_view(rules.can_write_plans)
def close(request: StaffRequest, plan_id: int) -> HttpResponse:
    plan = fetch_plan(request, plan_id)
    require(rules.can_close_plan(request.access, plan))
    form = CloseForm(*((request.POST,) if request.method == "POST" else ()), plan=plan, today=timezone.localdate())
    page = Page(
        "Kết thúc kế hoạch", back=url(request, "detail", plan), button="Kết thúc kế hoạch", done="Kế hoạch đã kết thúc."
    )
    return answer_form(request, form, page, plan=plan)


@staff_view(rules.can_view_plans)
def scan(request: StaffRequest, plan_id: int) -> FileResponse:
    """The scan of the issued paper, to keep: never shown inside our pages."""
    plan = fetch_plan(request, plan_id)
    kept = plan.issued.scan if plan.issued else None
    if kept is None:
        raise Http404
    response = FileResponse(kept.file.open("rb"), content_type=kept.content_type)
    response["Content-Disposition"] = content_disposition_header(True, kept.name)
    response["Cache-Control"] = "private, no-cache"
    return response
