"""Papers behind a village head's link."""

from django.urls import path

from plans.views import villages

app_name = "plans-public"
urlpatterns = [path("thon/<slug:secret>/ke-hoach/<int:plan_id>.pdf", villages.paper, name="village-paper")]
