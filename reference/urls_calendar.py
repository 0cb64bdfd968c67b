"""Addresses of the calendar of days off."""

from django.urls import path

from reference.views import calendar

urlpatterns = [
    path("ngay-nghi/", calendar.calendar, name="calendar"),
    path("ngay-nghi/them/", calendar.calendar_add, name="calendar-add"),
    path("ngay-nghi/<int:day_id>/sua/", calendar.calendar_edit, name="calendar-edit"),
    path("ngay-nghi/<int:day_id>/xoa/", calendar.calendar_remove, name="calendar-remove"),
]
