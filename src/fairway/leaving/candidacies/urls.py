"""Addresses of the candidacies room."""

from django.urls import path

from fairway.leaving.candidacies import views

urlpatterns = [
    path("jobs/", views.jobs, name="jobs"),
    path("jobs/profile/", views.profile, name="job-profile"),
    path("jobs/new/", views.begin, name="candidacy-new"),
    path("jobs/<uuid:pk>/", views.candidacy, name="candidacy"),
    path("jobs/<uuid:pk>/wishes/", views.wishes, name="candidacy-wishes"),
    path("jobs/<uuid:pk>/enter/", views.enter, name="candidacy-enter"),
    path("jobs/<uuid:pk>/<slug:event>/", views.step, name="candidacy-step"),
    path("candidacies/", views.register, name="candidacies"),
    path("candidacies/<uuid:pk>/", views.file, name="candidacy-file"),
    path("candidacies/<uuid:pk>/<slug:event>/", views.file_step, name="candidacy-file-step"),
]
