"""The one HTTP API, assembled from the rooms."""

from __future__ import annotations

import json

from django.http import HttpRequest
from ninja.security import HttpBearer

from fairway import __version__
from fairway.api import problems
from fairway.api.description import DescribedAPI
from fairway.api.parsing import StrictParser
from fairway.core import rooms
from fairway.core.accounts.actors import Actor


class TokenAuth(HttpBearer):
    """A token acts for its owner in one role, within its scopes."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:  # noqa: ARG002  its signature
        """Whom the door recognised by the token; nobody opens nothing."""
        actor: Actor | None = getattr(request, "by_token", None)
        return actor


api = DescribedAPI(
    title="Fairway",
    version=__version__,
    description="One interface to a labour-migration corridor. Every operation passes the same "
    "access table and the same rules as the screens. Errors are RFC 9457 problem details, in the "
    "language of Accept-Language (en, fr, ar). Lists are read page by page with cursors. A write "
    "that carries an Idempotency-Key is done once, however often it is sent.",
    # No page of documentation that loads scripts from elsewhere: the description itself is served.
    docs_url=None,
    openapi_url=None,
    auth=TokenAuth(),
    parser=StrictParser(),
    urls_namespace="api",
)
problems.register(api)
for _module in rooms.having("api"):
    _name = _module.__name__.split(".")
    api.add_router("", _module.router, tags=[_name[2]])


def as_text() -> str:
    """Describe every operation, OpenAPI 3.1, as JSON: the same bytes each time."""
    described = api.get_openapi_schema(path_prefix="/api/")
    return json.dumps(described, ensure_ascii=False, indent=1) + "\n"
