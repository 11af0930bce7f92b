"""Every page of Fairway: the shell's own, then the rooms' in the order of the journey."""

from __future__ import annotations

from django.urls import include, path

from fairway.core import rooms
from fairway.web.views import front, home, session, sign_in, style

urlpatterns = [
    path("", front.front, name="front"),
    path("home/", home.home, name="home"),
    path("sign-in/", sign_in.choice, name="sign-in-choice"),
    path("sign-in/staff/", sign_in.staff, name="sign-in"),
    path("sign-in/staff/second/", sign_in.second_factor, name="second-factor"),
    path("sign-in/staff/enrol/", sign_in.enrol, name="enrol"),
    path("sign-in/phone/", sign_in.phone, name="phone"),
    path("sign-in/phone/code/", sign_in.phone_code, name="phone-code"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("language/", session.choose_language, name="choose-language"),
    path("quiet/", session.quiet, name="quiet"),
    path("role/", session.choose_role, name="choose-role"),
    path("demo/", session.demo, name="demo"),
    path("style/", style.style, name="style"),
    *(path("", include(module)) for module in rooms.having("urls")),
    path("api/", include("fairway.api.urls")),
]

handler400 = "fairway.web.views.errors.bad_request"
handler403 = "fairway.web.views.errors.denied"
handler404 = "fairway.web.views.errors.not_found"
handler500 = "fairway.web.views.errors.server_error"
