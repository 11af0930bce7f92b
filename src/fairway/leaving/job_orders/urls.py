"""Addresses of the job orders room."""

from django.urls import path

from fairway.leaving.job_orders import views

urlpatterns = [
    path("job-orders/", views.job_orders, name="job-orders"),
    path("job-orders/new/", views.draft, name="job-order-new"),
    path("job-orders/<uuid:pk>/", views.job_order, name="job-order"),
    path("job-orders/<uuid:pk>/write/", views.draft, name="job-order-write"),
    path("job-orders/<uuid:pk>/<slug:event>/", views.step, name="job-order-step"),
]
