"""Addresses of inspections."""

from django.urls import path

from inspections.views import findings, inspections, lists, received

app_name = "inspections"
_ONE, _FOUND = "kiem-tra/<int:inspection_id>/", "kiem-tra/noi-dung/<int:finding_id>/"

urlpatterns = [
    path("kiem-tra/", lists.inspections, name="list"),
    path("kiem-tra/can-khac-phuc/", lists.findings, name="findings"),
    path("kiem-tra/moi/", inspections.new, name="new"),
    path(_ONE, inspections.detail, name="detail"),
    path(f"{_ONE}sua/", inspections.edit, name="edit"),
    path(f"{_ONE}ghi/", inspections.record, name="record"),
    path(f"{_ONE}huy/", inspections.cancel, name="cancel"),
    path(f"{_ONE}ket-luan/", inspections.conclude, name="conclude"),
    path(f"{_ONE}gui/", inspections.send, name="send"),
    path(f"{_ONE}tep/", inspections.add_file, name="add-file"),
    path(f"{_ONE}bien-ban/", inspections.minutes_pdf, name="minutes"),
    path(f"{_ONE}bien-ban-word/", inspections.minutes_docx, name="minutes-docx"),
    path(f"{_ONE}noi-dung/them/", findings.new, name="finding-new"),
    path(_FOUND, findings.detail, name="finding"),
    path(f"{_FOUND}sua/", findings.edit, name="finding-edit"),
    path(f"{_FOUND}xoa/", findings.remove, name="finding-remove"),
    path(f"{_FOUND}giao/", findings.give, name="give"),
    path(f"{_FOUND}kiem-tra-lai/", findings.reinspect, name="reinspect"),
    path("kiem-tra/tep/<int:file_id>/", inspections.file, name="file"),
    path("kiem-tra/cap-tren/", received.received_list, name="received-list"),
    path("kiem-tra/cap-tren/<int:inspection_id>/", received.received, name="received"),
    path("kiem-tra/cap-tren/<int:inspection_id>/bien-ban/", received.received_minutes, name="received-minutes"),
    path("kiem-tra/cap-tren/noi-dung/<int:finding_id>/giao/", received.take, name="take"),
]
