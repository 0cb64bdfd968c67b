"""Addresses of the work that follows upon an issue."""

from django.urls import path

from work import urls_figures, urls_people
from work.views import (
    calendar,
    confirming,
    days,
    lists,
    milestone,
    mine,
    phone_calendar,
    saved_views,
    timeline,
    workbook,
)

app_name = "work"
urlpatterns = [
    path("viec-cua-toi/", mine.my_work, name="mine"),
    path("viec/", lists.office_work, name="list"),
    path("viec/ai-giu-viec-gi/", lists.holding, name="holding"),
    path("viec/lich-dien-thoai/", phone_calendar.phone_calendar, name="phone-calendar"),
    path("viec/lich-dien-thoai/thu-hoi/", phone_calendar.phone_calendar_revoke, name="phone-calendar-revoke"),
    path("viec/da-luu/", saved_views.saved_views, name="saved-views"),
    path("viec/da-luu/luu/", saved_views.save_view, name="view-save"),
    path("viec/da-luu/<int:view_id>/", saved_views.rename_view, name="view-rename"),
    path("viec/da-luu/<int:view_id>/xoa/", saved_views.delete_saved, name="view-delete"),
    path("viec-cua-toi/excel/", workbook.export_mine, name="mine-export"),
    path("viec/excel/", workbook.export_office, name="list-export"),
    path("viec/nhap-excel/", workbook.workbook_import, name="workbook-import"),
    path("viec/nhap-excel/ghi/", workbook.workbook_apply, name="workbook-apply"),
    path("viec/dong-thoi-gian/", timeline.timelines, name="timelines"),
    path("viec/dong-thoi-gian/<int:plan_id>/", timeline.timeline, name="timeline"),
    path("viec/lich/", calendar.calendar, name="calendar"),
    path("viec/lich/in/", calendar.calendar_print, name="calendar-print"),
    path("viec/chua-co-han/", lists.undated, name="undated"),
    path("viec/chua-co-han/<int:task_id>/", days.set_day, name="set-day"),
    path("viec/<int:milestone_id>/", milestone.milestone, name="milestone"),
    path("viec/<int:milestone_id>/cap-nhat/", mine.update, name="update"),
    path("viec/<int:milestone_id>/dong/", mine.row, name="row"),
    path("viec/<int:milestone_id>/nhan/", milestone.accept, name="accept"),
    path("viec/<int:milestone_id>/xac-nhan/", confirming.confirm, name="confirm"),
    path("viec/<int:milestone_id>/duyet/", milestone.approve, name="approve"),
    path("viec/<int:milestone_id>/tra-lai/", milestone.send_back, name="return"),
    path("viec/<int:milestone_id>/gia-han/", milestone.extend, name="extend"),
    path("viec/<int:milestone_id>/don-doc/", milestone.nudge, name="nudge"),
    path("viec/<int:milestone_id>/minh-chung/", milestone.prove, name="prove"),
    path("viec/minh-chung/<int:evidence_id>/", milestone.proof_file, name="proof"),
    path("viec/minh-chung/<int:evidence_id>/rut/", milestone.proof_withdraw, name="proof-withdraw"),
    *urls_figures.urlpatterns,
    *urls_people.urlpatterns,
]
