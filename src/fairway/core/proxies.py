"""Whose request it is, where proxies of ours stand before us.

Only a peer that `FAIRWAY_TRUSTED_PROXIES` names may say for whom it speaks. Of the addresses in
``X-Forwarded-For`` the last that is no proxy of ours counts: what stands before it was written by
somebody whom nobody vouches for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse

Network = IPv4Network | IPv6Network


def networks(stated: str) -> tuple[Network, ...]:
    """Read a list such as ``127.0.0.1, 10.0.0.0/8, ::1``. Says which entry it cannot read."""
    found = []
    for entry in filter(None, (part.strip() for part in stated.split(","))):
        try:
            found.append(ip_network(entry))
        except ValueError as error:
            raise ImproperlyConfigured(
                f"FAIRWAY_TRUSTED_PROXIES: {entry!r} is neither an address nor a network such as "
                "10.0.0.0/8 (with no bits beyond its mask)."
            ) from error
    return tuple(found)


def visitor(peer: str, forwarded: str, trusted: Sequence[Network]) -> str:
    """The address that a request came from, as far as those we trust can tell."""
    came_from = peer
    for stated in reversed(["", *forwarded.split(",")]):
        address = _address(came_from)
        if address is None or not any(address in network for network in trusted):
            return came_from
        said = _address(stated)
        if said is None:  # nobody said more, or something that is no address
            return came_from
        came_from = str(said)
    return came_from


def _address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        found = ip_address(text.strip())
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


class TrustedProxies:
    """Puts the visitor's address in the place of a trusted proxy's, before anybody counts."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.trusted = networks(settings.TRUSTED_PROXIES)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self.trusted:
            meta = request.META
            meta["REMOTE_ADDR"] = visitor(
                meta.get("REMOTE_ADDR", ""), meta.get("HTTP_X_FORWARDED_FOR", ""), self.trusted
            )
        return self.get_response(request)
