"""Duties given after the issue."""

from django.urls import path

from plans.views import added

_ADDED = "ke-hoach/<int:plan_id>/viec-giao-them/"

urlpatterns = [
    path(f"{_ADDED}them/", added.added_new, name="added-new"),
    path(f"{_ADDED}thoi-han/", added.added_preview, name="added-preview"),
    path(f"{_ADDED}<int:task_id>/rut/", added.added_withdraw, name="added-withdraw"),
]
