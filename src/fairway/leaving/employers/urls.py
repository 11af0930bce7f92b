"""Addresses of the employers room."""

from django.urls import path

from fairway.leaving.employers import views

urlpatterns = [
    path("employers/", views.employers, name="employers"),
    path("employers/register/", views.register, name="employer-register"),
    path("employers/<uuid:pk>/", views.employer, name="employer"),
    path("employers/<uuid:pk>/<slug:event>/", views.step, name="employer-step"),
]
