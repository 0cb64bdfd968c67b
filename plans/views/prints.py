"""The print as it will be on paper: the same PDF for preview and for issue."""

from __future__ import annotations

from typing import IO, Any

from django.core.files import File
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header

from core.exceptions import DomainError
from core.text import fold
from documents.domain.printing import keep_issued_pdf, pdf_of
from documents.enums import WorkState
from documents.models import WorkItem
from organisations.decorators import staff_view
from organisations.http import StaffRequest
from plans import rules
from plans.models import Plan
from plans.official import official_document

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _plan(request: StaffRequest, plan_id: int) -> Plan:
    rows = Plan.objects.of(request.access).readable_by(request.access).select_related("organisation", "issued__pdf")
    return get_object_or_404(rows, pk=plan_id)


@staff_view(rules.can_view_plans)
def preview(request: Any, plan_id: int) -> HttpResponse:
    """The page around the PDF; while a long print is being made, its progress."""
    plan = _plan(request, plan_id)
    context: dict[str, Any] = {"plan": plan, "work": None, "refused": ""}
    if plan.issued is None:
        try:
            made = pdf_of(official_document(plan), organisation=plan.organisation, by=request.access)
        except DomainError as error:
            context["refused"] = str(error)
        else:
            context["work"] = made if isinstance(made, WorkItem) and made.state != WorkState.DONE else None
    else:
        try:
            if keep_issued_pdf(plan.issued.pk) is None:
                context["refused"] = "Chức năng in đang tắt nên chưa có bản in. Hãy báo người quản trị."
        except DomainError as error:
            context["refused"] = str(error)
    return render(request, "plans/print_preview.html", context)


@staff_view(rules.can_view_plans)
def pdf(request: Any, plan_id: int) -> Any:
    """The bytes: frozen ones of an issued plan, else the print of today's text."""
    plan = _plan(request, plan_id)
    if plan.issued is not None:
        kept = keep_issued_pdf(plan.issued.pk)
        if kept is None:
            return redirect("plans:print", org=plan.organisation.code, plan_id=plan.pk)
        file: IO[bytes] | File[bytes] = kept.file.open("rb")
    else:
        made = pdf_of(official_document(plan), organisation=plan.organisation, by=request.access)
        if isinstance(made, WorkItem):
            return redirect("plans:print", org=plan.organisation.code, plan_id=plan.pk)
        file = made.open("rb")
    response = FileResponse(file, content_type="application/pdf")
    disposition = content_disposition_header("tai" in request.GET, file_name(plan, "pdf"))
    response["Content-Disposition"] = disposition or "inline"
    response["Cache-Control"] = "private, no-cache"
    return response


@staff_view(rules.can_view_plans)
def docx(request: Any, plan_id: int) -> HttpResponse:
    """The same text as a Word file with real styles."""
    from documents.render.docx import render_docx  # python-docx and lxml: only who exports pays for them

    plan = _plan(request, plan_id)
    response = HttpResponse(render_docx(official_document(plan)), content_type=DOCX)
    response["Content-Disposition"] = content_disposition_header(True, file_name(plan, "docx"))
    return response


def file_name(plan: Plan, ending: str) -> str:
    """ "97-KH-UBND-2024-an-binh.pdf": sorts by number and says whose it is, without tone marks."""
    number = plan.number or "du-thao"
    return f"{number}-{plan.symbol or 'KH'}-{plan.year}-{fold(plan.organisation.short_name).replace(' ', '-')}.{ending}"
