from django.urls import path
from django.views.generic import RedirectView

from accounts import key_views, name_views, views

app_name = "accounts"
urlpatterns = [
    # Before allauth's own view of this address (config.urls includes it next).
    path("login/code/confirm/", views.confirm_code, name="confirm_code"),
    path("second-factor/", views.second_factor, name="second_factor"),
    path("me/", views.me, name="me"),
    path("me/email/", name_views.address, name="address"),
    path("me/email/code/", name_views.address_code, name="address_code"),
    path("me/phone/", name_views.phone, name="phone"),
    path("finish/", key_views.finish, name="finish"),
    path("pass/", key_views.claim, name="pass"),
    path("code/", key_views.use_code, name="use_code"),
    # One's own sign-in names are changed by our pages: these of allauth would send codes that never come.
    path("email/", RedirectView.as_view(pattern_name="accounts:me"), name="email_to_me"),
    path("phone/change/", RedirectView.as_view(pattern_name="accounts:me"), name="phone_to_me"),
    path("phone/verify/", RedirectView.as_view(pattern_name="accounts:me"), name="verify_to_me"),
]
