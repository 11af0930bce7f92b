"""The pages of this room."""

from __future__ import annotations

from django.urls import path

from fairway.abroad.costs import views

urlpatterns = [
    path("costs/", views.costs, name="my-costs"),
    path("costs/new/", views.report, name="report-cost"),
    path("costs/<uuid:pk>/", views.cost, name="cost"),
    path("refunds/", views.refunds, name="refunds"),
    path("refunds/<uuid:pk>/ask/", views.ask, name="refund-ask"),
    path("refunds/<uuid:pk>/declare/", views.declare, name="refund-declare"),
    path("refunds/<uuid:pk>/confirm/", views.confirm, name="refund-confirm"),
]
