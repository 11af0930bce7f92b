"""The API's description: every operation says every answer it can give."""

from __future__ import annotations

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from fairway.api.problems import MEDIA_TYPE, Problem

_ANSWERS = {
    "401": "No valid token",
    "403": "The role, or the token's scopes, do not cover it",
    "404": "No such record, or not yours to see",
    "409": "Not possible in the present state, or refused by the rules",
    "413": "The request is too large",
    "422": "Something in the request is not accepted",
    "429": "Too many requests",
}


class DescribedAPI(NinjaAPI):
    """An API whose description holds the problem answers of every operation."""

    def get_openapi_schema(self, *args: Any, **kwargs: Any) -> OpenAPISchema:
        """Add the answers that every operation shares, and the key that writes may carry."""
        schema = super().get_openapi_schema(*args, **kwargs)
        schemas = schema.setdefault("components", {}).setdefault("schemas", {})
        definition = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas.update(definition.pop("$defs", {}))
        schemas["Problem"] = definition
        for path in schema["paths"].values():
            for method, operation in path.items():
                self._describe(method, operation)
        return schema

    @staticmethod
    def _describe(method: str, operation: dict[str, Any]) -> None:
        answers = operation.setdefault("responses", {})
        for status, words in _ANSWERS.items():
            answers.setdefault(
                status,
                {
                    "description": words,
                    "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
                },
            )
        if method in {"post", "put", "patch", "delete"}:
            operation.setdefault("parameters", []).append(
                {
                    "name": "Idempotency-Key",
                    "in": "header",
                    "required": False,
                    "description": "The same key with the same request is answered from the "
                    "first; with another request it is refused.",
                    "schema": {"type": "string", "minLength": 8, "maxLength": 64,
                               "pattern": "^[A-Za-z0-9_-]+$"},
                }
            )  # fmt: skip
