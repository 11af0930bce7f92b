"""The components, as tags and filters that every template has without loading them.

``docs/design-language.md`` shows each with its use; so does the page ``/style/`` of a
demonstration.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django import template
from django.conf import settings
from django.forms import BaseForm
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairway.commons.agreements.queries import published
from fairway.commons.agreements.words import naming
from fairway.commons.decisions.words import question_title
from fairway.core import clock, formats
from fairway.core.homes import Urgency, Waiting
from fairway.core.screen import Bar, Entry, NextStep, Places, Step, Turn, largest
from fairway.engines.kernel import Confidence, Decision, Outcome, Reason, Source
from fairway.engines.kernel.decisions import NOT_KNOWN
from fairway.engines.lifecycles import LIFECYCLES
from fairway.engines.lifecycles.roles import Role
from fairway.web import listings, marks, markup, roles
from fairway.web.marks import Tone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from django.utils.safestring import SafeString

    from fairway.core.listing import Page
    from fairway.core.records import StatefulRecord

register = template.Library()

for _filter in (
    markup.bdi,
    markup.money,
    markup.number,
    markup.day,
    markup.short_day,
    markup.moment,
    markup.deadline,
    markup.occupation,
    markup.shown,
    formats.percent,
    formats.weekday,
    formats.partial_date,
    formats.country,
):
    register.filter(_filter.__name__, _filter)
register.filter("language", formats.language_name)
register.filter("question_title", question_title)


@register.filter
def since(value: datetime) -> str:
    """How long something has waited."""
    return formats.since(value, clock.now())


@register.filter
def role_title(role: Role) -> str:
    """What a role is called."""
    return str(roles.TITLES[Role(role)])


@register.simple_tag
def shape(tone: str) -> SafeString:
    """Draw a sea mark by its tone: ``{% shape "care" %}``."""
    return marks.shape(Tone(tone))


@register.simple_tag
def status(of: StatefulRecord | str, state: str = "") -> SafeString:
    """Show a state: ``{% status journey %}`` or ``{% status "journey" "preparing" %}``."""
    if isinstance(of, str):
        return marks.state(LIFECYCLES[of], state)
    return marks.state(of.lifecycle, of.state)


@register.simple_tag
def outcome(of: Outcome) -> SafeString:
    """Show the outcome of a decision."""
    words = {
        Outcome.ALLOWED: _("Allowed"),
        Outcome.REFUSED: _("Refused"),
        Outcome.INCOMPLETE: _("Open: a person decides"),
    }
    return marks.status(marks.BY_OUTCOME[of], words[of])


@register.inclusion_tag("components/timeline.html")
def timeline(entries: Iterable[Entry], next_step: NextStep | None = None) -> dict[str, Any]:
    """What happened, oldest first; then what is next, who acts, by when."""
    return {"entries": entries, "next": next_step}


@register.inclusion_tag("components/waiting.html")
def waiting(
    items: Sequence[Waiting], names: Mapping[UUID, str] = MappingProxyType({})
) -> dict[str, Any]:
    """What waits, in the order given, with the names of the people that the reader may know."""
    now = clock.now()
    # LATE is said by the deadline itself.
    tones = {Urgency.DANGER: Tone.STOPPED, Urgency.SOON: Tone.CARE}
    words = {Urgency.DANGER: _("Danger"), Urgency.SOON: _("Soon")}
    return {
        "items": [
            (
                item,
                names.get(item.person_id, "") if item.person_id else "",
                marks.status(tones[urgency], words[urgency]) if urgency in tones else "",
            )
            for item in items
            for urgency in (item.urgency_at(now),)
        ]
    }


@register.inclusion_tag("components/facts.html")
def facts(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Show labels and values, as (label, value) pairs."""
    return {"pairs": pairs}


@register.inclusion_tag("components/decision.html")
def decision(
    of: Decision, appeal_url: str = "", appeal_by: datetime | None = None
) -> dict[str, Any]:
    """Show a decision: outcome, reasons, sources, and how to appeal and by when."""
    weighs = [r for r in of.reasons if r.outcome is of.outcome or r.outcome is not Outcome.ALLOWED]
    words_of = naming(published())
    return {
        "decision": of,
        "weighs": [_reason(reason, words_of) for reason in weighs],
        "others": [_reason(reason, words_of) for reason in of.reasons if reason not in weighs],
        "amounts": [(words_of(amount.name), amount.value) for amount in of.amounts],
        "appeal_url": appeal_url,
        "appeal_by": appeal_by,
        "appeal_over": appeal_by is not None and not appeal_url and appeal_by < clock.now(),
    }


def _reason(reason: Reason, words_of: Callable[[str], str]) -> dict[str, Any]:
    language = formats.language()
    translated = language in reason.texts
    looked_at = [*reason.facts.items(), *reason.parameters.items()]
    return {
        "text": reason.texts[language if translated else "en"],
        "language": "" if translated else "en",
        "outcome": reason.outcome,
        "source": reason.source,
        "missing": [words_of(name) for name in reason.missing],
        "looked_at": [(words_of(name), value) for name, value in looked_at],
    }


_CONFIDENCE = {
    Confidence.SEEN: gettext_lazy("seen in the source itself"),
    Confidence.SECONDARY: gettext_lazy("from a secondary source"),
    Confidence.INFERRED: gettext_lazy("inferred, not read"),
    Confidence.UNVERIFIED: gettext_lazy("not verified"),
}


@register.inclusion_tag("components/source.html")
def source(of: Source) -> dict[str, Any]:
    """Where a rule comes from: title, article, link, and how sure it is."""
    return {
        "source": of,
        "known": of.article != NOT_KNOWN,
        "confidence": _CONFIDENCE[of.confidence],
    }


@register.inclusion_tag("components/places.html")
def places(of: Places) -> dict[str, Any]:
    """Places of a channel, as a bar with its words."""
    full = max(of.limit or 0, of.taken) or 1
    share = 100 * of.taken / full
    return {"places": of, "taken_width": f"{share:.2f}", "full": of.limit is not None}


@register.inclusion_tag("components/bars.html")
def bars(of: Sequence[Bar], caption: str, label: str, value: str) -> dict[str, Any]:
    """Show a table whose figures are also bars: ``{% bars rows "Title" "Country" "Workers" %}``."""
    most = largest(of)
    return {
        "rows": [(bar, f"{100 * float(bar.value) / most:.2f}") for bar in of],
        "caption": caption,
        "label": label,
        "value": value,
    }


@register.inclusion_tag("components/steps.html")
def steps(of: Sequence[Step]) -> dict[str, Any]:
    """Things to be done: done, your turn, somebody else's turn (who, since when)."""
    tones = {
        Turn.DONE: (Tone.DONE, _("Done")),
        Turn.YOURS: (Tone.GOES, _("Your turn")),
        Turn.THEIRS: (Tone.WAITS, _("Somebody else's turn")),
        Turn.LATER: (Tone.IDLE, _("Later")),
    }
    return {
        "steps": [(step, marks.status(*tones[step.turn])) for step in of],
        "done": sum(step.turn is Turn.DONE for step in of),
        "all": len(of),
    }


@register.simple_tag
def step_of(number: int, total: int) -> SafeString:
    """Say where one is in a form of several pages: ``{% step_of 2 5 %}``."""
    dots = "".join("●" if n < number else "◆" if n == number else "○" for n in range(1, total + 1))
    words = _("Step %(number)s of %(total)s") % {"number": number, "total": total}
    return format_html('<p class="step-of">{} <span aria-hidden="true">{}</span></p>', words, dots)


@register.simple_tag
def largest_upload() -> str:
    """Say how large a file may be."""
    megabytes = settings.MAX_UPLOAD_BYTES // 1024**2
    return _("At most %(size)s MB.") % {"size": formats.number(megabytes)}


@register.inclusion_tag("components/listing.html", takes_context=True)
def listing(context: template.Context, page: Page, empty: str = "") -> dict[str, Any]:
    """Show a page of a listing; ``empty`` says what to do when there is nothing."""
    return {**listings.shown(page, context["request"].path), "empty": empty}


@register.inclusion_tag("components/errors.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """All faults of a form, each linked to its field. Where a page places it first, only there."""
    if getattr(form, "is_summed_up", False):
        return {"form": None, "faulty": []}
    form.is_summed_up = True  # type: ignore[attr-defined]  # our own mark
    return {"form": form, "faulty": [field for field in form if field.errors]}
