"""The list of everything that changes when a plan is begun from last year's or from a model."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from core.exceptions import EditConflict
from core.http import redirect_to, whole_number
from organisations.http import StaffRequest
from plans.deadlines import label, parse
from plans.domain import starting
from plans.enums import PlanState, StartKind
from plans.forms.starting import ChangesForm, take_all
from plans.models import PlanStart
from plans.queries import starting as queries
from plans.rolling.edits import Group, Piece, pointed, shown
from plans.rolling.proposal import Change, Choice
from plans.views.start_answers import keep_typed, make, start_url

_LONGEST_PAIR = 80  # letters of old and new words that are told beside each other


@dataclass(frozen=True)
class ChangeView:
    """One change as the page shows it: the old words marked, the new ones in a field; `summary` tells both apart."""

    change: Change
    taken: bool
    text: str
    before: tuple[Piece, ...]
    summary: tuple[tuple[str, str], ...] = ()
    understood: str = ""
    error: str = ""

    @property
    def height(self) -> int:
        """Lines of the field: enough for the words, as wide as the page gives."""
        return min(1 + len(self.text) // 54, 9)


@dataclass
class GroupView:
    """As much of a group as stands on this page."""

    name: str
    title: str
    counts: queries.Counts
    changes: list[ChangeView] = field(default_factory=list)
    sections: list[tuple[str, str, list[queries.Duty]]] = field(default_factory=list)


Item = Change | queries.Duty


def _items(start: PlanStart, found: queries.Found) -> tuple[list[Change], list[queries.Duty], list[tuple[str, Item]]]:
    """All changes, all duties, and both in the order of the page, each with the name of its group."""
    changes = queries.listed(found)
    duties = queries.duties_of(start) if start.kind == StartKind.LAST_YEAR else []
    out: list[tuple[str, Item]] = []
    for group in queries.GROUPS:
        out += [(group.value, change) for change in changes if change.group == group]
        if group == Group.DEADLINES:
            out += [("tasks", duty) for duty in duties]
    return changes, duties, out


def changes_page(request: StaffRequest, start: PlanStart) -> HttpResponse:
    """The list of every change, a page at a time. Any button keeps what the page says first."""
    found = queries.found_in(start)
    changes, duties, items = _items(start, found)
    chosen = queries.chosen_in(start)
    number = request.POST.get("trang") if request.method == "POST" else request.GET.get("trang")
    page = queries.page_of_start(items, number)
    here = list(page.object_list)
    on_page = [(each, chosen.get(each.key, Choice(each.sure))) for _, each in here if isinstance(each, Change)]
    ids = [each.task.pk for _, each in here if isinstance(each, queries.Duty)]
    bound = request.POST if request.method == "POST" else None
    form = ChangesForm(bound, start=start, shown=on_page, duties=ids)
    status = 200
    if request.method == "POST":
        try:
            if form.try_save(by=request.access):
                return _go_on(request, start, changes, duties, items)
            status = 422
        except EditConflict:
            status = keep_typed(request, form, start)
    counts = queries.counts_of(changes, chosen, duties)
    first = {name: index for index, (name, _) in reversed(list(enumerate(items)))}
    context = {
        "start": start,
        "source": start.source,
        "form": form,
        "page": page,
        "counts": [(each, first[each.name] // queries.CHANGES_A_PAGE + 1) for each in counts],
        "groups": _groups(here, chosen, counts, form, start.year),
        "title_change": queries.title_change(found),
        "going": sum(duty.goes_on for duty in duties),
        "duties": len(duties),
        "closed": start.source is not None and start.source.state == PlanState.CLOSED,
    }
    return render(request, "plans/start_changes.html", context, status=status)


def _groups(
    here: list[tuple[str, Item]], chosen: dict[str, Choice], counts: list[queries.Counts], form: ChangesForm, year: int
) -> list[GroupView]:
    by_name = {each.name: each for each in counts}
    words = queries.in_words([item for _, item in here if isinstance(item, queries.Duty)])
    out: list[GroupView] = []
    for name, item in here:
        if not out or out[-1].name != name:
            out.append(GroupView(name, by_name[name].title, by_name[name]))
        if isinstance(item, Change):
            out[-1].changes.append(_change_view(item, chosen.get(item.key, Choice(item.sure)), form, year))
            continue
        sections = out[-1].sections
        if not sections or sections[-1][1] != item.section_id:
            sections.append((item.section, item.section_id, []))
        sections[-1][2].append(replace(item, task=words.get(item.task.pk, item.task)))
    return out


def _change_view(change: Change, choice: Choice, form: ChangesForm, year: int) -> ChangeView:
    typed = form.typed_in(change)
    text = typed if typed is not None else change.after if choice.text is None else choice.text
    taken = f"take-{change.key}" in form.data if form.is_bound else choice.taken
    same = change.after == change.before
    before = (
        pointed(change.before, [each.span for each in change.edits]) if same else shown(change.before, change.after)[0]
    )
    rule = parse(text, plan_year=year) if change.deadline else None
    understood, error = label(rule) if rule else "", form.line_errors.get(change.key, "")
    return ChangeView(change, taken, text, before, _summary(change), understood, error)


def _summary(change: Change) -> tuple[tuple[str, str], ...]:
    """Old and new words of short changes, each pair once."""
    pairs = [(change.before[each.start : each.end], each.new) for each in change.edits if each.new]
    return tuple(dict.fromkeys((old, new) for old, new in pairs if len(old) + len(new) < _LONGEST_PAIR))[:3]


def _go_on(
    request: StaffRequest,
    start: PlanStart,
    changes: list[Change],
    duties: list[queries.Duty],
    items: list[tuple[str, Item]],
) -> HttpResponse:
    """After the page was kept: the plan is made, all of a group is chosen, or another page is shown."""
    if "lap" in request.POST:
        said = f"Đã lập dự thảo năm {start.year}. Số và ngày để trống; ông/bà xem lại từng dòng."
        act = partial(starting.begin_plan, start, by=request.access, today=timezone.localdate())
        return make(request, start, act, said)
    bulk, _, name = request.POST.get("ca-nhom", "").partition(":")
    if bulk in ("lay", "thoi") and name:
        some = [each for each in changes if each.group.value == name]
        chosen = queries.chosen_in(start)
        starting.choose(
            start, by=request.access, seen=start.version, changes=take_all(some, chosen, taken=bulk == "lay")
        )
    elif bulk in ("giu", "bo"):
        fates = {duty.task.pk: bulk == "giu" for duty in duties if not name or duty.section_id == name}
        starting.choose(start, by=request.access, seen=start.version, fates=fates)
    else:
        messages.success(request, "Đã lưu lựa chọn.")
    to = whole_number(request.POST.get("den")) or whole_number(request.POST.get("trang")) or 1
    group = name if bulk in ("lay", "thoi") else "tasks" if bulk else ""
    return redirect_to(request, start_url(request, start, page=to, anchor=f"nhom-{group}" if group else ""))
