"""Addresses of figures and of what targets came to."""

from django.urls import path

from work.views import figures, totals

urlpatterns = [
    path("viec/so-lieu/", totals.figures, name="figures"),
    path("viec/so-lieu/tung-lan/", totals.figure_rows, name="figure-rows"),
    path("viec/so-lieu/excel/", totals.figures_excel, name="figures-excel"),
    path("viec/so-lieu/<int:figure_id>/dinh-chinh/", figures.figure_correct, name="figure-correct"),
]
