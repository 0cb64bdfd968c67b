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
from work.forms.corrections import CorrectForm
from work.forms.figures import FigureRows
from work.models import Milestone
from work.queries.figures import figure_here, measures_for
from work.queries.parties import duties_of
from work.views.answers import saved, status_of, url


def rows_for(request: StaffRequest, milestone: Milestone) -> FigureRows:
    """The rows of figures of the quick form, with what was sent of them."""
    offered = measures_for(milestone.task, timezone.localdate())
    return FigureRows(offered, request.POST if request.method == "POST" else None)


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
