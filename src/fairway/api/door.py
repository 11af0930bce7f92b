"""The door before every operation: who knocks, how often, and whether it was asked before.

A write that carries an ``Idempotency-Key`` runs in one transaction with the answer that is kept
for it. What the rules refuse keeps no answer, and keeps what it wrote on purpose (a decision, a
wrong guess counted); a fault of ours leaves nothing behind.
"""

from __future__ import annotations

import functools
import hashlib
import logging
import re
from typing import TYPE_CHECKING, Any

from django.core import signals
from django.core.exceptions import RequestDataTooBig
from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from fairway.api import problems
from fairway.core import limits
from fairway.core.accounts.actors import PUBLIC
from fairway.core.accounts.tokens import BadToken, authenticate
from fairway.core.idempotency import First, KeyReused, Replay, once
from fairway.engines.kernel import BadInput, Fault

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from fairway.core.accounts.actors import Actor

    View = Callable[..., HttpResponse]

KEY_HEADER = "Idempotency-Key"
KEY_PATTERN = r"^[!-~]{1,200}$"
WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_KEY = re.compile(KEY_PATTERN)
_log = logging.getLogger("django.request")


def door(view: View) -> View:
    """Guard the view of an address of the API; whatever goes wrong leaves as a problem."""

    @csrf_exempt  # a token is sent by a program on purpose, never by a browser by itself
    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return problems.of(_enter(request, functools.partial(view, request, *args, **kwargs)))
        except limits.TooMany as error:
            return problems.problem("too-many", retry_after=error.retry_after)
        except RequestDataTooBig:
            return problems.problem("too-large")
        except Exception:  # noqa: BLE001  logged below, and answered as a problem like all others
            _log.exception("%s %s", request.method, request.path, extra={"request": request})
            signals.got_request_exception.send(sender=None, request=request)
            return problems.server_error(request)

    return guarded


def _enter(request: HttpRequest, act: Callable[[], HttpResponse]) -> HttpResponse:
    actor = _known(request)
    if actor is None:
        limits.WITHOUT_TOKEN.count(request.META.get("REMOTE_ADDR", ""))
    # The session of a browser opens nothing here: the token alone says who acts.
    request.actor = actor or PUBLIC  # type: ignore[attr-defined]  # our own mark
    request.by_token = actor  # type: ignore[attr-defined]  # our own mark
    key = request.headers.get(KEY_HEADER)
    if actor is None or key is None or request.method not in WRITES:
        return act()
    if not _KEY.fullmatch(key):
        accepted = _("1 to 200 visible ASCII characters, without blanks")
        return problems.bad_input(BadInput(Fault(KEY_HEADER, "", accepted, "idempotency_key")))
    try:
        return _once(request, actor, key, act)
    except KeyReused:
        return problems.problem("key-reused")


def _known(request: HttpRequest) -> Actor | None:
    scheme, _blank, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        return None
    try:
        return authenticate(token)
    except BadToken:
        return None


def _once(
    request: HttpRequest, actor: Actor, key: str, act: Callable[[], HttpResponse]
) -> HttpResponse:
    with transaction.atomic():
        found = once(actor, key, _digest(request))
        if isinstance(found, Replay):
            return _again(found)
        response = problems.of(act())
        if response.status_code >= 500:  # noqa: PLR2004  a fault of ours
            transaction.set_rollback(True)
        elif response.status_code >= 400:  # noqa: PLR2004  refused: may be sent again
            found.request.delete()
        else:
            _keep(found, response)
    return response


def _digest(request: HttpRequest) -> str:
    parts = (request.method or "", request.get_full_path(), request.content_type or "")
    head = "\n".join(parts).encode("utf-8", "replace")
    return hashlib.sha256(head + b"\n" + request.body).hexdigest()


def _keep(first: First, response: HttpResponse) -> None:
    if "no-store" in response.headers.get("Cache-Control", ""):
        return  # a secret: the key is spent, its answer is not to be had again
    # Every byte is one character, whatever the content is.
    content = response.content.decode("latin-1")
    first.keep(response.status_code, [response.headers["Content-Type"], content])


def _again(replay: Replay) -> HttpResponse:
    content_type, content = replay.answer
    response = HttpResponse(
        content.encode("latin-1"), status=replay.status, content_type=content_type
    )
    response["Idempotent-Replayed"] = "true"
    return response
