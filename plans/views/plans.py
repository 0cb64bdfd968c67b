"""A new plan, the plan as it looks on paper, its header, recipients and signature."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone

from core.http import redirect_to, render_page
from organisations.decorators import staff_view
from organisations.http import StaffRequest
from plans import queries, rules
from plans.domain import drafting, issuing
from plans.forms.plans import HeaderForm, NewPlanForm, RecipientsForm, SignatureForm
from plans.models import Plan
from plans.queries.added import added_tasks
from plans.queries.reviewing import review_of
from plans.queries.starting import beginnings, origin_of
from plans.views.actions import plan_actions
from plans.views.answers import Page, answer_form, confirm, fetch_draft, fetch_plan, plan_home, url


@staff_view(rules.can_write_plans)
def plan_new(request: StaffRequest) -> HttpResponse:
    today = timezone.localdate()
    form = NewPlanForm(request.POST, today=today) if request.method == "POST" else NewPlanForm.fresh(today.year)

    def opened() -> HttpResponse:
        messages.success(request, "Đã lập dự thảo. Ông/bà viết ngay trên tờ giấy; mọi thay đổi được tự lưu.")
        return redirect_to(request, url(request, "editor", form.saved))

    page = Page("Lập kế hoạch mới", back=url(request, "list"), button="Lập dự thảo", template="plans/start.html")
    return answer_form(request, form, page, done=opened, ways=beginnings(request.access, today))


@staff_view(rules.can_view_plans)
def plan_detail(request: StaffRequest, plan_id: int) -> HttpResponse:
    plan = fetch_plan(request, plan_id)
    at = request.GET.get("dong", "")
    return render_page(
        request,
        "plans/plan_detail.html",
        paper_context(request, plan, at=int(at) if at.isdecimal() and len(at) < 18 else None),
    )


def paper_context(
    request: StaffRequest, plan: Plan, *, at: int | None = None, focus: int | None = None
) -> dict[str, Any]:
    """What plan_detail.html and each of its partials need. `focus`: the line whose control takes the focus."""
    actions = plan_actions(request, plan)
    return {
        "plan": plan,
        "paper": queries.paper_of(plan, number=request.GET.get("trang"), at=at),
        "actions": actions,
        "refused_actions": [each for each in actions if not each.decision],
        "may_see_next": not request.access.from_above,
        "may_edit": bool(rules.can_edit_plan(request.access, plan)),
        "may_assign": bool(rules.can_assign_people(request.access, plan)),
        "recipients": list(plan.recipients.all()),
        "review": review_of(plan, request.access),
        "may_check": bool(rules.can_check_plan(request.access, plan)),
        "focus": focus,
        "rows_shown": queries.ROWS_SHOWN,
        "added": added_tasks(plan, request.access),
        "may_add": rules.can_add_task(request.access, plan),
        **_origin(request, plan),
    }


def _origin(request: StaffRequest, plan: Plan) -> dict[str, Any]:
    """What the plan was begun from, with its address: one's own, or the superior's as it is read here."""
    origin = origin_of(plan, request.access, timezone.localdate())
    if origin is None:
        return {}
    name = "detail" if origin.organisation_id == plan.organisation_id else "above-detail"
    return {"started_from": origin, "started_url": url(request, name, origin)}


@staff_view(rules.can_write_plans)
def plan_header(request: StaffRequest, plan_id: int) -> HttpResponse:
    plan = fetch_draft(request, plan_id)
    form = HeaderForm(request.POST, plan=plan) if request.method == "POST" else HeaderForm(plan=plan)
    page = Page("Sửa phần đầu", back=plan_home(request, plan), done="Đã lưu phần đầu văn bản.")
    return answer_form(request, form, page, plan=plan, fresh=lambda: HeaderForm(plan=fetch_plan(request, plan_id)))


def _signing_page(request: StaffRequest, plan: Plan, done: str) -> Page:
    return Page("Nơi nhận và ký", back=url(request, "signing", plan), template="plans/signing.html", done=done)


@staff_view(rules.can_write_plans)
def plan_signing(request: StaffRequest, plan_id: int) -> HttpResponse:
    """Both forms on one page; each is sent to its own address."""
    plan = fetch_draft(request, plan_id)
    form = RecipientsForm(plan=plan)
    return answer_form(
        request, form, _signing_page(request, plan, ""), plan=plan, recipients_form=form,
        signature_form=SignatureForm(plan=plan), recipients=plan.recipients.all(),
    )  # fmt: skip


@staff_view(rules.can_write_plans)
def plan_recipients(request: StaffRequest, plan_id: int) -> HttpResponse:
    plan = fetch_draft(request, plan_id)
    form = RecipientsForm(request.POST, plan=plan) if request.method == "POST" else RecipientsForm(plan=plan)
    return answer_form(
        request, form, _signing_page(request, plan, "Đã lưu nơi nhận."), plan=plan, recipients_form=form,
        signature_form=SignatureForm(plan=plan), recipients=plan.recipients.all(),
        fresh=lambda: RecipientsForm(plan=fetch_plan(request, plan_id)),
    )  # fmt: skip


@staff_view(rules.can_write_plans)
def plan_signature(request: StaffRequest, plan_id: int) -> HttpResponse:
    plan = fetch_draft(request, plan_id)
    form = SignatureForm(request.POST, plan=plan) if request.method == "POST" else SignatureForm(plan=plan)
    return answer_form(
        request, form, _signing_page(request, plan, "Đã lưu phần ký."), plan=plan, signature_form=form,
        recipients_form=RecipientsForm(plan=plan), recipients=plan.recipients.all(),
        fresh=lambda: SignatureForm(plan=fetch_plan(request, plan_id)),
    )  # fmt: skip


@staff_view(rules.can_write_plans)
def plan_renumber(request: StaffRequest, plan_id: int) -> HttpResponse:
    plan = fetch_draft(request, plan_id)
    page = Page("Đánh số lại", back=url(request, "detail", plan), button="Đánh số lại", done="Đã đánh số lại.")
    text = (
        "Các mục, khoản, điểm được đánh số lại từ đầu theo kiểu số đang dùng; câu chữ dẫn đến mục của chính "
        "kế hoạch này được sửa theo. Từ nay số tự nối khi thêm, xóa hoặc chuyển dòng."
    )
    return confirm(request, page, lambda: drafting.renumber(plan, by=request.access), plan=plan, text=text)


@staff_view(rules.can_write_plans)
def plan_discard(request: StaffRequest, plan_id: int) -> HttpResponse:
    plan = fetch_draft(request, plan_id)
    page = Page("Xóa dự thảo", back=url(request, "list"), button="Xóa dự thảo", done="Đã xóa dự thảo.")
    text = "Toàn bộ nội dung và nhiệm vụ của dự thảo này mất hẳn, không lấy lại được."
    return confirm(
        request, page, lambda: issuing.discard_draft(plan, by=request.access), plan=plan, text=text, grave=True
    )
