"""The API's addresses."""

from django.urls import path

from fairway.api import views
from fairway.api.app import api

urlpatterns = [
    path("openapi.json", views.description, name="openapi"),
    path("", api.urls),
]
