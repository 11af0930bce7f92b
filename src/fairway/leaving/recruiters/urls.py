"""Addresses of the recruiters room."""

from django.urls import path

from fairway.leaving.recruiters import views

urlpatterns = [
    path("check/", views.check, name="recruiter-check"),
    path("recruiters/", views.recruiters, name="recruiters"),
    path("recruiters/apply/", views.apply, name="recruiter-apply"),
    path("recruiters/<uuid:pk>/", views.recruiter, name="recruiter"),
    path("recruiters/<uuid:pk>/<slug:event>/", views.step, name="recruiter-step"),
]
