"""What a village head's link opens."""

from django.urls import path

from villages.views import public

app_name = "villages-public"
urlpatterns = [
    path("thon/<slug:secret>/viec/<int:item_id>/", public.item, name="item"),
    path("thon/<slug:secret>/da-xem/", public.seen, name="seen"),
    path("thon/<slug:secret>/anh/<int:photo_id>/", public.photo, name="photo"),
]
