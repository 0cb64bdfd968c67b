"""What is still missing before a plan is submitted, and submitting it."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
