"""Reading an existing text, and printing: part of the namespace "plans"."""

from django.urls import path

from plans.views import importing, lists, prints

urlpatterns = [
    path("ke-hoach/nhap/", importing.new, name="import-new"),
    path("ke-hoach/nhap/dang-doc/", lists.readings, name="import-list"),
    path("ke-hoach/nhap/<int:import_id>/", importing.detail, name="import-detail"),
    path("ke-hoach/nhap/<int:import_id>/phan-dau/", importing.head, name="import-head"),
    path("ke-hoach/nhap/<int:import_id>/dong/<slug:place>/", importing.line, name="import-line"),
    path("ke-hoach/nhap/<int:import_id>/nhiem-vu/<int:index>/", importing.task, name="import-task"),
    path("ke-hoach/nhap/<int:import_id>/nhiem-vu/<int:index>/ky/", importing.repeats, name="import-repeats"),
    path("ke-hoach/nhap/<int:import_id>/nhiem-vu/<int:index>/gop/", importing.merge, name="import-merge"),
    path("ke-hoach/nhap/<int:import_id>/theo-doi/", importing.follow, name="import-follow"),
    path("ke-hoach/nhap/<int:import_id>/dong-bo-qua/<int:number>/", importing.restore, name="import-restore"),
    path("ke-hoach/nhap/<int:import_id>/da-xem/", importing.settle, name="import-settle"),
    path("ke-hoach/nhap/<int:import_id>/nhan/", importing.accept, name="import-accept"),
    path("ke-hoach/nhap/<int:import_id>/bo/", importing.discard, name="import-discard"),
    path("ke-hoach/nhap/<int:import_id>/ban-goc/", importing.original, name="import-original"),
    path("ke-hoach/<int:plan_id>/ban-in/", prints.preview, name="print"),
    path("ke-hoach/<int:plan_id>/ban-in.pdf", prints.pdf, name="print-pdf"),
    path("ke-hoach/<int:plan_id>/van-ban.docx", prints.docx, name="docx"),
]
