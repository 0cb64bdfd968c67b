"""Legal bases from the catalogue."""

from django.urls import path

from plans.views import bases

_BASES = "ke-hoach/<int:plan_id>/can-cu/"

urlpatterns = [
    path(f"{_BASES}tim/", bases.basis_search, name="basis-search"),
    path(f"{_BASES}chen/", bases.basis_insert, name="basis-insert"),
    path(f"{_BASES}trich-dan/<int:block_id>/", bases.basis_cite, name="basis-cite"),
    path(f"{_BASES}gan/<int:clause_id>/", bases.basis_tie, name="basis-tie"),
    path(f"{_BASES}xep-lai/", bases.basis_order, name="basis-order"),
    path("van-ban-can-cu/<int:text_id>/ke-hoach/", bases.text_plans, name="text-plans"),
]
