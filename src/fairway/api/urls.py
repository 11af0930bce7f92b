"""The API's addresses: every operation behind the guard that answers a repeated request."""

from django.urls import path

from fairway.api.app import api

urlpatterns = [path("", api.urls)]
app_name = "api-root"
