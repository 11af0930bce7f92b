"""Values as marked-up text: isolated from the direction around them, readable by machines."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.html import conditional_escape, format_html
from django.utils.translation import gettext as _

from fairway.core import clock, formats
from fairway.core.formats import Nearness
from fairway.engines.kernel import Money
from fairway.web.marks import Tone, shape

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

_LATE = {Nearness.PAST: Tone.CARE, Nearness.TODAY: Tone.CARE}


def bdi(text: Any) -> SafeString:
    """Text that keeps its own direction: a name, a number with its unit."""
    return format_html("<bdi>{}</bdi>", text)


def money(value: Money) -> SafeString:
    """An amount with its currency, never broken over two lines."""
    return format_html('<bdi class="figure">{}</bdi>', formats.money(value))


def number(value: Decimal | float) -> SafeString:
    """A number with the separators of the language."""
    return format_html('<bdi class="figure">{}</bdi>', formats.number(value))


def _time(iso: str, words: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', iso, words)


def day(value: date) -> SafeString:
    """A day in words."""
    return _time(value.isoformat(), formats.day(value))


def short_day(value: date) -> SafeString:
    """A day for a column."""
    return _time(value.isoformat(), formats.short_day(value))


def moment(value: datetime) -> SafeString:
    """A day and an hour."""
    return _time(value.isoformat(), formats.moment(value))


def deadline(value: datetime) -> SafeString:
    """A deadline: the day and hour, then what is left, marked when it is today or past."""
    found = formats.deadline(value, clock.now())
    mark = shape(_LATE[found.nearness]) if found.nearness in _LATE else ""
    return format_html(
        '<span class="deadline {}">{} <span class="left">{}{}</span></span>',
        found.nearness,
        _time(value.isoformat(), found.on),
        mark,
        found.left,
    )


def occupation(code: str) -> SafeString:
    """An occupation's title; one that is not in the reader's language says which it is in."""
    found = formats.occupation(code)
    if not found.foreign:
        return bdi(found.title)
    return format_html(
        '<span lang="{}" dir="ltr">{}</span> <span class="aside">({})</span>',
        found.foreign,
        found.title,
        formats.language_name(found.foreign),
    )


def shown(value: Any) -> SafeString:
    """Any plain value as the reader's language writes it."""
    match value:
        case None | "":
            return format_html('<span class="aside">{}</span>', _("not known"))
        case bool():
            words: Any = _("yes") if value else _("no")
        case Money():
            words = money(value)
        case datetime():
            words = moment(value)
        case date():
            words = day(value)
        case int() | float() | Decimal():
            words = number(value)
        case tuple() | list():
            words = formats.listed([str(item) for item in value])
        case _:
            words = value
    return conditional_escape(words)
