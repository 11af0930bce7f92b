"""Addresses of the pages about oneself."""

from django.urls import path

from fairway.commons.persons import views, views_tokens

urlpatterns = [
    path("my-data/", views.my_data, name="my-data"),
    path("my-data/correct/", views.correct, name="my-data-correct"),
    path("my-data/consents/", views.consents, name="my-consents"),
    path("my-data/who-looked/", views.looked, name="who-looked"),
    path("my-data/export/", views.export, name="my-export"),
    path("my-data/erase/", views.forget, name="my-erasure"),
    path("my-data/representatives/", views.representatives, name="my-representatives"),
    path("tokens/", views_tokens.tokens, name="tokens"),
    path("erasures/", views.erasures, name="erasures"),
    path("erasures/<uuid:pk>/", views.erasure, name="erasure"),
    path("access-log/", views.access_log, name="access-log"),
]
