"""Which steps a journey needs: what the packs ask about its departure, and who hands it in. Pure.

The facts come from the packs. This table only says what kind of thing a known one is; one that
is not here is a document that the worker hands in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fairway.leaving.preparation.models import ActsNext, StepKind

if TYPE_CHECKING:
    from fairway.engines.provisions import FactSpec


@dataclass(frozen=True, slots=True)
class Part:
    """What kind of thing a fact about a departure is, and who hands in its evidence."""

    kind: StepKind
    by: ActsNext


@dataclass(frozen=True, slots=True)
class Planned:
    """One step to ask for."""

    fact: str
    titles: Mapping[str, str]
    part: Part


KNOWN: Mapping[str, Part] = {
    "certificate_nc2": Part(StepKind.SKILLS, ActsNext.WORKER),
    "pre_departure_education": Part(StepKind.ORIENTATION, ActsNext.PROVIDER),
    "pre_departure_seminar": Part(StepKind.ORIENTATION, ActsNext.PROVIDER),
    "insurance_paid_by_others": Part(StepKind.DOCUMENT, ActsNext.RECRUITER),
    "work_authorisation": Part(StepKind.DOCUMENT, ActsNext.WORKER),
    "medical_check": Part(StepKind.MEDICAL, ActsNext.PROVIDER),
    "language_certificate": Part(StepKind.LANGUAGE, ActsNext.WORKER),
    "police_clearance": Part(StepKind.SECURITY, ActsNext.WORKER),
}
# These follow from what other rooms did: nobody hands them in.
FROM_ELSEWHERE = frozenset(
    {"contract_verified", "contract_cleared", "job_order_given", "job_order_understood"}
)
_OTHER = Part(StepKind.DOCUMENT, ActsNext.WORKER)


def steps_for(asked: Sequence[FactSpec], *, with_recruiter: bool) -> tuple[Planned, ...]:
    """The steps for the facts that packs ask about a departure, in the packs' order.

    Where nobody recruits, the authority sees to what a recruiter would hand in.
    """
    return tuple(
        Planned(spec.name, dict(spec.labels), _part(spec.name, with_recruiter=with_recruiter))
        for spec in asked
        if spec.type == "bool" and spec.name not in FROM_ELSEWHERE
    )


def _part(fact: str, *, with_recruiter: bool) -> Part:
    part = KNOWN.get(fact, _OTHER)
    if part.by is ActsNext.RECRUITER and not with_recruiter:
        return Part(part.kind, ActsNext.OFFICER)
    return part
