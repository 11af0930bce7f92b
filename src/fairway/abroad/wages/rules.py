"""When a wage is due and what counts as paid: read from the packs in force, each with its source.

Packs name their parameters in the words of their law; this table says which of them answers
which question of the check. What none of them knows stays unknown and is shown as such.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from fairway.engines.kernel import Source
from fairway.engines.provisions import InForceValue, Pack, parameter_in_force
from fairway.engines.wages import DueRule, FileDuty, Measure, Proration, WageMonth


class Regime(StrEnum):
    """Whose wages: of a household, or of an establishment. Laws tell them apart."""

    HOUSEHOLD = "household"
    ESTABLISHMENT = "establishment"


# Channels of the packs in which a household employs.
HOUSEHOLD_CHANNELS = frozenset({"domestic_work"})

_NAMES: MappingProxyType[Regime, MappingProxyType[str, tuple[str, ...]]] = MappingProxyType(
    {
        Regime.HOUSEHOLD: MappingProxyType(
            {
                "grace_days": ("ae_dw_wage_deadline", "dw_wps_pay_days"),
                "files": ("dw_wps_law",),
            }
        ),
        Regime.ESTABLISHMENT: MappingProxyType(
            {
                "due_day": ("wps_due_day",),
                "late_from_day": ("wps_late_from_day",),
                "grace_days": ("wps598_late_after_days",),
                "worker_share": ("wps_worker_share", "wps598_paid_share"),
                "company_share": ("wps_company_share", "wps598_paid_share"),
                "files": ("wps_proof_duty", "wps598_proof"),
            }
        ),
    }
)
# The decision on households makes the system a duty for some occupations and a choice for the
# rest, and names them in words of no classification: whoever takes part owes a file each month.
_WHO_OWES_FILES = MappingProxyType(
    {Regime.HOUSEHOLD: FileDuty.WHO_JOINED, Regime.ESTABLISHMENT: FileDuty.EVERYBODY}
)
_LADDER = re.compile(r"wps_ladder_day(\d+)")
# Where no rule names the day: a month's wage is due when the month is over.
_AFTER_THE_MONTH = 1


@dataclass(frozen=True, slots=True)
class Used:
    """A parameter that the rule rests on."""

    asked: str
    name: str
    value: str
    pack: str
    source: Source


@dataclass(frozen=True, slots=True)
class PayRule:
    """The rule of a month, what it rests on, and what is not known.

    ``lateness_known`` is whether a rule says when a wage is late; without, nothing is a breach.
    """

    rule: DueRule
    used: tuple[Used, ...]
    unknown: tuple[str, ...]
    measures: tuple[tuple[int, str], ...] = field(default=())

    @property
    def lateness_known(self) -> bool:
        """Whether the packs in force say when a wage is late."""
        return "grace_days" not in self.unknown

    def as_json(self) -> dict[str, Any]:
        """Write it down beside the check that used it."""
        return {
            "due_day": self.rule.due_day,
            "grace_days": self.rule.grace_days,
            "proration": self.rule.proration.value,
            "files": self.rule.files.value,
            "used": [
                {
                    "asked": used.asked,
                    "name": used.name,
                    "value": used.value,
                    "pack": used.pack,
                    "title": used.source.title,
                    "article": used.source.article,
                    "url": used.source.url,
                    "confidence": used.source.confidence.value,
                }
                for used in self.used
            ],
            "unknown": list(self.unknown),
            "measures": [list(measure) for measure in self.measures],
        }


def rule_of(packs: Sequence[Pack], regime: Regime, month: WageMonth) -> PayRule:
    """The rule for the wages of a month, as the packs stood on the day after it."""
    on = month.next.first
    found: dict[str, Used] = {}
    for asked, names in _NAMES[regime].items():
        used = _first(packs, asked, names, on)
        if used is not None:
            found[asked] = used
    days = {asked: int(used.value) for asked, used in found.items() if asked != "files"}
    due_day = days.get("due_day", _AFTER_THE_MONTH)
    if "late_from_day" in days:
        grace = max(days["late_from_day"] - due_day - 1, 0)
    else:
        grace = days.get("grace_days", 0)
    ladder = _ladder(packs, on) if regime is Regime.ESTABLISHMENT else ()
    rule = DueRule(
        due_day=due_day,
        grace_days=grace,
        proration=Proration.CALENDAR,
        worker_share=_share(days.get("worker_share")),
        company_share=_share(days.get("company_share")),
        ladder=tuple(Measure(day, str(day)) for day, _words in ladder),
        files=_WHO_OWES_FILES[regime] if "files" in found else FileDuty.NOBODY,
    )
    unknown = [name for name in ("due_day",) if name not in found]
    if "grace_days" not in found and "late_from_day" not in found:
        unknown.append("grace_days")
    if "files" not in found:
        unknown.append("files")
    # No source that was seen says what a day of a month in part is worth.
    unknown.append("proration")
    return PayRule(rule, tuple(found.values()), tuple(unknown), ladder)


def _first(packs: Sequence[Pack], asked: str, names: Sequence[str], on: date) -> Used | None:
    for name in names:
        for pack in packs:
            entry = _entry(pack, name, on)
            if entry is not None and isinstance(entry.value, str if asked == "files" else int):
                return Used(asked, name, str(entry.value), pack.id, entry.source)
    return None


def _entry(pack: Pack, name: str, on: date) -> InForceValue | None:
    if name not in pack.values:
        return None
    entry = parameter_in_force(pack, name, on)
    return entry if entry is not None and entry.usable else None


def _ladder(packs: Sequence[Pack], on: date) -> tuple[tuple[int, str], ...]:
    """What the authority does about an unpaid wage, by the day of the month."""
    steps = []
    for pack in packs:
        for name in pack.values:
            step = _LADDER.fullmatch(name)
            entry = _entry(pack, name, on) if step else None
            if step and entry is not None:
                steps.append((int(step[1]), str(entry.value)))
    return tuple(sorted(steps))


def _share(percent: int | None) -> Decimal | None:
    return None if percent is None else Decimal(percent) / 100
