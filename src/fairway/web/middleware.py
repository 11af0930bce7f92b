"""What the shell adds to every answer: its headers, its clocks, and pages for refusals."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from fairway.core.access.gate import Denied, actor_of
from fairway.core.accounts.models import Authority
from fairway.core.limits import TooMany
from fairway.core.people.models import Person
from fairway.core.transitions import Stale
from fairway.engines.kernel import BadInput
from fairway.engines.lifecycles import NotAllowed
from fairway.web.views import errors

if TYPE_CHECKING:
    import uuid
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from fairway.core.accounts.actors import Actor

    Answer = Callable[[HttpRequest], HttpResponse]

# Everything comes from this installation; nothing inside a page runs; nobody frames it.
POLICY = (
    "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
PERMISSIONS = "camera=(self), microphone=(self), geolocation=(), payment=(), usb=()"


class SecurityHeaders:
    """Forbids foreign and inline content, and keeps pages out of shared caches."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        # For browsers older than frame-ancestors.
        response.headers.setdefault("X-Frame-Options", settings.X_FRAME_OPTIONS)
        # A phone is shared: what one person read, the next does not find by going back.
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class LocalTime:
    """Shows hours on the clocks of the authority for which, or under which, one acts."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with timezone.override(ZoneInfo(_zone(actor_of(request)))):
            return self.get_response(request)


def _zone(actor: Actor) -> str:
    if actor.authority_id is not None:
        return _zone_of_authority(actor.authority_id)
    return _zone_of_person(actor.person_id) if actor.person_id is not None else _UNKNOWN


_UNKNOWN = "UTC"


# The time zone of an authority is set once, when it is made.
@lru_cache(maxsize=1_024)
def _zone_of_authority(authority: uuid.UUID) -> str:
    found = Authority.objects.filter(id=authority).values_list("time_zone", flat=True)
    return found.first() or _UNKNOWN


@lru_cache(maxsize=65_536)
def _zone_of_person(person: uuid.UUID) -> str:
    found = Person.objects.filter(id=person).values_list("authority__time_zone", flat=True)
    return found.first() or _UNKNOWN


class Refusals:
    """Turns what an action refuses into a page that says why, what was kept, and what to do."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer the refusals that people can cause; anything else is a fault of ours."""
        match error:
            case Denied():
                return errors.denied(request)
            case Stale():
                return errors.stale(request)
            case NotAllowed():
                return errors.not_now(request, error)
            case BadInput():
                return errors.bad_input(request, error)
            case TooMany():
                return errors.too_many(request, error)
            case _:
                return None
