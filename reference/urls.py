"""Addresses of the reference data."""

from django.urls import URLPattern

from reference import urls_calendar, urls_measures, urls_texts

app_name = "reference"
urlpatterns: list[URLPattern] = [*urls_calendar.urlpatterns, *urls_measures.urlpatterns, *urls_texts.urlpatterns]
