"""What a superior's plan asks for, proposal by proposal, and taking it over."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from core.exceptions import EditConflict
from core.http import redirect_to, whole_number
from organisations.http import StaffRequest
from plans.domain import superior
from plans.forms.superior import OffersForm
from plans.models import PlanStart
from plans.queries import superior as queries
from plans.queries.listing import page_of
from plans.queries.superior import Section, Taken
from plans.rolling.duties import Call, Offer
from plans.views.start_answers import keep_typed, make, start_url

_CALLS = list(Call)  # in the order of the page
_CALLED = {Call.GIVEN: "giao", Call.HELP: "phối hợp", Call.NAMED: "nhắc đến"}


@dataclass(frozen=True)
class OfferView:
    """One proposal as the page shows it."""

    offer: Offer
    answer: Taken
    basis: str
    kind: str
    error: str = ""

    @property
    def call(self) -> str:
        """ "giao: UBND các xã"."""
        return f"{_CALLED[self.offer.call]}: {self.offer.addressed}" if self.offer.call in _CALLED else ""

    @property
    def height(self) -> int:
        """Lines of the field: enough for the words, as wide as the page gives."""
        return min(1 + len(self.answer.text) // 70, 9)


def duties_page(request: StaffRequest, start: PlanStart) -> HttpResponse:
    """A page of the proposals, those that speak to communes first. Any button keeps what the page says."""
    paper, answers = queries.paper_in(start), queries.answers_in(start)
    sections = queries.sections_for(start)
    roles = queries.roles_in(start.target)
    offers = sorted(paper.offers, key=lambda each: _CALLS.index(each.call))
    number = request.POST.get("trang") if request.method == "POST" else request.GET.get("trang")
    page = page_of(offers, number, queries.OFFERS_A_PAGE)
    here = [(offer, _answer(offer, answers, start, sections, roles)) for offer in page.object_list]
    bound = request.POST if request.method == "POST" else None
    form = OffersForm(bound, start=start, offers=here, sections=[each.value for each in sections])
    status = 200
    if request.method == "POST":
        try:
            if form.try_save(by=request.access):
                return _go_on(request, start, offers, sections, roles)
            status = 422
        except EditConflict:
            status = keep_typed(request, form, start)
    context = {
        "start": start,
        "paper": paper,
        "form": form,
        "page": page,
        "offers": [
            OfferView(
                offer, _typed(request, offer, answer), paper.basis_of(offer), queries.KINDS[offer.kind],
                form.line_errors.get(offer.key, ""),
            )
            for offer, answer in here
        ],
        "sections": sections,
        "taken": sum(queries.answer_of(offer, answers).taken for offer in offers),
        "total": len(offers),
        "addressed": sum(offer.is_given for offer in offers),
    }  # fmt: skip
    return render(request, "plans/start_duties.html", context, status=status)


def _answer(
    offer: Offer, answers: dict[str, Taken], start: PlanStart, sections: list[Section], roles: dict[str, str]
) -> Taken:
    known = queries.answer_of(offer, answers)
    if offer.key in answers and known.section in {each.value for each in sections}:
        return known
    return Taken(known.taken, known.text, queries.default_section(offer, start, sections, roles))


def _typed(request: StaffRequest, offer: Offer, answer: Taken) -> Taken:
    """What a page that could not be saved shows again."""
    if request.method != "POST":
        return answer
    return Taken(
        f"take-{offer.key}" in request.POST, request.POST.get(f"text-{offer.key}", answer.text),
        request.POST.get(f"section-{offer.key}", answer.section),
    )  # fmt: skip


def _go_on(
    request: StaffRequest, start: PlanStart, offers: list[Offer], sections: list[Section], roles: dict[str, str]
) -> HttpResponse:
    if "lap" in request.POST:
        said = (
            "Đã thêm các nội dung đã chọn vào dự thảo."
            if start.target
            else f"Đã lập dự thảo năm {start.year} từ kế hoạch cấp trên; ông/bà chọn cơ quan chủ trì cho từng nhiệm vụ."
        )
        return make(
            request, start, partial(superior.carry_out, start, by=request.access, today=timezone.localdate()), said
        )
    bulk = request.POST.get("ca-nhom", "")
    if bulk in ("lay", "thoi", "giao"):
        answers = queries.answers_in(start)
        fresh = {}
        for offer in offers:
            known = _answer(offer, answers, start, sections, roles)
            taken = bulk == "lay" or (bulk == "giao" and offer.is_given)
            fresh[offer.key] = Taken(taken, known.text, known.section)
        superior.choose_offers(start, by=request.access, seen=start.version, offers=fresh)
    else:
        messages.success(request, "Đã lưu lựa chọn.")
    to = whole_number(request.POST.get("den")) or whole_number(request.POST.get("trang")) or 1
    return redirect_to(request, start_url(request, start, page=to))
