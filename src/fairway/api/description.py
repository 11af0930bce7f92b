"""The API's description: what each operation does, who may, and every answer it can give."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import override
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from fairway.api import catalogue
from fairway.api.door import KEY_HEADER, KEY_PATTERN, WRITES
from fairway.api.examples import REQUESTS
from fairway.api.naming import NamedSchemas
from fairway.api.problems import MEDIA_TYPE, Problem
from fairway.commons.persons.words import action_title
from fairway.core.access.table import RULES, SIGNED_IN

_SCHEME = "TokenAuth"
_ANSWERS = (401, 403, 404, 409, 410, 413, 422, 429)
_OF_A_BODY = (400, 415)
_HEADERS = {
    401: {"WWW-Authenticate": {"schema": {"type": "string"}}},
    429: {"Retry-After": {"description": "In seconds.", "schema": {"type": "integer"}}},
}
_KEY = {
    "name": KEY_HEADER,
    "in": "header",
    "required": False,
    "description": "A name of the client's own for this request. The same key with the same "
    "request is answered from the first, without acting again; with another request it is refused.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": KEY_PATTERN},
}


class DescribedAPI(NinjaAPI):
    """An API whose description holds the problem answers of every operation."""

    def get_openapi_schema(
        self,
        *,
        path_prefix: str | None = None,
        path_params: dict[str, Any] | None = None,  # noqa: ARG002  part of the signature
    ) -> OpenAPISchema:
        """Complete what the framework derives from the types. Always in English."""
        schema = NamedSchemas(self, path_prefix or "/api/")
        actions = dict(self.actions())
        with override("en"):
            self._add_components(schema, sorted(set(actions.values())))
            for path in schema["paths"].values():
                for method, operation in path.items():
                    _describe(operation, actions[operation["operationId"]])
                    if method.upper() in WRITES:
                        key = {"$ref": f"#/components/parameters/{KEY_HEADER}"}
                        operation.setdefault("parameters", []).append(key)
        return schema

    def actions(self) -> Iterator[tuple[str, str]]:
        """Each operation's id with its action in the access table."""
        self._get_bound_routers()  # takes routers within routers into the list
        for _prefix, router in self._routers:
            for view in router.path_operations.values():
                for operation in view.operations:
                    yield operation.operation_id or "", operation.view_func.fairway_action  # type: ignore[attr-defined]  # our own mark

    @staticmethod
    def _add_components(schema: dict[str, Any], actions: list[str]) -> None:
        components = schema.setdefault("components", {})
        definition = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas = components.setdefault("schemas", {})
        schemas.update(definition.pop("$defs", {}))
        schemas["Problem"] = definition
        components["parameters"] = {KEY_HEADER: _KEY}
        components["responses"] = {
            str(status): _answer(status) for status in (*_OF_A_BODY, *_ANSWERS)
        }
        scopes = "\n".join(f"- `{action}`: {action_title(action)}" for action in actions)
        components["securitySchemes"][_SCHEME]["description"] = (
            "A token made on the page of API tokens, or by `issueToken`. It acts as its owner in "
            "one role, within its scopes and never beyond the role. A scope is an action or its "
            f"beginning up to a dot: `case` covers `case.read`.\n\nScopes:\n\n{scopes}"
        )


def _who_may(action: str) -> str:
    roles = RULES[action].roles
    if roles >= SIGNED_IN:
        return "every role"
    return ", ".join(sorted(role.value.replace("_", " ") for role in roles))


def _answer(status: int) -> dict[str, Any]:
    """One answer with every kind of problem that it may be."""
    kinds = [kind for kind in catalogue.KINDS if kind.status == status]
    return {
        "description": " Or: ".join(str(kind.title) for kind in kinds),
        "headers": _HEADERS.get(status, {}),
        "content": {
            MEDIA_TYPE: {
                "schema": {"$ref": "#/components/schemas/Problem"},
                "examples": {
                    kind.name: {
                        "value": {"type": kind.address, "title": str(kind.title), "status": status}
                    }
                    for kind in kinds
                },
            }
        },
    }


def _describe(operation: dict[str, Any], action: str) -> None:
    summary, _blank, more = operation.pop("description", "").strip().partition("\n")
    operation["summary"] = summary.rstrip(".")
    operation["description"] = f"{more.strip()}\n\nWho may: {_who_may(action)}.".strip()
    # What says of itself that it needs no token, needs none.
    operation["security"] = [{_SCHEME: [action]}] if "security" in operation else []
    body = operation.get("requestBody", {}).get("content", {})
    statuses = (*(_OF_A_BODY if body else ()), *_ANSWERS)
    answers = operation.setdefault("responses", {})
    for status in statuses:
        answers.setdefault(str(status), {"$ref": f"#/components/responses/{status}"})
    # The framework counts statuses; the description names them.
    operation["responses"] = {str(status): answers[status] for status in sorted(answers, key=str)}
    example = REQUESTS.get(operation["operationId"])
    if example is not None:
        body["application/json"]["example"] = example
