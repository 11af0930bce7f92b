"""Addresses of the registration."""

from django.urls import path

from fairway.commons.registration import views

urlpatterns = [
    path("register/", views.start, name="register"),
    path("register/code/", views.code, name="register-code"),
    path("register/office/", views.office, name="register-office"),
    path("register/you/", views.you, name="register-you"),
    path("register/young/", views.young, name="register-young"),
    path("register/consents/", views.consents, name="register-consents"),
    path("register/consents/<slug:purpose>/", views.consent, name="register-consent"),
    path("register/done/", views.done, name="register-done"),
]
