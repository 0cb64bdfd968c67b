"""Legal bases from the catalogue."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
