"""The one HTTP API, assembled from the rooms."""

from __future__ import annotations

from django.http import HttpRequest
from ninja.security import HttpBearer

from fairway import __version__
from fairway.api import problems
from fairway.api.description import DescribedAPI
from fairway.core import rooms
from fairway.core.accounts.actors import Actor
from fairway.core.accounts.tokens import BadToken, authenticate


class TokenAuth(HttpBearer):
    """A token acts for its owner in one role, within its scopes."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """Put the token's actor on the request; an unknown token opens nothing."""
        try:
            actor = authenticate(token)
        except BadToken:
            return None
        request.actor = actor  # type: ignore[attr-defined]
        return actor


api = DescribedAPI(
    title="Fairway",
    version=__version__,
    description="One interface to a labour-migration corridor. Every operation passes the same "
    "access table and the same rules as the screens. Errors are RFC 9457 problem details.",
    # No page of documentation that loads scripts from elsewhere: the description itself is served.
    docs_url=None,
    openapi_url=None,
    auth=TokenAuth(),
    urls_namespace="api",
)
problems.register(api)
for _module in rooms.having("api"):
    _name = _module.__name__.split(".")
    api.add_router("", _module.router, tags=[_name[2]])
