"""One inspection: planned, recorded, concluded, sent; its minutes and its files."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header

from core.decision import require
from core.http import redirect_to, waiting_page
from core.text import fold
from documents.domain.printing import pdf_of
from documents.models import WorkItem
from inspections import rules
from inspections.forms.inspections import (
    CancelForm,
    ConcludeForm,
    InspectionForm,
    RecordFileForm,
    RecordForm,
    SendForm,
)
from inspections.minutes import leader, minutes_of
from inspections.models import Inspection
from inspections.queries.detail import file_for, inspection_here, inspection_view
from inspections.queries.places import places_to_inspect
from inspections.standing import INSPECTION_NAMES, INSPECTION_TONES
from inspections.views.answers import answer, sent, url
from organisations.decorators import staff_view
from organisations.http import StaffRequest
from organisations.queries import people_here, pickable_units
from plans.queries.added import plans_to_give_under

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHOWN_INLINE = ("application/pdf", "image/jpeg", "image/png")


def _form(request: StaffRequest, inspection: Inspection | None = None) -> InspectionForm:
    today = timezone.localdate()
    return InspectionForm(
        *sent(request), inspection=inspection, today=today, units=pickable_units(request.organisation, today),
        places=places_to_inspect(request.organisation, today), people=people_here(request.organisation, today),
        plans=plans_to_give_under(request.access), below=rules.may_inspect_below(request.access),
    )  # fmt: skip


@staff_view(rules.can_write_inspections)
def new(request: StaffRequest) -> HttpResponse:
    form = _form(request)
    return answer(
        request, form, title="Thêm cuộc kiểm tra", button="Thêm", back=url(request, "list"),
        done="Đã thêm cuộc kiểm tra.",
    )  # fmt: skip


@staff_view(rules.can_view_inspections)
def detail(request: StaffRequest, inspection_id: int) -> HttpResponse:
    return _page(request, inspection_here(request.access, inspection_id))


def _page(request: StaffRequest, inspection: Inspection, file_form: Any = None) -> HttpResponse:
    view = inspection_view(inspection, request.access, timezone.localdate())
    context = {
        "view": view, "inspection": inspection, "state_name": INSPECTION_NAMES[view.state],
        "tone": INSPECTION_TONES[view.state], "leader": leader(inspection),
        "file_form": file_form or RecordFileForm(inspection=inspection),
    }  # fmt: skip
    return render(request, "inspections/detail.html", context, status=422 if file_form is not None else 200)


def _home(request: StaffRequest, inspection: Inspection) -> str:
    return url(request, "detail", inspection_id=inspection.pk)


@staff_view(rules.can_write_inspections)
def edit(request: StaffRequest, inspection_id: int) -> HttpResponse:
    inspection = inspection_here(request.access, inspection_id)
    require(rules.can_change(request.access, inspection))
    return answer(
        request, _form(request, inspection), title="Sửa cuộc kiểm tra", button="Lưu", back=_home(request, inspection),
        done="Đã lưu cuộc kiểm tra.",
    )  # fmt: skip


@staff_view(rules.can_write_inspections)
def record(request: StaffRequest, inspection_id: int) -> HttpResponse:
    """Ghi biên bản."""
    inspection = inspection_here(request.access, inspection_id)
    require(rules.can_change(request.access, inspection))
    form = RecordForm(*sent(request), inspection=inspection, today=timezone.localdate())
    return answer(
        request, form, title="Ghi biên bản kiểm tra", button="Lưu biên bản", back=_home(request, inspection),
        done="Đã lưu biên bản. Hãy ghi từng ưu điểm, tồn tại, kiến nghị ở dưới.", inspection=inspection,
    )  # fmt: skip


@staff_view(rules.can_write_inspections)
def cancel(request: StaffRequest, inspection_id: int) -> HttpResponse:
    inspection = inspection_here(request.access, inspection_id)
    require(rules.can_cancel(request.access, inspection))
    form = CancelForm(*sent(request), inspection=inspection)
    return answer(
        request, form, title="Hủy cuộc kiểm tra", button="Hủy cuộc kiểm tra", back=_home(request, inspection),
        done="Đã hủy cuộc kiểm tra.", inspection=inspection, grave=True,
    )  # fmt: skip


@staff_view(rules.can_write_inspections)
def conclude(request: StaffRequest, inspection_id: int) -> HttpResponse:
    """Seals the record; what has a day becomes a duty at once where a plan is chosen."""
    inspection = inspection_here(request.access, inspection_id)
    require(rules.can_conclude(request.access, inspection))
    view = inspection_view(inspection, request.access, timezone.localdate())
    form = ConcludeForm(
        *sent(request), inspection=inspection, plans=plans_to_give_under(request.access), dated=view.dated
    )
    return answer(
        request, form, title="Kết luận cuộc kiểm tra", button="Kết luận", back=_home(request, inspection),
        done="Đã kết luận. Nội dung có hạn được giao thành việc thì có trong “Việc của tôi” của người làm.",
        template="conclude", view=view, inspection=inspection,
    )  # fmt: skip


@staff_view(rules.can_write_inspections)
def send(request: StaffRequest, inspection_id: int) -> HttpResponse:
    inspection = inspection_here(request.access, inspection_id)
    require(rules.can_send(request.access, inspection))
    form = SendForm(*sent(request), inspection=inspection)
    return answer(
        request, form, title="Gửi kết luận", button="Gửi kết luận", back=_home(request, inspection),
        done=f"Đã gửi kết luận đến {inspection.whom}.", inspection=inspection, template="send",
    )  # fmt: skip


@staff_view(rules.can_write_inspections)
def add_file(request: StaffRequest, inspection_id: int) -> HttpResponse:
    inspection = inspection_here(request.access, inspection_id)
    require(rules.can_add_file(request.access, inspection))
    home = _home(request, inspection) + "#tep"
    if request.method != "POST":
        return redirect_to(request, home)
    form = RecordFileForm(request.POST, request.FILES, inspection=inspection)
    made = answer(request, form, title="Thêm tệp", button="Thêm", back=home, done="Đã thêm tệp.")
    return made if made.status_code == 303 else _page(request, inspection, form)


@staff_view(rules.can_view_inspections)
def file(request: StaffRequest, file_id: int) -> FileResponse:
    """A file of an inspection; pictures and PDF in the browser, the rest to keep."""
    kept = file_for(request.access, file_id).attachment
    inline = kept.content_type in SHOWN_INLINE and "tai" not in request.GET
    response = FileResponse(kept.file.open("rb"), content_type=kept.content_type)
    response["Content-Disposition"] = content_disposition_header(not inline, kept.name) or "attachment"
    response["Cache-Control"] = "private, no-cache"
    return response


@staff_view(rules.can_view_inspections)
def minutes_pdf(request: StaffRequest, inspection_id: int) -> HttpResponse | FileResponse:
    return minutes_file(request, inspection_here(request.access, inspection_id), _home)


def minutes_file(request: StaffRequest, inspection: Inspection, home: Any) -> HttpResponse | FileResponse:
    """The print; while long minutes are made in the background, a page that waits."""
    document = minutes_of(inspection, inspection.findings.select_related("unit", "person"))
    made = pdf_of(document, organisation=inspection.organisation, by=request.access)
    if isinstance(made, WorkItem):
        back = home(request, inspection)
        context = {"work": made, "title": "Biên bản kiểm tra", "home": back, "home_label": "Về cuộc kiểm tra"}
        return waiting_page(request, "components/minutes_wait.html", context)
    response = FileResponse(made.open("rb"), content_type="application/pdf")
    name = content_disposition_header("tai" in request.GET, file_name(inspection, "pdf"))
    response["Content-Disposition"] = name or "inline"
    response["Cache-Control"] = "private, no-cache"
    return response


@staff_view(rules.can_view_inspections)
def minutes_docx(request: StaffRequest, inspection_id: int) -> HttpResponse:
    from documents.render.docx import render_docx  # python-docx and lxml: only who exports pays for them

    inspection = inspection_here(request.access, inspection_id)
    document = minutes_of(inspection, inspection.findings.select_related("unit", "person"))
    response = HttpResponse(render_docx(document), content_type=DOCX)
    response["Content-Disposition"] = content_disposition_header(True, file_name(inspection, "docx"))
    return response


def file_name(inspection: Inspection, ending: str) -> str:
    """ "bien-ban-kiem-tra-2026-05-04-van-phong.docx": sorts by day and says whom."""
    day = f"{inspection.held_on:%Y-%m-%d}" if inspection.held_on else str(inspection.year)
    whom = "-".join(word for word in fold(inspection.whom).replace("/", " ").split() if word.isalnum())
    return f"bien-ban-kiem-tra-{day}-{whom[:60]}.{ending}"
