"""Addresses of who does the work: asked extensions, many assignments at once, hand-overs."""

from django.urls import path

from work.views import assigning, extending, handing_over

urlpatterns = [
    path("viec/<int:milestone_id>/xin-gia-han/", extending.ask, name="extension-ask"),
    path("viec/xin-gia-han/", extending.extensions, name="extensions"),
    path("viec/xin-gia-han/<int:request_id>/", extending.answer, name="extension"),
    path("viec/xin-gia-han/<int:request_id>/rut/", extending.take_back, name="extension-take-back"),
    path("viec/giao/", assigning.assign, name="assign"),
    path("viec/giao/da-giao/", assigning.assignments, name="assignments"),
    path("viec/giao/da-giao/<int:batch_id>/", assigning.assignment, name="assignment"),
    path("viec/giao/da-giao/<int:batch_id>/hoan-tac/", assigning.assignment_undo, name="assignment-undo"),
    path("viec/ban-giao/", handing_over.hand_overs, name="hand-overs"),
    path("viec/ban-giao/lap/", handing_over.hand_over_new, name="hand-over-new"),
    path("viec/ban-giao/<int:hand_over_id>/", handing_over.hand_over, name="hand-over"),
    path("viec/ban-giao/<int:hand_over_id>/lai/", handing_over.hand_over_back, name="hand-over-back"),
    path("viec/ban-giao/<int:hand_over_id>/bien-ban.pdf", handing_over.minutes_pdf, name="minutes-pdf"),
    path("viec/ban-giao/<int:hand_over_id>/bien-ban.docx", handing_over.minutes_docx, name="minutes-docx"),
]
