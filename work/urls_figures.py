"""Addresses of figures and of what targets came to."""

from django.urls import path

from work.views import figures

urlpatterns = [
    path("viec/so-lieu/<int:figure_id>/dinh-chinh/", figures.figure_correct, name="figure-correct"),
]
