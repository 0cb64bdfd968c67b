"""Lines of the paper: sửa, thêm, lên, xuống, xóa, đánh dấu nhiệm vụ; and appendices.

Each works as a page of its own; with htmx the line changes in its place.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from core.exceptions import EditConflict
from core.http import redirect_to
from documents.official import BlockKind
from organisations.decorators import staff_view
from organisations.http import StaffRequest
from plans import rules
from plans.domain import appendices, drafting, tasks
from plans.forms.lines import AppendixForm, LineForm, NewAppendixForm, NewLineForm
from plans.models import Appendix, Block, Plan
from plans.views.answers import (
    Page,
    answer_form,
    confirm,
    fetch_draft,
    fetch_line,
    fetch_plan,
    line_url,
    plan_home,
    post_only,
    seen_in,
    show_conflict,
    url,
)
from plans.views.plans import paper_context


def _fresh(request: StaffRequest, plan: Plan, block_id: int | None, *, whole: bool, focus: bool = True) -> HttpResponse:
    """After a change: the line again, or the whole sheet when other lines may have new numbers."""
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect_to(request, line_url(request, plan, block_id))
    context = paper_context(request, fetch_plan(request, plan.pk), at=block_id, focus=block_id if focus else None)
    line = context["paper"].line(block_id) if block_id else None
    if whole or line is None:
        response = render(request, "plans/plan_detail.html#sheet", context)
        response["HX-Retarget"], response["HX-Reswap"] = "#to-van-ban", "outerHTML"
        return response
    return render(request, "plans/plan_detail.html#saved-line", {**context, "line": line})


@staff_view(rules.can_view_plans)
def line(request: StaffRequest, plan_id: int, block_id: int) -> HttpResponse:
    """The line as it stands now: what "Thôi" puts back."""
    plan = fetch_plan(request, plan_id)
    fetch_line(plan, block_id)
    return _fresh(request, plan, block_id, whole=False)


@staff_view(rules.can_write_plans)
def line_edit(request: StaffRequest, plan_id: int, block_id: int) -> HttpResponse:
    plan = fetch_draft(request, plan_id)
    if request.method == "POST" and not Block.objects.filter(pk=block_id).exists():
        return _line_is_gone(request, plan, block_id)
    block = fetch_line(plan, block_id)
    if block.kind == BlockKind.TABLE:
        return redirect(url(request, "table", plan, block_id=block_id))
    form = LineForm(request.POST, block=block) if request.method == "POST" else LineForm(block=block)
    page = Page("Sửa dòng", back=line_url(request, plan, block_id), template="plans/line_form.html", partial="form")
    return answer_form(
        request, form, page, plan=plan, old=block, place=f"dong-{block_id}",
        fresh=lambda: LineForm(block=fetch_line(plan, block_id)),
        done=lambda: _fresh(request, plan, block_id, whole=form.moves_numbers),
    )  # fmt: skip


def _line_is_gone(request: StaffRequest, plan: Plan, block_id: int) -> HttpResponse:
    """Somebody deleted the line while it was being edited: what was typed is shown, to be put elsewhere."""
    form = LineForm(request.POST, block=Block(pk=block_id, plan=plan))
    page = Page("Sửa dòng", back=url(request, "detail", plan))
    gone = EditConflict("Dòng này vừa bị người khác xóa. Nội dung ông/bà nhập vẫn còn ở dưới.")
    return show_conflict(request, form, page, gone, fresh=None, plan=plan)


def place_in_address(request: StaffRequest, plan: Plan) -> tuple[Block | None, str, Appendix | None]:
    """Where a new line goes, from the address: ?sau=<line>, or the beginning of ?phan= or ?phu-luc=."""
    after, appendix = request.GET.get("sau", ""), request.GET.get("phu-luc", "")
    if after:
        return fetch_line(plan, int(after) if after.isdecimal() and len(after) < 18 else 0), "", None
    if appendix:
        number = int(appendix) if appendix.isdecimal() and len(appendix) < 18 else 0
        return None, "", get_object_or_404(Appendix, pk=number, plan=plan)
    return None, "preamble" if request.GET.get("phan") == "mo-dau" else "body", None


@staff_view(rules.can_write_plans)
def line_add(request: StaffRequest, plan_id: int) -> HttpResponse:
    plan = fetch_draft(request, plan_id)
    after, region, appendix = place_in_address(request, plan)
    sent = (request.POST,) if request.method == "POST" else ()
    form = NewLineForm(*sent, plan=plan, after=after, region=region, appendix=appendix)
    back = line_url(request, plan, after.pk if after else None)
    page = Page("Thêm dòng", back=back, template="plans/line_form.html", partial="form", button="Thêm dòng")
    place = f"them-sau-{after.pk}" if after else "them-dau"

    def done() -> HttpResponse:
        if "tiep" in request.POST:  # one after another, without going back to the paper in between
            messages.success(request, "Đã thêm dòng. Mời nhập dòng tiếp theo.")
            return redirect_to(request, f"{url(request, 'line-add', plan)}?sau={form.saved.pk}")
        return _fresh(request, plan, form.saved.pk, whole=True)

    return answer_form(request, form, page, plan=plan, old=None, place=place, done=done)


@staff_view(rules.can_write_plans)
def line_move(request: StaffRequest, plan_id: int, block_id: int, way: str) -> HttpResponse:
    plan = fetch_draft(request, plan_id)
    block = fetch_line(plan, block_id)
    if request.method != "POST":
        return post_only()
    drafting.step_block(block, by=request.access, up=way == "len")
    return _fresh(request, plan, block_id, whole=True)


@staff_view(rules.can_write_plans)
def line_delete(request: StaffRequest, plan_id: int, block_id: int) -> HttpResponse:
    plan = fetch_draft(request, plan_id)
    block = fetch_line(plan, block_id)
    page = Page("Xóa dòng", back=url(request, "detail", plan), button="Xóa dòng", done="Đã xóa dòng.")
    rows = block.rows.count()
    text = f"Bảng này có {rows} dòng; các nhiệm vụ trong bảng mất theo." if rows else str(block)
    return confirm(
        request, page, lambda: drafting.delete_block(block, by=request.access, seen=seen_in(request)),
        plan=plan, text=text, seen=block.version, grave=True,
    )  # fmt: skip


@staff_view(rules.can_write_plans)
def line_mark(request: StaffRequest, plan_id: int, block_id: int) -> HttpResponse:
    """Make the line a task that is followed."""
    plan = fetch_draft(request, plan_id)
    block = fetch_line(plan, block_id)
    if request.method != "POST":
        return post_only()
    tasks.mark_task(block, by=request.access)
    return _fresh(request, plan, block_id, whole=False)


@staff_view(rules.can_write_plans)
def appendix_add(request: StaffRequest, plan_id: int) -> HttpResponse:
    plan = fetch_draft(request, plan_id)
    sent = (request.POST,) if request.method == "POST" else ()
    form = NewAppendixForm(*sent, plan=plan)
    page = Page("Thêm phụ lục", back=url(request, "detail", plan), button="Thêm phụ lục", done="Đã thêm phụ lục.")
    return answer_form(request, form, page, plan=plan)


@staff_view(rules.can_write_plans)
def appendix_edit(request: StaffRequest, plan_id: int, appendix_id: int) -> HttpResponse:
    plan = fetch_draft(request, plan_id)
    appendix = get_object_or_404(Appendix.objects.select_related("plan__organisation"), pk=appendix_id, plan=plan)
    sent = (request.POST,) if request.method == "POST" else ()
    page = Page("Sửa phụ lục", back=plan_home(request, plan), done="Đã lưu phụ lục.")
    return answer_form(
        request, AppendixForm(*sent, appendix=appendix), page, plan=plan,
        fresh=lambda: AppendixForm(appendix=Appendix.objects.get(pk=appendix_id)),
    )  # fmt: skip


@staff_view(rules.can_write_plans)
def appendix_move(request: StaffRequest, plan_id: int, appendix_id: int, way: str) -> HttpResponse:
    """Before or behind its neighbour, with its lines; back to where it stands then."""
    plan = fetch_draft(request, plan_id)
    appendix = get_object_or_404(Appendix, pk=appendix_id, plan=plan)
    appendix.plan = plan
    if request.method != "POST":
        return post_only()
    appendices.step_appendix(appendix, by=request.access, up=way == "len")
    first = appendix.blocks.order_by("position").first()
    messages.success(request, "Đã chuyển phụ lục. Ký hiệu in trên các phụ lục giữ nguyên; nếu cần, hãy sửa lại.")
    there = f"?dong={first.pk}" if first else ""
    return redirect_to(request, f"{url(request, 'detail', plan)}{there}#phu-luc-{appendix.pk}")


@staff_view(rules.can_write_plans)
def appendix_delete(request: StaffRequest, plan_id: int, appendix_id: int) -> HttpResponse:
    plan = fetch_draft(request, plan_id)
    appendix = get_object_or_404(Appendix, pk=appendix_id, plan=plan)
    page = Page("Xóa phụ lục", back=url(request, "detail", plan), button="Xóa phụ lục", done="Đã xóa phụ lục.")
    text = f"{appendix}. Các dòng, bảng và nhiệm vụ trong phụ lục ({appendix.blocks.count()} dòng) mất theo."
    return confirm(
        request, page, lambda: appendices.delete_appendix(appendix, by=request.access, seen=seen_in(request)),
        plan=plan, text=text, seen=appendix.version, grave=True,
    )  # fmt: skip
