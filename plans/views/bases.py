"""Citing documents of the catalogue in a plan: as a basis, in a line; the order of the bases; what cites a text."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from core.exceptions import DomainError, EditConflict, NotAllowed
from core.http import add_event, page_of, redirect_to, render_page, whole_number
from organisations.decorators import staff_view
from organisations.http import StaffRequest
from plans import rules
from plans.bases import citation_here, full_citation
from plans.bases_lines import documents_cited, in_order
from plans.domain import bases as domain
from plans.forms.bases import BasisSearchForm
from plans.models import Block, LegalBasis, Plan
from plans.queries import bases as queries
from plans.views.answers import fetch_draft, line_url, seen_in, url
from reference.queries_texts import text_in

TEXTS_A_PAGE = 15
PLANS_SHOWN = 30


@staff_view(rules.can_write_plans)
def basis_search(request: StaffRequest, plan_id: int) -> HttpResponse:
    """What can be cited, with its validity on the plan's day. With htmx the hits alone."""
    plan = fetch_draft(request, plan_id)
    return _hits(request, plan, BasisSearchForm(request.GET))


def _hits(
    request: StaffRequest, plan: Plan, form: BasisSearchForm, *, reason: str = "", status: int = 200
) -> HttpResponse:
    wanted, day = form.wanted, queries.plan_day(plan, timezone.localdate())
    line, basis = _line_of(plan, wanted["dong"]), _basis_of(plan, wanted["gan"])
    preamble = queries.preamble_of(plan)
    bases = [each.text for each in preamble if each.is_basis]
    known_documents = documents_cited(preamble)
    above = [*queries.words_above(plan, line), line.text] if line else bases
    page, query = page_of(request, queries.texts_found(request.access, wanted["q"], day), TEXTS_A_PAGE)
    often = [] if wanted["q"] or page.number > 1 else queries.often_cited(request.access)
    plans = queries.plans_found(request.access, wanted["q"], plan, day) if page.number == 1 and not basis else []

    def shown(citable: queries.Citable) -> dict[str, Any]:
        return {"hit": citable, "words": citation_here(citable.facts, above) if line or wanted["dong"] else ""}

    known = {text.pk for text in often}
    texts = queries.texts_with_keys(request.access, [key for key in page if key not in known])
    context = {
        "plan": plan, "form": form, "day": day, "line": line, "basis": basis, "cites": bool(wanted["dong"]),
        "reason": reason, "page": page, "query": query, "typed": wanted["q"],
        "often": [shown(queries.citable_text(text, day, known_documents)) for text in often],
        "plans": [shown(queries.citable_plan(each, known_documents)) for each in plans],
        "texts": [shown(queries.citable_text(text, day, known_documents)) for text in texts],
    }  # fmt: skip
    return render_page(request, "plans/bases.html", context, partial="hits", status=status)


def _line_of(plan: Plan, name: str) -> Block | None:
    """The line of an address: its number on the plan's page, its key in the editor. One not saved yet is none."""
    rows = Block.objects.filter(plan=plan)
    if number := whole_number(name):
        return rows.filter(pk=number).first()
    try:
        return rows.filter(key=UUID(name)).first()
    except ValueError:
        return None


def _basis_of(plan: Plan, number: int | None) -> LegalBasis | None:
    if number is None:
        return None
    basis = get_object_or_404(LegalBasis.objects.select_related("legal_text"), pk=number, plan=plan)
    basis.plan = plan
    return basis


def _citable(request: StaffRequest, plan: Plan) -> queries.Citable:
    day = queries.plan_day(plan, timezone.localdate())
    found = queries.citable_of(request.access, request.POST.get("nguon", ""), day)
    if found is None:
        raise Http404
    return found


@staff_view(rules.can_write_plans)
@require_POST
def basis_insert(request: StaffRequest, plan_id: int) -> HttpResponse:
    """One more basis. htmx (the dialog of the editor) gets the hits anew and an event; else back to the line."""
    plan = fetch_draft(request, plan_id)
    source = _citable(request, plan)
    try:
        block = domain.insert_basis(plan, by=request.access, source=source)
    except NotAllowed:
        raise
    except DomainError as error:
        return _hits(request, plan, BasisSearchForm(request.POST), reason=str(error), status=409)
    if request.htmx:  # type: ignore[attr-defined]
        response = _hits(request, plan, BasisSearchForm(request.POST))
        add_event(response, "can-cu-da-chen", {"text": block.text})
        return response
    messages.success(request, "Đã chèn căn cứ.")
    return redirect_to(request, line_url(request, plan, block.pk))


@staff_view(rules.can_write_plans)
@require_POST
def basis_cite(request: StaffRequest, plan_id: int, block_id: int) -> HttpResponse:
    """Name a document at the end of a line (in the editor it goes where the cursor is, without this)."""
    plan = fetch_draft(request, plan_id)
    block = get_object_or_404(Block.objects.select_related("assignment"), pk=block_id, plan=plan)
    block.plan = plan
    source = _citable(request, plan)
    try:
        domain.cite_in_line(block, by=request.access, seen=seen_in(request), source=source)
    except NotAllowed:
        raise
    except EditConflict:
        reason = "Người khác vừa sửa dòng này. Dòng như đang lưu ở trên; nếu vẫn cần, hãy bấm lần nữa."
        return _hits(
            request, plan, BasisSearchForm({**request.POST.dict(), "dong": block_id}), reason=reason, status=409
        )
    except DomainError as error:
        form = BasisSearchForm({**request.POST.dict(), "dong": block_id})
        return _hits(request, plan, form, reason=str(error), status=409)
    messages.success(request, "Đã trích dẫn vào cuối dòng. Ông/bà sửa lại chỗ đặt nếu cần.")
    return redirect_to(request, line_url(request, plan, block.pk))


@staff_view(rules.can_write_plans)
@require_POST
def basis_tie(request: StaffRequest, plan_id: int, clause_id: int) -> HttpResponse:
    """Say which entry of the catalogue a basis is; without a source: none of them."""
    plan = fetch_draft(request, plan_id)
    basis = _basis_of(plan, clause_id)
    assert basis is not None
    source = _citable(request, plan) if request.POST.get("nguon") else None
    if source is not None and source.text is None:
        raise Http404
    domain.set_legal_text(basis, by=request.access, text=source.text if source else None)
    messages.success(request, "Đã gắn với danh mục." if source else "Đã bỏ gắn với danh mục.")
    return redirect_to(request, url(request, "clauses", plan))


@staff_view(rules.can_write_plans)
def basis_order(request: StaffRequest, plan_id: int) -> HttpResponse:
    """The bases in the order of their force, shown before anything is written."""
    plan = fetch_draft(request, plan_id)
    reason = ""
    if request.method == "POST":
        try:
            changed = domain.reorder_bases(plan, by=request.access, seen=request.POST.getlist("dong"))
        except NotAllowed:
            raise
        except DomainError as error:
            reason = str(error)
        else:
            messages.success(request, "Đã xếp lại căn cứ." if changed else "Các căn cứ đã đúng thứ tự.")
            return redirect_to(request, url(request, "detail", plan))
    lines = queries.preamble_of(plan)
    now = [line for line in lines if line.is_basis]
    order = in_order(lines)
    place = {line.key.pk: number for number, line in enumerate(now, 1)}
    rows = [{"line": line, "was": place[line.key.pk], "mended": line.text != line.key.text} for line in order]
    same = [(line.key.pk, line.text) for line in order] == [(line.key.pk, line.key.text) for line in now]
    context = {"plan": plan, "rows": rows, "same": same, "reason": reason}
    return render(request, "plans/bases_order.html", context, status=409 if reason else 200)


@staff_view(rules.can_view_plans)
def text_plans(request: StaffRequest, text_id: int) -> HttpResponse:
    """How a text of the catalogue is cited, and which plans of the office cite it: stands on the text's page."""
    text = text_in(request.access, text_id)
    plans = list(queries.plans_citing(text, request.access)[: PLANS_SHOWN + 1])
    context = {
        "text": text, "full": full_citation(text), "in_text": full_citation(text, in_text=True),
        "plans": plans[:PLANS_SHOWN], "more": len(plans) > PLANS_SHOWN,
    }  # fmt: skip
    return render_page(request, "plans/bases_text.html", context, partial="citing")
