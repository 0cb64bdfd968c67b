"""Addresses of one's notices inside an office, and of one's wishes, which belong to no office."""

from django.urls import path

from notifications.views import notices, preferences, unsent

app_name = "notifications"
urlpatterns = [
    path("ho-so/thong-bao/", notices.mine, name="mine"),
    path("ho-so/cach-nhan-thong-bao/", preferences.preferences, name="preferences"),
    path("<slug:org>/thong-bao/", notices.notice_list, name="list"),
    path("<slug:org>/thong-bao/da-doc-het/", notices.mark_all, name="mark-all"),
    path("<slug:org>/thong-bao/thu-chua-gui-duoc/", unsent.unsent, name="unsent"),
    path("<slug:org>/thong-bao/thu-chua-gui-duoc/<int:letter_id>/gui-lai/", unsent.again, name="send-again"),
    path("<slug:org>/thong-bao/<int:notice_id>/", notices.open_notice, name="open"),
    path("<slug:org>/thong-bao/<int:notice_id>/danh-dau/", notices.mark, name="mark"),
]
