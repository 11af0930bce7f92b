"""The eight questions of an arrival: each compares one promise with what she found. Pure.

A yes is good news in every one. What she answers is hers: no employer ever sees it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairway.commons.cases.kinds import Allegation
from fairway.engines.kernel import BadInput, Fault, Money


@dataclass(frozen=True, slots=True)
class Question:
    """One question, the clauses of the contract that it is about, and what a no would mean."""

    name: str
    text: Any
    clauses: tuple[str, ...]
    allegation: Allegation


QUESTIONS = (
    Question(
        "work",
        gettext_lazy("Is it the work that was promised, at the place that was promised?"),
        ("occupation", "place"),
        Allegation.CONTRACT_CHANGED,
    ),
    Question(
        "employer",
        gettext_lazy("Is your employer the one of your contract?"),
        (),
        Allegation.CONTRACT_CHANGED,
    ),
    Question(
        "pay",
        gettext_lazy("Were you told the same pay as in your contract?"),
        ("pay", "deductions"),
        Allegation.CONTRACT_CHANGED,
    ),
    Question(
        "hours",
        gettext_lazy("Are the hours and the days of rest those of your contract?"),
        ("weekly_hours", "weekly_rest_days"),
        Allegation.HOURS_REST,
    ),
    Question(
        "housing",
        gettext_lazy("Is the housing as it was promised?"),
        ("housing", "food"),
        Allegation.HOURS_REST,
    ),
    Question(
        "papers",
        gettext_lazy("Do you have your passport and your contract with you?"),
        ("passport_kept",),
        Allegation.PASSPORT_HELD,
    ),
    Question(
        "phone",
        gettext_lazy("Can you use your telephone and leave the house in your free time?"),
        ("phone_kept",),
        Allegation.CONFINEMENT,
    ),
    Question(
        "no_payment",
        gettext_lazy("Is it true that nobody asked you for money for this job?"),
        (),
        Allegation.FEES_CHARGED,
    ),
)
BY_NAME = {question.name: question for question in QUESTIONS}


@dataclass(frozen=True, slots=True)
class Answers:
    """A yes or no to each question; ``pay_told`` where she was told another pay."""

    said: Mapping[str, bool]
    pay_told: Money | None = None

    def __post_init__(self) -> None:
        accepted = _("yes or no to each question")
        faults = [
            Fault(name, "", accepted, "required") for name in BY_NAME.keys() - self.said.keys()
        ]
        faults += [
            Fault(name[:40], "", ", ".join(BY_NAME), "unknown_question")
            for name in self.said.keys() - BY_NAME.keys()
        ]
        if faults:
            raise BadInput(*sorted(faults, key=lambda fault: fault.field))

    @property
    def concerns(self) -> tuple[Question, ...]:
        """What is not as it was promised."""
        return tuple(question for question in QUESTIONS if not self.said[question.name])

    @property
    def allegations(self) -> tuple[Allegation, ...]:
        """What she could ask help for, each once."""
        return tuple(dict.fromkeys(question.allegation for question in self.concerns))

    def as_json(self) -> dict[str, Any]:
        """What is sealed."""
        told = [str(self.pay_told.amount), self.pay_told.currency] if self.pay_told else None
        return {"said": dict(self.said), "pay_told": told}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Answers:
        """Read what `as_json` wrote."""
        told = data["pay_told"]
        return cls(data["said"], Money.of(*told) if told else None)
