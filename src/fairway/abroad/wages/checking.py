"""Checking a month: load, compare, keep the findings, tell whoever is short."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

from django.db import connection, transaction

from fairway.abroad.wages import facts
from fairway.abroad.wages.kinds import GRAVITY, NOT_COMPARABLE, Gravity
from fairway.abroad.wages.models import PayMonth, WageCheck, WageFile, WageFinding, WageLine
from fairway.abroad.wages.rules import PayRule, rule_of
from fairway.abroad.wages.telling import tell_workers
from fairway.commons.agreements.queries import packs_in_force
from fairway.core import clock
from fairway.core.accounts.actors import Actor
from fairway.core.accounts.models import Organisation
from fairway.core.bulk import copy_in
from fairway.core.journal import actions as journal
from fairway.engines.kernel import Corridor, Money, fact_to_json
from fairway.engines.wages import (
    Deduction,
    Finding,
    Kind,
    Severity,
    WageMonth,
    check_month,
    due_wage,
)


def check(employer: Organisation, month: WageMonth, *, actor: Actor) -> WageCheck | None:
    """Compare an employer's month with its contracts, and keep what was found.

    None where there is nothing to compare: no contract and no file.
    """
    with transaction.atomic():
        _one_at_a_time(employer, month)
        files = list(
            WageFile.objects.filter(employer=employer, month=month.first).order_by(
                "paid_on", "created_at", "id"
            )
        )
        currency = files[0].currency if files else ""
        found = facts.working(employer, month, currency)
        if not found and not files:
            return None
        way = found[0].corridor if found else ""
        packs = packs_in_force(Corridor.of(*way.split("-")), month.next.first) if way else ()
        rule = rule_of(packs, facts.regime_of(found), month)
        on = clock.today(employer.authority.time_zone)
        joined = WageFile.objects.filter(employer=employer, month__lte=month.first).exists()
        made = _begin(employer, month, rule, len(files), on, joined=joined)
        sheet = _Sheet(made, month, rule, files, found)
        findings = sheet.findings()
        copy_in(findings)
        months = sheet.months()
        copy_in(months)
        journal.record(
            made,
            "wage.checked",
            actor=actor,
            payload={
                "month": str(month),
                "number": made.number,
                "files": made.files,
                "findings": len(findings),
            },
        )
        tell_workers(made, found, months, findings, actor=actor)
        return made


def partition_of(employer: Organisation, month: WageMonth) -> str:
    """Where the rows of a month lie: by country and year."""
    return f"{employer.country}/{month.year}"


def _one_at_a_time(employer: Organisation, month: WageMonth) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtext('wage.check'), hashtext(%s))",
            [f"{employer.id}:{month}"],
        )


def _begin(
    employer: Organisation, month: WageMonth, rule: PayRule, files: int, on: date, *, joined: bool
) -> WageCheck:
    earlier = WageCheck.objects.filter(employer=employer, month=month.first)
    last = earlier.order_by("-number").first()
    earlier.filter(current=True).update(current=False)
    return WageCheck.objects.create(
        authority=employer.authority,
        partition_key=partition_of(employer, month),
        employer=employer,
        month=month.first,
        number=last.number + 1 if last else 1,
        on=on,
        last_day=rule.rule.last_day(month),
        files=files,
        rule=rule.as_json() | {"file_owed": rule.rule.expects_files(joined=joined)},
    )


class _Sheet:
    """One check while it is made."""

    def __init__(
        self,
        made: WageCheck,
        month: WageMonth,
        rule: PayRule,
        files: Sequence[WageFile],
        found: Sequence[facts.Working],
    ) -> None:
        self.made, self.month, self.rule, self.files = made, month, rule, files
        self.found = [item for item in found if not item.not_comparable]
        self.apart = [item for item in found if item.not_comparable]
        self.payments = facts.payments(files)
        self.deductions = facts.declared(made.employer, month)

    def findings(self) -> list[WageFinding]:
        """What the engine found, currency by currency, and what could not be compared."""
        kept = [self._kept(finding) for finding in self._found()]
        kept.extend(
            WageFinding(
                partition=self.made.partition_key,
                wage_check=self.made,
                journey=item.journey,
                kind=NOT_COMPARABLE,
                gravity=Gravity.NOTICE,
                facts={"why": item.not_comparable},
            )
            for item in self.apart
        )
        return kept

    def _found(self) -> list[Finding]:
        currencies = {item.terms.wage.currency for item in self.found}
        currencies |= {file.currency for file in self.files}
        apart = {item.terms.employee_id for item in self.apart}
        found: list[Finding] = []
        for currency in sorted(currencies):
            mine = [i.terms for i in self.found if i.terms.wage.currency == currency]
            found += check_month(
                mine,
                [p for p in self.payments if p.file.currency == currency],
                self.month,
                self.rule.rule,
                on=self.made.on,
                deductions=self._declared(currency),
                joined=self.made.file_owed,
            )
        if not apart:
            return found
        # Somebody whose contract cannot be compared is not unknown.
        return [f for f in found if f.kind is not Kind.UNKNOWN or self._employee(f) not in apart]

    def _declared(self, currency: str) -> list[Deduction]:
        keys = {
            item.journey.id: item.terms.employee_id
            for item in self.found
            if item.terms.wage.currency == currency
        }
        declared = []
        for row in self.deductions:
            money = facts.fits(row.money, currency, self.month.last)
            if row.journey_id in keys and money is not None:
                declared.append(Deduction(keys[row.journey_id], row.kind, money))
        return declared

    @cached_property
    def employees(self) -> dict[tuple[int, int], str]:
        """The digest of whoever each line of each file is about."""
        return {
            (number, line.row): line.employee_id
            for number, payment in enumerate(self.payments)
            for line in payment.file.lines
        }

    def _employee(self, finding: Finding) -> str:
        if finding.file is None or not finding.rows:
            return ""
        return self.employees[finding.file, finding.rows[0]]

    def _kept(self, finding: Finding) -> WageFinding:
        severity = finding.severity
        if severity is Severity.BREACH and not self.rule.lateness_known:
            # No rule that is known says when a wage is late: money is owed, nothing is broken.
            severity = Severity.NOTICE if finding.kind is Kind.LATE else Severity.OWED
        file = self.files[finding.file] if finding.file is not None else None
        known = {name: fact_to_json(value) for name, value in finding.facts.items()}
        if finding.kind is Kind.UNKNOWN and file is not None:
            known["employee_id"] = self.shown[file.id, finding.rows[0]]
        return WageFinding(
            partition=self.made.partition_key,
            wage_check=self.made,
            journey_id=uuid.UUID(finding.worker) if finding.worker else None,
            file=file,
            kind=finding.kind.value,
            gravity=GRAVITY[severity],
            rows=list(finding.rows),
            amounts={n: [str(m.amount), m.currency] for n, m in finding.amounts.items()},
            facts=known,
        )

    @cached_property
    def shown(self) -> dict[tuple[uuid.UUID, int], str]:
        """What may be shown of the number in each line."""
        lines = WageLine.objects.filter(file__in=self.files)
        return {(f, row): s for f, row, s in lines.values_list("file_id", "row", "shown")}

    def months(self) -> list[PayMonth]:
        """Each worker's month in figures, whether or not anything was found."""
        paid = self._paid()
        taken: dict[Any, dict[str, list[str]]] = defaultdict(dict)
        for row in self.deductions:
            taken[row.journey_id][row.kind] = [str(row.money.amount), row.currency]
        return [self._month(item, paid, taken[item.journey.id]) for item in self.found]

    def _month(
        self, item: facts.Working, paid: dict[tuple[str, str], int], taken: dict[str, list[str]]
    ) -> PayMonth:
        currency = item.terms.wage.currency
        exact = due_wage(item.terms, self.month, self.rule.rule.proration)
        due = Money.from_minor(int(exact + Fraction(1, 2)), currency)
        arrived = Money.from_minor(paid.get((currency, item.terms.employee_id), 0), currency)
        deductions = {
            kind: [*amount, *_limit(item.terms.deductions.get(kind))]
            for kind, amount in taken.items()
        }
        return PayMonth(
            partition=self.made.partition_key,
            wage_check=self.made,
            journey=item.journey,
            month=self.month.first,
            due=due.amount,
            paid=arrived.amount,
            currency=currency,
            deductions=deductions,
            converted=item.converted,
        )

    def _paid(self) -> dict[tuple[str, str], int]:
        """What arrived for each worker: fixed income, each repeated line once."""
        seen: set[tuple[object, ...]] = set()
        sums: dict[tuple[str, str], int] = defaultdict(int)
        for payment in self.payments:
            for line in payment.file.lines:
                if line[1:] not in seen or len(self.payments) == 1:
                    seen.add(line[1:])
                    sums[payment.file.currency, line.employee_id] += line.fixed
        return sums


def _limit(limit: Money | None) -> list[str]:
    return [str(limit.amount), limit.currency] if limit else ["0", ""]
