"""Addresses of the reference data."""

from django.urls import URLPattern

from reference import urls_calendar

app_name = "reference"
urlpatterns: list[URLPattern] = [*urls_calendar.urlpatterns]
