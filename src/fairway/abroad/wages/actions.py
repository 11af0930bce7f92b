"""Handing in a wage file, saying whose a number is, answering, and turning an alert into a case."""

from __future__ import annotations

import tempfile
import uuid
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from fairway.abroad.wages import checking, queries
from fairway.abroad.wages.importing import FORMAT
from fairway.abroad.wages.kinds import Answer
from fairway.abroad.wages.models import (
    DeclaredDeduction,
    PayAnswer,
    PayMonth,
    WageCheck,
    WageFile,
    WageFinding,
    WageNumber,
)
from fairway.abroad.wages.numbers import employee_digest, read_number
from fairway.commons.cases import actions as cases
from fairway.core import clock
from fairway.core.access.gate import authorise
from fairway.core.accounts.actors import Actor
from fairway.core.accounts.models import Organisation
from fairway.core.imports.actions import run_import
from fairway.core.journal import actions as journal
from fairway.core.keys import keyring
from fairway.engines.kernel import BadInput, Fault, Money
from fairway.engines.wages import WageMonth
from fairway.leaving import asking
from fairway.leaving.contracts.terms import DeductionKind
from fairway.leaving.journeys import queries as journeys

if TYPE_CHECKING:
    from fairway.commons.cases.filing import Filed
    from fairway.leaving.journeys.models import Journey


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that came in, and the check that it led to."""

    file: WageFile
    check: WageCheck | None
    already: bool


def take_file(content: bytes, *, name: str, paid_on: date, actor: Actor) -> Taken:
    """Take a wage file, whole or not at all, and check its month.

    Raises `BadInput` with every fault: line, field, value (people's numbers masked), accepted.
    The same file again changes nothing.
    """
    authorise(actor, "wage.file")
    employer = Organisation.objects.select_related("authority").get(pk=asking.house_of(actor))
    with tempfile.NamedTemporaryFile(prefix="wages-") as held:
        held.write(content)
        held.flush()
        # The file and its check stand or fall together.
        with transaction.atomic():
            imported = run_import(
                FORMAT,
                Path(held.name),
                actor=actor,
                authority=employer.authority,
                options={"employer": employer, "paid_on": paid_on},
                file_name=name,
            )
            file = WageFile.objects.filter(employer=employer, sha256=imported.run.sha256).first()
            if file is None:
                # Handed in before by somebody else: nothing more may be said about it.
                accepted = _("a wage file of your own")
                raise BadInput(Fault("file", name[:60], accepted, "employer"))
            month = WageMonth.of(file.month)
            if imported.already:
                check = queries.current_check(employer.id, file.month)
                return Taken(file, check, already=True)
            return Taken(file, checking.check(employer, month, actor=actor), already=False)


def name_worker(journey_id: uuid.UUID, *, number: str, actor: Actor) -> WageNumber:
    """Say which number in the wage files is a worker's; the months with files are checked again."""
    authorise(actor, "wage.declare")
    digits = read_number(number)
    digest = employee_digest(digits)
    with transaction.atomic():
        journey = journeys.get_for(actor, journey_id)
        employer = Organisation.objects.select_related("authority").get(pk=asking.house_of(actor))
        taken = WageNumber.objects.filter(employer=employer, digest=digest).first()
        if taken is not None and taken.journey_id != journey.id:
            accepted = _("a number that is no other worker's")
            raise BadInput(Fault("number", "", accepted, "taken"))
        named, _made = WageNumber.objects.update_or_create(
            employer=employer,
            journey=journey,
            defaults={
                "authority": employer.authority,
                "digest": digest,
                "sealed": keyring.seal(journey.person_id, {"number": digits}),
            },
        )
        journal.record(named, "wage.number", actor=actor, person_id=journey.person_id)
        months = WageFile.objects.filter(employer=employer).order_by("month")
        for month in months.values_list("month", flat=True).distinct():
            checking.check(employer, WageMonth.of(month), actor=actor)
        return named


def declare_deduction(
    journey_id: uuid.UUID, *, month: WageMonth, kind: DeductionKind, money: Money, actor: Actor
) -> DeclaredDeduction:
    """Say what was taken off a worker's wage, and what for; the month is checked again."""
    authorise(actor, "wage.declare")
    if money.amount <= 0:
        raise BadInput(Fault("amount", str(money), _("an amount above zero"), "amount"))
    with transaction.atomic():
        journey = journeys.get_for(actor, journey_id)
        employer = Organisation.objects.select_related("authority").get(pk=asking.house_of(actor))
        if month.first > clock.today(employer.authority.time_zone):
            raise BadInput(Fault("month", str(month), _("a month that has begun"), "month"))
        made, _new = DeclaredDeduction.objects.update_or_create(
            partition_key=checking.partition_of(employer, month),
            employer=employer,
            journey=journey,
            month=month.first,
            kind=kind.value,
            defaults={
                "authority": employer.authority,
                "amount": money.amount,
                "currency": money.currency,
            },
        )
        journal.record(
            made,
            "wage.deduction",
            actor=actor,
            payload={"month": str(month), "kind": kind.value},
            personal={"amount": str(money.amount), "currency": money.currency},
            person_id=journey.person_id,
        )
        checking.check(employer, month, actor=actor)
        return made


def answer(month: PayMonth, given: Answer, *, actor: Actor) -> PayAnswer:
    """She says whether a month's pay was right; she may change her mind."""
    authorise(actor, "pay.answer")
    with transaction.atomic():
        found = queries.month_for(actor, month.pk)
        made, new = PayAnswer.objects.get_or_create(
            partition_key=found.partition,
            journey=found.journey,
            month=found.month,
            defaults={"authority": found.journey.authority, "answer": given},
        )
        if not new and made.answer != given:
            made.answer = given
            made.version += 1
            made.save(update_fields=["answer", "version"])
        # Sealed: what she says of her pay is hers, and the entry names no employer.
        journal.record(
            made,
            "pay.answered",
            actor=actor,
            personal={"answer": given.value},
            person_id=found.journey.person_id,
        )
        return made


def open_case(finding: WageFinding, *, words: str, actor: Actor) -> Filed:
    """Turn an alert into a case: a subject of its own, of which the employer learns nothing."""
    authorise(actor, "wage.open_case")
    found = queries.finding_for(actor, finding.pk)
    if found.journey is None:
        accepted = _("an alert about a worker")
        raise BadInput(Fault("finding", found.kind, accepted, "no_worker"))
    return _file(found.journey, found.wage_check.employer, words, actor)


def _file(journey: Journey, employer: Organisation, words: str, actor: Actor) -> Filed:
    told = cases.Told.of(["unpaid_wages"], words=words)
    return cases.file(
        told,
        actor=actor,
        corridor=journey.corridor,
        person=journey.person,
        journey_id=journey.id,
        accused=[employer],
        language=actor.language,
    )
