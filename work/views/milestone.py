"""The page of one piece of work: what is asked, what was said, what proves it, and what can be done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import content_disposition_header
from django.utils.text import Truncator

from core.decision import Decision, require
from core.forms.acting import succeeds
from core.http import redirect_to
from organisations.access import Access
from organisations.decorators import staff_view
from organisations.http import StaffRequest
from work import rules
from work.domain.proof import withdraw_proof
from work.duties import Duties
from work.forms import acts
from work.forms.nudging import NudgeForm
from work.models import Milestone
from work.queries.deciding import next_result
from work.queries.detail import WorkDetail, evidence_here, kept_files, milestone_here, work_detail
from work.queries.parties import duties_of
from work.queries.rows import rows_of
from work.rules_nudging import can_nudge
from work.views.answers import saved, status_of, url
from work.views.extending import extension_card

SHOWN_INLINE = ("application/pdf", "image/jpeg", "image/png")


@staff_view(rules.can_view_work)
def milestone(request: StaffRequest, milestone_id: int) -> HttpResponse:
    return _page(request, milestone_here(request.access, milestone_id))


def _page(request: StaffRequest, shown: Milestone, sent: tuple[str, Any] | None = None) -> HttpResponse:
    """The page; `sent` is the form that was refused, by its name, shown open with what was typed."""
    today = timezone.localdate()
    detail = work_detail(shown, request.access, today)
    forms: dict[str, Any] = {name: make(shown, detail) for name, (make, _) in FORMS.items() if detail.may[name]}
    if detail.may["prove"]:
        forms["prove"] = acts.ProofForm(milestone=shown, kept=kept_files(shown), today=today)
    if sent is not None:
        forms[sent[0]] = sent[1]
    if "return" in forms and detail.takes_back:
        forms["return"].fields["reason"].label = "Lý do rút lại"
        forms["return"].fields["reason"].help_text = "Việc này lại ở trong danh sách phải làm."
    context = {
        "detail": detail, "row": rows_of([shown.pk], request.access, today)[0], "forms": forms,
        "opened": sent[0] if sent else "", "may_update": detail.may["note" if shown.is_checkpoint else "do"],
        "here": request.get_full_path(), **extension_card(request, shown, duties_of(shown.task)),
    }  # fmt: skip
    return render(request, "work/milestone.html", context, status=status_of(sent[1]) if sent else 200)


Make = Callable[[Milestone, WorkDetail], Any]


def _plain(form: type[acts.ActForm]) -> Make:
    return lambda shown, detail: form(milestone=shown)


# Name of the act → its form, and what is said when it is done.
FORMS: dict[str, tuple[Make, str]] = {
    "confirm": (_plain(acts.ConfirmForm), "Đã xác nhận phần phối hợp."),
    "approve": (_plain(acts.ApproveForm), "Đã duyệt kết quả."),
    "return": (_plain(acts.ReturnForm), "Đã trả lại. Việc này lại ở trong danh sách phải làm."),
    "extend": (_plain(acts.ExtendForm), "Đã gia hạn. Hạn ban đầu được giữ lại."),
    "nudge": (_plain(NudgeForm), "Đã báo cho người giữ việc."),
}


def _act(request: StaffRequest, milestone_id: int, name: str, form_of: type[acts.ActForm], rule: Any) -> HttpResponse:
    """Ask the rule, take the form, and go back to the page; a refusal stands where it was typed."""
    shown = milestone_here(request.access, milestone_id)
    require(rule(request.access, shown, duties_of(shown.task)))
    back = url(request, "milestone", milestone_id=shown.pk)
    if request.method != "POST":
        return redirect_to(request, back)
    form = form_of(request.POST, milestone=shown)
    judged = name in ("approve", "return") and bool(rules.can_approve(request.access, shown, duties_of(shown.task)))
    if saved(form, request):
        if judged:
            return _to_next(request, shown, name)
        messages.success(request, FORMS[name][1] if name in FORMS else "Đã nhận việc.")
        return redirect_to(request, back)
    return _page(request, milestone_here(request.access, milestone_id), (name, form))


def _to_next(request: StaffRequest, judged: Milestone, name: str) -> HttpResponse:
    """After a decision: to the next result that waits, or to the queue, with the way back to what was decided."""
    following = next_result(request.access, after=judged)
    done = "Đã duyệt" if name == "approve" else "Đã trả lại"
    then = "Kết quả tiếp theo đang chờ duyệt ở dưới đây." if following else "Không còn kết quả nào chờ duyệt."
    here = url(request, "milestone", milestone_id=judged.pk)
    text = Truncator(judged.task.text).chars(80)
    messages.success(request, format_html('{} “<a class="alert-link" href="{}">{}</a>”. {}', done, here, text, then))
    if following is not None:
        return redirect_to(request, url(request, "milestone", milestone_id=following.pk))
    return redirect_to(request, url(request, "mine"))


@staff_view(rules.can_view_work)
def accept(request: StaffRequest, milestone_id: int) -> HttpResponse:
    return _act(request, milestone_id, "accept", acts.AcceptForm, rules.can_do)


@staff_view(rules.can_view_work)
def approve(request: StaffRequest, milestone_id: int) -> HttpResponse:
    return _act(request, milestone_id, "approve", acts.ApproveForm, rules.can_approve)


@staff_view(rules.can_view_work)
def send_back(request: StaffRequest, milestone_id: int) -> HttpResponse:
    return _act(request, milestone_id, "return", acts.ReturnForm, rules.can_return)


@staff_view(rules.can_view_work)
def extend(request: StaffRequest, milestone_id: int) -> HttpResponse:
    return _act(request, milestone_id, "extend", acts.ExtendForm, rules.can_extend)


@staff_view(rules.can_view_work)
def nudge(request: StaffRequest, milestone_id: int) -> HttpResponse:
    """Đôn đốc, of what is late."""

    def rule(access: Access, shown: Milestone, duties: Duties) -> Decision:
        return can_nudge(access, shown, duties, timezone.localdate())

    return _act(request, milestone_id, "nudge", NudgeForm, rule)


@staff_view(rules.can_view_work)
def prove(request: StaffRequest, milestone_id: int) -> HttpResponse:
    """Add a proof."""
    shown = milestone_here(request.access, milestone_id)
    require(rules.can_add_proof(request.access, shown, duties_of(shown.task)))
    back = url(request, "milestone", milestone_id=shown.pk)
    if request.method != "POST":
        return redirect_to(request, back)
    form = acts.ProofForm(
        request.POST, request.FILES, milestone=shown, kept=kept_files(shown), today=timezone.localdate()
    )
    if saved(form, request):
        messages.success(request, "Đã thêm minh chứng.")
        return redirect_to(request, back + "#minh-chung")
    return _page(request, shown, ("prove", form))


@staff_view(rules.can_view_work)
def proof_file(request: StaffRequest, evidence_id: int) -> HttpResponse | FileResponse:
    """The file of a proof that stands; pictures and PDF in the browser, the rest to keep."""
    evidence = evidence_here(request.access, evidence_id)
    kept = evidence.attachment
    if kept is None or evidence.withdrawn_at is not None:
        raise Http404
    inline = kept.content_type in SHOWN_INLINE and "tai" not in request.GET
    response = FileResponse(kept.file.open("rb"), content_type=kept.content_type)
    response["Content-Disposition"] = content_disposition_header(not inline, kept.name) or "attachment"
    response["Cache-Control"] = "private, no-cache"
    return response


@staff_view(rules.can_view_work)
def proof_withdraw(request: StaffRequest, evidence_id: int) -> HttpResponse:
    """Asks for the reason, then withdraws."""
    evidence = evidence_here(request.access, evidence_id)
    require(rules.can_withdraw_proof(request.access, evidence, evidence.milestone))
    back = url(request, "milestone", milestone_id=evidence.milestone_id) + "#minh-chung"
    form = acts.WithdrawForm(request.POST or None)

    def act() -> None:
        reason = form.cleaned_data["reason"]
        withdraw_proof(evidence, by=request.access, at=timezone.now(), reason=reason)

    if form.is_valid() and succeeds(form, act):
        messages.success(request, "Đã rút minh chứng.")
        return redirect_to(request, back)
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "POST"])
    context = {"form": form, "evidence": evidence, "back": back}
    return render(request, "work/withdraw.html", context, status=422 if form.errors else 200)
