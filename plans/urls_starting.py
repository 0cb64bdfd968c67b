"""Beginning a plan from another one."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
