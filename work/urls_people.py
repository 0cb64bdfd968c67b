"""Addresses of who does the work: asked extensions, many assignments at once, hand-overs."""

from django.urls import path

from work.views import assigning, extending

urlpatterns = [
    path("viec/<int:milestone_id>/xin-gia-han/", extending.ask, name="extension-ask"),
    path("viec/xin-gia-han/", extending.extensions, name="extensions"),
    path("viec/xin-gia-han/<int:request_id>/", extending.answer, name="extension"),
    path("viec/giao/", assigning.assign, name="assign"),
    path("viec/giao/da-giao/", assigning.assignments, name="assignments"),
    path("viec/giao/da-giao/<int:batch_id>/", assigning.assignment, name="assignment"),
    path("viec/giao/da-giao/<int:batch_id>/hoan-tac/", assigning.assignment_undo, name="assignment-undo"),
]
