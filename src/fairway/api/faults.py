"""What a field accepts, in the caller's language, for what the description itself refuses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

_OF_TYPE = {
    "missing": gettext_lazy("a value: it is required"),
    "extra_forbidden": gettext_lazy("only the fields that the description names"),
    "json_invalid": gettext_lazy("JSON"),
    "string": gettext_lazy("text"),
    "int": gettext_lazy("a whole number"),
    "float": gettext_lazy("a number"),
    "finite": gettext_lazy("a number"),
    "decimal": gettext_lazy("a decimal number, such as 12.50"),
    "bool": gettext_lazy("true or false"),
    "date": gettext_lazy("a date such as 2026-11-22"),
    "datetime": gettext_lazy("a moment such as 2026-11-22T09:00:00Z"),
    "timezone": gettext_lazy("a moment with its time zone, such as 2026-11-22T09:00:00Z"),
    "time": gettext_lazy("a time such as 09:00"),
    "uuid": gettext_lazy("an identifier such as 0198f2c4-3b1e-7c00-8000-000000000001"),
    "list": gettext_lazy("a list"),
    "set": gettext_lazy("a list in which nothing stands twice"),
    "dict": gettext_lazy("an object"),
    "model": gettext_lazy("an object"),
    "none": gettext_lazy("null"),
}
_LIMITS = {
    "greater_than": ("gt", gettext_lazy("more than %s")),
    "greater_than_equal": ("ge", gettext_lazy("%s or more")),
    "less_than": ("lt", gettext_lazy("less than %s")),
    "less_than_equal": ("le", gettext_lazy("%s or less")),
    "multiple_of": ("multiple_of", gettext_lazy("a multiple of %s")),
    "string_pattern_mismatch": ("pattern", gettext_lazy("text of the form %s")),
    "enum": ("expected", gettext_lazy("one of %s")),
    "literal_error": ("expected", gettext_lazy("one of %s")),
    "decimal_max_digits": ("max_digits", gettext_lazy("at most %s digits")),
    "decimal_max_places": ("decimal_places", gettext_lazy("at most %s decimal places")),
    "decimal_whole_digits": ("whole_digits", gettext_lazy("at most %s digits before the point")),
}


def field(path: Sequence[Any]) -> str:
    """Name a field by its way from the body or the address: ``body.pay.amount``."""
    # The framework puts the parameter's own name between "body" and the field.
    steps = [path[0], *path[2:]] if path[0] == "body" and len(path) > 1 else path
    return ".".join(str(step) for step in steps)


def accepted(kind: str, limits: Mapping[str, Any]) -> str:
    """Say what is accepted where a value failed a check of this kind."""
    if kind in _LIMITS:
        name, sentence = _LIMITS[kind]
        return str(sentence % limits[name])
    if kind in {"string_too_short", "string_too_long"}:
        return _length(limits)
    if kind in {"too_short", "too_long"}:
        return _entries(limits)
    stem = kind if kind in _OF_TYPE else kind.split("_", maxsplit=1)[0]
    return str(_OF_TYPE.get(stem, _("what the description of this operation says")))


def _length(limits: Mapping[str, Any]) -> str:
    if "max_length" in limits:
        most = int(limits["max_length"])
        return str(ngettext("at most %d character", "at most %d characters", most)) % most
    least = int(limits["min_length"])
    return str(ngettext("at least %d character", "at least %d characters", least)) % least


def _entries(limits: Mapping[str, Any]) -> str:
    if limits.get("max_length") is not None:
        most = int(limits["max_length"])
        return str(ngettext("at most %d entry", "at most %d entries", most)) % most
    least = int(limits["min_length"])
    return str(ngettext("at least %d entry", "at least %d entries", least)) % least
