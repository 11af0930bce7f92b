"""The pages of this room."""

from __future__ import annotations

from django.urls import path

from fairway.leaving.preparation import views

urlpatterns = [
    path("preparation/", views.steps, name="steps"),
    path("preparation/<uuid:pk>/", views.step, name="step"),
    path("preparation/<uuid:pk>/submit/", views.submit, name="step-submit"),
    path("preparation/<uuid:pk>/answer/", views.answer, name="step-answer"),
    path("preparation/<uuid:pk>/accept/", views.accept, name="step-accept"),
    path("preparation/<uuid:pk>/refuse/", views.refuse, name="step-refuse"),
    path("preparation/<uuid:pk>/assign/", views.assign, name="step-assign"),
    path("journeys/<uuid:pk>/ask-step/", views.ask, name="step-ask"),
]
