"""The staff site: accounts, then everything inside one organisation."""

from django.urls import include, path

urlpatterns = [
    path("", include("accounts.urls")),
    path("", include("organisations.urls_public")),
    path("", include("plans.urls_public")),
    path("", include("villages.urls_public")),
    path("", include("notifications.urls")),
    path("", include("work.urls_public")),
    path("", include("dashboard.urls")),
    path("<slug:org>/", include("organisations.urls")),
    path("<slug:org>/", include("reference.urls")),
    path("<slug:org>/", include("documents.urls")),
    path("<slug:org>/", include("search.urls")),
    path("<slug:org>/", include("plans.urls")),
    path("<slug:org>/", include("work.urls")),
    path("<slug:org>/", include("inspections.urls")),
    path("<slug:org>/", include("villages.urls")),
]
