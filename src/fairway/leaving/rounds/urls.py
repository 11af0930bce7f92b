"""Addresses of the rounds room."""

from django.urls import path

from fairway.leaving.rounds import views

urlpatterns = [
    path("rounds/", views.rounds, name="matching-rounds"),
    path("rounds/new/", views.begin, name="matching-round-new"),
    path("rounds/<uuid:pk>/", views.round_, name="matching-round"),
    path("rounds/<uuid:pk>/results/", views.results, name="matching-round-results"),
    path("rounds/<uuid:pk>/<slug:event>/", views.step, name="matching-round-step"),
]
