"""Addresses of the catalogue of legal texts."""

from django.urls import path

from reference.views import importing, texts

_TEXT = "van-ban-can-cu/<int:text_id>/"
urlpatterns = [
    path("van-ban-can-cu/", texts.text_list_page, name="texts"),
    path("van-ban-can-cu/them/", texts.text_add, name="text-add"),
    path("van-ban-can-cu/nhap-excel/", importing.text_import, name="text-import"),
    path("van-ban-can-cu/nhap-excel/ghi/", importing.text_import_apply, name="text-import-apply"),
    path("van-ban-can-cu/nhap-excel/mau/", importing.text_template, name="text-template"),
    path(_TEXT, texts.text_page, name="text"),
    path(f"{_TEXT}sua/", texts.text_edit, name="text-edit"),
    path(f"{_TEXT}doi-chieu/", texts.text_check, name="text-check"),
    path(f"{_TEXT}bo-doi-chieu/", texts.text_uncheck, name="text-uncheck"),
    path(f"{_TEXT}lay-theo-danh-muc/", texts.text_take_shipped, name="text-take-shipped"),
    path(f"{_TEXT}xoa/", texts.text_delete, name="text-delete"),
]
