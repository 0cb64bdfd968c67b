"""Addresses of the reference data."""

from django.urls import URLPattern

from reference import urls_calendar, urls_texts

app_name = "reference"
urlpatterns: list[URLPattern] = [*urls_calendar.urlpatterns, *urls_texts.urlpatterns]
