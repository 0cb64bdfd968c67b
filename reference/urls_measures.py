"""Addresses of what is counted."""

from django.urls import path

from reference.views import measures

urlpatterns = [
    path("loai-so-lieu/", measures.measure_list, name="measures"),
    path("loai-so-lieu/them/", measures.measure_add, name="measure-add"),
    path("loai-so-lieu/<int:measure_id>/sua/", measures.measure_edit, name="measure-edit"),
]
