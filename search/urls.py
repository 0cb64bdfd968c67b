from django.urls import path

from search.views import search

app_name = "search"
urlpatterns = [
    path("tim/", search.everything, name="everything"),
    path("tim/goi-y/", search.suggest, name="suggest"),
    path("tim/<slug:kind>/", search.kind, name="kind"),
]
