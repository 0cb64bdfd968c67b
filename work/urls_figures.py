"""Addresses of figures and of what targets came to."""

from django.urls import path

from work.views import figures, targets, totals

urlpatterns = [
    path("viec/so-lieu/", totals.figures, name="figures"),
    path("viec/so-lieu/tung-lan/", totals.figure_rows, name="figure-rows"),
    path("viec/so-lieu/excel/", totals.figures_excel, name="figures-excel"),
    path("viec/<int:milestone_id>/bo-sung-so-lieu/", figures.figures_later, name="figures-later"),
    path("viec/so-lieu/<int:figure_id>/dinh-chinh/", figures.figure_correct, name="figure-correct"),
    path("ke-hoach/<int:plan_id>/chi-tieu/ket-qua/", targets.targets, name="targets"),
    path("ke-hoach/<int:plan_id>/chi-tieu/ket-qua/<int:target_id>/", targets.target, name="target"),
    path("viec/chi-tieu/<int:value_id>/dinh-chinh/", targets.value_correct, name="value-correct"),
]
