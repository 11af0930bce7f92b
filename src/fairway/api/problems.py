"""Errors of the API as RFC 9457 problem details: what happened, where, what is accepted."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from fairway.commons.decisions.actions import Refused
from fairway.core.access.gate import Denied
from fairway.core.transitions import SamePerson, Stale
from fairway.engines.kernel import BadInput
from fairway.engines.lifecycles import NotAllowed

MEDIA_TYPE = "application/problem+json"
# Relative references, as RFC 9457 allows: the documentation of each lies at this path.
BASE = "/problems/"


class FaultOut(Schema):
    """One thing that is wrong with the request."""

    field: str
    value: str
    accepted: str
    code: str
    row: int | None = None


class ReasonOut(Schema):
    """One provision that stands against it, or could not be decided."""

    provision: str
    outcome: str
    text: str
    article: str
    source: str


class Problem(Schema):
    """RFC 9457 problem details, with the faults, steps or reasons that belong to it."""

    type: str
    title: str
    status: int
    detail: str = ""
    faults: list[FaultOut] = []
    possible: list[str] = []
    reasons: list[ReasonOut] = []
    decision: str = ""


def problem(status: int, name: str, title: str, detail: str = "", **more: Any) -> HttpResponse:
    """Build the answer."""
    body = Problem(type=f"{BASE}{name}", title=title, status=status, detail=detail, **more)
    response = JsonResponse(
        body.model_dump(exclude_defaults=True), status=status, content_type=MEDIA_TYPE
    )
    if status == 401:  # noqa: PLR2004  the status by its number
        response["WWW-Authenticate"] = "Bearer"
    return response


def register(api: NinjaAPI) -> None:
    """Give every exception that the rooms raise its answer."""

    def on(kind: type[Exception], answer: Any) -> None:
        api.add_exception_handler(kind, answer)

    on(BadInput, _bad_input)
    on(ValidationError, _not_as_described)
    on(Denied, lambda _request, _error: problem(403, "denied", _("Your role may not do this.")))
    on(Http404, lambda _request, _error: problem(404, "not-found", _("There is no such record.")))
    on(
        AuthenticationError,
        lambda _request, _error: problem(401, "sign-in", _("A valid token is needed.")),
    )
    on(NotAllowed, _not_now)
    on(Refused, _refused)
    on(
        Stale,
        lambda _request, error: problem(
            409,
            "changed",
            _("It was changed meanwhile; nothing was overwritten."),
            str(error),
        ),
    )
    on(
        SamePerson,
        lambda _request, error: problem(
            409, "second-person", _("This step needs another person."), str(error)
        ),
    )
    on(HttpError, lambda _request, error: problem(error.status_code, "http", str(error)))


def _bad_input(_request: HttpRequest, error: BadInput) -> HttpResponse:
    faults = [
        FaultOut(field=f.field, value=f.value, accepted=f.accepted, code=f.code, row=f.row)
        for f in error.faults
    ]
    return problem(422, "bad-input", _("Something in the request is not accepted."), faults=faults)


def _not_as_described(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    faults = [
        FaultOut(
            field=".".join(str(part) for part in item["loc"]),
            value="",
            accepted=str(item["msg"]),
            code=str(item["type"]),
        )
        for item in error.errors
    ]
    return problem(422, "bad-input", _("The request is not as described."), faults=faults)


def _not_now(_request: HttpRequest, error: NotAllowed) -> HttpResponse:
    return problem(
        409,
        "not-now",
        _("This step is not possible in the present state."),
        str(error),
        possible=list(error.possible),
    )


def _refused(request: HttpRequest, error: Refused) -> HttpResponse:
    language = getattr(getattr(request, "actor", None), "language", "en")
    stored = error.stored
    reasons = [
        ReasonOut(
            provision=reason.provision,
            outcome=reason.outcome.value,
            text=reason.texts.get(language, reason.texts["en"]),
            article=reason.source.article,
            source=reason.source.url,
        )
        for reason in stored.decision.reasons
        if reason.outcome.value != "allowed"
    ]
    return problem(
        409,
        "refused",
        _("The rules do not allow it.")
        if stored.refused
        else _("Something is not known; a person decides."),
        reasons=reasons,
        decision=str(stored.record.id),
    )
