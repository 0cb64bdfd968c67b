"""A table as a sheet; Excel out and in."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
