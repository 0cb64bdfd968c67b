"""Addresses of papers and their book."""

from django.urls import path

from documents.views import register

app_name = "documents"
urlpatterns = [
    path("so-van-ban-di/", register.register, name="register"),
    path("so-van-ban-di/ghi-so/", register.entry_add, name="register-add"),
    path("so-van-ban-di/cach-danh-so/", register.numbering, name="numbering"),
    path("so-van-ban-di/<int:entry_id>/", register.entry, name="register-entry"),
    path("so-van-ban-di/<int:entry_id>/bo-so/", register.entry_free, name="register-free"),
    path("so-van-ban-di/<int:entry_id>/da-ky/", register.entry_use, name="register-use"),
    path("so-van-ban-di/<int:year>/<str:series>/in/", register.book_print, name="book-print"),
    path("so-van-ban-di/<int:year>/<str:series>/excel/", register.book_excel, name="book-excel"),
]
