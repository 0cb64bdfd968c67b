"""Addresses of who does the work: asked extensions, many assignments at once, hand-overs."""

from django.urls import path

from work.views import extending

urlpatterns = [
    path("viec/<int:milestone_id>/xin-gia-han/", extending.ask, name="extension-ask"),
    path("viec/xin-gia-han/", extending.extensions, name="extensions"),
    path("viec/xin-gia-han/<int:request_id>/", extending.answer, name="extension"),
]
