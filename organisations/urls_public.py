"""Pages opened by a code or a link, in no organisation."""

from django.urls import path

from organisations.views import invitations, villages

app_name = "organisations-public"
urlpatterns = [
    path("moi/", invitations.enter_code, name="invitation-code"),
    path("moi/<slug:code>/", invitations.accept, name="invitation"),
    path("thon/<slug:secret>/", villages.village_page, name="village"),
]
