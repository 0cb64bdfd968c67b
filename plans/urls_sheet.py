"""A table as a sheet; Excel out and in."""

from django.urls import path

from plans.views import sheets

_PLAN = "ke-hoach/<int:plan_id>/"
_TABLE = f"{_PLAN}bang/<int:block_id>/"

urlpatterns = [
    path(f"{_PLAN}bang/khoa/<uuid:key>/", sheets.sheet_of, name="sheet-of"),
    path(f"{_PLAN}bang/tu-excel/", sheets.sheet_new, name="sheet-new"),
    path(f"{_TABLE}hang/", sheets.sheet_rows, name="sheet-rows"),
    path(f"{_TABLE}nhap-excel/", sheets.sheet_import, name="sheet-import"),
    path(f"{_TABLE}nhap-excel/ghi/", sheets.sheet_import_apply, name="sheet-import-apply"),
    path(f"{_TABLE}xuat-excel/", sheets.sheet_export, name="sheet-export"),
]
