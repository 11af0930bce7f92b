"""The corridors whose agreements are in force here, in the reader's words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from fairway.commons.agreements.queries import published
from fairway.core import formats


def corridor_name(label: str) -> str:
    """A corridor by the names of its countries: from Tunisia to France."""
    origin, _dash, destination = label.partition("-")
    parts = {
        "origin": _("anywhere") if origin in {"any", ""} else formats.country(origin),
        "destination": formats.country(destination),
    }
    return _("From %(origin)s to %(destination)s") % parts


def corridor_choices() -> list[tuple[str, str]]:
    """Every corridor between two named countries that a pack in force covers."""
    labels = {
        f"{pattern.origin}-{pattern.destination}"
        for pack in published()
        for pattern in pack.file.corridors
        if "any" not in {pattern.origin, pattern.destination}
    }
    return [(label, corridor_name(label)) for label in sorted(labels)]
