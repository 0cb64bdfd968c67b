"""All addresses: the public site and the staff site. Served apart by ROOT_URLCONF=config.urls_public."""

from django.urls import include, path

urlpatterns = [
    path("", include("config.urls_public")),
    path("", include("config.urls_staff")),
]
handler400 = "dashboard.views.errors.bad_request"
handler404 = "dashboard.views.errors.not_found"
handler500 = "dashboard.views.errors.server_error"
