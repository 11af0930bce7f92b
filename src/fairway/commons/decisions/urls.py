"""Addresses of the decisions room."""

from django.urls import path

from fairway.commons.decisions import views

urlpatterns = [
    path("decisions/<uuid:pk>/", views.decision, name="decision"),
    path("decisions/<uuid:pk>/appeal/", views.lodge, name="appeal-lodge"),
    path("appeals/", views.appeals, name="appeals"),
    path("appeals/<uuid:pk>/", views.appeal, name="appeal"),
    path("appeals/<uuid:pk>/assign/", views.assign, name="appeal-assign"),
    path("appeals/<uuid:pk>/answer/", views.answer, name="appeal-answer"),
    path("appeals/<uuid:pk>/withdraw/", views.withdraw, name="appeal-withdraw"),
]
