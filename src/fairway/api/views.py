"""The API's own description, as a page of the public."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from fairway.api.app import api
from fairway.core.access.gate import page


@cache
def _description() -> dict[str, Any]:
    return dict(api.get_openapi_schema(path_prefix="/api/"))


@page("public.read")
def description(request: HttpRequest) -> HttpResponse:
    """OpenAPI 3.1."""
    return JsonResponse(_description(), json_dumps_params={"ensure_ascii": False})
