"""Texts of packs in the reader's language, and the names of what a decision looked at."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal

from django.utils.html import format_html, strip_tags
from django.utils.translation import get_language, gettext_lazy

from fairway.core import clock, formats
from fairway.engines.kernel import Money
from fairway.engines.provisions import Pack
from fairway.engines.provisions.pack import Value

_FIGURE = re.compile(r"\{(\w+)\}")
_OWN = {
    "amount": gettext_lazy("The amount"),
    "channel": gettext_lazy("Channel"),
    "employer_tax": gettext_lazy("Tax that the employer pays"),
    "end_of_service": gettext_lazy("Payment at the end of service"),
    "minimum_wage": gettext_lazy("Minimum wage"),
    "worker_fee_maximum": gettext_lazy("The most that a worker may be asked"),
}


def in_language(texts: Mapping[str, str]) -> str:
    """The reader's language, or English."""
    return texts.get((get_language() or "en")[:2]) or texts["en"]


def with_figures(text: str, pack: Pack, on: date | None = None) -> str:
    """A provision's words, as a rule for anybody: the pack's figures, and what else is asked.

    The figures are those of the day ``on``, or of today.

    "You are [the worker's age]. This channel is for people from 18 to 35."
    """
    words_of = naming([pack])

    def said(found: re.Match[str]) -> str:
        value = _on(pack.values.get(found[1], ()), on or clock.today())
        if isinstance(value, Money):
            return formats.money(value)
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            return formats.number(value)
        if isinstance(value, str):
            return value
        # A fact about somebody, or what no source says.
        words = strip_tags(words_of(found[1]))
        plain = words[1:2].islower() or not words[1:2].isalpha()
        return f"[{words[:1].lower() if plain else words[:1]}{words[1:]}]"

    return _FIGURE.sub(said, text)


def _on(values: Iterable[Value], day: date) -> object:
    """What is in force on the day; of what is only to come, or is over, nothing."""
    return next((v.entry.value for v in values if v.first <= day <= v.last), None)


def rule_in_words(provision: str, packs: Iterable[Pack], on: date | None = None) -> str:
    """What a provision (``pack/provision``) demands of everybody; its name if no pack has it."""
    pack_id, _slash, name = provision.partition("/")
    for pack in packs:
        if pack.file.id == pack_id:
            for declared in pack.file.provisions:
                if declared.id == name:
                    return with_figures(in_language(declared.texts.met.by_language()), pack, on)
    return provision


def naming(packs: Iterable[Pack]) -> Callable[[str], str]:
    """How facts, values and amounts are called: by the words of the packs, which name each fact.

    A name that no pack puts into words is shown as it stands in the pack, marked as English.
    """
    labels: dict[str, Mapping[str, str]] = {}
    for pack in packs:
        labels |= {
            name: declared.label.by_language()
            for name, declared in pack.file.parameters.items()
            if declared.label
        }
        labels |= {name: spec.labels for name, spec in pack.facts.items()}

    def words_of(name: str) -> str:
        if name in _OWN:
            return str(_OWN[name])
        if name in labels:
            words = in_language(labels[name])
            return words[:1].upper() + words[1:]
        return format_html('<span lang="en">{}</span>', name.replace("_", " "))

    return words_of
