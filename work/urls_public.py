"""A person's calendar as programs read it, behind a link of its own."""

from django.urls import path

from work.views import phone_calendar

app_name = "work-public"
urlpatterns = [path("lich/<slug:secret>.ics", phone_calendar.feed, name="feed")]
