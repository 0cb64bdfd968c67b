"""Reading an existing plan: paste or upload, compare line by line, settle doubts, accept."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from core.exceptions import DomainError, EditConflict
from core.http import whole_number
from documents.official import BlockKind
from organisations.decorators import staff_view
from organisations.http import StaffRequest
from plans import rules
from plans.deadlines import DeadlineRule, parse
from plans.domain import importing
from plans.enums import ImportState
from plans.forms.importing import HeadForm, ImportForm, LineForm, TaskForm
from plans.models import PlanImport
from plans.queries.superior import is_anothers
from plans.reading import correct
from plans.reading.draft import Place, PlanReading, Region
from plans.reading.show import items_of, original_lines, place_of, slug_of

PER_PAGE = 150


def _import(request: StaffRequest, import_id: int) -> PlanImport:
    return get_object_or_404(PlanImport.objects.of(request.access), pk=import_id)


def _address(imported: PlanImport, request: StaffRequest, anchor: str = "") -> str:
    url = reverse("plans:import-detail", kwargs={"org": request.organisation.code, "import_id": imported.pk})
    page = request.POST.get("trang") or request.GET.get("trang")
    return url + (f"?trang={page}" if whole_number(page) else "") + (f"#{anchor}" if anchor else "")


@staff_view(rules.can_write_plans)
def new(request: Any) -> HttpResponse:
    """Paste or upload; what cannot be read is said with what to do, and what was pasted stays."""
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            imported = importing.start_import(
                by=request.access,
                name=upload.name if upload else "",
                data=upload.read() if upload else None,
                text=form.cleaned_data["text"],
                submission_key=form.cleaned_data["submission_key"],
            )
        except DomainError as error:
            form.add_error("file" if upload else "text", str(error))
        else:
            return redirect("plans:import-detail", org=request.organisation.code, import_id=imported.pk)
    waiting = PlanImport.objects.of(request.access).waiting().count()
    status = 422 if form.errors else 200
    return render(request, "plans/import_new.html", {"form": form, "waiting": waiting}, status=status)


@staff_view(rules.can_write_plans)
def detail(request: Any, import_id: int) -> HttpResponse:
    """What was understood beside the original, doubts first; while a large file is read, its progress."""
    imported = _import(request, import_id)
    if imported.state in (ImportState.READING, ImportState.FAILED):
        return render(request, "plans/import_reading.html", {"imported": imported})
    reading = importing.reading_of(imported)
    items = items_of(reading, importing.source_of(imported))
    page = Paginator(items, PER_PAGE).get_page(request.GET.get("trang"))
    places = {item.slug: index // PER_PAGE + 1 for index, item in enumerate(items) if item.slug}
    doubts = _doubts_shown(reading, imported.settled, places)
    context = {
        "imported": imported,
        "reading": reading,
        "document": reading.document,
        "page": page,
        "doubts": doubts,
        "open_doubts": sum(doubt.key not in imported.settled for doubt in reading.doubts),
        "followed": sum(task.is_followed for task in reading.tasks),
        "open": imported.state == ImportState.READ,
        "anothers": rules.can_write_plans(request.access) and is_anothers(imported),
    }
    return render(request, "plans/import_detail.html", context)


def _doubts_shown(reading: PlanReading, settled: Collection[str], pages: dict[str, int]) -> list[dict[str, Any]]:
    """One entry a sentence: what is doubted the same way in many places is answered once."""
    shown: dict[tuple[str, bool], dict[str, Any]] = {}
    head = set(_head_doubts(reading))
    for doubt in reading.doubts:
        done = doubt.key in settled
        entry = shown.setdefault(
            (doubt.sentence, done),
            {"sentence": doubt.sentence, "settled": done, "head": doubt.key in head, "keys": [], "places": []},
        )
        entry["keys"].append(doubt.key)
        slug = slug_of(doubt.place) if doubt.place else ""
        entry["places"].append({"slug": slug, "page": pages.get(slug, 1), "line": doubt.line})
    return list(shown.values())


def _correct(
    request: StaffRequest, imported: PlanImport, form: Any, change: Any, anchor: str, settles: tuple[str, ...] = ()
) -> HttpResponse | None:
    """Apply one correction; None when the form has to be shown again with its error."""
    try:
        importing.correct_import(
            imported, by=request.access, seen=form.cleaned_data["seen"], change=change, settles=settles
        )
    except EditConflict:
        form.add_error(
            None,
            "Người khác vừa sửa bản đọc này. Nội dung ông/bà nhập vẫn còn ở dưới; "
            "bấm lưu lần nữa để ghi theo bản của mình.",
        )
        form.data = form.data.copy()
        form.data["seen"] = PlanImport.objects.values_list("version", flat=True).get(pk=imported.pk)
        return None
    except DomainError as error:
        form.add_error(None, str(error))
        return None
    messages.success(request, "Đã lưu bản đọc.")
    return redirect(_address(imported, request, anchor))


def _doubts_at(reading: PlanReading, place: Place) -> tuple[str, ...]:
    """A person who saved a line has seen what was doubted in it."""
    return tuple(doubt.key for doubt in reading.doubts if doubt.place == place)


def _head_doubts(reading: PlanReading) -> tuple[str, ...]:
    fields = ("letterhead.", "title", "signature", "recipients", "year")
    return tuple(doubt.key for doubt in reading.doubts if doubt.field.startswith(fields))


@staff_view(rules.can_write_plans)
def head(request: Any, import_id: int) -> HttpResponse:
    imported = _import(request, import_id)
    reading = importing.reading_of(imported)
    form = HeadForm(request.POST or None, initial={**HeadForm.initial_of(reading), "seen": imported.version})
    if request.method == "POST" and form.is_valid():
        changes = form.changes()
        done = _correct(
            request, imported, form, lambda old: correct.set_head(old, **changes), "phan-dau", _head_doubts(reading)
        )
        if done:
            return done
    return _form_page(request, imported, form, "Phần đầu, nơi nhận và chữ ký")


@staff_view(rules.can_write_plans)
def line(request: Any, import_id: int, place: str) -> HttpResponse:
    imported = _import(request, import_id)
    reading = importing.reading_of(imported)
    where, block = _block(reading, place)
    had = any(task.place == where for task in reading.tasks)
    initial = {
        "kind": block.kind, "marker": block.marker, "level": block.level, "text": block.text, "is_task": had,
        "seen": imported.version,
    }  # fmt: skip
    form = LineForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        done = _correct(
            request, imported, form, lambda old: _with_line(old, where, data), place, _doubts_at(reading, where)
        )
        if done:
            return done
    return _form_page(request, imported, form, "Sửa cách hiểu một dòng", reading.lines.get(where, ()))


def _block(reading: PlanReading, slug: str) -> tuple[Place, Any]:
    where = place_of(slug)
    if where is None or where.row is not None:
        raise Http404
    try:
        block = correct.block_at(reading.document, where)
    except IndexError:
        raise Http404 from None
    if block.kind == BlockKind.TABLE:
        raise Http404
    return where, block


def _with_line(reading: PlanReading, where: Place, data: dict[str, Any]) -> PlanReading:
    if data["kind"] == "drop":
        return correct.drop_block(reading, where)
    reading = correct.set_block(
        reading, where, kind=BlockKind(data["kind"]), marker=data["marker"].strip(), level=data["level"],
        text=" ".join(data["text"].split()),
    )  # fmt: skip
    if data["is_task"] and data["kind"] != BlockKind.HEADING:
        return correct.add_task(reading, where)
    for index in reversed([i for i, task in enumerate(reading.tasks) if task.place == where]):
        if not data["is_task"]:
            reading = correct.remove_task(reading, index)
    return reading


@staff_view(rules.can_write_plans)
def task(request: Any, import_id: int, index: int) -> HttpResponse:
    imported = _import(request, import_id)
    reading = importing.reading_of(imported)
    if index >= len(reading.tasks):
        raise Http404
    chosen = reading.tasks[index]
    form = TaskForm(request.POST or None, initial={**TaskForm.initial_of(chosen), "seen": imported.version})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        done = _correct(
            request, imported, form, lambda old: _with_task(old, index, data), slug_of(chosen.place),
            settles=_doubts_at(reading, chosen.place),
        )  # fmt: skip
        if done:
            return done
    return _form_page(request, imported, form, f"Nhiệm vụ: {chosen.text[:80]}", reading.lines.get(chosen.place, ()))


def _with_task(reading: PlanReading, index: int, data: dict[str, Any]) -> PlanReading:
    return correct.set_task(
        reading,
        index,
        leads=data["leads"],
        coordinating=data["coordinating"],
        deadline_text=data["deadline_text"],
        deadline=_decided(data, reading),
        result=data["result"],
        tracked=data["tracked"],
    )


def _decided(data: dict[str, Any], reading: PlanReading) -> DeadlineRule | None:
    """The words understood again, with the person's choice where they leave one."""
    rule = parse(data["deadline_text"], plan_year=reading.year, plan_date=reading.document.letterhead.date)
    if rule is not None and data["repeats"] and rule.periods:
        return replace(rule, repeats=data["repeats"] == "each", question="")
    return rule


def _form_page(
    request: HttpRequest, imported: PlanImport, form: Any, heading: str, numbers: tuple[int, ...] = ()
) -> HttpResponse:
    received = original_lines(importing.source_of(imported))
    original = [(number, received.get(number, "")) for number in numbers]
    context = {"imported": imported, "form": form, "heading": heading, "original": original}
    return render(request, "plans/import_form.html", context, status=422 if form.errors else 200)


@staff_view(rules.can_write_plans)
@require_POST
def repeats(request: Any, import_id: int, index: int) -> HttpResponse:
    """Several named periods: one result for all of them, or one for each. Answered in place."""
    imported = _import(request, import_id)
    reading = importing.reading_of(imported)
    if index >= len(reading.tasks):
        raise Http404
    each = request.POST.get("repeats") == "each"
    _, alike = correct.decide_periods(reading, index, repeats=each)
    settles = tuple(key for i in alike for key in _doubts_at(reading, reading.tasks[i].place))
    anchor = slug_of(reading.tasks[index].place)
    return _quick(
        request,
        imported,
        lambda old: correct.decide_periods(old, index, repeats=each)[0],
        anchor,
        "Đã ghi nhận.",
        settles=settles,
    )


@staff_view(rules.can_write_plans)
@require_POST
def merge(request: Any, import_id: int, index: int) -> HttpResponse:
    """A bullet and a row that say the same are followed once."""
    imported = _import(request, import_id)
    reading = importing.reading_of(imported)
    if index >= len(reading.tasks):
        raise Http404
    anchor = slug_of(reading.tasks[index].place)
    return _quick(request, imported, lambda old: correct.merge_task(old, index), anchor, "Đã gộp: theo dõi một lần.")


@staff_view(rules.can_write_plans)
@require_POST
def follow(request: Any, import_id: int) -> HttpResponse:
    """Theo dõi or chỉ in for all ticked tasks at once."""
    imported = _import(request, import_id)
    ticked = (whole_number(each) for each in request.POST.getlist("task"))
    chosen = {index for index in ticked if index is not None}
    tracked = request.POST.get("tracked") == "yes"

    def change(reading: PlanReading) -> PlanReading:
        for index in sorted(chosen):
            reading = correct.set_task(reading, index, tracked=tracked)
        return reading

    return _quick(request, imported, change, "nhiem-vu", f"Đã chuyển {len(chosen)} nhiệm vụ.")


@staff_view(rules.can_write_plans)
@require_POST
def restore(request: Any, import_id: int, number: int) -> HttpResponse:
    """A left-out line belongs to the plan: put it behind the line that stood before it."""
    imported = _import(request, import_id)
    text = original_lines(importing.source_of(imported)).get(number, "")

    def change(reading: PlanReading) -> PlanReading:
        if number not in reading.dropped:
            return reading
        later = [place for place, lines in reading.lines.items() if place.row is None and lines and min(lines) > number]
        before = min(later, key=lambda place: min(reading.lines[place])) if later else _end(reading)
        return correct.restore_line(reading, number, text=text, before=before)

    return _quick(request, imported, change, "", "Đã đưa dòng vào văn bản.")


def _end(reading: PlanReading) -> Place:
    return Place(Region.BODY, len(reading.document.body))


@staff_view(rules.can_write_plans)
@require_POST
def settle(request: Any, import_id: int) -> HttpResponse:
    """The person has looked at a doubt and leaves the reading as it is."""
    imported = _import(request, import_id)
    keys = tuple(key[:200] for key in request.POST.getlist("doubt"))
    slug = request.POST.get("noi", "")
    anchor = slug if place_of(slug) else "nghi-van"
    return _quick(request, imported, lambda reading: reading, anchor, "Đã ghi nhận.", settles=keys)


def _quick(
    request: StaffRequest, imported: PlanImport, change: Any, anchor: str, sentence: str, settles: tuple[str, ...] = ()
) -> HttpResponse:
    try:
        importing.correct_import(imported, by=request.access, seen=imported.version, change=change, settles=settles)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, sentence)
    return redirect(_address(imported, request, anchor))


@staff_view(rules.can_write_plans)
def accept(request: Any, import_id: int) -> HttpResponse:
    imported = _import(request, import_id)
    if imported.plan_id:
        return redirect("plans:detail", org=request.organisation.code, plan_id=imported.plan_id)
    if request.method != "POST":
        return redirect(_address(imported, request))
    year, seen = (whole_number(request.POST.get(name)) for name in ("year", "seen"))
    try:
        plan = importing.accept_import(
            imported,
            by=request.access,
            seen=-1 if seen is None else seen,
            year=year if year and 2000 <= year <= 2100 else None,
        )
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(_address(imported, request))
    messages.success(request, "Đã nhận văn bản vào hệ thống. Hãy xem lại nhiệm vụ và bản in.")
    return redirect("plans:detail", org=request.organisation.code, plan_id=plan.pk)


@staff_view(rules.can_write_plans)
@require_POST
def discard(request: Any, import_id: int) -> HttpResponse:
    imported = _import(request, import_id)
    try:
        importing.discard_import(imported, by=request.access)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(_address(imported, request))
    messages.success(request, "Đã bỏ bản đọc. Tệp gốc vẫn được giữ trong hệ thống.")
    return redirect("plans:import-list", org=request.organisation.code)


@staff_view(rules.can_write_plans)
def original(request: Any, import_id: int) -> Any:
    """The received file, byte for byte, always as a download: it is a stranger's file."""
    imported = _import(request, import_id)
    kept = imported.original
    if kept is None:
        raise Http404
    response = FileResponse(kept.file.open("rb"), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, kept.name)
    return response
