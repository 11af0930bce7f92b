"""The form of a comparison: a season, and up to four changes, each by itself or all together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairway.commons.agreements.queries import published
from fairway.commons.agreements.words import in_language
from fairway.core.accounts.actors import Actor
from fairway.core.acting import DayInput
from fairway.engines.kernel import BadInput, Fault
from fairway.leaving import asking
from fairway.leaving.candidacies.queries import corridors_of
from fairway.leaving.corridors import corridor_name
from fairway.leaving.job_orders.caps import ORDINARY
from fairway.leaving.rounds.comparing import MOST_SEED, Asked
from fairway.leaving.rounds.models_whatif import SeasonComparison

CHANGES = 4
_PART = {"region", "occupation"}
_COLUMNS = ("what", "code", "value", "name")


def _channels() -> list[tuple[str, str]]:
    return [
        (f"{pack.id}/{name}", f"{in_language(channel.title.by_language())} ({pack.id})")
        for pack in published()
        for name, channel in pack.file.channels.items()
    ]


def _what() -> list[tuple[str, Any]]:
    """What can be changed, by the path of the change; what ends in a dot wants a code."""
    laws = {
        f"caps.{cap.id}": f"{in_language(cap.counts.by_language())} ({pack.id})"
        for pack in published()
        for channel in pack.file.channels.values()
        for cap in channel.caps
        if cap.pool == ORDINARY
    }
    return [
        ("", _("Nothing")),
        (
            _("Caps"),
            [
                ("caps.season", _("A cap over the whole season")),
                ("caps.region.", _("A cap over a region")),
                ("caps.occupation.", _("A cap over an occupation")),
                *laws.items(),
            ],
        ),
        (
            _("Pay a month"),
            [
                ("wages.all", _("Pay of all job orders")),
                ("wages.region.", _("Pay in a region")),
                ("wages.occupation.", _("Pay in an occupation")),
            ],
        ),
        (
            _("Dates"),
            [
                ("starts.all", _("Start of all job orders, in days")),
                ("starts.region.", _("Start in a region, in days")),
                ("starts.occupation.", _("Start in an occupation, in days")),
            ],
        ),
        (_("Places kept"), [("kept.", _("Places kept for a group"))]),
        (
            _("Priority"),
            [
                ("priority.own_occupation", _("Points for the own occupation")),
                ("priority.experience_points", _("Points for each step of experience")),
                ("priority.experience_step_months", _("Months in a step of experience")),
                ("priority.experience_most", _("Most points for experience")),
            ],
        ),
    ]


class ComparisonForm(forms.Form):
    """Which season, and what is changed in it."""

    corridor = forms.ChoiceField(label=gettext_lazy("Corridor"))
    channel = forms.ChoiceField(label=gettext_lazy("Channel"), choices=_channels)
    starts_from = forms.DateField(
        label=gettext_lazy("Job orders that start from"), widget=DayInput()
    )
    starts_to = forms.DateField(
        label=gettext_lazy("Job orders that start until"), widget=DayInput()
    )
    seed = forms.IntegerField(
        label=gettext_lazy("Seed of the lot"),
        help_text=gettext_lazy(
            "The same in every season that is compared, so that luck makes no difference."
        ),
        min_value=0,
        max_value=MOST_SEED,
        initial=1,
    )
    together = forms.BooleanField(
        label=gettext_lazy("Compare also all changes together"), required=False
    )

    def __init__(self, data: Any = None, *, actor: Actor, before: SeasonComparison | None) -> None:
        super().__init__(data, initial=_as_it_was(before))
        home = asking.home_of(actor)
        self.fields["corridor"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (label, corridor_name(label)) for label in corridors_of() if home in label.split("-")
        ]
        for number in range(1, CHANGES + 1):
            self.fields.update(_fields(number))

    @property
    def season(self) -> list[Any]:
        """The fields that say which season."""
        return [self[name] for name in ("corridor", "channel", "starts_from", "starts_to", "seed")]

    @property
    def changes(self) -> Iterator[tuple[int, list[Any]]]:
        """The fields of each change, with its number."""
        for number in range(1, CHANGES + 1):
            yield number, [self[f"{column}_{number}"] for column in _COLUMNS]

    def clean(self) -> dict[str, Any]:
        """At least one change, each with its value and, where it is of a part, the part."""
        data: dict[str, Any] = super().clean() or {}
        if not any(data.get(f"what_{n}") for n in range(1, CHANGES + 1)):
            self.add_error("what_1", _("Choose at least one change."))
        for number in range(1, CHANGES + 1):
            what = data.get(f"what_{number}") or ""
            if what and not data.get(f"value_{number}"):
                self.add_error(f"value_{number}", _("Write a value, such as +10% or 20000."))
            if what.endswith(".") and not data.get(f"code_{number}"):
                self.add_error(f"code_{number}", _("Write which region, occupation or group."))
        return data

    def asked(self) -> Asked:
        """What is asked, as the actions take it."""
        data = self.cleaned_data
        variants = [variant for _number, variant in self._variants()]
        if data["together"] and len(variants) > 1:
            together: dict[str, str] = {}
            for one in variants:
                together |= one["changes"]
            variants.append({"name": _("All changes together"), "changes": together})
        return Asked(
            data["corridor"],
            data["channel"],
            data["starts_from"],
            data["starts_to"],
            data["seed"],
            variants,
        )

    def _variants(self) -> Iterator[tuple[int, dict[str, Any]]]:
        data = self.cleaned_data
        for number in range(1, CHANGES + 1):
            what, code, value, name = (data[f"{column}_{number}"] for column in _COLUMNS)
            if what:
                path = f"{what}{code.strip()}" if what.endswith(".") else what
                yield number, {"name": name or _called(number), "changes": {path: value}}

    def at_its_field(self, error: BadInput) -> BadInput:
        """The faults of variants beside the value that each concerns."""
        numbers = [number for number, _variant in self._variants()]
        return BadInput(*(_moved(fault, numbers) for fault in error.faults))


def _called(number: int) -> str:
    """What a change without a name is called."""
    return _("Change %(number)s") % {"number": number}


def _moved(fault: Fault, numbers: list[int]) -> Fault:
    head, bracket, rest = fault.field.partition("[")
    place = rest.partition("]")[0]
    if head != "variants" or not bracket or not place.isdigit():
        return fault
    # The last variant, of all together, repeats what stands above it.
    number = numbers[min(int(place), len(numbers) - 1)]
    column = "name" if fault.field.endswith(".name") else "value"
    column = "code" if fault.code == "path" else column
    return Fault(f"{column}_{number}", fault.value, fault.accepted, fault.code)


def _fields(number: int) -> Mapping[str, forms.Field]:
    return {
        f"what_{number}": forms.ChoiceField(label=_("What changes"), choices=_what, required=False),
        f"code_{number}": forms.CharField(
            label=_("Which region, occupation or group"),
            help_text=_("Such as CA, 9211, nationality.MX or returning.yes; empty for all."),
            max_length=60,
            required=False,
        ),
        f"value_{number}": forms.CharField(
            label=_("To what"),
            help_text=_("Such as +10%, 20000, +100.00, >=2500.00, or +14 days."),
            max_length=30,
            required=False,
        ),
        f"name_{number}": forms.CharField(
            label=_("Name of this variant"), max_length=60, required=False
        ),
    }


def _as_it_was(before: SeasonComparison | None) -> dict[str, Any]:
    """What a comparison had asked, so that it can be asked again with a change."""
    if before is None:
        return {}
    initial: dict[str, Any] = {
        "corridor": before.corridor,
        "channel": before.channel,
        "starts_from": before.starts_from,
        "starts_to": before.starts_to,
        "seed": before.seed,
    }
    single = [one for one in before.variants if len(one["changes"]) == 1]
    for number, one in enumerate(single[:CHANGES], start=1):
        ((path, value),) = one["changes"].items()
        kind, *of = path.split(".", 2)
        is_part = kind == "kept" or (len(of) > 1 and of[0] in _PART)
        code = ".".join(of) if kind == "kept" else of[-1]
        initial |= {
            f"what_{number}": path.removesuffix(code) if is_part else path,
            f"code_{number}": code if is_part else "",
            f"value_{number}": value,
            f"name_{number}": "" if one["name"] == _called(number) else one["name"],
        }
    return initial
