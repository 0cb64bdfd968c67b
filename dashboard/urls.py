from django.urls import path

from dashboard.views import help, home

app_name = "dashboard"
urlpatterns = [
    path("", home.home, name="home"),
    path("<slug:org>/", home.organisation_home, name="organisation-home"),
    path("<slug:org>/don-vi-truc-thuoc/", home.plans_below, name="plans-below"),
    path("<slug:org>/tro-giup/", help.index, name="help"),
    path("<slug:org>/tro-giup/<slug:slug>/", help.page, name="help-page"),
]
