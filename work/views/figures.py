"""Figures of one report: correcting one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from core.decision import require
from core.http import redirect_to
from organisations.decorators import staff_view
from organisations.http import StaffRequest
from work import rules_figures as rules
from work.forms.corrections import CorrectForm, LaterFiguresForm
from work.forms.figures import FigureRows
from work.models import Milestone
from work.queries.detail import milestone_here
from work.queries.figures import figure_here, measures_for, sums_of_work
from work.queries.parties import duties_of
from work.views.answers import saved, status_of, url


def rows_for(request: StaffRequest, milestone: Milestone) -> FigureRows:
    """The rows of figures of the quick form, with what was sent of them."""
    offered = measures_for(milestone.task, timezone.localdate())
    return FigureRows(offered, request.POST if request.method == "POST" else None)


@staff_view(rules.can_view_figures)
def figures_later(request: StaffRequest, milestone_id: int) -> HttpResponse:
    """Bổ sung số liệu, of a result that is done."""
    milestone = milestone_here(request.access, milestone_id)
    require(rules.can_add_figures_later(request.access, milestone, duties_of(milestone.task)))
    back = url(request, "milestone", milestone_id=milestone.pk)
    figures = rows_for(request, milestone)
    form = LaterFiguresForm(request.POST if request.method == "POST" else None, milestone=milestone, figures=figures)
    if request.method == "POST" and saved(form, request):
        messages.success(request, "Đã bổ sung số liệu.")
        return redirect_to(request, back + "#dien-bien")
    context = {
        "milestone": milestone, "form": form, "figures": figures, "back": back, "sums": sums_of_work(milestone),
    }  # fmt: skip
    return render(request, "work/figures_later.html", context, status=status_of(form))


@staff_view(rules.can_view_figures)
def figure_correct(request: StaffRequest, figure_id: int) -> HttpResponse:
    figure = figure_here(request.access, figure_id)
    milestone = figure.entry.milestone
    require(rules.can_correct_figure(request.access, figure, milestone, duties_of(milestone.task)))
    back = url(request, "milestone", milestone_id=milestone.pk)
    form = CorrectForm(request.POST if request.method == "POST" else None, figure=figure)
    if request.method == "POST" and saved(form, request):
        messages.success(request, "Đã đính chính. Số cũ còn trong diễn biến.")
        return redirect_to(request, back + "#dien-bien")
    corrected = getattr(figure_here(request.access, figure_id), "corrected_by", None)
    context = {"figure": figure, "milestone": milestone, "form": form, "back": back, "corrected": corrected}
    return render(request, "work/figure_correct.html", context, status=status_of(form))
