"""Beginning a plan from another one."""

from django.urls import path

from plans.views import start_sheets, starting, superior

_START = "ke-hoach/chuan-bi/<int:start_id>/"

urlpatterns = [
    path("ke-hoach/moi/phu-luc/", start_sheets.appendix_new, name="start-appendix"),
    path("ke-hoach/moi/<slug:kind>/", starting.source_list, name="start-sources"),
    path("ke-hoach/moi/<slug:kind>/<int:plan_id>/", starting.start_from, name="start-from"),
    path(_START, starting.start, name="start"),
    path(f"{_START}bo/", starting.start_drop, name="start-drop"),
    path("ke-hoach/<int:plan_id>/lam-mau/", starting.model_offer, name="model-offer"),
    path("ke-hoach/<int:plan_id>/cap-duoi/", starting.below_show, name="below-show"),
    path("ke-hoach/<int:plan_id>/phu-luc/dan/", start_sheets.appendix_paste, name="appendix-paste"),
    # plans of the superior, in the address of the office that reads them
    path("ke-hoach/cap-tren/", superior.above_list, name="above-list"),
    path("ke-hoach/cap-tren/<int:plan_id>/", superior.above_detail, name="above-detail"),
    path("ke-hoach/cap-tren/<int:plan_id>/bang/<int:block_id>/", superior.above_table, name="above-table"),
    path("ke-hoach/cap-tren/<int:plan_id>/lap/", superior.start_above, name="start-above"),
    path("ke-hoach/nhap/<int:import_id>/lap-ke-hoach/", superior.start_import, name="start-import"),
]
