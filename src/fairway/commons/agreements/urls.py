"""Addresses of the agreements room."""

from django.urls import path

from fairway.commons.agreements import views

urlpatterns = [
    path("agreements/", views.packs, name="packs"),
    path("agreements/propose/", views.propose, name="pack-propose"),
    path("agreements/<uuid:pk>/", views.pack, name="pack"),
    path("agreements/<uuid:pk>/<slug:event>/", views.step, name="pack-step"),
]
