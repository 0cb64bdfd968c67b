"""Trình lãnh đạo, rút về, trả lại."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone

from core.decision import require
from organisations.decorators import staff_view
from organisations.http import StaffRequest
from plans import rules
from plans.domain import submitting
from plans.forms.readiness import ReturnForm, SubmitForm
from plans.views.answers import Page, answer_form, confirm, fetch_plan, url
from plans.views.readiness import checked_context


@staff_view(rules.can_write_plans)
def submit(request: StaffRequest, plan_id: int) -> HttpResponse:
    """What stands in the way, or a note to the leader and the button."""
    plan = fetch_plan(request, plan_id)
    require(rules.can_submit_plan(request.access, plan))
    sent = (request.POST,) if request.method == "POST" else ()
    form = SubmitForm(*sent, plan=plan, today=timezone.localdate())
    page = Page(
        "Trình lãnh đạo", back=url(request, "detail", plan), template="plans/submit.html", button="Trình lãnh đạo",
        done="Đã trình lãnh đạo. Câu chữ được giữ nguyên cho đến khi ông/bà rút về hoặc lãnh đạo trả lại.",
    )  # fmt: skip
    around = checked_context(request, plan)
    del around["plan"]
    return answer_form(request, form, page, plan=plan, **around)


@staff_view(rules.can_write_plans)
def withdraw(request: StaffRequest, plan_id: int) -> HttpResponse:
    plan = fetch_plan(request, plan_id)
    require(rules.can_withdraw_plan(request.access, plan))
    page = Page(
        "Rút về sửa", back=url(request, "detail", plan), button="Rút về sửa",
        done="Đã rút kế hoạch về. Sửa xong, ông/bà trình lại.",
    )  # fmt: skip
    text = "Kế hoạch trở lại là dự thảo để sửa; lãnh đạo không còn thấy trong danh sách chờ xem."
    return confirm(request, page, lambda: submitting.withdraw_plan(plan, by=request.access), plan=plan, text=text)


@staff_view(rules.can_view_plans)
def send_back(request: StaffRequest, plan_id: int) -> HttpResponse:
    """The leader or the head of the unit, with a reason."""
    plan = fetch_plan(request, plan_id)
    require(rules.can_return_plan(request.access, plan))
    form = ReturnForm(*((request.POST,) if request.method == "POST" else ()), plan=plan)
    page = Page(
        "Trả lại kế hoạch", back=url(request, "detail", plan), button="Trả lại",
        done="Đã trả lại. Người soạn thấy lý do ở đầu trang kế hoạch.",
    )  # fmt: skip
    return answer_form(request, form, page, plan=plan)
