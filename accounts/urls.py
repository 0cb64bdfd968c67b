from django.urls import path

from accounts.views import auth, passwords, profile, totp

app_name = "accounts"
urlpatterns = [
    path("dang-nhap/", auth.sign_in, name="login"),
    path("dang-xuat/", auth.sign_out, name="logout"),
    path("quen-mat-khau/", passwords.forgotten, name="password-reset"),
    path("quen-mat-khau/da-gui/", passwords.forgotten_sent, name="password-reset-sent"),
    path("quen-mat-khau/<slug:uid>/<slug:token>/", passwords.reset, name="password-reset-confirm"),
    path("doi-mat-khau/", passwords.change, name="password-change"),
    path("ho-so/", profile.profile, name="profile"),
    path("xac-thuc/", totp.verify, name="totp-verify"),
    path("xac-thuc/thiet-lap/", totp.setup, name="totp-setup"),
    path("xac-thuc/ma-du-phong/", totp.codes, name="totp-codes"),
    path("xac-thuc/ma-du-phong/tao-moi/", totp.codes_new, name="totp-codes-new"),
]
