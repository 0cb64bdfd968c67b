"""Bàn giao: entered, looked at duty by duty, confirmed; its page, the minutes as PDF and Word, and the way back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header

from core.decision import require
from core.exceptions import DomainError, NotAllowed
from core.forms.acting import succeeds
from core.http import redirect_to, waiting_page
from core.lists import listing
from documents.domain.printing import pdf_of
from documents.models import WorkItem
from organisations.decorators import staff_view
from organisations.http import StaffRequest
from organisations.queries_absence import members_of_units
from work import rules
from work import rules_handing_over as own_rules
from work.forms.handing_over import DivisionForm, HandBackForm, HandOverForm
from work.handing_over import LEADERS_ONLY, Duty, allowed
from work.models import HandOver
from work.queries.handing_over import chiefs, duties_of_person, hand_over_here
from work.queries.minutes import file_name, minutes_of
from work.views.answers import url

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@staff_view(rules.can_view_work)
def hand_overs(request: StaffRequest) -> HttpResponse:
    """All of the office, the latest first."""
    found = listing(request, HandOver.objects.of(request.access).order_by("-on", "-pk"))
    context = {"listing": found, "may": own_rules.can_hand_over(request.access)}
    return render(request, "work/hand_overs.html", context)


@staff_view(own_rules.can_hand_over)
def hand_over_new(request: StaffRequest) -> HttpResponse:
    """Two steps in one address; `buoc` is "xem" (look, and divide) or "ban-giao" (do it)."""
    today, access = timezone.localdate(), request.access
    step = request.POST.get("buoc", "")
    form = HandOverForm(request.POST if step else None, access=access, today=today)
    if not step or not form.is_valid() or step == "sua":
        return render(request, "work/hand_over_new.html", {"form": form}, status=422 if form.errors else 200)
    giver = form.cleaned_data["giver"]
    own = members_of_units(request.organisation, access.unit_ids, today)
    require(own_rules.can_hand_over_of(access, giver.pk, own))
    duties = duties_of_person(request.organisation, giver, today)
    sent = request.POST if step in ("ban-giao", "xem-lai") else None
    division = DivisionForm(
        sent, first=form, duties=duties, organisation=request.organisation, access=access, today=today
    )
    if step == "ban-giao" and division.is_valid():
        made: list[HandOver] = []
        if succeeds(division, lambda: made.append(division.hand_over(by=access, at=timezone.now()))):
            messages.success(request, "Đã bàn giao. In biên bản ở trang này để các bên ký.")
            return redirect_to(request, url(request, "hand-over", hand_over_id=made[0].pk))
    return _preview(request, form, division, duties)


def _preview(request: StaffRequest, form: HandOverForm, division: DivisionForm, duties: list[Duty]) -> HttpResponse:
    groups: list[dict[str, Any]] = []
    leading = {each.pk for each in chiefs(request.access, timezone.localdate())}
    stays = any(each.pk not in leading for each in form.receivers)
    for duty in duties:
        if not groups or groups[-1]["plan"] != duty.plan:
            name = f"kh_{duty.plan}"
            groups.append(
                {
                    "plan": duty.plan,
                    "words": duty.plan_words,
                    "field": division[name] if name in division.fields else None,
                    "duties": [],
                }
            )
        name = f"nv_{duty.task}"
        field = division[name] if name in division.fields else None
        groups[-1]["duties"].append((duty, field, LEADERS_ONLY if stays and duty.directed else ""))
    kept = [(name, value) for name in form.fields for value in form.data.getlist(name)]  # type: ignore[attr-defined]
    context = {
        "form": form, "division": division, "groups": groups, "number": _number(form, duties, leading), "kept": kept,
        "receivers": form.receivers, "giver": form.cleaned_data["giver"], "seen": division.seen_now,
        "undivided": division.divided and duties and f"nv_{duties[0].task}" not in division.fields,
    }  # fmt: skip
    status = 409 if division.is_bound and division.errors else 200
    return render(request, "work/hand_over_preview.html", context, status=status)


def _number(form: HandOverForm, duties: list[Duty], leading: set[int]) -> int:
    """How many go over; where several receive, before anybody divided them, all of them."""
    if len(form.receivers) > 1:
        return len(duties)
    return len(allowed(duties, {each.task: form.receivers[0].pk for each in duties}, leading))


@staff_view(rules.can_view_work)
def hand_over(request: StaffRequest, hand_over_id: int) -> HttpResponse:
    """The page of one hand-over: what went to whom, the minutes, the way back."""
    made = hand_over_here(request.access, hand_over_id)
    form = HandBackForm(before=made) if own_rules.can_hand_over(request.access) else None
    return _page(request, made, form)


def _page(request: StaffRequest, made: HandOver, form: HandBackForm | None) -> HttpResponse:
    found = listing(request, made.lines.select_related("task").order_by("position"), size=100)
    context = {"made": made, "listing": found, "form": form, "backs": list(made.backs.order_by("pk"))}
    status = 422 if form is not None and form.is_bound and form.errors else 200
    return render(request, "work/hand_over.html", context, status=status)


@staff_view(own_rules.can_hand_over)
def hand_over_back(request: StaffRequest, hand_over_id: int) -> HttpResponse:
    """What one receiver got goes back, with minutes of its own."""
    made = hand_over_here(request.access, hand_over_id)
    if request.method != "POST":
        return redirect_to(request, url(request, "hand-over", hand_over_id=made.pk))
    form = HandBackForm(request.POST, before=made)
    if form.is_valid():
        try:
            back = form.hand_back(by=request.access, at=timezone.now())
        except NotAllowed:
            raise
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã bàn giao lại. In biên bản ở trang này để các bên ký.")
            return redirect_to(request, url(request, "hand-over", hand_over_id=back.pk))
    return _page(request, made, form)


@staff_view(rules.can_view_work)
def minutes_pdf(request: StaffRequest, hand_over_id: int) -> HttpResponse | FileResponse:
    """The minutes on paper; while long ones are being printed, a page that waits."""
    made = hand_over_here(request.access, hand_over_id)
    try:
        printed = pdf_of(minutes_of(made), organisation=request.organisation, by=request.access)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect_to(request, url(request, "hand-over", hand_over_id=made.pk))
    if isinstance(printed, WorkItem):
        home = url(request, "hand-over", hand_over_id=made.pk)
        context = {"work": printed, "title": "Biên bản bàn giao", "home": home, "home_label": "Về trang bàn giao"}
        return waiting_page(request, "components/minutes_wait.html", context)
    response = FileResponse(printed.open("rb"), content_type="application/pdf")
    disposition = content_disposition_header("tai" in request.GET, file_name(made, "pdf"))
    response["Content-Disposition"] = disposition or "inline"
    response["Cache-Control"] = "private, no-cache"
    return response


@staff_view(rules.can_view_work)
def minutes_docx(request: StaffRequest, hand_over_id: int) -> HttpResponse:
    """The same minutes as a Word file."""
    from documents.render.docx import render_docx  # python-docx and lxml: only who exports pays for them

    made = hand_over_here(request.access, hand_over_id)
    response = HttpResponse(render_docx(minutes_of(made)), content_type=DOCX)
    response["Content-Disposition"] = content_disposition_header(True, file_name(made, "docx"))
    return response
