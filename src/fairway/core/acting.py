"""From a form to an action and back: what an action refuses is shown at the field it concerns."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from django.forms import BaseForm, DateInput
from django.utils.translation import gettext as _

from fairway.core import formats
from fairway.core.fault_words import in_words
from fairway.engines.kernel import BadInput, Fault

T = TypeVar("T")


class DayInput(DateInput):
    """A day, chosen in the browser's own calendar.

    What stands in it is written as HTML wants it, in any language: a browser that is given
    "23/11/2026" shows an empty field.
    """

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def attempt(form: BaseForm, act: Callable[[], T]) -> T | None:
    """Act on a form that is valid; put what the action refuses beside its fields.

    Returns None when nothing was done; the page then shows the form again with its errors.
    """
    if not form.is_valid():
        return None
    try:
        return act()
    except BadInput as error:
        for fault in error.faults:
            form.add_error(fault.field if fault.field in form.fields else None, sentence(fault))
        return None


def sentence(fault: Fault) -> str:
    """A fault in words: what was given, what is accepted."""
    parts = {
        "field": fault.field,
        "value": given(fault),
        "accepted": in_words(fault.accepted, typed=fault.row is not None),
    }
    if fault.row is not None:
        return _("Line %(row)s, %(field)s: accepted: %(accepted)s.") % {**parts, "row": fault.row}
    if not parts["value"]:
        return _("Accepted: %(accepted)s.") % parts
    return _("“%(value)s” is not accepted. Accepted: %(accepted)s.") % parts


def given(fault: Fault) -> str:
    """What was given, as people write it; empty for the key of a state, which nobody wrote."""
    if fault.code == "state":
        return ""
    try:
        return formats.day(date.fromisoformat(fault.value))
    except ValueError:
        return fault.value
