"""Addresses of the room for several records of one human being."""

from django.urls import path

from fairway.commons.duplicates import views

urlpatterns = [
    path("likely-pairs/", views.pairs, name="likely-pairs"),
    path("likely-pairs/<uuid:pk>/", views.pair, name="likely-pair"),
    path("likely-pairs/<uuid:pk>/<slug:event>/", views.step, name="likely-pair-step"),
    path("my-data/records/", views.mine, name="my-records"),
]
