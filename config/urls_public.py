"""The public site alone. Grows with the first public page; today only what a machine asks."""

from django.urls import path

from core.views import health

urlpatterns = [path("khoe", health, name="health")]
