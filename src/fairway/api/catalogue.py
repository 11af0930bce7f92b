"""Every kind of problem that the API answers with: its address is a page that explains it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# Relative references, as RFC 9457 allows: each resolves to a page of this installation.
BASE = "/api/problems/"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem: what happened, and what a client can do."""

    name: str
    status: int
    title: _StrPromise
    remedy: _StrPromise

    @property
    def address(self) -> str:
        """Its ``type`` in an answer, and the page that explains it."""
        return f"{BASE}{self.name}"


KINDS = (
    Kind(
        "unreadable",
        400,
        _("The request cannot be read."),
        _("Send JSON in UTF-8, as the description of the operation shows. Nothing was changed."),
    ),
    Kind(
        "sign-in",
        401,
        _("A valid token is needed."),
        _(
            "Send “Authorization: Bearer” with a token. It may be unknown, expired or revoked, or "
            "its owner may no longer act; make a new one on the page of API tokens."
        ),
    ),
    Kind(
        "denied",
        403,
        _("Your role may not do this, or your token does not cover it."),
        _("Use a token of a role that may, with a scope that covers the operation."),
    ),
    Kind(
        "not-found",
        404,
        _("There is no such thing, or it is not yours to see."),
        _("Check the address. Records that are not yours are answered as if there were none."),
    ),
    Kind(
        "method",
        405,
        _("This address does not take this method."),
        _("The header “Allow” names the methods that it takes."),
    ),
    Kind(
        "changed",
        409,
        _("It was changed meanwhile; nothing was overwritten."),
        _("Read the record again, look at what changed, and send the request with its version."),
    ),
    Kind(
        "key-reused",
        409,
        _("This Idempotency-Key was used before; nothing was done."),
        _(
            "It named another request, or one whose answer is not kept, such as the text of a "
            "token. Choose a new key for a new request."
        ),
    ),
    Kind(
        "must-be-kept",
        409,
        _("The data must be kept for now."),
        _("The detail names each ground. Put the request on hold, or refuse it on its ground."),
    ),
    Kind(
        "not-now",
        409,
        _("This step is not possible in the present state."),
        _("The member “possible” names the steps that your role can take from here."),
    ),
    Kind(
        "refused",
        409,
        _("The rules do not allow it."),
        _(
            "Each reason names its provision, article and source. The decision is kept under the "
            "id in “decision”; it can be read, and appealed."
        ),
    ),
    Kind(
        "undecided",
        409,
        _("Something is not known; a person decides."),
        _("The reasons say what is missing. The decision waits for an officer."),
    ),
    Kind(
        "second-person",
        409,
        _("This step needs another person."),
        _("Somebody who took an earlier step cannot take this one."),
    ),
    Kind(
        "erased",
        410,
        _("The person was erased; nobody can read this any more."),
        _("There is nothing to do: the key to the data was destroyed."),
    ),
    Kind(
        "too-large",
        413,
        _("The request is too large."),
        _("Send less at once."),
    ),
    Kind(
        "media-type",
        415,
        _("This kind of content is not taken here."),
        _("Send “Content-Type: application/json”."),
    ),
    Kind(
        "bad-input",
        422,
        _("Something in the request is not accepted."),
        _("Each fault names the field and what is accepted. Nothing was changed."),
    ),
    Kind(
        "too-many",
        429,
        _("Too many requests."),
        _("Wait as many seconds as the header “Retry-After” says."),
    ),
    Kind(
        "server-error",
        500,
        _("Something broke on our side."),
        _(
            "It was written down. A request with an Idempotency-Key changed nothing and can be "
            "sent again with the same key."
        ),
    ),
)

BY_NAME = {kind.name: kind for kind in KINDS}
