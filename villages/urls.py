"""Addresses of what an office asks its villages for."""

from django.urls import path

from villages.views import asks, items

app_name = "villages"
urlpatterns = [
    path("viec/thon/", asks.ask_list, name="list"),
    path("viec/<int:milestone_id>/thon/", asks.of_milestone, name="of-milestone"),
    path("viec/<int:milestone_id>/thon/giao/", asks.new, name="new"),
    path("viec/thon/<int:ask_id>/", asks.ask, name="ask"),
    path("viec/thon/<int:ask_id>/them-thon/", asks.add, name="add"),
    path("viec/thon/<int:ask_id>/duong-dan/", asks.links, name="links"),
    path("viec/thon/<int:ask_id>/tong-hop/", asks.gather_up, name="gather"),
    path("viec/thon/<int:ask_id>/excel/", asks.export, name="export"),
    path("viec/thon/phan/<int:item_id>/", items.item, name="item"),
    path("viec/thon/phan/<int:item_id>/nhan/", items.take, name="take"),
    path("viec/thon/phan/<int:item_id>/sua-lai/", items.send_back, name="return"),
    path("viec/thon/phan/<int:item_id>/rut/", items.withdraw, name="withdraw"),
    path("viec/thon/anh/<int:photo_id>/", items.photo, name="photo"),
]
