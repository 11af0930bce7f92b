"""Wage files by the one door for files: the Emirates' Salary Information File."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairway.abroad.wages.checking import partition_of
from fairway.abroad.wages.models import WageFile, WageLine
from fairway.abroad.wages.numbers import account_digest, employee_digest
from fairway.core import clock
from fairway.core.accounts.models import Organisation
from fairway.core.bulk import copy_in
from fairway.core.imports.formats import (
    ImportFormat,
    Loading,
    Options,
    Parsed,
    Progress,
    SourceFile,
)
from fairway.engines.kernel import BadInput, Fault
from fairway.engines.wages import WageFile as ReadFile
from fairway.engines.wages import read_sif
from fairway.engines.wages.sif_records import masked

FORMAT = "ae-sif"
_AT_ONCE = 5_000
_EMPLOYER_DIGITS = 13


def parse(source: SourceFile, options: Options, progress: Progress) -> Parsed[ReadFile]:
    """Read a file whole; one that is another employer's, or paid before it was made, is refused."""
    employer: Organisation = options["employer"]
    paid_on: date = options["paid_on"]
    today = clock.today(employer.authority.time_zone)
    found = read_sif(source.path.read_bytes(), today=today)
    number = employer.registration_number
    faults = []
    if number.isdigit() and number.zfill(_EMPLOYER_DIGITS) != found.employer_id:
        accepted = masked(number.zfill(_EMPLOYER_DIGITS))
        faults.append(Fault("employer_id", masked(found.employer_id), accepted, "employer"))
    if not found.month.first <= paid_on <= today:
        accepted = _("a day from %(first)s to %(last)s") % {
            "first": found.month.first,
            "last": today,
        }
        faults.append(Fault("paid_on", paid_on.isoformat(), accepted, "paid_on"))
    if faults:
        raise BadInput(*faults)
    progress(len(found.lines), len(found.lines))
    return Parsed(rows=len(found.lines), used=len(found.lines), content=found)


def load(parsed: Parsed[ReadFile], loading: Loading) -> Mapping[str, int]:
    """Keep the file and its lines; numbers of people and accounts as digests alone."""
    read, employer = parsed.content, loading.options["employer"]
    partition = partition_of(employer, read.month)
    file = WageFile.objects.create(
        authority=loading.authority,
        partition_key=partition,
        employer=employer,
        month=read.month.first,
        file_name=loading.source.name,
        sha256=loading.source.sha256,
        made_on=read.created,
        made_at=read.created_at,
        routing_code=read.routing_code,
        reference=read.reference,
        paid_on=loading.options["paid_on"],
        total=read.total.amount,
        currency=read.currency,
        lines_count=len(read.lines),
    )
    for first in range(0, len(read.lines), _AT_ONCE):
        copy_in([_line(file, partition, line) for line in read.lines[first : first + _AT_ONCE]])
    return {"wagefile": 1, "wageline": len(read.lines)}


def _line(file: WageFile, partition: str, line: Any) -> WageLine:
    return WageLine(
        partition=partition,
        file=file,
        employer_id=file.employer_id,
        month=file.month,
        row=line.row,
        employee=employee_digest(line.employee_id),
        shown=masked(line.employee_id),
        account=account_digest(line.account),
        routing_code=line.routing_code,
        pay_start=line.pay_start,
        pay_end=line.pay_end,
        days=line.days,
        leave_days=line.leave_days,
        fixed=line.fixed,
        variable=line.variable,
        parts=list(line.parts),
    )


WAGES: ImportFormat[ReadFile] = ImportFormat(
    FORMAT,
    gettext_lazy("Salary Information File of the Emirates"),
    parse,
    load,
    action="wage.file",
    personal=True,
)
