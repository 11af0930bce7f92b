"""Errors of the API as RFC 9457 problem details: what happened, where, what is accepted."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ObjectDoesNotExist, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from fairway.api import catalogue, faults
from fairway.api.parsing import NotJson
from fairway.commons.decisions.actions import Refused
from fairway.core import formats
from fairway.core.access.gate import Denied
from fairway.core.accounts.codes import TooSoon
from fairway.core.fault_words import in_words
from fairway.core.keys.keyring import Erased
from fairway.core.limits import TooMany
from fairway.core.people.actions import MustBeKept
from fairway.core.transitions import SamePerson, Stale
from fairway.engines.kernel import MOST_FAULTS, BadInput
from fairway.engines.lifecycles import NotAllowed

MEDIA_TYPE = "application/problem+json"


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


def problem(name: str, detail: str = "", **more: Any) -> HttpResponse:
    """Build the answer for a problem of the catalogue; ``status`` and ``title`` may be another."""
    kind = catalogue.BY_NAME[name]
    headers = {"Retry-After": str(more.pop("retry_after"))} if "retry_after" in more else {}
    stated = {"title": str(kind.title), "status": kind.status, "detail": detail, **more}
    body = Problem(type=kind.address, **stated)
    if body.status == 401:  # noqa: PLR2004  the status by its number
        headers["WWW-Authenticate"] = "Bearer"
    return JsonResponse(
        body.model_dump(exclude_defaults=True),
        status=body.status,
        content_type=MEDIA_TYPE,
        headers=headers,
    )


def register(api: NinjaAPI) -> None:
    """Give every exception that the rooms raise its answer."""
    for kind, answer in (
        (BadInput, bad_input),
        (TooSoon, lambda e: bad_input(e, "too-many", retry_after=e.retry_after)),
        (TooMany, lambda e: problem("too-many", retry_after=e.retry_after)),
        (ValidationError, lambda e: problem("bad-input", faults=_as_faults(e))),
        (HttpError, _http),
        (RequestDataTooBig, lambda _e: problem("too-large")),
        (Denied, lambda _e: problem("denied")),
        (AuthenticationError, lambda _e: problem("sign-in")),
        (Http404, lambda _e: problem("not-found")),
        (ObjectDoesNotExist, lambda _e: problem("not-found")),
        (Erased, lambda _e: problem("erased")),
        (NotAllowed, _not_now),
        (Stale, _stale),
        (SamePerson, lambda _e: problem("second-person")),
        (MustBeKept, lambda e: problem("must-be-kept", "; ".join(e.grounds))),
        (Refused, _refused),
    ):
        api.add_exception_handler(kind, _answering(answer))


def _answering(answer: Any) -> Any:
    return lambda _request, error: answer(error)


def of(response: HttpResponse) -> HttpResponse:
    """The same answer as a problem, where the framework made one in words of its own."""
    refused = response.status_code >= 400  # noqa: PLR2004  the status by its number
    if not refused or response.headers["Content-Type"] == MEDIA_TYPE:
        return response
    answer = problem(
        "method" if response.status_code == 405 else "unreadable",  # noqa: PLR2004  the status by its number
        status=response.status_code,
    )
    if "Allow" in response.headers:
        answer["Allow"] = response["Allow"]
    return answer


def bad_input(error: BadInput, name: str = "bad-input", **more: Any) -> HttpResponse:
    """Everything that is wrong, field by field."""
    found = [
        FaultOut(
            field=f.field,
            value=f.value,
            accepted=in_words(f.accepted, typed=True),
            code=f.code,
            row=f.row,
        )
        for f in error.faults
    ]
    return problem(name, faults=found, **more)


def _as_faults(error: ValidationError) -> list[FaultOut]:
    return [
        FaultOut(
            field=faults.field(item["loc"]),
            value="",
            accepted=faults.accepted(item["type"], item.get("ctx", {})),
            code=str(item["type"]),
        )
        for item in error.errors[:MOST_FAULTS]
    ]


def _http(error: HttpError) -> HttpResponse:
    """What the framework refuses by itself: a body that it cannot read."""
    cause = error.__cause__
    if isinstance(cause, NotJson) and cause.media_type is not None:
        return problem("media-type")
    return problem("unreadable", str(cause) if isinstance(cause, NotJson) else "")


def _not_now(error: NotAllowed) -> HttpResponse:
    return problem("not-now", possible=list(error.possible))


def _stale(error: Stale) -> HttpResponse:
    detail = _("You expected version %(expected)s; it is at version %(found)s.")
    return problem("changed", detail % {"expected": error.expected, "found": error.found})


def _refused(error: Refused) -> HttpResponse:
    stored, language = error.stored, formats.language()
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
    name = "refused" if stored.refused else "undecided"
    return problem(name, reasons=reasons, decision=str(stored.record.id))


def server_error(_request: HttpRequest) -> HttpResponse:
    """A fault of ours; what it was stands in the log, not in the answer."""
    return problem("server-error")
