"""The API's addresses: its description, its problems, its operations, and none other."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path, re_path

from fairway.api import views
from fairway.api.app import api
from fairway.api.door import door


def _guarded(pattern: URLPattern | URLResolver) -> URLPattern:
    if not isinstance(pattern, URLPattern):
        raise TypeError(f"{pattern} is no operation")
    pattern.callback = door(pattern.callback)
    return pattern


_operations, _app, _namespace = api.urls

urlpatterns = [
    path("openapi.json", views.description, name="openapi"),
    path("problems/", views.problems, name="problems"),
    path("problems/<slug:name>", views.problem, name="problem"),
    path("", ([_guarded(pattern) for pattern in _operations], _app, _namespace)),
    re_path("", door(views.nothing_here)),
]
