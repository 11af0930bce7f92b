"""Pages for what went wrong: what happened, what was not lost, what to do. No dead ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, get_language_bidi, ngettext
from django.utils.translation import gettext as _

from fairway.core.access.gate import actor_of
from fairway.core.acting import sentence
from fairway.engines.lifecycles import LIFECYCLES, NotAllowed
from fairway.engines.lifecycles.roles import Role

if TYPE_CHECKING:
    from django.http import HttpRequest

    from fairway.core.limits import TooMany
    from fairway.engines.kernel import BadInput


def _answer(
    request: HttpRequest,
    status: int,
    title: str,
    text: str,
    *,
    points: tuple[str, ...] = (),
    action: tuple[str, str] | None = None,
) -> HttpResponse:
    context = {"title": title, "text": text, "points": points, "action": action}
    return render(request, "pages/error.html", context, status=status)


def _again(request: HttpRequest) -> tuple[str, str]:
    return _("Open the page again"), request.get_full_path()


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001  the signature is Django's
    """400: the request itself cannot be read."""
    return _answer(
        request,
        400,
        _("This request cannot be read"),
        _("Nothing was changed. Go back, check what you sent and send it again."),
    )


def bad_input(request: HttpRequest, error: BadInput) -> HttpResponse:
    """400: something given is not accepted, and no form caught it."""
    points = tuple(sentence(fault) for fault in error.faults)
    return _answer(
        request,
        400,
        _("Something here is not accepted"),
        _("Nothing was changed."),
        points=points,
    )


def denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001  the signature is Django's
    """403: the role may not; somebody who is not signed in is shown the way."""
    if actor_of(request).role is Role.PUBLIC:
        back = f"?{urlencode({'next': request.get_full_path()})}" if request.method == "GET" else ""
        return _answer(
            request,
            403,
            _("Please sign in first"),
            _("This page is for people with an account. After signing in you come back to it."),
            action=(_("Sign in"), reverse("sign-in-choice") + back),
        )
    return _answer(
        request,
        403,
        _("This page is not for your role"),
        _("If your work needs it, the administrator of your organisation can give you the role."),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001  the signature is Django's
    """404: there is no such thing, or none that this actor may know of."""
    return _answer(
        request,
        404,
        _("There is nothing at this address"),
        _("It may have been moved, or it may not be yours to see. Nothing was lost."),
    )


def stale(request: HttpRequest) -> HttpResponse:
    """409: somebody else changed the record meanwhile."""
    return _answer(
        request,
        409,
        _("Somebody else changed this in the meantime"),
        _("What you sent was not saved, and nothing was overwritten. Look at it as it is now."),
        action=_again(request),
    )


def not_now(request: HttpRequest, error: NotAllowed) -> HttpResponse:
    """409: the record no longer stands where this step is possible."""
    lifecycle = LIFECYCLES[error.lifecycle]
    rows = {row.event: row for row in lifecycle.leaving(error.state)}
    points = tuple(_(rows[event].action) for event in error.possible if rows[event].action)
    text = _("Nothing was changed.")
    if error.state:
        state = _("It now stands at: %(state)s.") % {"state": _(lifecycle.state(error.state).title)}
        text = f"{text} {state}"
    if points:
        text = f"{text} {_('What you can do from here:')}"
    return _answer(
        request,
        409,
        _("This step is not possible now"),
        text,
        points=points,
        action=_again(request),
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  the signature is Django's
    """403: the form is too old, or came from another site."""
    return _answer(
        request,
        403,
        _("This form was open for too long"),
        _("Nothing was saved, so that nobody else can act in your name. Open the page again."),
        action=_again(request),
    )


def locked_out(
    request: HttpRequest,
    original_response: HttpResponse | None = None,  # noqa: ARG001  the signature is Django's
    credentials: dict[str, Any] | None = None,  # noqa: ARG001  the signature is Django's
) -> HttpResponse:
    """429: too many wrong passwords; says nothing about whether the account exists."""
    return _answer(
        request,
        429,
        _("Too many attempts"),
        _("Signing in is closed for a quarter of an hour. Your account and your data are safe."),
    )


def too_many(request: HttpRequest, error: TooMany) -> HttpResponse:
    """429: one place sent more than people do."""
    minutes = -(-error.retry_after // 60)
    wait = ngettext("Send it again in %d minute.", "Send it again in %d minutes.", minutes)
    response = _answer(
        request,
        429,
        _("Too much was sent from here at once"),
        f"{_('Nothing was changed. Others may use the same connection.')} {wait % minutes}",
    )
    response["Retry-After"] = str(error.retry_after)
    return response


def server_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  the signature is Django's
    """500: a fault of ours. Stands alone: whatever broke may have broken the layout too."""
    context = {
        "language": (get_language() or "en").split("-")[0],
        "direction": "rtl" if get_language_bidi() else "ltr",
    }
    return HttpResponse(render_to_string("pages/broken.html", context), status=500)
